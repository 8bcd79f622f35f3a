//! Owns: the actors pane: the actors of the article and those of the list.
//! Promises: letters are those that `update` understands.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use crate::app::actor_lines::{self, ActorLine};
use crate::app::layout::Areas;
use crate::app::state::State;
use crate::app::state::input::Pick;
use crate::tui::draw::{trend, words};
use crate::tui::ink::Pen;

pub(super) fn draw(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    if !areas.actors.is_empty() {
        panes(state, areas.actors, pen);
    }
}

/// The actors of the article and, below, those of the list.
pub(super) fn panes(state: &State, area: Rect, pen: &mut Pen<'_>) {
    let mut here = actor_lines::of_article(state);
    if !picks_here(state) {
        // No more than a row of the list knows: nothing moves when the article itself arrives.
        here.truncate(KNOWN);
    }
    let mut listed = actor_lines::of_list(state);
    let of_list = matches!(
        state.input.letter(),
        Some(Pick::Actor { of_list: true, .. })
    );
    if !of_list {
        listed.truncate(KNOWN);
    }
    let (first, second) = shares(here.len(), listed.len(), area.height, of_list);
    let upper = Rect {
        height: first,
        ..area
    };
    let lower = Rect {
        y: area.y + first,
        height: second,
        ..area
    };
    table(
        Table {
            heading: "ACTORS",
            counts: "here",
            people: &here,
            lit: picks_here(state),
        },
        upper,
        pen,
    );
    table(
        Table {
            heading: if state.by_surprise {
                "SURPRISING HERE"
            } else {
                "IN THIS LIST"
            },
            counts: "articles",
            people: &listed,
            lit: of_list,
        },
        lower,
        pen,
    );
}

/// Lines for the two tables, each with its heading and a blank line after the first.
fn shares(here: usize, listed: usize, height: u16, of_list: bool) -> (u16, u16) {
    let lines = |count: usize| u16::try_from(count).unwrap_or(u16::MAX).saturating_add(1);
    let upper = if here == 0 {
        0
    } else {
        lines(here).saturating_add(1)
    };
    let least = if listed == 0 {
        0
    } else if of_list {
        height / 2
    } else {
        height / 3
    };
    let upper = upper.min(height.saturating_sub(least));
    let rest = height - upper;
    (upper, if rest >= 3 { rest } else { 0 })
}

fn picks_here(state: &State) -> bool {
    matches!(
        state.input.letter(),
        Some(Pick::Actor { of_list: false, .. } | Pick::Card | Pick::Choose)
    )
}

/// One table of actors.
#[derive(Clone, Copy)]
pub(super) struct Table<'a> {
    /// What stands over it.
    pub(super) heading: &'a str,
    /// What the first number counts.
    pub(super) counts: &'a str,
    /// Its rows.
    pub(super) people: &'a [ActorLine],
    /// Whether a letter is awaited.
    pub(super) lit: bool,
}

/// So many actors of an article are shown while no letter is awaited.
const KNOWN: usize = 6;
/// Most columns of a bar.
const BAR: u16 = 6;
/// Columns of one number.
const NUMBER: u16 = 8;

pub(super) fn table(table: Table<'_>, area: Rect, pen: &mut Pen<'_>) {
    if area.height < 2 || table.people.is_empty() {
        return;
    }
    let (dim, accent) = (pen.theme.dim, pen.theme.accent);
    let wide = area.width >= 30;
    let all = area.right();
    let here = if wide {
        all.saturating_sub(NUMBER)
    } else {
        all
    };
    pen.put(area.x, area.y, area.right(), table.heading, dim);
    if wide {
        pen.put_right(area.x, area.y, all, "all", dim);
    }
    pen.put_right(area.x, area.y, here, table.counts, dim);
    let most = table.people.iter().map(|p| p.here).max().unwrap_or(0);
    let name_room = table
        .people
        .iter()
        .map(|p| p.name.width())
        .max()
        .unwrap_or(0);
    let name_room = u16::try_from(name_room)
        .unwrap_or(0)
        .min(area.width.saturating_sub(NUMBER * 2 + 6).max(10));
    let bar_room = here
        .saturating_sub(NUMBER + 1)
        .saturating_sub(area.x + 3 + name_room + 2);
    for (number, person) in table.people.iter().enumerate() {
        let Some(y) = u16::try_from(number).ok().map(|n| area.y + 1 + n) else {
            return;
        };
        if y >= area.bottom() {
            return;
        }
        let letter = actor_lines::letter(number).to_string();
        pen.put(
            area.x,
            y,
            area.right(),
            &letter,
            if table.lit { accent } else { dim },
        );
        let end = (area.x + 2 + name_room).min(here.saturating_sub(4));
        pen.put_cut(
            area.x + 2,
            y,
            end,
            &person.name,
            pen.theme.kind(person.kind),
        );
        if bar_room >= 4 && most > 0 {
            let units = (u32::from(bar_room.min(BAR)) * person.here).div_ceil(most);
            let x = area.x + 3 + name_room + 1;
            let bar = Rect::new(x, y, u16::try_from(units).unwrap_or(0), 1);
            pen.fill(bar, pen.glyphs.unit, dim);
        }
        if let Some(standing) = &person.standing {
            // The half of the stretches where there is no room for all.
            let x = area.x + 3 + name_room + 1 + BAR + 1;
            let room = bar_room.saturating_sub(BAR + 1);
            trend::draw_within(&standing.trend, (x, y), room, pen);
        }
        if person.here > 0 {
            pen.put_right(
                end,
                y,
                here,
                &words::count(u64::from(person.here)),
                pen.theme.base,
            );
        }
        if wide && person.all > 0 {
            pen.put_right(here, y, all, &words::count(u64::from(person.all)), dim);
        }
    }
}

/// The actors on one line: `Iran 11 · European Union 6`.
pub(super) fn one_line(people: &[ActorLine], area: Rect, pen: &mut Pen<'_>) {
    let mut x = area.x;
    for (number, person) in people.iter().enumerate() {
        let count = if person.here > 0 {
            format!(" {}", person.here)
        } else {
            String::new()
        };
        let need = person.name.width() + count.width() + if number > 0 { 3 } else { 0 };
        if x.saturating_add(u16::try_from(need).unwrap_or(u16::MAX)) > area.right() {
            return;
        }
        if number > 0 {
            let dot = format!(" {} ", pen.glyphs.dot);
            x = pen.put(x, area.y, area.right(), &dot, pen.theme.dim);
        }
        x = pen.put(
            x,
            area.y,
            area.right(),
            &person.name,
            pen.theme.kind(person.kind),
        );
        x = pen.put(x, area.y, area.right(), &count, pen.theme.dim);
    }
}
