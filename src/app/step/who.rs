//! Owns: the actors of the whole list over the whole screen: moving among them, and what can be done with one.
//! Promises: the cursor stays inside, however the list changes.

use crate::app::command::Command;
use crate::app::effect::Effect;
use crate::app::layout::{layout, who_rows};
use crate::app::people;
use crate::app::state::{State, Who};
use crate::app::step::{card, say, search};
use crate::app::terms;

/// Carries out the commands that mean something else here than elsewhere.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "all others mean the same everywhere"
)]
pub(crate) fn run(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    Some(match command {
        Command::Actors => filter(state, false),
        Command::NegateActor => filter(state, true),
        Command::Card => {
            show_card(state);
            Vec::new()
        }
        _ => return None,
    })
}

/// Shows the actors of the list, or leaves them.
pub(crate) fn toggle(state: &mut State) {
    state.who = match state.who {
        Some(_) => None,
        None if people::of_list(state).is_empty() => {
            say::note(state, "no actors are known here");
            None
        }
        None => Some(Who::default()),
    };
}

/// Sorts by surprise, or by count again.
pub(crate) fn sort(state: &mut State) {
    state.by_surprise = !state.by_surprise;
    let words = if !state.by_surprise {
        "actors by how many articles name them"
    } else if state.found.surprising.is_empty() {
        "actors by surprise, but the whole library surprises with nobody: filter first"
    } else {
        "actors by surprise: those that this list names unusually often"
    };
    say::note(state, words);
    if let Some(who) = &mut state.who {
        *who = Who::default();
    }
}

/// Moves the cursor.
pub(crate) fn step(state: &mut State, by: isize) {
    let last = people::of_list(state).len().saturating_sub(1);
    if let Some(who) = &mut state.who {
        who.cursor = who.cursor.saturating_add_signed(by).min(last);
    }
    follow(state);
}

/// Moves by halves of the visible rows.
pub(crate) fn page(state: &mut State, halves: isize) {
    let rows = isize::try_from(who_rows(layout(state).text)).unwrap_or(1);
    step(state, halves * (rows / 2).max(1));
}

/// Keeps the cursor on a row that is there and visible.
pub(crate) fn follow(state: &mut State) {
    if state.who.is_none() {
        return;
    }
    let last = people::of_list(state).len().saturating_sub(1);
    let rows = who_rows(layout(state).text).max(1);
    if let Some(who) = &mut state.who {
        who.cursor = who.cursor.min(last);
        let from = (who.cursor + 1).saturating_sub(rows);
        who.top = who.top.clamp(from, who.cursor.max(from));
    }
}

/// Shows the card of the actor under the cursor.
pub(crate) fn show_card(state: &mut State) {
    let cursor = state.who.as_ref().map_or(0, |who| who.cursor);
    if let Some(person) = people::of_list(state).into_iter().nth(cursor) {
        card::show(state, &person.id);
    }
}

/// Puts the actor under the cursor into the filter, or keeps him out of it.
pub(crate) fn filter(state: &mut State, without: bool) -> Vec<Effect> {
    let cursor = state.who.as_ref().map_or(0, |who| who.cursor);
    let Some(person) = people::of_list(state).into_iter().nth(cursor) else {
        return Vec::new();
    };
    let line = terms::toggle(state.filter.text(), &terms::actor(&person.name), without);
    search::set(state, &line)
}
