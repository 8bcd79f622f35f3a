//! Owns: the actors of the whole list over the whole screen: moving among them, and what can be done with one.
//! Promises: the cursor stays inside, however the list changes.

use std::cmp::Reverse;

use ratatui::layout::Rect;

use crate::app::actor_lines::{self, ActorLine};
use crate::app::command::Place;
use crate::app::layout::{actor_rows, layout};
use crate::app::state::State;
use crate::app::state::screens::{ActorTable, Screen};
use crate::app::step::{card, report, search};
use crate::app::terms;
use nutgraf_library::filter::language::resolve;

/// So many actors of a name are listed.
const MOST: usize = 200;

/// Shows the actors of the list, or leaves them.
pub(crate) fn toggle(state: &mut State) {
    if state.screens.close(Place::Actors).is_some() {
        return;
    }
    if actor_lines::of_list(state).is_empty() {
        report::note(state, "no actors are known here");
        return;
    }
    state.screens.push(Screen::Actors(ActorTable::default()));
}

/// Sorts by surprise, or by count again.
pub(crate) fn sort(state: &mut State) {
    state.by_surprise = !state.by_surprise;
    let words = if !state.by_surprise {
        "actors by how many articles name them"
    } else if state.search.found.surprising.is_empty() {
        "the whole library can surprise with no actor: filter first"
    } else {
        "actors by surprise: those that this list names unusually often"
    };
    report::note(state, words);
    if let Some(table) = state.screens.actors_mut() {
        *table = ActorTable::default();
    }
}

/// Shows only the actors with a name that has words beginning so, whether they are among the most frequent or not.
pub(crate) fn seek(state: &mut State, words: &str) {
    let catalog = &state.catalog.0;
    let set = &state.search.found.set;
    let mut named = Vec::new();
    for no in resolve::actors_beginning(catalog, words, None) {
        let mut here = 0;
        catalog
            .actors()
            .for_articles(no, |article| here += u32::from(set.has(article)));
        if here > 0 {
            named.push((no, here));
        }
    }
    named.sort_by_key(|(no, here)| (Reverse(*here), *no));
    named.truncate(MOST);
    if let Some(table) = state.screens.actors_mut() {
        *table = ActorTable {
            sought: words.trim().to_owned(),
            named,
            ..ActorTable::default()
        };
    }
}

/// Seeks anew in another list.
pub(crate) fn refresh(state: &mut State) {
    let sought = state.screens.actors().map(|table| table.sought.clone());
    if let Some(sought) = sought.filter(|sought| !sought.is_empty()) {
        let cursor = state.screens.actors().map_or(0, |table| table.cursor);
        seek(state, &sought);
        step(state, cursor.cast_signed());
    }
}

/// Moves the cursor.
pub(crate) fn step(state: &mut State, by: isize) {
    let last = actor_lines::of_table(state).len().saturating_sub(1);
    if let Some(table) = state.screens.actors_mut() {
        table.cursor = table.cursor.saturating_add_signed(by).min(last);
    }
}

/// Moves by halves of the visible rows.
pub(crate) fn page(state: &mut State, halves: isize) {
    let rows = isize::try_from(actor_rows(layout(state).text)).unwrap_or(1);
    step(state, halves * (rows / 2).max(1));
}

/// Keeps the cursor on a row that is there and visible in an area.
pub(crate) fn follow(state: &mut State, area: Rect) {
    if state.screens.actors().is_none() {
        return;
    }
    let last = actor_lines::of_table(state).len().saturating_sub(1);
    let rows = actor_rows(area).max(1);
    if let Some(table) = state.screens.actors_mut() {
        table.cursor = table.cursor.min(last);
        let from = (table.cursor + 1).saturating_sub(rows);
        table.top = table.top.clamp(from, table.cursor.max(from));
    }
}

/// The actor under the cursor.
pub(crate) fn current(state: &State) -> Option<ActorLine> {
    let table = state.screens.actors()?;
    actor_lines::of_table(state).into_iter().nth(table.cursor)
}

/// Shows the card of the actor under the cursor.
pub(crate) fn show_card(state: &mut State) {
    if let Some(actor) = current(state) {
        card::show(state, &actor.id);
    }
}

/// Puts the actor under the cursor into the filter, or keeps it out of it.
pub(crate) fn filter(state: &mut State, without: bool) {
    if let Some(actor) = current(state) {
        search::toggle(state, &terms::actor(&actor.name), without);
    }
}
