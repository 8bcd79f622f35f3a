//! Owns: `Near`, which groups of words that occur alike stand in a name and beside it, and what they say of its kind.
//! Promises: groups of open word vectors alone, no word of any text; damaged weights say nothing rather than panic.

use std::ops::Range;

use crate::entity::cluster::Clusters;
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;

/// The places that are looked at: two words before, two behind, the first and last word of a longer name, a name of one word.
const PLACES: usize = 7;
/// The groups, and one more for words that have none.
const GROUPS: usize = 193;
/// How many counts there are.
pub const COUNT: usize = PLACES * GROUPS;
/// The weights stand for so many parts of one.
pub const SCALE: f32 = 16.0;

/// Eight bits a weight: the four kinds of each group at each place, as `train_kinds` of eval writes them.
const WEIGHTS: &[u8] = include_bytes!("../../models/kinds.bin");

/// Groups by their places, once for each time that they were there.
#[derive(Clone, Debug, Default)]
pub struct Near {
    mentions: u16,
    seen: Vec<u16>,
}

impl Near {
    /// Counts what stands in and beside one mention.
    pub fn add(
        &mut self,
        tokenized: &TokenizedText<'_>,
        clusters: &Clusters,
        range: &Range<usize>,
    ) {
        self.mentions = self.mentions.saturating_add(1);
        for (place, at) in places(tokenized, range).into_iter().enumerate() {
            let Some(token) = at.and_then(|at| tokenized.token(at)) else {
                continue;
            };
            let group = usize::try_from(clusters.of(token.hash).middle).unwrap_or(GROUPS);
            let slot = place * GROUPS + group.min(GROUPS - 1);
            self.seen.push(u16::try_from(slot).unwrap_or(0));
        }
    }

    /// What share of the mentions has each, for fitting the weights; one that was seen twice comes twice.
    pub fn shares(&self) -> impl Iterator<Item = (usize, f32)> {
        let one = 1.0 / f32::from(self.mentions.max(1));
        self.seen.iter().map(move |slot| (usize::from(*slot), one))
    }

    /// What they say for each kind.
    pub fn weigh(&self) -> [f32; 4] {
        let mut out = [0.0; 4];
        for (slot, share) in self.shares() {
            let weights = WEIGHTS.get(slot * 4..slot * 4 + 4).unwrap_or(&[]);
            for (sum, weight) in out.iter_mut().zip(weights) {
                *sum += share * f32::from(weight.cast_signed()) / SCALE;
            }
        }
        out
    }
}

/// The tokens at the places.
fn places(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> [Option<usize>; PLACES] {
    let sentence = tokenized.sentence_around(range.start);
    let before = |n: usize| {
        let at = range.start.checked_sub(n);
        at.filter(|at| *at >= sentence.start)
    };
    let owns = usize::from(tokenized.shape(range.end) == Shape::Possessive);
    let after = |n: usize| Some(range.end + owns + n).filter(|at| *at < sentence.end);
    let long = range.len() > 1;
    [
        before(1),
        before(2),
        after(0),
        after(1),
        Some(range.start).filter(|_| long),
        range.end.checked_sub(1).filter(|_| long),
        Some(range.start).filter(|_| !long),
    ]
}
