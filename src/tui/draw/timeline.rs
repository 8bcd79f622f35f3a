//! Owns: the timeline of the list over the whole screen.
//! Promises: each line has its letter; the whole sentence under the cursor stands below; bars are measured by the day of most
//! articles.

use crate::app::actor_lines;
use crate::app::layout::{Areas, TIMELINE_HEAD, timeline_rows};
use crate::app::page::wrap;
use crate::app::state::State;
use crate::app::state::input::Pick;
use crate::app::state::timeline::{TimelineRow, TimelineTable};
use crate::tui::draw::words;
use crate::tui::ink::Pen;
use nutgraf_read::date::calendar::Calendar;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::timeline::{ToldDay, ToldLine};

/// Columns of a date, of a bar at most, of a number, of a source at most.
const DATE: u16 = 12;
const BAR: u16 = 8;
const NUMBER: u16 = 6;
const SOURCE: u16 = 20;

pub(super) fn draw(state: &State, table: &TimelineTable, areas: &Areas, pen: &mut Pen<'_>) {
    pen.fill(areas.bottom_rule, pen.glyphs.level, pen.theme.rule);
    let area = areas.text;
    let (dim, strong) = (pen.theme.dim, pen.theme.strong);
    let filter = state.filter.text().trim();
    let of = if filter.is_empty() {
        "all articles"
    } else {
        filter
    };
    let x = pen.put(area.x, area.y, area.right(), "TIMELINE of ", strong);
    let x = pen.put_cut(x, area.y, area.right(), of, strong);
    let Some(timeline) = table.timeline() else {
        pen.put_cut(
            area.x,
            area.y + 2,
            area.right(),
            "reads the articles …",
            dim,
        );
        return;
    };
    let dot = pen.glyphs.dot;
    let facts = format!(
        "{} {dot} {}",
        words::many(timeline.days.len() as u64, "day"),
        words::many(timeline.articles as u64, "article")
    );
    pen.put_right(x + 2, area.y, area.right(), &facts, dim);
    if timeline.days.is_empty() {
        let words = "These articles have no day and speak of none.";
        pen.put_cut(area.x, area.y + 2, area.right(), words, dim);
        return;
    }
    let most = timeline.days.iter().map(|day| day.articles).max();
    let columns = Columns::of(area.x, area.right());
    let mut letter = 0;
    let seen = timeline_rows(area);
    for (at, row) in table.rows().iter().enumerate().skip(table.top).take(seen) {
        let y = area.y + TIMELINE_HEAD + u16::try_from(at - table.top).unwrap_or(0);
        match row {
            TimelineRow::Announced => announced(y, columns, pen),
            TimelineRow::Line(..) => {
                let Some((day, line)) = table.line(at) else {
                    continue;
                };
                let above = at.checked_sub(1).filter(|above| *above >= table.top);
                let above = above
                    .and_then(|above| table.line(above))
                    .map(|(day, _)| day);
                let row = Row {
                    y,
                    here: at == table.cursor,
                    letter,
                    picking: state.input.letter() == Some(Pick::Evidence),
                };
                date(day, above, most.unwrap_or(0), (row, columns), pen);
                sentence(line, (row, columns), pen);
                letter += 1;
            }
        }
    }
    detail(table, areas, pen);
}

/// Where the columns begin; those that are left out are 0.
#[derive(Clone, Copy, Debug)]
struct Columns {
    left: u16,
    bar: u16,
    number: u16,
    letter: u16,
    source: u16,
    right: u16,
}

impl Columns {
    fn of(left: u16, right: u16) -> Self {
        let width = right - left;
        let bar = if width >= 60 { left + DATE } else { 0 };
        let number = left + DATE + if bar > 0 { BAR + 1 } else { 0 };
        Self {
            left,
            bar,
            number,
            letter: number + NUMBER,
            source: if width >= 100 { right - SOURCE } else { 0 },
            right,
        }
    }
}

