//! Owns: the rows of the list.
//! Promises: only visible rows are looked at.

use std::fmt::Write as _;

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::app::command::{Command, Place};
use crate::app::layout::{Areas, Slot, row_form, slots};
use crate::app::list::{Grouping, Heading, RowForm};
use crate::app::page::wrap;
use crate::app::state::State;
use crate::tui::draw::words;
use crate::tui::ink::Pen;
use nutgraf_library::filter;
use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;

/// Columns before a headline: bar, mark, blank.
const GUTTER: u16 = 3;
/// Most columns of a source's name and a day.
const SOURCE: usize = 30;
/// Columns of a day: `29 Sep 25`.
const AGE: usize = 9;
/// Keyphrases of a row at most.
const PHRASES: usize = 3;
/// Columns of the screen from which rows of one line tell the source too.
const SOURCE_FROM: u16 = 100;

pub(super) fn draw(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    let area = areas.list;
    if area.is_empty() {
        return;
    }
    if state.list.rows.is_empty() {
        nothing(state, area, pen);
        return;
    }
    let form = row_form(state, area);
    for slot in slots(state, area) {
        if let Some((y, heading)) = slot.heading {
            head(state, heading, area, y, pen);
        }
        row(state, slot, form, area, pen);
    }
}

fn head(state: &State, heading: Heading, area: Rect, y: u16, pen: &mut Pen<'_>) {
    let dim = pen.theme.dim;
    let words = match heading {
        Heading::Day(day) => words::day(day, state.now),
        Heading::Undated => "Without a date".to_owned(),
        Heading::Source(number) => match state.catalog.0.sources().name(number) {
            Some(name) => name.to_string(),
            None => "Without a source".to_owned(),
        },
        Heading::Story(number) => match state.catalog.0.title(ArticleId(number)) {
            "" => format!("Story {number}"),
            title => title.to_owned(),
        },
        Heading::Alone => "Told by nobody else".to_owned(),
        Heading::Loose => "Near matches: these letters, in this order".to_owned(),
    };
    let x = pen.put_cut(area.x + 1, y, area.right(), &words, dim);
    if heading == Heading::Loose {
        let rule = Rect::new(x + 1, y, area.right().saturating_sub(x + 1), 1);
        let style = pen.theme.rule;
        pen.fill(rule, pen.glyphs.level, style);
    }
}

fn row(state: &State, slot: Slot, form: RowForm, area: Rect, pen: &mut Pen<'_>) {
    let Some(id) = state.list.rows.get(slot.index).copied() else {
        return;
    };
    let headline = state.list.headlines.get(&id).map(|h| &**h);
    let here = slot.index == state.list.cursor;
    let marks = match headline {
        Some(h) => h.marks.clone(),
        None => state.catalog.0.marks(id),
    };
    let text_lines = if form == RowForm::Full {
        3
    } else {
        form.lines()
    };
    if here {
        for line in 0..slot.lines.min(text_lines) {
            pen.put(
                area.x,
                slot.y + line,
                area.right(),
                pen.glyphs.bar,
                pen.theme.accent,
            );
        }
    }
    let mark = match (marks.starred, marks.read) {
        (true, _) => pen.glyphs.star,
        (false, false) => pen.glyphs.unread,
        (false, true) => " ",
    };
    pen.put(area.x + 1, slot.y, area.right(), mark, pen.theme.accent);
    let style = match (here, marks.read) {
        (true, _) => pen.theme.strong,
        (false, true) => pen.theme.read,
        (false, false) => pen.theme.title,
    };
    let right = area.right().saturating_sub(1);
    let end = match headline {
        Some(headline) => at_right(state, headline, form, area, slot.y, pen),
        None => right,
    };
    let title = headline.map_or_else(|| state.catalog.0.title(id), |h| &h.title);
    let left = area.x + GUTTER;
    let end = end.saturating_sub(2);
    // A long headline takes the line of the summary, which stands in the briefing anyway.
    let (first, rest) = halves(title, end.saturating_sub(left), form);
    let x = title_line(state, title, first, (left, slot.y, end), style, pen);
    let Some(headline) = headline else {
        return;
    };
    let mut at = (x, slot.y, end);
    if slot.lines > 1 {
        match rest {
            Some(rest) => {
                let x = title_line(state, title, rest, (left, slot.y + 1, end), style, pen);
                at = (x, slot.y + 1, end);
            }
            None if form != RowForm::Line => second(headline, (left, slot.y + 1, right), pen),
            None => {}
        }
    }
    tags(headline, at, pen);
    if form == RowForm::Full && slot.lines > 2 {
        let end = origin(state, headline, form, (left, slot.y + 2, right), pen);
        let x = names(headline, (left, slot.y + 2, end), pen);
        phrases(headline, (x, slot.y + 2, end), pen);
    }
}

