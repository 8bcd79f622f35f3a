//! The library from outside: what is stored comes back, the same article is known again, marks and undo.

use std::sync::Arc;

use crate::Library;
use crate::articles::catalog_fill::NEWEST;
use crate::catalog::Catalog;
use crate::database::writer::{Applied, Writer};
use crate::fixture::analyzed;
use nutgraf_read::model::analysis::{Analyzed, Quote};
use nutgraf_read::model::article::{Block, BlockKind, Link, Meta};
use nutgraf_read::model::change::Change;
use nutgraf_read::model::flaw::{DropReason, Dropped, Flaw, FlawKind};
use nutgraf_read::model::id::{ActorId, ArticleId};
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::text_term::TextTerm;

pub(crate) fn put(writer: &mut Writer, analyzed: &Analyzed) -> Applied {
    writer
        .apply(&[Change::Put(Box::new(analyzed.clone()))])
        .unwrap()
}

pub(crate) const LONG: &str = "Ministers met in Vienna for the seventh round of talks, and the delegation of Iran asked for \
    guarantees. The IAEA reported on the number of centrifuges in the halls at Natanz, said its director.";

/// An article with some of everything.
pub(crate) fn rich() -> Analyzed {
    let mut rich = analyzed(
        "rich",
        LONG,
        &[("country:IR", "Iran"), ("org:iaea", "IAEA")],
    );
    let article = &mut rich.article;
    article.meta = Meta {
        title: "Talks go on".into(),
        byline: Some("Ann Author".into()),
        source: Some("The Gazette".into()),
        url: Some("https://example.org/talks".into()),
        published: Some(Moment(1_600_000_000)),
        zone: Some(-300),
        modified: Some(Moment(-5)),
        language: Some("en".into()),
        section: Some("World".into()),
        caption: Some("The bridge in March.".into()),
    };
    article.identity = Identity::Address(Some("example.org/talks".into()));
    article.raw = Arc::from(format!("Log in\n{LONG}\nShare this\n"));
    article.dropped = vec![
        Dropped {
            span: Span::new(0, 6),
            reason: DropReason::Login,
        },
        Dropped {
            span: Span::new(LONG.len() + 8, LONG.len() + 18),
            reason: DropReason::Share,
        },
    ];
    article.flaws = vec![Flaw::new(FlawKind::Date, "no such day: 31 June")];
    article.links = vec![Link {
        span: Span::new(0, 9),
        target: "https://example.org/ministers".into(),
    }];
    article.blocks = [
        BlockKind::Heading(2),
        BlockKind::Item(3),
        BlockKind::Quote,
        BlockKind::Verbatim,
    ]
    .into_iter()
    .zip(0..)
    .map(|(kind, n)| Block {
        kind,
        span: Span::new(n * 10, n * 10 + 5),
    })
    .collect();
    rich.analysis.quotes = vec![Quote {
        span: Span::new(90, 120),
        speaker: Some(ActorId::from("org:iaea")),
        speaker_span: Some(Span::new(121, 125)),
        cue: Some(Span::new(60, 64)),
        ..Quote::default()
    }];
    rich
}

#[test]
fn an_article_comes_back_as_it_was_stored() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let applied = put(&mut writer, &rich());
    assert_eq!((applied.new, applied.updated, applied.same), (1, 0, 0));
    let id = applied.touched[0];
    let reader = library.reader().unwrap();
    assert!(reader.holds(&rich().article, 1).unwrap());
    assert!(!reader.holds(&rich().article, 2).unwrap());
    let reading = reader.open(id).unwrap().unwrap();
    assert_eq!(*reading.analyzed, rich());
    assert_eq!(reading.spread, [1, 1]);
    let headline = reader.newest(10, 0).unwrap().remove(0);
    assert_eq!(&*headline.title, "Talks go on");
    assert_eq!(
        &*headline.summary[0],
        rich().analysis.summary[0].span.of(LONG)
    );
    assert_eq!(&*headline.actors[1].name, "IAEA");
    // Read without the rest of the analysis, for the list and for completion.
    assert_eq!(headline.phrases, [Arc::from("the")]);
    let phrases = reader.keyphrases(&[ArticleId(99), id]).unwrap();
    assert_eq!(phrases.len(), 1);
    assert_eq!(
        (phrases[0].id, &phrases[0].phrases),
        (id, &headline.phrases)
    );
    assert_eq!(reader.open(ArticleId(99)).unwrap(), None);
}

