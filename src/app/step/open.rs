//! Owns: opening and leaving articles.
//! Promises: an article that is at hand opens at once; its place is kept when it is left.

use std::sync::Arc;

use crate::app::effect::{Effect, Request};
use crate::app::layout::{layout, text_width};
use crate::app::reader::Reader;
use crate::app::state::State;
use crate::app::step::{rows, say};
use nutgraf_read::model::change::Change;
use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::id::ArticleId;

/// So many articles are kept at hand.
const MOST_READINGS: usize = 12;

/// Opens an article, now or when it comes.
pub(crate) fn open(state: &mut State, id: ArticleId) -> Vec<Effect> {
    if let Some(reading) = state.reading(id) {
        let reading = Arc::clone(reading);
        return show(state, reading);
    }
    state.opening = Some(id);
    if state.fetching == Some(id) {
        return Vec::new();
    }
    state.fetching = Some(id);
    vec![Request::Open(id).into()]
}

/// Takes an article that was asked for.
pub(crate) fn arrived(
    state: &mut State,
    id: ArticleId,
    reading: Option<Box<Reading>>,
) -> Vec<Effect> {
    if state.fetching == Some(id) {
        state.fetching = None;
    }
    let Some(reading) = reading else {
        if state.opening.take_if(|o| *o == id).is_some() {
            say::warn(state, "this article is no longer in the library");
        }
        return Vec::new();
    };
    let reading: Arc<Reading> = Arc::from(reading);
    state.readings.retain(|r| r.id != id);
    state.readings.push(Arc::clone(&reading));
    let extra = state.readings.len().saturating_sub(MOST_READINGS);
    state.readings.drain(..extra);
    if let Some(open) = &mut state.reader
        && open.reading.id == id
    {
        renew(state, reading);
        return Vec::new();
    }
    if state.opening.take_if(|o| *o == id).is_some() {
        return show(state, reading);
    }
    Vec::new()
}

/// The open article has changed: its marks, or its text after a new analysis.
fn renew(state: &mut State, reading: Arc<Reading>) {
    let Some(open) = &mut state.reader else {
        return;
    };
    if open.reading.analyzed == reading.analyzed {
        open.reading = reading;
        return;
    }
    if open.reading.analyzed.article == reading.analyzed.article
        && open.reading.analyzed.analysis.entities == reading.analyzed.analysis.entities
    {
        // Only the summary is another one: everything else stays where it is.
        open.lit = None;
        open.reading = reading;
        return;
    }
    let offset = open.place();
    let mut fresh = Reader::new(reading, open.page.width, state.hyphens.clone());
    fresh.top = match offset {
        0 => 0,
        offset => fresh.page.line_of(offset),
    };
    state.reader = Some(fresh);
}

fn show(state: &mut State, reading: Arc<Reading>) -> Vec<Effect> {
    let mut effects = leave(state);
    let id = reading.id;
    let unread = !reading.marks.read && !rows::is_read(state, id);
    let width = text_width(state);
    state.reader = Some(Reader::new(reading, width, state.hyphens.clone()));
    fit(state);
    state.opening = None;
    if state.options.mark_read && unread {
        rows::remark(state, id, |marks| marks.read = true);
        if let Some(counts) = &mut state.counts {
            counts.unread = counts.unread.saturating_sub(1);
        }
        effects.push(Request::Apply(Change::SetRead(Arc::from([id]), true)).into());
    }
    effects
}

/// Keeps the place in the open article, if it has changed since it was kept.
pub(crate) fn keep(state: &mut State) -> Vec<Effect> {
    let Some(reader) = &state.reader else {
        return Vec::new();
    };
    let (id, position) = (reader.reading.id, reader.place());
    let kept = match state.kept {
        Some((of, at)) if of == id => at,
        _ => reader.reading.position,
    };
    if position == kept {
        return Vec::new();
    }
    state.kept = Some((id, position));
    vec![Request::Apply(Change::SetPosition(id, position)).into()]
}

/// Leaves the open article, keeping its place.
pub(crate) fn leave(state: &mut State) -> Vec<Effect> {
    state.opening = None;
    let Some(reader) = state.reader.take() else {
        return Vec::new();
    };
    let id = reader.reading.id;
    let position = reader.place();
    let kept = state.kept.take().filter(|(of, _)| *of == id);
    if position == kept.map_or(reader.reading.position, |(_, at)| at) {
        return Vec::new();
    }
    if let Some(kept) = state.readings.iter_mut().find(|r| r.id == id) {
        Arc::make_mut(kept).position = position;
    }
    vec![Request::Apply(Change::SetPosition(id, position)).into()]
}

/// Breaks the open text anew when its column has another width, and keeps its top on the page.
pub(crate) fn fit(state: &mut State) {
    let areas = layout(state);
    let Some(reader) = &mut state.reader else {
        return;
    };
    if areas.text.width > 0 && areas.text.width != reader.page.width {
        reader.rewrap(areas.text.width);
    }
    let most = reader
        .page
        .lines
        .len()
        .saturating_sub(usize::from(areas.text.height).max(1));
    reader.top = reader.top.min(most);
}

/// Goes to the next or previous article of the list and opens it.
pub(crate) fn neighbour(state: &mut State, distance: isize) -> Vec<Effect> {
    let target = state.list.cursor.checked_add_signed(distance);
    let id = target.and_then(|row| state.list.rows.get(row).copied());
    let (Some(row), Some(id)) = (target, id) else {
        let which = if distance > 0 { "last" } else { "first" };
        say::note(state, format!("this is the {which} article of the list"));
        return Vec::new();
    };
    rows::go(state, row);
    open(state, id)
}
