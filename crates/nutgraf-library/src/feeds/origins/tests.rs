//! The catalog's feeds beside what the library has of them, over everything that can become of an entry.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::Library;
use crate::articles::catalog_fill::NEWEST;
use crate::catalog::Catalog;
use crate::database::reader::Reader;
use crate::feeds::entries::tests::entry;
use nutgraf_read::model::change::{Change, FeedChange};
use nutgraf_read::model::id::ArticleId;

/// The articles of each feed that has some, by its name.
fn shown(catalog: &Catalog) -> BTreeMap<String, Vec<u32>> {
    let some = catalog.feeds().iter().filter(|f| !f.articles().is_empty());
    some.map(|feed| (feed.name().to_owned(), feed.articles().iter().collect()))
        .collect()
}

fn filled(reader: &Reader) -> Catalog {
    let mut catalog = Catalog::new();
    let mut next = Some(NEWEST);
    while let Some(below) = next {
        next = reader.fill(&mut catalog, below, 2).unwrap();
    }
    catalog
}

#[test]
fn the_catalog_follows_the_library() {
    let library = Library::temporary().unwrap();
    let (mut writer, reader) = (library.writer().unwrap(), library.reader().unwrap());
    // Another program's eyes: it is told of changes and nothing else.
    let watcher = library.reader().unwrap();
    let mut catalog = filled(&watcher);
    let mut mark = watcher.change_mark().unwrap();
    let put = |feed: &str, guid: u64| Change::Entry(Box::new(entry(feed, guid)));
    let titled = |feed: &str, title: &str| {
        Change::Feed(FeedChange::Asked {
            feed: Arc::from(feed),
            about: Some((title.to_owned(), None)),
            standing: Box::default(),
        })
    };
    let forget = |feed: &str| Change::Feed(FeedChange::Forget(feed.into()));
    let readdress = |from: &str, to: &str| {
        Change::Feed(FeedChange::Readdress {
            from: from.into(),
            to: to.into(),
        })
    };
    let steps: Vec<(Vec<Change>, &str)> = vec![
        (vec![put("A", 1), put("A", 2), put("B", 3)], "A[1,2] B[3]"),
        (vec![titled("A", "The Gazette")], "B[3] The Gazette[1,2]"),
        // The same page in another feed: the article is not changed, and yet it is told.
        (vec![put("C", 2)], "B[3] C[2] The Gazette[1,2]"),
        (
            vec![titled("C", "Noon"), put("C", 4)],
            "B[3] Noon[2,4] The Gazette[1,2]",
        ),
        (vec![readdress("B", "C")], "Noon[2,3,4] The Gazette[1,2]"),
        (vec![forget("A")], "Noon[2,3,4]"),
    ];
    for (changes, expected) in steps {
        writer.apply(&changes).unwrap();
        loop {
            let ids = watcher.changes_since(&mut mark, 100).unwrap();
            if ids.is_empty() {
                break;
            }
            watcher.refill(&mut catalog, &ids).unwrap();
        }
        watcher.refill_feeds(&mut catalog).unwrap();
        let told: Vec<String> = shown(&catalog)
            .iter()
            .map(|(name, articles)| format!("{name}{articles:?}").replace(", ", ","))
            .collect();
        assert_eq!(told.join(" "), expected);
        assert_eq!(shown(&filled(&reader)), shown(&catalog), "{expected}");
    }
    let version = catalog.version();
    watcher.refill_feeds(&mut catalog).unwrap();
    watcher.refill(&mut catalog, &[]).unwrap();
    assert_eq!(catalog.version(), version, "nothing new is no change");
    assert!(catalog.has(ArticleId(2)));
}
