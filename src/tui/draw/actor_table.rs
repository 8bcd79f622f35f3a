//! Owns: the actors of the whole list over the whole screen.
//! Promises: columns that do not fit are left out, the least telling first; the details of the row under the cursor stay.

use ratatui::layout::Rect;

use crate::app::actor_lines::{self, ActorLine};
use crate::app::layout::{Areas, actor_rows};
use crate::app::state::State;
use crate::app::state::screens::ActorTable;
use crate::tui::draw::{trend, words};
use crate::tui::ink::Pen;
use nutgraf_library::filter::stats::actor_stats::TREND;
use nutgraf_read::model::moment::Moment;

/// Columns of a number.
const NUMBER: u16 = 7;
/// Columns of the bar of shares.
const BAR: u16 = 8;
/// Columns of a name at least.
const NAME: u16 = 22;
/// Columns of a kind.
const KIND: u16 = 13;

/// Where the columns begin; those that are left out have no width.
#[derive(Clone, Copy, Debug)]
struct Columns {
    name: u16,
    kind: u16,
    here: u16,
    bar: u16,
    trend: u16,
    surprise: u16,
    with: u16,
    right: u16,
}

impl Columns {
    fn of(area: Rect) -> Self {
        let trend = u16::try_from(TREND).unwrap_or(16);
        let width = area.width;
        let with_bar = width >= NAME + NUMBER + BAR + 2;
        let with_trend = width >= NAME + NUMBER * 2 + BAR + trend + 6;
        let with_kind = width >= NAME + KIND + NUMBER * 2 + BAR + trend + 9;
        let fixed = NUMBER
            + if with_bar { BAR + 2 } else { 0 }
            + if with_trend { trend + NUMBER + 3 } else { 0 }
            + if with_kind { KIND + 1 } else { 0 };
        let room = width.saturating_sub(fixed);
        let name_width = if room >= 60 { 30 } else { room.min(36) };
        let name = area.x;
        let kind = name + name_width + 1;
        let here = kind + if with_kind { KIND + 1 } else { 0 };
        let bar = here + NUMBER + 1;
        let trend_at = if with_trend { bar + BAR + 1 } else { 0 };
        let surprise = if with_trend { trend_at + trend + 1 } else { 0 };
        let end = if with_trend { surprise + NUMBER + 2 } else { 0 };
        Self {
            name,
            kind: if with_kind { kind } else { 0 },
            here,
            bar: if with_bar { bar } else { 0 },
            trend: trend_at,
            surprise,
            with: if with_trend && end + 20 <= area.right() {
                end
            } else {
                0
            },
            right: area.right(),
        }
    }

    fn name_end(&self) -> u16 {
        if self.kind > 0 {
            self.kind - 1
        } else {
            self.here - 1
        }
    }
}

pub(super) fn draw(state: &State, table: &ActorTable, areas: &Areas, pen: &mut Pen<'_>) {
    pen.fill(areas.bottom_rule, pen.glyphs.level, pen.theme.rule);
    let area = areas.text;
    let actors = actor_lines::of_table(state);
    let columns = Columns::of(area);
    head(state, table, (area, columns), pen);
    let rows = actor_rows(area);
    let articles = state.search.found.set.count();
    for (at, actor) in actors.iter().enumerate().skip(table.top).take(rows) {
        let y = area.y + 2 + u16::try_from(at - table.top).unwrap_or(0);
        let here = at == table.cursor;
        row(state, actor, (articles, columns), (y, here), pen);
    }
    if actors.is_empty() {
        let words = "No actor of this list has such a name.";
        pen.put_cut(area.x, area.y + 3, area.right(), words, pen.theme.dim);
    }
    if let Some(actor) = actors.get(table.cursor) {
        let y = area.y + 2 + u16::try_from(rows).unwrap_or(0);
        let below = Rect {
            y,
            height: area.bottom().saturating_sub(y),
            ..area
        };
        details(state, actor, articles, below, pen);
    }
}

fn head(state: &State, table: &ActorTable, at: (Rect, Columns), pen: &mut Pen<'_>) {
    let (area, columns) = at;
    let (dim, strong) = (pen.theme.dim, pen.theme.strong);
    let line = if state.filter.is_empty() {
        "in the whole library".to_owned()
    } else {
        format!("in  {}", state.filter.text())
    };
    let line = match table.sought.as_str() {
        "" => line,
        sought => format!("named \"{sought}\"  {line}"),
    };
    let x = pen.put(area.x, area.y, area.right(), "ACTORS ", strong);
    let order = if state.by_surprise {
        "by surprise"
    } else {
        "by articles"
    };
    let right = pen.put_right(x, area.y, area.right(), order, dim);
    pen.put_cut(x, area.y, right.saturating_sub(2), &line, dim);
    let y = area.y + 1;
    pen.put_right(area.x, y, columns.here + NUMBER, "articles", dim);
    if columns.bar > 0 {
        pen.put(columns.bar, y, columns.right, "share", dim);
    }
    if columns.trend > 0 {
        pen.put(columns.trend, y, columns.right, "over time", dim);
        pen.put_right(columns.trend, y, columns.surprise + NUMBER, "surprise", dim);
    }
    if columns.with > 0 {
        pen.put(columns.with, y, columns.right, "appears with", dim);
    }
}

