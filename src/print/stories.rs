//! Owns: stories as text and as JSON: what happened, who is in it, how many told it, what is new.
//! Promises: fields and their order are those of the public documentation; the line that tells a story is one of an article's own.

use std::io::{self, Write};

use serde::Serialize;

use crate::print::style::{Style, Weight, many};
use nutgraf_library::Line;
use nutgraf_library::filter::stats::stories::{Story, StoryState};
use nutgraf_read::model::account::{Account, News, RelatedStory, Value};
use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::id::ActorId;
use nutgraf_read::model::moment::{Day, Moment};

/// A story with what is printed of it.
#[derive(Debug)]
pub struct ToldStory<'a> {
    /// The story.
    pub story: &'a Story,
    /// Its articles in the order of publication, each with the article that it is a copy of.
    pub articles: Vec<(Headline, Option<String>)>,
    /// The place of the article that tells it best.
    pub lead: usize,
    /// Its actors: id and name.
    pub actors: Vec<(ActorId, String)>,
    /// The sentence that tells it.
    pub line: Option<Line>,
    /// Who told it first, by its place, and whether that is only the first that was seen here.
    pub first: Option<(usize, bool)>,
    /// What its articles count, and what is new.
    pub account: Option<Account>,
}

/// A story's record.
#[derive(Debug, Serialize)]
pub struct StoryRecord<'a> {
    id: String,
    title: &'a str,
    first: Option<String>,
    last: Option<String>,
    articles: Vec<MemberRecord<'a>>,
    sources: u32,
    origins: u32,
    new: u32,
    actors: Vec<NamedRecord<'a>>,
    line: Option<LineRecord<'a>>,
    state: &'static str,
}

#[derive(Debug, Serialize)]
struct MemberRecord<'a> {
    id: &'a str,
    title: &'a str,
    source: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy_of: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct NamedRecord<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Debug, Serialize)]
struct LineRecord<'a> {
    text: &'a str,
    article: &'a str,
    start: usize,
    end: usize,
}

/// A story's record.
pub fn record<'a>(told: &'a ToldStory<'_>) -> StoryRecord<'a> {
    let moment = |moment: Option<Moment>| moment.map(|moment| moment.to_string());
    let lead = told.articles.get(told.lead).map(|(lead, _)| lead);
    StoryRecord {
        id: told.story.number.to_string(),
        title: lead.map_or("", |lead| &lead.title),
        first: moment(told.story.first),
        last: moment(told.story.last),
        articles: told
            .articles
            .iter()
            .map(|(headline, copy_of)| MemberRecord {
                id: &headline.key.0,
                title: &headline.title,
                source: headline.source.as_deref(),
                published: moment(headline.published),
                url: headline.url.as_deref(),
                copy_of: copy_of.as_deref(),
            })
            .collect(),
        sources: told.story.sources,
        origins: told.story.origins,
        new: told.story.new,
        actors: told
            .actors
            .iter()
            .map(|(id, name)| NamedRecord { id: &id.0, name })
            .collect(),
        line: told.line.as_ref().map(|line| LineRecord {
            text: &line.text,
            article: lead.map_or("", |lead| &lead.key.0),
            start: line.start,
            end: line.end,
        }),
        state: told.story.state.name(),
    }
}

