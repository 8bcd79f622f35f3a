//! Owns: showing all copies of a story, and going back.
//! Promises: the line that was there before is the newest of the filter line's history.

use crate::app::state::State;
use crate::app::step::{report, search};

const WORD: &str = "story:";

/// Lists the copies of the article under the cursor; from such a list, everything again.
pub(crate) fn copies(state: &mut State) {
    if state.filter.text().starts_with(WORD) {
        return search::set(state, "");
    }
    let row = state.list.current().and_then(|id| state.catalog.0.row(id));
    let Some(row) = row.filter(|row| row.story > 0) else {
        report::note(state, "no other source has this story");
        return;
    };
    state.filter.remember();
    search::set(state, &format!("{WORD}{}", row.story));
}

#[cfg(test)]
mod tests;
