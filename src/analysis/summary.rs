//! Owns: `Ranker`, which chooses the sentences that tell what an article is about.
//! May import: `model`, and its own parts.
//! Promises: every chosen span lies in one sentence of the article; they ascend; nothing is invented.
//!
//! The way of an article: `reading` turns sentences into sets of terms, `centrality` compares them, `features` gives
//! each its numbers, `trees` (learned, `models/summary.txt`) judges them, `select` takes the best that go together, and
//! `trim` leaves out what stands around a sentence.

pub mod about;
pub mod centrality;
pub mod features;
pub mod lexis;
pub mod opener;
pub mod reading;
pub mod select;
pub mod trees;
pub mod trim;

use crate::analysis::summary::centrality::Centrality;
use crate::analysis::summary::features::Row;
use crate::analysis::summary::lexis::Lexis;
use crate::analysis::summary::opener::Hold;
use crate::analysis::summary::reading::Reading;
use crate::analysis::summary::select::Candidate;
use crate::analysis::summary::trees::Trees;
use crate::model::analysis::{Entity, SummarySentence};
use crate::model::article::Article;
use crate::model::span::Span;

const WEIGHTS: &str = include_str!("../../models/summary.txt");

/// What a summary shall turn to instead of the article as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AboutTarget {
    /// An entity, by its place in the list of entities.
    Entity(usize),
    /// Words, as a reader types them.
    Words(String),
}

/// What summary is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryWishes {
    /// The most sentences it may have; 1 asks for the sentence that says what the story is about.
    pub count: usize,
    /// What it shall be about; `None` means the article's own subject. When the article says nothing about it, the
    /// summary is empty.
    pub about: Option<AboutTarget>,
}

impl Default for SummaryWishes {
    fn default() -> Self {
        Self {
            count: 3,
            about: None,
        }
    }
}

/// How many sentences the long form of a summary has: a fifth of the article, three to eight.
pub fn long(sentences: usize) -> usize {
    sentences.div_ceil(5).clamp(3, 8)
}

/// Ranks sentences and selects from them. Made once, shared by reference.
#[derive(Clone, Debug)]
pub struct Ranker {
    lexis: Lexis,
    trees: Trees,
}

impl Default for Ranker {
    fn default() -> Self {
        Self::new()
    }
}

impl Ranker {
    /// Reads the embedded weights.
    pub fn new() -> Self {
        Self::with(Trees::parse(WEIGHTS))
    }

    /// Ranks by other weights than the embedded ones.
    pub fn with(trees: Trees) -> Self {
        Self {
            lexis: Lexis::new(),
            trees,
        }
    }

    /// How the ranker sees an article, with the numbers of each candidate: what training needs.
    pub fn look(&self, article: &Article, sentences: &[Span]) -> (Reading, Centrality, Vec<Row>) {
        let reading = reading::read(article, sentences, &self.lexis);
        let centrality = centrality::measure(&reading);
        let rows = features::rows(&reading, &centrality);
        (reading, centrality, rows)
    }

    /// The summary of an article, in the article's order.
    pub fn choose(
        &self,
        article: &Article,
        sentences: &[Span],
        entities: &[Entity],
        wishes: &SummaryWishes,
    ) -> Vec<SummarySentence> {
        if wishes.count == 0 {
            return Vec::new();
        }
        let (reading, centrality, rows) = self.look(article, sentences);
        let scores: Vec<f32> = rows.iter().map(|row| self.trees.judge(row)).collect();
        if let Some(target) = &wishes.about {
            let closeness = match target {
                AboutTarget::Entity(at) => {
                    about::entity(&reading, entities.get(*at).map_or(&[], |e| &e.mentions))
                }
                AboutTarget::Words(words) => about::words(&reading, &article.text, words),
            };
            return self.pick_about(
                article,
                (reading, centrality),
                (&scores, &closeness),
                wishes.count,
            );
        }
        self.pick(article, &(reading, centrality), &scores, wishes.count)
    }

    /// Takes the best of those sentences that are close to what was asked for; `None` marks those that are not.
    fn pick_about(
        &self,
        article: &Article,
        (mut reading, centrality): (Reading, Centrality),
        (scores, closeness): (&[f32], &[Option<f32>]),
        count: usize,
    ) -> Vec<SummarySentence> {
        let near: Vec<f32> = scores
            .iter()
            .zip(closeness)
            .map(|(score, close)| close.map_or(about::FAR, |close| score + close))
            .collect();
        let found = closeness.iter().flatten().count();
        if found == 0 {
            return Vec::new();
        }
        // What is not about it must not fill the places that are left.
        for (sentence, close) in reading.sentences.iter_mut().zip(closeness) {
            if close.is_none() {
                sentence.marks.open = true;
            }
        }
        let nothing = 1.0 / (1.0 + (-about::FAR / 2.0).exp());
        let mut chosen = self.pick(article, &(reading, centrality), &near, count.min(found));
        chosen.retain(|sentence| sentence.score > nothing);
        chosen
    }

    /// Takes the best sentences by given scores.
    pub fn pick(
        &self,
        article: &Article,
        (reading, centrality): &(Reading, Centrality),
        scores: &[f32],
        count: usize,
    ) -> Vec<SummarySentence> {
        let text = &*article.text;
        let mut candidates: Vec<Candidate> = reading
            .sentences
            .iter()
            .zip(scores)
            .map(|(sentence, score)| Candidate {
                score: *score,
                hold: if select::voiceless(sentence) {
                    Hold::Hangs
                } else {
                    // What goes in front, goes before its opener is looked at: "(CNN) But …".
                    let shown = trim::trim(text, sentence.span);
                    opener::hold(shown.of(text), &self.lexis)
                },
                barred: select::barred(sentence),
            })
            .collect();
        let mut chosen = select::select(&candidates, centrality, count);
        if chosen.is_empty() {
            // A text of fragments, questions or half quotes: better one of those than nothing.
            for candidate in &mut candidates {
                candidate.barred = false;
                candidate.hold = candidate.hold.min(Hold::Leans);
            }
            chosen = select::select(&candidates, centrality, count);
        }
        chosen
            .into_iter()
            .filter_map(|at| {
                let sentence = reading.sentences.get(at)?;
                let score = scores.get(at).copied().unwrap_or(0.0);
                Some(SummarySentence {
                    sentence: sentence.index,
                    span: trim::trim(text, sentence.span),
                    score: 1.0 / (1.0 + (-score).exp()),
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
