//! Owns: moving in the open article: lines, pages, matches, mentions, evidence.
//! Promises: the top line always lies on the page.

use ratatui::layout::Rect;

use crate::app::command::{Command, Place};
use crate::app::layout::layout;
use crate::app::page::LineKind;
use crate::app::reader::Origin;
use crate::app::state::State;
use crate::app::step::report;
use nutgraf_read::model::span::Span;

/// Breaks the open text anew when its column has another width, and keeps its top on the page.
pub(crate) fn fit(state: &mut State, text: Rect) {
    let Some(reader) = state.screens.reader_mut() else {
        return;
    };
    if text.width > 0 && text.width != reader.page.width {
        reader.rewrap(text.width);
    }
    let lines = reader.page.lines.len();
    let most = lines.saturating_sub(usize::from(text.height).max(1));
    reader.top = reader.top.min(most);
}

/// Rows of the text that are visible.
fn height(state: &State) -> usize {
    usize::from(layout(state).text.height)
}

/// Scrolls by lines.
pub(crate) fn scroll(state: &mut State, lines: isize) {
    if let Some(reader) = state.screens.reader_mut() {
        reader.top = reader.top.saturating_add_signed(lines);
    }
}

/// Whether the last line of the open article is in sight.
pub(crate) fn is_at_end(state: &State) -> bool {
    let rows = height(state);
    let reader = state.reader();
    reader.is_some_and(|reader| reader.top + rows >= reader.page.lines.len())
}

/// Scrolls by half pages. A whole page leaves one old line, so that the eye finds its place.
pub(crate) fn page(state: &mut State, halves: isize) {
    let rows = isize::try_from(height(state)).unwrap_or(1);
    let distance = match halves.abs() {
        1 => (rows / 2).max(1),
        many => (rows - 1).max(1) * (many / 2),
    };
    scroll(state, distance * halves.signum());
}

/// Goes to a line.
pub(crate) fn go(state: &mut State, line: usize) {
    if let Some(reader) = state.screens.reader_mut() {
        reader.top = line;
    }
}

/// Scrolls so that a piece of the text is visible; to the middle when it was not or `middle` says so.
fn reveal(state: &mut State, span: Span, middle: bool) {
    let text = layout(state).text;
    let rows = usize::from(text.height);
    let Some(reader) = state.screens.reader_mut() else {
        return;
    };
    let line = reader.page.line_of(span.start);
    let near = reader.top < line && line + 2 < reader.top + rows;
    if middle || !near {
        reader.top = line.saturating_sub(rows / 2);
    }
    fit(state, text);
}

/// Words about a command with the key that it has in the text.
fn with_key(state: &State, command: Command, words: &str) -> String {
    let key = state.settings.keymap.key_of(Place::Reader, command);
    words.replace("{}", &key.unwrap_or_else(|| format!(":{}", command.name())))
}

/// Goes to the next or previous match of the search.
pub(crate) fn hit(state: &mut State, forward: bool) {
    let Some(reader) = state.screens.reader_mut() else {
        return;
    };
    if reader.sought.is_empty() {
        let words = with_key(
            state,
            Command::Search,
            "no search yet: {} searches the text",
        );
        return report::note(state, words);
    }
    let from = reader.page.offset_at(reader.top);
    let Some((index, wrapped)) = next(&reader.hits, reader.hit, from, forward) else {
        let words = reader.sought.clone();
        report::warn(state, format!("\"{words}\" is not in this text"));
        return;
    };
    reader.hit = Some(index);
    let (count, span) = (reader.hits.len(), reader.hits.get(index).copied());
    let turn = if wrapped { ", wrapped around" } else { "" };
    report::note(state, format!("match {} of {count}{turn}", index + 1));
    reveal(state, span.unwrap_or_default(), false);
}

/// The next place from the one one is at, or from an offset; with whether it went round the end.
fn next(spans: &[Span], at: Option<usize>, from: u32, forward: bool) -> Option<(usize, bool)> {
    let last = spans.len().checked_sub(1)?;
    Some(match (at, forward) {
        (Some(at), true) if at < last => (at + 1, false),
        (Some(_), true) => (0, true),
        (Some(at), false) if at > 0 => ((at - 1).min(last), false),
        (Some(_), false) => (last, true),
        (None, true) => match spans.iter().position(|s| s.start >= from) {
            Some(index) => (index, false),
            None => (0, true),
        },
        (None, false) => match spans.iter().rposition(|s| s.start < from) {
            Some(index) => (index, false),
            None => (last, true),
        },
    })
}

