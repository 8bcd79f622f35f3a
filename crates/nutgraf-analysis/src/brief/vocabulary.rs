//! Owns: what a sentence says, as numbers: its words, its pairs of words, its numbers with what they count.
//! Promises: total; the same words give the same numbers.

use crate::summary::word::{Word, words};
use crate::summary::word_class::{self, WordClasses};

/// Words that tell little by themselves.
const SMALL: u32 = word_class::STOP | word_class::THIRD | word_class::FIRST | word_class::SECOND;

/// What a piece of text says.
#[derive(Clone, Debug, Default)]
pub(super) struct Saying {
    /// Its words with a meaning, ascending, each once.
    pub(super) terms: Vec<u64>,
    /// Its pairs of neighbouring words, each once, with whether one of them is a small word.
    pub(super) pairs: Vec<(u64, bool)>,
    /// Its numbers, ascending, each once.
    pub(super) numbers: Vec<u64>,
    /// What its numbers count: the word behind each with the number.
    pub(super) counted: Vec<(u64, u64)>,
}

/// Reads a piece of text.
pub(super) fn read(piece: &str, classes: &WordClasses) -> Saying {
    let mut saying = Saying::default();
    let mut last: Option<(Word, bool)> = None;
    words(piece, |word| {
        let small = word.classes(classes) & SMALL != 0;
        let form = form(&word);
        if !small {
            saying.terms.push(form);
        }
        if word.digits {
            saying.numbers.push(form);
        }
        if let Some((before, was_small)) = last {
            if !(small && was_small) {
                let pair =
                    self::form(&before).rotate_left(23) ^ form.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                saying.pairs.push((pair, small || was_small));
            }
            if before.digits && !word.digits && !small {
                saying.counted.push((form, self::form(&before)));
            }
        }
        last = Some((word, small));
    });
    for list in [&mut saying.terms, &mut saying.numbers] {
        list.sort_unstable();
        list.dedup();
    }
    saying.pairs.sort_unstable();
    saying.pairs.dedup();
    saying
}

/// A number counts as it is written, a word by its stem.
fn form(word: &Word) -> u64 {
    if word.digits { word.full } else { word.stem }
}

/// How many of the smaller list's terms stand in the other, 0 to 1; both ascend.
#[expect(clippy::cast_precision_loss, reason = "sentences are short")]
pub(super) fn overlap(one: &[u64], other: &[u64]) -> f32 {
    let least = one.len().min(other.len());
    if least == 0 {
        return 0.0;
    }
    shared(one, other) as f32 / least as f32
}

/// How many terms stand in both; both ascend.
pub(super) fn shared(one: &[u64], other: &[u64]) -> usize {
    let (few, many) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    few.iter()
        .filter(|term| many.binary_search(term).is_ok())
        .count()
}
