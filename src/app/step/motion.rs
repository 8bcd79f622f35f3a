//! Owns: moving in whatever has the keys: list, text, help, card.
//! Promises: never beyond the ends.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what is not named moves in the list"
)]

use crate::app::command::Place;
use crate::app::state::State;
use crate::app::step::{
    actor_table, brief, feed_table, open, rows, said_table, story_table, text_motion, timeline,
};

/// Moves by rows or lines.
pub(crate) fn go(state: &mut State, place: Place, by: isize) {
    match place {
        Place::Reader => text_motion::scroll(state, by),
        Place::Help => {
            if let Some(help) = state.screens.help_mut() {
                help.top = help.top.saturating_add_signed(by);
            }
            bound_help(state);
        }
        Place::Card => {
            if let Some(card) = state.screens.card_mut() {
                card.step(by);
            }
        }
        Place::Actors => actor_table::step(state, by),
        Place::Stories => story_table::step(state, by),
        Place::Feeds => feed_table::step(state, by),
        Place::Timeline => timeline::step(state, by),
        Place::Brief => brief::step(state, by),
        Place::Said => said_table::step(state, by),
        _ => state.list.step(by),
    }
}

/// Moves by pages, counted in halves.
pub(crate) fn page(state: &mut State, place: Place, halves: isize) {
    match place {
        Place::Reader => text_motion::page(state, halves),
        Place::Help => go(state, place, halves * 8),
        Place::Card => go(state, place, halves * 2),
        Place::Actors => actor_table::page(state, halves),
        Place::Stories => story_table::page(state, halves),
        Place::Feeds => feed_table::page(state, halves),
        Place::Timeline => timeline::page(state, halves),
        Place::Brief => brief::page(state, halves),
        Place::Said => said_table::page(state, halves),
        _ => rows::page(state, halves),
    }
}

/// A page down; from the end of an article to the next unread one.
pub(crate) fn read_on(state: &mut State, place: Place, pages: isize) {
    if place == Place::Reader && text_motion::is_at_end(state) {
        return unread(state, place, true, pages.unsigned_abs());
    }
    page(state, place, 2 * pages);
}

/// Goes to a row or a line, counted from 0.
pub(crate) fn end(state: &mut State, place: Place, at: usize) {
    match place {
        Place::Reader => text_motion::go(state, at),
        Place::Help => {
            if let Some(help) = state.screens.help_mut() {
                help.top = at;
            }
            bound_help(state);
        }
        Place::Card
        | Place::Actors
        | Place::Stories
        | Place::Feeds
        | Place::Timeline
        | Place::Brief
        | Place::Said => {
            let by = if at == 0 { isize::MIN } else { isize::MAX };
            go(state, place, by);
        }
        _ => state.list.go(at),
    }
}

fn bound_help(state: &mut State) {
    let rows = usize::from(crate::app::layout::layout(state).text.height);
    let lines = crate::app::help::fitted(state).len();
    if let Some(help) = state.screens.help_mut() {
        help.top = help.top.min(lines.saturating_sub(rows));
    }
}

/// Goes to the next or previous unread article, and opens it while reading.
pub(crate) fn unread(state: &mut State, place: Place, forward: bool, times: usize) {
    let before = state.list.cursor;
    rows::go_unread(state, forward, times);
    match (place, state.list.current()) {
        (Place::Reader, Some(id)) if state.list.cursor != before => open::open(state, id),
        _ => {}
    }
}

/// Goes to an article before or after this one, and opens it while reading.
pub(crate) fn neighbour(state: &mut State, place: Place, by: isize) {
    if place == Place::Reader {
        return open::neighbour(state, by);
    }
    if place == Place::Stories {
        return story_table::step(state, by);
    }
    if place == Place::Brief {
        return brief::step_story(state, by);
    }
    let before = state.list.cursor;
    state.list.step(by);
    if state.list.cursor == before {
        open::tell_end(state, by);
    }
}
