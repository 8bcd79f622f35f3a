//! Owns: cleaning of documents, sentences, words, the sanitiser, folding, near-duplicates, language.
//! Promises: total functions without files, clocks or state: any text gives an answer, no text a panic; all spans lie
//! on char borders, ascend and lie inside the text they speak of.

mod abbreviation;
pub mod boilerplate;
pub(crate) mod byline;
pub mod clean;
pub mod excerpt;
pub mod fold;
pub(crate) mod furniture;
pub mod hash;
pub mod hyphen;
pub mod language;
pub mod leftover;
pub mod name_key;
mod openings;
pub mod part;
mod phrase;
pub mod rules;
pub mod sanitize;
pub mod sentence;
pub mod shared;
pub mod similar;
mod stopword;
mod tidy;
pub mod word;
pub mod word_list;

pub use crate::text::clean::{clean, keep};
pub use crate::text::fold::{fingerprint, fold};
pub use crate::text::language::language;
pub use crate::text::rules::Rules;
pub use crate::text::sentence::sentences;
pub use crate::text::word::{tokens, words};
