//! A repair, as a reader of feeds sees it: how they stand, what is deleted, what was lost.

use std::path::Path;

use rusqlite::Connection;

use crate::Library;
use crate::database::writer::{Applied, Writer};
use crate::feeds::entries::EntryState;
use crate::feeds::entries::tests::entry;
use nutgraf_read::model::change::{Change, Entry, FeedChange};
use nutgraf_read::model::feed::{HostStanding, Reason, Standing};
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::moment::Moment;

fn put(writer: &mut Writer, entry: Entry) -> Applied {
    writer.apply(&[Change::Entry(Box::new(entry))]).unwrap()
}

fn standing() -> Standing {
    Standing {
        asked: Some(Moment(1_700_000_000)),
        whole: Some(Moment(1_700_000_000)),
        reason: Reason::Pace,
        etag: Some(b"W/\"\xE9\"".to_vec()),
        body: Some(7),
        ..Standing::default()
    }
}

const HOST: HostStanding = HostStanding {
    wait: Some(Moment(1_800_000_000)),
    refusals: 2,
};

/// A library that follows A and B. Of A 1 is here, 2 was taken out and 3 deleted elsewhere; of B 4 and 5 are here, which share a
/// page.
fn followed(file: &Path) {
    let library = Library::open(file).unwrap();
    let mut writer = library.writer().unwrap();
    let feeds = ["A", "B"].map(|feed| {
        Change::Feed(FeedChange::Asked {
            feed: feed.into(),
            about: Some((format!("Feed {feed}"), None)),
            standing: Box::new(standing()),
        })
    });
    writer.apply(&feeds).unwrap();
    let host = FeedChange::Host("a.example".into(), HOST);
    writer.apply(&[Change::Feed(host)]).unwrap();
    put(&mut writer, entry("A", 1));
    let gone = put(&mut writer, entry("A", 2)).touched[0];
    writer.take_out(&[gone]).unwrap();
    let bury = FeedChange::Bury {
        feed: "A".into(),
        identity: entry("A", 3).analyzed.article.identity,
    };
    writer.apply(&[Change::Feed(bury)]).unwrap();
    put(&mut writer, of_page(4));
    put(&mut writer, of_page(5));
    writer.finish().unwrap();
}

/// An entry of B that shares its page with another and has a text of its own.
fn of_page(guid: u64) -> Entry {
    let mut one = entry("B", guid);
    let article = &mut one.analyzed.article;
    article.text = article.text.replace("seventh", &format!("{guid}th")).into();
    article.meta.url = Some("https://a.example/page".into());
    article.identity = Identity::Entry {
        guid: Some(guid),
        address: Some("a.example/page".into()),
        beside: [4, 5].into(),
    };
    one
}

#[test]
fn after_a_repair_feeds_go_on_as_before_and_what_was_deleted_stays_away() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("library.db");
    followed(&file);
    let repaired = Library::repair(&file).unwrap();
    assert_eq!((repaired.salvaged, repaired.lost), (3, Some(0)));
    let library = Library::open(&file).unwrap();
    let mut writer = library.writer().unwrap();
    for (one, new) in [
        (entry("A", 1), 0),
        (entry("A", 2), 0),
        (entry("A", 3), 0),
        (entry("C", 2), 0),
        (of_page(4), 0),
        (of_page(5), 0),
        (entry("A", 6), 1),
    ] {
        let key = one.analyzed.article.key.clone();
        assert_eq!(put(&mut writer, one).new, new, "{key:?}");
    }
    let reader = library.reader().unwrap();
    assert_eq!(reader.counts().unwrap().articles, 4);
    let feeds = reader.feeds().unwrap();
    assert_eq!(feeds["A"].standing, standing());
    assert_eq!(feeds["A"].title, "Feed A");
    assert_eq!(reader.hosts().unwrap()["a.example"], HOST);
    let tallies = reader.feed_tallies(Moment(0)).unwrap();
    assert_eq!(tallies[&feeds["B"].id].articles, 2);
}

#[test]
fn an_article_that_was_lost_is_asked_for_again_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("library.db");
    followed(&file);
    let connection = Connection::open(&file).unwrap();
    connection
        .execute(
            "UPDATE document SET packed = x'00' WHERE article = (SELECT id FROM article WHERE key = 'key-1')",
            [],
        )
        .unwrap();
    drop(connection);
    let repaired = Library::repair(&file).unwrap();
    assert_eq!((repaired.salvaged, repaired.lost), (2, Some(1)));
    let library = Library::open(&file).unwrap();
    let reader = library.reader().unwrap();
    let state = |one: &Entry| reader.entry_state(&one.analyzed.article).unwrap();
    assert_eq!(state(&entry("A", 1)), EntryState::New);
    assert_eq!(state(&entry("A", 2)), EntryState::Buried);
    let feeds = reader.feeds().unwrap();
    let a = &feeds["A"].standing;
    assert_eq!((&a.etag, a.body), (&None, None), "A tells all it has");
    assert_eq!(a.asked, standing().asked);
    assert_eq!(feeds["B"].standing, standing());
    let mut writer = library.writer().unwrap();
    assert_eq!(put(&mut writer, entry("A", 1)).new, 1);
}

#[test]
fn what_was_deleted_stays_away_when_only_an_index_still_tells_of_it() {
    for table in ["entry", "feed"] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("library.db");
        followed(&file);
        let connection = Connection::open(&file).unwrap();
        let page: u32 = connection
            .query_row(
                "SELECT rootpage FROM sqlite_schema WHERE name = ?1",
                [table],
                |row| row.get(0),
            )
            .unwrap();
        drop(connection);
        let mut bytes = std::fs::read(&file).unwrap();
        let page = page as usize * 4096;
        bytes[page - 4096..page].fill(0);
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(Library::repair(&file).unwrap().salvaged, 3);
        let library = Library::open(&file).unwrap();
        let reader = library.reader().unwrap();
        for guid in [2, 3] {
            let state = reader.entry_state(&entry("A", guid).analyzed.article);
            assert_eq!(state.unwrap(), EntryState::Buried, "{table} {guid}");
        }
        let feeds = reader.feeds().unwrap();
        let tallies = reader.feed_tallies(Moment(0)).unwrap();
        assert_eq!(tallies[&feeds["B"].id].articles, 2, "{table}");
    }
}
