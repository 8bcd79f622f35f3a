//! Laws that hold for every line: nothing panics or takes long, printing and parsing agree, the half-typed line never
//! empties the list, and the set arithmetic is that of a naive evaluator.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::filter::language::query::{
    ActorTerm, Edge, Matter, Node, Query, Sort, State, Term, Unit, When,
};
use nutgraf_read::date::calendar::Calendar;
use nutgraf_read::model::moment::Day;

fn term(matter: Matter) -> Node {
    let span = Span::default();
    Node::Term(Term { span, matter })
}

/// Names with and without blanks, signs and accents.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("iran".to_owned()),
        Just("united states".to_owned()),
        Just("p:x".to_owned()),
        Just("3m".to_owned()),
        Just("Šefčovič".to_owned()),
        "[a-zé.&'-]{0,3}[a-zé][a-z0-9 :#@-]{0,6}".prop_map(|s| s.trim().to_owned()),
    ]
}

fn word() -> impl Strategy<Value = String> {
    let plain = "[a-zA-Zé][a-z0-9'&+-]{0,7}[a-z]";
    plain.prop_filter("words with a meaning of their own", |word| {
        !matches!(
            word.as_str(),
            "today" | "yesterday" | "last" | "OR" | "AND" | "NOT"
        )
    })
}

fn edge() -> impl Strategy<Value = Edge> {
    prop_oneof![
        (0u32..500, 0usize..5).prop_map(|(count, unit)| Edge::Ago(count, Unit::ALL[unit])),
        (1i16..2500).prop_map(|year| Edge::Date(Calendar::Year(year))),
        (1i16..2500, 1i8..13).prop_map(|(year, month)| Edge::Date(Calendar::Month(year, month))),
        (1i16..2500, 1i8..13, 1i8..29)
            .prop_map(|(year, month, day)| Edge::Date(Calendar::Day(Day { year, month, day }))),
    ]
}

fn when() -> impl Strategy<Value = When> {
    let ends = (proptest::option::of(edge()), proptest::option::of(edge()));
    prop_oneof![
        Just(When::Today),
        Just(When::Yesterday),
        Just(When::LastVisit),
        edge()
            .prop_filter("a year alone is a word", |e| !matches!(
                e,
                Edge::Date(Calendar::Year(_))
            ))
            .prop_map(When::Within),
        edge().prop_map(When::Over),
        edge().prop_map(When::Under),
        ends.prop_filter("one end at least", |(from, until)| from.is_some()
            || until.is_some())
            .prop_map(|(from, until)| When::Range(from, until)),
    ]
}

fn leaf() -> impl Strategy<Value = Node> {
    let kinds = proptest::option::of(proptest::sample::select(vec![
        Kind::Person,
        Kind::Organization,
        Kind::Country,
    ]));
    let actor = (name(), kinds, any::<bool>());
    prop_oneof![
        word().prop_map(Matter::Word),
        "[a-z]{1,5}( [a-z]{1,5}){0,2}".prop_map(Matter::Phrase),
        "[a-z]{1,3}(\\.\\*|\\\\/|[a-z] [a-z]|\\[ab\\])?[a-z]".prop_map(Matter::Regex),
        actor.prop_map(|(name, kind, central)| Matter::Actor(ActorTerm {
            name,
            kind,
            central
        })),
        name().prop_map(Matter::Said),
        name().prop_map(Matter::About),
        name().prop_map(Matter::Source),
        name().prop_map(Matter::Feed),
        name().prop_map(Matter::Byline),
        name().prop_map(Matter::Language),
        name().prop_map(Matter::Tag),
        name().prop_map(Matter::Body),
        name().prop_map(Matter::Title),
        (0usize..5).prop_map(|at| Matter::Is(State::ALL[at])),
        when().prop_map(Matter::Date),
        (1u32..99).prop_map(Matter::Story),
        (1u32..99).prop_map(Matter::Like),
    ]
    .prop_map(term)
}

fn part() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        let many = || proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            many().prop_map(|parts| flat(parts, true)),
            many().prop_map(|parts| flat(parts, false)),
            inner.clone().prop_map(|part| Node::Not(Box::new(part))),
        ]
    })
}

/// Joins as the parser writes them: no join directly in a join of its kind.
fn flat(parts: Vec<Node>, all: bool) -> Node {
    let mut list = Vec::new();
    for part in parts {
        match part {
            Node::All(more) if all => list.extend(more),
            Node::Any(more) if !all => list.extend(more),
            Node::All(_) | Node::Any(_) | Node::Not(_) | Node::Term(_) => list.push(part),
        }
    }
    if all {
        Node::All(list)
    } else {
        Node::Any(list)
    }
}

