//! Owns: `Areas`, which part of the screen is what, and `Slot`, where each visible row stands.
//! Promises: pure; areas never overlap and never leave the screen; `update` and drawing see the same.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what is not named follows the size"
)]

use ratatui::layout::Rect;

use crate::app::list::{Grouping, Heading, RowForm};
use crate::app::state::State;
use crate::app::state::screens::Screen;
use crate::app::state::view::LayoutForm;
use nutgraf_read::model::id::ArticleId;

/// Smallest screen that anything but a message is shown on.
pub const LEAST_WIDTH: u16 = 40;
/// See `LEAST_WIDTH`.
pub const LEAST_HEIGHT: u16 = 10;

/// Columns from which list and briefing stand side by side.
const WIDE_FROM: u16 = 110;
/// Columns from which the actors have a column of their own.
const THREE_FROM: u16 = 170;
/// Rows from which the briefing stands below the list.
const MEDIUM_FROM: u16 = 18;
/// Least columns of the notes beside the text: at 100 columns they stand beside 72 of text.
const NOTES_LEAST: u16 = 18;
/// Columns of the notes that most names fit into.
const NOTES_GOOD: u16 = 28;
/// Most columns of the notes beside the text.
const NOTES_MOST: u16 = 34;
/// Rows of the band of the tour: a heading and three lines.
const TOUR: u16 = 4;
/// Columns before the text, for the letter and the bar of summary sentences.
const MARGIN: u16 = 4;

/// Which part of the screen is what. What is not shown is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// How the panes stand.
    pub form: LayoutForm,
    /// The screen is too small for anything but a message.
    pub too_small: bool,
    /// Name, counts, help key.
    pub head: Rect,
    /// The filter line.
    pub filter: Rect,
    /// The rule below the filter line.
    pub top_rule: Rect,
    /// The rows.
    pub list: Rect,
    /// The rule between list and briefing, upright or level.
    pub middle_rule: Rect,
    /// The summary and the actors of the article under the cursor.
    pub briefing: Rect,
    /// The rule between briefing and actors.
    pub actors_rule: Rect,
    /// The actors, when they have a column of their own.
    pub actors: Rect,
    /// The rule over the foot.
    pub bottom_rule: Rect,
    /// Keys and messages, or the line being written.
    pub foot: Rect,
    /// The text of the open article, the help or the card.
    pub text: Rect,
    /// The margin before the text.
    pub margin: Rect,
    /// The notes beside the text.
    pub notes: Rect,
    /// The scroll bar with the marks of summary and actor.
    pub gauge: Rect,
    /// The band of the tour.
    pub tour: Rect,
}

/// The areas of a state.
pub fn layout(state: &State) -> Areas {
    let (width, height) = (state.size.width, state.size.height);
    let mut areas = Areas::default();
    if width < LEAST_WIDTH || height < LEAST_HEIGHT {
        areas.too_small = true;
        return areas;
    }
    let usable = usable(state);
    areas.tour = Rect::new(0, usable, width, height - usable);
    match state.screens.top() {
        Screen::List | Screen::Stories(_) => listing(state, &mut areas),
        Screen::Reader(_) => reading(state, false, &mut areas),
        Screen::Card(_) | Screen::Help(_) | Screen::Brief(_) => reading(state, true, &mut areas),
        Screen::Actors(_) | Screen::Feeds(_) | Screen::Timeline(_) | Screen::Said(_) => {
            reading(state, true, &mut areas);
            // A table takes the width that there is.
            areas.text.x = 3;
            areas.text.width = width - 5;
        }
    }
    areas
}

/// Rows above the band of the tour.
fn usable(state: &State) -> u16 {
    let height = state.size.height;
    if state.tour.is_some() && height >= LEAST_HEIGHT + TOUR {
        height - TOUR
    } else {
        height
    }
}

/// Columns of the text of an open article.
pub fn text_width(state: &State) -> u16 {
    let room = state.size.width.saturating_sub(MARGIN + 3).max(1);
    let wanted = match state.view.column {
        0 => state.settings.reading_width,
        columns => columns,
    };
    wanted.clamp(20, 200).min(room)
}

