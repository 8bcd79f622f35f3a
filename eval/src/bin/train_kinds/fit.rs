//! Owns: the weights that decide a kind, how they are fitted, and the files that the analysis compiles.
//! Promises: the same examples give the same weights.

use std::fmt::Write as _;

use nutgraf_analysis::entity::kind::{COUNT, Evidence};
use nutgraf_analysis::entity::near;

const ROUNDS: usize = 400;
const RATE: f32 = 0.03;
/// Pull of each weight towards nothing, and of those of word groups, which are many.
const DECAY: f32 = 2e-5;
const NEAR_DECAY: f32 = 1e-4;

/// A name with what speaks for its kind, and its kind.
pub(crate) struct Example {
    features: [f32; COUNT],
    near: Vec<(usize, f32)>,
    prior: [f32; 4],
    pub(crate) gold: usize,
    pub(crate) weight: f32,
    /// Which half of the articles it is from; 2 for the tagged sets, 3 and 4 for the halves of the hidden names.
    pub(crate) half: usize,
}

impl Example {
    pub(crate) fn new(evidence: &Evidence, gold: usize, weight: f32, half: usize) -> Self {
        let features = evidence.features();
        Self {
            features,
            near: evidence.near().shares().collect(),
            prior: evidence.given(&features),
            gold,
            weight,
            half,
        }
    }

    /// What most mentions were recognised as.
    pub(crate) fn recognised(&self) -> usize {
        let features = &self.features;
        (0..4)
            .max_by(|a, b| {
                features[8 + a]
                    .total_cmp(&features[8 + b])
                    .then(features[*a].total_cmp(&features[*b]))
            })
            .unwrap_or(0)
    }
}

/// A number for each feature, and for each word group at each place, of each kind.
pub(crate) struct Weights {
    own: Vec<[f32; 4]>,
}

impl Weights {
    fn sums(&self, example: &Example) -> [f32; 4] {
        let mut sums = [0.0; 4];
        for (at, value) in values(example) {
            for (sum, weight) in sums.iter_mut().zip(self.own[at]) {
                *sum += weight * value;
            }
        }
        sums
    }

    /// The kind as the analysis decides it.
    pub(crate) fn decide(&self, example: &Example) -> usize {
        let sums = self.sums(example);
        let all = |kind: usize| sums[kind] + example.prior[kind];
        (0..4)
            .max_by(|a, b| all(*a).total_cmp(&all(*b)))
            .unwrap_or(0)
    }

    /// The file that the analysis compiles.
    pub(crate) fn source(&self) -> String {
        let mut out = format!(
            "//! Owns: the weights by which the kind of an unknown name is decided.\n//! Promises: written by `train_kinds` of eval; a \
             row a kind, in the order of `kind::KINDS`.\n\n/// How many features there are.\npub const COUNT: usize = {COUNT};\n\n/// Of \
             persons, bodies, places, other.\npub const WEIGHTS: [[f32; COUNT]; 4] = [\n",
        );
        for kind in 0..4 {
            let own = self.own.iter().take(COUNT);
            let numbers: Vec<String> = own.map(|w| format!("{:.2}", w[kind])).collect();
            let _ = writeln!(out, "    [{}],", numbers.join(", "));
        }
        out.push_str("];\n");
        out
    }

    /// Those of the word groups, eight bits each.
    pub(crate) fn packed(&self) -> Vec<u8> {
        let near = self.own.iter().skip(COUNT).flatten();
        near.map(|w| {
            let steps = (w * near::SCALE).round().clamp(-127.0, 127.0);
            (steps as i8).cast_unsigned()
        })
        .collect()
    }
}

/// What an example has, by the places of the weights.
fn values(example: &Example) -> impl Iterator<Item = (usize, f32)> {
    let own = example.features.iter().copied().enumerate();
    let near = example
        .near
        .iter()
        .map(|(slot, share)| (COUNT + slot, *share));
    own.filter(|(_, value)| *value != 0.0).chain(near)
}

/// Gradient descent (Adam) on the likelihood, all examples a step.
pub(crate) fn fit(examples: &[&Example]) -> Weights {
    let size = COUNT + near::COUNT;
    let mut weights = Weights {
        own: vec![[0.0; 4]; size],
    };
    let mut first = vec![[0.0f32; 4]; size];
    let mut second = vec![[0.0f32; 4]; size];
    let total: f32 = examples.iter().map(|e| e.weight).sum();
    for round in 1..=ROUNDS {
        let mut slope = vec![[0.0f32; 4]; size];
        for example in examples {
            let sums = weights.sums(example);
            let most = sums.iter().copied().fold(f32::MIN, f32::max);
            let powers = sums.map(|s| (s - most).exp());
            let norm: f32 = powers.iter().sum();
            let mut steps = powers.map(|p| p / norm);
            steps[example.gold] -= 1.0;
            let steps = steps.map(|s| s * example.weight / total);
            for (at, value) in values(example) {
                for (s, step) in slope[at].iter_mut().zip(steps) {
                    *s += step * value;
                }
            }
        }
        let n = i32::try_from(round).unwrap_or(i32::MAX);
        for at in 0..size {
            let decay = if at < COUNT { DECAY } else { NEAR_DECAY };
            for kind in 0..4 {
                let g = slope[at][kind] + decay * weights.own[at][kind];
                first[at][kind] = 0.9 * first[at][kind] + 0.1 * g;
                second[at][kind] = 0.999 * second[at][kind] + 0.001 * g * g;
                let mean = first[at][kind] / (1.0 - 0.9f32.powi(n));
                let spread = second[at][kind] / (1.0 - 0.999f32.powi(n));
                weights.own[at][kind] -= RATE * mean / (spread.sqrt() + 1e-8);
            }
        }
    }
    weights
}
