//! Owns: `Ranker`, which chooses the sentences that tell what an article is about.
//! Promises: every chosen span lies in one sentence of the article; they ascend; nothing is invented.
//!
//! The way of an article: `document_terms` turns sentences into sets of terms, `centrality` compares them, `features` gives
//! each its numbers, `decision_trees` (learned, `models/summary.txt`) judges them, `select` takes the best that go together, and
//! `trimming` leaves out what stands around a sentence.

pub mod about;
pub mod anaphora;
pub mod centrality;
pub mod decision_trees;
pub mod dependence;
pub mod document_terms;
pub mod extract;
pub mod features;
pub mod select;
pub mod trimming;
pub mod voice;
pub mod word;
pub mod word_class;

use crate::summary::centrality::Centrality;
use crate::summary::decision_trees::DecisionTrees;
use crate::summary::document_terms::DocumentTerms;
use crate::summary::features::Row;
use crate::summary::word_class::WordClasses;
use nutgraf_read::model::analysis::{Analysis, Analyzed, Entity, SummarySentence};
use nutgraf_read::model::article::Article;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::summary_request::{Subject, SummaryRequest};

const WEIGHTS: &str = include_str!("../models/summary.txt");

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
pub struct SummaryOptions {
    /// The most sentences it may have; 1 asks for the sentence that says what the story is about.
    pub count: usize,
    /// What it shall be about; nothing means the article's own subject. What is about several of them comes first. When
    /// the article says nothing about any, the summary is empty.
    pub about: Vec<AboutTarget>,
}

impl Default for SummaryOptions {
    fn default() -> Self {
        Self {
            count: 3,
            about: Vec::new(),
        }
    }
}

/// A summary that was made at a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RequestedSummary {
    /// The sentences, in the article's order.
    pub summary: Vec<SummarySentence>,
    /// What of the request's subjects the article speaks of, by their places; none when it turned to the article's own.
    pub about: Vec<usize>,
}

/// Ranks sentences and selects from them. Made once, shared by reference.
#[derive(Clone, Debug)]
pub struct Ranker {
    word_classes: WordClasses,
    trees: DecisionTrees,
}

impl Default for Ranker {
    fn default() -> Self {
        Self::new()
    }
}

impl Ranker {
    /// Reads the embedded weights.
    pub fn new() -> Self {
        Self::with(DecisionTrees::parse(WEIGHTS))
    }

    /// Ranks by other weights than the embedded ones.
    pub fn with(trees: DecisionTrees) -> Self {
        Self {
            word_classes: WordClasses::new(),
            trees,
        }
    }

    /// The classes of small words, for others who need them.
    pub fn word_classes(&self) -> &WordClasses {
        &self.word_classes
    }

    /// How the ranker sees an article, with the numbers of each candidate: what training needs.
    pub fn look(
        &self,
        article: &Article,
        sentences: &[Span],
    ) -> (DocumentTerms, Centrality, Vec<Row>) {
        let document = document_terms::read(article, sentences, &self.word_classes);
        let centrality = centrality::measure(&document);
        let rows = features::rows(&document, &centrality);
        (document, centrality, rows)
    }

    /// The summary of an article, in the article's order.
    pub fn choose(
        &self,
        article: &Article,
        sentences: &[Span],
        entities: &[Entity],
        options: &SummaryOptions,
    ) -> Vec<SummarySentence> {
        if options.count == 0 {
            return Vec::new();
        }
        let (document, centrality, rows) = self.look(article, sentences);
        let scores = self.trees.judge(&rows);
        if !options.about.is_empty() {
            let closeness = options
                .about
                .iter()
                .map(|target| close(&document, (article, entities), target))
                .reduce(about::together)
                .unwrap_or_default();
            return self.extract_about(
                (article, entities),
                (document, centrality),
                (&scores, &closeness),
                options.count,
            );
        }
        let text = &*article.text;
        let seen = (document, centrality);
        let mut candidates = extract::candidates((text, entities), &seen, &self.word_classes);
        extract::price(&mut candidates, &seen.0, options.count);
        // What is told in one sentence is told by its first ones still more often.
        let alone = options.count == 1;
        let mut scores = led(scores, if alone { LEAD_ALONE } else { LEAD });
        if alone || !voice::own(&seen.0, article) {
            return extract::extract(text, &seen, (&candidates, &scores), options.count);
        }
        voice::heard(&mut scores, &seen.0, &rows);
        let mut chosen = extract::extract(text, &seen, (&candidates, &scores), options.count);
        // Where there is room, a comment's summary tells the news that it is about.
        let news: Vec<u32> = seen
            .0
            .sentences
            .iter()
            .filter(|s| voice::tells_news(s))
            .map(|s| s.index)
            .collect();
        for _ in 0..NEWS_ROUNDS {
            let told = chosen
                .iter()
                .any(|s| news.binary_search(&s.sentence).is_ok());
            if news.is_empty() || told {
                break;
            }
            for (score, sentence) in scores.iter_mut().zip(&seen.0.sentences) {
                if news.binary_search(&sentence.index).is_ok() {
                    *score += NEWS_STEP;
                }
            }
            chosen = extract::extract(text, &seen, (&candidates, &scores), options.count);
        }
        chosen
    }

