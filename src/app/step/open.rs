//! Owns: opening and leaving articles.
//! Promises: an article that is at hand opens at once; its place is kept when it is left.

use std::sync::Arc;

use crate::app::command::Place;
use crate::app::effect::Request;
use crate::app::layout::text_width;
use crate::app::reader::{Origin, Reader};
use crate::app::state::State;
use crate::app::state::articles::{Jump, Opening};
use crate::app::state::screens::Screen;
use crate::app::step::{report, rows, text_motion};
use nutgraf_read::model::change::Change;
use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::id::ArticleId;

/// Opens an article, now or when it comes.
pub(crate) fn open(state: &mut State, id: ArticleId) {
    open_at(state, id, None);
}

/// The same, at a sentence.
pub(in crate::app) fn open_at(state: &mut State, article: ArticleId, at: Option<Jump>) {
    let opening = Opening { article, at };
    if let Some(reading) = state.articles.get(article) {
        let reading = Arc::clone(reading);
        return show(state, reading, opening);
    }
    state.articles.opening = Some(opening);
    state.fetch(article);
}

/// Takes an article that was asked for.
pub(crate) fn arrived(state: &mut State, id: ArticleId, reading: Option<Box<Reading>>) {
    state.articles.fetched(id);
    let Some(reading) = reading else {
        if state.articles.take_opening(id).is_some() {
            report::warn(state, "this article is no longer in the library");
        }
        return;
    };
    let reading: Arc<Reading> = Arc::from(reading);
    state.articles.keep(Arc::clone(&reading));
    if state.reader().is_some_and(|open| open.reading.id == id) {
        renew(state, reading);
        return;
    }
    if let Some(opening) = state.articles.take_opening(id) {
        show(state, reading, opening);
    }
}

/// Asks for the open article anew: what is on its way may be old.
pub(crate) fn fetch_anew(state: &mut State) {
    if let Some(id) = state.reader().map(|reader| reader.reading.id) {
        state.articles.fetch(id);
        state.send(Request::Open(id));
    }
}

/// Asks for the open article anew, and forgets all that came before.
pub(crate) fn fetch_all_anew(state: &mut State) {
    state.articles.forget_all();
    fetch_anew(state);
}

/// The open article has changed: its marks, or its text after a new analysis.
fn renew(state: &mut State, reading: Arc<Reading>) {
    let Some(open) = state.screens.reader_mut() else {
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
        open.lit_sentence = None;
        open.reading = reading;
        return;
    }
    let offset = open.place();
    let mut fresh = Reader::new(reading, open.page.width, state.hyphens.clone());
    fresh.top = match offset {
        0 => 0,
        offset => fresh.page.line_of(offset),
    };
    *open = fresh;
}

fn show(state: &mut State, reading: Arc<Reading>, opening: Opening) {
    leave(state);
    let id = reading.id;
    let unread = !reading.marks.read && !rows::is_read(state, id);
    let reader = Reader::new(reading, text_width(state), state.hyphens.clone());
    state.screens.push(Screen::Reader(reader));
    match opening.at {
        Some(Jump::Summary(line)) => text_motion::light(state, line, Origin::List),
        Some(Jump::Sentence(span)) => text_motion::light_sentence(state, span, Origin::List),
        None => {}
    }
    if state.settings.mark_read && unread {
        rows::remark(state, id, |marks| marks.read = true);
        if let Some(counts) = &mut state.counts {
            counts.unread = counts.unread.saturating_sub(1);
        }
        state.send(Request::Apply(Change::SetRead(Arc::from([id]), true)));
    }
}

/// Keeps the place in the open article, if it has changed since it was kept.
pub(crate) fn keep(state: &mut State) {
    let Some(reader) = state.reader() else {
        return;
    };
    let (id, position) = (reader.reading.id, reader.place());
    if position == kept(state, reader) {
        return;
    }
    state.articles.kept = Some((id, position));
    state.send(Request::Apply(Change::SetPosition(id, position)));
}

/// The place in an article that was kept last.
fn kept(state: &State, reader: &Reader) -> u32 {
    match state.articles.kept {
        Some((of, at)) if of == reader.reading.id => at,
        _ => reader.reading.position,
    }
}

/// Leaves the open article, keeping its place.
pub(crate) fn leave(state: &mut State) {
    state.articles.opening = None;
    let Some(Screen::Reader(reader)) = state.screens.close(Place::Reader) else {
        return;
    };
    let (id, position) = (reader.reading.id, reader.place());
    let kept = kept(state, &reader);
    state.articles.kept = None;
    if position == kept {
        return;
    }
    if let Some(reading) = state.articles.get_mut(id) {
        reading.position = position;
    }
    state.send(Request::Apply(Change::SetPosition(id, position)));
}

/// Says that the list ends here, in the direction of `distance`.
pub(crate) fn tell_end(state: &mut State, distance: isize) {
    let which = if distance > 0 { "last" } else { "first" };
    report::note(state, format!("this is the {which} article of the list"));
}

/// Goes to the next or previous article of the list and opens it.
pub(crate) fn neighbour(state: &mut State, distance: isize) {
    let target = state.list.cursor.checked_add_signed(distance);
    let id = target.and_then(|row| state.list.rows.get(row).copied());
    let (Some(row), Some(id)) = (target, id) else {
        return tell_end(state, distance);
    };
    state.list.go(row);
    open(state, id);
}