/// Goes to the next or previous mention of the chosen actor; chooses the first actor when none is.
pub(crate) fn mention(state: &mut State, forward: bool) {
    let Some(reader) = state.screens.reader_mut() else {
        return;
    };
    if reader.chosen.is_none() {
        if reader.reading.analyzed.analysis.entities.is_empty() {
            report::note(state, "no actors were found in this text");
            return;
        }
        reader.chosen = Some(0);
        reader.mention = None;
    }
    let spans = reader.chosen_spans();
    let name = reader
        .chosen_entity()
        .map_or(String::new(), |e| e.name.clone());
    let from = reader.page.offset_at(reader.top);
    let Some((index, wrapped)) = next(&spans, reader.mention, from, forward) else {
        report::note(state, format!("{name} is named in the title only"));
        return;
    };
    reader.mention = Some(index);
    let turn = if wrapped { ", wrapped around" } else { "" };
    report::note(
        state,
        format!("{name}: {} of {}{turn}", index + 1, spans.len()),
    );
    reveal(state, spans.get(index).copied().unwrap_or_default(), false);
}

/// Chooses an actor of the open article; choosing it again lets it go.
pub(crate) fn choose(state: &mut State, entity: usize) {
    let Some(reader) = state.screens.reader_mut() else {
        return;
    };
    reader.mention = None;
    reader.chosen = if reader.chosen == Some(entity) {
        None
    } else {
        reader
            .reading
            .analyzed
            .analysis
            .entities
            .get(entity)
            .map(|_| entity)
    };
}

/// Chooses the next or previous actor of the open article.
pub(crate) fn choose_next(state: &mut State, forward: bool) {
    let Some(reader) = state.screens.reader_mut() else {
        return;
    };
    let count = reader.reading.analyzed.analysis.entities.len();
    if count == 0 {
        report::note(state, "no actors were found in this text");
        return;
    }
    reader.mention = None;
    reader.chosen = Some(match (reader.chosen, forward) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(at), true) => (at + 1) % count,
        (Some(at), false) => (at + count - 1) % count,
    });
}

/// Marks the sentence of a summary line and brings it to the middle.
pub(crate) fn light(state: &mut State, line: usize, from: Origin) {
    let Some(reader) = state.screens.reader_mut() else {
        return;
    };
    let spans = &reader.reading.analyzed.analysis.summary;
    let Some(span) = spans.get(line).map(|s| s.span) else {
        report::warn(state, "there is no such summary line");
        return;
    };
    reader.lit = Some(line);
    reader.lit_sentence = None;
    reader.origin.get_or_insert(from);
    reveal(state, span, true);
}

/// Marks a sentence and brings it to the middle.
pub(crate) fn light_sentence(state: &mut State, span: Span, from: Origin) {
    let Some(reader) = state.screens.reader_mut() else {
        return;
    };
    if !span.fits(&reader.reading.analyzed.article.text) {
        return;
    }
    reader.lit_sentence = Some(span);
    reader.origin.get_or_insert(from);
    reveal(state, span, true);
}

/// Back to where the jump to a summary line came from; `false` when there was none.
pub(crate) fn back(state: &mut State) -> Option<Origin> {
    let reader = state.screens.reader_mut()?;
    reader.lit = None;
    reader.lit_sentence = None;
    let origin = reader.origin.take()?;
    if let Origin::Line(top) = origin {
        reader.top = top;
    }
    Some(origin)
}

/// Shows or hides what cleaning left out.
pub(crate) fn dropped(state: &mut State) {
    let Some(reader) = state.screens.reader_mut() else {
        return;
    };
    let count = reader.reading.analyzed.article.dropped.len();
    reader.dropped = !reader.dropped && count > 0;
    let shown = reader.dropped;
    let width = reader.page.width;
    reader.rewrap(width);
    let first = reader
        .page
        .lines
        .iter()
        .position(|l| matches!(l.kind, LineKind::Dropped { .. }));
    let rows = height(state);
    match (count, shown) {
        (0, _) => report::note(state, "cleaning left nothing out of this text"),
        (_, true) => {
            report::note(
                state,
                format!("{count} pieces that cleaning left out are shown grey"),
            );
            let visible = state
                .reader()
                .is_some_and(|r| first.is_some_and(|line| (r.top..r.top + rows).contains(&line)));
            if let (false, Some(line)) = (visible, first) {
                go(state, line.saturating_sub(rows / 3));
            }
        }
        (_, false) => report::note(state, "only the text"),
    }
}

/// To the list of links, or back to the text.
pub(crate) fn links(state: &mut State) {
    let rows = height(state);
    let Some(reader) = state.reader() else { return };
    let lines = &reader.page.lines;
    let first = lines
        .iter()
        .position(|l| matches!(l.kind, LineKind::Link(_)));
    match first {
        None => report::note(state, "no links in this text"),
        Some(line) => {
            go(state, line.saturating_sub(rows / 2));
            let words = with_key(state, Command::Browse, "a number and {} opens that link");
            report::note(state, words);
        }
    }
}