fn reading(state: &State, full: bool, areas: &mut Areas) {
    let (width, height) = (state.size.width, usable(state));
    let zen = state.zen && !full;
    let (head, foot) = if zen { (0, 1) } else { (1, 2) };
    if !zen {
        areas.head = Rect::new(0, 0, width, 1);
        areas.bottom_rule = Rect::new(0, height - 2, width, 1);
    }
    areas.foot = Rect::new(0, height - 1, width, 1);
    let rows = height - head - foot;
    let column = text_width(state);
    let side = width - column;
    let notes_least = MARGIN + 3 + NOTES_LEAST + 3;
    let notes = !zen && !full && side >= notes_least;
    let left = if notes {
        // The text gives way to the left before names beside it are cut.
        (side / 2)
            .min(side.saturating_sub(NOTES_GOOD + 6))
            .max(MARGIN)
    } else {
        (side / 2).max(MARGIN)
    };
    areas.text = Rect::new(left, head, column, rows);
    areas.margin = Rect::new(left - MARGIN, head, MARGIN, rows);
    areas.gauge = Rect::new(width - 2, head, 2, rows);
    if notes {
        let x = left + column + 3;
        let room = (width - 3).saturating_sub(x);
        areas.notes = Rect::new(x, head, room.min(NOTES_MOST), rows);
    }
}

fn listing(state: &State, areas: &mut Areas) {
    let (width, height) = (state.size.width, usable(state));
    let form = match state.view.layout {
        LayoutForm::Wide if width >= 80 => LayoutForm::Wide,
        LayoutForm::SearchCache => LayoutForm::SearchCache,
        LayoutForm::Medium if height >= MEDIUM_FROM => LayoutForm::Medium,
        _ if width >= WIDE_FROM => LayoutForm::Wide,
        _ if height >= MEDIUM_FROM => LayoutForm::Medium,
        _ => LayoutForm::SearchCache,
    };
    areas.form = form;
    areas.head = Rect::new(0, 0, width, 1);
    areas.filter = Rect::new(0, 1, width, 1);
    areas.top_rule = Rect::new(0, 2, width, 1);
    areas.bottom_rule = Rect::new(0, height - 2, width, 1);
    areas.foot = Rect::new(0, height - 1, width, 1);
    let (top, rows) = (3, height - 5);
    match form {
        LayoutForm::Wide => {
            let three = width >= THREE_FROM;
            let share = share(state, if three { 44 } else { 54 });
            let list = (width * share / 100).clamp(24, width - 30);
            areas.list = Rect::new(0, top, list - 1, rows);
            areas.middle_rule = Rect::new(list, top, 1, rows);
            let left = list + 2;
            let rest = width - left - 1;
            if three && rest >= 70 {
                let actors = (rest * 38 / 100).clamp(30, 52);
                let briefing = rest - actors - 4;
                areas.briefing = Rect::new(left, top, briefing, rows);
                areas.actors_rule = Rect::new(left + briefing + 1, top, 1, rows);
                areas.actors = Rect::new(left + briefing + 3, top, actors, rows);
            } else {
                areas.briefing = Rect::new(left, top, rest, rows);
            }
        }
        LayoutForm::Medium => {
            let list = (rows * share(state, 54) / 100).clamp(4, rows - 5);
            areas.list = Rect::new(0, top, width, list);
            areas.middle_rule = Rect::new(0, top + list, width, 1);
            areas.briefing = Rect::new(1, top + list + 1, width - 2, rows - list - 1);
        }
        LayoutForm::SearchCache | LayoutForm::Auto => {
            areas.list = Rect::new(0, top, width, rows);
        }
    }
}

/// The share of the list, in percent.
fn share(state: &State, default: u16) -> u16 {
    match state.view.split {
        0 => default,
        percent => percent.clamp(20, 80),
    }
}

/// Rows of a story: its headline, its figures, its actors, and a blank one.
pub const STORY_ROWS: u16 = 4;

/// How many stories are shown in an area; two lines over them say what they are.
pub fn story_rows(area: Rect) -> usize {
    usize::from(area.height / STORY_ROWS).max(1)
}

/// Rows over the statements.
pub const SAID_HEAD: u16 = 2;

/// How many rows of statements are shown in an area; below them stands the statement under the cursor, whole.
pub fn said_rows(area: Rect) -> usize {
    let whole = if area.height >= 16 { 4 } else { 2 };
    usize::from(area.height.saturating_sub(SAID_HEAD + whole))
}

/// Rows over the table of feeds.
pub const FEEDS_HEAD: u16 = 2;

/// How many feeds are shown in an area; below them stands the address of one.
pub fn feed_rows(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(FEEDS_HEAD + 1))
}

/// Rows over the timeline.
pub const TIMELINE_HEAD: u16 = 2;

/// How many rows of a timeline are shown in an area; below them stands one sentence whole.
pub fn timeline_rows(area: Rect) -> usize {
    let whole = if area.height >= 12 { 4 } else { 0 };
    usize::from(area.height.saturating_sub(TIMELINE_HEAD + whole))
}

/// How many lines of a brief are shown in an area.
pub fn brief_lines(area: Rect) -> usize {
    usize::from(area.height).max(1)
}

