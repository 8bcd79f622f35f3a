use super::*;
use crate::Library;
use crate::fixture::analyzed;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::signature::{Signature, Term};

#[test]
fn stories_and_what_was_known_of_them_survive_a_repair() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("library.db");
    let library = Library::open(&path).unwrap();
    let mut writer = library.writer().unwrap();
    let put = ["a", "b", "c", "d"].map(|key| {
        let mut one = analyzed(key, &format!("The text of {key}."), &[]);
        one.analysis.signature = Signature::new(vec![Term::new(1 << 50, 4)], vec![]);
        Change::Put(Box::new(one))
    });
    writer.apply(&put).unwrap();
    let placed = Placed {
        done: [1, 2, 3].map(ArticleId).to_vec(),
        moved: vec![(ArticleId(2), 1), (ArticleId(1), 1)],
        ..Placed::default()
    };
    writer.give_to_stories(&placed).unwrap();
    writer.apply(&[Change::KnowStories([1].into())]).unwrap();
    writer.finish().unwrap();
    drop(library);
    Library::repair(&path).unwrap();
    let library = Library::open(&path).unwrap();
    let reader = library.reader().unwrap();
    let keys = |story: u32| -> Vec<String> {
        let members = reader.members(story).unwrap().into_iter();
        members
            .map(|one| reader.key_of(one.article).unwrap().unwrap())
            .collect()
    };
    let of_b = reader
        .story_of(reader.find_key("b").unwrap().unwrap())
        .unwrap();
    assert_eq!(keys(of_b), ["a", "b"]);
    assert_eq!(reader.stories_seen().unwrap().len(), 1);
    // Only the one that waited before waits now.
    let waiting = reader.unplaced(9).unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        reader.key_of(waiting[0].article).unwrap().as_deref(),
        Some("d")
    );
}
