//! Owns: `Hit`, a name of the lexicon at its place in a text, and `hits`, all of them.
//! Promises: hits ascend and do not overlap; the longest from the left.

use std::ops::Range;

use crate::entity::gazetteer::Reading;
use crate::entity::lexicon::{Lexicon, PLAIN};
use crate::entity::token::Shape;
use crate::entity::zone::Zone;

/// A name of the lexicon at its place.
#[derive(Debug)]
pub struct Hit<'l> {
    /// Its tokens.
    pub range: Range<usize>,
    /// Whom it may mean; nobody for a handle.
    pub readings: &'l [Reading],
}

/// All names of the lexicon, the longest from the left.
pub fn hits<'l>(zone: &Zone<'_>, lexicon: &'l Lexicon) -> Vec<Hit<'l>> {
    let mut out = Vec::new();
    for sentence in &zone.sentences {
        let tokens = zone.tokens.get(..sentence.end).unwrap_or(&[]);
        let shouts = zone.shouts(sentence);
        let mut at = sentence.start;
        while at < sentence.end {
            let shape = zone.shape(at);
            if matches!(shape, Shape::Handle) {
                out.push(Hit {
                    range: at..at + 1,
                    readings: &[],
                });
                at += 1;
                continue;
            }
            let silent = matches!(shape, Shape::Mark | Shape::Possessive | Shape::Link);
            // Where all is in capitals, `WHO` and `IS` are what they are elsewhere in small letters.
            let found = if silent || shouts && zone.is(at, PLAIN) || is_ticker(zone, at) {
                None
            } else {
                lexicon.names.longest(zone.text, tokens, at)
            };
            match found {
                Some(hit) => {
                    out.push(Hit {
                        range: at..at + hit.length,
                        readings: hit.readings,
                    });
                    at += hit.length;
                }
                None => at += 1,
            }
        }
    }
    out
}

/// `<BA>`: what stands for a company on the exchange, and for somebody else in the dictionaries.
fn is_ticker(zone: &Zone<'_>, at: usize) -> bool {
    zone.word(at + 1) == ">" && zone.before(at).is_some_and(|b| zone.word(b) == "<")
}
