mod copies;
mod laws;
mod line;
mod spelling;

use nutgraf_read::text::word_list::phrases;
use std::sync::Arc;

use super::*;
use crate::catalog::feeds::FiledFeed;
use crate::catalog::row::{ActorNo, Row, RowActor};
use crate::filter::language::query::Parsed;
use crate::filter::search::found::{Hint, Tier};
use nutgraf_read::model::actor::{Actor, Kind};
use nutgraf_read::model::feed::FeedId;
use nutgraf_read::model::id::ActorId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

/// A small library: title, source, days before the clock, actors (a `*` marks central, `"` quoted).
const ARTICLES: [(&str, &str, i64, &str); 10] = [
    (
        "Iran and the powers meet in Vienna",
        "Example Wire",
        0,
        "Iran* European-Union",
    ),
    ("Iraq votes", "Example Wire", 1, "Iraq*"),
    (
        "Šefčovič speaks on trade",
        "Daily Sample",
        2,
        "Maroš-Šefčovič*\" European-Union",
    ),
    (
        "Tehran answers the inspectors",
        "Daily Sample",
        3,
        "Iran* IAEA\"",
    ),
    (
        "Oil prices climb as tankers wait",
        "Daily Sample",
        10,
        "Iran United-States",
    ),
    (
        "Washington weighs new sanctions",
        "Example Wire",
        20,
        "United-States*",
    ),
    ("Unions march in Paris", "Le Modèle", 40, ""),
    (
        "A transit authority raises fares",
        "Le Modèle",
        80,
        "Metropolitan-Transport-Authority*",
    ),
    (
        "Israel and Iran trade threats",
        "Example Wire",
        100,
        "Israel* Iran*",
    ),
    ("Weather stays fine", "", 400, ""),
];

const ACTORS: [(&str, Kind, &[&str]); 8] = [
    ("Iran", Kind::Country, &["Islamic Republic", "Tehran"]),
    ("Iraq", Kind::Country, &["Baghdad"]),
    ("Israel", Kind::Country, &[]),
    (
        "United States",
        Kind::Country,
        &["U.S.", "USA", "Washington"],
    ),
    ("European Union", Kind::Organization, &["EU"]),
    (
        "IAEA",
        Kind::Organization,
        &["International Atomic Energy Agency"],
    ),
    ("Maroš Šefčovič", Kind::Person, &["Šefčovič"]),
    (
        "Metropolitan Transport Authority",
        Kind::Organization,
        &["MTA"],
    ),
];

fn now() -> Moment {
    Moment::parse("2022-07-15T12:00:00Z").unwrap()
}

