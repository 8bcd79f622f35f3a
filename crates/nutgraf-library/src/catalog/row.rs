//! Owns: `Row`, one article as the library hands it to the catalog, and `ActorNo`.
//! Promises: plain data.

use std::sync::Arc;

use nutgraf_read::model::headline::Marks;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;

/// An actor's number in one catalog: dense, from 0, only valid there and in its later states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActorNo(pub u32);

/// Counts of mentions in one article end here.
pub const MOST_MENTIONS: u32 = 63;

/// One actor in one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RowActor {
    /// Which actor.
    pub actor: ActorNo,
    /// How often it is named; counts above 63 are kept as 63.
    pub mentions: u32,
    /// Whether it stands in the title or the lead.
    pub central: bool,
    /// Whether words of its are quoted.
    pub speaks: bool,
}

/// One article as the catalog takes it in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its row in the library.
    pub id: ArticleId,
    /// The headline; bytes beyond 4,096 are left out.
    pub title: Arc<str>,
    /// When it was published.
    pub published: Option<Moment>,
    /// The publisher.
    pub source: Option<Arc<str>>,
    /// The author.
    pub byline: Option<Arc<str>>,
    /// ISO 639-1 code of the language.
    pub language: Option<Arc<str>>,
    /// Number of words.
    pub words: u32,
    /// The number of the group of copies it belongs to; 0 for none.
    pub copies: u32,
    /// The number of the story it belongs to; 0 when nobody else tells of it.
    pub story: u32,
    /// Read, starred, tags.
    pub marks: Marks,
    /// Its actors, the most salient first.
    pub actors: Vec<RowActor>,
}
