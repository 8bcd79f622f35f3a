//! Owns: whether an article speaks in its author's own voice: what it claims, its author claims; and what counts there.
//! Promises: total; told by classes of small words outside of quotation marks, not by topics or names.

use crate::summary::document_terms::{DocumentTerms, Sentence};
use crate::summary::features::{self, Row};
use crate::summary::word_class;

/// Fewer sentences than this tell nothing.
const LEAST: usize = 6;
/// At least so much of the text thinks, hopes or says "we" (in sentences, both counted), and at most so much reports.
const THINKS: (f32, f32) = (0.35, 0.25);
/// At least so much of the text condemns, extols or demands, in at least so many sentences, of which so many do not only
/// demand; and at most so much reports.
const JUDGES: (f32, f32) = (0.12, 0.3);
const JUDGING: (usize, usize) = (4, 2);

/// Whether the voice is the author's own: much judging, little that somebody else is said to have said.
pub fn own(document: &DocumentTerms) -> bool {
    let counted: Vec<_> = document.sentences.iter().filter(|s| s.words >= 4).collect();
    if counted.len() < LEAST {
        return false;
    }
    let has = |s: &Sentence, class: u32| {
        let place = class.trailing_zeros() as usize;
        s.counts.get(place).is_some_and(|count| *count > 0)
    };
    // What is mostly quotation is the voice of another.
    let own = |s: &Sentence| s.quoted as usize * 2 < s.span.len();
    let many = |fits: &dyn Fn(&Sentence) -> bool| counted.iter().filter(|s| fits(s)).count();
    let share = |found: usize| ratio(found, counted.len());
    let reports = share(many(&|s| has(s, word_class::SPEECH)));
    let thinks = share(many(&|s| own(s) && has(s, word_class::OPINION)))
        + share(many(&|s| own(s) && has(s, word_class::FIRST)));
    let tells = |s: &Sentence| own(s) && !has(s, word_class::SPEECH);
    let judges = many(&|s| tells(s) && has(s, word_class::JUDGE));
    let all = many(&|s| tells(s) && (has(s, word_class::JUDGE) || has(s, word_class::DEMAND)));
    let judging = all >= JUDGING.0 && judges >= JUDGING.1 && share(all) >= JUDGES.0;
    thinks >= THINKS.0 && reports <= THINKS.1 || judging && reports <= JUDGES.1
}

/// Whether a sentence tells the news that a comment is about: what was said or done these days.
pub fn tells_news(sentence: &Sentence) -> bool {
    let has = |class: u32| {
        let place = class.trailing_zeros() as usize;
        sentence.counts.get(place).is_some_and(|count| *count > 0)
    };
    has(word_class::RECENT)
        && (has(word_class::SPEECH) || has(word_class::SOURCE) || has(word_class::EVENT))
}

/// Where the voice is the author's own, the news stands less in front than where the text says who said what and when, and
/// where it comes to what the headline promises.
pub fn heard(scores: &mut [f32], document: &DocumentTerms, rows: &[Row]) {
    let title = features::NAMES.iter().position(|n| *n == "title-best");
    for ((score, sentence), row) in scores.iter_mut().zip(&document.sentences).zip(rows) {
        let has = |class: u32| {
            let place = class.trailing_zeros() as usize;
            sentence.counts.get(place).is_some_and(|count| *count > 0)
        };
        let says = sentence.speech_at < 1000 || has(word_class::SOURCE);
        let promised = title.and_then(|at| row.get(at)).copied().unwrap_or(0.0);
        *score +=
            promised + if says { 0.5 } else { 0.0 } + if has(word_class::TIME) { 0.3 } else { 0.0 };
    }
}

fn ratio(part: usize, whole: usize) -> f32 {
    use crate::summary::centrality::real;
    real(part) / real(whole.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judging_without_reporting_is_an_author_s_own_voice() {
        // Of twenty sentences so many hold a word of each class, those of speech last.
        let check = |classes: &[(u32, usize)], speech: usize, wanted: bool| {
            let sentences = (0..20)
                .map(|at| {
                    let mut sentence = Sentence {
                        words: 12,
                        span: nutgraf_read::model::span::Span::new(0, 60),
                        ..Sentence::default()
                    };
                    for (class, many) in classes {
                        let place = class.trailing_zeros() as usize;
                        sentence.counts[place] = u8::from(at < *many);
                    }
                    let place = word_class::SPEECH.trailing_zeros() as usize;
                    sentence.counts[place] = u8::from(at >= 20 - speech);
                    sentence
                })
                .collect();
            let document = DocumentTerms {
                sentences,
                ..DocumentTerms::default()
            };
            assert_eq!(own(&document), wanted, "{classes:?} {speech}");
        };
        check(&[(word_class::OPINION, 5), (word_class::FIRST, 4)], 3, true);
        check(
            &[(word_class::OPINION, 5), (word_class::FIRST, 4)],
            8,
            false,
        );
        check(
            &[(word_class::OPINION, 2), (word_class::FIRST, 2)],
            1,
            false,
        );
        check(&[(word_class::JUDGE, 4)], 6, true);
        check(&[(word_class::JUDGE, 4)], 7, false);
        check(&[(word_class::JUDGE, 2), (word_class::DEMAND, 5)], 2, true);
        check(&[(word_class::DEMAND, 9)], 2, false);
        check(&[(word_class::JUDGE, 3)], 0, false);
        check(&[], 0, false);
        assert!(!own(&DocumentTerms::default()));
    }
}
