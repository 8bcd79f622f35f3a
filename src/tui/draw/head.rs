//! Owns: the head line and the filter line.
//! Promises: the cursor's column agrees with what is drawn.

use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::app::command::{Command, Place};
use crate::app::layout::Areas;
use crate::app::state::State;
use crate::tui::draw::{tabs, words};
use crate::tui::ink::Pen;
use nutgraf_library::filter;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::sanitize;

/// Columns before the filter's text: blank, sign, blank.
const LEAD: u16 = 3;

pub(super) fn draw(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    name(state, areas, pen);
    filter(state, areas, pen);
}

fn name(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    let area = areas.head;
    let (dim, strong, key) = (pen.theme.dim, pen.theme.strong, pen.theme.key);
    let mut right = area.right().saturating_sub(1);
    if let Some(help) = state.settings.keymap.key_of(Place::List, Command::Help) {
        right = pen.put_right(area.x, area.y, right, "help", dim);
        right = pen.put_right(area.x, area.y, right.saturating_sub(1), &help, key);
    }
    let x = pen.put(area.x + 1, area.y, right, "nutgraf", strong);
    let mut words = format!("   {}", state.settings.label);
    if let Some(counts) = state.counts {
        let dot = pen.glyphs.dot;
        let articles = words::many(u64::from(counts.articles), "article");
        let unread = words::count(u64::from(counts.unread));
        words = format!("{words} {dot} {articles} {dot} {unread} unread");
        if counts.new > 0 {
            let new = words::count(u64::from(counts.new));
            words = format!("{words} {dot} {new} new");
        }
        if counts.starred > 0 {
            let starred = words::count(u64::from(counts.starred));
            words = format!("{words} {dot} {starred} starred");
        }
    }
    pen.put_cut(x, area.y, right.saturating_sub(2), &words, dim);
}

fn filter(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    let area = areas.filter;
    let (dim, accent) = (pen.theme.dim, pen.theme.accent);
    let right = area.right().saturating_sub(1);
    let facts = facts(state, pen.glyphs.dot);
    let looks = looks(state, pen);
    let left = pen.put_right(area.x + area.width / 3, area.y, right, &facts, dim);
    let sign = if state.input.is_filtering() {
        accent
    } else {
        dim
    };
    pen.put(area.x + 1, area.y, left, "/", sign);
    let x = area.x + LEAD;
    let end = left.saturating_sub(2);
    if state.filter.is_empty() && !state.input.is_filtering() {
        let words = "filter: words, @actor, said:@actor, -not, src:name, 2d";
        pen.put_cut(x, area.y, end, words, dim);
        return;
    }
    let from = first_shown(state, end.saturating_sub(x));
    let text = state.filter.text();
    let shown = text.get(from..).unwrap_or("");
    pen.put(x, area.y, end, shown, pen.theme.base);
    if state.search.plan.parsed().line.trim_end() != text.trim_end() {
        return;
    }
    let mut tint = |span: Span, style: Style| {
        let column = |at: u32| {
            let piece = text.get(from..(at as usize).max(from)).unwrap_or("");
            x + u16::try_from(sanitize::strip(piece).width()).unwrap_or(0)
        };
        let (first, last) = (column(span.start), column(span.end).min(end));
        if span.fits(text) && first < last {
            pen.tint(Rect::new(first, area.y, last - first, 1), style);
        }
    };
    for (span, style) in looks {
        tint(span, style);
    }
}

/// How the parts of the line are to look.
fn looks(state: &State, pen: &Pen<'_>) -> Vec<(Span, Style)> {
    let chips = filter::chips(&state.search.plan, &state.search.found.hints).into_iter();
    let chips = chips.map(|chip| (chip.span, tabs::style(chip.topic, pen)));
    let wrong = pen.theme.warning.add_modifier(Modifier::UNDERLINED);
    let complaints = state.search.plan.complaints().iter();
    chips
        .chain(complaints.map(|complaint| (complaint.span, wrong)))
        .collect()
}

