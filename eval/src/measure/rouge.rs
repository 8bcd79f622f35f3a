//! Owns: ROUGE-1, -2 and -L(sum) as the `rouge-score` package reckons them: lower case, letters and digits, words of more
//! than three letters stemmed.
//! Promises: figures differ a little from the package's, since the stemmer is Porter's second, not the first.

#![expect(clippy::cast_precision_loss, reason = "counts are small")]

use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

/// F measures, 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rouge {
    pub one: f64,
    pub two: f64,
    pub long: f64,
}

pub type Words = Vec<u32>;

/// Turns words into numbers, the same for the same stem.
#[expect(missing_debug_implementations, reason = "the stemmer has none")]
pub struct Counter {
    stemmer: Stemmer,
    known: HashMap<String, u32>,
}

impl Default for Counter {
    fn default() -> Self {
        Self {
            stemmer: Stemmer::create(Algorithm::English),
            known: HashMap::new(),
        }
    }
}

impl Counter {
    pub fn words(&mut self, text: &str) -> Words {
        text.to_lowercase()
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(|w| {
                let stem = if w.len() > 3 {
                    self.stemmer.stem(w).into_owned()
                } else {
                    w.to_owned()
                };
                let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
                *self.known.entry(stem).or_insert(next)
            })
            .collect()
    }
}

fn grams(words: &[u32], n: usize) -> HashMap<&[u32], usize> {
    let mut counts = HashMap::new();
    for gram in words.windows(n) {
        *counts.entry(gram).or_insert(0) += 1;
    }
    counts
}

pub fn f(hits: usize, found: usize, wanted: usize) -> f64 {
    if hits == 0 || found == 0 || wanted == 0 {
        return 0.0;
    }
    let (hits, found, wanted) = (hits as f64, found as f64, wanted as f64);
    let (precision, recall) = (hits / found, hits / wanted);
    2.0 * precision * recall / (precision + recall)
}

/// How many n-grams of one stand in the other, each as often as it does there.
pub fn hits(found: &[u32], wanted: &[u32], n: usize) -> usize {
    let (a, b) = (grams(found, n), grams(wanted, n));
    a.iter()
        .map(|(gram, count)| b.get(gram).map_or(0, |other| *count.min(other)))
        .sum()
}

fn gram_f(found: &[u32], wanted: &[u32], n: usize) -> f64 {
    f(
        hits(found, wanted, n),
        found.len().saturating_sub(n - 1),
        wanted.len().saturating_sub(n - 1),
    )
}

/// Compares a summary with a reference, both as sentences.
pub fn compare(found: &[Words], wanted: &[Words]) -> Rouge {
    let (a, b) = (found.concat(), wanted.concat());
    Rouge {
        one: gram_f(&a, &b, 1),
        two: gram_f(&a, &b, 2),
        long: long_f(found, wanted),
    }
}

/// For each sentence of the reference the union of its longest common subsequences with those of the summary.
fn long_f(found: &[Words], wanted: &[Words]) -> f64 {
    let count = |sentences: &[Words]| {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        for word in sentences.iter().flatten() {
            *counts.entry(*word).or_insert(0) += 1;
        }
        counts
    };
    let (mut left_found, mut left_wanted) = (count(found), count(wanted));
    let mut hits = 0;
    for reference in wanted {
        let mut marked = vec![false; reference.len()];
        for sentence in found {
            mark_common(reference, sentence, &mut marked);
        }
        for (word, _) in reference.iter().zip(&marked).filter(|(_, m)| **m) {
            let (Some(a), Some(b)) = (left_found.get_mut(word), left_wanted.get_mut(word)) else {
                continue;
            };
            if *a > 0 && *b > 0 {
                *a -= 1;
                *b -= 1;
                hits += 1;
            }
        }
    }
    f(
        hits,
        found.iter().map(Vec::len).sum(),
        wanted.iter().map(Vec::len).sum(),
    )
}

fn mark_common(a: &[u32], b: &[u32], marked: &mut [bool]) {
    let wide = b.len() + 1;
    let mut table = vec![0u16; (a.len() + 1) * wide];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            table[(i + 1) * wide + j + 1] = if x == y {
                table[i * wide + j] + 1
            } else {
                table[i * wide + j + 1].max(table[(i + 1) * wide + j])
            };
        }
    }
    let (mut i, mut j) = (a.len(), b.len());
    while i > 0 && j > 0 {
        if a[i - 1] == b[j - 1] {
            marked[i - 1] = true;
            i -= 1;
            j -= 1;
        } else if table[(i - 1) * wide + j] >= table[i * wide + j - 1] {
            i -= 1;
        } else {
            j -= 1;
        }
    }
}
