//! Owns: `Rules`, the compiled dictionaries of reading, cleaning and sentence splitting.
//! Promises: made once, shared by reference; a bad line in a dictionary is skipped, never a panic.

use crate::model::article::Paragraph;
use crate::model::lexicon::LexiconFiles;
use crate::text::abbreviation::Abbreviations;
use crate::text::clean::credit::Credits;
use crate::text::furniture::Furniture;
use crate::text::leftover::{self, Judge, features::Features};
use crate::text::phrase::Phrases;
use crate::text::stopword::StopWords;

/// What reading knows by heart: the dictionaries of the folder `lexicon/`, and the judge of leftovers.
#[derive(Debug)]
pub struct Rules {
    /// Phrases of leftovers.
    pub(crate) phrases: Phrases,
    /// Words whose stop does not end a sentence.
    pub(crate) abbreviations: Abbreviations,
    /// Function words.
    pub(crate) stops: StopWords,
    /// How furniture of web pages and tails of texts are worded.
    pub(crate) furniture: Furniture,
    /// How credits and captions are worded.
    pub(crate) credits: Credits,
    /// The trained judge of leftovers.
    pub(crate) judge: Judge,
}

impl Rules {
    /// Compiles the dictionaries.
    pub fn new(files: &LexiconFiles) -> Self {
        Self {
            phrases: Phrases::new(files),
            abbreviations: Abbreviations::new(files),
            stops: StopWords::new(),
            furniture: Furniture::new(files),
            credits: Credits::new(files),
            judge: Judge::new(),
        }
    }

    /// The measures of a document's lines, as training sees them.
    pub fn measure(&self, lines: &[Paragraph], title: &str) -> Vec<f32> {
        leftover::measure(lines, title, &self.phrases, &self.stops).0
    }

    /// How much each line looks like a leftover, 0 to 1, and what was measured of it.
    pub(crate) fn judge(&self, lines: &[Paragraph], title: &str) -> (Vec<f32>, Vec<Features>) {
        let (rows, every) = leftover::measure(lines, title, &self.phrases, &self.stops);
        (self.judge.scores(&rows), every)
    }
}
