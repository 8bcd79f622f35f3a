//! Owns: the timeline of the list over the whole screen: asking for it, moving in it, going to a sentence.
//! Promises: an article that is opened from it lies over it, so that leaving leads back; only the timeline of what the list
//! shows is taken.

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::app::command::Place;
use crate::app::effect::Request;
use crate::app::layout::{layout, timeline_rows};
use crate::app::state::State;
use crate::app::state::articles::Jump;
use crate::app::state::screens::Screen;
use crate::app::state::timeline::TimelineTable;
use crate::app::step::{navigate, open, report};
use nutgraf_read::model::id::{ArticleId, Generation};
use nutgraf_read::model::timeline::Timeline;

/// Shows the timeline of the list, or leaves it.
pub(crate) fn toggle(state: &mut State) {
    if state.place() == Place::Timeline {
        state.screens.close(Place::Timeline);
        return;
    }
    let articles = state.list.exact();
    if articles.is_empty() {
        return report::note(state, "there are no articles in the list");
    }
    let generation = state.search.answered;
    show(state, articles, generation);
}

/// Shows the timeline of some articles, the newest first.
pub(crate) fn show(state: &mut State, articles: Arc<[ArticleId]>, generation: Generation) {
    navigate::to_list(state);
    let table = TimelineTable::new(generation);
    state.screens.push(Screen::Timeline(table));
    state.send(Request::Timeline {
        articles,
        generation,
    });
}

/// Takes the timeline that was asked for.
pub(crate) fn arrived(state: &mut State, generation: Generation, timeline: Timeline) {
    if let Some(table) = state.screens.timeline_mut()
        && table.generation == generation
    {
        table.take(timeline);
    }
}

/// Moves by halves of the visible rows.
pub(crate) fn page(state: &mut State, halves: isize) {
    let rows = isize::try_from(timeline_rows(layout(state).text)).unwrap_or(1);
    step(state, halves * (rows / 2).max(1));
}

/// Moves the cursor.
pub(crate) fn step(state: &mut State, by: isize) {
    let area = layout(state).text;
    if let Some(table) = state.screens.timeline_mut() {
        table.step(by);
        table.follow(timeline_rows(area));
    }
}

/// Keeps the cursor visible.
pub(crate) fn follow(state: &mut State, area: Rect) {
    if let Some(table) = state.screens.timeline_mut() {
        table.follow(timeline_rows(area));
    }
}

/// Opens the article of the line under the cursor.
pub(crate) fn enter(state: &mut State) {
    let line = state.screens.timeline().and_then(TimelineTable::current);
    if let Some(id) = line.map(|(_, line)| line.id) {
        open::open(state, id);
    }
}

/// How many lines have a letter: those that are seen.
pub(crate) fn letters(state: &State) -> usize {
    let seen = timeline_rows(layout(state).text);
    let table = state.screens.timeline();
    table.map_or(0, |table| {
        let rows = table.top..(table.top + seen).min(table.rows().len());
        rows.filter(|row| table.line(*row).is_some()).count()
    })
}

/// Goes to the sentence of the line with a letter, in its article.
pub(crate) fn sentence(state: &mut State, letter: usize) {
    let Some(table) = state.screens.timeline_mut() else {
        return;
    };
    let mut lettered = (table.top..table.rows().len()).filter(|row| table.line(*row).is_some());
    let Some(row) = lettered.nth(letter) else {
        return;
    };
    table.cursor = row;
    if let Some((id, span)) = table.current().map(|(_, line)| (line.id, line.span)) {
        open::open_at(state, id, Some(Jump::Sentence(span)));
    }
}
