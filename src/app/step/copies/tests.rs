use std::sync::Arc;

use super::*;
use crate::app::msg::Snapshot;
use crate::app::state::settings::Settings;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::row::Row;
use nutgraf_read::model::id::ArticleId;

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
    let mut state = State::new(Settings::default());
    state.catalog = Snapshot(Arc::new(catalog));
    state.list.rows = Arc::from([ArticleId(3), ArticleId(1)]);
    state.filter.set("oil");
    for (cursor, asks, line) in [(1, false, "oil"), (0, true, "story:2"), (0, true, "")] {
        state.list.cursor = cursor;
        copies(&mut state);
        assert_eq!(!state.take_effects().is_empty(), asks, "{line}");
        assert_eq!(state.filter.text(), line);
    }
    assert_eq!(state.filter.history(), ["oil"]);
}
