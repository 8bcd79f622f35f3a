//! Owns: whom the pronouns inside a sentence mean: whether the sentence names him itself, or which one before it does.
//! Promises: total; only pronouns of persons (he, she) outside quotation marks count; where nobody can be meant, nobody is
//! looked for.

use crate::summary::lexis::{self, Lexis};
use crate::summary::reading::{Reading, Sentence};
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::Entity;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::word;

/// So far back somebody can have been named.
const REACH: usize = 6;

/// Where persons are named, ascending; without names that only say whose somebody else is ("the Lund government").
pub fn persons(text: &str, entities: &[Entity], lexis: &Lexis) -> Vec<Span> {
    let mut found: Vec<Span> = entities
        .iter()
        .filter(|entity| entity.kind == Kind::Person)
        .flat_map(|entity| entity.mentions.iter().map(|mention| mention.span))
        .filter(|span| !lends(text, *span, lexis))
        .collect();
    found.sort_unstable();
    found
}

fn lends(text: &str, name: Span, lexis: &Lexis) -> bool {
    let rest = text.get(name.end as usize..).unwrap_or("");
    rest.strip_prefix(' ')
        .and_then(|rest| rest.split(|c: char| !c.is_ascii_lowercase()).next())
        .is_some_and(|word| lexis.classes_of(word) & lexis::GROUP != 0)
}

/// For each candidate the one before it that names whom its pronouns mean; `None` where it names him itself or has none.
pub fn antecedents(
    text: &str,
    reading: &Reading,
    persons: &[Span],
    lexis: &Lexis,
) -> Vec<Option<usize>> {
    let place = lexis::HUMAN.trailing_zeros() as usize;
    let human = |sentence: &Sentence| sentence.counts.get(place).is_some_and(|count| *count > 0);
    let names = |sentence: &Sentence| {
        let from = persons.partition_point(|span| span.start < sentence.span.start);
        persons
            .get(from)
            .is_some_and(|span| span.end <= sentence.span.end)
    };
    let sentences = &reading.sentences;
    let mut loose = vec![false; sentences.len()];
    let mut found = vec![None; sentences.len()];
    for (at, sentence) in sentences.iter().enumerate() {
        if !is_loose(text, sentence, persons, lexis) {
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

/// Whether a pronoun of a person comes before anybody whom it could mean.
fn is_loose(text: &str, sentence: &Sentence, persons: &[Span], lexis: &Lexis) -> bool {
    let place = lexis::GENDERED.trailing_zeros() as usize;
    if sentence.counts.get(place).is_none_or(|count| *count == 0) {
        return false;
    }
    let from = persons.partition_point(|span| span.start < sentence.span.start);
    let named = persons.get(from).map_or(u32::MAX, |span| span.end);
    let piece = sentence.span.of(text);
    let mut quoted = sentence.marks.inside;
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
                let classes = lexis.classes_of(&letters.to_ascii_lowercase());
                if classes & lexis::HUMAN != 0 {
                    return false;
                }
                if classes & lexis::GENDERED != 0 {
                    return true;
                }
            }
        }
    }
    false
}
