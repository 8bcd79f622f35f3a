//! Identity and change: the same article is known again, earlier forms stay reachable, twins settle.

use std::sync::Arc;

use crate::Library;
use crate::tests::{LONG, put, rich};
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::flaw::{Flaw, FlawKind};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::moment::Moment;

/// Puts the rich article, then a changed form of it; how many are new, updated and the same then.
fn check(story: &str, change: &dyn Fn(&mut Analyzed), expected: (u32, u32, u32)) {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let first = put(&mut writer, &rich());
    let marks = [
        Change::SetRead(first.touched.clone().into(), true),
        Change::SetStarred(first.touched.clone().into(), true),
    ];
    writer.apply(&marks).unwrap();
    let mut again = rich();
    change(&mut again);
    let applied = put(&mut writer, &again);
    assert_eq!(
        (applied.new, applied.updated, applied.same),
        expected,
        "{story}"
    );
    if expected.0 == 0 {
        assert_eq!(applied.touched, first.touched, "{story}");
        let reader = library.reader().unwrap();
        let reading = reader.open(first.touched[0]).unwrap().unwrap();
        assert!(reading.marks.read && reading.marks.starred, "{story}");
        let found = reader.find_key(&again.article.key.0).unwrap();
        assert_eq!(found, Some(first.touched[0]), "{story}: by its other key");
    }
    let counts = library.reader().unwrap().counts().unwrap();
    assert_eq!(counts.articles, 1 + expected.0, "{story}");
    assert_eq!((counts.unread, counts.starred), (expected.0, 1), "{story}");
}

#[test]
fn an_article_dated_ahead_stands_where_it_arrived() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let mut ahead = rich();
    ahead.article.meta.published = Moment::parse("2999-12-31T23:00:00Z");
    let id = put(&mut writer, &ahead).touched[0];
    let reader = library.reader().unwrap();
    let stored = reader.open(id).unwrap().unwrap().analyzed.article.clone();
    let published = stored.meta.published.unwrap();
    assert_eq!(reader.arrived_before(published).unwrap(), ArticleId(0));
    assert_eq!(reader.arrived_before(published.plus(1)).unwrap(), id);
    let told = stored
        .flaws
        .iter()
        .any(|flaw| flaw.message.contains("2999-12-31"));
    assert!(told, "{:?}", stored.flaws);
    assert!(reader.holds(&ahead.article, 1).unwrap(), "the same again");
    assert_eq!(put(&mut writer, &ahead).same, 1);
    assert!(library.check().unwrap().is_sound());
}

#[test]
fn the_same_article_is_known_again() {
    let same = (0, 0, 1);
    let updated = (0, 1, 0);
    let new = (1, 0, 0);
    let other_text = || Arc::<str>::from(LONG.replace("seventh", "eighth"));
    check("nothing changed", &|_| {}, same);
    check(
        "the same file under another path",
        &|a| a.article.origin = "elsewhere/rich.txt".into(),
        same,
    );
    check(
        "a new headline",
        &|a| a.article.meta.title = "Talks end".into(),
        updated,
    );
    check("a new text", &|a| a.article.text = other_text(), updated);
    check(
        "another key, the same address",
        &|a| {
            a.article.key = "other".into();
            a.article.meta.url = Some("http://www.example.org/talks#top".into());
            a.article.text = other_text();
        },
        updated,
    );
    check(
        "another key and address, the same words",
        &|a| {
            a.article.key = "other".into();
            a.article.meta.url = Some("https://mirror.example/1".into());
            a.article.identity = Identity::Address(Some("mirror.example/1".into()));
        },
        new,
    );
    check(
        "an id of its own at the same address",
        &|a| {
            a.article.key = "other".into();
            a.article.identity = Identity::Own;
        },
        new,
    );
    check(
        "the same words long after",
        &|a| {
            a.article.key = "other".into();
            a.article.meta.url = None;
            a.article.identity = Identity::default();
            a.article.meta.published = Some(Moment(1_700_000_000));
        },
        new,
    );
    check(
        "less told about it",
        &|a| {
            a.article.meta.byline = None;
            a.article.meta.source = None;
            a.article.meta.published = None;
        },
        same,
    );
    check("a newer analysis", &|a| a.analysis.version = 2, updated);
    check("an older analysis", &|a| a.analysis.version = 0, same);
    check(
        "only a cut-off form",
        &|a| {
            a.article.text = Arc::from("Ministers met in Vienna …");
            a.article.flaws = vec![Flaw::new(FlawKind::Truncated, "cut short")];
        },
        same,
    );
    check(
        "another article",
        &|a| {
            a.article.key = "other".into();
            a.article.meta.url = None;
            a.article.identity = Identity::default();
            a.article.text = other_text();
        },
        new,
    );
}

#[test]
fn earlier_forms_of_an_article_stay_reachable() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let id = put(&mut writer, &rich()).touched[0];
    let revisions = || library.reader().unwrap().revisions(id).unwrap();
    assert_eq!(revisions(), []);
    let first = rich().article;
    // A new headline over the same text, then a new text, then both.
    let mut form = rich();
    form.article.meta.title = "Second".into();
    put(&mut writer, &form);
    form.article.text = Arc::from(LONG.replace("seventh", "eighth"));
    put(&mut writer, &form);
    form.article.meta.title = "Third".into();
    form.article.text = Arc::from(LONG.replace("seventh", "ninth"));
    put(&mut writer, &form);
    let found: Vec<(String, bool, bool)> = revisions()
        .into_iter()
        .map(|one| {
            (
                one.title,
                one.text == first.text,
                one.text.contains("eighth"),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Second".to_owned(), false, true),
            ("Second".to_owned(), true, false),
            (first.meta.title, true, false),
        ]
    );
}

