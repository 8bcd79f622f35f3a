//! Saved lines: briefs as tabs, mutes, bulk actions, and filters from what the cursor is on.

use std::sync::Arc;

use nutgraf::app::effect::{Effect, FileChange};
use nutgraf_read::model::saved::{Keeping, Purpose, Saved};

use crate::stage::Stage;
use crate::{picture, stage, stage_with};

/// The last message.
fn said(s: &Stage) -> &str {
    s.state
        .report
        .as_ref()
        .map_or("", |report| report.text.as_str())
}

fn rows(s: &Stage) -> usize {
    s.state.list.exact_until
}

fn kept(s: &Stage) -> Vec<&Keeping> {
    let mut kept = Vec::new();
    for effect in &s.outside {
        if let Effect::File(FileChange::SavedLine(keeping)) = effect {
            kept.push(keeping);
        }
    }
    kept
}

#[test]
fn a_line_is_saved_shown_as_a_tab_and_dropped() {
    let mut s = stage(100, 30);
    s.strike("/ 'lock' enter : 'save_locks' enter");
    assert!(said(&s).starts_with("saved as locks"), "{}", said(&s));
    assert!(
        picture(&s.state).contains("[locks 2]"),
        "{}",
        picture(&s.state)
    );
    s.strike(": 'save_\"Port_Maren\"_harrow' enter");
    assert!(
        picture(&s.state).contains("all 6 ─[locks 2]─ Port Maren 2"),
        "{}",
        picture(&s.state)
    );
    let names: Vec<&str> = s
        .state
        .saved
        .lines()
        .iter()
        .map(|saved| &*saved.name)
        .collect();
    assert_eq!(names, ["locks", "Port Maren"]);
    for (keys, line) in [
        ("]", "harrow"),
        ("]", ""),
        ("]", "lock"),
        ("[ [", "harrow"),
        ("1 ]", ""),
        ("3 ]", "harrow"),
        ("/ backspace backspace enter ]", "lock"),
        (": 'tab_Po' enter", "harrow"),
        (": 'brief_Po' enter", "harrow"),
    ] {
        s.strike(keys);
        assert_eq!(s.state.filter.text(), line, "{keys}");
    }
    s.strike("] m");
    s.strike(": 'unsave_locks' enter");
    assert_eq!(said(&s), "locks is no longer kept; it was: lock");
    assert_eq!(kept(&s).len(), 3);
    for (keys, says) in [
        (
            ": 'save_x' enter",
            "nothing to save: write a filter first, or `:save x QUERY`",
        ),
        (
            ": 'save_x_foo:bar' enter",
            "not kept: there is no field foo:",
        ),
        (": 'unsave_y' enter", "no y here, but Port Maren"),
        (": 'brief_y' enter", "no tab y"),
    ] {
        s.strike(keys);
        assert!(said(&s).starts_with(says), "{keys}: {}", said(&s));
    }
}

#[test]
fn what_is_muted_is_hidden_counted_and_can_be_looked_at() {
    let mut s = stage(100, 30);
    s.strike(": 'mute_boats_harrow' enter");
    assert_eq!((rows(&s), s.state.search.found.muted), (4, 2));
    assert!(
        picture(&s.state).contains("2 muted"),
        "{}",
        picture(&s.state)
    );
    s.strike("/ 'lock' enter");
    assert_eq!((rows(&s), s.state.search.found.muted), (1, 1));
    s.strike(": 'muted' enter");
    assert_eq!(rows(&s), 2);
    // A bulk action leaves alone what is hidden.
    s.strike(": 'star_lock' enter");
    assert_eq!(said(&s), "1 article starred; u takes it back");
    s.strike(": 'unmute_boats' enter esc");
    assert_eq!((rows(&s), s.state.search.found.muted), (6, 0));
}