fn row(
    state: &State,
    actor: &ActorLine,
    (articles, columns): (u32, Columns),
    (y, here): (u16, bool),
    pen: &mut Pen<'_>,
) {
    let (dim, base) = (pen.theme.dim, pen.theme.base);
    if here {
        let x = columns.name.saturating_sub(2);
        pen.put(x, y, columns.right, pen.glyphs.bar, pen.theme.accent);
    }
    let name = pen.theme.kind(actor.kind);
    let name = if here {
        name.patch(pen.theme.strong)
    } else {
        name
    };
    pen.put_cut(columns.name, y, columns.name_end(), &actor.name, name);
    if columns.kind > 0 {
        pen.put_cut(columns.kind, y, columns.here, actor.kind.name(), dim);
    }
    let count = words::count(u64::from(actor.here));
    pen.put_right(columns.here, y, columns.here + NUMBER, &count, base);
    if columns.bar > 0 && articles > 0 {
        let units = (u64::from(BAR) * u64::from(actor.here)).div_ceil(u64::from(articles));
        let units = u16::try_from(units).unwrap_or(BAR).min(BAR);
        pen.fill(Rect::new(columns.bar, y, units, 1), pen.glyphs.unit, dim);
    }
    let Some(standing) = &actor.standing else {
        return;
    };
    if columns.trend > 0 {
        trend::draw(&standing.trend, (columns.trend, y), pen);
        if standing.surprise != 0.0 {
            let words = words::surprise(standing.surprise);
            pen.put_right(columns.surprise, y, columns.surprise + NUMBER, &words, dim);
        }
    }
    if columns.with > 0 {
        pen.put_cut(
            columns.with,
            y,
            columns.right,
            &actor_lines::company(state, standing).join(", "),
            dim,
        );
    }
}

/// What there is to say about the actor under the cursor.
fn details(state: &State, actor: &ActorLine, articles: u32, area: Rect, pen: &mut Pen<'_>) {
    if area.height < 3 {
        return;
    }
    let (dim, base) = (pen.theme.dim, pen.theme.base);
    let dot = format!(" {} ", pen.glyphs.dot);
    let share = (100 * u64::from(actor.here))
        .checked_div(u64::from(articles))
        .unwrap_or(0);
    let mut facts = vec![
        actor.kind.name().to_owned(),
        format!(
            "{} of {} here ({share} %)",
            words::count(u64::from(actor.here)),
            words::count(u64::from(articles))
        ),
        format!("{} in the library", words::count(u64::from(actor.all))),
    ];
    if let Some(times) = times(state, actor, articles) {
        facts.push(times);
    }
    let y = area.y + 1;
    let x = pen.put_cut(
        area.x,
        y,
        area.right(),
        &actor.name,
        pen.theme.kind(actor.kind),
    );
    let facts = facts.join(&dot);
    pen.put_cut(x + 2, y, area.right(), &facts, dim);
    let company = actor.standing.as_ref();
    let company = company.map(|standing| actor_lines::company(state, standing).join(", "));
    if let Some(company) = company.filter(|company| !company.is_empty()) {
        let x = pen.put(area.x, y + 1, area.right(), "with ", dim);
        pen.put_cut(x, y + 1, area.right(), &company, base);
    }
    let mut y = y + 2;
    for words in axes(state) {
        if y < area.bottom() {
            pen.put_cut(area.x, y, area.right(), &words, dim);
            y += 1;
        }
    }
}

/// What the columns measure.
fn axes(state: &State) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(stretch) = state.search.found.stretch {
        let [from, until] = [stretch.from, stretch.from + stretch.seconds].map(Moment);
        all.push(format!(
            "over time: articles from {} to {}, in {TREND} equal parts",
            words::date(from),
            words::date(until)
        ));
    }
    if state
        .search
        .found
        .actor_stats
        .iter()
        .any(|s| s.surprise != 0.0)
    {
        let words = "surprise: against the rest of the library; +11 is one chance in a thousand";
        all.push(words.to_owned());
    }
    all
}

/// Why an actor is surprising in the list: how many times as often as in the rest of the library it is named there.
pub(super) fn times(state: &State, actor: &ActorLine, articles: u32) -> Option<String> {
    let others = state
        .catalog
        .0
        .articles()
        .checked_sub(articles)
        .filter(|n| *n > 0)?;
    let elsewhere = actor.all.saturating_sub(actor.here);
    if elsewhere == 0 {
        return Some("nowhere else".to_owned());
    }
    let times = f64::from(actor.here) / f64::from(articles.max(1)) * f64::from(others)
        / f64::from(elsewhere);
    Some(format!("{times:.1} times as often as elsewhere"))
}