/// Rows of the table of actors in an area: two lines over it say what it is, and the details of one stand below.
pub fn actor_rows(area: Rect) -> usize {
    let details = match area.height {
        18.. => 5,
        12.. => 3,
        _ => 0,
    };
    usize::from(area.height.saturating_sub(2 + details))
}

/// The form that rows take in an area.
pub fn row_form(state: &State, list: Rect) -> RowForm {
    // By the library, not by the answer: rows keep their form while the reader types.
    let most = state.counts.map_or(0, |counts| counts.articles as usize);
    let most = most.max(state.list.rows.len());
    let fits = |form: RowForm| {
        let heading = usize::from(heading(state, form, 0, true).is_some());
        let blank = usize::from(form == RowForm::Full);
        most * usize::from(form.lines()) + heading <= usize::from(list.height) + blank
    };
    match state.view.rows {
        RowForm::Auto if most > 0 && list.width >= 50 && fits(RowForm::Full) => RowForm::Full,
        RowForm::Auto if most > 0 && fits(RowForm::Two) => RowForm::Two,
        RowForm::Auto if list.height >= 20 && list.width >= 50 => RowForm::Full,
        RowForm::Auto if list.height >= 16 => RowForm::Two,
        RowForm::Auto => RowForm::Line,
        form => form,
    }
}

/// Where one visible row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Index into the rows.
    pub index: usize,
    /// First line of the screen that belongs to it, after its heading.
    pub y: u16,
    /// How many of its lines are visible.
    pub lines: u16,
    /// The heading over it and the line that it stands on.
    pub heading: Option<(u16, Heading)>,
}

/// The visible rows of the list, from the top one on.
pub fn slots(state: &State, area: Rect) -> Vec<Slot> {
    let form = row_form(state, area);
    let mut slots = Vec::new();
    let mut y = 0;
    let mut index = state.list.top.min(state.list.last());
    while index < state.list.rows.len() && y < area.height {
        let first = slots.is_empty();
        let heading = heading(state, form, index, first);
        let mut above = 0;
        let mut shown = None;
        if let Some(heading) = heading {
            above = if first { 1 } else { form.heading_lines() };
            shown = Some((area.y + y + above - 1, heading));
        }
        if y + above >= area.height {
            break;
        }
        let lines = form.lines().min(area.height - y - above);
        slots.push(Slot {
            index,
            y: area.y + y + above,
            lines,
            heading: shown,
        });
        y += above + form.lines();
        index += 1;
    }
    slots
}

/// The top that shows row `cursor` whole, as near to `top` as can be.
pub fn top_for(state: &State, area: Rect) -> usize {
    let list = &state.list;
    let cursor = list.cursor.min(list.last());
    if cursor <= list.top {
        return cursor;
    }
    let form = row_form(state, area);
    let mut used = form.least_lines();
    let mut top = cursor;
    // Walks up from the cursor as far as the area reaches.
    loop {
        let own = u16::from(heading(state, form, top, true).is_some());
        if used + own > area.height && top < cursor {
            return (top + 1).max(list.top);
        }
        if top == 0 || top == list.top {
            return top.max(list.top);
        }
        used += heading_above(state, form, top) + form.lines();
        top -= 1;
    }
}

/// The top that shows the last page full.
pub fn last_top(state: &State, area: Rect) -> usize {
    let form = row_form(state, area);
    let mut top = state.list.last();
    let mut used = form.least_lines();
    while top > 0 {
        used += heading_above(state, form, top) + form.lines();
        let own = u16::from(heading(state, form, top - 1, true).is_some());
        if used + own > area.height {
            break;
        }
        top -= 1;
    }
    top
}

/// Lines of the heading above a row that is not the first on the screen.
fn heading_above(state: &State, form: RowForm, index: usize) -> u16 {
    match heading(state, form, index, false) {
        Some(_) => form.heading_lines(),
        None => 0,
    }
}

fn heading(state: &State, form: RowForm, index: usize, first: bool) -> Option<Heading> {
    // Rows of one line tell their day themselves: a heading for each would take half of the screen.
    let by_day = form == RowForm::Line && state.list.grouping == Grouping::Day;
    // Where nothing has a date, saying so over all of it says nothing.
    let all_undated = || {
        let ends = [state.list.rows.first(), state.list.rows.last()];
        let undated = |id: &ArticleId| state.heading_of(*id) == Some(Heading::Undated);
        ends.into_iter().flatten().all(undated)
    };
    let bare = by_day || state.list.grouping == Grouping::Day && all_undated();
    let heading_of = |id| if bare { None } else { state.heading_of(id) };
    if first {
        state.list.group(index, &heading_of)
    } else {
        state.list.heading(index, &heading_of)
    }
}
