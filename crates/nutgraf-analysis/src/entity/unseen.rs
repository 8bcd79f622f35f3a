//! Owns: names that a recogniser passes over: a word that a text writes with a capital again and again, a work between marks of
//! quotation.
//! Promises: proposals ascend and meet no other; each stands on what the text itself does with it.

use std::ops::Range;

use crate::entity::beside::{OF_WORK, USES};
use crate::entity::gazetteer::Sense;
use crate::entity::lexicon::{
    ABBREVIATION, BODY, COMMON, GIVEN, Lexicon, PLAIN, RANK, SITE, TITLE, WORK,
};
use crate::entity::name_mention::{Label, Proposal};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;
use crate::hashed::Hashed;

/// So often a word must have its capital inside sentences, to be a name that was passed over.
const AGAIN: u32 = 3;
/// How sure such proposals are, on the scale of `Proposal`.
const SURE: f32 = 0.5;
/// A work has so many words at most.
const TITLE_WORDS: usize = 7;
/// How far a word for a work stands from it.
const NEAR: usize = 5;
/// All such names that no proposal meets.
pub fn find(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    proposals: &[Proposal],
) -> Vec<Proposal> {
    let mut out = Vec::new();
    let mut counts: Hashed<u32> = Hashed::default();
    let mut places: Vec<usize> = Vec::new();
    let mut next = 0;
    for sentence in &tokenized.sentences {
        if tokenized.shouts(sentence) {
            continue;
        }
        let mut at = sentence.start;
        while at < sentence.end {
            while proposals.get(next).is_some_and(|p| p.range.end <= at) {
                next += 1;
            }
            let ahead = proposals.get(next).map_or(usize::MAX, |p| p.range.start);
            let free = ahead > at;
            if free && is_open(tokenized, at) {
                let work = work(tokenized, lexicon, at, sentence);
                if let Some(range) = work.filter(|range| range.end <= ahead) {
                    at = range.end;
                    out.push(Proposal::by_rule(range, Label::Misc, SURE));
                    continue;
                }
            }
            if free && tokenized.shape(at).is_capital() {
                let end = run_end(tokenized, at, sentence.end);
                if end > at + 1 {
                    at = end;
                    continue;
                }
                if is_name_like(tokenized, at, sentence)
                    && let Some(token) = tokenized.token(at)
                {
                    *counts.entry(token.hash).or_default() += 1;
                    places.push(at);
                }
            }
            at += 1;
        }
    }
    counts.retain(|_, count| *count >= AGAIN);
    if !counts.is_empty() {
        for token in &tokenized.tokens {
            if token.shape == Shape::Lower
                && let Some(count) = counts.get_mut(&token.hash)
            {
                *count = count.saturating_sub(2);
            }
        }
        for at in places {
            let hash = tokenized.token(at).map_or(0, |token| token.hash);
            let named = counts.get(&hash).is_some_and(|count| *count >= AGAIN);
            if named && known(tokenized, lexicon, at) {
                out.push(Proposal::by_rule(at..at + 1, Label::Organization, SURE));
            }
        }
        out.sort_by_key(|proposal| proposal.range.start);
    }
    out
}

/// Whether a word is free to be a name: not one that only the dictionaries may read.
fn known(tokenized: &TokenizedText<'_>, lexicon: &Lexicon, at: usize) -> bool {
    let readings = lexicon.names.single(tokenized.word(at));
    readings
        .iter()
        .all(|r| matches!(r.sense, Sense::Weak | Sense::Described))
}

/// Where capitalised words in a row end.
fn run_end(tokenized: &TokenizedText<'_>, at: usize, until: usize) -> usize {
    (at..until)
        .find(|at| !tokenized.shape(*at).is_capital())
        .unwrap_or(until)
}