fn query() -> impl Strategy<Value = Query> {
    let orders = prop_oneof![
        Just(None),
        (0usize..4).prop_map(|at| Some(Matter::Sort(Sort::ALL[at]))),
        (1u32..9).prop_map(|n| Some(Matter::Limit(n))),
        Just(Some(Matter::TitleOnly)),
    ];
    (part(), orders).prop_map(|(part, order)| {
        let root = match order {
            Some(order) => flat(vec![part, term(order)], true),
            None => part,
        };
        Query { root }
    })
}

/// The tree without its places in a line.
fn bare(node: &Node) -> Node {
    match node {
        Node::All(parts) => Node::All(parts.iter().map(bare).collect()),
        Node::Any(parts) => Node::Any(parts.iter().map(bare).collect()),
        Node::Not(part) => Node::Not(Box::new(bare(part))),
        Node::Term(given) => term(given.matter.clone()),
    }
}

/// Pieces of the language in any order, so that faults are frequent.
fn scrap() -> impl Strategy<Value = String> {
    let pieces = vec![
        "iran",
        "@iran",
        "@",
        "@@",
        "@p:",
        "@3d",
        "@\"united",
        "#",
        "#oil",
        "src:",
        "src:wire",
        "is:un",
        "is:unread",
        "-",
        "!",
        "|",
        "(",
        ")",
        "\"",
        "/",
        "/a(/",
        "/i.*n/",
        " ",
        " ",
        " ",
        "2d",
        "2022-",
        "2022-07..",
        "..",
        ">1w",
        "today",
        "last",
        "sort:old",
        "limit:",
        "é",
        "~",
        ":",
        "OR",
        "’",
        "like:1",
        "foo:bar",
        "isreal",
        "\u{202E}",
        "\0",
        "\u{1F600}",
    ];
    proptest::collection::vec(proptest::sample::select(pieces), 0..12)
        .prop_map(|pieces| pieces.concat())
}

/// What a naive reader of the tree says about one article.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the laws make terms of a few kinds only"
)]
fn naive(node: &Node, catalog: &Catalog, id: ArticleId) -> bool {
    match node {
        Node::All(parts) => parts.iter().all(|part| naive(part, catalog, id)),
        Node::Any(parts) => parts.iter().any(|part| naive(part, catalog, id)),
        Node::Not(part) => !naive(part, catalog, id),
        Node::Term(term) => match &term.matter {
            Matter::Actor(actor) => catalog.cast(id).any(|part| {
                let known = catalog.actors().get(part.actor).unwrap();
                known.name.to_lowercase() == actor.name && (part.central || !actor.central)
            }),
            Matter::Is(State::Read) => catalog.marks(id).read,
            Matter::Is(State::Unread) => !catalog.marks(id).read,
            Matter::Is(State::Starred) => catalog.marks(id).starred,
            Matter::Is(State::Muted) => false,
            Matter::Is(State::New) => catalog.is_new(id),
            Matter::Title(word) => {
                let title = catalog.title(id).to_lowercase();
                title
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|w| w.starts_with(word.as_str()))
            }
            Matter::Story(number) => catalog.story(id) == *number,
            other => panic!("not asked of the naive reader: {other:?}"),
        },
    }
}

fn plain_leaf() -> impl Strategy<Value = Node> {
    let names = vec![
        "iran",
        "iraq",
        "israel",
        "united states",
        "european union",
        "iaea",
    ];
    prop_oneof![
        (proptest::sample::select(names), any::<bool>()).prop_map(|(name, central)| {
            let name = name.to_owned();
            Matter::Actor(ActorTerm {
                name,
                kind: None,
                central,
            })
        }),
        (0usize..5).prop_map(|at| Matter::Is(State::ALL[at])),
        proptest::sample::select(vec!["i", "t", "tr", "trade", "an", "w"])
            .prop_map(|w| Matter::Title(w.to_owned())),
        (1u32..3).prop_map(Matter::Story),
    ]
    .prop_map(term)
}

pub(super) fn plain() -> impl Strategy<Value = Node> {
    plain_leaf().prop_recursive(4, 24, 4, |inner| {
        let many = || proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            many().prop_map(|parts| flat(parts, true)),
            many().prop_map(|parts| flat(parts, false)),
            inner.clone().prop_map(|part| Node::Not(Box::new(part))),
        ]
    })
}

