//! Owns: `Account`, what stands beside a story: what its articles count, side by side, what is new in it, and what is related.
//! Promises: every value, line and statement is a span of the article that it names; labels alone are words of the program.

use std::sync::Arc;

use crate::model::id::ArticleId;
use crate::model::moment::Moment;

/// What stands beside a story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// The story's number.
    pub story: u32,
    /// What several of its articles count.
    pub numbers: Vec<Counted>,
    /// What is new in it against what the reader knows; nothing where all of it is new, or none.
    pub news: News,
    /// Stories that came before it or went on from it, in the order of their last articles.
    pub related: Vec<RelatedStory>,
}

/// A story that is related to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedStory {
    /// Its number.
    pub story: u32,
    /// The headline of the article that tells it best.
    pub title: Arc<str>,
    /// When its last article was published.
    pub last: Option<Moment>,
}

/// What several articles count of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// What is counted, in a word or two: `dead`, `barrels leaked`.
    pub what: Arc<str>,
    /// Each value with its article, as they appeared.
    pub values: Vec<Value>,
    /// How they stand to each other.
    pub standing: Standing,
}

/// How values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They can all be true.
    Agree,
    /// A later one is another one.
    Updated,
    /// Two of one day can't both be true.
    Differ,
}

impl Standing {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Updated => "updated",
            Self::Differ => "differ",
        }
    }
}

/// A piece of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Its words.
    pub text: Arc<str>,
    /// The article.
    pub article: ArticleId,
    /// Its publisher.
    pub source: Option<Arc<str>>,
}

/// What is new in a story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    /// Values that came in the place of others: what is counted, the value before, the value now.
    pub changes: Vec<(Arc<str>, Value, Value)>,
    /// Sentences that tell what was not told before.
    pub lines: Vec<Value>,
    /// What was said, with who said it.
    pub said: Vec<(Arc<str>, Value)>,
    /// Actors that were not named before.
    pub actors: Vec<Arc<str>>,
}

impl News {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
            && self.lines.is_empty()
            && self.said.is_empty()
            && self.actors.is_empty()
    }
}