#[test]
fn of_a_long_raw_document_the_dropped_pieces_stay() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let mut page = rich();
    let markup = "<div>".repeat(2000);
    page.article.raw = Arc::from(format!("{markup}Log in{markup}Share"));
    page.article.dropped = vec![
        Dropped {
            span: Span::new(markup.len(), markup.len() + 6),
            reason: DropReason::Login,
        },
        Dropped {
            span: Span::new(2 * markup.len() + 6, 2 * markup.len() + 11),
            reason: DropReason::Share,
        },
    ];
    let id = put(&mut writer, &page).touched[0];
    let article = &library
        .reader()
        .unwrap()
        .open(id)
        .unwrap()
        .unwrap()
        .analyzed;
    let pieces: Vec<&str> = article
        .article
        .dropped
        .iter()
        .map(|drop| drop.span.of(&article.article.raw))
        .collect();
    assert_eq!(pieces, ["Log in", "Share"]);
    assert!(article.article.raw.len() < 20);
}

#[test]
fn keys_are_found_by_prefix_when_it_is_the_only_one() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    for key in ["abc1", "abd2", "é3"] {
        put(&mut writer, &analyzed(key, key, &[]));
    }
    let reader = library.reader().unwrap();
    let find = |key| reader.find_key(key).unwrap().map(|id| id.0);
    assert_eq!(find("abc1"), Some(1));
    assert_eq!(find("abd"), Some(2));
    assert_eq!(find("ab"), None);
    assert_eq!(find("é"), Some(3));
    assert_eq!(find(""), None);
    assert_eq!(find("%"), None);
}

#[test]
fn marks_are_taken_back_step_by_step_also_after_a_restart() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    for n in 0..3 {
        put(
            &mut writer,
            &analyzed(&format!("k{n}"), &format!("text {n}"), &[]),
        );
    }
    let all: Arc<[ArticleId]> = (1..=3).map(ArticleId).collect();
    let one: Arc<[ArticleId]> = Arc::from([ArticleId(2)]);
    let touched = |writer: &mut Writer, change| writer.apply(&[change]).unwrap().touched.len();
    assert_eq!(
        touched(&mut writer, Change::SetRead(Arc::clone(&one), true)),
        1
    );
    assert_eq!(
        touched(&mut writer, Change::SetRead(Arc::clone(&all), true)),
        2
    );
    assert_eq!(
        touched(&mut writer, Change::SetRead(Arc::clone(&all), true)),
        0
    );
    assert_eq!(
        touched(&mut writer, Change::AddTag(Arc::clone(&one), "war".into())),
        1
    );
    assert_eq!(
        touched(&mut writer, Change::SetStarred(Arc::clone(&all), false)),
        0
    );
    drop(writer);

    let mut writer = library.writer().unwrap();
    let reader = library.reader().unwrap();
    let mut undo = || writer.apply(&[Change::Undo]).unwrap();
    let tags = |id| {
        reader
            .headlines(&[ArticleId(id)])
            .unwrap()
            .remove(0)
            .marks
            .tags
    };
    assert_eq!(tags(2), [Arc::from("war")]);
    assert_eq!(
        undo().undone.as_deref(),
        Some("“Title of k1” is no longer tagged #war")
    );
    assert!(tags(2).is_empty());
    let back = undo();
    assert_eq!(back.undone.as_deref(), Some("2 articles are unread again"));
    assert_eq!(back.touched, [ArticleId(1), ArticleId(3)]);
    assert_eq!(reader.counts().unwrap().unread, 2);
    assert_eq!(
        undo().undone.as_deref(),
        Some("“Title of k1” is unread again")
    );
    assert_eq!(undo().undone, None);
    assert_eq!(reader.counts().unwrap().unread, 3);
}

#[test]
fn words_of_the_reader_are_only_words() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    put(
        &mut writer,
        &analyzed(
            "a",
            "The Café elections, in U.S. \"terms\" - NEAR the sea",
            &[],
        ),
    );
    put(
        &mut writer,
        &analyzed("b", "An election without coffee", &[]),
    );
    let reader = library.reader().unwrap();
    let term = |text: &str, prefix| TextTerm {
        words: text.split(' ').map(str::to_owned).collect(),
        prefix,
    };
    let word = |text| term(text, false);
    let prefix = |text| term(text, true);
    let rows: [(&[TextTerm], &[u32]); 14] = [
        (&[word("election")], &[2]),
        (&[prefix("election")], &[1, 2]),
        (&[word("cafe")], &[1]),
        (&[word("election"), word("coffee")], &[2]),
        (&[word("in u.s. terms")], &[1]),
        (&[word("terms in")], &[]),
        (&[prefix("coff")], &[2]),
        (&[word("\"terms\"")], &[1]),
        (&[word("NEAR")], &[1]),
        (&[word("election OR sea")], &[]),
        (&[word("title:a")], &[]),
        (&[word("-")], &[]),
        (&[prefix("\0\"*")], &[]),
        (&[], &[]),
    ];
    for (terms, expected) in rows {
        let found: Vec<u32> = reader.text_hits(terms).unwrap().iter().collect();
        assert_eq!(found, expected, "{terms:?}");
    }
}

