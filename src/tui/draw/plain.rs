//! Owns: the state as lines of text, for screen readers and terminals that can't be drawn on.
//! Promises: pure; every line has passed the sanitiser and holds no control character; nothing is cut.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other lines of a page say nothing"
)]

use std::fmt::Write as _;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::app::actor_lines::{self, ActorLine};
use crate::app::help::{self, HelpLine};
use crate::app::page::{LineKind, PageLine};
use crate::app::reader::Reader;
use crate::app::state::State;
use crate::app::state::brief::{BriefTable, Stage};
use crate::app::state::input::Pick;
use crate::print::brief::page::Part;
use crate::print::brief::words as brief_words;
use crate::tui::draw::words;
use crate::tui::glyph;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::text::sanitize;

/// So many actors are named.
const MOST_ACTORS: usize = 8;

/// Makes a line safe, and plain where only ASCII is wanted.
pub fn line(state: &State, text: &str) -> String {
    let clean = sanitize::strip(text);
    if !state.settings.ascii {
        return clean.into_owned();
    }
    clean
        .graphemes(true)
        .map(|cluster| {
            if cluster.is_ascii() {
                cluster.to_owned()
            } else {
                glyph::plain(cluster, u16::try_from(cluster.width()).unwrap_or(1))
            }
        })
        .collect()
}

/// Where one is in the list: how many articles, which filter, and what the filter line has to say.
pub fn place(state: &State) -> Vec<String> {
    let rows = state.list.rows.len() as u64;
    let exact = rows.min(state.list.exact_until as u64);
    let articles = u64::from(state.search.found.set.count()).max(exact);
    let mut count = words::many(articles, "article");
    if exact < articles {
        count = format!("{} of {count}", words::texts(exact));
    }
    if exact < rows {
        count = format!("{count} and {}", words::near(rows - exact));
    }
    let mut first = if state.filter.is_empty() {
        count
    } else {
        format!("{count} for: {}", state.filter.text())
    };
    if let (true, Some(counts)) = (state.filter.is_empty(), state.counts) {
        first = format!("{first}, {} unread", words::count(u64::from(counts.unread)));
    }
    if state.search.found.muted > 0 {
        first = format!(
            "{first}, {} muted",
            words::count(u64::from(state.search.found.muted))
        );
    }
    let hints = state.search.found.hints.iter().map(ToString::to_string);
    let complaints = state
        .search
        .plan
        .complaints()
        .iter()
        .map(ToString::to_string);
    std::iter::once(first)
        .chain(tabs(state))
        .chain(hints)
        .chain(complaints)
        .map(|words| line(state, &words))
        .collect()
}

/// The tabs with their unread articles.
fn tabs(state: &State) -> Option<String> {
    let names: Vec<String> = state
        .saved
        .tabs()
        .map(|(saved, tally)| {
            let unread = tally.map_or(0, |tally| tally.unread);
            let unread = format!("{} {}", saved.name, words::count(u64::from(unread)));
            match tally.map_or(0, |tally| tally.new) {
                0 => unread,
                new => format!("{unread} ({} new)", words::count(u64::from(new))),
            }
        })
        .collect();
    (!names.is_empty()).then(|| format!("tabs, unread: {}", names.join(", ")))
}

/// Rows of the list, each on a line with its number.
pub fn rows(state: &State, range: Range<usize>) -> Vec<String> {
    let last = range.end.min(state.list.rows.len());
    (range.start..last)
        .filter_map(|index| row(state, index))
        .collect()
}

/// One row: its number, its headline, where it appeared and its marks.
pub fn row(state: &State, index: usize) -> Option<String> {
    let id = *state.list.rows.get(index)?;
    let title = title(state, id);
    let mut parts: Vec<String> = Vec::new();
    if let Some(headline) = state.list.headlines.get(&id) {
        parts.extend(headline.source.as_deref().map(str::to_owned));
        parts.extend(headline.published.map(words::date));
        parts.push(minutes(state, headline.words));
        if headline.copies > 0 {
            parts.push(format!("{} more of it", headline.copies));
        }
        if headline.marks.read {
            parts.push("read".to_owned());
        }
        if headline.marks.starred {
            parts.push("starred".to_owned());
        }
        parts.extend(headline.marks.tags.iter().map(|tag| format!("#{tag}")));
    }
    let loose = if index >= state.list.exact_until {
        " (near match)"
    } else {
        ""
    };
    let end = if title.ends_with(['.', '!', '?']) && loose.is_empty() {
        ""
    } else {
        "."
    };
    let words = format!("{}. {title}{loose}{end} {}", index + 1, parts.join(", "));
    Some(line(state, &words))
}

fn title(state: &State, id: ArticleId) -> String {
    match state.list.headlines.get(&id) {
        Some(headline) => headline.title.to_string(),
        None => state.catalog.0.title(id).to_owned(),
    }
}

