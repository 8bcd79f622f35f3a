//! Owns: who said what over the whole screen: asking for it, moving in it, going to where it stands.
//! Promises: what is told is about the articles of the list; an older answer is dropped.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::app::command::Place;
use crate::app::effect::Request;
use crate::app::layout::{layout, said_rows};
use crate::app::state::State;
use crate::app::state::articles::Jump;
use crate::app::state::said::{CARD, SaidTable};
use crate::app::state::screens::Screen;
use crate::app::step::{card, open, report};
use nutgraf_library::Statement;

/// What was said is gathered from so many articles at first, and from so many times as many at each end that is come to: what
/// somebody walks through, while rows and articles wait.
const FIRST: usize = 1_000;
const FURTHER: usize = 4;

/// Shows who said what, or leaves it.
pub(crate) fn toggle(state: &mut State) {
    if state.place() == Place::Said {
        state.screens.close(Place::Said);
        return;
    }
    if state.list.rows.is_empty() {
        return report::note(state, "no articles, so nobody says anything");
    }
    open::leave(state);
    state.screens.clear();
    state.screens.push(Screen::Said(SaidTable::default()));
    ask(state);
}

/// Asks anew when the list has changed.
pub(crate) fn refresh(state: &mut State) {
    if state.screens.said().is_some() {
        ask(state);
    }
}

fn ask(state: &mut State) {
    let voices = state
        .search
        .plan
        .voices(&state.catalog.0)
        .unwrap_or_default();
    let rows = Arc::clone(&state.list.rows);
    let Some(table) = state.screens.said_mut() else {
        return;
    };
    table.asking = (table.asking + 1) & !CARD;
    table.reach = table.reach.max(FIRST);
    (table.articles, table.waits) = (rows.len(), true);
    let articles = match rows.get(..table.reach) {
        Some(near) if near.len() < rows.len() => Arc::from(near),
        _ => rows,
    };
    table.asked = voices.speakers.len() > 1;
    let asking = table.asking;
    state.send(Request::Statements {
        articles,
        voices,
        asking,
    });
}

/// Takes what came.
pub(crate) fn take(state: &mut State, asking: u32, statements: Arc<[Statement]>) {
    if asking & CARD != 0 {
        return card::take_said(state, asking, &statements);
    }
    if let Some(table) = state.screens.said_mut()
        && table.asking == asking
    {
        table.take(statements);
    }
}

/// Moves by halves of the visible rows.
pub(crate) fn page(state: &mut State, halves: isize) {
    let rows = isize::try_from(said_rows(layout(state).text)).unwrap_or(1);
    step(state, halves * (rows / 2).max(1));
}

/// Moves the cursor; at the end further articles are asked for.
pub(crate) fn step(state: &mut State, by: isize) {
    let Some(table) = state.screens.said_mut() else {
        return;
    };
    table.step(by);
    if by > 0 && table.wants_more() {
        table.reach *= FURTHER;
        ask(state);
    }
}

/// Keeps the cursor visible.
pub(crate) fn follow(state: &mut State, area: Rect) {
    if let Some(table) = state.screens.said_mut() {
        table.follow(said_rows(area));
    }
}

/// Opens the article at the statement under the cursor: over this, so that the way back leads here, to the same row.
pub(crate) fn enter(state: &mut State) {
    let Some(statement) = state.screens.said().and_then(SaidTable::current) else {
        return;
    };
    let (article, span) = (statement.article, statement.span);
    if let Some(row) = state.list.rows.iter().position(|row| *row == article) {
        state.list.go(row);
    }
    open::open_at(state, article, Some(Jump::Sentence(span)));
}

/// The card of who speaks under the cursor.
pub(crate) fn show_card(state: &mut State) {
    let speaker = state.screens.said().and_then(SaidTable::current);
    match speaker.and_then(|statement| statement.speaker.clone()) {
        Some(id) => card::show(state, &id),
        None => report::note(state, "who this is stays open"),
    }
}