/// What stands at the right of the filter line.
fn facts(state: &State, dot: &str) -> String {
    if let Some(lines) = state
        .screens
        .stories()
        .and_then(|table| table.lines.as_ref())
    {
        let articles = lines.iter().map(|line| line.story.articles.len() as u64);
        let parts = [
            words::stories(lines.len() as u64),
            words::many(articles.sum(), "article"),
        ];
        return parts.join(&format!(" {dot} "));
    }
    let rows = state.list.rows.len() as u64;
    if let Some(hint) = state.search.found.hints.first()
        && rows > 0
    {
        return hint.to_string();
    }
    if state.filter.is_empty() {
        let parts = [
            copies_left_out(state),
            muted(state),
            Some("newest first".to_owned()),
        ];
        return joined(parts, dot);
    }
    if state.search.answered != state.search.asked {
        return "searching".to_owned();
    }
    let loaded = state.catalog.0.articles();
    let all = loaded.max(state.counts.map_or(0, |c| c.articles));
    let exact = rows.min(state.list.exact_until as u64);
    let (whole, tenth) = (state.search.micros / 1000, state.search.micros % 1000 / 100);
    // A list shows a text once; what counts articles counts every copy.
    let articles = u64::from(state.search.found.set.count()).max(exact);
    let texts = (articles > exact).then(|| words::texts(exact));
    // The newest are looked through first.
    let so_far = if loaded < all { " so far" } else { "" };
    let of_all = format!(
        "{}{so_far} of {}",
        words::count(articles),
        words::count(u64::from(all))
    );
    joined(
        [
            texts,
            Some(of_all),
            muted(state),
            Some(format!("{whole}.{tenth} ms")),
        ],
        dot,
    )
}

fn joined(parts: impl IntoIterator<Item = Option<String>>, dot: &str) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(&format!(" {dot} "))
}

/// How many texts the whole list has, where that is fewer than articles.
fn copies_left_out(state: &State) -> Option<String> {
    let rows = state.list.rows.len() as u64;
    let counts = state.counts?;
    let hidden = u64::from(state.search.found.muted);
    let articles = u64::from(counts.articles).saturating_sub(hidden);
    let known = state.search.is_answered() && rows > 0 && rows < articles;
    known.then(|| {
        format!(
            "{} of {}",
            words::texts(rows),
            words::many(articles, "article")
        )
    })
}

fn muted(state: &State) -> Option<String> {
    let muted = u64::from(state.search.found.muted);
    (muted > 0).then(|| format!("{} muted", words::count(muted)))
}

/// Where the terminal's cursor belongs while the filter is written.
pub(super) fn cursor(state: &State, areas: &Areas) -> Option<Position> {
    if !state.input.is_filtering() || state.input.prompt().is_some() || areas.filter.is_empty() {
        return None;
    }
    let area = areas.filter;
    let room = room(state, areas);
    let from = first_shown(state, room);
    let before = state.filter.before().get(from..).unwrap_or("");
    let wide = u16::try_from(before.width()).unwrap_or(u16::MAX);
    Some(Position::new(area.x + LEAD + wide.min(room), area.y))
}

fn room(state: &State, areas: &Areas) -> u16 {
    let area = areas.filter;
    let facts = facts(state, "·");
    let wide = u16::try_from(facts.width()).unwrap_or(0);
    let left = (area.right().saturating_sub(1 + wide)).max(area.x + area.width / 3);
    left.saturating_sub(2).saturating_sub(area.x + LEAD)
}

/// The byte from which a line too long is shown, so that the cursor is in sight.
fn first_shown(state: &State, room: u16) -> usize {
    let before = state.filter.before();
    let mut excess = before
        .width()
        .saturating_sub(usize::from(room.saturating_sub(1)));
    if excess == 0 {
        return 0;
    }
    for (at, c) in before.char_indices() {
        if excess == 0 {
            return at;
        }
        excess = excess.saturating_sub(unicode_width::UnicodeWidthChar::width(c).unwrap_or(0));
    }
    before.len()
}
