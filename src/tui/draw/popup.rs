//! Owns: what floats over the screen: completions, letters, the rest of a chord.
//! Promises: never covers the line being written.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::app::actor_lines;
use crate::app::layout::Areas;
use crate::app::state::State;
use crate::app::state::input::{Choice, Pick};
use crate::app::state::screens::Screen;
use crate::tui::draw::actors::{self, Table};
use crate::tui::ink::Pen;

pub(super) fn draw(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    if !state.input.choices.all.is_empty() {
        choices(state, areas, pen);
    } else if !state.input.keys.is_empty() {
        chord(state, areas, pen);
    } else if let Some(pick) = state.input.letter() {
        letters(state, pick, areas, pen);
    }
}

/// A box at the foot or below the filter line: a rule, then rows.
fn choices(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    let all = &state.input.choices.all;
    let wide = |f: fn(&Choice) -> &str| all.iter().map(|c| f(c).width()).max().unwrap_or(0);
    let (text, note) = (wide(|c| &c.text), wide(|c| &c.note));
    let screen = pen.area();
    let width = u16::try_from(text + note + 5)
        .unwrap_or(u16::MAX)
        .min(screen.width.saturating_sub(4));
    let height = u16::try_from(all.len()).unwrap_or(u16::MAX);
    let prompted = state.input.prompt().is_some();
    let (x, y, height) = if prompted {
        // Above the rule over the foot.
        let foot = areas.foot.y.saturating_sub(1);
        let height = height.min(foot.saturating_sub(1));
        (2, foot.saturating_sub(height), height)
    } else {
        let first = all.first().map_or(0, |c| c.start);
        let before = state.filter.text().get(..first).unwrap_or("").width();
        let x =
            (3 + u16::try_from(before).unwrap_or(0)).min(screen.width.saturating_sub(width + 2));
        // The line below says how the filter was understood.
        let y = areas.filter.y + 2;
        (x, y, height.min(screen.height.saturating_sub(y + 2)))
    };
    let area = if prompted {
        // Whole lines: what commands do is read across.
        Rect::new(0, y, screen.width, height)
    } else {
        Rect::new(x.saturating_sub(1), y, width, height)
    };
    let column = u16::try_from(text).unwrap_or(u16::MAX).saturating_add(4);
    pen.clear(area);
    for (number, choice) in all.iter().enumerate() {
        let Some(y) = u16::try_from(number)
            .ok()
            .map(|n| y + n)
            .filter(|y| *y < area.bottom())
        else {
            return;
        };
        let taken = state.input.choices.taken == Some(number);
        let style = if taken {
            pen.theme.strong
        } else {
            pen.theme.title
        };
        pen.put(
            area.x,
            y,
            area.right(),
            pen.glyphs.bar,
            if taken {
                pen.theme.accent
            } else {
                pen.theme.rule
            },
        );
        let end = pen.put_cut(area.x + 2, y, area.right(), &choice.text, style);
        if prompted {
            let at = column.max(end + 1);
            pen.put_cut(at, y, area.right(), &choice.note, pen.theme.dim);
            continue;
        }
        pen.put_right(
            end + 1,
            y,
            area.right().saturating_sub(1),
            &choice.note,
            pen.theme.dim,
        );
    }
}

/// What can follow the keys struck so far.
fn chord(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    let rest = state
        .settings
        .keymap
        .continuations(state.place(), &state.input.keys);
    let rows = u16::try_from(rest.len()).unwrap_or(u16::MAX);
    let height = rows.min(areas.foot.y.saturating_sub(2));
    let width = 44.min(areas.foot.width);
    let area = Rect::new(
        areas.foot.right().saturating_sub(width),
        areas.foot.y.saturating_sub(height + 1),
        width,
        height,
    );
    boxed(area, pen);
    for (number, (keys, command)) in rest.iter().enumerate().take(usize::from(height)) {
        let y = area.y + u16::try_from(number).unwrap_or(0);
        pen.put(area.x + 2, y, area.right(), keys, pen.theme.key);
        pen.put_cut(area.x + 8, y, area.right(), command.doc(), pen.theme.title);
    }
}

/// Empties a box and draws the bar at its left.
fn boxed(area: Rect, pen: &mut Pen<'_>) {
    // A blank column keeps it apart from what it covers.
    pen.clear(Rect {
        x: area.x.saturating_sub(1),
        width: area.width + 1,
        ..area
    });
    let edge = Rect {
        width: 1.min(area.width),
        ..area
    };
    let style = pen.theme.rule;
    pen.fill(edge, pen.glyphs.upright, style);
}

/// The letters, where no pane shows them.
fn letters(state: &State, pick: Pick, areas: &Areas, pen: &mut Pen<'_>) {
    if pick == Pick::Evidence {
        // The briefing and the margin of the text show these letters.
        // So does the timeline.
        let timeline = matches!(state.screens.top(), Screen::Timeline(_));
        if areas.briefing.is_empty() && !timeline {
            sentences(state, areas, pen);
        }
        return;
    }
    let roomy = areas.briefing.height >= 20 || !areas.actors.is_empty();
    if state.reader().is_none() && roomy {
        return;
    }
    if pick == Pick::Choose && areas.notes.width > 0 {
        return;
    }
    let of_list = matches!(pick, Pick::Actor { of_list: true, .. });
    let list = if of_list {
        actor_lines::of_list(state)
    } else {
        actor_lines::of_article(state)
    };
    let rows = u16::try_from(list.len())
        .unwrap_or(u16::MAX)
        .saturating_add(1);
    let height = rows.min(areas.foot.y.saturating_sub(2));
    let longest = list.iter().map(|person| person.name.width()).max();
    let width = u16::try_from(longest.unwrap_or(0))
        .unwrap_or(0)
        .saturating_add(27);
    let width = width.clamp(46, 60).min(areas.foot.width);
    let area = Rect::new(
        areas.foot.right().saturating_sub(width + 1),
        areas.foot.y.saturating_sub(height + 1),
        width,
        height,
    );
    boxed(area, pen);
    let inner = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(3),
        ..area
    };
    let (heading, counts) = if of_list {
        ("IN THIS LIST", "articles")
    } else {
        ("ACTORS", "here")
    };
    actors::table(
        Table {
            heading,
            counts,
            people: &list,
            lit: true,
        },
        inner,
        pen,
    );
}

fn sentences(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    let lines = crate::app::summary::lines(state);
    let rows = u16::try_from(lines.len())
        .unwrap_or(0)
        .min(areas.foot.y.saturating_sub(2));
    let width = areas.foot.width.saturating_sub(4);
    let area = Rect::new(2, areas.foot.y.saturating_sub(rows + 1), width, rows);
    boxed(area, pen);
    for (number, line) in lines.iter().enumerate().take(usize::from(rows)) {
        let y = area.y + u16::try_from(number).unwrap_or(0);
        let letter = actor_lines::letter(number).to_string();
        pen.put(area.x + 2, y, area.right(), &letter, pen.theme.accent);
        pen.put_cut(area.x + 5, y, area.right(), line, pen.theme.title);
    }
}
