//! Owns: the numbers by which an article is judged to be told in its author's own voice, with their names.
//! Promises: total; the same numbers in training and in use; counted are classes of small words, endings and marks, so no topic
//! and no name.

use crate::summary::centrality::real;
use crate::summary::document_terms::{DocumentTerms, Sentence};
use crate::summary::trimming;
use crate::summary::voice::labels;
use crate::summary::word_class;
use nutgraf_read::model::article::Article;
use nutgraf_read::text::word_list::words;

/// How many numbers an article has.
pub const COUNT: usize = NAMES.len();

/// What each number says, in order.
pub const NAMES: [&str; 41] = words(
    "constant self we second opinion demand speech quoted exclaims furniture recipe plan numbers names long breaks debris ties \
     sentences self-first first-last title-argues signed reviewed turns news causes nameless quotes-any quotes-short \
     paragraph-sentences recent-first dateline past-endings adverbs first-words short word-length digits articles \
     rates",
);

/// Fewer words than this are no sentence that counts.
const LEAST_WORDS: u32 = 4;
/// A sentence with fewer words is a short one.
const SHORT: u32 = 9;
/// So many sentences at the beginning and at the end are looked at apart.
const EDGE: usize = 4;
/// So many at the beginning may tell the day of the news.
const HEAD: usize = 3;
/// Words between quotation marks that are only called so: at most so many, in at most so many bytes.
const CALLED: (usize, usize) = (3, 60);

/// The numbers of an article; `None` when it has too few sentences to tell.
#[expect(
    clippy::too_many_lines,
    reason = "a list of numbers, each in a line or two"
)]
pub fn numbers(document: &DocumentTerms, article: &Article) -> Option<[f32; COUNT]> {
    /// Fewer sentences tell nothing.
    const LEAST: usize = 6;
    let counted: Vec<&Sentence> = document
        .sentences
        .iter()
        .filter(|s| s.words >= LEAST_WORDS)
        .collect();
    if counted.len() < LEAST {
        return None;
    }
    let text = &*article.text;
    let share = |fits: &dyn Fn(&Sentence) -> bool| {
        ratio(counted.iter().filter(|s| fits(s)).count(), counted.len())
    };
    let told = |class: u32| share(&|s| own(s) && has(s, class));
    let told_alone =
        |class: u32| share(&|s| own(s) && !has(s, word_class::SPEECH) && has(s, class));
    let edge = |found: &[&Sentence], class: u32| {
        ratio(
            found.iter().filter(|s| own(s) && has(s, class)).count(),
            found.len(),
        )
    };
    let mean = |number: &dyn Fn(&Sentence) -> f32| {
        counted.iter().map(|s| number(s)).sum::<f32>() / real(counted.len())
    };
    let spoken = Spoken::of(text, counted.iter().copied().filter(|s| own(s)));
    let density = |class: u32| {
        let found: usize = counted
            .iter()
            .filter(|s| own(s))
            .map(|s| usize::from(count(s, class)))
            .sum();
        ratio(found, spoken.words)
    };
    let quotes = |s: &Sentence| s.span.of(text).contains(['"', '“', '”']);
    let head = counted.get(..HEAD).unwrap_or(&[]);
    let first = counted.get(..EDGE).unwrap_or(&[]);
    let last = counted.get(counted.len() - EDGE..).unwrap_or(&[]);
    let paragraphs = real(document.paragraphs.max(1) as usize);
    let values = [
        1.0,
        told(word_class::SELF),
        share(&|s| own(s) && count(s, word_class::FIRST) > count(s, word_class::SELF)),
        told(word_class::SECOND),
        told(word_class::OPINION),
        told_alone(word_class::DEMAND),
        share(&|s| has(s, word_class::SPEECH)),
        share(&|s| !own(s)),
        share(&|s| own(s) && s.punctuation.exclaims),
        share(&|s| has(s, word_class::FURNITURE)),
        share(&|s| has(s, word_class::RECIPE)),
        told(word_class::PLAN),
        share(&|s| s.numbers > 0),
        mean(&|s| ratio(s.names.1 - s.names.0, s.words as usize)),
        mean(&|s| real(s.words as usize)) / 40.0,
        mean(&|s| real(s.punctuation.breaks as usize).min(3.0)) / 3.0,
        mean(&|s| real(s.punctuation.debris as usize).min(4.0)) / 4.0,
        share(&|s| own(s) && s.opener.0 & word_class::TIE != 0),
        (real(counted.len()).ln() / 5.0).min(1.0),
        edge(first, word_class::SELF),
        edge(last, word_class::FIRST),
        flag(labels::argues(&article.meta.title)),
        flag(labels::signed(text)),
        flag(labels::reviewed(&article.meta)),
        density(word_class::TURN),
        density(word_class::NEWS),
        density(word_class::CAUSES),
        share(&|s| s.names.1 - s.names.0 < 2),
        share(&quotes),
        ratio(called(text), counted.len()).min(1.0),
        (real(document.sentences.len()) / paragraphs).min(6.0),
        ratio(
            head.iter().filter(|s| has(s, word_class::RECENT)).count(),
            head.len(),
        ),
        flag(
            head.iter()
                .take(2)
                .any(|s| trimming::placed(s.span.of(text))),
        ),
        ratio(spoken.past, spoken.words),
        ratio(spoken.adverbs, spoken.words),
        first
            .first()
            .map_or(0.0, |s| real(s.words.min(50) as usize) / 50.0),
        share(&|s| s.words < SHORT),
        ratio(spoken.letters, spoken.words) / 10.0,
        {
            let digits: usize = counted.iter().map(|s| s.numbers as usize).sum();
            ratio(digits, document.words as usize)
        },
        ratio(spoken.articles, spoken.words),
        0.8 * told(word_class::FIRST)
            + told_alone(word_class::RATING)
            + 0.8 * told(word_class::OPINION)
            + told_alone(word_class::JUDGE)
            + told_alone(word_class::DEMAND)
            + told_alone(word_class::DRAWN)
            - share(&|s| has(s, word_class::SPEECH))
            - share(&|s| !own(s))
            - 0.8 * told(word_class::EVENT)
            - told(word_class::SOURCE)
            - told(word_class::RECENT),
    ];
    Some(values)
}

