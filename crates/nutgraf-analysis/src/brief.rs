//! Owns: briefs: the sentences of many articles that together tell most of what independent origins say, each thing once.
//! Promises: a pure function of the articles; every line is part of a sentence of one of them; the lines of all stories together
//! keep within the words asked for.

mod candidate;
mod cover;
pub mod told;
mod vocabulary;

use nutgraf_read::model::analysis::Analysis;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

use crate::brief::candidate::{Candidate, Gathering};
use crate::brief::cover::{Cover, Pool};
use crate::brief::told::Told;
use crate::summary::word_class::WordClasses;

/// Words of a brief when nobody says how many.
pub const WORDS: usize = 400;

/// An article that a brief is made of.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its text.
    pub article: &'a Article,
    /// Its sentences and actors.
    pub analysis: &'a Analysis,
    /// Who told it first hand: articles of one origin support nothing twice.
    pub origin: u32,
    /// When it was published.
    pub published: Option<Moment>,
}

/// The articles of a story, and what the story weighs beside the others.
#[derive(Clone, Debug)]
pub struct Group<'a> {
    /// Its share of the words, beside those of the other stories.
    pub weight: f32,
    /// Its articles.
    pub sources: Vec<Source<'a>>,
}

/// A line of a brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefLine {
    /// Index of its article among those of its group.
    pub article: usize,
    /// Its place in that article's text.
    pub span: Span,
    /// The other articles of the group that tell the same, by their indices.
    pub same: Vec<usize>,
}

/// How much each thing counts; structure only, no word has a weight of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// What a word counts beside a pair of words.
    pub single: f32,
    /// What a pair with a small word counts beside one of two words with meaning.
    pub small: f32,
    /// With which power the number of origins counts.
    pub origins: f32,
    /// How much more counts what stands in headlines.
    pub headline: f32,
    /// How much more counts what stands in the first sentences.
    pub early: f32,
    /// What a sentence is worth that leans on the one before it.
    pub leans: f32,
    /// With which power its length counts against a sentence while lines are sought one by one.
    pub length: f32,
    /// What a sentence of an older article is worth beside one of the newest, when the story has gone on for days.
    pub old: f32,
    /// What a sentence is worth whose number a newer article replaces.
    pub outdated: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            single: 0.3,
            small: 1.0,
            origins: 2.0,
            headline: 1.0,
            early: 2.0,
            leans: 0.85,
            length: 0.6,
            old: 0.8,
            outdated: 0.3,
        }
    }
}

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
    let first = order
        .iter()
        .copied()
        .max_by(|a, b| cover.alone(*a).total_cmp(&cover.alone(*b)).then(b.cmp(a)));
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
