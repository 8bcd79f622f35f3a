//! Owns: the brief of the list over the whole screen: asking for it, moving on it, going to a sentence, changing the page,
//! handing it on.
//! Promises: an article that is opened from it lies over it, so that leaving leads back to the same sentence; an answer to an
//! older asking is dropped; what was told is kept only when the reader says so.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "other commands do nothing to a brief"
)]

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::app::command::{Command, Place};
use crate::app::effect::{Action, BriefTask, BriefWish, Request};
use crate::app::layout::{brief_lines, layout};
use crate::app::state::State;
use crate::app::state::articles::Jump;
use crate::app::state::brief::BriefTable;
use crate::app::state::screens::Screen;
use crate::app::step::{navigate, open, report};
use crate::print::brief::markdown::{self, Page};
use crate::print::brief::page::Part;
use crate::print::brief::{Brief, BriefStory, Outcome};
use crate::print::style::Style;
use nutgraf_library::filter;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::saved::Purpose;

/// Words by which a story becomes longer.
const MORE: usize = 40;
/// The least words that a story is told in.
const LEAST: usize = 12;

/// Shows the brief of the list, or leaves it.
pub(crate) fn toggle(state: &mut State) {
    if state.place() == Place::Brief {
        state.screens.close(Place::Brief);
        return;
    }
    let articles = state.list.exact();
    if articles.is_empty() {
        return report::note(state, "there are no articles in the list");
    }
    show(state, articles);
}

/// Shows the brief of some articles.
pub(crate) fn show(state: &mut State, articles: Arc<[ArticleId]>) {
    navigate::to_list(state);
    let line: Arc<str> = Arc::from(state.filter.text().trim());
    let saved = state
        .saved
        .of(Purpose::Tab)
        .find(|saved| saved.line.trim() == &*line)
        .map(|saved| Arc::clone(&saved.name));
    let hints = &state.search.found.hints;
    let subjects = filter::subjects(&state.search.plan, hints, &state.catalog.0);
    let asking = next_asking(state);
    let wish = BriefWish {
        asking,
        catalog: state.catalog.clone(),
        articles,
        line,
        saved,
        subjects,
        all: false,
        task: BriefTask::Whole,
    };
    let table = BriefTable::new(wish.clone(), state.settings.ascii);
    state.screens.push(Screen::Brief(table));
    state.send(Request::Brief(Box::new(wish)));
}

fn next_asking(state: &mut State) -> u32 {
    state.briefs_asked = state.briefs_asked.wrapping_add(1);
    state.briefs_asked
}

/// Takes what was asked for.
pub(crate) fn arrived(state: &mut State, asking: u32, outcome: Outcome) {
    if let Some(table) = state.screens.brief_mut()
        && table.wish.asking == asking
    {
        table.take(outcome);
    }
}

/// Takes a story in other words.
pub(crate) fn story_arrived(
    state: &mut State,
    asking: u32,
    (number, words): (u32, usize),
    story: Option<BriefStory>,
) {
    let Some(table) = state.screens.brief_mut() else {
        return;
    };
    table.came();
    if table.wish.asking != asking || table.sized(number) != Some(words) {
        return;
    }
    let Some(brief) = table.brief() else {
        return;
    };
    let mut brief = Brief::clone(brief);
    let own = brief.stories.iter_mut().find(|own| own.number == number);
    match (own, story) {
        (Some(own), Some(story)) if own.lines != story.lines => {
            *own = story;
            table.change(brief);
        }
        (Some(_), _) => report::note(state, "these articles have nothing else to tell of it"),
        (None, _) => {}
    }
}

/// Moves by halves of the visible lines.
pub(crate) fn page(state: &mut State, halves: isize) {
    let seen = brief_lines(layout(state).text);
    let half = isize::try_from(seen / 2).unwrap_or(1).max(1);
    if let Some(table) = state.screens.brief_mut() {
        table.page(halves.saturating_mul(half), seen);
    }
}

/// Moves the cursor.
pub(crate) fn step(state: &mut State, by: isize) {
    if let Some(table) = state.screens.brief_mut() {
        table.step(by);
    }
}

/// Moves the cursor by stories.
pub(crate) fn step_story(state: &mut State, by: isize) {
    if let Some(table) = state.screens.brief_mut() {
        table.step_story(by);
    }
}

/// Sets the page for its area, and keeps the cursor visible.
pub(crate) fn follow(state: &mut State, area: Rect) {
    if let Some(table) = state.screens.brief_mut() {
        table.fit(area.width);
        table.follow(brief_lines(area));
    }
}

/// Goes to the sentence under the cursor in its article; from a headline on top to its story.
pub(crate) fn enter(state: &mut State) {
    let Some(table) = state.screens.brief_mut() else {
        return;
    };
    let Some(block) = table.current() else {
        return;
    };
    let (part, story, place) = (block.part, block.story, block.place);
    match (part, story, place) {
        (Part::Top, Some(story), _) => table.go_to_story(story),
        (Part::Source(_), _, Some((article, _))) => open::open(state, article),
        (_, _, Some((article, span))) => {
            open::open_at(state, article, Some(Jump::Sentence(span)));
        }
        _ => {}
    }
}

