//! Owns: going a level down (into an article, a card's headline) and up again, out at the top.
//! Promises: up always leads to where one came from; out leads only what is asked to.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what is not named is the list"
)]

use crate::app::command::{Command, Place};
use crate::app::effect::{Effect, FileChange};
use crate::app::reader::{Origin, Reader};
use crate::app::state::State;
use crate::app::state::articles::Jump;
use crate::app::state::card::Card;
use crate::app::step::{
    actor_table, card, open, remember, report, said_table, search, text_motion,
};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;

/// Opens what the cursor is on.
pub(crate) fn enter(state: &mut State, place: Place) {
    match place {
        Place::Reader => {
            let chosen = state.reader().and_then(Reader::chosen_entity);
            match chosen.map(|e| e.id.clone()) {
                Some(id) => card::show(state, &id),
                None => text_motion::scroll(state, 1),
            }
        }
        Place::Card => {
            let row = state.screens.card().and_then(Card::current);
            state.screens.close(Place::Card);
            if let Some((id, said)) = row {
                open_anywhere(state, id, said);
            }
        }
        Place::Actors => actor_table::show_card(state),
        Place::Said => said_table::enter(state),
        Place::Help => back(state, place, false),
        _ => {
            if let Some(id) = state.list.current() {
                open::open(state, id);
            }
        }
    }
}

/// Opens an article that need not be in the list, perhaps at a sentence; the cursor goes there if it is.
fn open_anywhere(state: &mut State, id: ArticleId, at: Option<Span>) {
    state.screens.close(Place::Actors);
    if let Some(row) = state.list.rows.iter().position(|r| *r == id) {
        state.list.go(row);
    }
    open::open_at(state, id, at.map(Jump::Sentence));
}

/// Up one level. At the top `out` leaves the program; otherwise it is said how that is done.
pub(crate) fn back(state: &mut State, place: Place, out: bool) {
    let seeks = |state: &State| state.screens.actors().is_some_and(|t| !t.sought.is_empty());
    match place {
        Place::Actors if seeks(state) => actor_table::seek(state, ""),
        Place::Help
        | Place::Card
        | Place::Actors
        | Place::Stories
        | Place::Feeds
        | Place::Timeline
        | Place::Brief
        | Place::Said => {
            state.screens.pop();
        }
        Place::Reader => match text_motion::back(state) {
            Some(Origin::Line(_)) => {}
            _ if state.zen => state.zen = false,
            _ => open::leave(state),
        },
        _ if state.articles.opening.take().is_some() => {}
        _ if out => leave_all(state),
        _ if !state.filter.is_empty() => {
            state.filter.remember();
            search::set(state, "");
            let older = state.settings.keymap.key_of(Place::Filter, Command::Older);
            if let Some(older) = older {
                report::note(
                    state,
                    format!("no filter; {older} on its line brings it back"),
                );
            }
        }
        _ => report::note(state, ways_out(state)),
    }
}

/// How the program is left.
fn ways_out(state: &State) -> String {
    let key = |command| state.settings.keymap.key_of(Place::List, command);
    let key = key(Command::Back).or_else(|| key(Command::Quit));
    format!("{} leaves nutgraf", key.as_deref().unwrap_or(":quit"))
}

/// Out of the program; the place in the open article is kept.
pub(crate) fn leave_all(state: &mut State) {
    let memory = remember::memory(state);
    open::leave(state);
    state.send(FileChange::Place(memory));
    state.send(Effect::Quit);
    state.ended = true;
}

/// Leaves whatever lies over the list.
pub(crate) fn to_list(state: &mut State) {
    open::leave(state);
    state.screens.clear();
}