fn minutes(state: &State, words: u32) -> String {
    words::minutes(words, state.settings.words_per_minute).replace('m', " min")
}

/// The beginning of an open article: headline, facts, summary, actors.
pub fn briefing(state: &State, reader: &Reader) -> Vec<String> {
    let meta = &reader.reading.analyzed.article.meta;
    let analysis = &reader.reading.analyzed.analysis;
    let mut facts: Vec<String> = Vec::new();
    facts.extend(meta.source.clone());
    facts.extend(meta.byline.as_ref().map(|b| format!("by {b}")));
    facts.extend(meta.local().map(words::date));
    facts.push(words::many(u64::from(analysis.words), "word"));
    facts.push(minutes(state, analysis.words));
    let mut lines = vec![meta.title.clone(), facts.join(", "), String::new()];
    if !analysis.summary.is_empty() {
        lines.push("Summary:".to_owned());
        lines.extend(sentences(reader));
    }
    let people = actor_lines::of_article(state);
    if !people.is_empty() {
        let names: Vec<String> = people.iter().take(MOST_ACTORS).map(named).collect();
        lines.push(format!("Actors: {}", names.join(", ")));
    }
    lines.push(String::new());
    lines.iter().map(|words| line(state, words)).collect()
}

fn sentences(reader: &Reader) -> Vec<String> {
    let text = reader.text();
    let summary = reader.reading.analyzed.analysis.summary.iter().enumerate();
    summary
        .map(|(number, s)| format!("{}. {}", actor_lines::letter(number), s.span.of(text)))
        .collect()
}

fn named(person: &ActorLine) -> String {
    match person.here {
        0 => person.name.clone(),
        here => format!("{} {here}", person.name),
    }
}

/// Lines of the open article.
pub fn text(state: &State, reader: &Reader, range: Range<usize>) -> Vec<String> {
    let last = range.end.min(reader.page.lines.len());
    let lines = reader.page.lines.get(range.start..last).unwrap_or(&[]);
    lines
        .iter()
        .filter_map(|at| of_page(reader, at))
        .map(|words| line(state, &words))
        .collect()
}

fn of_page(reader: &Reader, at: &PageLine) -> Option<String> {
    let article = &reader.reading.analyzed.article;
    let indent = " ".repeat(usize::from(at.indent));
    Some(match at.kind {
        LineKind::Text { .. } => {
            let words = at.span.of(&article.text);
            let hyphen = if at.hyphen { "-" } else { "" };
            let links = (1u32..).zip(&article.links);
            let mut line = format!("{indent}{words}{hyphen}");
            for (number, _) in links.filter(|(_, l)| at.span.covers(l.span.start as usize)) {
                let _infallible = write!(line, " [{number}]");
            }
            line
        }
        LineKind::Dropped { index, first } => {
            let reason = article.dropped.get(index as usize).filter(|_| first);
            let reason = reason.map_or(String::new(), |p| {
                format!("[left out: {}] ", p.reason.name())
            });
            format!("{indent}{reason}{}", at.span.of(&article.raw))
        }
        LineKind::Link(number) => {
            let link = article.links.get(number as usize - 1)?;
            format!("[{number}] {} {}", link.span.of(&article.text), link.target)
        }
        LineKind::End => "End of the article.".to_owned(),
        LineKind::Blank => String::new(),
        _ => return None,
    })
}

/// The card that is shown; its headlines have the numbers that open them.
pub fn card(state: &State) -> Vec<String> {
    let Some(card) = state.screens.card() else {
        return Vec::new();
    };
    let articles = words::many(u64::from(card.articles), "article");
    let mut lines = vec![format!("{}, {}, {articles}", card.name, card.kind.name())];
    if !card.aliases.is_empty() {
        lines.push(format!("Also called: {}", card.aliases.join(", ")));
    }
    if let Some(number) = card.wikidata {
        lines.push(format!("Wikidata: Q{number}"));
    }
    if !card.with.is_empty() {
        let with = card.with.iter().map(|(name, n)| format!("{name} {n}"));
        lines.push(format!(
            "Appears with: {}",
            with.collect::<Vec<_>>().join(", ")
        ));
    }
    lines.push("Latest:".to_owned());
    for (number, id) in card.latest.iter().enumerate() {
        let date = state.date_of(*id).map(words::date).unwrap_or_default();
        lines.push(format!("{}. {}. {date}", number + 1, title(state, *id)));
    }
    lines.iter().map(|words| line(state, words)).collect()
}

/// Some actors of the list, numbered: in how many of its articles each is, and in how many of the library.
pub fn actors(state: &State, range: Range<usize>) -> Vec<String> {
    let people = actor_lines::of_list(state);
    let numbered = people.iter().enumerate().skip(range.start);
    numbered
        .take(range.len())
        .map(|(at, person)| {
            let here = words::many(u64::from(person.here), "article");
            let all = words::count(u64::from(person.all));
            let (name, kind) = (&person.name, person.kind.name());
            let words = format!("{}. {name}, {kind}, {here}, {all} in all", at + 1);
            line(state, &words)
        })
        .collect()
}

