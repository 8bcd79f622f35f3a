//! Owns: `LexiconMatch`, a name of the lexicon at its place in a text, and `lexicon_matches`, all of them.
//! Promises: matches ascend and do not overlap; the longest from the left.

use std::ops::Range;

use crate::entity::gazetteer::{LongestMatch, Reading, Sense};
use crate::entity::lexicon::{Lexicon, PLAIN};
use crate::entity::token::{Shape, Token};
use crate::entity::tokenized::TokenizedText;

/// A name of the lexicon at its place.
#[derive(Debug)]
pub struct LexiconMatch<'l> {
    /// Its tokens.
    pub range: Range<usize>,
    /// What it may mean; nothing for a handle.
    pub readings: &'l [Reading],
}

impl LexiconMatch<'_> {
    /// Whether its words are a name only where something vouches for it.
    pub fn is_weak(&self) -> bool {
        self.readings
            .first()
            .is_some_and(|r| r.sense == Sense::Weak)
    }
}

/// All names of the lexicon, the longest from the left.
pub fn lexicon_matches<'l>(
    tokenized: &TokenizedText<'_>,
    lexicon: &'l Lexicon,
) -> Vec<LexiconMatch<'l>> {
    let mut out = Vec::new();
    for sentence in &tokenized.sentences {
        let tokens = tokenized.tokens.get(..sentence.end).unwrap_or(&[]);
        let shouts = tokenized.shouts(sentence);
        let mut at = sentence.start;
        while at < sentence.end {
            let shape = tokenized.shape(at);
            if matches!(shape, Shape::Handle) {
                out.push(LexiconMatch {
                    range: at..at + 1,
                    readings: &[],
                });
                at += 1;
                continue;
            }
            let silent = matches!(shape, Shape::Mark | Shape::Possessive | Shape::Link);
            // Where all is in capitals, `WHO` and `IS` are what they are elsewhere in small letters.
            let found = if silent || shouts && tokenized.is(at, PLAIN) || is_ticker(tokenized, at) {
                None
            } else {
                lexicon.names.longest(tokenized.text, tokens, at)
            };
            let found = found.filter(|longest| !yields(tokenized, lexicon, tokens, at, longest));
            match found {
                Some(longest) => {
                    out.push(LexiconMatch {
                        range: at..at + longest.length,
                        readings: longest.readings,
                    });
                    at += longest.length;
                }
                None => at += 1,
            }
        }
    }
    out
}

/// Whether a name that may be common words gives way to one that begins within it and goes on: `The Office of Foreign
/// Assets Control`, `the bloc` in `the Bloc Central`.
fn yields(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    tokens: &[Token],
    at: usize,
    longest: &LongestMatch<'_>,
) -> bool {
    let weak = longest
        .readings
        .first()
        .is_some_and(|r| matches!(r.sense, Sense::Weak | Sense::Described));
    weak && (at + 1..at + longest.length).any(|inner| {
        let other = lexicon.names.longest(tokenized.text, tokens, inner);
        other.is_some_and(|other| inner + other.length > at + longest.length)
    })
}

/// `<BA>`: what stands for a company on the exchange, and for another actor in the dictionaries.
fn is_ticker(tokenized: &TokenizedText<'_>, at: usize) -> bool {
    tokenized.word(at + 1) == ">"
        && tokenized
            .before(at)
            .is_some_and(|b| tokenized.word(b) == "<")
}
