//! Key stories of the feeds that are followed.

use nutgraf::app::command::Place;
use nutgraf::app::effect::{Effect, Request};
use nutgraf::app::state::settings::Settings;
use nutgraf_read::model::feed::{FeedEdit, Which};

use crate::{picture, stage, stage_with};

fn url(name: &str) -> String {
    format!("https://{name}.example/feed")
}

#[test]
fn feeds_are_a_place_of_their_own() {
    for (keys, place, filter) in [
        ("g f", Place::Feeds, ""),
        ("g f g f", Place::List, ""),
        ("g f q", Place::List, ""),
        ("g f ?", Place::Help, ""),
        ("g f enter", Place::List, "feed:\"Lock Times\""),
        ("g f G enter", Place::List, "feed:\"River Board\""),
        ("j enter g f q", Place::List, ""),
        (": 'feeds' enter", Place::Feeds, ""),
    ] {
        let mut s = stage(100, 30);
        s.strike(keys);
        assert_eq!(s.state.place(), place, "{keys}");
        assert_eq!(s.state.filter.text(), filter, "{keys}");
    }
}

#[test]
fn what_is_done_to_a_feed_is_asked_of_the_engine() {
    let river = || url("river-board");
    for (keys, wanted) in [
        ("r", Request::Refresh(Which::These(vec![url("lock-times")]))),
        ("R", Request::Refresh(Which::Due)),
        ("G F", Request::ChangeFeeds(FeedEdit::Full(river(), false))),
        (
            "F",
            Request::ChangeFeeds(FeedEdit::Full(url("lock-times"), true)),
        ),
        ("G D", Request::ChangeFeeds(FeedEdit::Take(river()))),
        ("u", Request::UndoFeeds),
        (
            "G t ^U 'a_#b' enter",
            Request::ChangeFeeds(FeedEdit::Tags(river(), vec!["a".into(), "b".into()])),
        ),
    ] {
        let mut s = stage(100, 30);
        s.strike("g f").strike(keys);
        let asked = s.outside.last();
        assert_eq!(asked, Some(&Effect::Library(wanted)), "{keys}");
    }
}

#[test]
fn those_that_need_their_reader_are_counted_and_stand_on_top() {
    let mut s = stage(100, 30);
    s.strike("g f");
    let picture = picture(&s.state);
    assert!(
        picture.contains("4 followed · 2 need you · next look in 4 min"),
        "{picture}"
    );
    let at = |name: &str| picture.find(name).unwrap();
    assert!(at("Lock Times") < at("River Board"));
    // A library of this run only follows nothing, and says so.
    let settings = Settings {
        temporary: true,
        ..Settings::default()
    };
    let mut s = stage_with(100, 30, settings);
    s.strike("g f");
    assert_eq!(s.state.place(), Place::List);
    let said = s.state.report.as_ref().map(|report| report.text.as_str());
    assert!(
        said.is_some_and(|said| said.contains("in the library only")),
        "{said:?}"
    );
}

#[test]
fn feeds_stand_under_each_of_their_tags() {
    let rows = |keys: &str| {
        let mut s = stage(100, 30);
        s.strike("g f").strike(keys);
        let shown = picture(&s.state);
        let heads = shown
            .lines()
            .filter(|line| line.contains('#') && line.contains(" feed"))
            .count();
        let here = s.state.screens.feeds().and_then(|table| table.current());
        let name = here.map_or_else(String::new, |feed| feed.name.clone());
        (heads, shown.contains("without a tag"), name)
    };
    let (none, _, first) = rows("");
    assert_eq!((none, &*first), (0, "Lock Times"));
    let (heads, untagged, here) = rows("S");
    assert!(heads >= 2, "a head for each tag");
    assert!(untagged, "those without one come last");
    assert_eq!(here, "Lock Times", "the cursor stays on its feed");
    assert_eq!(rows("S S"), rows(""));
    // The head of a group leads to the articles of all its feeds, and is kept for the next time.
    let mut s = stage(100, 30);
    s.strike("g f S g g enter");
    assert_eq!(s.state.place(), Place::List);
    assert!(
        s.state.filter.text().starts_with("feed:\"#"),
        "{}",
        s.state.filter.text()
    );
    s.strike("g f");
    assert!(picture(&s.state).contains("without a tag"));
}

#[test]
fn a_whole_page_is_asked_of_the_engine() {
    let asked = |down: usize| {
        let mut s = stage(100, 30);
        s.strike(format!("{}F", "j ".repeat(down)).as_str());
        let asked = s.outside.iter().any(|effect| {
            matches!(effect, Effect::Library(Request::WholePage(id)) if Some(*id) == s.state.current())
        });
        let said = s.state.report.map(|report| report.text);
        (asked, said.unwrap_or_default())
    };
    let all: Vec<(bool, String)> = (0..9).map(asked).collect();
    assert!(all.iter().any(|(asked, _)| *asked), "{all:?}");
    for (asked, said) in &all {
        let wanted = if *asked {
            "fetching https://"
        } else {
            "no page"
        };
        assert!(said.contains(wanted), "{said}");
    }
}
