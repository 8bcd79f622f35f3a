//! Owns: what a group's articles say, and the sentences that may tell it.
//! Promises: plain data.

use nutgraf_read::model::span::Span;

use crate::brief::vocabulary::{Saying, overlap};

/// From this overlap on another article tells the same.
const SAME: f32 = 0.5;

/// Something that is said: a word or a pair of words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Concept {
    /// What it is worth to tell it.
    pub(super) weight: f32,
}

/// What a group's articles say, and the sentences that may tell it.
#[derive(Debug, Default)]
pub(super) struct Pool {
    /// The sentences.
    pub(super) candidates: Vec<Candidate>,
    /// What they can cover.
    pub(super) concepts: Vec<Concept>,
    /// How many told what they say themselves.
    pub(super) origins: usize,
    /// All sentences that were looked at, by article.
    pub(super) sayings: Vec<(usize, Saying)>,
}

/// A sentence that may be told.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Index of its article in the group.
    pub(super) article: usize,
    /// What is told of it.
    pub(super) span: Span,
    /// When its article was published; undated ones first.
    pub(super) published: Option<i64>,
    /// How many words it has.
    pub(super) words: usize,
    /// What it covers: numbers of concepts, ascending.
    pub(super) concepts: Vec<u32>,
    /// Whether it begins with something that is known from elsewhere.
    pub(super) refers: bool,
    /// Its own worth, up to 1.
    pub(super) merit: f32,
    /// Its numbers.
    pub(super) numbers: Vec<u64>,
    pub(super) saying: Saying,
}

impl Candidate {
    /// Its words with a meaning.
    pub(super) fn terms(&self) -> &[u64] {
        &self.saying.terms
    }
}

impl Pool {
    /// The articles beside its own that tell what a candidate tells.
    pub(super) fn same(&self, told: &Candidate) -> Vec<usize> {
        let mut same: Vec<usize> = self
            .sayings
            .iter()
            .filter(|(article, _)| *article != told.article)
            .filter(|(_, saying)| {
                saying.terms.len() * 2 >= told.terms().len()
                    && overlap(&saying.terms, told.terms()) >= SAME
            })
            .map(|(article, _)| *article)
            .collect();
        same.dedup();
        same
    }
}
