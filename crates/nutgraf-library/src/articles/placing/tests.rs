use super::*;
use crate::Library;
use crate::fixture::analyzed;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::signature::{Signature, Term};

/// A library with so many articles that have nothing in common; each has a signature of its own.
fn library(count: u32) -> Library {
    let library = Library::temporary().unwrap();
    let changes: Vec<Change> = (1..=count)
        .map(|n| {
            let mut one = analyzed(&format!("a{n}"), &format!("Text number {n}."), &[]);
            one.analysis.signature = Signature::new(vec![Term::new(u64::from(n) << 40, 4)], vec![]);
            Change::Put(Box::new(one))
        })
        .collect();
    library.writer().unwrap().apply(&changes).unwrap();
    library
}

fn moved(pairs: &[(u32, u32)]) -> Placed {
    Placed {
        moved: pairs.iter().map(|(a, s)| (ArticleId(*a), *s)).collect(),
        ..Placed::default()
    }
}

fn stories(library: &Library, count: u32) -> Vec<u32> {
    let reader = library.reader().unwrap();
    (1..=count)
        .map(|story| u32::try_from(reader.members(story).unwrap().len()).unwrap())
        .collect()
}

#[test]
fn articles_wait_until_they_are_placed_and_their_signatures_come_back() {
    let library = library(3);
    let reader = library.reader().unwrap();
    let waiting = reader.unplaced(9).unwrap();
    assert_eq!(reader.unplaced_count().unwrap(), 3);
    let ids: Vec<u32> = waiting.iter().map(|one| one.article.0).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert!(
        waiting
            .iter()
            .all(|one| one.signature.is_some() && one.story == one.article.0)
    );
    let placed = Placed {
        done: vec![ArticleId(1), ArticleId(3)],
        frequencies: Some(vec![7]),
        ..moved(&[(3, 1)])
    };
    library.writer().unwrap().give_to_stories(&placed).unwrap();
    let left: Vec<u32> = reader
        .unplaced(9)
        .unwrap()
        .iter()
        .map(|one| one.article.0)
        .collect();
    assert_eq!(left, [2]);
    assert_eq!(reader.frequencies().unwrap(), Some(vec![7]));
    assert_eq!(stories(&library, 3), [2, 1, 0]);
    assert_eq!(reader.placed_undated(9).unwrap().len(), 2);
}

#[test]
fn a_founder_stands_in_its_story_and_the_log_only_grows() {
    let library = library(4);
    let mut writer = library.writer().unwrap();
    let touched = |applied: crate::Applied| -> Vec<u32> {
        applied.touched.into_iter().map(|id| id.0).collect()
    };
    // The founder is touched with the first that joins it.
    assert_eq!(
        touched(writer.give_to_stories(&moved(&[(2, 1)])).unwrap()),
        [2, 1]
    );
    assert_eq!(
        touched(writer.give_to_stories(&moved(&[(3, 1), (1, 1)])).unwrap()),
        [3]
    );
    assert_eq!(stories(&library, 4), [3, 0, 0, 1]);
    let reader = library.reader().unwrap();
    assert_eq!(reader.story_log_end().unwrap(), 2);
    // Out again: the log has that, too.
    assert_eq!(
        touched(writer.give_to_stories(&moved(&[(3, 3)])).unwrap()),
        [3]
    );
    assert_eq!(stories(&library, 4), [2, 0, 1, 1]);
    assert_eq!(reader.story_log_end().unwrap(), 3);
    // What is as it was is no change.
    assert!(touched(writer.give_to_stories(&moved(&[(3, 3), (2, 1)])).unwrap()).is_empty());
    assert_eq!(reader.story_log_end().unwrap(), 3);
}

#[test]
fn who_knew_a_story_knows_both_halves_of_it() {
    let library = library(4);
    let mut writer = library.writer().unwrap();
    writer.give_to_stories(&moved(&[(2, 1), (3, 1)])).unwrap();
    writer.apply(&[Change::KnowStories([1].into())]).unwrap();
    let seen = || library.reader().unwrap().stories_seen().unwrap();
    assert_eq!(seen(), [(1, ArticleId(3))]);
    writer.give_to_stories(&moved(&[(2, 2), (3, 2)])).unwrap();
    assert_eq!(seen(), [(1, ArticleId(3)), (2, ArticleId(3))]);
    // A later article is news.
    writer.give_to_stories(&moved(&[(4, 2)])).unwrap();
    assert_eq!(seen()[1], (2, ArticleId(3)));
    writer.apply(&[Change::KnowStories([2].into())]).unwrap();
    assert_eq!(seen()[1], (2, ArticleId(4)));
}

#[test]
fn a_catalog_that_is_told_of_other_stories_is_like_one_filled_anew() {
    let library = library(5);
    let (reader, mut writer) = (library.reader().unwrap(), library.writer().unwrap());
    let mut catalog = Catalog::new();
    reader.fill(&mut catalog, crate::NEWEST, 4096).unwrap();
    for pairs in [&[(2, 1), (3, 1), (5, 4)][..], &[(3, 3), (2, 4)], &[(2, 2)]] {
        let before = catalog.clone();
        let placed = writer.give_to_stories(&moved(pairs)).unwrap();
        reader.regroup(&mut catalog, &placed.touched).unwrap();
        let mut anew = Catalog::new();
        let other = library.reader().unwrap();
        other.fill(&mut anew, crate::NEWEST, 4096).unwrap();
        for id in (1..=5).map(ArticleId) {
            assert_eq!(catalog.row(id), anew.row(id), "{pairs:?}");
        }
        assert_ne!(catalog.stories_version(), before.stories_version());
    }
    // What is as it was changes nothing, and what is not there gets no row.
    let version = catalog.version();
    let ids: Vec<ArticleId> = (0..9).map(ArticleId).collect();
    reader.regroup(&mut catalog, &ids).unwrap();
    assert_eq!((catalog.version(), catalog.articles()), (version, 5));
}
