//! Owns: showing an actor's card, and keeping it in step with the catalog.
//! Promises: the cursor stays on its article.

use crate::app::state::State;
use crate::app::state::card::Card;
use crate::app::state::screens::Screen;
use crate::app::step::report;
use nutgraf_read::model::id::ActorId;

/// Makes the card that is shown anew: the catalog has changed.
pub(crate) fn refresh(state: &mut State) {
    let Some(old) = state.screens.card_mut() else {
        return;
    };
    if let Some(fresh) = Card::of(&state.catalog.0, &old.id) {
        let on = old.current();
        let at = fresh.latest.iter().position(|id| Some(*id) == on);
        *old = Card {
            cursor: at.unwrap_or(0),
            ..fresh
        };
    }
}

/// Shows the card of an actor.
pub(crate) fn show(state: &mut State, id: &ActorId) {
    match Card::of(&state.catalog.0, id) {
        Some(card) => state.screens.push(Screen::Card(card)),
        None => report::note(state, "the card comes when the library has been read"),
    }
}
