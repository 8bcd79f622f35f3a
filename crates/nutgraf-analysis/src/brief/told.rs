//! Owns: what a reader was told, and whether a sentence is new against it.
//! Promises: what was told is never new; a number that was not told is; what is told in pieces over many lines stays new.

use std::collections::HashSet;

use crate::brief::vocabulary::{self, shared};
use crate::summary::word_class::WordClasses;

/// A sentence of which one line told this share is not new.
const KNOWN: f32 = 0.6;

/// What a reader was told.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Of each line its words with a meaning, ascending.
    lines: Vec<Vec<u64>>,
    numbers: HashSet<u64>,
}

impl Told {
    /// Adds a line.
    pub fn add(&mut self, line: &str, classes: &WordClasses) {
        let saying = vocabulary::read(line, classes);
        self.lines.push(saying.terms);
        self.numbers.extend(saying.numbers);
    }

    /// Whether nothing was told.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether no line told so much of a sentence that it is known, or it has a number that was not told. Not all lines
    /// together: after weeks of a story every word of it has been told.
    #[expect(clippy::cast_precision_loss, reason = "sentences are short")]
    pub(super) fn is_new(&self, terms: &[u64], numbers: &[u64]) -> bool {
        let least = KNOWN * terms.len() as f32;
        let told = |line: &Vec<u64>| shared(terms, line) as f32 >= least;
        !self.lines.iter().any(told) || numbers.iter().any(|one| !self.numbers.contains(one))
    }
}
