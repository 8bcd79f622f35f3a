//! Owns: whether an article speaks in its author's own voice: what it claims, its author claims.
//! May import: `analysis::summary::{lexis, reading}`.
//! Promises: total; told by classes of small words outside of quotation marks, not by topics or names.

use crate::analysis::summary::lexis;
use crate::analysis::summary::reading::Reading;

/// Fewer sentences than this tell nothing.
const LEAST: usize = 6;
/// At least so much of the text judges, demands or says "we" (in sentences, both counted).
const JUDGES: f32 = 0.35;
/// At most so much of it reports what somebody said.
const REPORTS: f32 = 0.25;

/// Whether the author speaks for himself: much judging, little that somebody else is said to have said.
pub fn own(reading: &Reading) -> bool {
    let counted: Vec<_> = reading.sentences.iter().filter(|s| s.words >= 4).collect();
    if counted.len() < LEAST {
        return false;
    }
    let share = |class: u32, quoted: bool| {
        let place = class.trailing_zeros() as usize;
        let having = counted.iter().filter(|s| {
            let has = s.counts.get(place).is_some_and(|count| *count > 0);
            // What is mostly quotation is somebody else's voice.
            has && (quoted || s.quoted as usize * 2 < s.span.len())
        });
        ratio(having.count(), counted.len())
    };
    let judges = share(lexis::OPINION, false) + share(lexis::FIRST, false);
    judges >= JUDGES && share(lexis::SPEECH, true) <= REPORTS
}

fn ratio(part: usize, whole: usize) -> f32 {
    use crate::analysis::summary::centrality::real;
    real(part) / real(whole.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::summary::reading::Sentence;

    #[test]
    fn judging_without_reporting_is_an_author_s_own_voice() {
        let check = |opinion: usize, first: usize, speech: usize, wanted: bool| {
            let sentences = (0..20)
                .map(|at| {
                    let mut sentence = Sentence {
                        words: 12,
                        ..Sentence::default()
                    };
                    for (class, many) in [
                        (lexis::OPINION, opinion),
                        (lexis::FIRST, first),
                        (lexis::SPEECH, speech),
                    ] {
                        let place = class.trailing_zeros() as usize;
                        sentence.counts[place] = u8::from(at < many);
                    }
                    sentence.span = crate::model::span::Span::new(0, 60);
                    sentence
                })
                .collect();
            let reading = Reading {
                sentences,
                ..Reading::default()
            };
            assert_eq!(own(&reading), wanted, "{opinion} {first} {speech}");
        };
        check(5, 4, 3, true);
        check(5, 4, 8, false);
        check(2, 2, 1, false);
        check(0, 0, 0, false);
        assert!(!own(&Reading::default()));
    }
}
