//! Owns: beginning the tour, and going on when what a step asks for was done.
//! Promises: a step is done by doing it, in whatever way; the tour never takes a key away, and touches no library of the
//! reader's.

use crate::app::effect::{Action, Request};
use crate::app::state::State;
use crate::app::step::{marks, report};
use crate::app::tour::Tour;

/// Begins the tour, over the starter articles in a library of its own; leaves it when one is on it.
pub(crate) fn toggle(state: &mut State) {
    if state.tour.take().is_some() {
        report::note(state, "the tour is over");
        return;
    }
    if !state.settings.temporary {
        state.send(Action::Tour);
        return;
    }
    state.tour = Some(Tour::default());
    if state.list.rows.is_empty() && state.filter.is_empty() {
        state.intake.importing = true;
        state.send(Request::ImportStarters);
    }
}

/// Goes on when the step is done.
pub(crate) fn go_on(state: &mut State) {
    let Some(tour) = state.tour else { return };
    let reader = state.reader();
    let done = match tour.done {
        0 => !state.filter.is_empty() && !state.input.is_filtering(),
        1 => reader.is_some(),
        2 => reader.is_some_and(|r| r.lit.is_some()),
        3 => reader.is_some_and(|r| r.mention.is_some()),
        4 => state
            .current()
            .and_then(|id| marks::marks_of(state, id))
            .is_some_and(|marks| marks.starred),
        _ => false,
    };
    if done {
        state.tour = Some(Tour {
            done: tour.done + 1,
        });
    }
}

/// At the end any key puts the tour away.
pub(crate) fn strike(state: &mut State) {
    if state.tour.is_some_and(Tour::is_over) {
        state.tour = None;
    }
}