#[test]
fn the_same_words_elsewhere_are_a_copy_and_both_stay() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let mut twin = rich();
    twin.article.key = "twin".into();
    twin.article.meta.url = None;
    twin.article.identity = Identity::default();
    twin.article.meta.source = Some("The Herald".into());
    let mut changes = Vec::new();
    for _ in 0..3 {
        changes.push([&rich(), &twin].map(|one| put(&mut writer, one).same == 0));
    }
    assert_eq!(changes, [[true, true], [false, false], [false, false]]);
    let reader = library.reader().unwrap();
    assert_eq!(reader.counts().unwrap().articles, 2);
    let first = reader.find_key("rich").unwrap().unwrap();
    let headlines = reader.headlines(&[first]).unwrap();
    assert_eq!(headlines[0].copies, 1, "one story");
}

/// An entry of a feed: its guid, its address, and the guids of all entries of the document.
fn entry(key: &str, guid: u64, address: Option<&str>, beside: &[u64]) -> Analyzed {
    let mut entry = rich();
    entry.article.key = key.into();
    entry.article.meta.title = format!("Entry {guid}");
    entry.article.meta.url = Some(format!("https://{}", address.unwrap_or("e.org/alerts")));
    entry.article.text = Arc::from(format!("{LONG} Entry {guid} says so."));
    entry.article.identity = Identity::Entry {
        guid: Some(guid),
        address: address.map(Arc::from),
        beside: beside.into(),
    };
    entry
}

#[test]
fn entries_of_a_feed_never_become_one_and_flipped_guids_no_two() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let mut import = |entries: &[Analyzed]| {
        let all = entries.iter().map(|one| put(&mut writer, one));
        all.fold((0, 0, 0), |(new, updated, same), one| {
            (new + one.new, updated + one.updated, same + one.same)
        })
    };
    // One page for all, told apart by their guids alone.
    let alerts: Vec<Analyzed> = [1, 2, 3]
        .map(|guid| entry(&guid.to_string(), guid, None, &[1, 2, 3]))
        .into();
    assert_eq!(import(&alerts), (3, 0, 0));
    assert_eq!(import(&alerts), (0, 0, 3));
    // A guid flips: the address is the same and the old guid is gone.
    assert_eq!(import(&[entry("a", 10, Some("e.org/a"), &[10])]), (1, 0, 0));
    assert_eq!(import(&[entry("a", 11, Some("e.org/a"), &[11])]), (0, 1, 0));
    assert_eq!(import(&[entry("a", 11, Some("e.org/a"), &[11])]), (0, 0, 1));
    // A new entry at an address whose old entry goes on under another.
    let moved = [
        entry("b", 11, Some("e.org/b"), &[11, 12]),
        entry("a", 12, Some("e.org/a"), &[11, 12]),
    ];
    assert_eq!(import(&moved).0, 1, "the new one");
    assert_eq!(import(&moved), (0, 0, 2));
    // Another feed tells of the same page.
    // A page that is here, and a feed whose entries are told apart by the fragments of its address alone.
    assert_eq!(import(&[entry("p", 50, Some("e.org/p"), &[50])]).0, 1);
    let parts = ["one", "two"].map(|part| {
        let mut part = entry(part, 0, Some(&format!("e.org/p#{part}")), &[]);
        if let Identity::Entry { guid, .. } = &mut part.article.identity {
            *guid = None;
        }
        part
    });
    assert_eq!(import(&parts), (2, 0, 0), "each its own");
    assert_eq!(import(&parts), (0, 0, 2));
    let mut elsewhere = entry("z", 77, Some("e.org/b"), &[77]);
    elsewhere.article.origin = "other.xml".into();
    assert_eq!(
        import(std::slice::from_ref(&elsewhere)),
        (0, 1, 0),
        "one article with two places of origin"
    );
    for _ in 0..2 {
        assert_eq!(import(&moved), (0, 0, 2), "no turns are taken");
        assert_eq!(import(std::slice::from_ref(&elsewhere)), (0, 0, 1));
    }
}

#[test]
fn importing_a_file_again_changes_nothing_whatever_its_records_share() {
    // The second record of a file has the words of the first: how it differs, and whether it changes anything at all.
    let check = |what: &str, differ: &dyn Fn(&mut Analyzed), heard: bool| {
        let library = Library::temporary().unwrap();
        let mut writer = library.writer().unwrap();
        let mut one = rich();
        one.article.origin = "news.jsonl:7".into();
        let mut other = one.clone();
        other.article.origin = "news.jsonl:8".into();
        differ(&mut other);
        let mut import = || [&one, &other].map(|record| put(&mut writer, record).same == 0);
        assert_eq!(import(), [true, heard], "{what}");
        for _ in 0..3 {
            assert_eq!(import(), [false, false], "{what}");
        }
        let reader = library.reader().unwrap();
        assert_eq!(reader.counts().unwrap().articles, 1, "{what}");
        // Another file, or the same place of it, may say better.
        one.article.origin = "newer.jsonl:7".into();
        one.article.meta.byline = Some("Bea Better".into());
        assert_eq!(put(&mut writer, &one).updated, 1, "{what}");
    };
    check(
        "another author",
        &|a| a.article.meta.byline = Some("Cy".into()),
        false,
    );
    check(
        "another headline",
        &|a| a.article.meta.title = "The same talks".into(),
        true,
    );
    check(
        "another key at the same address",
        &|a| a.article.key = "twin".into(),
        false,
    );
    check(
        "another key and headline at the same address",
        &|a| {
            a.article.key = "twin".into();
            a.article.meta.title = "The same talks".into();
        },
        true,
    );
}