/// A title in one line or, where rows are full and it needs that, two.
fn halves(title: &str, width: u16, form: RowForm) -> (Span, Option<Span>) {
    let whole = Span::new(0, title.len());
    if form != RowForm::Full || title.width() <= usize::from(width) {
        return (whole, None);
    }
    match wrap(title, whole, width).as_slice() {
        [first, second, ..] => (*first, Some(Span::new(second.start as usize, title.len()))),
        _ => (whole, None),
    }
}

/// Draws a piece of a title with what matches underlined; returns the column after it.
#[expect(
    clippy::too_many_arguments,
    reason = "a title, a piece of it, a place and a style"
)]
fn title_line(
    state: &State,
    title: &str,
    piece: Span,
    at: (u16, u16, u16),
    style: Style,
    pen: &mut Pen<'_>,
) -> u16 {
    let (x, y, right) = at;
    let end = pen.put_cut(x, y, right, piece.of(title), style);
    if state.filter.is_empty() {
        return end;
    }
    for span in filter::highlight(&state.search.plan, title) {
        if !piece.contains(span) {
            continue;
        }
        let before = title
            .get(piece.start as usize..span.start as usize)
            .unwrap_or("");
        let column = |text: &str| u16::try_from(text.width()).unwrap_or(u16::MAX);
        let first = x.saturating_add(column(before));
        let last = first.saturating_add(column(span.of(title))).min(end);
        if first < last {
            let matched = pen.theme.matched;
            pen.tint(Rect::new(first, y, last - first, 1), matched);
        }
    }
    end
}

/// The reading time at the right edge and, where the row has no line of its own for it, the source before it; returns
/// the first column that they take.
#[expect(clippy::too_many_arguments, reason = "a row, its form and a place")]
fn at_right(
    state: &State,
    headline: &Headline,
    form: RowForm,
    area: Rect,
    y: u16,
    pen: &mut Pen<'_>,
) -> u16 {
    let right = area.right().saturating_sub(1);
    let time = words::minutes(headline.words, state.settings.words_per_minute);
    let first = pen.put_right(area.x, y, right, &time, pen.theme.dim);
    if form == RowForm::Full {
        return first;
    }
    // The times stand in a column of their own.
    let left = right.saturating_sub(5);
    if area.width < 56 {
        return left;
    }
    let room = (area.x.max(left.saturating_sub(area.width / 3)), y, left);
    let from = origin(state, headline, form, room, pen);
    from + u16::from(from < left) * 2
}

/// Where and when it appeared, at the right; returns the column that what stands left of it must end before.
fn origin(
    state: &State,
    headline: &Headline,
    form: RowForm,
    at: (u16, u16, u16),
    pen: &mut Pen<'_>,
) -> u16 {
    let (left, y, right) = at;
    let words = origin_words(state, headline, form);
    let wide = u16::try_from(words.width().min(SOURCE)).unwrap_or(0);
    let from = right.saturating_sub(wide).max(left);
    if wide == 0 {
        return right;
    }
    pen.put_cut(from, y, right, &words, pen.theme.dim);
    from.saturating_sub(2)
}

/// Source and age, and how many more sources have the story: worth more than the end of a long name.
fn origin_words(state: &State, headline: &Headline, form: RowForm) -> String {
    let mut words = String::new();
    // On a narrow screen the day is worth more than the source, which the briefing tells.
    let narrow = form == RowForm::Line && state.size.width < SOURCE_FROM;
    if state.list.grouping != Grouping::Source && !(narrow && headline.published.is_some()) {
        words += headline.source.as_deref().unwrap_or("");
        words.push(' ');
    }
    if (state.list.grouping != Grouping::Day || form == RowForm::Line)
        && let Some(published) = headline.published
    {
        // In a column of its own.
        let age = words::age(published, state.now);
        let _infallible = write!(words, "{age:>AGE$}");
    }
    let more = match headline.copies {
        0 => String::new(),
        1 => " +1 source".to_owned(),
        many => format!(" +{many} sources"),
    };
    words::beside(words.trim_end(), &more, SOURCE)
}