#[test]
fn actors_are_counted_and_lead_to_their_newest_articles() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let both = &[("country:IR", "Iran"), ("person:ann-author", "Ann")][..];
    let one = &[("country:IR", "Iran")][..];
    for (n, actors, date) in [(1, both, 30), (2, one, 20), (3, both, 10), (4, one, 40)] {
        let text = format!("Iran and Ann, then Iran again, {n}");
        let mut article = analyzed(&format!("k{n}"), &text, actors);
        article.article.meta.published = Some(Moment(date));
        put(&mut writer, &article);
    }
    let reader = library.reader().unwrap();
    let of = |ids: &[&str]| -> Vec<u32> {
        let ids: Vec<ActorId> = ids.iter().map(|id| ActorId::from(*id)).collect();
        reader
            .of_actors(&ids, 200)
            .unwrap()
            .iter()
            .map(|id| id.0)
            .collect()
    };
    assert_eq!(of(&["country:IR"]), [4, 1, 2, 3]);
    assert_eq!(of(&["country:IR", "person:ann-author"]), [1, 3]);
    assert!(of(&["org:none"]).is_empty());
    let counts = |n: usize| {
        let counts = &reader.actors(9).unwrap()[n];
        (counts.articles, counts.mentions)
    };
    assert_eq!((counts(0), counts(1)), ((4, 8), (2, 2)));
    // An update that loses an actor is counted out again.
    let mut changed = analyzed("k1", "Ann alone now", &[("person:ann-author", "Ann")]);
    changed.article.meta.published = Some(Moment(35));
    put(&mut writer, &changed);
    assert_eq!(of(&["country:IR"]), [4, 2, 3]);
    assert_eq!(of(&["person:ann-author"]), [1, 3]);
    assert_eq!((counts(0), counts(1)), ((3, 6), (2, 2)));
}

#[test]
fn another_connection_sees_that_something_was_written() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let reader = library.reader().unwrap();
    let before = reader.data_version().unwrap();
    assert_eq!(reader.data_version().unwrap(), before);
    put(&mut writer, &rich());
    assert_ne!(reader.data_version().unwrap(), before);
    assert_eq!(reader.stale(2, 9).unwrap(), [ArticleId(1)]);
    assert!(reader.stale(1, 9).unwrap().is_empty());
}

#[test]
fn the_catalog_is_filled_in_chunks_and_kept_up_to_date() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    for n in 1..=7 {
        let text = format!("Iran and Ann {n}");
        let article = analyzed(&format!("k{n}"), &text, &[("country:IR", "Iran")]);
        put(&mut writer, &article);
    }
    let two = ArticleId(2);
    writer
        .apply(&[
            Change::SetRead(Arc::from([two]), true),
            Change::AddTag(Arc::from([two]), "war".into()),
        ])
        .unwrap();
    let reader = library.reader().unwrap();
    let mut mark = reader.change_mark().unwrap();
    let mut catalog = Catalog::new();
    let mut next = Some(NEWEST);
    let mut loaded = Vec::new();
    while let Some(below) = next {
        next = reader.fill(&mut catalog, below, 3).unwrap();
        loaded.push(catalog.articles());
    }
    // 7 and 6, then 5 to 3, then 2 and 1: the latest first, in steps that end at whole chunks.
    assert_eq!((&*loaded, catalog.counts().unread), (&[2, 5, 7][..], 6));
    let row = catalog.row(two).unwrap();
    assert_eq!((&*row.title, row.marks.tags.len()), ("Title of k2", 1));
    assert_eq!((row.actors[0].mentions, row.actors[0].central), (1, true));
    assert!(reader.changes_since(&mut mark, 9).unwrap().is_empty());

    // Another program marks one, changes one, and adds one with a new name of a known actor.
    let mut other = library.writer().unwrap();
    let mut newer = analyzed("k8", "Tehran says", &[("country:IR", "Tehran")]);
    newer.analysis.entities[0].name = "Iran".into();
    let mut changed = analyzed("k3", "Iran and Ann 3", &[]);
    changed.article.meta.title = "Another title".into();
    other
        .apply(&[
            Change::SetRead(Arc::from([two]), false),
            Change::Put(Box::new(changed)),
            Change::Put(Box::new(newer)),
        ])
        .unwrap();
    let ids = reader.changes_since(&mut mark, 9).unwrap();
    assert_eq!(ids, [two, ArticleId(3), ArticleId(8)]);
    reader.refill(&mut catalog, &ids).unwrap();
    assert!(reader.changes_since(&mut mark, 9).unwrap().is_empty());
    assert_eq!((catalog.articles(), catalog.counts().unread), (8, 8));
    let row = catalog.row(ArticleId(3)).unwrap();
    assert_eq!((&*row.title, row.actors.len()), ("Another title", 0));
    let iran = catalog.row(ArticleId(8)).unwrap().actors[0].actor;
    let actor = catalog.actors().get(iran).unwrap();
    assert_eq!(
        (&*actor.name, &*actor.aliases),
        ("Iran", &["Tehran".to_owned()][..])
    );
}
