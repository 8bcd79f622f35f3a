//! Owns: keyphrases, the handful of noun phrases that name what an article is about.
//! May import: `model`, `text`.
//! Promises: total; every phrase is a span of the text, the most telling first, no two the same.

use crate::model::analysis::Entity;
use crate::model::article::Article;
use crate::model::span::Span;

/// The keyphrases of an article.
pub fn find(_article: &Article, _sentences: &[Span], _entities: &[Entity]) -> Vec<Span> {
    Vec::new()
}
