//! Entries over many refreshes: one article, marks kept, nothing comes back, nothing flips.

use std::sync::Arc;

use crate::Library;
use crate::database::writer::{Applied, Writer};
use crate::fixture::analyzed;
use nutgraf_read::model::change::{Change, Entry, FeedChange, GivenMarks};
use nutgraf_read::model::feed::{Answered, HostStanding, Moving, Reason, Standing, Wishes};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::moment::Moment;

const TEXT: &str = "Ministers met in Vienna for the seventh round of talks, and a delegation asked for guarantees that nobody \
    could give. The agency reported on the number of halls, said its director on Tuesday.";

/// An entry of a feed, with a page and a key of its own.
pub(crate) fn entry(feed: &str, guid: u64) -> Entry {
    let mut analyzed = analyzed(&format!("key-{guid}"), TEXT, &[]);
    let url = format!("https://a.example/{guid}");
    let article = &mut analyzed.article;
    article.identity = Identity::Entry {
        guid: Some(guid),
        address: Some(format!("a.example/{guid}").into()),
        beside: Arc::default(),
    };
    article.meta.url = Some(url);
    article.meta.source = Some(feed.to_owned());
    feed.clone_into(&mut article.origin);
    article.meta.published = Some(Moment(1_700_000_000));
    Entry {
        feed: Arc::from(feed),
        analyzed,
        marks: None,
    }
}

fn put(writer: &mut Writer, entry: Entry) -> Applied {
    writer.apply(&[Change::Entry(Box::new(entry))]).unwrap()
}

fn counts(applied: &Applied) -> (u32, u32, u32) {
    (applied.new, applied.updated, applied.same)
}

#[test]
fn the_same_entry_in_five_feeds_over_ten_refreshes_is_one_article() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let mut seen = Vec::new();
    for refresh in 0..10 {
        for (feed, guid) in [("A", 1), ("B", 2), ("C", 3), ("D", 4), ("E", 5)] {
            let mut one = entry(feed, guid);
            // Each feed has a guid and a headline of its own for the same page.
            let article = &mut one.analyzed.article;
            article.meta.url = Some("https://a.example/1".into());
            article.identity = Identity::Entry {
                guid: Some(guid),
                address: Some("a.example/1".into()),
                beside: Arc::from([guid]),
            };
            let reader = library.reader().unwrap();
            let settled = reader.entry_settled(feed, article, (1, Moment(1_700_000_100)));
            assert_eq!(settled.unwrap(), refresh > 0, "{feed} {refresh}");
            seen.push(counts(&put(&mut writer, one)));
        }
    }
    assert_eq!(seen[0], (1, 0, 0));
    assert!(seen[1..].iter().all(|one| *one == (0, 0, 1)), "{seen:?}");
    let reader = library.reader().unwrap();
    let headline = reader.newest(9, 0).unwrap().remove(0);
    assert_eq!(headline.source.as_deref(), Some("A"));
    let feeds = reader.feeds().unwrap();
    let tallies = reader.feed_tallies(Moment(0)).unwrap();
    for feed in feeds.values() {
        assert_eq!(tallies[&feed.id].articles, 1);
    }
}

#[test]
fn an_entry_that_changes_keeps_its_marks_and_changes_once_a_day() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let id = put(&mut writer, entry("A", 1)).touched[0];
    let ids: Arc<[ArticleId]> = Arc::from([id]);
    writer
        .apply(&[
            Change::SetRead(Arc::clone(&ids), true),
            Change::SetStarred(Arc::clone(&ids), true),
            Change::AddTag(ids, "later".into()),
        ])
        .unwrap();
    let with = |text: &str, date: i64| {
        let mut one = entry("A", 1);
        one.analyzed.article.text = text.into();
        one.analyzed.article.meta.published = Some(Moment(date));
        one
    };
    let date = 1_700_000_000;
    let eighth = TEXT.replace("seventh", "eighth");
    assert_eq!(counts(&put(&mut writer, with(&eighth, date))), (0, 1, 0));
    let ninth = TEXT.replace("seventh", "ninth");
    assert_eq!(
        counts(&put(&mut writer, with(&ninth, date))),
        (0, 0, 1),
        "the same day"
    );
    assert_eq!(
        counts(&put(&mut writer, with(&ninth, date + 60))),
        (0, 1, 0),
        "its date moved"
    );
    let reader = library.reader().unwrap();
    let reading = reader.open(id).unwrap().unwrap();
    assert!(reading.marks.read && reading.marks.starred);
    assert_eq!(&*reading.analyzed.article.text, ninth);
    assert_eq!(reader.revisions(id).unwrap().len(), 2);
}

