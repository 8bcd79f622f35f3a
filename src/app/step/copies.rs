//! Owns: showing all copies of a story, and going back.
//! May import: `app::{effect, state, step::{say, search}}`, `model`.
//! Promises: the line that was there before is the newest of the filter line's history.

use crate::app::effect::Effect;
use crate::app::state::State;
use crate::app::step::{say, search};

const WORD: &str = "story:";

/// Lists the copies of the article under the cursor; from such a list, everything again.
pub(crate) fn copies(state: &mut State) -> Vec<Effect> {
    if state.filter.text().starts_with(WORD) {
        return search::set(state, "");
    }
    let row = state.list.current().and_then(|id| state.catalog.0.row(id));
    let Some(row) = row.filter(|row| row.story > 0) else {
        say::note(state, "no other source has this story");
        return Vec::new();
    };
    state.filter.remember();
    search::set(state, &format!("{WORD}{}", row.story))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::msg::Snapshot;
    use crate::app::state::Options;
    use crate::catalog::Catalog;
    use crate::catalog::row::Row;
    use crate::model::id::ArticleId;

    #[test]
    fn copies_are_listed_and_left_again() {
        let mut catalog = Catalog::new();
        for (id, story) in [(1, 0), (2, 2), (3, 2)] {
            catalog.push(&Row {
                id: ArticleId(id),
                story,
                ..Row::default()
            });
        }
        let mut state = State::new(Options::default());
        state.catalog = Snapshot(Arc::new(catalog));
        state.list.rows = Arc::from([ArticleId(3), ArticleId(1)]);
        state.filter.set("oil");
        for (cursor, asks, line) in [(1, false, "oil"), (0, true, "story:2"), (0, true, "")] {
            state.list.cursor = cursor;
            assert_eq!(!copies(&mut state).is_empty(), asks, "{line}");
            assert_eq!(state.filter.text(), line);
        }
        assert_eq!(state.filter.history(), ["oil"]);
    }
}
