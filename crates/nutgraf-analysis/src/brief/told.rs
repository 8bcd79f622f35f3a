//! Owns: what a reader was told, and whether a sentence is new against it.
//! Promises: what was told is never new; a number that was not told is.

use std::collections::HashSet;

use crate::brief::vocabulary;
use crate::summary::word_class::WordClasses;

/// A sentence of which this share was told is not new.
const KNOWN: f32 = 0.6;

/// What a reader was told.
#[derive(Clone, Debug, Default)]
pub struct Told {
    terms: HashSet<u64>,
    numbers: HashSet<u64>,
}

impl Told {
    /// Adds a line.
    pub fn add(&mut self, line: &str, classes: &WordClasses) {
        let saying = vocabulary::read(line, classes);
        self.terms.extend(saying.terms);
        self.numbers.extend(saying.numbers);
    }

    /// Whether nothing was told.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether less of a sentence was told than makes it known, or it has a number that was not.
    #[expect(clippy::cast_precision_loss, reason = "sentences are short")]
    pub(super) fn is_new(&self, terms: &[u64], numbers: &[u64]) -> bool {
        if self.is_empty() {
            return true;
        }
        let known = terms
            .iter()
            .filter(|term| self.terms.contains(term))
            .count();
        let all_known = numbers.iter().all(|number| self.numbers.contains(number));
        (known as f32) < KNOWN * terms.len() as f32 || !all_known
    }
}
