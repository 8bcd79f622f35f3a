//! Owns: the times that running text speaks of, and the days that they are: "on Thursday", "3 December", "two days later".
//! Promises: total and linear; spans ascend and don't overlap; what cannot be told from text and day of publication is left
//! out, never guessed.

use crate::date::mention::absolute::dated;
use crate::date::mention::piece::{Line, Piece, Sort, read};
use crate::date::mention::relative::spoken;
use crate::date::mention::told::{Setting, Told};
use crate::date::token::Order;
use crate::model::article::Article;
use crate::model::dated::{DatedSentence, Precision};
use crate::model::moment::{Day, Moment};
use crate::model::span::Span;

mod absolute;
mod piece;
mod relative;
mod tense;
mod told;

/// A time that a text speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeMention {
    /// Index into the sentences.
    pub sentence: u32,
    /// The words that tell it, in the text.
    pub span: Span,
    /// The day; of a month or year a day within it, of a week its middle.
    pub day: Day,
    /// How much of `day` the text tells.
    pub precision: Precision,
    /// Whether the words are a date ("3 December"), not told from another day ("on Thursday").
    pub explicit: bool,
}

/// How many sentences back "two days later" may look for the day that it counts from.
const REACH: u32 = 2;

/// Finds the times that an article's sentences speak of, against the day that its own page shows.
pub fn in_article(article: &Article, sentences: &[Span]) -> Vec<TimeMention> {
    let today = article.meta.local().and_then(Moment::day);
    let language = article.meta.language.as_deref();
    mentions(&article.text, sentences, today, language)
}

/// Finds the times that the sentences of a text speak of. `today` is the day on which it appeared, by the clock of those who
/// published it; `language` an ISO 639-1 code. English is read in full: weekdays, months, counted days, "last week", bare
/// years. Of other languages the dates with a month's name or in numbers are.
pub fn mentions(
    text: &str,
    sentences: &[Span],
    today: Option<Day>,
    language: Option<&str>,
) -> Vec<TimeMention> {
    let english = language.is_none_or(|tag| tag.starts_with("en"));
    let setting = Setting {
        today,
        english,
        order: language.filter(|_| !english).map(Order::of),
    };
    let mut found: Vec<TimeMention> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    // The day that was told last, for what is counted from it.
    let mut last: Option<(u32, Day)> = None;
    for (number, sentence) in (0..).zip(sentences) {
        let words = sentence.of(text);
        if !read(words, english, &mut pieces) {
            continue;
        }
        let line = Line {
            text: words,
            pieces: &pieces,
        };
        let mut at = 0;
        while at < pieces.len() {
            let anchor = last
                .filter(|(told, _)| number - *told <= REACH)
                .map(|(_, day)| day);
            let Some(told) = time_at(&line, at, setting, anchor) else {
                at += 1;
                continue;
            };
            at = told.until.max(at + 1);
            let Some(span) = line.span(told.from, told.until) else {
                continue;
            };
            if told.precision == Precision::Day {
                last = Some((number, told.day));
            }
            found.push(TimeMention {
                sentence: number,
                span: span.shifted(sentence.start as usize),
                day: told.day,
                precision: told.precision,
                explicit: told.explicit,
            });
        }
    }
    found
}

/// The days, months and years that each sentence speaks of, each once a sentence.
pub fn dated_sentences(mentions: &[TimeMention]) -> Vec<DatedSentence> {
    let mut dated: Vec<DatedSentence> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let one = DatedSentence {
            sentence: mention.sentence,
            day: mention.day,
            precision: mention.precision,
            explicit: mention.explicit,
        };
        let mut same = dated
            .iter()
            .rev()
            .take_while(|d| d.sentence == one.sentence);
        if !same.any(|d| (d.day, d.precision) == (one.day, one.precision)) {
            dated.push(one);
        }
    }
    dated
}

/// The time that begins, or has its telling word, at a piece.
fn time_at(line: &Line<'_>, at: usize, setting: Setting, anchor: Option<Day>) -> Option<Told> {
    match line.sort(at)? {
        Sort::Other => None,
        Sort::Month(_) | Sort::Number(_) => dated(line, at, setting),
        Sort::Weekday(_) | Sort::Unit(_) | Sort::Near(_) | Sort::Part => {
            spoken(line, at, setting.today?, anchor)
        }
    }
}

#[cfg(test)]
mod tests;
