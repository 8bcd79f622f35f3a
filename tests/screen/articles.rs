//! Articles with their analysis, written out by hand, so that pictures do not depend on the analyser.
#![expect(
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a few articles written by hand"
)]

use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::{
    Analysis, Analyzed, Entity, Mention, Quote, QuoteKind, SummarySentence,
};
use nutgraf_read::model::article::{Article, Block, BlockKind, Link, Meta};
use nutgraf_read::model::flaw::{DropReason, Dropped};
use nutgraf_read::model::id::{ActorId, ArticleKey};
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

/// Who is in the articles: id, name, kind, and the words that name him.
const CAST: [(&str, &str, Kind, &[&str]); 6] = [
    ("country:LX", "Lorania", Kind::Country, &["Lorania"]),
    (
        "org:river-board",
        "River Board",
        Kind::Organization,
        &["River Board", "the board"],
    ),
    (
        "person:ada-quill",
        "Ada Quill",
        Kind::Person,
        &["Ada Quill", "Quill"],
    ),
    (
        "place:port-maren",
        "Port Maren",
        Kind::Place,
        &["Port Maren"],
    ),
    (
        "person:tom-harrow",
        "Tom Harrow",
        Kind::Person,
        &["Tom Harrow", "Harrow"],
    ),
    (
        "other:water-pact",
        "Water Pact",
        Kind::Other,
        &["Water Pact", "pact"],
    ),
];

/// What the articles are about, where they say so.
const PHRASES: [&str; 5] = [
    "lower locks",
    "dry year",
    "upper locks",
    "barge owner",
    "tolls",
];

/// Title, source, date and paragraphs. A line that starts with `# `, `> ` or `- ` is a heading, a quotation, an item.
const STORIES: [(&str, &str, &str, &[&str]); 6] = [
    (
        "River Board reopens the lower locks after nine weeks",
        "The Ledger",
        "2024-05-03",
        &[
            "The River Board reopened the two lower locks at Port Maren on Friday, nine weeks after a gate gave way and left forty barges waiting.",
            "Ada Quill, who leads the board, said the repair had cost less than feared. \"We found the fault in the hinge and not in the wall,\" Quill told reporters on the quay.",
            "# What comes next",
            "Lorania pays for two thirds of the work under the Water Pact. The rest comes from tolls.",
            "- The upper locks close in June for a week.",
            "- Tolls rise by a tenth from the first of July.",
            "> Nobody likes a toll, but everybody likes a lock that opens.",
            "Tom Harrow, a barge owner, said he would believe it when his boats had passed.",
        ],
    ),
    (
        "Lorania signs the Water Pact with three neighbours",
        "Morning Wire",
        "2024-05-03",
        &[
            "Lorania signed the Water Pact on Friday together with its three neighbours on the river.",
            "The pact sets how much each may take in a dry year. Ada Quill called it late but sound.",
        ],
    ),
    (
        "Harrow sues over the barges that waited",
        "The Ledger",
        "2024-05-02",
        &[
            "Tom Harrow went to court in Port Maren on Thursday. Harrow wants the River Board to pay for nine lost weeks.",
        ],
    ),
    (
        "Café owners on the quay count their losses, and the tables that nobody sat at",
        "Quayside",
        "2024-05-02",
        &["The cafés of Port Maren lost a spring. Their owners say that the summer decides."],
    ),
    (
        "A dry year is forecast for the whole of the upper valley",
        "Morning Wire",
        "2024-04-28",
        &[
            "Forecasters expect little rain in Lorania until autumn. The River Board has begun to hold back water.",
        ],
    ),
    (
        "Notes from a lock keeper",
        "Quayside",
        "",
        &["A lock keeper writes down what passes. Most of it is water."],
    ),
];

/// What is said in the articles: the words, who says them as it stands there, and who that is.
const SAID: [(&str, &str, Option<&str>, QuoteKind); 4] = [
    (
        "the repair had cost less than feared",
        "Ada Quill",
        Some("person:ada-quill"),
        QuoteKind::Indirect,
    ),
    (
        "\"We found the fault in the hinge and not in the wall,\"",
        "Quill",
        Some("person:ada-quill"),
        QuoteKind::Direct,
    ),
    (
        "he would believe it when his boats had passed",
        "Tom Harrow",
        Some("person:tom-harrow"),
        QuoteKind::Indirect,
    ),
    (
        "the summer decides",
        "Their owners",
        None,
        QuoteKind::Indirect,
    ),
];

/// The articles.
pub(crate) fn all() -> Vec<Analyzed> {
    STORIES
        .iter()
        .enumerate()
        .map(|(n, s)| story(n, s))
        .collect()
}

