//! Owns: who said what: quoted and reported words, their speaker and what attributes them.
//! Promises: total; quotes ascend; an unsure speaker is `None`; words in marks that no one says (titles, nicknames)
//! are left out when they are short.

pub mod attribution;
mod content;
pub mod cue;
mod direct;
mod gender;
pub mod line;
pub mod marks;
mod meant;
pub mod net;
mod people;
pub mod reading;
pub mod source;
pub mod speaker;
mod speech;
mod statement;
mod telling;
pub mod words;

use crate::entity::lexicon::SpokenOf;
use crate::quote::people::People;
use crate::quote::reading::{Reading, Tables};
use nutgraf_read::model::analysis::{Entity, Quote};
use nutgraf_read::model::article::Article;
use nutgraf_read::model::span::Span;

pub use crate::quote::speech::Speech;

/// What somebody said in an article; `given` knows how texts speak of the bearers of a given name.
pub fn find(
    speech: &Speech,
    article: &Article,
    sentences: &[Span],
    entities: &[Entity],
    given: &dyn Fn(&str) -> SpokenOf,
) -> Vec<Quote> {
    let reading = Reading::new(
        article,
        &Tables {
            sentences,
            table: &speech.table,
            words: &speech.words,
        },
    );
    let people = People::new(
        reading.text,
        entities,
        &speech.table,
        &reading.quoted,
        given,
    );
    statement::all(speech, &reading, &people)
}

#[cfg(test)]
mod tests;