/// A word inside a sentence, with a capital of its own.
fn is_name_like(tokenized: &TokenizedText<'_>, at: usize, sentence: &Range<usize>) -> bool {
    let class = PLAIN | COMMON | TITLE | RANK | BODY | SITE | WORK | ABBREVIATION | GIVEN;
    let long = tokenized.token(at).is_some_and(|t| t.span.len() > 3);
    let written = matches!(tokenized.shape(at), Shape::Title | Shape::Camel);
    let before = tokenized.before(at).filter(|b| *b >= sentence.start);
    let inside = before.is_some_and(|b| {
        let shape = tokenized.shape(b);
        matches!(shape, Shape::Lower | Shape::Possessive) || tokenized.word(b) == ","
    });
    // `Norse gods`: an adjective.
    let after = tokenized.shape(at + 1) == Shape::Lower
        && !tokenized.is(at + 1, PLAIN)
        && !tokenized.word(at + 1).ends_with(['s', 'd'])
        && at + 1 < sentence.end;
    let joined = matches!(tokenized.word(at + 1), "-" | "’" | "'")
        && tokenized.token(at + 1).is_some_and(|t| t.glued);
    long && written && inside && !after && !joined && !tokenized.is(at, class)
}

fn is_open(tokenized: &TokenizedText<'_>, at: usize) -> bool {
    matches!(tokenized.word(at), "“" | "\"" | "‘")
}

/// `the film “Night Boat,”`: words between marks of quotation, all but small ones with a capital, and a word for a work nearby.
fn work(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    open: usize,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let start = open + 1;
    let close = (start..sentence.end.min(start + TITLE_WORDS + 2))
        .find(|at| matches!(tokenized.word(*at), "”" | "\"" | "’"))?;
    let mut end = close;
    while end > start && matches!(tokenized.word(end - 1), "," | "." | "!" | "?") {
        end -= 1;
    }
    let title = start..end;
    let capital =
        |at: usize| tokenized.shape(at).is_capital() || tokenized.shape(at) == Shape::Number;
    let small = |at: usize| {
        tokenized.is(at, PLAIN)
            || matches!(tokenized.word(at), ":" | "-" | "'" | "’" | "&")
            || tokenized.shape(at) == Shape::Possessive
    };
    let fits = !title.is_empty()
        && capital(start)
        && title.clone().all(|at| capital(at) || small(at))
        && capital(end - 1)
        && !(title.len() == 1 && tokenized.is(start, PLAIN | COMMON | GIVEN | TITLE));
    if !fits {
        return None;
    }
    let tells = |at: usize| {
        tokenized
            .token(at)
            .is_some_and(|t| lexicon.beside(t.hash) & OF_WORK != 0)
    };
    let from = open.saturating_sub(NEAR).max(sentence.start);
    let until = (close + 1 + NEAR).min(sentence.end);
    let led = tokenized
        .before(open)
        .and_then(|b| tokenized.token(b))
        .is_some_and(|t| lexicon.beside(t.hash) & USES != 0);
    (led || (from..open).chain(close + 1..until).any(tells)).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::model::span::Span;

    #[test]
    fn a_word_is_a_name_that_has_its_capital_again_and_again() {
        let lexicon = Lexicon::new(&crate::lexicon());
        let check = |text: &str, wanted: &[&str]| {
            let spans = [Span::new(0, text.len())];
            let tokenized = TokenizedText::new(text, &spans, &lexicon);
            let found = find(&tokenized, &lexicon, &[]);
            let names: Vec<&str> = found.iter().map(|p| tokenized.words(&p.range)).collect();
            assert_eq!(names, wanted, "{text}");
        };
        let thrice = "we saw Wharfly, then Wharfly closed, and Wharfly was glad";
        check(thrice, &["Wharfly", "Wharfly", "Wharfly"]);
        check("we saw Wharfly, then Wharfly closed", &[]);
        check(&format!("{thrice} on a wharfly"), &[]);
        check("the Norse gods, the Norse king, the Norse home", &[]);
        check("on Monday we go, on Monday we come, on Monday we rest", &[]);
        check("they play “Night Boat” there", &["Night Boat"]);
        check("they say “Night Boat” there", &[]);
    }
}
