//! Owns: taking the best sentences by given scores, as spans.
//! Promises: the chosen ascend; none hangs in the air while another choice is left.

use crate::summary::centrality::Centrality;
use crate::summary::lexis::Lexis;
use crate::summary::opener::{self, Hold};
use crate::summary::reading::Reading;
use crate::summary::refer;
use crate::summary::select::{self, Candidate};
use crate::summary::trim;
use nutgraf_read::model::analysis::{Entity, SummarySentence};

/// What it is worth that an announced quotation stands in the middle of the text: of several, that one says most.
const QUOTED: f32 = 2.0;

/// The sentences as the selection sees them, but for their scores.
pub fn candidates(
    (text, entities): (&str, &[Entity]),
    (reading, centrality): &(Reading, Centrality),
    lexis: &Lexis,
) -> Vec<Candidate> {
    let persons = refer::persons(text, entities, lexis);
    let named = refer::antecedents(text, reading, &persons, lexis);
    let sentences = &reading.sentences;
    let finished = sentences.iter().filter(|s| s.marks.finished).count();
    let prose = finished * 4 >= sentences.len() * 3;
    named
        .into_iter()
        .enumerate()
        .map(|(at, named)| {
            let mut candidate = candidate((text, reading, prose), at, named, lexis);
            if candidate.quotes {
                let middle = centrality.middle.get(at).copied().unwrap_or(0.0);
                candidate.score = QUOTED * middle;
            }
            candidate
        })
        .collect()
}

/// Takes the best sentences by given scores.
pub fn pick(
    text: &str,
    (reading, centrality): &(Reading, Centrality),
    (candidates, scores): (&[Candidate], &[f32]),
    count: usize,
) -> Vec<SummarySentence> {
    let mut candidates = candidates.to_vec();
    for (candidate, score) in candidates.iter_mut().zip(scores) {
        candidate.score += score;
    }
    let mut chosen = select::select(&candidates, centrality, count);
    if chosen.is_empty() {
        // A text of fragments, questions or half quotes: better one of those than nothing.
        for candidate in &mut candidates {
            candidate.barred = false;
            candidate.announces = false;
            candidate.hold = candidate.hold.min(Hold::Leans);
        }
        chosen = select::select(&candidates, centrality, count);
    }
    let mut before: Option<(usize, f32)> = None;
    let score_of = |at: &usize| scores.get(*at).copied().unwrap_or(0.0);
    let least = chosen.iter().map(score_of).fold(f32::INFINITY, f32::min);
    chosen
        .into_iter()
        .filter_map(|at| {
            let sentence = reading.sentences.get(at)?;
            let mut score = scores.get(at).copied().unwrap_or(0.0);
            // The best one stands for the whole where there is room for one only: so none that needs the one before
            // it is called better than that.
            if let Some((last, level)) = before
                && last + 1 == at
                && candidates.get(at).is_some_and(|c| c.hold != Hold::Free)
            {
                score = score.min(level);
            }
            // A line that only announces stands for nothing.
            if candidates.get(at).is_some_and(|c| c.announces) {
                score = least;
            }
            before = Some((at, score));
            Some(SummarySentence {
                sentence: sentence.index,
                span: trim::trim(text, sentence.span),
                score: 1.0 / (1.0 + (-score).exp()),
            })
        })
        .collect()
}

/// A sentence as the selection sees it; `named` is the one before it that names whom its pronouns mean.
fn candidate(
    (text, reading, prose): (&str, &Reading, bool),
    at: usize,
    named: Option<usize>,
    lexis: &Lexis,
) -> Candidate {
    let sentences = &reading.sentences;
    let Some(sentence) = sentences.get(at) else {
        return Candidate::default();
    };
    let mut candidate = Candidate {
        barred: select::barred(sentence, prose),
        announces: sentence.marks.announces,
        ..Candidate::default()
    };
    if select::voiceless(sentence) || select::quoted_whole(sentence.span.of(text)) {
        let announcer = select::announcer(sentences, at);
        candidate.hold = Hold::Hangs;
        candidate.strict = announcer.is_some();
        candidate.quotes = announcer.is_some();
        candidate.on = announcer.or_else(|| select::antecedent(sentences, at));
        return candidate;
    }
    // What goes in front, goes before its opener is looked at: "(CNN) But …".
    let shown = trim::trim(text, sentence.span);
    candidate.hold = opener::hold(shown.of(text), lexis);
    candidate.on = select::antecedent(sentences, at);
    if named.is_some() {
        candidate.on = named;
        candidate.strict = true;
        candidate.hold = Hold::Hangs;
    }
    candidate
}
