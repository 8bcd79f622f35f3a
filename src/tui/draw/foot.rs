//! Owns: the foot: the keys that make sense here, the last message, or the line being written.
//! Promises: keys are those in force; one line.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other places are the list"
)]

use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use crate::app::command::{Command, Place};
use crate::app::layout::Areas;
use crate::app::msg::{Level, Progress};
use crate::app::state::State;
use crate::app::state::input::{Asking, Pick, Prompt};
use crate::tui::draw::words;
use crate::tui::ink::Pen;

/// What it teaches beside the stories.
const STORIES: [(Command, &str); 9] = [
    (Command::Open, "its articles"),
    (Command::Evidence, "read the lead"),
    (Command::Read, "known"),
    (Command::Timeline, "timeline"),
    (Command::Brief, "brief"),
    (Command::Related, "related"),
    (Command::SortStories, "sort"),
    (Command::SameStory, "same story"),
    (Command::Back, "back"),
];

/// The commands that the foot teaches, in the order of their worth.
fn taught(state: &State) -> &'static [(Command, &'static str)] {
    match state.place() {
        Place::Reader => &[
            (Command::ReadOn, "read on"),
            (Command::PageDown, "page"),
            (Command::ChooseActor, "actor"),
            (Command::NextMention, "next mention"),
            (Command::Search, "search"),
            (Command::Evidence, "summary line"),
            (Command::NextArticle, "next article"),
            (Command::CopyLink, "copy link"),
            (Command::Back, "list"),
        ],
        Place::Help => &[
            (Command::Search, "search"),
            (Command::PageDown, "page"),
            (Command::Back, "back"),
        ],
        Place::Card => &[
            (Command::Open, "open article"),
            (Command::Filter, "its articles"),
            (Command::Merge, "merge"),
            (Command::SplitOff, "split"),
            (Command::Rename, "rename"),
            (Command::Kind, "kind"),
            (Command::Hide, "hide"),
            (Command::Never, "never"),
            (Command::Back, "back"),
        ],
        Place::Actors => &[
            (Command::Open, "card"),
            (Command::Search, "search"),
            (Command::SortActors, "sort"),
            (Command::Actors, "into filter"),
            (Command::NegateActor, "without"),
            (Command::Merge, "merge"),
            (Command::Rename, "rename"),
            (Command::Hide, "hide"),
            (Command::Back, "back"),
        ],
        Place::Stories => &STORIES,
        Place::Said => &[
            (Command::Evidence, "where it stands"),
            (Command::Actors, "who that is"),
            (Command::Filter, "filter"),
            (Command::Back, "back"),
        ],
        Place::Feeds => &[
            (Command::Open, "articles"),
            (Command::Refresh, "ask it"),
            (Command::RefreshAll, "ask what is due"),
            (Command::Tag, "tags"),
            (Command::WholePages, "whole pages"),
            (Command::Edit, "edit"),
            (Command::Unfollow, "stop following"),
            (Command::Undo, "undo"),
            (Command::Group, "by tag"),
            (Command::Back, "back"),
        ],
        Place::Timeline => &[
            (Command::Open, "article"),
            (Command::Evidence, "to the sentence"),
            (Command::Back, "back"),
        ],
        Place::Brief => &[
            (Command::Evidence, "to the sentence"),
            (Command::Read, "known"),
            (Command::OnlyNew, "all or new"),
            (Command::DropStory, "drop"),
            (Command::Longer, "longer"),
            (Command::Shorter, "shorter"),
            (Command::CopyBrief, "copy"),
            (Command::Undo, "undo"),
            (Command::Back, "back"),
        ],
        Place::Filter => &[
            (Command::Accept, "to the list"),
            (Command::Complete, "complete"),
            (Command::Older, "history"),
            (Command::Cancel, "leave"),
        ],
        _ => &[
            (Command::Open, "read"),
            (Command::Evidence, "evidence"),
            (Command::Actors, "actor"),
            (Command::Filter, "filter"),
            (Command::NextUnread, "next unread"),
            (Command::Read, "mark read"),
            (Command::Star, "star"),
            (Command::CopyLink, "copy link"),
        ],
    }
}

/// Draws the foot; returns where the terminal's cursor belongs while a prompt is written.
pub(super) fn draw(state: &State, areas: &Areas, pen: &mut Pen<'_>) -> Option<Position> {
    let area = areas.foot;
    if let Some(prompt) = state.input.prompt() {
        let mut line = area;
        let said = said(state, pen).filter(|_| state.report.is_some());
        pen.clear(area);
        if let Some((words, style)) = said {
            // What is written comes first.
            let from = area.x + area.width / 2;
            let x = pen.put_right(from, area.y, area.right().saturating_sub(1), &words, style);
            line.width = x.saturating_sub(area.x + 2);
        }
        return Some(write(prompt, line, pen));
    }
    if state.zen
        && state.reader().is_some()
        && state.report.is_none()
        && state.input.letter().is_none()
    {
        return None;
    }
    pen.clear(area);
    let mut right = area.right().saturating_sub(1);
    if let Some((words, style)) = said(state, pen) {
        let x = pen.put_right(area.x + 1, area.y, right, &words, style);
        right = x.saturating_sub(2);
    } else if let Some(percent) = percent(state, areas.text.height) {
        let x = pen.put_right(area.x + 1, area.y, right, &percent, pen.theme.dim);
        right = x.saturating_sub(2);
    }
    keys(state, area, right, pen);
    None
}

