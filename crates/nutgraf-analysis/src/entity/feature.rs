//! Owns: what the recogniser sees of a token: its word, shape, endings, cluster, lexicon and neighbours, as row numbers
//! of the weight table.
//! Promises: the trainer and the recogniser see the same; one reused scratch, no allocation per token.

use std::ops::Range;

use crate::entity::cluster::Clusters;
use crate::entity::gazetteer::Sense;
use crate::entity::lexicon::{Lexicon, PLAIN};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;
use nutgraf_read::model::actor::Kind;

/// The weight table has two to the power of this many rows.
pub const BITS: u32 = 19;

/// Features of one token.
pub const COUNT: usize = 46;

/// How many of the first features name the word itself; training drops them at times, so that the rest must do.
pub const LEXICAL: usize = 8;

/// What is known of a token by itself.
#[derive(Clone, Copy, Debug, Default)]
struct TokenFeatures {
    word: u32,
    shape: u32,
    fine: u32,
    middle: u32,
    coarse: u32,
    names: u32,
    cues: u32,
    tail2: u32,
    tail3: u32,
    tail4: u32,
    head3: u32,
}

/// The tokens of a sentence, reused from sentence to sentence.
#[derive(Debug, Default)]
pub struct SentenceFeatures {
    tokens: Vec<TokenFeatures>,
    /// Which tokens can be part of a name at all.
    live: Vec<bool>,
    uninformative_case: u32,
}

/// Words, shapes and lexicon names outside of the sentence.
const EDGE: TokenFeatures = TokenFeatures {
    word: 1,
    shape: 31,
    fine: 2047,
    middle: 255,
    coarse: 63,
    names: 0,
    cues: 0,
    tail2: 0,
    tail3: 0,
    tail4: 0,
    head3: 0,
};

fn low(hash: u64) -> u32 {
    u32::try_from(hash & 0xffff_ffff).unwrap_or(0)
}