/// The timeline, one line of a day after the other, with their letters.
pub fn timeline(state: &State) -> Vec<String> {
    let Some(table) = state.screens.timeline() else {
        return Vec::new();
    };
    if table.timeline().is_none() {
        return vec![line(state, "Reads the articles …")];
    }
    let mut lettered = 0;
    let rows = 0..table.rows().len();
    rows.map(|row| {
        let Some((day, told)) = table.line(row) else {
            return line(state, "Announced:");
        };
        let letter = actor_lines::letter(lettered);
        lettered += 1;
        let articles = words::many(day.articles as u64, "article");
        line(
            state,
            &format!("{letter}. {day}, {articles}: {}", told.text),
        )
    })
    .collect()
}

/// The brief: its page, with a number before each sentence that one can go to.
pub fn brief(state: &State) -> Vec<String> {
    let Some(table) = state.screens.brief() else {
        return Vec::new();
    };
    let words = match table.stage() {
        Stage::Made => "Reads the articles ...".to_owned(),
        Stage::Untellable => "These articles have no sentence that can stand alone.".to_owned(),
        Stage::Nothing(since) => {
            let since = since.map(|since| format!(" since {}", brief_words::when(since)));
            format!("Nothing new{}.", since.unwrap_or_default())
        }
        Stage::Page(_) => {
            let blocks = table.blocks().iter().enumerate();
            let shown = blocks.filter(|(_, block)| block.part != Part::Course);
            return shown.map(|(at, _)| line(state, &stop(table, at))).collect();
        }
    };
    vec![line(state, &words)]
}

/// What the cursor is on in the brief.
pub fn brief_stop(state: &State) -> Option<String> {
    let table = state.screens.brief()?;
    table.current()?;
    Some(line(state, &stop(table, table.cursor())))
}

/// A block of the brief, with its number when one can go to it.
fn stop(table: &BriefTable, at: usize) -> String {
    let Some(block) = table.blocks().get(at) else {
        return String::new();
    };
    match table.number_of(at) {
        Some(number) if block.is_item() => format!("{number}. {}", block.text.trim()),
        Some(_) | None => block.text.trim().to_owned(),
    }
}

/// Some stories of the list, numbered: what each is, and what is new of it.
pub fn stories(state: &State, range: Range<usize>) -> Vec<String> {
    let lines = state
        .screens
        .stories()
        .map_or(&[][..], |table| table.lines());
    let numbered = lines.iter().enumerate().skip(range.start);
    numbered
        .take(range.len())
        .map(|(at, story)| {
            let title = state.catalog.0.title(story.lead);
            let articles = words::many(story.story.articles.len() as u64, "article");
            let origins = words::many(u64::from(story.story.origins), "origin");
            let known = story.story.state.name();
            let words = format!("{}. {title}, {articles}, {origins}, {known}", at + 1);
            line(state, &words)
        })
        .collect()
}

/// What the letters stand for that are awaited.
pub fn letters(state: &State, pick: Pick) -> Vec<String> {
    if pick == Pick::Evidence && state.reader().is_none() && state.screens.timeline().is_some() {
        return timeline(state);
    }
    let lines: Vec<String> = match (pick, state.reader()) {
        (Pick::Evidence, Some(reader)) => sentences(reader),
        (Pick::Evidence, None) => {
            let summary = state.list.current_headline().map(|h| h.summary.clone());
            let summary = summary.unwrap_or_default();
            let lettered = summary.iter().enumerate();
            lettered
                .map(|(n, s)| format!("{}. {s}", actor_lines::letter(n)))
                .collect()
        }
        (Pick::Actor { of_list: true, .. }, _) => lettered(&actor_lines::of_list(state)),
        _ => lettered(&actor_lines::of_article(state)),
    };
    lines.iter().map(|words| line(state, words)).collect()
}

fn lettered(people: &[ActorLine]) -> Vec<String> {
    let people = people.iter().enumerate();
    people
        .map(|(number, person)| format!("{}. {}", actor_lines::letter(number), named(person)))
        .collect()
}

/// The keys and commands, all of them or those with the words that are sought.
pub fn help(state: &State) -> Vec<String> {
    let lines = help::lines(state).into_iter().map(|line| match line {
        HelpLine::Heading(words) => format!("{words}:"),
        HelpLine::Keys { keys, name, doc } if keys.is_empty() => format!("  {name}: {doc}"),
        HelpLine::Keys { keys, name, doc } => format!("  {name} ({keys}): {doc}"),
        HelpLine::Term { term, doc } => format!("  {term}: {doc}"),
        HelpLine::More(rest) => format!("  {rest}"),
        HelpLine::Blank => String::new(),
    });
    lines.map(|words| line(state, &words)).collect()
}