/// Carries out what can be done with a page.
pub(crate) fn run(state: &mut State, command: Command) {
    match command {
        Command::OnlyNew => return turn(state),
        Command::Undo => {
            let undone = state.screens.brief_mut().is_some_and(BriefTable::undo);
            if !undone {
                report::note(state, "nothing on this page was changed");
            }
            return;
        }
        _ => {}
    }
    if state.screens.brief().and_then(BriefTable::brief).is_none() {
        return report::note(state, "there is no page yet");
    }
    match command {
        Command::Read => acknowledge(state),
        Command::CopyBrief => copy(state),
        Command::DropStory => drop_story(state),
        Command::StoryUp => move_story(state, -1),
        Command::StoryDown => move_story(state, 1),
        Command::Longer => resize(state, true),
        Command::Shorter => resize(state, false),
        _ => {}
    }
}

/// Tells everything, or only what is new since the last brief of this name.
fn turn(state: &mut State) {
    let asking = next_asking(state);
    let Some(table) = state.screens.brief_mut() else {
        return;
    };
    let all = !table.wish.all;
    (table.wish.all, table.wish.asking) = (all, asking);
    let wish = Box::new(table.wish.clone());
    state.send(Request::Brief(wish));
    let words = if all {
        "all that these articles tell"
    } else {
        "only what is new since the last brief"
    };
    report::note(state, words);
}

/// Notes that the reader knows what the page tells: the next brief of its name tells what is new, and its stories are known.
fn acknowledge(state: &mut State) {
    let Some(table) = state.screens.brief_mut() else {
        return;
    };
    let Some(brief) = table.brief().cloned() else {
        return;
    };
    let Some(mut keep) = table.keep.take() else {
        return report::note(state, "it is kept already");
    };
    for line in brief.stories.iter().flat_map(|story| &story.lines) {
        if !keep.lines.contains(&line.text) {
            keep.lines.push(line.text.clone());
        }
    }
    let stories = brief.stories.iter().map(|story| story.number);
    state.send(Request::Apply(Change::KeepBrief(Box::new(keep))));
    state.send(Request::Apply(Change::KnowStories(stories.collect())));
    report::note(
        state,
        "known: the next brief of this line tells what is new",
    );
}

fn copy(state: &mut State) {
    let brief = state.screens.brief().and_then(BriefTable::brief).cloned();
    let Some(brief) = brief else {
        return;
    };
    let page = Page {
        style: Style::default(),
        markup: true,
    };
    let mut text = Vec::new();
    // A vector takes whatever is written to it.
    drop(markdown::page(&mut text, &brief, page));
    let text = String::from_utf8_lossy(&text).into_owned();
    report::note(state, "copied the brief as Markdown");
    state.send(Action::Copy(text));
}

/// Writes the page into a file.
pub(crate) fn export(state: &mut State, file: &str) {
    match state.screens.brief().and_then(BriefTable::brief) {
        Some(brief) => {
            let (brief, file) = (Arc::clone(brief), file.to_owned());
            state.send(Request::ExportBrief { brief, file });
        }
        None => report::note(state, "there is no page yet"),
    }
}

/// The table, the story under the cursor by its place, and the brief to change; it is said when there is no story.
fn at_story(state: &mut State) -> Option<(&mut BriefTable, usize, Brief)> {
    let table = state.screens.brief();
    let at = table.and_then(BriefTable::current_story).map(|(at, _)| at);
    let brief = table
        .and_then(BriefTable::brief)
        .map(|brief| Brief::clone(brief));
    if let (Some(at), Some(brief)) = (at, brief) {
        return Some((state.screens.brief_mut()?, at, brief));
    }
    report::note(state, "no story is under the cursor");
    None
}

fn drop_story(state: &mut State) {
    let Some((table, at, mut brief)) = at_story(state) else {
        return;
    };
    let story = brief.stories.remove(at);
    brief.untold += 1;
    brief.untold_articles += story.articles;
    let left = brief.stories.len();
    table.change(brief);
    table.go_to_story(at.min(left.saturating_sub(1)));
    let undo = state.settings.keymap.key_of(Place::Brief, Command::Undo);
    let undo = undo.unwrap_or_default();
    report::note(
        state,
        format!("dropped: {}; {undo} brings it back", story.title),
    );
}

fn move_story(state: &mut State, by: isize) {
    let Some((table, at, mut brief)) = at_story(state) else {
        return;
    };
    let to = at.saturating_add_signed(by).min(brief.stories.len() - 1);
    if to == at {
        let end = if by < 0 { "first" } else { "last" };
        return report::note(state, format!("this is the {end} story"));
    }
    brief.stories.swap(at, to);
    table.change(brief);
    table.go_to_story(to);
}

/// Has a story told in more or in fewer words.
fn resize(state: &mut State, longer: bool) {
    let Some((table, at, brief)) = at_story(state) else {
        return;
    };
    let texts = |story: &BriefStory| story.lines.iter().map(|line| line.text.clone()).collect();
    let Some(story) = brief.stories.get(at) else {
        return;
    };
    let own: Vec<String> = texts(story);
    let now: usize = own.iter().map(|line| line.split_whitespace().count()).sum();
    let words = if longer {
        table.sized(story.number).unwrap_or(now).max(now) + MORE
    } else if own.len() > 1 {
        (now * 2 / 3).max(LEAST)
    } else {
        return report::note(state, "it is one sentence already");
    };
    table.size(story.number, words);
    let others = brief
        .stories
        .iter()
        .filter(|other| other.number != story.number);
    let before: Vec<String> = others.flat_map(texts).collect();
    let wish = BriefWish {
        task: BriefTask::Story {
            number: story.number,
            words,
            before,
            last: table.last(),
        },
        ..table.wish.clone()
    };
    state.send(Request::Brief(Box::new(wish)));
}