#[test]
fn saved_lines_come_with_the_start() {
    let saved = |purpose, name, line| Saved {
        purpose,
        name: Arc::from(name),
        line: Arc::from(line),
    };
    let options = nutgraf::app::state::settings::Settings {
        saved: vec![
            saved(Purpose::Tab, "pact", "@\"Water Pact\""),
            saved(Purpose::Mute, "dry", "forecast"),
        ],
        ..nutgraf::app::state::settings::Settings::default()
    };
    let s = stage_with(100, 30, options);
    assert_eq!(rows(&s), 5);
    assert!(
        picture(&s.state).contains("pact 2"),
        "{}",
        picture(&s.state)
    );
}

#[test]
fn whole_lines_are_marked_and_nothing_else() {
    for (keys, says, read) in [
        (
            ": 'read_harrow' enter",
            "2 articles marked read; u takes it back",
            2,
        ),
        (": 'read_hrrw' enter", "nothing matches hrrw", 0),
        (
            ": 'read_foo:bar' enter",
            "nothing done: there is no field foo:",
            0,
        ),
        (
            ": 'read_@nobody' enter",
            "nothing done: no actor here is called nobody",
            0,
        ),
        (
            ": 'read_.' enter",
            "that would be every article; say which ones",
            0,
        ),
        (
            "/ 'quayside' enter : 'read_.' enter",
            "nothing matches quayside",
            0,
        ),
        (
            "/ 'src:quayside' enter : 'read_.' enter",
            "2 articles marked read; u takes it back",
            2,
        ),
        (
            ": 'tag_-x_harrow' enter",
            "2 articles without #x; u takes it back",
            0,
        ),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        assert!(said(&s).starts_with(says), "{keys}: {}", said(&s));
        let marked = (1..=6)
            .filter(|id| {
                s.state
                    .catalog
                    .0
                    .marks(nutgraf_read::model::id::ArticleId(*id))
                    .read
            })
            .count();
        assert_eq!(marked, read, "{keys}");
    }
    let mut s = stage(100, 30);
    s.strike(": 'tag_river_harrow' enter / '#river' enter");
    assert_eq!(rows(&s), 2);
}

#[test]
fn the_cursor_makes_filters() {
    for (keys, line) in [
        ("*", "src:\"Morning Wire\""),
        ("* *", ""),
        ("/ 'lock' enter *", "lock src:\"The Ledger\""),
        ("j enter *", "src:\"The Ledger\""),
        ("j ~", "like:1"),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        assert_eq!(s.state.filter.text(), line, "{keys}");
        assert!(rows(&s) > 0, "{keys}");
    }
}

#[test]
fn arrows_walk_the_list_and_from_its_top_the_history() {
    let mut s = stage(100, 30);
    s.strike("/ 'lock' enter / ^U 'harrow' enter / ^U");
    // Back at the whole list the cursor stays on its article, wherever that stands.
    for (keys, line, cursor) in [
        ("down down", "", Some(3)),
        ("up up up", "", Some(0)),
        ("up", "harrow", Some(0)),
        ("up", "lock", Some(0)),
        ("down", "harrow", Some(0)),
        ("down", "", None),
        ("^R ^R", "lock", Some(0)),
        ("^T", "lokc", None),
        ("^W ^Y", "lokc", None),
        ("^A M-d", "", None),
    ] {
        s.strike(keys);
        assert_eq!(s.state.filter.text(), line, "{keys}");
        if cursor.is_some() {
            assert_eq!(Some(s.state.list.cursor), cursor, "{keys}");
        }
    }
}

#[test]
fn the_line_is_shown_as_it_was_understood() {
    for (keys, chips) in [
        ("/ 'harrow_-@lorania'", "[harrow] [not @ Lorania]"),
        ("/ '@quill|@tom-harrow'", "[@ Ada Quill] or [@ Tom Harrow]"),
        (
            "/ 'is:unread_sort:old_2024-05..'",
            "[unread] [order: old] [since 1 May 2024]",
        ),
        ("/ 'foo:x'", "there is no field foo:"),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        let shown = picture(&s.state);
        assert!(shown.contains(chips), "{keys}: {shown}");
    }
}
