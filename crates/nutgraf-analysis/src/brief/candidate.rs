//! Owns: the sentences that may stand in a brief, and what each says.
//! Promises: none that needs another one to be understood, no caption, no question, no quotation without its speaker.

use std::collections::HashMap;

use nutgraf_read::model::article::BlockKind;

use crate::brief::footing;
use crate::brief::pool::{Candidate, Concept, Pool};
use crate::brief::source::{Source, Weights};
use crate::brief::vocabulary::{self, Saying, overlap};
use crate::summary::dependence::Dependence;
use crate::summary::document_terms::{self, Numbering};
use crate::summary::word_class::WordClasses;
use crate::summary::{centrality, extract, trimming};

/// So many sentences from an article's beginning are looked at.
const DEEP: usize = 24;
/// So many from its beginning say what it is about.
const EARLY: usize = 3;
/// Words of a line.
const LENGTH: std::ops::RangeInclusive<usize> = 7..=60;
/// From this overlap on two sentences speak of the same, so that the newer number counts.
const ALIKE: f32 = 0.4;
/// A story is as old as that before its older articles count less.
const GONE_ON: i64 = 86_400;

/// Gathers candidates.
#[derive(Debug)]
pub(super) struct Gathering<'a> {
    classes: &'a WordClasses,
    weights: &'a Weights,
}

/// A concept while it is counted.
#[derive(Debug, Default)]
struct Counting {
    /// Who says it, and how much that counts for where it stands.
    origins: Vec<(u32, f32)>,
    early: bool,
    /// In how many headlines it stands.
    headlines: f32,
    share: f32,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(classes: &'a WordClasses, weights: &'a Weights) -> Self {
        Self { classes, weights }
    }

