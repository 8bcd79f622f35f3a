//! Owns: what a timeline is made of, and what it is: articles with their days, days with their sentences.
//! Promises: plain data.

use nutgraf_read::model::dated::{DatedSentence, Precision};
use nutgraf_read::model::moment::Day;
use nutgraf_read::model::span::Span;

/// What a timeline is told from: an article with its days.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The day on which it appeared, where it appeared.
    pub published: Option<Day>,
    /// Its text.
    pub text: &'a str,
    /// The sentences of its text.
    pub sentences: &'a [Span],
    /// The days that they speak of.
    pub days: &'a [DatedSentence],
}

/// A sentence of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineLine {
    /// Index of the article among those that the timeline was made of.
    pub article: usize,
    /// Index into its sentences.
    pub sentence: u32,
    /// The sentence's place in the article's text.
    pub span: Span,
}

/// A day of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineDay {
    /// The day; of a month or year its first day.
    pub day: Day,
    /// Whether a day, a month or a year is meant.
    pub precision: Precision,
    /// How many articles speak of it or appeared on it.
    pub articles: usize,
    /// Whether it lies after the last day on which one of the articles appeared.
    pub announced: bool,
    /// What happened, the most telling sentence first.
    pub lines: Vec<TimelineLine>,
}
