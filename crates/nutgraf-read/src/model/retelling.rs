//! Owns: `Retelling`, an abstract in other words than the article's, and how far it is.
//! Promises: plain data; never mixed with an `Analysis`, which holds nothing but the article's own words.

use std::sync::Arc;

use crate::model::id::ArticleId;
use crate::model::span::Span;

/// How far a retelling is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The server is writing.
    Writing,
    /// It is whole.
    Whole,
    /// It broke off, and why.
    Failed(String),
}

/// What a language model wrote about an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retelling {
    /// The article.
    pub article: ArticleId,
    /// Which asking it answers; later ones are greater.
    pub asking: u32,
    /// Who wrote it.
    pub model: Arc<str>,
    /// What was written so far, on one line, without controls.
    pub text: String,
    /// Names, numbers and quoted words of it that the article does not have, ascending.
    pub doubts: Vec<Span>,
    /// How far it is.
    pub stage: Stage,
}

/// A retelling as the library keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which text it retells: the fingerprint of its words.
    pub fingerprint: u64,
    /// Who wrote it.
    pub model: String,
    /// In which language it was asked for; empty for the article's.
    pub language: String,
    /// What was written.
    pub text: String,
}
