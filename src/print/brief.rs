//! Owns: a brief as it is told: a page over many articles, each thing once, every line with its source; and its JSON.
//! Promises: every line is an article's own; fields and their order are those of the public documentation.

pub mod html;
pub mod mail;
pub mod markdown;
pub mod words;

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use crate::print::said::{self, SaidRecord};
use nutgraf_library::Statement;
use nutgraf_library::filter::stats::stories::StoryState;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::id::{ActorId, ArticleId, ArticleKey};
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

/// The articles that a brief names, in the order in which it does, by their numbers from 1.
#[derive(Debug, Default)]
pub struct Sources<'a> {
    numbers: HashMap<&'a str, usize>,
    /// The articles.
    pub all: Vec<&'a Cited>,
}

impl<'a> Sources<'a> {
    /// The number of an article; a new one when it was not named before.
    pub fn number(&mut self, cited: &'a Cited) -> usize {
        let next = self.all.len() + 1;
        let number = *self.numbers.entry(&cited.key.0).or_insert(next);
        if number == next {
            self.all.push(cited);
        }
        number
    }
}

/// A brief's record.
#[derive(Debug, Serialize)]
pub struct BriefRecord<'a> {
    query: &'a str,
    from: Option<String>,
    to: Option<String>,
    articles: usize,
    stories: Vec<StoryRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct StoryRecord<'a> {
    id: String,
    title: &'a str,
    first: Option<String>,
    last: Option<String>,
    sources: u32,
    origins: u32,
    state: &'static str,
    lines: Vec<LineRecord<'a>>,
    said: Vec<SaidRecord<'a>>,
    numbers: Vec<NumberRecord<'a>>,
    actors: Vec<NamedRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct LineRecord<'a> {
    text: &'a str,
    article: &'a str,
    source: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<String>,
    start: usize,
    end: usize,
    same: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct NumberRecord<'a> {
    what: &'a str,
    values: Vec<ValueRecord<'a>>,
    state: &'static str,
}

#[derive(Debug, Serialize)]
struct ValueRecord<'a> {
    value: &'a str,
    article: &'a str,
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct NamedRecord<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
}

/// The brief's record.
pub fn record(brief: &Brief) -> BriefRecord<'_> {
    BriefRecord {
        query: &brief.query,
        from: stamp(brief.from),
        to: stamp(brief.to),
        articles: brief.articles,
        stories: brief.stories.iter().map(story).collect(),
    }
}

fn stamp(moment: Option<Moment>) -> Option<String> {
    moment.map(|moment| moment.to_string())
}

fn story(story: &BriefStory) -> StoryRecord<'_> {
    StoryRecord {
        id: story.number.to_string(),
        title: &story.title,
        first: stamp(story.first),
        last: stamp(story.last),
        sources: story.sources,
        origins: story.origins,
        state: story.state.name(),
        lines: story.lines.iter().map(line).collect(),
        said: story
            .said
            .iter()
            .map(|(said, _)| said::record(said))
            .collect(),
        numbers: story.numbers.iter().map(number).collect(),
        actors: story
            .actors
            .iter()
            .map(|(id, name, kind)| NamedRecord {
                id: &id.0,
                name,
                kind: kind.name(),
            })
            .collect(),
    }
}

fn line(line: &BriefLine) -> LineRecord<'_> {
    LineRecord {
        text: &line.text,
        article: &line.cited.key.0,
        source: line.cited.source.as_deref(),
        url: line.cited.url.as_deref(),
        published: stamp(line.cited.published),
        start: line.place.0,
        end: line.place.1,
        same: line.same.iter().map(|key| &*key.0).collect(),
    }
}

fn number(number: &BriefNumber) -> NumberRecord<'_> {
    NumberRecord {
        what: &number.what,
        values: number
            .values
            .iter()
            .map(|(value, cited, place)| ValueRecord {
                value,
                article: &cited.key.0,
                start: place.0,
                end: place.1,
            })
            .collect(),
        state: number.state,
    }
}