/// Parses, plans, searches, explains, marks and completes; returns how long parsing and planning took.
#[expect(clippy::disallowed_methods, reason = "the law is about time")]
fn everything(line: &str, catalog: &Catalog) -> Duration {
    let start = Instant::now();
    let parsed = parse(line);
    let planned = plan(&parsed, catalog, now());
    let took = start.elapsed();
    for complaint in planned.complaints() {
        assert!(complaint.span.fits(line), "{line:?}: {complaint:?}");
    }
    let found = search(catalog, &parsed);
    assert!(found.exact_until <= found.rows.len());
    explain(&planned);
    for chip in chips(&planned, &found.hints) {
        assert!(chip.span.fits(line));
    }
    for (title, ..) in ARTICLES {
        let spans = highlight(&planned, title);
        assert!(spans.iter().all(|span| span.fits(title)));
        assert!(spans.windows(2).all(|pair| pair[0].end < pair[1].start));
    }
    for cursor in [0, line.len() / 2, line.len()] {
        complete(line, cursor, catalog, &found, now());
    }
    took
}

#[test]
fn no_line_panics_or_takes_long() {
    let catalog = library();
    let slow = std::cell::RefCell::new(Vec::<(Duration, String)>::new());
    proptest!(ProptestConfig::with_cases(300), |(line in prop_oneof![scrap(), ".{0,60}"])| {
        let took = everything(&line, &catalog);
        if took > Duration::from_millis(50) {
            // A busy machine is no fault of the line: the best of more tries counts.
            let again = (0..5).map(|_| everything(&line, &catalog)).min().unwrap();
            if again > Duration::from_millis(50) {
                slow.borrow_mut().push((again, line));
            }
        }
    });
    assert!(slow.borrow().is_empty(), "{slow:?}");
    for line in [
        "/(\\pL{50}){50}/",
        "/((((a*)*)*)*)*b/",
        &"@a|".repeat(2000),
        &"\"".repeat(2001),
        &"x".repeat(60_000),
    ] {
        let took = (0..3).map(|_| everything(line, &catalog)).min().unwrap();
        assert!(
            took < Duration::from_millis(200),
            "{took:?} in a build without optimisation"
        );
    }
}

#[test]
fn printing_and_parsing_agree() {
    proptest!(ProptestConfig::with_cases(600), |(query in query())| {
        let line = query.to_string();
        let parsed = parse(&line);
        prop_assert_eq!(bare(&parsed.query.root), query.root, "{}", line);
    });
    proptest!(ProptestConfig::with_cases(600), |(line in scrap())| {
        let once = parse(&line).query.to_string();
        prop_assert_eq!(parse(&once).query.to_string(), once);
    });
}

#[test]
fn set_arithmetic_agrees_with_a_naive_reader() {
    let catalog = library();
    proptest!(ProptestConfig::with_cases(400), |(root in plain())| {
        let line = Query { root: root.clone() }.to_string();
        let found = search(&catalog, &parse_final(&line));
        let mut ids: Vec<u32> = found.rows.iter().map(|id| id.0).collect();
        ids.sort_unstable();
        let expected: Vec<u32> = (1..=10).filter(|id| naive(&root, &catalog, ArticleId(*id))).collect();
        prop_assert_eq!(ids, expected, "{}", line);
    });
}

#[test]
fn the_beginning_of_a_line_never_empties_the_list_by_its_form() {
    let catalog = library();
    for line in [
        "@iran src:wire is:unread today",
        "iran \"the powers\" sort:old limit:3",
        "feed:wire @iran -feed:\"evening post\"",
        "(iran | iraq) -(is:read #oil-market) 2022-06..",
        "@@c:iran @3d in:title",
        "/^iran.*vienna$/i lang:en",
        "title:iran | body:x ..2023",
        "@\"united states\" by:\"ann author\" | @iran",
        "-said:@iaea story:5 | 2021-01-01..2022-12-31",
        "-@iran yesterday | last",
        "@us !#oil >2d <1y",
    ] {
        for (end, _) in line.char_indices() {
            let typed = line.get(..end).unwrap();
            let found = search(&catalog, &parse(typed));
            assert!(
                !found.rows.is_empty(),
                "{typed:?} of {line:?} shows nothing"
            );
        }
    }
}
