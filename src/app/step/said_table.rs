//! Owns: who said what over the whole screen: asking for it, moving in it, going to where it stands.
//! Promises: what is told is about the articles of the list; an older answer is dropped.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::app::command::Place;
use crate::app::effect::Request;
use crate::app::layout::{layout, said_rows};
use crate::app::state::State;
use crate::app::state::articles::Jump;
use crate::app::state::said::SaidTable;
use crate::app::state::screens::Screen;
use crate::app::step::{card, open, report};
use nutgraf_library::Statement;

/// Shows who said what, or leaves it.
pub(crate) fn toggle(state: &mut State) {
    if state.screens.close(Place::Said).is_some() {
        return;
    }
    if state.list.rows.is_empty() {
        return report::note(state, "no articles, so nobody says anything");
    }
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
    let articles = Arc::clone(&state.list.rows);
    let Some(table) = state.screens.said_mut() else {
        return;
    };
    table.asking = table.asking.wrapping_add(1);
    let asking = table.asking;
    state.send(Request::Statements {
        articles,
        voices,
        asking,
    });
}

/// Takes what came.
pub(crate) fn take(state: &mut State, asking: u32, statements: Arc<[Statement]>, more: bool) {
    if let Some(table) = state.screens.said_mut()
        && table.asking == asking
    {
        table.take(statements, more);
    }
}

/// Moves by halves of the visible rows.
pub(crate) fn page(state: &mut State, halves: isize) {
    let rows = isize::try_from(said_rows(layout(state).text)).unwrap_or(1);
    step(state, halves * (rows / 2).max(1));
}

/// Moves the cursor.
pub(crate) fn step(state: &mut State, by: isize) {
    if let Some(table) = state.screens.said_mut() {
        table.step(by);
    }
}

/// Keeps the cursor visible.
pub(crate) fn follow(state: &mut State, area: Rect) {
    if let Some(table) = state.screens.said_mut() {
        table.follow(said_rows(area));
    }
}

/// Opens the article at the statement under the cursor; the way back leads here.
pub(crate) fn enter(state: &mut State) {
    let Some(statement) = state.screens.said().and_then(SaidTable::current) else {
        return;
    };
    let (article, span) = (statement.article, statement.span);
    if let Some(row) = state.list.rows.iter().position(|row| *row == article) {
        state.list.go(row);
    }
    state.screens.close(Place::Said);
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
