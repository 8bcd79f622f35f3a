//! Tables and laws for sentences.

use super::*;
use proptest::prelude::*;

fn rules() -> Rules {
    let mut files = crate::model::lexicon::LexiconFiles::default();
    files.set(
        "abbreviations",
        include_str!("../../../lexicon/abbreviations.txt"),
    );
    Rules::new(&files)
}

/// Sentences are parted by ` | ` in the wanted form.
fn check(rules: &Rules, wanted: &str) {
    let text = wanted.replace(" | ", " ");
    let whole = Block {
        kind: BlockKind::Paragraph,
        span: Span::new(0, text.len()),
    };
    let got: Vec<&str> = sentences(&text, &[whole], rules)
        .iter()
        .map(|s| s.of(&text))
        .collect();
    assert_eq!(got.join(" | "), wanted);
}

#[test]
fn news_english() {
    let rules = rules();
    for wanted in [
        "He left. | She stayed.",
        "Mr. Doe met Dr. Roe on Monday. | They spoke.",
        "The U.S. Senate voted. | The U.S. has left. | It will not return to the U.S. | The deal is dead.",
        "They flew to the U.S. on Monday.",
        "It breached General Assembly Res. 5512. | Nobody cared.",
        "See No. 5 of the list. | Was it so? | No. | It was not.",
        "Talks began at 5 p.m. Monday and ended at 10 p.m. | The envoys slept.",
        "It starts at 9 a.m. EST. | Bring tea.",
        "John F. Kennedy and J. R. R. Tolkien never met.",
        "He took vitamin C. | It did not help.",
        "Growth was 3.5 percent in 2015. | It fell to 1.2 percent.",
        "The firm, Acme Inc., lost. | Acme Inc. said so. | It belongs to Acme Inc. | The price fell.",
        "“It is over.” | She left.",
        "“It is over,” he said. | “We go home.”",
        "“Is it over?” he asked. | Nobody knew.",
        "“Is it over?” Mr. Doe asked. | Nobody knew.",
        "He said: “Go home. | Now.” | They went.",
        "\"Stop!\" | He ran.",
        "A stray \" quote glues nothing. | Not this. | Nor that.",
        "A stray “ quote glues nothing. | Not this. | Nor that.",
        "Well... it may be. | We wait… | Then we go.",
        "He was born on Jan. 5, 1960. | He left in Jan. | The rest stayed.",
        "Lt. Gen. Roe spoke. | Gov. Doe did not.",
        "The talks (which failed.) were long.",
        "They failed. | (Nobody was surprised.) | He left.",
        "1. The first point is this.",
        "It happened in 2015. | 12 people died.",
        "The cost was $5. | He paid.",
        "Visit example.com today. | It is free.",
        "Some use e.g. tea, others i.e. coffee. | Fine.",
        "It sold the iPhone. | iPhone sales rose.",
        "Who won? | Nobody! | What now?!",
        "Yahoo! said it would. | It did.",
        "• First point | • Second point",
        "He met the Prime Minister, Mrs. Doe. | She smiled.",
        "The E.U. and the U.N. agreed. | “At last,” he said.",
        "St. Petersburg is cold. | Mt. Everest is colder.",
        "Ends in a quote: ‘last resort.’ | Then more.",
        "Brown vs. Board et al. Smith was there.",
        "He got a Ph.D. in physics. | She has a Ph.D. | They met.",
        "The committee met on Sunday. | The sun. | It rose.",
        "He was born there. [5] | He left in 2009.[2][3] | She (b. 2009) stayed.",
        "He left. \" | She stayed.",
        "No stop at the end",
        "He spoke . | She left .",
        "它结束了。",
    ] {
        check(&rules, wanted);
    }
}

#[test]
fn blocks_bound_sentences() {
    let rules = rules();
    let text = "A heading. Of two\n\nOne paragraph\n\nAnother one. Ends";
    let block = |kind, words: &str| {
        let at = text.find(words).unwrap();
        Block {
            kind,
            span: Span::new(at, at + words.len()),
        }
    };
    let blocks = [
        block(BlockKind::Heading(2), "A heading. Of two"),
        block(BlockKind::Paragraph, "One paragraph"),
        block(BlockKind::Paragraph, "Another one. Ends"),
    ];
    let got: Vec<&str> = sentences(text, &blocks, &rules)
        .iter()
        .map(|s| s.of(text))
        .collect();
    assert_eq!(
        got,
        ["A heading. Of two", "One paragraph", "Another one.", "Ends"]
    );
}

#[test]
fn text_without_blocks_is_split_at_lines_that_end() {
    let rules = rules();
    for (text, wanted) in [
        (
            "Title\nBy Jane\n\nFirst one. Second one.\nThird",
            vec!["Title", "By Jane", "First one.", "Second one.", "Third"],
        ),
        (
            "This line is broken by a fixed width in the middle of a\nsentence. It ends.",
            vec![
                "This line is broken by a fixed width in the middle of a\nsentence.",
                "It ends.",
            ],
        ),
        (
            "It ended.The next day it rained.",
            vec!["It ended.", "The next day it rained."],
        ),
        ("", vec![]),
        ("\n \n", vec![]),
    ] {
        let got: Vec<&str> = sentences(text, &[], &rules)
            .iter()
            .map(|s| s.of(text))
            .collect();
        assert_eq!(got, wanted);
    }
}

proptest! {
    #[test]
    fn sentences_are_whole_and_in_order(text in "(\\PC|[.!?…\"”’ A-Za-z\n•。]){0,120}") {
        let rules = Rules::new(&crate::model::lexicon::LexiconFiles::default());
        let mut end = 0;
        for span in sentences(&text, &[], &rules) {
            let piece = span.of(&text);
            prop_assert!(span.fits(&text) && !piece.is_empty() && piece.trim() == piece);
            prop_assert!(span.start >= end);
            // Nothing but blanks lies between sentences.
            prop_assert!(text.get(end as usize..span.start as usize).unwrap().trim().is_empty());
            end = span.end;
        }
        prop_assert!(text.get(end as usize..).unwrap().trim().is_empty());
    }
}
