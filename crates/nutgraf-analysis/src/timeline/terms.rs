//! Owns: the words of sentences as vectors, and how near articles are to what all of them are about.
//! Promises: vectors have length 1 or no words; the weight of a word comes from the articles at hand.

use std::collections::HashMap;

use crate::summary::word::words;
use crate::summary::word_class::{self, WordClasses};
use crate::timeline::source::Source;

/// A vector: numbers of terms, ascending, with their weights.
pub(super) type Vector = Vec<(u32, f32)>;

/// Words without a meaning for what a text is about.
const EMPTY: u32 = word_class::STOP
    | word_class::TIME
    | word_class::SPEECH
    | word_class::THIRD
    | word_class::FIRST;

/// Numbers for terms.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<u64, u32>,
    classes: WordClasses,
}

impl Vocabulary {
    /// How often each term stands in a piece of text, and how many words it has in all.
    pub(super) fn count(&mut self, piece: &str) -> (Vec<(u32, u32)>, usize) {
        let mut found: Vec<u32> = Vec::new();
        let mut all = 0;
        words(piece, |word| {
            all += 1;
            if word.digits || word.letters < 3 || word.classes(&self.classes) & EMPTY != 0 {
                return;
            }
            let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            found.push(*self.numbers.entry(word.stem).or_insert(next));
        });
        found.sort_unstable();
        let counts = found
            .chunk_by(|a, b| a == b)
            .filter_map(|same| Some((*same.first()?, u32::try_from(same.len()).ok()?)));
        (counts.collect(), all)
    }

    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    pub(super) fn classes(&self) -> &WordClasses {
        &self.classes
    }
}

/// In how many articles each term stands.
#[derive(Debug, Default)]
pub(super) struct Frequencies {
    holding: Vec<u32>,
    articles: u32,
}

impl Frequencies {
    pub(super) fn add(&mut self, counts: &[(u32, u32)]) {
        self.articles += 1;
        for (term, _) in counts {
            let at = *term as usize;
            if at >= self.holding.len() {
                self.holding.resize(at + 1, 0);
            }
            if let Some(holding) = self.holding.get_mut(at) {
                *holding += 1;
            }
        }
    }

    /// Counts as a vector of length 1: rare terms weigh more.
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    pub(super) fn vector(&self, counts: &[(u32, u32)]) -> Vector {
        let mut vector: Vector = counts
            .iter()
            .map(|(term, count)| {
                let holding = self.holding.get(*term as usize).copied().unwrap_or(0);
                let rare = ((self.articles + 1) as f32 / (holding as f32 + 0.5)).ln();
                (*term, (1.0 + (*count as f32).ln()) * rare.max(0.0))
            })
            .collect();
        let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        if length > 0.0 {
            for (_, weight) in &mut vector {
                *weight /= length;
            }
        }
        vector
    }
}

/// The sum of weighted vectors, made to length 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Centroid {
    weights: Vec<f32>,
}

impl Centroid {
    pub(super) fn of_terms(terms: usize) -> Self {
        Self {
            weights: vec![0.0; terms],
        }
    }

    pub(super) fn add(&mut self, vector: &Vector, times: f32) {
        for (term, weight) in vector {
            if let Some(sum) = self.weights.get_mut(*term as usize) {
                *sum += weight * times;
            }
        }
    }

    pub(super) fn normalise(&mut self) {
        let length = self.weights.iter().map(|w| w * w).sum::<f32>().sqrt();
        if length > 0.0 {
            for weight in &mut self.weights {
                *weight /= length;
            }
        }
    }

    /// How like a vector is, 0 to 1.
    pub(super) fn like(&self, vector: &Vector) -> f32 {
        let weight = |term: u32| self.weights.get(term as usize).copied().unwrap_or(0.0);
        vector.iter().map(|(term, w)| w * weight(*term)).sum()
    }
}

/// How like two vectors are, 0 to 1.
pub(super) fn cosine(one: &Vector, other: &Vector) -> f32 {
    let mut sum = 0.0;
    let mut rest = other.as_slice();
    for (term, weight) in one {
        let skip = rest.partition_point(|(next, _)| next < term);
        rest = rest.get(skip..).unwrap_or(&[]);
        if let Some((next, other)) = rest.first()
            && next == term
        {
            sum += weight * other;
        }
    }
    sum
}

/// How near each article is to what all of them are about: 1 as the median article, 0 with nothing in common.
pub fn nearness(sources: &[Source<'_>]) -> Vec<f32> {
    let mut vocabulary = Vocabulary::default();
    let mut frequencies = Frequencies::default();
    let counts: Vec<Vec<(u32, u32)>> = sources
        .iter()
        .map(|source| {
            let (counts, _) = vocabulary.count(source.text);
            frequencies.add(&counts);
            counts
        })
        .collect();
    let vectors: Vec<Vector> = counts.iter().map(|c| frequencies.vector(c)).collect();
    let mut centroid = Centroid::of_terms(vocabulary.len());
    for vector in &vectors {
        centroid.add(vector, 1.0);
    }
    centroid.normalise();
    let near: Vec<f32> = vectors.iter().map(|vector| centroid.like(vector)).collect();
    let mut sorted = near.clone();
    sorted.sort_by(f32::total_cmp);
    match sorted.get(sorted.len() / 2) {
        Some(median) if *median > 0.0 => near.iter().map(|n| (n / median).min(2.0)).collect(),
        _ => vec![1.0; near.len()],
    }
}
