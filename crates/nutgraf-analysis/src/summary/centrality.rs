//! Owns: how much sentences resemble each other and which of them stand in the middle of the text.
//! Promises: total; the matrix covers the first sentences only, so the cost has a bound.
//!
//! Method: cosine over the terms of two sentences, terms weighted by how few sentences have them (`ln(1 + n / df)`);
//! then `LexRank` (Erkan and Radev 2004, continuous, damping 0.85) and directed sums (Zheng and Lapata 2019): what a
//! sentence shares with later ones counts apart from what it shares with earlier ones.

use crate::summary::document_terms::DocumentTerms;

/// The most sentences that are compared pairwise.
pub const MOST_COMPARED: usize = 60;

/// The end of a chain.
const NOBODY: u32 = u32::MAX;

/// Similarities and what follows from them.
#[derive(Clone, Debug, Default)]
pub struct Centrality {
    /// How many sentences were compared.
    pub size: usize,
    /// Cosines, row by row, `size * size`, zero on the diagonal.
    pub alike: Vec<f32>,
    /// Weight of each term.
    pub weights: Vec<f32>,
    /// Length of each sentence as a vector (all sentences).
    pub norms: Vec<f32>,
    /// `LexRank` times the number of sentences; 1 is average.
    pub rank: Vec<f32>,
    /// Mean similarity to later sentences.
    pub onward: Vec<f32>,
    /// Mean similarity to earlier sentences.
    pub backward: Vec<f32>,
    /// Similarity to the centre of the whole text (all sentences).
    pub middle: Vec<f32>,
}

impl Centrality {
    /// How much two sentences resemble each other, 0 to 1; 0 beyond those compared.
    pub fn alike(&self, a: usize, b: usize) -> f32 {
        if a >= self.size || b >= self.size {
            return 0.0;
        }
        self.alike.get(a * self.size + b).copied().unwrap_or(0.0)
    }
}

/// A count as a number to reckon with.
pub fn real(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// Compares the sentences of an article.
pub fn measure(document: &DocumentTerms) -> Centrality {
    let total = real(document.sentences.len());
    let weights: Vec<f32> = document
        .spread
        .iter()
        .map(|spread| (1.0 + total / f32::from((*spread).max(1))).ln())
        .collect();
    let weight = |term: u32| weights.get(term as usize).copied().unwrap_or(0.0);
    let norms: Vec<f32> = document
        .sentences
        .iter()
        .map(|s| {
            let sum: f32 = document
                .terms_of(s)
                .iter()
                .map(|t| weight(*t).powi(2))
                .sum();
            sum.sqrt().max(0.1)
        })
        .collect();
    let size = document.sentences.len().min(MOST_COMPARED);
    let mut alike = vec![0.0f32; size * size];
    // For each term the sentences that had it so far, as a chain from the last one back: only pairs that share something
    // are touched.
    let mut last = vec![NOBODY; document.spread.len()];
    let mut chain: Vec<(u32, usize)> = Vec::with_capacity(document.terms.len());
    for (at, sentence) in document.sentences.iter().take(size).enumerate() {
        let row = at * size;
        for term in document.terms_of(sentence) {
            if document.spread.get(*term as usize).copied().unwrap_or(0) < 2 {
                continue;
            }
            let square = weight(*term).powi(2);
            let Some(last) = last.get_mut(*term as usize) else {
                continue;
            };
            let mut link = *last;
            while let Some(&(before, other)) = chain.get(link as usize) {
                if let Some(cell) = alike.get_mut(row + other) {
                    *cell += square;
                }
                link = before;
            }
            chain.push((*last, at));
            *last = u32::try_from(chain.len() - 1).unwrap_or(NOBODY);
        }
    }
    let norm = |at: usize| norms.get(at).copied().unwrap_or(1.0);
    for a in 0..size {
        for b in 0..a {
            let value = alike.get(a * size + b).copied().unwrap_or(0.0) / (norm(a) * norm(b));
            for place in [a * size + b, b * size + a] {
                if let Some(cell) = alike.get_mut(place) {
                    *cell = value;
                }
            }
        }
    }
    let rank = lex_rank(&alike, size);
    let row = |at: usize| alike.get(at * size..(at + 1) * size).unwrap_or(&[]);
    let mean = |part: &[f32]| part.iter().sum::<f32>() / real(part.len().max(1));
    let onward = (0..size)
        .map(|at| mean(row(at).get(at + 1..).unwrap_or(&[])))
        .collect();
    let backward = (0..size)
        .map(|at| mean(row(at).get(..at).unwrap_or(&[])))
        .collect();
    let middle = middle(document, &weights, &norms);
    Centrality {
        size,
        alike,
        weights,
        norms,
        rank,
        onward,
        backward,
        middle,
    }
}

fn lex_rank(alike: &[f32], size: usize) -> Vec<f32> {
    let mut rank = vec![1.0f32; size];
    if size < 2 {
        return rank;
    }
    let sums: Vec<f32> = alike
        .chunks(size)
        .map(|row| row.iter().sum::<f32>())
        .collect();
    // Scaling the votes once keeps the loop to one multiplication.
    for _ in 0..8 {
        let votes: Vec<f32> = rank
            .iter()
            .zip(&sums)
            .map(|(r, sum)| if *sum > 0.0 { r / sum } else { 0.0 })
            .collect();
        for (slot, row) in rank.iter_mut().zip(alike.chunks(size)) {
            let heard: f32 = row.iter().zip(&votes).map(|(a, v)| a * v).sum();
            *slot = 0.15 + 0.85 * heard;
        }
    }
    rank
}

fn middle(document: &DocumentTerms, weights: &[f32], norms: &[f32]) -> Vec<f32> {
    let heft: Vec<f32> = document
        .spread
        .iter()
        .zip(weights)
        .map(|(spread, weight)| f32::from(*spread) * weight)
        .collect();
    let length = heft.iter().map(|h| h * h).sum::<f32>().sqrt().max(0.1);
    document
        .sentences
        .iter()
        .zip(norms)
        .map(|(sentence, norm)| {
            let dot: f32 = document
                .terms_of(sentence)
                .iter()
                .map(|t| {
                    let t = *t as usize;
                    weights.get(t).copied().unwrap_or(0.0) * heft.get(t).copied().unwrap_or(0.0)
                })
                .sum();
            dot / (norm * length)
        })
        .collect()
}
