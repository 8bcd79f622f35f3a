//! Owns: what stands beside a story: what is new in it, what its articles count, side by side, and which stories are related.
//! Promises: values and sentences as they stand in the articles, each with its source.

use ratatui::layout::Rect;

use crate::tui::draw::paragraph::paragraph;
use crate::tui::draw::words;
use crate::tui::ink::Pen;
use nutgraf_read::model::account::{Account, News, RelatedStory, Standing, Value};
use nutgraf_read::model::moment::Moment;

/// Lines that are drawn of it at most, so that the sentences of the articles have room.
const NUMBERS: usize = 6;
/// Columns of the day before a related story.
const DAY: u16 = 11;

/// Draws what is new; returns the line after it.
pub(super) fn news(news: &News, (area, y): (Rect, u16), pen: &mut Pen<'_>) -> u16 {
    if y >= area.bottom() {
        return y;
    }
    let heading = if news.is_empty() {
        "NOTHING THAT WAS NOT TOLD BEFORE"
    } else {
        "NEW"
    };
    pen.put(area.x, y, area.right(), heading, pen.theme.accent);
    let mut at = y + 1;
    let plain = pen.theme.summary;
    let mut line = |text: &str, pen: &mut Pen<'_>| {
        if at < area.bottom() {
            at = paragraph(text, (area.x, at), area, plain, pen);
        }
    };
    for (what, before, after) in &news.changes {
        let words = format!("{what}: {} → {}", before.text, sourced(after));
        line(&words, pen);
    }
    for told in &news.lines {
        line(&sourced(told), pen);
    }
    for (who, said) in &news.said {
        let quoted = said.text.trim_matches(['"', '“', '”']);
        let words = format!("{who}: “{quoted}”{}", source(said));
        line(&words, pen);
    }
    if !news.actors.is_empty() {
        let dot = format!(" {} ", pen.glyphs.dot);
        let names: Vec<&str> = news.actors.iter().map(|name| &**name).collect();
        let words = format!("new in it: {}", names.join(&dot));
        line(&words, pen);
    }
    at + 1
}

/// Draws what several articles count; returns the line after it.
pub(super) fn numbers(account: &Account, (area, y): (Rect, u16), pen: &mut Pen<'_>) -> u16 {
    if account.numbers.is_empty() || y >= area.bottom() {
        return y;
    }
    pen.put(area.x, y, area.right(), "NUMBERS", pen.theme.accent);
    let mut at = y + 1;
    for counted in account.numbers.iter().take(NUMBERS) {
        if at >= area.bottom() {
            break;
        }
        let mut values: Vec<String> = Vec::new();
        for value in &counted.values {
            let told = sourced(value);
            if !values.contains(&told) {
                values.push(told);
            }
        }
        let dot = format!(" {} ", pen.glyphs.dot);
        let values = values.join(&dot);
        let words = format!("{}: {values}: {}", counted.what, counted.standing.name());
        let style = match counted.standing {
            Standing::Differ => pen.theme.strong,
            Standing::Agree | Standing::Updated => pen.theme.summary,
        };
        at = paragraph(&words, (area.x, at), area, style, pen);
    }
    at + 1
}

/// Draws the stories that came before and that went on from it; returns the line after them.
pub(super) fn related(
    stories: &[RelatedStory],
    (area, y): (Rect, u16),
    now: Moment,
    pen: &mut Pen<'_>,
) -> u16 {
    if stories.is_empty() || y >= area.bottom() {
        return y;
    }
    pen.put(area.x, y, area.right(), "RELATED", pen.theme.accent);
    let mut at = y + 1;
    for story in stories {
        if at >= area.bottom() {
            break;
        }
        let day = story
            .last
            .map(|last| words::age(last, now))
            .unwrap_or_default();
        pen.put_cut(area.x, at, area.x + DAY, &day, pen.theme.dim);
        pen.put_cut(
            area.x + DAY,
            at,
            area.right(),
            &story.title,
            pen.theme.summary,
        );
        at += 1;
    }
    at + 1
}

fn sourced(value: &Value) -> String {
    format!("{}{}", value.text, source(value))
}

fn source(value: &Value) -> String {
    let source = value.source.as_deref();
    source
        .map(|source| format!(" ({source})"))
        .unwrap_or_default()
}
