//! Owns: the stories of the list, and beside them what the one under the cursor tells.
//! Promises: only visible rows are looked at; every sentence is one of an article's own; what does not fit ends with a sign
//! that something was cut.

use ratatui::layout::Rect;

use crate::app::layout::{Areas, STORY_ROWS, story_rows};
use crate::app::state::State;
use crate::app::state::stories::{StoryTable, told};
use crate::tui::draw::paragraph::paragraph;
use crate::tui::draw::{accounts, trend, words};
use crate::tui::ink::Pen;
use nutgraf_library::filter::stats::stories::{self, StoryLine, StoryState};
use nutgraf_read::model::account::Account;
use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;

/// Columns before a headline: bar, mark, blank.
const GUTTER: u16 = 3;
/// Columns of the days of a story, and of its last day.
const TREND: u16 = 15;
const AGE: u16 = 10;
/// Columns from which the days of a story are shown.
const TREND_FROM: u16 = 60;

pub(super) fn draw(state: &State, table: &StoryTable, areas: &Areas, pen: &mut Pen<'_>) {
    let area = areas.list;
    let Some(lines) = &table.lines else {
        return;
    };
    if lines.is_empty() {
        let dim = pen.theme.dim;
        pen.put_cut(
            area.x + 1,
            area.y + 1,
            area.right(),
            "No article matches, so there is no story.",
            dim,
        );
        return;
    }
    for (at, line) in lines
        .iter()
        .enumerate()
        .skip(table.top)
        .take(story_rows(area))
    {
        let y = area.y + STORY_ROWS * u16::try_from(at - table.top).unwrap_or(0);
        let marked = table.same == Some(line.story.number);
        row(state, line, (y, at == table.cursor, marked), area, pen);
    }
    if let Some(line) = table.current() {
        beside(state, (line, table.beside()), areas.briefing, pen);
    }
}

fn row(
    state: &State,
    line: &StoryLine,
    (y, here, marked): (u16, bool, bool),
    area: Rect,
    pen: &mut Pen<'_>,
) {
    let (dim, accent) = (pen.theme.dim, pen.theme.accent);
    let bottom = area.bottom();
    if here {
        for y in (y..y + STORY_ROWS - 1).filter(|y| *y < bottom) {
            pen.put(area.x, y, area.right(), pen.glyphs.bar, accent);
        }
    }
    let mark = match line.story.state {
        _ if marked => "=",
        StoryState::New => pen.glyphs.unread,
        StoryState::Updated => "+",
        StoryState::Known => " ",
    };
    pen.put(area.x + 1, y, area.right(), mark, accent);
    let mut right = area.right().saturating_sub(1);
    if let Some(last) = line.story.last {
        let age = words::age(last, state.now);
        pen.put_right(right.saturating_sub(AGE), y, right, &age, dim);
        right = right.saturating_sub(AGE + 1);
    }
    if area.width >= TREND_FROM && line.days.len() > 1 {
        let wide = u16::try_from(line.days.len()).unwrap_or(0).min(TREND);
        trend::draw(&line.days, (right.saturating_sub(wide), y), pen);
        right = right.saturating_sub(wide + 1);
    }
    let style = match (here, line.story.state) {
        (true, _) => pen.theme.strong,
        (false, StoryState::Known) => pen.theme.read,
        (false, _) => pen.theme.title,
    };
    let left = area.x + GUTTER;
    pen.put_cut(left, y, right, state.catalog.0.title(line.lead), style);
    let right = area.right().saturating_sub(1);
    if y + 1 < bottom {
        let facts = facts(state, line, pen.glyphs.dot);
        pen.put_cut(left, y + 1, right, &facts, dim);
    }
    if y + 2 < bottom {
        names(state, line, (left, y + 2, right), pen);
    }
}

/// How many told it, who was first, what is new.
fn facts(state: &State, line: &StoryLine, dot: &str) -> String {
    let story = &line.story;
    let mut facts = vec![words::many(story.articles.len() as u64, "article")];
    if story.articles.len() > 1 {
        facts.push(words::many(u64::from(story.origins), "origin"));
        facts.extend(first_told(state, story.articles.as_slice()));
    } else {
        facts.extend(source(state, line.lead));
    }
    match story.state {
        StoryState::Updated => facts.push(format!("{} new", words::count(u64::from(story.new)))),
        StoryState::Known => facts.push("nothing new".to_owned()),
        StoryState::New => {}
    }
    facts.join(&format!(" {dot} "))
}

