//! Owns: the weights by which two articles are judged to tell of the same.
//! Promises: a few numbers over counts and likenesses; no word of any text is in them.

use crate::story::likeness::{FEATURES, Weighted};

/// Likenesses are cut off here on both sides, so that no single one decides.
pub const MOST: f32 = 6.0;
/// The mean likeness from which two groups are one story.
pub const LEAST: f32 = -1.0;

/// What is added for each feature, in the order of `likeness::NAMES`, after the constant.
const CONSTANT: f32 = -10.93;
const WEIGHTS: [f32; FEATURES] = [
    1.23, 1.79, 1.18, -0.84, 4.2, 1.07, 0.95, 0.24, 1.47, -0.09, 2.49, 2.29, 0.05, -4.19, 0.7,
    -2.34, 0.89, 0.0, -0.65, -18.34, 13.53,
];

/// How likely two articles tell of the same, as the logarithm of the odds, between `-MOST` and `MOST`.
pub fn likeness(a: &Weighted, b: &Weighted) -> f32 {
    let features = a.features(b);
    let sum: f32 = features.iter().zip(WEIGHTS).map(|(x, w)| x * w).sum();
    (CONSTANT + sum).clamp(-MOST, MOST)
}