/// A row that is drawn.
#[derive(Clone, Copy, Debug)]
struct Row {
    y: u16,
    here: bool,
    letter: usize,
    picking: bool,
}

/// The date, the bar and the number of a day, where the row above is of another one.
fn date(
    day: &ToldDay,
    above: Option<&ToldDay>,
    most: usize,
    (row, columns): (Row, Columns),
    pen: &mut Pen<'_>,
) {
    let mark = if row.here { pen.glyphs.bar } else { " " };
    let (accent, base, dim) = (pen.theme.accent, pen.theme.base, pen.theme.dim);
    let left = columns.left.saturating_sub(2);
    pen.put(left, row.y, columns.right, mark, accent);
    if above.is_some_and(|above| above.date == day.date) {
        return;
    }
    let year = |day: &ToldDay| match day.date {
        Calendar::Year(year) | Calendar::Month(year, _) => year,
        Calendar::Day(day) => day.year,
    };
    let mut date = day.to_string();
    if let (Calendar::Day(_), Some(above)) = (day.date, above)
        && year(above) == year(day)
    {
        // The year stands once.
        date.truncate(date.rfind(' ').unwrap_or(date.len()));
    }
    pen.put(columns.left, row.y, columns.left + DATE, &date, base);
    let units = (day.articles * usize::from(BAR)).div_ceil(most.max(1));
    if columns.bar > 0 {
        let bar = pen.glyphs.unit.repeat(units);
        pen.put(columns.bar, row.y, columns.number, &bar, accent);
    }
    let number = words::count(day.articles as u64);
    pen.put_right(columns.number - 1, row.y, columns.letter - 1, &number, dim);
}

/// The letter and the sentence, with the source where there is room.
fn sentence(line: &ToldLine, (row, columns): (Row, Columns), pen: &mut Pen<'_>) {
    let style = if row.here {
        pen.theme.strong
    } else {
        pen.theme.base
    };
    let lit = if row.picking {
        pen.theme.accent
    } else {
        pen.theme.dim
    };
    let letter = actor_lines::letter(row.letter).to_string();
    pen.put(columns.letter, row.y, columns.right, &letter, lit);
    let end = if columns.source > 0 {
        columns.source - 2
    } else {
        columns.right
    };
    pen.put_cut(columns.letter + 3, row.y, end, &line.text, style);
    if let Some(source) = line.source.as_deref().filter(|_| columns.source > 0) {
        pen.put_cut(columns.source, row.y, columns.right, source, pen.theme.dim);
    }
}

fn announced(y: u16, columns: Columns, pen: &mut Pen<'_>) {
    let level = pen.glyphs.level;
    let (rule, dim) = (pen.theme.rule, pen.theme.dim);
    let x = pen.put(columns.left, y, columns.right, level, rule);
    let x = pen.put(x, y, columns.right, " announced ", dim);
    let rest = level.repeat(usize::from(columns.right.saturating_sub(x)));
    pen.put(x, y, columns.right, &rest, rule);
}

/// The whole sentence under the cursor, and who has it.
fn detail(table: &TimelineTable, areas: &Areas, pen: &mut Pen<'_>) {
    let area = areas.text;
    let Some((_, line)) = table.current() else {
        return;
    };
    let room =
        usize::from(area.height).saturating_sub(usize::from(TIMELINE_HEAD) + timeline_rows(area));
    if room < 2 {
        return;
    }
    let y = area.bottom() - u16::try_from(room).unwrap_or(0) + 1;
    let told = match &line.source {
        Some(source) => format!("{} ({source})", line.text),
        None => line.text.to_string(),
    };
    let lines = wrap(&told, Span::new(0, told.len()), area.width);
    for (y, piece) in (y..area.bottom()).zip(lines) {
        pen.put_cut(area.x, y, area.right(), piece.of(&told), pen.theme.dim);
    }
}
