//! Owns: the band of the tour, below everything else.
//! Promises: names the keys in force.

use ratatui::layout::Rect;

use crate::app::command::{Command, Place};
use crate::app::layout::Areas;
use crate::app::page::wrap;
use crate::app::state::State;
use crate::app::tour::STEPS;
use crate::tui::ink::Pen;
use nutgraf_read::model::span::Span;

pub(super) fn draw(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    let area = areas.tour;
    let (Some(tour), false) = (state.tour, area.is_empty()) else {
        return;
    };
    let step = tour.step();
    let bar = Rect { width: 1, ..area };
    let accent = pen.theme.accent;
    pen.fill(bar, pen.glyphs.bar, accent);
    let left = area.x + 2;
    let right = area.right().saturating_sub(1);
    let x = pen.put(left, area.y, right, step.heading, pen.theme.strong);
    if !tour.is_over() {
        let place = format!("tour {} of {}", tour.done + 1, STEPS.len());
        pen.put_right(x + 2, area.y, right, &place, pen.theme.dim);
    }
    let mut words = step.words.to_owned();
    let mut keys = step.keys.to_vec();
    if step.within == Some(Place::Reader) && state.reader().is_none() {
        // Its keys mean other things where one stands now.
        words = format!("{{}} opens the article. In it {words}");
        keys.insert(0, (Place::List, Command::Open));
    }
    for (place, command) in &keys {
        let key = state.settings.keymap.key_of(*place, *command);
        let shown = key.map_or_else(|| format!(":{}", command.name()), |key| format!("[{key}]"));
        words = words.replacen("{}", &shown, 1);
    }
    let lines = wrap(
        &words,
        Span::new(0, words.len()),
        right.saturating_sub(left),
    );
    for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
        pen.put_cut(left, y, right, line.of(&words), pen.theme.title);
    }
}
