//! Owns: `Finder`, who and what an article names.
//! May import: `model`, and its own parts.
//! Promises: mentions are spans of the text, ascending, not overlapping; one actor, one id, one name.

pub mod gazetteer;
pub mod lexicon;
pub mod repair;
pub mod spelling;
pub mod token;

use crate::analysis::entity::repair::Repairs;
use crate::model::analysis::Entity;
use crate::model::article::Article;
use crate::model::lexicon::LexiconFiles;
use crate::model::span::Span;

/// What was found in one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Entities, the most salient first.
    pub entities: Vec<Entity>,
    /// Number of words in the text.
    pub words: u32,
}

/// Finds and resolves actors; compiled once, shared by reference.
#[derive(Debug, Default)]
pub struct Finder {}

impl Finder {
    /// Compiles the lexicons.
    pub fn new(_lexicon: &LexiconFiles) -> Self {
        Self {}
    }

    /// Finds the actors of an article.
    pub fn find(
        &self,
        article: &Article,
        _sentences: &[Span],
        _repairs: Option<&Repairs>,
    ) -> Found {
        Found {
            entities: Vec::new(),
            words: u32::try_from(article.text.split_whitespace().count()).unwrap_or(u32::MAX),
        }
    }
}
