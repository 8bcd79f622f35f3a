//! Owns: a brief as it is told: stories over many articles, each thing once, every line with its source.
//! Promises: every line is an article's own.

pub mod html;
pub mod mail;
pub mod markdown;
pub mod page;
pub mod piece;
pub mod record;
pub mod words;

use std::sync::Arc;

use nutgraf_library::Statement;
use nutgraf_library::filter::stats::stories::StoryState;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::id::{ActorId, ArticleId, ArticleKey};
use nutgraf_read::model::kept_brief::KeptBrief;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

/// A brief.
#[derive(Clone, Debug, PartialEq)]
pub struct Brief {
    /// What was asked for; empty for everything.
    pub query: String,
    /// What it is about, in words.
    pub subject: String,
    /// When the first dated article was published.
    pub from: Option<Moment>,
    /// When the last was.
    pub to: Option<Moment>,
    /// How many articles match.
    pub articles: usize,
    /// Its stories, the weightiest first.
    pub stories: Vec<BriefStory>,
    /// Stories of which nothing is told.
    pub untold: usize,
    /// Articles of these stories.
    pub untold_articles: usize,
    /// When the reader was told before, where only what is new since then is told.
    pub since: Option<Moment>,
    /// How its articles lie in time.
    pub course: Course,
}

/// What comes of asking for a brief.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A page.
    Told(Box<Told>),
    /// Nothing is new since then.
    Nothing(Option<Moment>),
    /// No sentence can stand alone in so few words.
    Untellable,
}

/// A brief, and what there is to be kept of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The brief.
    pub brief: Brief,
    /// What it tells.
    pub keep: KeptBrief,
    /// The last article that was there for the brief before.
    pub last: Option<ArticleId>,
}

/// How articles lie in time: pictures for those who would rather look than read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    /// How many there are on each day, from the first on; of a long time in each of equal stretches. Empty where there is
    /// nothing to see.
    pub days: Vec<u32>,
    /// The actors of most of them, by name: how many name it over the same days, and altogether.
    pub actors: Vec<(String, Vec<u32>, u32)>,
}

/// A story of a brief.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefStory {
    /// Its number.
    pub number: u32,
    /// The headline that tells it best.
    pub title: Arc<str>,
    /// Whose headline that is.
    pub lead: ArticleKey,
    /// When its first dated article was published.
    pub first: Option<Moment>,
    /// When its last was.
    pub last: Option<Moment>,
    /// How many articles it has.
    pub articles: usize,
    /// How many sources have it.
    pub sources: u32,
    /// How many told it themselves.
    pub origins: u32,
    /// What the reader knows of it.
    pub state: StoryState,
    /// What happened.
    pub lines: Vec<BriefLine>,
    /// Who says what, and where.
    pub said: Vec<(Statement, Arc<Cited>)>,
    /// What its articles count.
    pub numbers: Vec<BriefNumber>,
    /// Days to come that its lines speak of, in words, each with its article.
    pub announced: Vec<(String, Arc<Cited>)>,
    /// Who is in it.
    pub actors: Vec<(ActorId, String, Kind)>,
}

/// Where a line stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// The article's row.
    pub id: ArticleId,
    /// Its own identity.
    pub key: ArticleKey,
    /// Its headline.
    pub title: String,
    /// Where it was published.
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
}

/// A line of a brief.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefLine {
    /// Its words, as they stand in the article.
    pub text: String,
    /// The article.
    pub cited: Arc<Cited>,
    /// Its place in the article's text, in bytes.
    pub span: Span,
    /// The same in characters.
    pub place: (usize, usize),
    /// The other articles that tell the same.
    pub same: Vec<ArticleKey>,
}

/// What several articles count of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefNumber {
    /// What is counted.
    pub what: String,
    /// The values in words, each with its article and its place in it.
    pub values: Vec<(String, Arc<Cited>, (usize, usize))>,
    /// `agree`, `differ` or `updated`.
    pub state: &'static str,
}