/// What the words are like that the author says.
#[derive(Debug, Default)]
struct Spoken {
    words: usize,
    letters: usize,
    /// Words that end as past forms do.
    past: usize,
    /// Words that end as adverbs do.
    adverbs: usize,
    /// `the`, `a`, `an`.
    articles: usize,
}

impl Spoken {
    fn of<'s>(text: &str, sentences: impl Iterator<Item = &'s Sentence>) -> Self {
        let mut spoken = Self::default();
        for sentence in sentences {
            let piece = sentence.span.of(text).as_bytes();
            for word in piece.split(|b| b.is_ascii() && !b.is_ascii_alphanumeric()) {
                if word.is_empty() {
                    continue;
                }
                spoken.words += 1;
                spoken.letters += word.len();
                let long = word.len() > 4;
                spoken.past += usize::from(long && word.ends_with(b"ed"));
                spoken.adverbs += usize::from(long && word.ends_with(b"ly"));
                spoken.articles += usize::from(
                    [&b"the"[..], b"a", b"an"]
                        .iter()
                        .any(|article| word.eq_ignore_ascii_case(article)),
                );
            }
        }
        spoken
    }
}

/// How many times a few words stand between quotation marks: what is only called so.
fn called(text: &str) -> usize {
    let mut open = None;
    let mut found = 0;
    for (at, mark) in text.match_indices(['"', '“', '”']) {
        let from = open.take();
        if mark == "”" || mark == "\"" && from.is_some() {
            let piece = from.and_then(|from| text.get(from..at));
            found += usize::from(piece.is_some_and(|piece| {
                piece.len() <= CALLED.1 && piece.split_whitespace().count() <= CALLED.0
            }));
        } else {
            open = Some(at + mark.len());
        }
    }
    found
}

/// Whether it is a conversation, written down: it asks and answers.
pub fn converses(document: &DocumentTerms) -> bool {
    /// A conversation asks so much, says `you` so much and `I` so much.
    const CONVERSES: (f32, f32, f32) = (0.1, 0.1, 0.35);
    let counted = || document.sentences.iter().filter(|s| s.words >= LEAST_WORDS);
    let all = counted().count();
    let share =
        |fits: &dyn Fn(&Sentence) -> bool| ratio(counted().filter(|s| fits(s)).count(), all);
    share(&|s| s.punctuation.asks) >= CONVERSES.0
        && share(&|s| own(s) && has(s, word_class::SECOND)) >= CONVERSES.1
        && share(&|s| own(s) && has(s, word_class::FIRST)) >= CONVERSES.2
}

/// What is mostly quotation is the voice of another.
fn own(sentence: &Sentence) -> bool {
    sentence.quoted as usize * 2 < sentence.span.len()
}

fn count(sentence: &Sentence, class: u32) -> u8 {
    let place = class.trailing_zeros() as usize;
    sentence.counts.get(place).copied().unwrap_or(0)
}

fn has(sentence: &Sentence, class: u32) -> bool {
    count(sentence, class) > 0
}

fn ratio(part: usize, whole: usize) -> f32 {
    real(part) / real(whole.max(1))
}

fn flag(value: bool) -> f32 {
    f32::from(u8::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_quoted_words_are_only_called_so() {
        let check = |text: &str, wanted: usize| assert_eq!(called(text), wanted, "{text}");
        check("The “reform” is no reform.", 1);
        check("A \"great deal\" for \"the people\"", 2);
        check("“We will close the harbour for two years,” she said.", 0);
        check("An open “mark and ”another", 1);
        check("”", 0);
    }
}
