//! Owns: showing an actor's card, and keeping it in step with the catalog.
//! Promises: the cursor stays on its article.

use std::sync::Arc;

use crate::app::effect::Request;
use crate::app::state::State;
use crate::app::state::card::{Card, MOST_SAID};
use crate::app::state::said::CARD;
use crate::app::state::screens::Screen;
use crate::app::step::report;
use nutgraf_library::Statement;
use nutgraf_read::model::id::ActorId;
use nutgraf_read::model::voices::Voices;

/// Makes the card that is shown anew: the catalog has changed.
pub(crate) fn refresh(state: &mut State) {
    let Some(old) = state.screens.card_mut() else {
        return;
    };
    if let Some(fresh) = Card::of(&state.catalog.0, &old.id) {
        let on = old.current();
        *old = Card {
            said: Arc::clone(&old.said),
            asking: old.asking,
            ..fresh
        };
        old.go_to(on);
    }
    ask(state);
}

/// Asks what the actor of the card said.
fn ask(state: &mut State) {
    let Some(card) = state.screens.card_mut() else {
        return;
    };
    card.asking = card.asking.wrapping_add(1) | CARD;
    let (asking, id) = (card.asking, card.id.clone());
    let articles = Card::speaking(&state.catalog.0, &id);
    if articles.is_empty() {
        return;
    }
    state.send(Request::Statements {
        articles: Arc::from(articles),
        voices: Voices {
            speakers: vec![id],
            ..Voices::default()
        },
        asking,
    });
}

/// Takes what the actor of the card said; the cursor stays on its row, which is the first where it was not moved.
pub(crate) fn take_said(state: &mut State, asking: u32, statements: &[Statement]) {
    let Some(card) = state
        .screens
        .card_mut()
        .filter(|card| card.asking == asking)
    else {
        return;
    };
    let on = card.current().filter(|_| card.cursor > 0);
    card.said = statements.iter().take(MOST_SAID).cloned().collect();
    card.go_to(on);
}

/// Shows the card of an actor.
pub(crate) fn show(state: &mut State, id: &ActorId) {
    match Card::of(&state.catalog.0, id) {
        Some(card) => {
            state.screens.push(Screen::Card(card));
            ask(state);
        }
        None => report::note(state, "the card comes when the library has been read"),
    }
}