    /// What the articles of a group say, and the sentences that may tell it.
    pub(super) fn pool(&self, sources: &[Source<'_>]) -> Pool {
        let mut numbering = Numbering::with_room_for(256);
        let mut counting: HashMap<u32, Counting> = HashMap::new();
        let mut pool = Pool::default();
        for (article, source) in sources.iter().enumerate() {
            self.read(article, source, (&mut numbering, &mut counting), &mut pool);
            let title = vocabulary::read(&source.article.meta.title, self.classes);
            for (key, _) in self.keys(&title) {
                let one = counting.entry(numbering.number(key)).or_default();
                one.headlines += 1.0;
            }
        }
        let count = counting.keys().max().map_or(0, |most| *most as usize + 1);
        pool.concepts = vec![Concept::default(); count];
        for (number, one) in counting {
            if let Some(concept) = pool.concepts.get_mut(number as usize) {
                concept.weight = self.weight(&one, sources.len());
            }
        }
        let mut origins: Vec<u32> = sources.iter().map(|source| source.origin).collect();
        origins.sort_unstable();
        origins.dedup();
        pool.origins = origins.len();
        self.judge(&mut pool);
        pool
    }

    /// The concepts of a saying with the share that each counts.
    fn keys(&self, saying: &Saying) -> Vec<(u64, f32)> {
        let pairs = saying.pairs.iter().map(|(pair, small)| {
            let share = if *small { self.weights.small } else { 1.0 };
            (*pair, share)
        });
        let terms = saying.terms.iter().map(|term| (!term, self.weights.single));
        pairs.chain(terms).collect()
    }

    fn read(
        &self,
        article: usize,
        source: &Source<'_>,
        (numbering, counting): (&mut Numbering, &mut HashMap<u32, Counting>),
        pool: &mut Pool,
    ) {
        let (text, analysis) = (&*source.article.text, source.analysis);
        let end = analysis.sentences.len().min(DEEP * 2);
        let sentences = analysis.sentences.get(..end).unwrap_or(&[]);
        let mut document = document_terms::read(source.article, sentences, self.classes);
        document.sentences.truncate(DEEP);
        let looked = (document, centrality::Centrality::default());
        let judged = extract::candidates((text, &analysis.entities), &looked, self.classes);
        for (at, (sentence, judged)) in looked.0.sentences.iter().zip(judged).enumerate() {
            let span = trimming::trim(text, sentence.span);
            let piece = span.of(text);
            let saying = vocabulary::read(piece, self.classes);
            let depth = place(at, self.weights.depth);
            let mut concepts = Vec::new();
            for (key, share) in self.keys(&saying) {
                let number = numbering.number(key);
                concepts.push(number);
                let one = counting.entry(number).or_default();
                one.share = share;
                one.early |= at < EARLY;
                // What stands first counts most; sentences come in their order.
                if !one
                    .origins
                    .iter()
                    .any(|(origin, _)| *origin == source.origin)
                {
                    one.origins.push((source.origin, depth));
                }
            }
            concepts.sort_unstable();
            concepts.dedup();
            let words = piece.split_whitespace().count();
            pool.sayings.push((article, saying.clone()));
            let stands = match judged.dependence {
                Dependence::Free => 1.0,
                Dependence::Leans => self.weights.leans,
                Dependence::Hangs => continue,
            };
            let marks = &sentence.punctuation;
            if judged.barred
                || judged.announces
                || marks.asks
                || sentence.kind != BlockKind::Paragraph
                || !LENGTH.contains(&words)
                || saying.terms.len() < 3
            {
                continue;
            }
            let finished = if marks.finished { 1.0 } else { 0.8 };
            let footing = footing::of(piece, self.classes);
            pool.candidates.push(Candidate {
                article,
                span,
                published: source.published.map(|moment| moment.0),
                words,
                concepts,
                refers: footing.refers,
                merit: stands * finished * footing.worth,
                numbers: saying.numbers.clone(),
                saying,
            });
        }
    }

    /// What a concept counts.
    #[expect(clippy::cast_precision_loss, reason = "a count of origins")]
    fn weight(&self, one: &Counting, articles: usize) -> f32 {
        if one.origins.is_empty() {
            return 0.0;
        }
        let told: f32 = one.origins.iter().map(|(_, counts)| counts).sum();
        let told = told.powf(self.weights.origins);
        let headlines = (one.headlines / articles.max(1) as f32).sqrt();
        let headline = self.weights.headline * headlines;
        let early = if one.early { self.weights.early } else { 0.0 };
        told * one.share * (1.0 + headline + early)
    }

    /// Old sentences count less, and those whose number was replaced.
    fn judge(&self, pool: &mut Pool) {
        let dates = || pool.candidates.iter().filter_map(|c| c.published);
        let (Some(first), Some(last)) = (dates().min(), dates().max()) else {
            return;
        };
        let outdated: Vec<bool> = pool
            .candidates
            .iter()
            .map(|one| is_outdated(one, &pool.candidates))
            .collect();
        for (candidate, outdated) in pool.candidates.iter_mut().zip(outdated) {
            if outdated {
                candidate.merit *= self.weights.outdated;
            }
            if last - first > GONE_ON
                && let Some(published) = candidate.published
            {
                let age = share(last - published, last - first);
                candidate.merit *= 1.0 - (1.0 - self.weights.old) * age;
            }
        }
    }
}

/// How much a sentence counts that stands so far from the beginning.
#[expect(clippy::cast_precision_loss, reason = "a place among some sentences")]
fn place(at: usize, depth: f32) -> f32 {
    1.0 / (1.0 + depth * at as f32)
}

#[expect(clippy::cast_precision_loss, reason = "a share of some days")]
fn share(part: i64, whole: i64) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// Whether a newer sentence on the same counts another number of the same thing.
fn is_outdated(one: &Candidate, all: &[Candidate]) -> bool {
    one.saying.counted.iter().any(|(thing, number)| {
        all.iter().any(|other| {
            other.article != one.article
                && other.published > one.published
                && other
                    .saying
                    .counted
                    .iter()
                    .any(|(what, newer)| what == thing && newer != number)
                && !other.saying.counted.contains(&(*thing, *number))
                && overlap(other.terms(), one.terms()) >= ALIKE
        })
    })
}
