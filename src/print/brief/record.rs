//! Owns: a brief's JSON.
//! Promises: fields and their order are those of the public documentation.

use serde::Serialize;

use crate::print::brief::{Brief, BriefLine, BriefNumber, BriefStory};
use crate::print::said::{self, SaidRecord};
use nutgraf_read::model::moment::Moment;

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
pub fn of(brief: &Brief) -> BriefRecord<'_> {
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
