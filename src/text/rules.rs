//! Owns: `Rules`, the compiled dictionaries of cleaning and sentence splitting.
//! May import: `model::lexicon`, `text::{phrase, abbreviation}`.
//! Promises: made once, shared by reference; a bad line in a dictionary is skipped, never a panic.

use crate::model::lexicon::LexiconFiles;
use crate::text::abbreviation::Abbreviations;
use crate::text::phrase::Phrases;

/// What cleaning and sentence splitting know by heart, from `config/lexicon/boilerplate.txt` and `abbreviations.txt`.
#[derive(Debug)]
pub struct Rules {
    /// Phrases of leftovers.
    pub(crate) phrases: Phrases,
    /// Words whose stop does not end a sentence.
    pub(crate) abbreviations: Abbreviations,
}

impl Rules {
    /// Compiles the dictionaries.
    pub fn new(files: &LexiconFiles) -> Self {
        Self {
            phrases: Phrases::new(files),
            abbreviations: Abbreviations::new(files),
        }
    }
}