/// Writes a story: its headline, its figures, who is in it, and the sentence that tells it.
pub fn text(out: &mut dyn Write, told: &ToldStory<'_>, style: Style) -> io::Result<()> {
    let Some((lead, _)) = told.articles.get(told.lead) else {
        return Ok(());
    };
    let mark = match told.story.state {
        StoryState::New => "•",
        StoryState::Updated => "+",
        StoryState::Known => " ",
    };
    let weight = match told.story.state {
        StoryState::Known => Weight::Plain,
        StoryState::New | StoryState::Updated => Weight::Bold,
    };
    writeln!(out, "{mark} {}", style.line(weight, &lead.title))?;
    let mut facts = vec![many(told.articles.len(), "article")];
    if told.story.origins > 1 {
        facts.push(format!("{} told it themselves", told.story.origins));
    }
    facts.extend(days(told.story.first, told.story.last));
    match first(told) {
        Some(first) => facts.push(first),
        None => facts.extend(lead.source.as_deref().map(str::to_owned)),
    }
    match told.story.state {
        StoryState::Updated => facts.push(format!("{} new", told.story.new)),
        StoryState::Known => facts.push("nothing new".to_owned()),
        StoryState::New => {}
    }
    facts.push(format!("story:{}", told.story.number));
    writeln!(out, "  {}", style.line(Weight::Dim, &facts.join(" · ")))?;
    let names: Vec<&str> = told.actors.iter().map(|(_, name)| name.as_str()).collect();
    if !names.is_empty() {
        style.paragraph(out, &names.join(" · "), "  ", "  ")?;
    }
    if let Some(line) = &told.line {
        style.paragraph(out, &line.text, "  ", "  ")?;
    }
    if let Some(account) = &told.account {
        let related = account.related.iter().map(goes_with);
        for line in numbers(account).chain(news(&account.news)).chain(related) {
            style.paragraph(out, &line, "  ", "    ")?;
        }
    }
    writeln!(out)
}

/// Who told it first: `first: Morning Mirror, 2026-03-02 06:00`.
fn first(told: &ToldStory<'_>) -> Option<String> {
    let (at, seen_here) = told.first.filter(|_| told.articles.len() > 1)?;
    let (first, _) = told.articles.get(at)?;
    let source = first.source.as_deref()?;
    Some(match first.published {
        Some(published) if !seen_here => {
            let moment = published.to_string();
            let minute = moment.get(..16).unwrap_or(&moment).replace('T', " ");
            format!("first: {source}, {minute}")
        }
        Some(_) | None => format!("first seen here: {source}"),
    })
}

/// What several articles count, a line each: `dead: 10 (Mirror), 14 (Echo): differ`.
fn numbers(account: &Account) -> impl Iterator<Item = String> {
    account.numbers.iter().map(|counted| {
        let mut values: Vec<String> = Vec::new();
        for value in &counted.values {
            let told = sourced(value);
            if !values.contains(&told) {
                values.push(told);
            }
        }
        let values = values.join(", ");
        format!("{}: {values} - {}", counted.what, counted.standing.name())
    })
}

/// What is new, a line each.
fn news(news: &News) -> impl Iterator<Item = String> {
    let changes = news
        .changes
        .iter()
        .map(|(what, before, after)| format!("new: {what} {} → {}", before.text, sourced(after)));
    let lines = news
        .lines
        .iter()
        .map(|line| format!("new: {}", sourced(line)));
    let said = news.said.iter().map(|(who, said)| {
        let quoted = said.text.trim_matches(['"', '“', '”']);
        let source = said.source.as_deref();
        let source = source
            .map(|source| format!(" ({source})"))
            .unwrap_or_default();
        format!("new: {who}: “{quoted}”{source}")
    });
    let actors = (!news.actors.is_empty()).then(|| {
        let names: Vec<&str> = news.actors.iter().map(|name| &**name).collect();
        format!("new in it: {}", names.join(" · "))
    });
    changes.chain(lines).chain(said).chain(actors)
}

/// A related story: `related: Ferry raised from the sea bed, 2026-03-14, story:812`.
fn goes_with(related: &RelatedStory) -> String {
    let day = related.last.and_then(Moment::day);
    let day = day.map(|day| format!(", {day}")).unwrap_or_default();
    format!("related: {}{day}, story:{}", related.title, related.story)
}

fn sourced(value: &Value) -> String {
    match &value.source {
        Some(source) => format!("{} ({source})", value.text),
        None => value.text.to_string(),
    }
}

/// The first and the last day in words: `2026-03-02` or `2026-03-02 to 2026-03-14`.
fn days(first: Option<Moment>, last: Option<Moment>) -> Option<String> {
    let first: Day = first?.day()?;
    let last = last?.day()?;
    Some(if first == last {
        first.to_string()
    } else {
        format!("{first} to {last}")
    })
}
