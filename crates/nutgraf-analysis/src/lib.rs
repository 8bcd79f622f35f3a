//! Owns: `Analyst`, which says what an article is about and which actors it names.
//! Promises: a pure function of the article, the lexicons and the options; everything it tells is a span of the text.

pub mod brief;
pub mod entity;
pub mod hashed;
pub mod keyphrase;
mod lexicon;
pub mod number;
pub mod quote;
pub mod retelling;
pub mod signature;
pub mod story;
pub mod summary;
#[cfg(test)]
mod test_article;
pub mod timeline;
pub mod word_share;

use std::sync::Arc;

use crate::keyphrase::candidate::Grammar;
use crate::summary::{AboutTarget, SummaryOptions};
use nutgraf_read::date::mention;
use nutgraf_read::model::analysis::{Analysis, Analyzed, Entity};
use nutgraf_read::model::article::Article;
use nutgraf_read::model::correction::Corrections;
use nutgraf_read::model::lexicon::LexiconFiles;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::summary_request::{Length, Subject};

pub use crate::lexicon::{lexicon, wikidata};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadMe;

/// The version of the analyser. A library analyses an article again when its stored version is lower.
pub const VERSION: u32 = 11;

/// What the caller wants of an analysis.
#[derive(Clone, Debug)]
pub struct AnalysisOptions {
    /// How many sentences the short form of the summary has at most.
    pub summary_sentences: usize,
    /// How long the summary shall be.
    pub length: Length,
    /// What the summary shall be about: an actor's id, a name that the article uses, or plain words.
    pub about: Option<String>,
    /// The reader's corrections to actors.
    pub corrections: Option<Arc<Corrections>>,
}

impl Default for AnalysisOptions {
    fn default() -> Self {
        Self {
            summary_sentences: 3,
            length: Length::Short,
            about: None,
            corrections: None,
        }
    }
}

/// The analyser: lexicons and weights, compiled once and shared by reference among threads.
#[derive(Debug)]
pub struct Analyst {
    finder: entity::Finder,
    ranker: summary::Ranker,
    /// What speech is told by.
    speech: quote::Speech,
    /// The words that phrases are told by.
    grammar: Grammar,
    signer: signature::Signer,
}

impl Default for Analyst {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Analyst {
    /// The analyser of the embedded dictionaries and weights.
    pub fn embedded() -> Self {
        Self::new(&lexicon())
    }

    /// The same with other dictionaries.
    pub fn new(lexicon: &LexiconFiles) -> Self {
        Self::of(entity::Finder::new(lexicon), summary::Ranker::new())
    }

    /// The same of parts that were made before, for instance each by a thread of its own.
    pub fn of(finder: entity::Finder, ranker: summary::Ranker) -> Self {
        Self {
            finder,
            ranker,
            speech: quote::Speech::default(),
            grammar: Grammar::default(),
            signer: signature::Signer::default(),
        }
    }

    /// Says what an article is about. `sentences` are spans of its text, ascending, not overlapping.
    pub fn analyze(
        &self,
        article: &Article,
        sentences: Vec<Span>,
        options: &AnalysisOptions,
    ) -> Analysis {
        let corrections = options.corrections.as_deref();
        let found = self.finder.find(article, &sentences, corrections);
        let entities = found.entities;
        let asked = SummaryOptions {
            count: options
                .length
                .count(sentences.len(), options.summary_sentences),
            about: options
                .about
                .iter()
                .map(|about| target(about, &entities, article))
                .collect(),
        };
        let summary = self.ranker.choose(article, &sentences, &entities, &asked);
        let quotes = quote::find(&self.speech, article, &sentences, &entities, &|name| {
            self.finder.lexicon().spoken_of(name)
        });
        let small = (self.ranker.word_classes(), &self.grammar);
        let keyphrases = keyphrase::find(article, &sentences, &entities, small);
        let mut analysis = Analysis {
            version: VERSION,
            sentences,
            summary,
            entities,
            quotes,
            keyphrases,
            words: found.words,
            ..Analysis::default()
        };
        self.complete(article, &mut analysis);
        analysis
    }

    /// Adds what is made of the article and the rest of its analysis: dated sentences and the signature.
    pub fn complete(&self, article: &Article, analysis: &mut Analysis) {
        let Analysis {
            sentences,
            entities,
            ..
        } = &*analysis;
        let classes = self.ranker.word_classes();
        let signature = self.signer.sign(article, sentences, entities, classes);
        let days = mention::dated_sentences(&mention::in_article(article, sentences));
        (analysis.days, analysis.signature) = (days, signature);
    }

    /// The part that finds actors, for measuring it alone.
    pub fn finder(&self) -> &entity::Finder {
        &self.finder
    }
}

/// What the words of `--about` mean: an entity by its id, its canonical name or one of its mentions; else the words.
fn target(about: &str, entities: &[Entity], article: &Article) -> AboutTarget {
    meant(about, entities, article)
        .map_or_else(|| AboutTarget::Words(about.to_owned()), AboutTarget::Entity)
}

/// The same as a subject, for summing up an article that was analysed.
pub fn subject(about: &str, analyzed: &Analyzed) -> Subject {
    let entities = &analyzed.analysis.entities;
    let entity = meant(about, entities, &analyzed.article).and_then(|at| entities.get(at));
    Subject {
        name: entity.map_or(about.trim(), |e| &e.name).into(),
        actors: entity.map(|e| e.id.clone()).into_iter().collect(),
    }
}

fn meant(about: &str, entities: &[Entity], article: &Article) -> Option<usize> {
    let wanted = about.trim().to_lowercase();
    let same = |name: &str| name.to_lowercase() == wanted;
    entities
        .iter()
        .position(|e| same(&e.id.0) || same(&e.name))
        .or_else(|| {
            entities
                .iter()
                .position(|e| e.mentions.iter().any(|m| same(m.span.of(&article.text))))
        })
}
