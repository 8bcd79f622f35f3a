use proptest::prelude::*;

use super::*;
use crate::test_article;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::Mention;
use nutgraf_read::model::article::{Block, BlockKind};
use nutgraf_read::model::id::ActorId;

/// An article of paragraphs, each a list of sentences; a paragraph that starts with `#` is a heading.
fn article(title: &str, paragraphs: &[&[&str]]) -> (Article, Vec<Span>) {
    let mut text = String::new();
    let mut blocks = Vec::new();
    let mut sentences = Vec::new();
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let from = text.len();
        let mut kind = BlockKind::Paragraph;
        for (at, sentence) in paragraph.iter().enumerate() {
            let sentence = sentence.strip_prefix('#').map_or(*sentence, |heading| {
                kind = BlockKind::Heading(2);
                heading
            });
            if at > 0 {
                text.push(' ');
            }
            sentences.push(Span::new(text.len(), text.len() + sentence.len()));
            text.push_str(sentence);
        }
        blocks.push(Block {
            kind,
            span: Span::new(from, text.len()),
        });
    }
    (test_article::article(title, &text, blocks), sentences)
}

const HARBOUR: &[&[&str]] = &[
    &[
        "PORT ALMA (NNA) — The harbour of Port Alma will close for two years from May while a new quay is built, the city council said on Monday.",
    ],
    &[
        "“It is a hard choice, but",
        "the old quay is sinking,” said the mayor, Ina Brandt.",
    ],
    &["#What happens next"],
    &[
        "She added that fishermen would be paid.",
        "The fishing cooperative, which has 340 members, rejected the offer of 12 million crowns as too low.",
    ],
    &["But what will the fishermen do?"],
    &["The harbour of Port Alma will close from May for two years while a new quay is built."],
    &[
        "However, ferries to the islands will go on from the neighbouring port of Lissund, the ferry company said.",
    ],
    &["Photo: Harbour Archive"],
];

fn chosen(count: usize, about: Vec<AboutTarget>, entities: &[Entity]) -> Vec<String> {
    let (article, sentences) = article("Port Alma closes its harbour for two years", HARBOUR);
    Ranker::new()
        .choose(
            &article,
            &sentences,
            entities,
            &SummaryOptions { count, about },
        )
        .iter()
        .map(|s| s.span.of(&article.text).to_owned())
        .collect()
}

#[test]
fn embedded_weights_are_read_wholly() {
    let trees = DecisionTrees::parse(WEIGHTS);
    assert_eq!(trees.unread, 0);
    assert!(trees.trees.len() > 20);
    let numbers = trees.trees.len() * (2 * decision_trees::DEPTH + decision_trees::LEAVES);
    assert!(numbers < 10_000, "{numbers} numbers");
}

#[test]
fn the_summary_has_no_loose_ends() {
    for count in 1..=8 {
        let summary = chosen(count, Vec::new(), &[]);
        assert!(!summary.is_empty() && summary.len() <= count);
        for sentence in &summary {
            for never in [
                "What happens next",
                "But what will",
                "It is a hard choice",
                "the old quay",
                "Photo:",
            ] {
                assert!(!sentence.contains(never), "{sentence}");
            }
            // Alone it keeps where it happened.
            assert!(count == 1 || !sentence.contains("PORT ALMA"), "{sentence}");
        }
        let twins = summary
            .iter()
            .filter(|s| s.contains("while a new quay is built"))
            .count();
        assert!(twins <= 1, "{summary:?}");
        assert!(
            !summary
                .iter()
                .any(|s| s.starts_with("She") || s.starts_with("However")),
            "{summary:?}"
        );
    }
}

#[test]
fn one_sentence_says_what_it_is_about() {
    let one = chosen(1, Vec::new(), &[]);
    assert!(one[0].contains("will close"), "{one:?}");
    assert!(chosen(0, Vec::new(), &[]).is_empty());
}

