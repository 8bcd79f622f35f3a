//! Owns: `Timeline`, day by day what happened, as it is shown: whole, with the sentences that tell it.
//! Promises: every line is a sentence of an article, with its place in that article's text.

use std::fmt;
use std::sync::Arc;

use crate::date::calendar::Calendar;
use crate::model::id::{ArticleId, ArticleKey};
use crate::model::span::Span;

/// A sentence that tells a day.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldLine {
    /// The article's row in the library.
    pub id: ArticleId,
    /// Its public identity.
    pub key: ArticleKey,
    /// Its publisher.
    pub source: Option<Arc<str>>,
    /// Its sentence.
    pub text: Arc<str>,
    /// Where the sentence stands in the article's text, in bytes.
    pub span: Span,
    /// The same in Unicode scalar values, half-open.
    pub place: (usize, usize),
}

/// A day, a month or a year, and what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldDay {
    /// When.
    pub date: Calendar,
    /// How many articles speak of it or appeared on it.
    pub articles: usize,
    /// Whether it lies after the last day on which one of the articles appeared.
    pub announced: bool,
    /// What happened, the most telling first.
    pub lines: Vec<ToldLine>,
}

/// Day by day what happened in some articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// The days, ascending.
    pub days: Vec<ToldDay>,
    /// How many articles it was made of.
    pub articles: usize,
}

/// How a date is written for people: `2 Mar 2026`, `Mar 2026`, `2026`.
impl fmt::Display for ToldDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |month: i8| {
            let first = crate::model::moment::Day {
                year: 2000,
                month,
                day: 1,
            };
            first.month_name().get(..3).unwrap_or("")
        };
        match self.date {
            Calendar::Day(day) => write!(f, "{} {} {}", day.day, short(day.month), day.year),
            Calendar::Month(year, month) => write!(f, "{} {year}", short(month)),
            Calendar::Year(year) => write!(f, "{year}"),
        }
    }
}
