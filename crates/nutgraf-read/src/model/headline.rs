//! Owns: `Headline`, one row of a list, `Keyphrases`, a part of it, and `Reading`, one article opened.
//! Promises: a headline is narrow: what a list row shows and no more.

use std::sync::Arc;

use crate::model::actor::Kind;
use crate::model::analysis::Analyzed;
use crate::model::id::{ActorId, ArticleId, ArticleKey};
use crate::model::moment::Moment;

/// What the reader did with an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    /// It was read.
    pub read: bool,
    /// It was starred.
    pub starred: bool,
    /// The reader's own tags, without `#`, ascending.
    pub tags: Vec<Arc<str>>,
}

/// An actor as a list row names it.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorName {
    /// Who.
    pub id: ActorId,
    /// His canonical name.
    pub name: Arc<str>,
    /// What he is.
    pub kind: Kind,
}

/// One row of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// Its row in the library.
    pub id: ArticleId,
    /// Its public identity.
    pub key: ArticleKey,
    /// The headline.
    pub title: Arc<str>,
    /// The publisher.
    pub source: Option<Arc<str>>,
    /// The author.
    pub byline: Option<Arc<str>>,
    /// The address.
    pub url: Option<Arc<str>>,
    /// When it was published.
    pub published: Option<Moment>,
    /// Number of words.
    pub words: u32,
    /// Read, starred, tags.
    pub marks: Marks,
    /// The sentences of its summary.
    pub summary: Vec<Arc<str>>,
    /// Which of them says best what the story is about, by its place.
    pub nut: usize,
    /// Its most salient actors, at most eight.
    pub actors: Vec<ActorName>,
    /// Its keyphrases in the words of the text, the most telling first.
    pub phrases: Vec<Arc<str>>,
    /// How many other copies of the same story the library holds.
    pub copies: u32,
    /// Whether it has been analysed.
    pub analyzed: bool,
}

/// The keyphrases of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyphrases {
    /// Its row in the library.
    pub id: ArticleId,
    /// In the words of its text, the most telling first.
    pub phrases: Vec<Arc<str>>,
}

/// One article opened for reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its row in the library.
    pub id: ArticleId,
    /// Read, starred, tags.
    pub marks: Marks,
    /// The document and its analysis.
    pub analyzed: Arc<Analyzed>,
    /// For each entity, in order: in how many articles of the library it occurs.
    pub spread: Vec<u32>,
    /// Where the reader was, as a byte offset into the text.
    pub position: u32,
    /// Whether it speaks in its author's own voice, so that its claims are his.
    pub own_voice: bool,
    /// What its summary has turned to, by their names; nothing for the article's own subject.
    pub about: Vec<Arc<str>>,
}

impl Headline {
    /// The one sentence that says what the story is about.
    pub fn nut_graf(&self) -> Option<&Arc<str>> {
        self.summary.get(self.nut).or_else(|| self.summary.first())
    }
}
