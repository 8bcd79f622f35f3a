//! Owns: `TextTerm`, what a filter asks of the full-text index.
//! Promises: holds plain words only, never an index's own syntax; whoever asks an index quotes them.

/// A word or phrase to be found in titles, summaries and bodies.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextTerm {
    /// The words in order, folded (lower case, accents off), without punctuation; never empty. Several make a phrase.
    pub words: Vec<String>,
    /// Whether the last word may be the beginning of a longer one.
    pub prefix: bool,
}
