//! Owns: taking the best sentences by given scores, as spans.
//! Promises: the chosen ascend; none hangs in the air while another choice is left.

use crate::summary::anaphora;
use crate::summary::centrality::{Centrality, real};
use crate::summary::dependence::{self, Dependence};
use crate::summary::document_terms::DocumentTerms;
use crate::summary::select::{self, Candidate};
use crate::summary::trimming;
use crate::summary::word_class::WordClasses;
use nutgraf_read::model::analysis::{Entity, SummarySentence};

/// What it is worth that an announced quotation stands in the middle of the text: of several, that one says most.
const QUOTED: f32 = 2.0;

/// The longest short form: what is to be read at a glance pays for its words, a longer one may take the room.
const SHORT: usize = 3;
/// What a sentence pays for being as long again as the usual one, in the short form.
const LENGTH: f32 = 0.5;
/// So many words has the usual sentence.
const USUAL: f32 = 20.0;

/// So many sentences at either end of a text may be about the text itself.
const ENDS: usize = 4;

/// The sentences as the selection sees them, but for their scores.
pub fn candidates(
    (text, entities): (&str, &[Entity]),
    (document, centrality): &(DocumentTerms, Centrality),
    word_classes: &WordClasses,
) -> Vec<Candidate> {
    let persons = anaphora::persons(text, entities, word_classes);
    let named = anaphora::antecedents(text, document, &persons, word_classes);
    let sentences = &document.sentences;
    let finished = sentences.iter().filter(|s| s.punctuation.finished).count();
    let prose = finished * 4 >= sentences.len() * 3;
    named
        .into_iter()
        .enumerate()
        .map(|(at, named)| {
            let mut candidate = candidate((text, document, prose), at, named, word_classes);
            if candidate.quotes {
                let middle = centrality.middle.get(at).copied().unwrap_or(0.0);
                candidate.score = QUOTED * middle;
            }
            candidate
        })
        .collect()
}

/// Makes candidates of the short form pay for their length.
pub fn price(candidates: &mut [Candidate], document: &DocumentTerms, count: usize) {
    if !(2..=SHORT).contains(&count) {
        return;
    }
    for (candidate, sentence) in candidates.iter_mut().zip(&document.sentences) {
        candidate.score -= LENGTH * (real(sentence.words as usize) / USUAL - 1.0);
    }
}

/// Takes the best sentences by given scores.
pub fn extract(
    text: &str,
    (document, centrality): &(DocumentTerms, Centrality),
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
        for (candidate, sentence) in candidates.iter_mut().zip(&document.sentences) {
            candidate.barred = sentence.words < 2;
            candidate.announces = false;
            candidate.dependence = candidate.dependence.min(Dependence::Leans);
        }
        chosen = select::select(&candidates, centrality, count);
    }
    let mut before: Option<(usize, f32)> = None;
    let score_of = |at: &usize| scores.get(*at).copied().unwrap_or(0.0);
    let least = chosen.iter().map(score_of).fold(f32::INFINITY, f32::min);
    chosen
        .into_iter()
        .filter_map(|at| {
            let sentence = document.sentences.get(at)?;
            let mut score = scores.get(at).copied().unwrap_or(0.0);
            // The best one stands for the whole where there is room for one only: so none that needs the one before
            // it is called better than that.
            if let Some((last, level)) = before
                && last + 1 == at
                && candidates
                    .get(at)
                    .is_some_and(|c| c.dependence != Dependence::Free)
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
                span: if count == 1 {
                    trimming::trim_alone(text, sentence.span)
                } else {
                    trimming::trim(text, sentence.span)
                },
                score: 1.0 / (1.0 + (-score).exp()),
            })
        })
        .collect()
}

/// A sentence as the selection sees it; `named` is the one before it that names what its pronouns mean.
fn candidate(
    (text, document, prose): (&str, &DocumentTerms, bool),
    at: usize,
    named: Option<usize>,
    word_classes: &WordClasses,
) -> Candidate {
    let sentences = &document.sentences;
    let Some(sentence) = sentences.get(at) else {
        return Candidate::default();
    };
    let at_ends = at < ENDS || at + ENDS >= sentences.len();
    let mut candidate = Candidate {
        barred: select::barred(sentence, prose)
            || select::points_away(sentence.span.of(text))
            || select::greets(sentence.span.of(text))
            || select::answers(sentence.span.of(text))
            || select::sells(sentence.span.of(text))
            || at_ends && select::keeps_house(sentence.span.of(text))
            || select::repeats(sentence, document.terms_of(sentence), &document.title),
        announces: sentence.punctuation.announces,
        ..Candidate::default()
    };
    if select::voiceless(sentence) || select::quoted_whole(sentence.span.of(text)) {
        let announcer = select::announcer(sentences, at);
        candidate.dependence = Dependence::Hangs;
        candidate.strict = announcer.is_some();
        candidate.quotes = announcer.is_some();
        candidate.on = announcer.or_else(|| select::antecedent(sentences, at));
        return candidate;
    }
    // What goes in front, goes before its opener is looked at: "(CNN) But …".
    let shown = trimming::trim(text, sentence.span);
    candidate.dependence = dependence::dependence(shown.of(text), word_classes);
    if at == 0 && dependence::points_ahead(shown.of(text), word_classes) {
        candidate.dependence = candidate.dependence.min(Dependence::Leans);
    }
    candidate.on = select::antecedent(sentences, at);
    if named.is_some() {
        candidate.on = named;
        candidate.strict = true;
        candidate.dependence = Dependence::Hangs;
    }
    candidate
}
