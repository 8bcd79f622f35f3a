//! Owns: anaphora: what the pronouns inside a sentence refer to: whether the sentence names it, or which one before does.
//! Promises: total; only pronouns of persons (he, she) outside quotation marks count; where no person can be meant, none is
//! looked for.

use crate::summary::document_terms::{DocumentTerms, Sentence};
use crate::summary::word_class::{self, WordClasses};
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::Entity;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::word;

/// So far back a person can have been named.
const REACH: usize = 6;

/// Where persons are named, ascending; without names that only say whose another is ("the Lund government").
pub fn persons(text: &str, entities: &[Entity], word_classes: &WordClasses) -> Vec<Span> {
    let mut found: Vec<Span> = entities
        .iter()
        .filter(|entity| entity.kind == Kind::Person)
        .flat_map(|entity| entity.mentions.iter().map(|mention| mention.span))
        .filter(|span| !lends(text, *span, word_classes))
        .collect();
    found.sort_unstable();
    found
}

fn lends(text: &str, name: Span, word_classes: &WordClasses) -> bool {
    let rest = text.get(name.end as usize..).unwrap_or("");
    rest.strip_prefix(' ')
        .and_then(|rest| rest.split(|c: char| !c.is_ascii_lowercase()).next())
        .is_some_and(|word| word_classes.classes_of(word) & word_class::GROUP != 0)
}

/// For each candidate the one before it that names what its pronouns mean; `None` where it names that itself or has none.
pub fn antecedents(
    text: &str,
    document: &DocumentTerms,
    persons: &[Span],
    word_classes: &WordClasses,
) -> Vec<Option<usize>> {
    let place = word_class::HUMAN.trailing_zeros() as usize;
    let human = |sentence: &Sentence| sentence.counts.get(place).is_some_and(|count| *count > 0);
    let names = |sentence: &Sentence| {
        let from = persons.partition_point(|span| span.start < sentence.span.start);
        persons
            .get(from)
            .is_some_and(|span| span.end <= sentence.span.end)
    };
    let sentences = &document.sentences;
    let mut loose = vec![false; sentences.len()];
    let mut found = vec![None; sentences.len()];
    for (at, sentence) in sentences.iter().enumerate() {
        if !is_loose(text, sentence, persons, word_classes) {
            continue;
        }
        if let Some(slot) = loose.get_mut(at) {
            *slot = true;
        }
        let fits = |before: &usize| {
            let own = loose.get(*before).is_some_and(|loose| !loose);
            sentences
                .get(*before)
                .is_some_and(|s| names(s) || own && human(s))
        };
        if let Some(slot) = found.get_mut(at) {
            *slot = (at.saturating_sub(REACH)..at).rev().find(fits);
        }
    }
    found
}

/// Whether a pronoun of a person comes before any person that it could mean.
fn is_loose(text: &str, sentence: &Sentence, persons: &[Span], word_classes: &WordClasses) -> bool {
    let place = word_class::GENDERED.trailing_zeros() as usize;
    if sentence.counts.get(place).is_none_or(|count| *count == 0) {
        return false;
    }
    let from = persons.partition_point(|span| span.start < sentence.span.start);
    let named = persons.get(from).map_or(u32::MAX, |span| span.end);
    let piece = sentence.span.of(text);
    let mut quoted = sentence.punctuation.inside;
    for token in word::tokens(piece) {
        if sentence.span.start + token.start >= named {
            return false;
        }
        let letters = token.of(piece);
        match letters {
            "\"" => quoted = !quoted,
            "“" | "«" => quoted = true,
            "”" | "»" => quoted = false,
            _ if quoted => {}
            _ => {
                let classes = word_classes.classes_of(&letters.to_ascii_lowercase());
                if classes & word_class::HUMAN != 0 {
                    return false;
                }
                if classes & word_class::GENDERED != 0 {
                    return true;
                }
            }
        }
    }
    false
}