/// Whether the row of a headline has no room for all of it.
pub(super) fn is_cut(state: &State, headline: &Headline, list: Rect) -> bool {
    let form = row_form(state, list);
    let beside = if form == RowForm::Full || list.width < 56 {
        7
    } else {
        let words = origin_words(state, headline, form).width().min(SOURCE);
        9 + words.min(usize::from(list.width / 3))
    };
    let room = usize::from(list.width).saturating_sub(beside + usize::from(GUTTER));
    let lines = if form == RowForm::Full { 2 } else { 1 };
    wrap(
        &headline.title,
        Span::new(0, headline.title.len()),
        u16::try_from(room).unwrap_or(1).max(1),
    )
    .len()
        > lines
}

fn tags(headline: &Headline, at: (u16, u16, u16), pen: &mut Pen<'_>) {
    let (mut x, y, right) = at;
    for tag in &headline.marks.tags {
        if x + 3 < right {
            let style = pen.theme.accent.remove_modifier(Modifier::BOLD);
            x = pen.put_cut(x + 1, y, right, &format!("#{tag}"), style);
        }
    }
}

fn second(headline: &Headline, at: (u16, u16, u16), pen: &mut Pen<'_>) {
    let (x, y, right) = at;
    let dim = pen.theme.dim;
    match headline.nut_graf() {
        Some(sentence) => pen.put_cut(x, y, right, sentence, dim),
        None if headline.analyzed => pen.put_cut(x, y, right, "no summary", dim),
        None => pen.put_cut(x, y, right, "not analysed yet", dim),
    };
}

/// The actors of a row; returns the column after them.
fn names(headline: &Headline, at: (u16, u16, u16), pen: &mut Pen<'_>) -> u16 {
    let (mut x, y, right) = at;
    let dot = format!(" {} ", pen.glyphs.dot);
    for (number, actor) in headline.actors.iter().enumerate() {
        let need = u16::try_from(actor.name.width()).unwrap_or(u16::MAX);
        let gap = if number > 0 { 3 } else { 0 };
        if x.saturating_add(gap).saturating_add(need) > right {
            // A name is shown whole or not at all; that there are more is shown.
            if number > 0 && x + 2 <= right {
                pen.put(x + 1, y, right, pen.glyphs.cut, pen.theme.dim);
            }
            return right;
        }
        if number > 0 {
            x = pen.put(x, y, right, &dot, pen.theme.dim);
        }
        x = pen.put(x, y, right, &actor.name, pen.theme.kind(actor.kind));
    }
    x
}

/// What a row is about, behind its actors: as many of its keyphrases as fit whole.
fn phrases(headline: &Headline, at: (u16, u16, u16), pen: &mut Pen<'_>) {
    let (mut x, y, right) = at;
    let dim = pen.theme.dim;
    let dot = format!(" {} ", pen.glyphs.dot);
    let apart = if headline.actors.is_empty() { "" } else { &dot };
    let mut between = apart;
    for phrase in headline.phrases.iter().take(PHRASES) {
        let need = u16::try_from(phrase.width() + between.width()).unwrap_or(u16::MAX);
        if x.saturating_add(need) > right {
            continue;
        }
        x = pen.put(x, y, right, between, dim);
        x = pen.put_shown(x, y, right, phrase, dim);
        between = &dot;
    }
}

fn nothing(state: &State, area: Rect, pen: &mut Pen<'_>) {
    let dim = pen.theme.dim;
    let left = area.x + GUTTER;
    let right = area.right().saturating_sub(1);
    let mut y = area.y + 1;
    let reading = state.intake.importing || state.intake.progress.is_some();
    if !reading && (state.search.answered != state.search.asked || state.counts.is_none()) {
        return;
    }
    let words = if reading {
        "Reading."
    } else if state.search.found.muted > 0 {
        "Everything that matches is muted; :muted shows it."
    } else if state.filter.is_empty() {
        "No articles yet."
    } else {
        "Nothing matches."
    };
    pen.put_cut(left, y, right, words, pen.theme.strong);
    y += 2;
    for hint in &state.search.found.hints {
        if y >= area.bottom() {
            return;
        }
        pen.put_cut(left, y, right, &hint.to_string(), pen.theme.title);
        y += 1;
    }
    let keymap = &state.settings.keymap;
    let key = keymap.key_of(Place::List, Command::Leave);
    if let Some(key) = key.filter(|_| !state.filter.is_empty() && !state.input.is_filtering())
        && y + 1 < area.bottom()
    {
        pen.put_cut(
            left,
            y + 1,
            right,
            &format!("{key} clears the filter."),
            dim,
        );
    }
}