/// One row of the table for a feature's number and value.
#[inline]
fn row(feature: u32, value: u32) -> u32 {
    let mixed = (u64::from(value) << 8 | u64::from(feature)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    low(mixed >> (64 - BITS))
}

#[inline]
fn both(a: u32, b: u32) -> u32 {
    a.wrapping_mul(0x85eb_ca6b).rotate_left(13) ^ b.wrapping_mul(0xc2b2_ae35)
}

/// A finer look at the shape than the tokeniser's: length and digits count.
fn shape_code(shape: Shape, word: &str) -> u32 {
    let digits = word.bytes().any(|b| b.is_ascii_digit());
    let base = match shape {
        Shape::Lower => return u32::from(word.len() > 3),
        Shape::Title => return if word.len() <= 3 { 2 } else { 3 },
        Shape::Upper => match word.len() {
            0..=2 => 4,
            3 => 5,
            4..=5 => 6,
            _ => 7,
        },
        Shape::Initial => 9,
        Shape::Camel => 10,
        Shape::Inner => 11,
        Shape::Number => return if word.len() == 4 { 12 } else { 13 },
        Shape::Handle => 14,
        Shape::Hashtag => 15,
        Shape::Link => 16,
        Shape::Possessive => 17,
        Shape::Mark => {
            return match word {
                "-" => 18,
                "." | "!" | "?" => 19,
                "," => 20,
                "(" | ")" | "[" | "]" => 21,
                ":" | ";" => 22,
                "\"" | "“" | "”" | "'" | "’" | "`" => 23,
                "/" | "|" => 24,
                "&" => 25,
                _ => 26,
            };
        }
    };
    if digits { 8 } else { base }
}

/// What kind of lexicon name a token belongs to.
fn name_code(lexicon: &Lexicon, known: u32, sense: Sense) -> u32 {
    match sense {
        Sense::Adjective => 1,
        Sense::People => 2,
        Sense::Seat => 3,
        Sense::Short => 4,
        Sense::Described => 0,
        Sense::Weak => match lexicon.actor(known).map(|k| k.kind) {
            Some(Kind::Organization) => 12,
            Some(Kind::Other) => 13,
            Some(Kind::Country | Kind::Place) => 14,
            Some(Kind::Person) | None => 0,
        },
        Sense::Handle => 5,
        Sense::Name => match lexicon.actor(known).map(|k| (k.kind, k.media)) {
            Some((Kind::Person, _)) => 6,
            Some((Kind::Organization, true)) => 7,
            Some((Kind::Organization, false)) => 8,
            Some((Kind::Country, _)) => 9,
            Some((Kind::Place, _)) => 10,
            Some((Kind::Other, _)) => 11,
            None => 0,
        },
    }
}

impl SentenceFeatures {
    /// Looks at a sentence.
    pub fn look(
        &mut self,
        tokenized: &TokenizedText<'_>,
        sentence: &Range<usize>,
        lexicon: &Lexicon,
        clusters: &Clusters,
    ) {
        self.tokens.clear();
        self.live.clear();
        let mut capitals = 0;
        let mut words = 0;
        for at in sentence.clone() {
            let Some(token) = tokenized.token(at) else {
                continue;
            };
            let text = token.span.of(tokenized.text);
            let groups = clusters.of(token.hash);
            if token.shape.is_word() && text.len() > 3 {
                words += 1;
                capitals += usize::from(token.shape.is_capital());
            }
            let bytes = text.as_bytes();
            let tail = |n: usize| {
                let from = bytes.len().saturating_sub(n);
                bytes.get(from..).unwrap_or(&[]).iter().fold(7u32, |h, b| {
                    h.wrapping_mul(131) ^ u32::from(b.to_ascii_lowercase())
                })
            };
            let head3 = bytes
                .get(..bytes.len().min(3))
                .unwrap_or(&[])
                .iter()
                .fold(11u32, |h, b| {
                    h.wrapping_mul(137) ^ u32::from(b.to_ascii_lowercase())
                });
            self.tokens.push(TokenFeatures {
                word: low(token.hash),
                shape: shape_code(token.shape, text),
                fine: groups.fine,
                middle: groups.middle,
                coarse: groups.coarse,
                names: 0,
                cues: tokenized.cue(at),
                tail2: tail(2),
                tail3: tail(3),
                tail4: tail(4),
                head3,
            });
            self.live.push(
                token.shape.is_capital() || matches!(token.shape, Shape::Inner | Shape::Hashtag),
            );
        }
        self.uninformative_case =
            u32::from(words > 2 && capitals * 10 >= words * 7) + 2 * u32::from(capitals == 0);
        self.mark_names(tokenized, sentence, lexicon);
        self.spread_life();
    }

    /// Writes the lexicon's names into the tokens.
    fn mark_names(
        &mut self,
        tokenized: &TokenizedText<'_>,
        sentence: &Range<usize>,
        lexicon: &Lexicon,
    ) {
        let tokens = tokenized.tokens.get(..sentence.end).unwrap_or(&[]);
        let mut at = sentence.start;
        while at < sentence.end {
            let Some(hit) = lexicon.names.longest(tokenized.text, tokens, at) else {
                at += 1;
                continue;
            };
            let first = hit.readings.first();
            let code = first.map_or(0, |r| name_code(lexicon, r.known, r.sense));
            let many = u32::from(hit.readings.len() > 1);
            for offset in 0..hit.length {
                let place = match (offset == 0, offset + 1 == hit.length) {
                    (true, true) => 0,
                    (true, false) => 1,
                    (false, true) => 2,
                    (false, false) => 3,
                };
                if let Some(view) = self.tokens.get_mut(at - sentence.start + offset) {
                    view.names = if code == 0 {
                        0
                    } else {
                        1 + code * 8 + place * 2 + many
                    };
                }
            }
            at += hit.length;
        }
    }

    /// Small words between two capitalised ones live too; in a sentence without capitals every word does.
    fn spread_life(&mut self) {
        if !self.live.iter().any(|l| *l) {
            let long = self.live.len() > 1;
            self.live.iter_mut().for_each(|l| *l = long);
            return;
        }
        let mut last = None;
        for at in 0..self.live.len() {
            if !self.live.get(at).copied().unwrap_or(false) {
                continue;
            }
            if let Some(before) = last
                && at - before <= 4
            {
                for between in before + 1..at {
                    if let Some(slot) = self.live.get_mut(between) {
                        *slot = true;
                    }
                }
            }
            last = Some(at);
        }
    }

    /// Whether a token, counted from the sentence's start, can be part of a name.
    pub fn is_live(&self, at: usize) -> bool {
        self.live.get(at).copied().unwrap_or(false)
    }

    /// How many tokens the sentence has.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether the sentence has no tokens.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    fn view(&self, at: usize, by: isize) -> &TokenFeatures {
        at.checked_add_signed(by)
            .and_then(|i| self.tokens.get(i))
            .unwrap_or(&EDGE)
    }

    /// The rows of the features of a token, counted from the sentence's start.
    pub fn rows(&self, at: usize) -> [u32; COUNT] {
        let v = self.view(at, 0);
        let p = self.view(at, -1);
        let n = self.view(at, 1);
        let pp = self.view(at, -2);
        let nn = self.view(at, 2);
        let opens = u32::from(at == 0) | self.uninformative_case << 1;
        let shape = both(v.shape, self.uninformative_case);
        let plain = u32::from(v.cues & PLAIN != 0);
        let values = [
            // The word itself.
            v.word,
            both(p.word, v.word),
            both(v.word, n.word),
            both(v.word, v.shape),
            v.tail4,
            both(v.head3, v.shape),
            both(v.fine, v.shape),
            both(v.word, opens),
            // Its looks.
            both(v.tail3, v.shape),
            v.tail2,
            shape,
            both(shape, opens),
            both(p.shape, v.shape),
            both(v.shape, n.shape),
            both(both(p.shape, v.shape), n.shape),
            both(both(pp.shape, p.shape), v.shape),
            both(both(v.shape, n.shape), nn.shape),
            // Its company.
            p.word,
            n.word,
            both(pp.word, p.word),
            both(n.word, nn.word),
            both(p.word, v.shape),
            both(n.word, v.shape),
            pp.word,
            nn.word,
            // Its clusters.
            v.middle,
            both(v.coarse, opens),
            p.fine,
            n.fine,
            both(p.middle, v.shape),
            both(n.middle, v.shape),
            both(p.coarse, v.middle),
            both(v.middle, n.coarse),
            both(both(p.coarse, v.coarse), n.coarse),
            // Its names in the lexicon.
            v.names,
            both(v.names, v.shape),
            both(v.names, p.names),
            both(v.names, n.names),
            both(v.names, both(p.middle, 3)),
            both(v.names, both(n.middle, 5)),
            // Its classes.
            v.cues,
            both(p.cues, v.shape),
            both(n.cues, v.shape),
            both(v.cues, n.cues),
            both(p.cues, v.cues),
            both(both(v.coarse, plain), shape),
        ];
        let mut rows = [0u32; COUNT];
        for ((slot, value), feature) in rows.iter_mut().zip(values).zip(0u32..) {
            *slot = row(feature, value);
        }
        rows
    }
}
