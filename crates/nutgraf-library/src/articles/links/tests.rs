use super::*;
use crate::Library;
use crate::fixture::analyzed;
use nutgraf_read::model::change::Change;

fn linking(kind: LinkKind, one: &str, other: &str) -> Linking {
    Linking {
        links: vec![StoryLink {
            kind,
            one: one.to_owned(),
            other: other.to_owned(),
        }],
        words: format!("{one} and {other}"),
    }
}

#[test]
fn links_stand_in_a_file_that_a_hand_may_write_and_undo_takes_them_back() {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::open(&folder.path().join("library.db")).unwrap();
    let mut writer = library.writer().unwrap();
    let put = ["a", "b"].map(|key| Change::Put(Box::new(analyzed(key, "Some text.", &[]))));
    writer.apply(&put).unwrap();
    let text = || std::fs::read_to_string(folder.path().join(NAME)).unwrap();

    let apart = linking(LinkKind::Apart, "a", "b");
    assert!(writer.apply(&[Change::Link(apart.clone())]).unwrap().linked);
    assert!(text().contains("\"a <> b\""));
    assert!(
        !writer.apply(&[Change::Link(apart.clone())]).unwrap().linked,
        "it is there"
    );

    // A hand adds a line with a comment.
    let by_hand = text().replace(
        "together = [\n",
        "together = [\n    \"x <> y\", # mine\n    \"nobody\",\n",
    );
    std::fs::write(folder.path().join(NAME), &by_hand).unwrap();
    assert!(library.story_links().reread());
    let (_, links) = library.story_links().current();
    assert_eq!(links.len(), 2);
    assert_eq!(
        library.story_links().faults().len(),
        1,
        "one names no two articles"
    );

    let undone = writer.apply(&[Change::Undo]).unwrap();
    assert_eq!(undone.undone.as_deref(), Some("no longer: a and b"));
    assert!(undone.linked);
    assert!(!text().contains("a <> b") && text().contains("# mine"));
    assert_eq!(writer.apply(&[Change::Undo]).unwrap().undone, None);
}

#[test]
fn steps_come_back_as_they_were_kept() {
    let mut both = linking(LinkKind::Together, "https://a.example/1", "id <2>").links;
    both.extend(linking(LinkKind::Apart, "x", "y").links);
    let packed = pack("3 articles are a story of their own", &both);
    assert_eq!(
        unpack(&packed),
        ("3 articles are a story of their own".to_owned(), both)
    );
}