fn library() -> Catalog {
    let mut catalog = Catalog::new();
    let mut numbers: Vec<(String, ActorNo)> = Vec::new();
    for (name, kind, aliases) in ACTORS {
        let no = catalog.intern(&Actor {
            id: ActorId::from(name),
            name: name.to_owned(),
            kind,
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        });
        numbers.push((name.replace(' ', "-"), no));
    }
    for (id, (title, source, days, cast)) in (1..).zip(ARTICLES) {
        let mut row = Row {
            id: ArticleId(id),
            title: Arc::from(title),
            published: Some(now().plus(-days * 86_400 - 3600)),
            source: Some(Arc::from(source)).filter(|s: &Arc<str>| !s.is_empty()),
            byline: (id % 2 == 0).then(|| Arc::from("Ann Author")),
            language: Some(Arc::from(if id == 7 { "fr" } else { "en" })),
            words: 100,
            copies: id / 5,
            story: id / 5 * 5,
            ..Row::default()
        };
        row.marks.read = id % 3 == 0;
        row.marks.starred = id == 4;
        if id == 5 {
            row.marks.tags.push(Arc::from("Oil Market"));
        }
        for part in cast.split_whitespace() {
            let name = part.trim_end_matches(['*', '"']);
            let (_, actor) = numbers.iter().find(|(known, _)| known == name).unwrap();
            row.actors.push(RowActor {
                actor: *actor,
                mentions: 2,
                central: part.contains('*'),
                speaks: part.contains('"'),
            });
        }
        catalog.push(&row);
    }
    catalog.set_feeds(vec![
        (
            FeedId(1),
            "https://www.wire.example/rss".into(),
            "Wire Service".into(),
        ),
        (
            FeedId(2),
            "https://ann:pw@evening.example/feed".into(),
            "".into(),
        ),
    ]);
    let filed = |address: &str, name: &str, tags: &[&str]| FiledFeed {
        address: address.into(),
        name: name.into(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
    };
    catalog.file_feeds(vec![
        filed(
            "https://ann:pw@evening.example/feed",
            "Evening Post",
            &["press"],
        ),
        filed("https://c.example/never-asked", "Noon", &["press", "Dull"]),
        filed("https://www.wire.example/rss", "", &["agency"]),
    ]);
    let pairs = [(1, 1), (2, 1), (6, 1), (7, 2), (9, 1), (9, 2), (99, 2)];
    catalog.came_from(&pairs.map(|(article, feed)| (ArticleId(article), FeedId(feed))));
    // Of the last four it is not asked when they were published.
    catalog.set_seen(Some(ArticleId(6)));
    catalog.settle();
    catalog
}

fn search(catalog: &Catalog, parsed: &Parsed) -> Found {
    let plan = plan(parsed, catalog, now());
    run(
        &plan,
        catalog,
        &FullText::new(),
        &mut SearchCache::default(),
        &|| false,
    )
    .unwrap()
}

/// Ids above the rule, then `|` and those below it.
fn ids(found: &Found) -> String {
    let list = |ids: &[ArticleId]| {
        ids.iter()
            .map(|id| id.0.to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (exact, fuzzy) = found.rows.split_at(found.exact_until);
    if fuzzy.is_empty() {
        list(exact)
    } else {
        format!("{} | {}", list(exact), list(fuzzy))
            .trim()
            .to_owned()
    }
}

#[test]
fn lines_find_what_they_say() {
    let catalog = library();
    for (line, expected) in [
        ("", "1 2 3 4 5 6 7 8 9 10"),
        // Actors by any name; a whole name before beginnings.
        ("@iran", "1 4 5 9"),
        ("@tehran", "1 4 5 9"),
        ("@us", "5 6"),
        ("@USA", "5 6"),
        ("@united-states", "5 6"),
        ("@\"United States\"", "5 6"),
        ("@ira", "1 2 4 5 9"),
        ("@sefcovic", "3"),
        ("@@iran", "1 4 9"),
        ("@c:i", "1 2 4 5 9"),
        ("@o:i", "4"),
        ("said:@iaea", "4"),
        ("said:@iran", ""),
        ("@iran @us", "5"),
        ("@iran|@iraq", "1 2 4 5 9"),
        ("@iran -@us", "1 4 9"),
        ("-@iran", "2 3 6 7 8 10"),
        ("!@iran", "2 3 6 7 8 10"),
        ("@iran (vienna | tehran)", "1 4"),
        // Words: beginnings of words, from three letters on also inside.
        ("un", "7"),
        ("ran", "1 4 8 9"),
        ("\"iran and\"", "1"),
        ("\"iran an\"", ""),
        ("title:trade", "3 9"),
        ("sefcovic", "3"),
        ("trade threats", "9"),
        ("/^i.*e/", "1 2 9"),
        // Fields.
        ("src:wire", "1 2 6 9"),
        ("src:example-wire", "1 2 6 9"),
        ("src:examplewire", "1 2 6 9"),
        ("src:\"le modele\"", "7 8"),
        ("feed:wire", "1 2 6 9"),
        ("feed:evening-post", "7 9"),
        ("feed:post -feed:service", "7"),
        ("feed:https://evening.example/feed", "7 9"),
        ("feed:\"www.wire.example\"", "1 2 6 9"),
        ("feed:ann", ""),
        ("feed:noon", ""),
        ("feed:#press", "7 9"),
        ("feed:\"#agency\" -feed:#press", "1 2 6"),
        ("feed:#dull", ""),
        ("by:author", "2 4 6 8 10"),
        ("lang:fr", "7"),
        ("is:unread", "1 2 4 5 7 8 10"),
        ("is:read", "3 6 9"),
        ("is:starred", "4"),
        ("#oil-market", "5"),
        ("#\"oil market\"", "5"),
        ("story:5", "5 6 7 8 9"),
        // Times.
        ("today", "1"),
        ("2d", "1 2"),
        ("last", "7 8 9 10"),
        ("is:new", "7 8 9 10"),
        ("-is:new", "1 2 3 4 5 6"),
        ("@3d", "1 2 3"),
        (">1w", "5 6 7 8 9 10"),
        ("2022-07-12..2022-07-13", "3 4"),
        ("..2021", "10"),
        // Order.
        ("@iran sort:old", "9 5 4 1"),
        ("@iran limit:2", "1 4"),
        ("sort:source limit:4", "3 4 5 1"),
        ("like:1", "4 5 9 3"),
    ] {
        let found = search(&catalog, &parse_final(line));
        let exact: Vec<String> = found
            .rows
            .iter()
            .take(found.exact_until)
            .map(|id| id.0.to_string())
            .collect();
        assert_eq!(exact.join(" "), expected, "{line}");
    }
}

#[test]
fn a_bulk_action_is_for_as_many_as_the_line_says() {
    let catalog = library();
    for (line, expected) in [
        ("@iran limit:2", "1 4"),
        ("@iran sort:old limit:2", "9 5"),
        ("sort:source limit:1", "3"),
        ("weather", "10"),
    ] {
        let plan = plan(&parse_final(line), &catalog, now());
        let text = FullText::new();
        let mut cache = SearchCache::default();
        let set = matches(&plan, &catalog, &text, &mut cache, &|| false).unwrap();
        let ids = limited(&plan, &catalog, &text, &mut cache, &set);
        let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
        assert_eq!(ids.join(" "), expected, "{line}");
    }
}

#[test]
fn what_is_muted_is_hidden_unless_it_is_asked_for() {
    let mut catalog = library();
    let rule = plan(&parse_final("@us | weather"), &catalog, now());
    let text = FullText::new();
    let muted = matches(&rule, &catalog, &text, &mut SearchCache::default(), &|| {
        false
    })
    .unwrap();
    for (hidden, line, expected, count) in [
        (true, "", "1 2 3 4 7 8 9", 3),
        (true, "@iran", "1 4 9", 1),
        (true, "-@iran", "2 3 7 8", 2),
        (true, "is:muted", "5 6 10", 0),
        (true, "@iran is:muted", "5", 0),
        (true, "-is:muted @iran", "1 4 9", 0),
        (true, "wshngtn", "", 0),
        (false, "@iran", "1 4 5 9", 0),
        (false, "is:muted", "5 6 10", 0),
    ] {
        catalog.mute(muted.clone(), hidden);
        let found = search(&catalog, &parse_final(line));
        assert_eq!(
            (ids(&found).as_str(), found.muted),
            (expected, count),
            "{line}"
        );
    }
}

#[test]
fn likeness_is_of_actors_and_of_what_it_is_about() {
    let catalog = library();
    let mut planned = plan(&parse_final("like:10"), &catalog, now());
    assert_eq!(planned.like(), [ArticleId(10)]);
    planned.tell_phrases(ArticleId(10), &["fine weather"]);
    let mut text = FullText::new();
    for term in planned.full_text() {
        text.insert(term, [7u32, 10].into_iter().collect());
    }
    let found = run(
        &planned,
        &catalog,
        &text,
        &mut SearchCache::default(),
        &|| false,
    )
    .unwrap();
    assert_eq!(ids(&found), "7");
}

#[test]
fn a_word_means_itself_and_not_the_name_of_an_actor() {
    let catalog = library();
    let planned = plan(&parse_final("transport"), &catalog, now());
    let found = |text: &FullText| {
        let mut cache = SearchCache::default();
        ids(&run(&planned, &catalog, text, &mut cache, &|| false).unwrap())
    };
    // The authority is named otherwise in its article, as the index knows.
    assert_eq!(found(&FullText::new()), "8");
    let mut text = FullText::new();
    for term in planned.full_text() {
        assert!(term.prefix);
        text.insert(term, [3u32].into_iter().collect());
    }
    assert_eq!(found(&text), "3");
    let said = explain(&planned);
    assert!(
        said.contains("title has a word") && said.contains("the text has one that begins"),
        "{said}"
    );
}

#[test]
fn a_time_without_articles_offers_that_of_the_newest() {
    let catalog = library();
    let found = search(&catalog, &parse_final("@israel 7d"));
    assert!(found.rows.is_empty());
    // Of Israel there is one article, a hundred days old.
    let hint = found.hints.first().unwrap();
    assert_eq!(hint.to_string(), "the newest, 2022-03-31..: 1");
    let Hint::Newest { replacement, .. } = hint else {
        panic!("{hint:?}");
    };
    let line = format!("@israel {replacement}");
    assert_eq!(ids(&search(&catalog, &parse_final(&line))), "9");
}

#[test]
fn fuzzy_rows_stand_below() {
    let catalog = library();
    for (line, expected) in [
        ("wshngtn", "| 6"),
        ("tarff", ""),
        ("trnsaut", "| 8"),
        ("oil prcs", "| 5"),
        ("-wshngtn", "1 2 3 4 5 6 7 8 9 10"),
    ] {
        assert_eq!(
            ids(&search(&catalog, &parse_final(line))),
            expected,
            "{line}"
        );
    }
}

#[test]
fn nothing_found_says_what_to_drop() {
    let catalog = library();
    let found = search(&catalog, &parse_final("@iran @iraq is:unread"));
    assert_eq!(found.rows.len(), 0);
    let hints: Vec<String> = found.hints.iter().map(ToString::to_string).collect();
    assert_eq!(hints, ["without @iraq: 3", "without @iran: 1"]);
    let found = search(&catalog, &parse_final("@nobody-here 2d"));
    assert_eq!(
        found
            .hints
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        ["without @nobody-here: 2"]
    );
}

#[test]
fn what_is_being_typed_never_empties_the_list_for_its_form() {
    let catalog = library();
    for line in [
        "@iran @",
        "@iran @zz",
        "@iran src:zz",
        "@iran is:",
        "@iran 2022-",
        "@iran 20",
        "@iran yest",
        "@iran -",
        "@iran (",
        "@iran \"",
        "@iran /zz",
        "@iran la",
    ] {
        assert_eq!(search(&catalog, &parse(line)).exact_until, 4, "{line}");
    }
    // Finished, the same names match nothing.
    for line in ["@iran @zz", "@iran src:zz", "@iran 20"] {
        assert_eq!(search(&catalog, &parse_final(line)).rows.len(), 0, "{line}");
    }
    assert_eq!(search(&catalog, &parse("@iran @zz ")).rows.len(), 0);
}

#[test]
fn full_text_joins_when_it_has_answered() {
    let catalog = library();
    let parsed = parse_final("centrifuges");
    let planned = plan(&parsed, &catalog, now());
    let mut cache = SearchCache::default();
    let before = run(&planned, &catalog, &FullText::new(), &mut cache, &|| false).unwrap();
    assert_eq!(before.exact_until, 0);
    let mut text = FullText::new();
    for term in planned.full_text() {
        assert_eq!(
            (term.words.join(" ").as_str(), term.prefix),
            ("centrifuges", true)
        );
        text.insert(term, [4u32, 9, 70_000].into_iter().collect());
    }
    let after = run(&planned, &catalog, &text, &mut cache, &|| false).unwrap();
    assert_eq!(ids(&after), "4 9");
    assert_eq!(tier(&planned, &catalog, &text, ArticleId(4)), Tier::Text);
}

#[test]
fn facets_count_the_rows_above_the_rule() {
    let catalog = library();
    let found = search(&catalog, &parse_final("@iran"));
    let counts: Vec<String> = found
        .facets
        .iter()
        .map(|f| format!("{} {} {}", f.name, f.articles, f.mentions))
        .collect();
    assert_eq!(
        counts,
        [
            "Iran 4 8",
            "Israel 1 2",
            "United States 1 2",
            "European Union 1 2",
            "IAEA 1 2"
        ]
    );
    assert_eq!(found.unread, 3);
}

#[test]
fn typing_on_and_taking_back_gives_what_a_fresh_search_gives() {
    let catalog = library();
    let mut cache = SearchCache::default();
    let lines = phrases::<16>(
        "t | tr | tra | trad | trade | trade t | trade | tra | ran | iran | ira | wshn | \
         wshng | w | @iran tra | ",
    );
    for line in lines {
        let planned = plan(&parse(line), &catalog, now());
        let kept = run(&planned, &catalog, &FullText::new(), &mut cache, &|| false);
        let fresh = run(
            &planned,
            &catalog,
            &FullText::new(),
            &mut SearchCache::default(),
            &|| false,
        );
        assert_eq!(kept, fresh, "{line}");
    }
    let stopped = run(
        &plan(&parse("zeal"), &catalog, now()),
        &catalog,
        &FullText::new(),
        &mut cache,
        &|| true,
    );
    assert_eq!(stopped, None);
}
