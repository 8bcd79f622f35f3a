//! Owns: moving in the open article: lines, pages, matches, mentions, evidence.
//! Promises: the top line always lies on the page.

use crate::app::effect::Effect;
use crate::app::layout::layout;
use crate::app::page::LineKind;
use crate::app::reader::Origin;
use crate::app::state::State;
use crate::app::step::{open, say};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;

/// Rows of the text that are visible.
fn height(state: &State) -> usize {
    usize::from(layout(state).text.height)
}

/// Scrolls by lines.
pub(crate) fn scroll(state: &mut State, lines: isize) {
    if let Some(reader) = &mut state.reader {
        reader.top = reader.top.saturating_add_signed(lines);
    }
    open::fit(state);
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
    if let Some(reader) = &mut state.reader {
        reader.top = line;
    }
    open::fit(state);
}

/// Scrolls so that a piece of the text is visible; to the middle when it was not or `middle` says so.
fn reveal(state: &mut State, span: Span, middle: bool) {
    let rows = height(state);
    let Some(reader) = &mut state.reader else {
        return;
    };
    let line = reader.page.line_of(span.start);
    let near = reader.top < line && line + 2 < reader.top + rows;
    if middle || !near {
        reader.top = line.saturating_sub(rows / 2);
    }
    open::fit(state);
}

/// Goes to the next or previous match of the search.
pub(crate) fn hit(state: &mut State, forward: bool) {
    let Some(reader) = &mut state.reader else {
        return;
    };
    if reader.sought.is_empty() {
        say::note(state, "nothing sought yet: / seeks in the text");
        return;
    }
    let from = reader.page.offset_at(reader.top);
    let Some((index, wrapped)) = next(&reader.hits, reader.hit, from, forward) else {
        let words = reader.sought.clone();
        say::warn(state, format!("\"{words}\" is not in this text"));
        return;
    };
    reader.hit = Some(index);
    let (count, span) = (reader.hits.len(), reader.hits.get(index).copied());
    let turn = if wrapped { ", from the other end" } else { "" };
    say::note(state, format!("match {} of {count}{turn}", index + 1));
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
    let Some(reader) = &mut state.reader else {
        return;
    };
    if reader.chosen.is_none() {
        if reader.reading.analyzed.analysis.entities.is_empty() {
            say::note(state, "no actors were found in this text");
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
        say::note(state, format!("{name} is named in the title only"));
        return;
    };
    reader.mention = Some(index);
    let turn = if wrapped { ", from the other end" } else { "" };
    say::note(
        state,
        format!("{name}: {} of {}{turn}", index + 1, spans.len()),
    );
    reveal(state, spans.get(index).copied().unwrap_or_default(), false);
}

/// Chooses an actor of the open article; choosing him again lets him go.
pub(crate) fn choose(state: &mut State, entity: usize) {
    let Some(reader) = &mut state.reader else {
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
    let Some(reader) = &mut state.reader else {
        return;
    };
    let count = reader.reading.analyzed.analysis.entities.len();
    if count == 0 {
        say::note(state, "no actors were found in this text");
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

/// Opens the article at the sentence of a summary line, marked and in the middle.
pub(crate) fn evidence(state: &mut State, id: ArticleId, line: usize) -> Vec<Effect> {
    let from = match &state.reader {
        Some(reader) if reader.reading.id == id => Origin::Line(reader.top),
        _ => Origin::List,
    };
    let mut effects = Vec::new();
    if from == Origin::List {
        effects = open::open(state, id);
        if state.opening == Some(id) {
            state.opening_at = Some(line);
            return effects;
        }
    }
    light(state, line, from);
    effects
}

/// Marks the sentence of a summary line and brings it to the middle.
pub(crate) fn light(state: &mut State, line: usize, from: Origin) {
    let Some(reader) = &mut state.reader else {
        return;
    };
    let spans = &reader.reading.analyzed.analysis.summary;
    let Some(span) = spans.get(line).map(|s| s.span) else {
        say::warn(state, "there is no such summary line");
        return;
    };
    reader.lit = Some(line);
    reader.origin.get_or_insert(from);
    reveal(state, span, true);
}

/// Back to where the jump to a summary line came from; `false` when there was none.
pub(crate) fn back(state: &mut State) -> Option<Origin> {
    let reader = state.reader.as_mut()?;
    reader.lit = None;
    let origin = reader.origin.take()?;
    if let Origin::Line(top) = origin {
        reader.top = top;
        open::fit(state);
    }
    Some(origin)
}

/// Shows or hides what cleaning left out.
pub(crate) fn dropped(state: &mut State) {
    let Some(reader) = &mut state.reader else {
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
        (0, _) => say::note(state, "cleaning left nothing out of this text"),
        (_, true) => {
            say::note(
                state,
                format!("{count} pieces that cleaning left out are shown grey"),
            );
            let visible = state
                .reader
                .as_ref()
                .is_some_and(|r| first.is_some_and(|line| (r.top..r.top + rows).contains(&line)));
            if let (false, Some(line)) = (visible, first) {
                go(state, line.saturating_sub(rows / 3));
            }
        }
        (_, false) => say::note(state, "only the text"),
    }
    open::fit(state);
}

/// To the list of links, or back to the text.
pub(crate) fn links(state: &mut State) {
    let rows = height(state);
    let Some(reader) = &state.reader else { return };
    let lines = &reader.page.lines;
    let first = lines
        .iter()
        .position(|l| matches!(l.kind, LineKind::Link(_)));
    match first {
        None => say::note(state, "no links in this text"),
        Some(line) => {
            go(state, line.saturating_sub(rows / 2));
            say::note(state, "a number and o opens that link");
        }
    }
}
