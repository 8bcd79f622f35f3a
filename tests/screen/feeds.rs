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