    /// The summary that a request asks for, of an article that was analysed. `short` is the number of sentences of the
    /// short form. An article that says nothing about the subjects asked for is summed up as it is.
    pub fn requested(
        &self,
        analyzed: &Analyzed,
        request: &SummaryRequest,
        short: usize,
    ) -> RequestedSummary {
        let (article, analysis) = (&analyzed.article, &analyzed.analysis);
        let mut options = SummaryOptions {
            count: request.length.count(analysis.sentences.len(), short),
            about: Vec::new(),
        };
        let mut about = Vec::new();
        for (at, subject) in request.about.iter().enumerate() {
            let targets = targets(subject, analysis);
            let document = document_terms::read(article, &analysis.sentences, &self.word_classes);
            let found = targets.iter().any(|target| {
                close(&document, (article, &analysis.entities), target)
                    .iter()
                    .any(Option::is_some)
            });
            if found {
                about.push(at);
                options.about.extend(targets);
            }
        }
        let choose = |options: &SummaryOptions| {
            self.choose(article, &analysis.sentences, &analysis.entities, options)
        };
        let summary = choose(&options);
        if !summary.is_empty() || options.about.is_empty() {
            return RequestedSummary { summary, about };
        }
        options.about.clear();
        RequestedSummary {
            summary: choose(&options),
            about: Vec::new(),
        }
    }

    /// Takes the best of those sentences that are close to what was asked for; `None` marks those that are not.
    fn extract_about(
        &self,
        whole: (&Article, &[Entity]),
        (mut document, centrality): (DocumentTerms, Centrality),
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
        for (sentence, close) in document.sentences.iter_mut().zip(closeness) {
            if close.is_none() {
                sentence.punctuation.open = true;
            }
        }
        let nothing = 1.0 / (1.0 + (-about::FAR / 2.0).exp());
        let (article, entities) = whole;
        let seen = (document, centrality);
        let candidates = extract::candidates((&article.text, entities), &seen, &self.word_classes);
        let count = count.min(found);
        let mut chosen = extract::extract(&article.text, &seen, (&candidates, &near), count);
        chosen.retain(|sentence| sentence.score > nothing);
        chosen
    }
}

/// What standing first is worth besides what was learned: newspapers put the news first, also those that no one has
/// learned from.
const LEAD: f32 = 1.0;
/// The same where one sentence is taken for the whole.
const LEAD_ALONE: f32 = 1.5;
/// By how much, and how often, sentences with news are raised in a comment whose summary would have none.
const NEWS_STEP: f32 = 0.6;
const NEWS_ROUNDS: usize = 6;
/// Over so many sentences that worth fades.
const LEADING: u8 = 3;

/// Adds the worth of standing first.
fn led(mut scores: Vec<f32>, worth: f32) -> Vec<f32> {
    for (at, score) in (0..LEADING).zip(&mut scores) {
        *score += worth * (1.0 - f32::from(at) / f32::from(LEADING));
    }
    scores
}

/// Whether an article speaks in its author's own voice, so that its claims are the author's. `word_classes` holds the ranker's classes of
/// words.
pub fn own_voice(article: &Article, sentences: &[Span], word_classes: &WordClasses) -> bool {
    let document = document_terms::read(article, sentences, word_classes);
    voice::own(&document, article)
}

/// How close the sentences are to a target; `None` marks those that have nothing to do with it.
fn close(
    document: &DocumentTerms,
    (article, entities): (&Article, &[Entity]),
    target: &AboutTarget,
) -> Vec<Option<f32>> {
    match target {
        AboutTarget::Entity(at) => {
            about::entity(document, entities.get(*at).map_or(&[], |e| &e.mentions))
        }
        AboutTarget::Words(words) => about::words(document, &article.text, words),
    }
}

/// What a subject is in this article: its actors where it names them, else the words.
fn targets(subject: &Subject, analysis: &Analysis) -> Vec<AboutTarget> {
    let named: Vec<AboutTarget> = analysis
        .entities
        .iter()
        .enumerate()
        .filter(|(_, entity)| subject.actors.contains(&entity.id))
        .map(|(at, _)| AboutTarget::Entity(at))
        .collect();
    if named.is_empty() {
        vec![AboutTarget::Words(subject.name.to_string())]
    } else {
        named
    }
}

#[cfg(test)]
mod tests;
