//! Owns: how close a sentence is to what a reader asks about.
//! Promises: total; a sentence that does not name it is close only when it goes on from one that does.

use crate::summary::document_terms::{DocumentTerms, Sentence};
use crate::summary::word_class::{self, WordClasses};
use nutgraf_read::model::analysis::Mention;

/// The judgement of a sentence that has nothing to do with it.
pub const FAR: f32 = -100.0;
/// What naming it in front, as the one that acts, brings.
const IN_FRONT: f32 = 1.2;
/// What each further naming brings.
const AGAIN: f32 = 0.3;
/// What having to do with two of several subjects brings.
const BOTH: f32 = 1.0;
/// What going on from a sentence that names it costs.
const GOES_ON: f32 = -0.6;

/// How close each candidate is to an entity with these mentions.
pub fn entity(document: &DocumentTerms, mentions: &[Mention]) -> Vec<Option<f32>> {
    let named = document
        .sentences
        .iter()
        .map(|sentence| {
            let from = mentions.partition_point(|m| m.span.start < sentence.span.start);
            let inside = mentions
                .get(from..)
                .unwrap_or(&[])
                .iter()
                .take_while(|m| m.span.end <= sentence.span.end);
            let starts = inside.map(|m| (m.span.start - sentence.span.start) as usize);
            closeness(sentence, starts)
        })
        .collect();
    going_on(document, named)
}

/// How close each candidate is to some words: all of them must occur, in any order, as words or beginnings of words.
pub fn words(document: &DocumentTerms, text: &str, asked: &str) -> Vec<Option<f32>> {
    let word_classes = WordClasses::new();
    let mut wanted: Vec<String> = asked
        .split_whitespace()
        .map(|w| {
            w.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .filter(|w| !w.is_empty())
        .collect();
    // Function words are left out unless nothing else was asked.
    if wanted
        .iter()
        .any(|w| word_classes.classes_of(w) & word_class::STOP == 0)
    {
        wanted.retain(|w| word_classes.classes_of(w) & word_class::STOP == 0);
    }
    if wanted.is_empty() {
        return vec![None; document.sentences.len()];
    }
    let named = document
        .sentences
        .iter()
        .map(|sentence| {
            let piece = sentence.span.of(text).to_lowercase();
            let found: Vec<usize> = wanted
                .iter()
                .filter_map(|w| starts_word(&piece, w))
                .collect();
            if found.len() < wanted.len() {
                return None;
            }
            closeness(sentence, found.into_iter())
        })
        .collect();
    going_on(document, named)
}

/// How close each candidate is to one or the other: what has to do with both is the closer for it.
pub fn together(one: Vec<Option<f32>>, other: Vec<Option<f32>>) -> Vec<Option<f32>> {
    one.into_iter()
        .zip(other)
        .map(|pair| match pair {
            (Some(a), Some(b)) => Some(a.max(b) + BOTH),
            (one, other) => one.or(other),
        })
        .collect()
}

/// Where a word of `piece` begins with `wanted`.
fn starts_word(piece: &str, wanted: &str) -> Option<usize> {
    piece.match_indices(wanted).map(|(at, _)| at).find(|at| {
        !piece
            .get(..*at)
            .is_some_and(|before| before.ends_with(char::is_alphanumeric))
    })
}

fn closeness(sentence: &Sentence, starts: impl Iterator<Item = usize>) -> Option<f32> {
    let mut count: u16 = 0;
    let mut first = usize::MAX;
    for start in starts {
        count = count.saturating_add(1);
        first = first.min(start);
    }
    if count == 0 {
        return None;
    }
    let front = if first * 3 < sentence.span.len() {
        IN_FRONT
    } else {
        0.0
    };
    Some(front + AGAIN * f32::from(count.min(4) - 1))
}

/// Lets sentences that open with a pronoun go on from one that names it.
fn going_on(document: &DocumentTerms, named: Vec<Option<f32>>) -> Vec<Option<f32>> {
    let mut close = named;
    for at in 1..close.len() {
        let opens_back = document
            .sentences
            .get(at)
            .is_some_and(|s| s.place > 0 && s.opener.0 & word_class::THIRD != 0);
        let before = close.get(at - 1).copied().flatten();
        if let Some(slot) = close.get_mut(at)
            && slot.is_none()
            && opens_back
            && before.is_some()
        {
            *slot = Some(GOES_ON);
        }
    }
    close
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_where_it_begins() {
        for (piece, wanted, at) in [
            ("the iranian envoy", "iran", Some(4)),
            ("a tirana café", "iran", None),
            ("café iran", "iran", Some(6)),
        ] {
            assert_eq!(starts_word(piece, wanted), at);
        }
    }
}