fn story(number: usize, story: &(&str, &str, &str, &[&str])) -> Analyzed {
    let (title, source, date, paragraphs) = story;
    let mut text = String::new();
    let mut blocks = Vec::new();
    for paragraph in *paragraphs {
        let (kind, words) = match paragraph.split_at(2) {
            ("# ", words) => (BlockKind::Heading(2), words),
            ("> ", words) => (BlockKind::Quote, words),
            ("- ", words) => (BlockKind::Item(0), words),
            _ => (BlockKind::Paragraph, *paragraph),
        };
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        let span = Span::new(start, text.len());
        blocks.push(Block { kind, span });
    }
    let raw = format!("Share this\n\n{text}\n\nSubscribe to our letter for more.");
    let mut dropped = vec![(0, "Share this".len(), DropReason::Share)];
    dropped.push((raw.len() - 33, raw.len(), DropReason::Promotion));
    let links = if number == 0 {
        let at = text.find("Water Pact").expect("it is there");
        vec![Link {
            span: Span::new(at, at + 10),
            target: "https://pact.example/text".to_owned(),
        }]
    } else {
        Vec::new()
    };
    let analysis = analysis(title, &text, &blocks);
    Analyzed {
        article: Article {
            key: ArticleKey::from(format!("story-{}", number + 1).as_str()),
            identity: Identity::default(),
            origin: format!("story-{}.txt", number + 1),
            meta: Meta {
                title: (*title).to_owned(),
                byline: (number == 0).then(|| "Mia Dent".to_owned()),
                source: Some((*source).to_owned()),
                url: (number == 0).then(|| "https://ledger.example/locks".to_owned()),
                published: Moment::parse(date),
                ..Meta::default()
            },
            text: text.into(),
            blocks,
            links,
            raw: raw.into(),
            dropped: dropped
                .into_iter()
                .map(|(start, end, reason)| Dropped {
                    span: Span::new(start, end),
                    reason,
                })
                .collect(),
            flaws: Vec::new(),
        },
        analysis,
    }
}

fn quotes(text: &str) -> Vec<Quote> {
    let words = |words: &str| {
        let at = text.find(words)?;
        Some(Span::new(at, at + words.len()))
    };
    let mut quotes: Vec<Quote> = SAID
        .iter()
        .filter_map(|(said, who, id, kind)| {
            Some(Quote {
                span: words(said)?,
                speaker: id.map(ActorId::from),
                speaker_span: words(who),
                kind: *kind,
                ..Quote::default()
            })
        })
        .collect();
    quotes.sort_by_key(|quote| quote.span.start);
    quotes
}

fn analysis(title: &str, text: &str, blocks: &[Block]) -> Analysis {
    let mut sentences = Vec::new();
    for block in blocks.iter().filter(|b| b.kind == BlockKind::Paragraph) {
        let piece = block.span.of(text);
        let mut start = 0;
        for (at, _) in piece.match_indices(". ") {
            sentences.push(Span::new(start, at + 1).shifted(block.span.start as usize));
            start = at + 2;
        }
        sentences.push(Span::new(start, piece.len()).shifted(block.span.start as usize));
    }
    let summary = sentences
        .iter()
        .enumerate()
        .filter(|(n, _)| [0, 3, 5].contains(n));
    let summary = summary
        .map(|(n, span)| SummarySentence {
            sentence: n as u32,
            span: *span,
            score: 0.5,
        })
        .collect();
    let mut entities = Vec::new();
    for (id, name, kind, words) in CAST {
        let mut mentions: Vec<Span> = Vec::new();
        for word in words {
            for (at, _) in text.match_indices(word) {
                let span = Span::new(at, at + word.len());
                if !mentions.iter().any(|m| m.overlaps(span)) {
                    mentions.push(span);
                }
            }
        }
        mentions.sort_unstable();
        if !mentions.is_empty() {
            entities.push(Entity {
                id: ActorId::from(id),
                name: name.to_owned(),
                kind,
                salience: 0.5,
                central: title.contains(name),
                mentions: mentions.into_iter().map(|span| Mention { span }).collect(),
            });
        }
    }
    entities.sort_by_key(|e| std::cmp::Reverse(e.mentions.len()));
    Analysis {
        version: 1,
        sentences,
        summary,
        entities,
        quotes: quotes(text),
        keyphrases: PHRASES
            .iter()
            .filter_map(|phrase| text.find(phrase).map(|at| Span::new(at, at + phrase.len())))
            .collect(),
        words: text.split_whitespace().count() as u32,
        ..Analysis::default()
    }
}