#[test]
fn a_summary_can_turn_to_someone() {
    let words = |words: &str| vec![AboutTarget::Words(words.to_owned())];
    let ferry = chosen(3, words("ferry"), &[]);
    // It opens with a connective, but better than nothing.
    assert_eq!(ferry.len(), 1);
    assert!(ferry[0].contains("Lissund"));
    let fishing = chosen(3, words("Cooperative"), &[]);
    assert_eq!(fishing.len(), 1);
    assert!(fishing[0].contains("rejected the offer"));
    assert!(chosen(3, words("volcano"), &[]).is_empty());
    assert!(chosen(3, words("the"), &[]).len() > 1);
    assert!(chosen(3, words(" … "), &[]).is_empty());
    assert!(chosen(3, vec![AboutTarget::Entity(7)], &[]).is_empty());
    let (article, _) = article("", HARBOUR);
    let at = article.text.find("The fishing cooperative").unwrap();
    let entity = Entity {
        id: ActorId::from("org:cooperative"),
        name: "Fishing cooperative".to_owned(),
        kind: Kind::Organization,
        salience: 0.5,
        central: false,
        mentions: vec![Mention {
            span: Span::new(at + 4, at + 23),
        }],
    };
    let about = chosen(3, vec![AboutTarget::Entity(0)], &[entity]);
    assert_eq!(about.len(), 1);
    assert!(about[0].contains("340 members"));
}

#[test]
fn the_first_sentence_may_open_with_it() {
    let open = |first: &str| {
        let rest = "Fishermen of the port were paid, the council said, and the ferry company of Lissund took over the lines.";
        let (article, sentences) = article("", &[&[first], &[rest], &["Talks go on."]]);
        let options = SummaryOptions {
            count: 2,
            about: Vec::new(),
        };
        Ranker::new()
            .choose(&article, &sentences, &[], &options)
            .first()
            .is_some_and(|chosen| chosen.sentence == 0)
    };
    assert!(open(
        "It is a year since the harbour of Port Alma closed for a new quay."
    ));
    assert!(!open(
        "He is at home since the harbour of Port Alma closed for a new quay."
    ));
}

#[test]
fn the_short_form_pays_for_its_words() {
    let (article, sentences) = article("", &[&["One two three four.", &"word ".repeat(40)]]);
    let (document, _, _) = Ranker::new().look(&article, &sentences);
    let costs = |count| {
        let mut candidates = vec![select::Candidate::default(); 2];
        extract::price(&mut candidates, &document, count);
        candidates.iter().map(|c| c.score).collect::<Vec<_>>()
    };
    for count in [2, 3] {
        let costs = costs(count);
        assert!(costs[0] > 0.0 && costs[1] < -0.4, "{costs:?}");
    }
    for count in [1, 4] {
        assert_eq!(costs(count), [0.0, 0.0]);
    }
}

#[test]
fn a_text_of_scraps_still_gets_a_line() {
    let (article, sentences) = article("", &[&["And then?"], &["what now"], &["“Never"]]);
    let summary = Ranker::new().choose(&article, &sentences, &[], &SummaryOptions::default());
    assert!(!summary.is_empty());
    let nothing = Ranker::new().choose(
        &test_article::article("", "", Vec::new()),
        &[],
        &[],
        &SummaryOptions::default(),
    );
    assert!(nothing.is_empty());
}

proptest! {
    #[test]
    fn spans_are_true_and_ascend(
        pieces in proptest::collection::vec("[“”\"‘’A-Za-z0-9é.,?!() —-]{0,50}", 0..30),
        heads in proptest::collection::vec(0u8..6, 30),
        count in 0usize..9,
        asked in "[a-zé ]{0,6}",
    ) {
        let mut text = String::new();
        let mut sentences = Vec::new();
        let mut blocks = Vec::new();
        for (piece, head) in pieces.iter().zip(heads) {
            let from = text.len();
            text.push_str(piece);
            let span = Span::new(from, text.len()).trimmed(&text);
            if !span.is_empty() {
                sentences.push(span);
            }
            let kind = match head {
                0 => BlockKind::Heading(2),
                1 => BlockKind::Caption,
                2 => BlockKind::Item(0),
                _ => BlockKind::Paragraph,
            };
            blocks.push(Block { kind, span: Span::new(from, text.len()) });
            text.push_str("\n\n");
        }
        let article = test_article::article("A title, perhaps", &text, blocks);
        let ranker = Ranker::new();
        for about in [Vec::new(), vec![AboutTarget::Words(asked)]] {
            let summary = ranker.choose(&article, &sentences, &[], &SummaryOptions { count, about });
            prop_assert!(summary.len() <= count);
            let mut last = 0;
            for part in &summary {
                let whole = sentences[part.sentence as usize];
                prop_assert!(part.span.fits(&article.text) && whole.contains(part.span) && !part.span.is_empty());
                prop_assert!(part.span.start >= last && (0.0..=1.0).contains(&part.score));
                last = part.span.end;
            }
        }
    }
}
