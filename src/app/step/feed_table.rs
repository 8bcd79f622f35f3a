//! Owns: the feeds over the whole screen: moving among them, and what can be done with one.
//! Promises: what is done to a feed is asked of the engine, which answers with the feeds as they are then.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "other commands do nothing to a feed"
)]

use ratatui::layout::Rect;

use crate::app::command::{Command, Place};
use crate::app::effect::{Action, Request};
use crate::app::layout::{feed_rows, layout};
use crate::app::state::State;
use crate::app::state::feeds::{FeedLine, FeedTable};
use crate::app::state::input::Asking;
use crate::app::state::screens::Screen;
use crate::app::step::{line_input, navigate, report, search};
use crate::app::terms;
use nutgraf_read::model::feed::{FeedEdit, Which};

/// Shows the feeds, or leaves them.
pub(crate) fn toggle(state: &mut State) {
    if state.screens.close(Place::Feeds).is_some() {
        return;
    }
    if state.settings.temporary {
        report::note(
            state,
            "feeds are followed in the library only; start nutgraf without a path",
        );
        return;
    }
    navigate::to_list(state);
    state
        .screens
        .push(Screen::Feeds(FeedTable::new(state.view.feeds_by_tag)));
    state.send(Request::Feeds);
}

/// Moves by halves of the visible rows.
pub(crate) fn page(state: &mut State, halves: isize) {
    let rows = isize::try_from(feed_rows(layout(state).text)).unwrap_or(1);
    step(state, halves * (rows / 2).max(1));
}

/// Moves the cursor.
pub(crate) fn step(state: &mut State, by: isize) {
    if let Some(table) = state.screens.feeds_mut() {
        table.step(by);
    }
}

/// Keeps the cursor visible.
pub(crate) fn follow(state: &mut State, area: Rect) {
    if let Some(table) = state.screens.feeds_mut() {
        table.follow(feed_rows(area));
    }
}

fn current(state: &State) -> Option<FeedLine> {
    state.screens.feeds()?.current().cloned()
}

/// The articles of the feed under the cursor; with none, the starter feeds are followed.
pub(crate) fn open(state: &mut State) {
    let tag = state.screens.feeds().and_then(FeedTable::current_tag);
    if let Some(tag) = tag.map(str::to_owned) {
        return open_group(state, &tag);
    }
    let Some(feed) = current(state) else {
        return starters(state);
    };
    let all = state.screens.feeds().map_or(&[][..], FeedTable::lines);
    let meant = unmistakable(&feed, all);
    navigate::to_list(state);
    search::set(state, &terms::feed(&meant));
}

/// The articles of the feeds that have a tag.
fn open_group(state: &mut State, tag: &str) {
    if tag.is_empty() {
        return report::note(state, "these feeds have no tag; t gives one");
    }
    navigate::to_list(state);
    search::set(state, &terms::feed(&format!("#{tag}")));
}

/// Groups the feeds by tag, or no longer.
pub(crate) fn group(state: &mut State) {
    state.view.feeds_by_tag = !state.view.feeds_by_tag;
    let by_tag = state.view.feeds_by_tag;
    if let Some(table) = state.screens.feeds_mut() {
        table.group(by_tag);
    }
    let words = if by_tag {
        "by tag"
    } else {
        "by state and name"
    };
    report::note(state, format!("feeds: {words}"));
}

/// What leads to this feed and no other: its name, else its address.
fn unmistakable(feed: &FeedLine, all: &[FeedLine]) -> String {
    let key = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let own = key(&feed.name);
    let alike = all.iter().filter(|other| key(&other.name) == own).count();
    if alike == 1 && !own.is_empty() {
        feed.name.clone()
    } else {
        feed.url.to_string()
    }
}

/// Follows the starter feeds.
pub(crate) fn starters(state: &mut State) {
    let empty = state
        .screens
        .feeds()
        .is_some_and(|table| table.lines.is_some() && table.lines().is_empty());
    if empty {
        state.send(Request::StarterFeeds);
        report::note(state, "follows the starter feeds and asks them …");
    }
}

/// Carries out what can be done with a feed.
pub(crate) fn run(state: &mut State, command: Command) {
    if command == Command::RefreshAll {
        state.send(Request::Refresh(Which::Due));
        return report::note(state, "asks the feeds that are due …");
    }
    if command == Command::Edit {
        let Some(table) = state.screens.feeds() else {
            return;
        };
        let (argv, file) = (state.settings.editor.clone(), table.file.clone());
        if argv.is_empty() {
            return report::note(
                state,
                format!("no editor is set ($EDITOR); the file is {file}"),
            );
        }
        return state.send(Action::EditFile { argv, file });
    }
    if command == Command::Undo {
        return state.send(Request::UndoFeeds);
    }
    let Some(feed) = current(state) else {
        return report::note(state, "no feed is under the cursor");
    };
    let url = feed.url.to_string();
    match command {
        Command::Refresh => {
            state.send(Request::Refresh(Which::These(vec![url])));
            report::note(state, format!("asks {} …", feed.name));
        }
        Command::WholePages => {
            state.send(Request::ChangeFeeds(FeedEdit::Full(url, !feed.full)));
            let words = if feed.full {
                "what the feed has"
            } else {
                "the whole pages"
            };
            report::note(state, format!("{}: {words} from now on", feed.name));
        }
        Command::Unfollow => {
            state.send(Request::ChangeFeeds(FeedEdit::Take(url)));
            report::note(
                state,
                format!("no longer follows {}; u takes that back", feed.name),
            );
        }
        Command::Tag => {
            line_input::ask(state, Asking::FeedTags);
            line_input::insert(state, &feed.tags.join(" "));
        }
        _ => {}
    }
}

/// Gives the feed under the cursor these tags, parted by blanks.
pub(crate) fn tag(state: &mut State, text: &str) {
    if let Some(feed) = current(state) {
        let tags = text
            .split_whitespace()
            .map(|tag| tag.trim_start_matches('#').to_owned());
        let edit = FeedEdit::Tags(feed.url.to_string(), tags.collect());
        state.send(Request::ChangeFeeds(edit));
    }
}
