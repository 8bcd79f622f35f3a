//! Owns: asking for the rows of a filter line, and taking the answer.
//! May import: `app::{state, effect, step::rows}`, `filter`.
//! Promises: the latest question wins; the old rows stay until it is answered.

use std::sync::Arc;

use crate::app::effect::Effect;
use crate::app::list::Grouping;
use crate::app::state::State;
use crate::app::step::rows;
use crate::filter::Plan;
use crate::filter::found::Found;
use crate::filter::query::Sort;
use crate::model::id::Generation;

/// Asks for the rows of the line as it is written.
pub(crate) fn ask(state: &mut State) -> Vec<Effect> {
    state.asked = state.asked.next();
    vec![Effect::Search {
        generation: state.asked,
        line: state.filter.text().to_owned(),
    }]
}

/// Puts a line into the filter and asks for its rows.
pub(crate) fn set(state: &mut State, line: &str) -> Vec<Effect> {
    state.filter.set(line);
    ask(state)
}

/// Takes an answer, unless a newer question was asked.
pub(crate) fn answer(
    state: &mut State,
    generation: Generation,
    found: Arc<Found>,
    plan: Arc<Plan>,
    micros: u32,
) {
    if generation != state.asked {
        return;
    }
    // An answer to the same line again (the library has grown) leaves the reader where he is.
    let again = state.struck && (state.answered == generation || state.filter.is_empty());
    state.answered = generation;
    state.micros = micros;
    state
        .list
        .replace(Arc::clone(&found.rows), found.exact_until, again);
    state.list.grouping = match plan.sort() {
        Sort::New | Sort::Old => Grouping::Day,
        Sort::Source => Grouping::Source,
        Sort::Rank => Grouping::None,
    };
    state.found = found;
    state.plan = plan;
    rows::follow(state);
}
