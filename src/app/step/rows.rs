//! Owns: moving in the list, and fetching what the visible rows show.
//! Promises: the cursor is always visible; nothing is asked for twice.

use std::collections::HashSet;
use std::sync::Arc;

use ratatui::layout::Rect;

use crate::app::effect::Request;
use crate::app::layout::{last_top, layout, row_form, slots, story_rows, top_for};
use crate::app::state::State;
use crate::app::state::stories::told;
use crate::app::step::report;
use nutgraf_read::model::id::ArticleId;

/// Rows beyond the visible ones whose details are fetched too, each way.
const AHEAD: usize = 12;

/// Moves by pages of visible rows; `halves` counts half pages.
pub(crate) fn page(state: &mut State, halves: isize) {
    let visible = slots(state, layout(state).list).len().max(2);
    let rows = isize::try_from(visible).unwrap_or(2);
    let distance = match halves.abs() {
        1 => (rows / 2).max(1),
        // One row of the old page stays, so that the eye finds its place.
        many => (rows - 1).max(1) * (many / 2),
    };
    state.list.step(distance * halves.signum());
}

/// Scrolls so that the cursor is visible in an area.
pub(crate) fn follow(state: &mut State, area: Rect) {
    let last = state.list.last();
    state.list.cursor = state.list.cursor.min(last);
    state.list.top = state.list.top.min(last);
    if area.height > 0 {
        state.list.top = top_for(state, area).min(last_top(state, area));
    }
}

/// The next unread row from the cursor, forwards or backwards.
pub(crate) fn unread(state: &State, forward: bool) -> Option<usize> {
    let rows = &state.list.rows;
    let is_unread = |index: &usize| rows.get(*index).is_some_and(|id| !is_read(state, *id));
    if forward {
        (state.list.cursor + 1..rows.len()).find(is_unread)
    } else {
        (0..state.list.cursor.min(rows.len())).rev().find(is_unread)
    }
}

/// Goes to the next or previous unread row, or says that there is none.
pub(crate) fn go_unread(state: &mut State, forward: bool, times: usize) {
    for _ in 0..times {
        let Some(row) = unread(state, forward) else {
            let way = if forward { "below" } else { "above" };
            report::note(state, format!("nothing unread {way}"));
            return;
        };
        state.list.go(row);
    }
}

/// Whether an article was read, as far as is known without asking.
pub(crate) fn is_read(state: &State, id: ArticleId) -> bool {
    match state.list.headlines.get(&id) {
        Some(headline) => headline.marks.read,
        None => state.catalog.0.has(id) && state.catalog.0.marks(id).read,
    }
}

/// How many of the first rows the screen needs when it shows the beginning of a list.
pub(crate) fn shown(state: &State) -> usize {
    let area = layout(state).list;
    usize::from(area.height / row_form(state, area).lines()) + 1 + AHEAD
}

/// Asks for what the screen lacks: details of the rows that are visible in an area, and the article under the cursor.
pub(crate) fn settle(state: &mut State, area: Rect) {
    let missing = missing(state, area);
    if !missing.is_empty() {
        state.list.wanted.extend(missing.iter().copied());
        state.send(Request::LoadRows(missing));
    }
    let under = state.list.current().filter(|_| state.reader().is_none());
    if let Some(id) = under.filter(|id| state.articles.get(*id).is_none()) {
        state.fetch(id);
    }
}

fn missing(state: &State, area: Rect) -> Vec<ArticleId> {
    let mut ids: Vec<ArticleId> = of_stories(state, area);
    if state.reader().is_none() && ids.is_empty() {
        let visible = slots(state, area);
        let first = state.list.top.saturating_sub(AHEAD);
        let last = visible.last().map_or(state.list.cursor, |slot| slot.index) + AHEAD + 1;
        let range = first..last.min(state.list.rows.len());
        ids.extend(state.list.rows.get(range).unwrap_or(&[]));
    }
    ids.extend(state.reader().map(|r| r.reading.id));
    if let Some(card) = state.screens.card() {
        ids.extend(&card.latest);
    }
    let mut seen = HashSet::new();
    ids.retain(|id| {
        (!state.list.headlines.contains_key(id) || state.list.stale.contains(id))
            && !state.list.wanted.contains(id)
            && seen.insert(*id)
    });
    ids
}

/// The articles whose headlines and sentences the screen shows: the leads of the visible stories, and the articles of the
/// one under the cursor that stand beside it.
fn of_stories(state: &State, area: Rect) -> Vec<ArticleId> {
    let Some(table) = state.screens.stories() else {
        return Vec::new();
    };
    let visible = table.lines().iter().skip(table.top);
    let mut ids: Vec<ArticleId> = visible
        .take(story_rows(area))
        .map(|line| line.lead)
        .collect();
    if let Some(line) = table.current() {
        ids.extend(told(&line.story.articles));
    }
    ids
}

/// Changes the marks of a row at once, before the library has stored them.
pub(crate) fn remark(
    state: &mut State,
    id: ArticleId,
    change: impl FnOnce(&mut nutgraf_read::model::headline::Marks),
) {
    if let Some(headline) = state.list.headlines.get_mut(&id) {
        change(&mut Arc::make_mut(headline).marks);
    }
}
