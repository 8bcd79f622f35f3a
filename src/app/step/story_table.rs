//! Owns: the stories of the list: asking for them, moving among them, and what can be done with one.
//! Promises: they follow the filter; a story whose articles are looked at is known from then on.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "other commands do nothing to a story"
)]

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::app::command::{Command, Place};
use crate::app::effect::{Request, StoryWish};
use crate::app::layout::{layout, story_rows};
use crate::app::state::State;
use crate::app::state::screens::Screen;
use crate::app::state::stories::{StoryOrder, StoryTable};
use crate::app::step::{brief, navigate, open, report, rows, search, timeline};
use nutgraf_library::filter::stats::stories::StoryLine;
use nutgraf_read::model::account::Account;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::ArticleId;

/// Shows the stories of the list, or leaves them.
pub(crate) fn toggle(state: &mut State) {
    if state.screens.close(Place::Stories).is_some() {
        return;
    }
    navigate::to_list(state);
    state.screens.push(Screen::Stories(StoryTable::default()));
    ask(state);
}

/// Asks for the stories of the rows that the list has now, when they are others than were asked of or stand in other stories.
pub(crate) fn ask(state: &mut State) {
    let found = Arc::clone(&state.list.rows);
    let version = state.catalog.0.stories_version();
    let Some(table) = state.screens.stories_mut() else {
        return;
    };
    let same = |of: &(Arc<[ArticleId]>, u64)| Arc::ptr_eq(&of.0, &found) && of.1 == version;
    if table.of.as_ref().is_some_and(same) {
        return;
    }
    table.of = Some((found, version));
    ask_anew(state);
}

/// Asks for them again: something of them is different now.
pub(crate) fn ask_anew(state: &mut State) {
    if state.screens.stories().is_none() {
        return;
    }
    let set = Arc::clone(&state.search.found.set);
    state.send(Request::Stories {
        catalog: state.catalog.clone(),
        articles: set,
    });
}

/// Takes the stories that have come.
pub(crate) fn take(state: &mut State, lines: Vec<StoryLine>) {
    if let Some(table) = state.screens.stories_mut() {
        table.take(lines);
    }
}

/// Moves the cursor.
pub(crate) fn step(state: &mut State, by: isize) {
    if let Some(table) = state.screens.stories_mut() {
        table.step(by);
    }
}

/// Moves by halves of the visible rows.
pub(crate) fn page(state: &mut State, halves: isize) {
    let rows = isize::try_from(story_rows(layout(state).list)).unwrap_or(1);
    step(state, halves * (rows / 2).max(1));
}

/// Keeps the cursor visible, and asks what stands beside the story under it.
pub(crate) fn follow(state: &mut State, area: Rect) {
    let Some(table) = state.screens.stories_mut() else {
        return;
    };
    table.follow(story_rows(area));
    let here = table.current().map(|line| &line.story);
    let asked = table.asked;
    let wanted = here.filter(|story| Some(story.number) != asked);
    if let Some(story) = wanted.map(|story| Arc::new(story.clone())) {
        table.asked = Some(story.number);
        state.send(Request::Account {
            catalog: state.catalog.clone(),
            story,
        });
    }
}

/// Takes what stands beside a story.
pub(crate) fn take_account(state: &mut State, account: Arc<Account>) {
    if let Some(table) = state.screens.stories_mut() {
        table.account = Some(account);
    }
}

fn current(state: &State) -> Option<StoryLine> {
    state.screens.stories()?.current().cloned()
}

/// The articles of the story under the cursor; the reader knows it from then on.
pub(crate) fn enter(state: &mut State) {
    let Some(line) = current(state) else {
        return;
    };
    know(state, line.story.number);
    navigate::to_list(state);
    state.filter.remember();
    search::set(state, &format!("story:{}", line.story.number));
}

fn know(state: &mut State, story: u32) {
    state.send(Request::Apply(Change::KnowStories([story].into())));
}

/// Whether a command does something with the story under the cursor, or with the table.
pub(crate) fn takes(command: Command) -> bool {
    matches!(
        command,
        Command::Read
            | Command::Evidence
            | Command::SameStory
            | Command::Related
            | Command::SortStories
            | Command::Timeline
            | Command::Brief
    )
}

/// Carries out what can be done with a story.
pub(crate) fn run(state: &mut State, command: Command) {
    if command == Command::SortStories {
        let Some(table) = state.screens.stories_mut() else {
            return;
        };
        table.turn();
        let first = match table.order {
            StoryOrder::Weight => "the weightiest",
            StoryOrder::Time => "the latest",
        };
        return report::note(state, format!("{first} stories first"));
    }
    let Some(line) = current(state) else {
        return report::note(state, "no story is under the cursor");
    };
    match command {
        Command::Read => {
            know(state, line.story.number);
            let unread = line.story.articles.iter().copied();
            let unread: Vec<ArticleId> = unread.filter(|id| !rows::is_read(state, *id)).collect();
            if !unread.is_empty() {
                state.send(Request::Apply(Change::SetRead(Arc::from(unread), true)));
            }
            ask_anew(state);
            step(state, 1);
        }
        Command::Evidence => {
            let at = state.list.rows.iter().position(|id| *id == line.lead);
            navigate::to_list(state);
            if let Some(at) = at {
                state.list.go(at);
            }
            open::open(state, line.lead);
        }
        Command::SameStory => same(state, &line),
        Command::Related => with_related(state, &line),
        Command::Timeline | Command::Brief => {
            know(state, line.story.number);
            let newest_first: Vec<ArticleId> = line.story.articles.iter().rev().copied().collect();
            navigate::to_list(state);
            state.filter.remember();
            search::set(state, &format!("story:{}", line.story.number));
            let articles = Arc::from(newest_first);
            if command == Command::Brief {
                brief::show(state, articles);
            } else {
                timeline::show(state, articles, state.search.asked);
            }
        }
        _ => {}
    }
}

/// The filter becomes the story with those that are related to it; the stories stay in view.
fn with_related(state: &mut State, line: &StoryLine) {
    let beside = state.screens.stories().and_then(|table| table.beside());
    let related = beside.map_or(&[][..], |account| &account.related);
    if related.is_empty() {
        return report::note(state, "no other story is related to it");
    }
    let mut terms = vec![format!("story:{}", line.story.number)];
    terms.extend(related.iter().map(|one| format!("story:{}", one.story)));
    state.filter.remember();
    search::set(state, &terms.join(" | "));
}

/// Notes a story, and says at the next one that both are one.
fn same(state: &mut State, line: &StoryLine) {
    let Some(table) = state.screens.stories_mut() else {
        return;
    };
    match table.same.take() {
        None => {
            table.same = Some(line.story.number);
            let words = "go to the story that is the same, and strike this key again";
            report::note(state, words);
        }
        Some(other) if other == line.story.number => {
            report::note(state, "it stays a story of its own");
        }
        Some(other) => state.send(Request::Story(StoryWish::Join(other, line.story.number))),
    }
}

/// Takes the article under the cursor, or the open one, out of its story.
pub(crate) fn part(state: &mut State) {
    let Some(id) = state.current() else {
        return;
    };
    let alone = state.catalog.0.row(id).is_none_or(|row| row.story == 0);
    if alone {
        return report::note(state, "nobody else tells of this, so far");
    }
    state.send(Request::Story(StoryWish::Part(id)));
}
