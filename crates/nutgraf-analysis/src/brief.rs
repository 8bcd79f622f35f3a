//! Owns: briefs: the sentences of many articles that together tell most of what independent origins say, each thing once.
//! Promises: a pure function of the articles; every line is part of a sentence of one of them; the lines of all stories together
//! keep within the words asked for.

mod candidate;
mod cover;
mod footing;
mod pool;
mod source;
pub mod told;
mod vocabulary;

use crate::brief::candidate::Gathering;
use crate::brief::cover::Cover;
use crate::brief::pool::{Candidate, Pool};
pub use crate::brief::source::{BriefLine, Group, Source, Weights};
use crate::brief::told::Told;
use crate::summary::word_class::WordClasses;

/// Words of a brief when nobody says how many.
pub const WORDS: usize = 400;

/// Chooses briefs; made once for many.
#[derive(Debug, Default)]
pub struct Chooser {
    classes: WordClasses,
    weights: Weights,
}

impl Chooser {
    /// A chooser of other weights.
    pub fn with(weights: Weights) -> Self {
        Self {
            classes: WordClasses::new(),
            weights,
        }
    }

    /// The lines of each group, in its order: the most telling line first, the others as they were published. `told` is what
    /// the reader was told before: only what is new against it is told.
    pub fn choose(&self, groups: &[Group<'_>], words: usize, told: &Told) -> Vec<Vec<BriefLine>> {
        let gathering = Gathering::new(&self.classes, &self.weights);
        let mut left = words;
        let mut weight: f32 = groups.iter().map(|group| group.weight.max(0.0)).sum();
        let mut before: Vec<Candidate> = Vec::new();
        let mut all = Vec::with_capacity(groups.len());
        for group in groups {
            let share = budget(left, group.weight, weight);
            weight -= group.weight.max(0.0);
            let mut pool = gathering.pool(&group.sources);
            pool.candidates
                .retain(|candidate| told.is_new(candidate.terms(), &candidate.numbers));
            let cover = Cover::new(&pool, &self.weights);
            let mut chosen = cover.choose(share, &before);
            // The first words go to the weightiest story, however short a share is.
            if chosen.is_empty() && share < left {
                chosen = cover.choose(left.min(SHORTEST), &before);
            }
            left = left.saturating_sub(cover.words(&chosen));
            all.push(lines(&pool, &cover, &chosen));
            before.extend(
                chosen
                    .iter()
                    .filter_map(|at| pool.candidates.get(*at).cloned()),
            );
        }
        all
    }

    /// Whether a piece of text is new against what was told.
    pub fn is_new(&self, text: &str, told: &Told) -> bool {
        let saying = vocabulary::read(text, &self.classes);
        told.is_new(&saying.terms, &saying.numbers)
    }

    /// What was told by some lines, so that the next brief can tell what is new.
    pub fn remember(&self, lines: &[&str]) -> Told {
        let mut told = Told::default();
        for line in lines {
            told.add(line, &self.classes);
        }
        told
    }
}

/// The most words that a story's first line may have beyond its share.
const SHORTEST: usize = 40;

/// The share of the words left.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of some hundred words"
)]
fn budget(left: usize, weight: f32, all: f32) -> usize {
    if all <= 0.0 {
        return left;
    }
    let share = (weight.max(0.0) / all).min(1.0);
    (left as f32 * share).round() as usize
}

/// The chosen in the order in which they are told.
fn lines(pool: &Pool, cover: &Cover<'_>, chosen: &[usize]) -> Vec<BriefLine> {
    let mut order = chosen.to_vec();
    // The line on top has nothing before it.
    let opens = |at: usize| {
        let refers = pool.candidates.get(at).is_some_and(|one| one.refers);
        (!refers, cover.alone(at))
    };
    let first = order.iter().copied().max_by(|a, b| {
        let (one, other) = (opens(*a), opens(*b));
        let by_worth = one.1.total_cmp(&other.1);
        one.0.cmp(&other.0).then(by_worth).then(b.cmp(a))
    });
    let place = |at: usize| {
        let candidate = pool.candidates.get(at);
        let told = candidate.map(|c| (c.published, c.article, c.span));
        (Some(at) != first, told)
    };
    order.sort_by_key(|at| place(*at));
    order
        .into_iter()
        .filter_map(|at| {
            let candidate = pool.candidates.get(at)?;
            Some(BriefLine {
                article: candidate.article,
                span: candidate.span,
                same: pool.same(candidate),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
