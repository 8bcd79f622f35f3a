//! Owns: `Pending`, what a frame drawn now would lack of what is on its way.
//! Promises: pure; other keys than those of the filter line are answered with what is there.

use crate::app::state::State;

/// What is on its way, the most important of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pending {
    /// Nothing that is worth waiting for.
    Nothing,
    /// What stands beside the rows: their actors, those that the full text adds, the article under the cursor. With it the
    /// screen changes once where it would change twice.
    Surroundings,
    /// The rows of the line that is being written; before the first key the first article too.
    Rows,
}

/// What a frame drawn now would lack.
pub fn pending(state: &State) -> Pending {
    if state.struck && !state.input.is_filtering() {
        return Pending::Nothing;
    }
    // Rows come together, so the first ones tell; those below the screen are not asked for.
    let rows = || {
        let mut first = state.list.rows.iter().skip(state.list.top).take(2);
        first.any(|id| !state.list.headlines.contains_key(id))
    };
    let article = || {
        let under = state.list.current().filter(|_| state.reader().is_none());
        under.is_some_and(|id| state.articles.get(id).is_none())
    };
    // The first articles of all are counted a moment before they are listed.
    let first = || {
        let counted = state.counts.is_some_and(|counts| counts.articles > 0);
        counted && state.list.rows.is_empty() && state.filter.is_empty()
    };
    if state.input.is_filtering() && state.search.asked != state.search.answered || rows() {
        Pending::Rows
    } else if !state.struck {
        if article() || first() {
            Pending::Rows
        } else {
            Pending::Nothing
        }
    } else if !state.search.found.counted || state.search.found.awaits_text || article() {
        Pending::Surroundings
    } else {
        Pending::Nothing
    }
}