#[test]
fn what_was_deleted_does_not_come_back() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let id = put(&mut writer, entry("A", 1)).touched[0];
    writer.take_out(&[id]).unwrap();
    assert_eq!(counts(&put(&mut writer, entry("A", 1))), (0, 0, 1));
    assert_eq!(
        counts(&put(&mut writer, entry("B", 1))),
        (0, 0, 1),
        "nor by another feed"
    );
    let bury = FeedChange::Bury {
        feed: "A".into(),
        identity: entry("A", 2).analyzed.article.identity,
    };
    writer.apply(&[Change::Feed(bury)]).unwrap();
    assert_eq!(counts(&put(&mut writer, entry("A", 2))), (0, 0, 1));
    assert_eq!(counts(&put(&mut writer, entry("A", 3))), (1, 0, 0));
    let article = entry("A", 1).analyzed.article;
    let reader = library.reader().unwrap();
    assert_eq!(
        reader.entry_state(&article).unwrap(),
        super::EntryState::Buried
    );
    // Forgotten with its articles and followed again, it is a new feed.
    let forget = || Change::Feed(FeedChange::Forget("A".into()));
    let gone = writer.apply(&[forget()]).unwrap();
    assert_eq!(gone.touched.len(), 1);
    assert_eq!(counts(&put(&mut writer, entry("A", 3))), (1, 0, 0));
}

#[test]
fn marks_of_another_program_are_added_and_dates_ahead_are_today() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let mut one = entry("A", 1);
    one.analyzed.article.meta.published = Some(Moment(2_120_000_000));
    one.marks = Some(GivenMarks {
        read: true,
        starred: true,
        tags: vec!["b".into()],
    });
    let id = put(&mut writer, one.clone()).touched[0];
    assert_eq!(counts(&put(&mut writer, one)), (0, 0, 0));
    let reader = library.reader().unwrap();
    let counts = reader.counts().unwrap();
    assert_eq!((counts.articles, counts.unread, counts.starred), (1, 0, 1));
    let published = reader.newest(1, 0).unwrap()[0].published.unwrap();
    assert!(published < Moment(2_120_000_000), "{published}");
    assert_eq!(
        reader
            .feed_articles(reader.feeds().unwrap()["A"].id)
            .unwrap(),
        [id]
    );
}

#[test]
fn how_feeds_and_servers_stand_comes_back_as_it_was() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let at = |n: i64| Some(Moment(n));
    let standing = Standing {
        asked: at(1),
        answered: at(2),
        whole: at(3),
        next: at(4),
        reason: Reason::Pace,
        etag: Some(b"W/\"\xE9\"".to_vec()),
        modified: Some(b" then ".to_vec()),
        body: Some(u64::MAX),
        failures: 5,
        failing: at(6),
        gone: 1,
        moving: Some(Moving {
            to: "https://b.example/".into(),
            times: 2,
            since: Moment(7),
        }),
        moved: Some("https://c.example/".into()),
        wishes: Wishes {
            ttl: Some(8),
            gap: Some(9),
            skip_hours: 0xFF_FFFF,
            skip_days: 0x7f,
        },
        answers: vec![Answered {
            at: Moment(1),
            status: 200,
            words: "3 new".into(),
        }],
    };
    let host = HostStanding {
        wait: at(10),
        refusals: 2,
    };
    let asked = FeedChange::Asked {
        feed: "A".into(),
        about: Some(("Title".into(), Some("https://a.example/".into()))),
        standing: Box::new(standing.clone()),
    };
    let waits = FeedChange::Host("a.example".into(), host);
    let changes = [asked, waits].map(Change::Feed);
    writer.apply(&changes).unwrap();
    let reader = library.reader().unwrap();
    let feed = reader.feeds().unwrap()["A"].clone();
    assert_eq!((feed.standing, feed.title.as_str()), (standing, "Title"));
    assert_eq!(reader.hosts().unwrap()["a.example"], host);
    put(&mut writer, entry("A", 1));
    let readdress = FeedChange::Readdress {
        from: "A".into(),
        to: "B".into(),
    };
    writer.apply(&[Change::Feed(readdress)]).unwrap();
    let feeds = reader.feeds().unwrap();
    assert_eq!(feeds["B"].standing.moved, None);
    assert_eq!(
        reader.feed_tallies(Moment(0)).unwrap()[&feeds["B"].id].articles,
        1
    );
}
