//! Owns: going a level down (into an article, a card's headline) and up again, out at the top.
//! Promises: up always leads to where one came from.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what is not named is the list"
)]

use crate::app::command::Place;
use crate::app::effect::{Effect, FileChange, Memory};
use crate::app::reader::Origin;
use crate::app::state::State;
use crate::app::step::{card, open, rows, search, travel, who};
use nutgraf_read::model::id::ArticleId;

/// Opens what the cursor is on.
pub(crate) fn enter(state: &mut State, place: Place) -> Vec<Effect> {
    match place {
        Place::Reader => {
            let chosen = state.reader.as_ref().and_then(|r| r.chosen_entity());
            match chosen.map(|e| e.id.clone()) {
                Some(id) => card::show(state, &id),
                None => travel::scroll(state, 1),
            }
            Vec::new()
        }
        Place::Card => {
            let Some(card) = state.card.take() else {
                return Vec::new();
            };
            match card.latest.get(card.cursor) {
                Some(id) => open_anywhere(state, *id),
                None => Vec::new(),
            }
        }
        Place::Who => {
            who::show_card(state);
            Vec::new()
        }
        Place::Help => back(state, place, false),
        _ => match state.list.current() {
            Some(id) => open::open(state, id),
            None => Vec::new(),
        },
    }
}

/// Opens an article that need not be in the list; the cursor goes there if it is.
fn open_anywhere(state: &mut State, id: ArticleId) -> Vec<Effect> {
    state.who = None;
    if let Some(row) = state.list.rows.iter().position(|r| *r == id) {
        rows::go(state, row);
    }
    open::open(state, id)
}

/// Up one level. At the top `out` leaves the program.
pub(crate) fn back(state: &mut State, place: Place, out: bool) -> Vec<Effect> {
    match place {
        Place::Help => state.help = None,
        Place::Card => state.card = None,
        Place::Who => state.who = None,
        Place::Reader => match travel::back(state) {
            Some(Origin::Line(_)) => {}
            _ if state.zen => state.zen = false,
            _ => {
                let effects = open::leave(state);
                rows::follow(state);
                return effects;
            }
        },
        _ if state.opening.take().is_some() => state.opening_at = None,
        _ if out => return leave_all(state),
        _ if !state.filter.is_empty() => {
            state.filter.remember();
            return search::set(state, "");
        }
        _ => return leave_all(state),
    }
    Vec::new()
}

/// Out of the program; the place in the open article is kept.
pub(crate) fn leave_all(state: &mut State) -> Vec<Effect> {
    let reading = state.reader.as_ref().map(|r| r.reading.id);
    let mut effects = Vec::new();
    let memory = crate::app::memory::of(state);
    effects.extend(open::leave(state));
    effects.push(
        FileChange::Place(Memory {
            reading: reading.is_some(),
            ..memory
        })
        .into(),
    );
    effects.push(Effect::Quit);
    state.ended = true;
    effects
}

/// Leaves whatever lies over the list.
pub(crate) fn to_list(state: &mut State) -> Vec<Effect> {
    state.help = None;
    state.card = None;
    state.who = None;
    let effects = open::leave(state);
    rows::follow(state);
    effects
}
