//! Owns: who said what over the whole screen.
//! Promises: a row a statement, under its speaker; the one under the cursor stands below, whole as far as there is room.

use ratatui::layout::Rect;

use crate::app::layout::{Areas, SAID_HEAD, said_rows};
use crate::app::page::wrap;
use crate::app::state::State;
use crate::app::state::said::{SaidRow, SaidTable};
use crate::tui::draw::words;
use crate::tui::ink::Pen;
use nutgraf_library::Statement;
use nutgraf_read::model::analysis::Manner;
use nutgraf_read::model::span::Span;

/// Columns of a day, of a manner, and of a source where there is room.
const DAY: u16 = 12;
const MANNER: u16 = 10;
const SOURCE: u16 = 26;
/// Below so many columns nothing tells how it was said.
const NARROW: u16 = 60;
/// From so many columns on sources have their own.
const WIDE: u16 = 90;

pub(super) fn draw(state: &State, table: &SaidTable, areas: &Areas, pen: &mut Pen<'_>) {
    pen.fill(areas.bottom_rule, pen.glyphs.level, pen.theme.rule);
    let area = areas.text;
    let (dim, strong) = (pen.theme.dim, pen.theme.strong);
    let x = pen.put(area.x, area.y, area.right(), "WHO SAID WHAT  ", strong);
    let Some(statements) = &table.statements else {
        return;
    };
    let line = match state.filter.text() {
        "" => String::new(),
        line => format!("in {line}  "),
    };
    let x = pen.put_cut(x, area.y, area.right(), &line, dim);
    if statements.is_empty() {
        let words = "Nobody says anything in these articles.";
        pen.put_cut(area.x, area.y + 2, area.right(), words, dim);
        return;
    }
    // What is not gathered is said.
    let more = if table.reach < table.articles {
        let all = words::many(table.articles as u64, "article");
        format!(
            " in the first {} of {all}",
            words::count(table.reach as u64)
        )
    } else {
        String::new()
    };
    let facts = format!(
        "{}{more} {} {}",
        words::many(statements.len() as u64, "statement"),
        pen.glyphs.dot,
        words::many(table.voices as u64, "voice"),
    );
    pen.put_right(x, area.y, area.right(), &facts, dim);
    let rows = said_rows(area);
    let columns = table.columns.max(1);
    let shown = table.rows.iter().enumerate();
    for (at, row) in shown.skip(table.top * columns).take(rows * columns) {
        let y = area.y + SAID_HEAD + u16::try_from(at / columns - table.top).unwrap_or(0);
        let area = side(area, (at % columns, columns));
        match row {
            SaidRow::Voice(latest, many) => voice(table, (*latest, *many), (area, y), pen),
            SaidRow::Statement(number) => {
                if let Some(said) = statements.get(*number) {
                    statement(said, at == table.cursor, (area, y), pen);
                }
            }
            SaidRow::Gap => {}
        }
    }
    if let Some(said) = table.current() {
        let y = area.y + SAID_HEAD + u16::try_from(rows).unwrap_or(0) + 1;
        let below = Rect {
            y,
            height: area.bottom().saturating_sub(y),
            ..area
        };
        whole(said, below, pen);
    }
}

/// One of several columns.
fn side(area: Rect, (column, columns): (usize, usize)) -> Rect {
    const BETWEEN: u16 = 4;
    let (column, columns) = (
        u16::try_from(column).unwrap_or(0),
        u16::try_from(columns).unwrap_or(1).max(1),
    );
    if columns == 1 {
        return area;
    }
    let width = area.width.saturating_sub(BETWEEN * (columns - 1)) / columns;
    Rect {
        x: area.x + column * (width + BETWEEN),
        width,
        ..area
    }
}

fn voice(
    table: &SaidTable,
    (latest, many): (usize, usize),
    (area, y): (Rect, u16),
    pen: &mut Pen<'_>,
) {
    let Some(said) = table.statements().get(latest) else {
        return;
    };
    let day = said
        .published
        .map(|at| format!(", latest {}", words::date(at)))
        .unwrap_or_default();
    let facts = format!("{}{day}", words::count(many as u64));
    let end = pen.put_right(area.x, y, area.right(), &facts, pen.theme.dim);
    pen.put_cut(
        area.x,
        y,
        end.saturating_sub(2),
        &said.name,
        pen.theme.strong,
    );
}

/// What the word that attributes it tells, in a word.
fn manner(said: &Statement) -> &str {
    match said.manner {
        Manner::Neutral => said.cue.as_deref().map_or("said", |cue| cue),
        Manner::Unsaid => "",
        Manner::Claims | Manner::Denies | Manner::Warns | Manner::Promises | Manner::Asks => {
            said.manner.name()
        }
    }
}

fn statement(said: &Statement, here: bool, (area, y): (Rect, u16), pen: &mut Pen<'_>) {
    let (dim, base) = (pen.theme.dim, pen.theme.base);
    if here {
        let x = area.x.saturating_sub(2);
        pen.put(x, y, area.right(), pen.glyphs.bar, pen.theme.accent);
    }
    let day = said.published.map(words::date).unwrap_or_default();
    pen.put_right(area.x, y, area.x + DAY, &day, dim);
    let x = area.x + DAY + 2;
    // Beside another there is no room for it.
    let x = if area.width < NARROW {
        x
    } else {
        pen.put_cut(x, y, x + MANNER - 1, manner(said), dim);
        x + MANNER
    };
    let mut source = said.source.clone().unwrap_or_default();
    if !said.same.is_empty() {
        source = format!("{source} +{}", said.same.len());
    }
    let room = if area.width >= WIDE { SOURCE } else { 0 };
    if room > 0 {
        let from = area.right() - room;
        pen.put_cut(from + 2, y, area.right(), source.trim(), dim);
    }
    let words: Vec<&str> = said.text.split_whitespace().collect();
    let style = if here { pen.theme.strong } else { base };
    let x = match said.spoken_of.first() {
        Some(name) => pen.put_cut(x, y, area.right() - room, &format!("about {name}: "), dim),
        None => x,
    };
    pen.put_cut(x, y, area.right() - room, &words.join(" "), style);
}

/// The statement in full, and where it stands.
fn whole(said: &Statement, area: Rect, pen: &mut Pen<'_>) {
    let words: Vec<&str> = said.text.split_whitespace().collect();
    let text = words.join(" ");
    let lines = wrap(&text, Span::new(0, text.len()), area.width);
    for (y, line) in (area.y..area.bottom()).zip(&lines) {
        let x = pen.put(area.x, y, area.right(), line.of(&text), pen.theme.summary);
        if y + 1 == area.bottom() && usize::from(area.height) < lines.len() {
            pen.put(
                x.min(area.right() - 1),
                y,
                area.right(),
                pen.glyphs.cut,
                pen.theme.dim,
            );
        }
    }
}