/// Who told it first, and when.
fn first_told(state: &State, articles: &[ArticleId]) -> Option<String> {
    let catalog = &state.catalog.0;
    let first = stories::first_told(catalog, articles)?;
    let source = source(state, first.article)?;
    Some(match catalog.date(first.article) {
        Some(date) if !first.seen_here => {
            format!("first: {source}, {}", words::age(date, state.now))
        }
        Some(_) | None => format!("first seen here: {source}"),
    })
}

fn source(state: &State, id: ArticleId) -> Option<String> {
    let catalog = &state.catalog.0;
    let (chunk, slot) = catalog.chunk(id)?;
    let number = chunk.sources().get(slot)?;
    catalog.sources().name(*number).map(ToString::to_string)
}

fn names(state: &State, line: &StoryLine, (x, y, right): (u16, u16, u16), pen: &mut Pen<'_>) {
    let known = state.catalog.0.actors();
    let mut at = x;
    for actor in line.actors.iter().filter_map(|number| known.get(*number)) {
        if at > x {
            let dot = format!(" {} ", pen.glyphs.dot);
            at = pen.put(at, y, right, &dot, pen.theme.dim);
        }
        at = pen.put_cut(at, y, right, &actor.name, pen.theme.kind(actor.kind));
        if at >= right {
            return;
        }
    }
}

/// The story under the cursor: what it is, what is new in it, and what was before.
fn beside(
    state: &State,
    (line, account): (&StoryLine, Option<&Account>),
    area: Rect,
    pen: &mut Pen<'_>,
) {
    if area.is_empty() {
        return;
    }
    let story = &line.story;
    let title = state.catalog.0.title(line.lead);
    let mut y = paragraph(title, (area.x, area.y), area, pen.theme.strong, pen);
    let mut facts: Vec<String> = Vec::new();
    facts.extend(stretch(story.first, story.last));
    facts.push(words::many(story.articles.len() as u64, "article"));
    if story.articles.len() > 1 {
        facts.push(format!(
            "{} told it themselves",
            words::count(u64::from(story.origins))
        ));
        facts.push(words::many(u64::from(story.sources), "source"));
    }
    let facts = facts.join(&format!(" {} ", pen.glyphs.dot));
    if y < area.bottom() {
        pen.put_cut(area.x, y, area.right(), &facts, pen.theme.dim);
    }
    y += 2;
    let told_news = account.is_some() && story.state == StoryState::Updated;
    if let Some(account) = account {
        if told_news {
            y = accounts::news(&account.news, (area, y), pen);
        }
        y = accounts::numbers(account, (area, y), pen);
        y = accounts::related(&account.related, (area, y), state.now, pen);
    }
    let mut seen: Vec<&str> = Vec::new();
    let mut heading = None;
    for id in told(&story.articles) {
        let Some(headline) = state.list.headlines.get(&id) else {
            continue;
        };
        let Some(sentence) = headline.summary.get(headline.nut).map(|s| &**s) else {
            continue;
        };
        // The same words are not told twice.
        if seen.contains(&sentence) {
            continue;
        }
        seen.push(sentence);
        let fresh = story.fresh.contains(&id);
        // What is new in it stands above already.
        if told_news && fresh {
            continue;
        }
        let words = match (fresh, story.state) {
            (true, StoryState::Updated) => "NEW",
            (false, StoryState::Updated) => "BEFORE",
            _ => "LATEST FIRST",
        };
        if heading != Some(words) {
            if y >= area.bottom() {
                return;
            }
            pen.put(area.x, y, area.right(), words, pen.theme.accent);
            heading = Some(words);
            y += 1;
        }
        y = entry(state, headline, (sentence, y), area, pen);
    }
}

/// The sentence of an article that tells it, then where it is from.
fn entry(
    state: &State,
    headline: &Headline,
    (sentence, y): (&str, u16),
    area: Rect,
    pen: &mut Pen<'_>,
) -> u16 {
    let y = paragraph(sentence, (area.x, y), area, pen.theme.summary, pen);
    if y >= area.bottom() {
        return y;
    }
    let mut from: Vec<String> = Vec::new();
    from.extend(headline.source.as_deref().map(str::to_owned));
    from.extend(headline.published.map(|at| words::age(at, state.now)));
    let from = from.join(&format!(" {} ", pen.glyphs.dot));
    pen.put_right(area.x, y, area.right(), &from, pen.theme.dim);
    y + 2
}

/// The first and the last day: `2 Mar 2026 to 14 Mar 2026`.
fn stretch(first: Option<Moment>, last: Option<Moment>) -> Option<String> {
    let (first, last) = (words::date(first?), words::date(last?));
    Some(if first == last {
        first
    } else {
        format!("{first} to {last}")
    })
}
