//! Owns: how likely it is that two articles tell of the same, and that two groups of articles do.
//! Promises: pure; no word of any text decides, only counts and likenesses.

use crate::story::likeness::{Compared, FEATURES, Weighted};
use crate::story::weights::{CONSTANT, UNITS};

/// Likenesses are cut off here on both sides, so that no single one decides.
pub const MOST: f32 = 6.0;
/// The likeness from which two groups are one story.
pub const LEAST: f32 = -2.5;

/// The likeness of two articles from which their stories are looked at together: no two groups become one without such a
/// pair.
pub const SIGHT: f32 = -2.25;

/// How much it speaks against two groups that each is more alike within than they are to each other. Where two happenings of
/// one kind are told in the same words, this keeps them apart.
const CONTRAST: f32 = 2.5;
/// From about so many articles on the contrast counts in full.
const LARGE: f32 = 5.0;

/// What each feature adds to each unit of the hidden layer: side by side, so that all units are summed at once.
const INPUTS: [[f32; UNITS.len()]; FEATURES] = {
    let mut inputs = [[0.0; UNITS.len()]; FEATURES];
    let mut feature = 0;
    while feature < FEATURES {
        let mut unit = 0;
        while unit < UNITS.len() {
            inputs[feature][unit] = UNITS[unit].inputs[feature];
            unit += 1;
        }
        feature += 1;
    }
    inputs
};

/// How likely two articles tell of the same, as the logarithm of the odds, between `-MOST` and `MOST`.
pub fn likeness(a: &Compared<'_>, b: &Weighted) -> f32 {
    let Some(features) = a.features(b) else {
        return -MOST;
    };
    let mut sums = [0.0; UNITS.len()];
    for (feature, inputs) in features.iter().zip(&INPUTS) {
        for (sum, weight) in sums.iter_mut().zip(inputs) {
            *sum += feature * weight;
        }
    }
    let units = UNITS.iter().zip(sums);
    let answer = units.fold(CONSTANT, |answer, (unit, sum)| {
        answer + (unit.constant + sum).max(0.0) * unit.output
    });
    answer.clamp(-MOST, MOST)
}

/// A group of articles, as far as two of them are judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// How many articles it has; large groups of copies count less.
    pub(crate) size: f32,
    /// The sum of the likenesses of its pairs, and how many pairs that are.
    pub(crate) within: (f32, f32),
}

impl Group {
    /// The mean likeness of its pairs; endless where there are none.
    fn mean(&self) -> f32 {
        if self.within.1 > 0.0 {
            self.within.0 / self.within.1
        } else {
            f32::INFINITY
        }
    }

    /// What both are together; `mean` is the mean likeness between them.
    pub(crate) fn with(&self, other: &Self, mean: f32) -> Self {
        let pairs = self.size * other.size;
        Self {
            size: self.size + other.size,
            within: (
                self.within.0 + other.within.0 + mean * pairs,
                self.within.1 + other.within.1 + pairs,
            ),
        }
    }
}

/// How likely two groups are one story; `mean` is the mean likeness between them.
pub(crate) fn group_likeness(a: &Group, b: &Group, mean: f32) -> f32 {
    let within = a.mean().min(b.mean());
    if !within.is_finite() || !mean.is_finite() {
        return mean;
    }
    let smaller = a.size.min(b.size);
    mean - CONTRAST * (within - mean).max(0.0) * smaller / (smaller + LARGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_are_closer_within_stay_apart_the_more_the_larger_they_are() {
        let close = |size: f32| Group {
            size,
            within: (5.0 * size * (size - 1.0) / 2.0, size * (size - 1.0) / 2.0),
        };
        let single = Group {
            size: 1.0,
            within: (0.0, 0.0),
        };
        let of = |a: Group, b: Group| group_likeness(&a, &b, 0.0);
        assert!(of(single, single) > of(single, close(6.0)));
        assert!(of(single, close(6.0)) > of(close(2.0), close(6.0)));
        assert!(of(close(2.0), close(6.0)) > of(close(6.0), close(6.0)));
        let apart = group_likeness(&close(3.0), &close(3.0), f32::NEG_INFINITY);
        assert!(apart.is_infinite() && apart < 0.0);
    }
}
