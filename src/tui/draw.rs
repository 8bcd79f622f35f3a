//! Owns: drawing the state into a buffer.
//! Promises: pure; fits any size; whatever is drawn has passed the sanitiser.

mod accounts;
mod actor_table;
mod actors;
mod brief;
mod briefing;
mod card;
mod feeds;
mod first;
mod foot;
mod gauge;
mod head;
mod help;
mod list;
mod paragraph;
pub mod plain;
mod popup;
mod reader;
mod retelling;
mod said;
mod stories;
mod tabs;
mod timeline;
mod tour;
mod trend;
mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::layout::{Areas, layout};
use crate::app::state::State;
use crate::app::state::screens::Screen;
use crate::app::state::view::LayoutForm;
use crate::tui::ink::Pen;
use crate::tui::theme::Theme;

/// Draws the state over the whole buffer; returns where the terminal's cursor belongs, if a line is being written.
pub fn draw(state: &State, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let area = buffer.area;
    buffer.reset();
    let mut pen = Pen::new(buffer, theme, state.settings.ascii);
    pen.clear(area);
    if area.is_empty() {
        return None;
    }
    let areas = layout(state);
    if areas.too_small {
        too_small(state, area, &mut pen);
        return None;
    }
    match state.screens.top() {
        Screen::Help(help) => help::draw(state, help, &areas, &mut pen),
        Screen::Card(card) => card::draw(state, card, &areas, &mut pen),
        Screen::Actors(table) => actor_table::draw(state, table, &areas, &mut pen),
        Screen::Stories(table) => {
            head::draw(state, &areas, &mut pen);
            rules(&areas, &mut pen);
            stories::draw(state, table, &areas, &mut pen);
        }
        Screen::Feeds(table) => feeds::draw(state, table, &areas, &mut pen),
        Screen::Brief(table) => brief::draw(state, table, &areas, &mut pen),
        Screen::Timeline(table) => timeline::draw(state, table, &areas, &mut pen),
        Screen::Said(table) => said::draw(state, table, &areas, &mut pen),
        Screen::Reader(reader) => reader::draw(state, reader, &areas, &mut pen),
        Screen::List if state.is_first_run() => first::draw(state, &areas, &mut pen),
        Screen::List => {
            head::draw(state, &areas, &mut pen);
            rules(&areas, &mut pen);
            tabs::draw(state, &areas, &mut pen);
            list::draw(state, &areas, &mut pen);
            briefing::draw(state, &areas, &mut pen);
            actors::draw(state, &areas, &mut pen);
        }
    }
    tour::draw(state, &areas, &mut pen);
    retelling::draw(state, &areas, &mut pen);
    let at_foot = foot::draw(state, &areas, &mut pen);
    popup::draw(state, &areas, &mut pen);
    at_foot.or_else(|| head::cursor(state, &areas))
}

/// The thin lines between the panes.
fn rules(areas: &Areas, pen: &mut Pen<'_>) {
    let style = pen.theme.rule;
    let glyphs = pen.glyphs;
    pen.fill(areas.top_rule, glyphs.level, style);
    pen.fill(areas.bottom_rule, glyphs.level, style);
    for upright in [areas.middle_rule, areas.actors_rule] {
        if upright.is_empty() {
            continue;
        }
        if upright.width > 1 || areas.form == LayoutForm::Medium {
            pen.fill(upright, glyphs.level, style);
            continue;
        }
        pen.fill(upright, glyphs.upright, style);
        let top = Rect::new(upright.x, areas.top_rule.y, 1, 1);
        let bottom = Rect::new(upright.x, areas.bottom_rule.y, 1, 1);
        pen.fill(top, glyphs.tee_down, style);
        pen.fill(bottom, glyphs.tee_up, style);
    }
}

fn too_small(state: &State, area: Rect, pen: &mut Pen<'_>) {
    let words = format!(
        "nutgraf needs 40x10, this is {}x{}",
        state.size.width, state.size.height
    );
    let y = area.y + area.height / 2;
    pen.put_middle(area.x, y, area.right(), &words, Style::new());
}