fn keys(state: &State, area: Rect, right: u16, pen: &mut Pen<'_>) {
    let mut x = area.x + 1;
    if let Some(words) = awaited(state) {
        pen.put_cut(x, area.y, right, &words, pen.theme.accent);
        return;
    }
    let place = state.place();
    if state.is_first_run() && place == Place::List {
        return;
    }
    for (command, word) in taught(state) {
        let Some(key) = state.settings.keymap.key_of(place, *command) else {
            continue;
        };
        let need = u16::try_from(key.width() + 1 + word.width()).unwrap_or(u16::MAX);
        if x.saturating_add(need) > right {
            return;
        }
        x = pen.put(x, area.y, right, &key, pen.theme.key);
        x = pen.put(x + 1, area.y, right, word, pen.theme.dim);
        x += 3;
    }
}

/// What is awaited: a letter, more keys, a command after a number.
fn awaited(state: &State) -> Option<String> {
    let struck = crate::app::keymap::written(&state.input.keys);
    let count = state.input.count.map(|n| n.to_string()).unwrap_or_default();
    match state.input.letter() {
        Some(Pick::Actor { without, of_list }) => {
            let (doing, other) = if without {
                ("leave out", "filter by")
            } else {
                ("filter by", "leave out")
            };
            let whose = if of_list { "the article" } else { "the list" };
            let keymap = &state.settings.keymap;
            let key = |command| keymap.key_of(Place::Letter, command).unwrap_or_default();
            let (turn, list) = (key(Command::NegateActor), key(Command::WholeList));
            let cancel = key(Command::Cancel);
            Some(format!(
                "letter: {doing} an actor   {turn} {other}   {list} actors of {whose}   {cancel} cancel"
            ))
        }
        Some(Pick::Choose) => Some("letter: follow an actor in the text".to_owned()),
        Some(Pick::Card) => Some("letter: the card of an actor".to_owned()),
        Some(Pick::Evidence) => Some("letter: the sentence of a line".to_owned()),
        None if !struck.is_empty() || !count.is_empty() => Some(format!("{count}{struck} ...")),
        None => None,
    }
}

/// The last message, or how far long work is.
fn said(state: &State, pen: &Pen<'_>) -> Option<(String, ratatui::style::Style)> {
    if let Some(report) = &state.report {
        let style = match report.level {
            Level::Note => pen.theme.base,
            Level::Warning => pen.theme.warning,
            Level::Error => pen.theme.error,
        };
        return Some((report.text.clone(), style));
    }
    let progress = state.intake.progress.as_ref()?;
    Some((of(progress), pen.theme.dim))
}

fn of(progress: &Progress) -> String {
    let mut words = format!(
        "{} {}",
        progress.stage,
        words::count(u64::from(progress.done))
    );
    if progress.total > 0 {
        words = format!("{words} of {}", words::count(u64::from(progress.total)));
    }
    if progress.failed > 0 {
        words = format!(
            "{words}, {} failed",
            words::count(u64::from(progress.failed))
        );
    }
    words
}

fn percent(state: &State, rows: u16) -> Option<String> {
    let reader = state.reader().filter(|_| state.place() == Place::Reader)?;
    let seen = (reader.top + usize::from(rows)).min(reader.page.lines.len());
    let percent = (100 * seen).checked_div(reader.page.lines.len())?;
    Some(match percent {
        100.. if reader.top == 0 => "all".to_owned(),
        _ => format!("{percent} %"),
    })
}

fn write(prompt: &Prompt, area: Rect, pen: &mut Pen<'_>) -> Position {
    let sign = prompt.sign();
    // A long name leaves room for the answer.
    let end = area.right().saturating_sub(area.width / 3);
    let mut x = pen.put_cut(area.x + 1, area.y, end, &sign, pen.theme.accent);
    let hint = match prompt.asking {
        Asking::Command => "a command; Tab completes",
        Asking::Search => "words to find",
        Asking::Tag => "a tag; -tag removes it",
        Asking::FeedTags => "tags, with blanks between them; none removes all",
        Asking::Pipe => "a program and its arguments; it gets the text on its standard input",
        Asking::Import => "a folder, a file or an address",
        Asking::Merge => "the name of the other actor; Tab completes",
        Asking::Split => "the name that is another actor's; Tab completes",
        Asking::Rename => "a name",
        Asking::Kind => "person, organization, country, place or other; Tab completes",
    };
    if sign.len() == 1 {
        x += 1;
    }
    if prompt.line.is_empty() {
        pen.put_cut(x, area.y, area.right(), hint, pen.theme.dim);
        return Position::new(x, area.y);
    }
    let room = usize::from(area.right().saturating_sub(x + 1));
    let before = prompt.line.before();
    let mut from = 0;
    while before.get(from..).unwrap_or("").width() > room {
        from += before
            .get(from..)
            .and_then(|r| r.chars().next())
            .map_or(1, char::len_utf8);
    }
    let shown = prompt.line.text().get(from..).unwrap_or("");
    pen.put_cut(x, area.y, area.right(), shown, pen.theme.base);
    let wide = before.get(from..).unwrap_or("").width();
    Position::new(x + u16::try_from(wide).unwrap_or(0), area.y)
}
