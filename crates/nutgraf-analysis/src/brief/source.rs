//! Owns: what a brief is made of, and what it is: groups of articles, lines, and what counts how much.
//! Promises: plain data.

use nutgraf_read::model::analysis::Analysis;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

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
    /// How much more counts what stands in all headlines; in fewer, by the root of their share.
    pub headline: f32,
    /// How much more counts what stands in the first sentences.
    pub early: f32,
    /// How fast what stands further down in an article counts less: at place n it counts `1 / (1 + depth n)`.
    pub depth: f32,
    /// What a line of a few tellers' must at least be worth beside the best one.
    pub least: f32,
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
            headline: 6.0,
            early: 0.5,
            depth: 0.05,
            least: 0.4,
            leans: 0.85,
            length: 0.6,
            old: 0.8,
            outdated: 0.3,
        }
    }
}
