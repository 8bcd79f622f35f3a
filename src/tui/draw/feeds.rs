//! Owns: the feeds over the whole screen.
//! Promises: those that need their reader stand on top and are counted; columns that do not fit are left out, the least telling
//! first.

use crate::app::layout::{Areas, FEEDS_HEAD, feed_rows};
use crate::app::state::State;
use crate::app::state::feeds::{FeedLine, FeedRow, FeedTable};
use crate::tui::draw::words;
use crate::tui::ink::Pen;
use nutgraf_read::model::feed::Health;
use nutgraf_read::model::moment::Moment;

/// Columns of a name at most, and of numbers and ages.
const NAME: u16 = 28;
const NUMBER: u16 = 7;
const AGE: u16 = 9;

pub(super) fn draw(state: &State, table: &FeedTable, areas: &Areas, pen: &mut Pen<'_>) {
    pen.fill(areas.bottom_rule, pen.glyphs.level, pen.theme.rule);
    let area = areas.text;
    let (dim, strong) = (pen.theme.dim, pen.theme.strong);
    let x = pen.put(area.x, area.y, area.right(), "FEEDS  ", strong);
    let Some(lines) = &table.lines else {
        return;
    };
    if lines.is_empty() {
        let words = [
            "No feeds yet.",
            "Enter follows the starter list: public broadcasters and agencies.",
            "From the shell: nutgraf feeds add ADDRESS, or nutgraf feeds import ~/.newsboat",
        ];
        for (y, words) in (area.y + 2..area.bottom()).zip(words) {
            pen.put_cut(area.x, y, area.right(), words, dim);
        }
        return;
    }
    let troubles = lines.iter().filter(|line| line.health.is_trouble()).count();
    let mut facts = vec![format!("{} followed", words::count(lines.len() as u64))];
    if troubles > 0 {
        facts.push(format!("{troubles} need you"));
    }
    let next = lines.iter().filter_map(|line| line.next).min();
    if let Some(next) = next {
        facts.push(match next.0.saturating_sub(state.now.0) {
            ..=0 => "some are due".to_owned(),
            seconds => format!("next look in {}", age(seconds)),
        });
    }
    let facts = facts.join(&format!(" {} ", pen.glyphs.dot));
    pen.put_cut(x, area.y, area.right(), &facts, dim);
    let columns = Columns::of(area.width, area.x, area.right());
    let y = area.y + 1;
    if columns.unread > 0 {
        pen.put_right(columns.state, y, columns.unread + NUMBER, "unread", dim);
    }
    if columns.week > 0 {
        pen.put_right(columns.unread, y, columns.week + NUMBER, "week", dim);
        pen.put_right(columns.week, y, columns.latest + AGE, "last", dim);
    }
    for (at, shown) in table
        .rows()
        .iter()
        .enumerate()
        .skip(table.top)
        .take(feed_rows(area))
    {
        let y = area.y + FEEDS_HEAD + u16::try_from(at - table.top).unwrap_or(0);
        let here = at == table.cursor;
        match shown {
            FeedRow::Tag { tag, feeds, unread } => {
                head(tag, (*feeds, *unread), (y, here), columns, pen);
            }
            FeedRow::Feed(_) => {
                if let Some(line) = table.feed(shown) {
                    row(line, state.now, (y, here), columns, pen);
                }
            }
        }
    }
    if let Some(line) = table.current() {
        let y = area.bottom().saturating_sub(1);
        let whole = if line.full { "  (whole pages)" } else { "" };
        pen.put_cut(
            area.x,
            y,
            area.right(),
            &format!("{}{whole}", line.shown),
            dim,
        );
    }
}

/// Where the columns begin; those that are left out are 0.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    name: u16,
    state: u16,
    unread: u16,
    week: u16,
    latest: u16,
    tags: u16,
    right: u16,
}

impl Columns {
    fn of(width: u16, left: u16, right: u16) -> Self {
        let name = NAME.min(width / 2);
        let mut columns = Self {
            name: left,
            state: left + name + 2,
            right,
            ..Self::default()
        };
        let tags = if width >= 100 { 18 } else { 0 };
        if tags > 0 {
            columns.tags = right - tags;
        }
        let end = right - tags;
        if width >= 76 {
            columns.latest = end - AGE - 2;
            columns.week = columns.latest - NUMBER;
            columns.unread = columns.week - NUMBER;
        } else if width >= 50 {
            columns.unread = end - NUMBER;
        }
        columns
    }

    fn state_end(&self) -> u16 {
        if self.unread > 0 {
            self.unread - 1
        } else {
            self.right
        }
    }
}

/// The head of a group.
fn head(
    tag: &str,
    (feeds, unread): (u32, u32),
    (y, here): (u16, bool),
    columns: Columns,
    pen: &mut Pen<'_>,
) {
    let name = if tag.is_empty() {
        "without a tag".to_owned()
    } else {
        format!("#{tag}")
    };
    let mark = if here { pen.glyphs.bar } else { " " };
    let left = columns.name.saturating_sub(2);
    let (accent, strong) = (pen.theme.accent, pen.theme.strong);
    pen.put(left, y, columns.right, mark, accent);
    let x = pen.put_cut(columns.name, y, columns.state - 2, &name, strong);
    let facts = format!("  {}", words::many(u64::from(feeds), "feed"));
    pen.put_cut(x, y, columns.state_end(), &facts, pen.theme.dim);
    if columns.unread > 0 && unread > 0 {
        let unread = words::count(u64::from(unread));
        pen.put_right(
            columns.state_end(),
            y,
            columns.unread + NUMBER,
            &unread,
            strong,
        );
    }
}

fn row(line: &FeedLine, now: Moment, (y, here): (u16, bool), columns: Columns, pen: &mut Pen<'_>) {
    let (dim, base) = (pen.theme.dim, pen.theme.base);
    let trouble = line.health.is_trouble();
    let mark = match line.health {
        _ if here => pen.glyphs.bar,
        Health::Gone | Health::Dormant | Health::Failing => "!",
        Health::Waiting => pen.glyphs.cut,
        Health::New | Health::Well => " ",
    };
    let accent = pen.theme.accent;
    pen.put(
        columns.name.saturating_sub(2),
        y,
        columns.right,
        mark,
        accent,
    );
    let name = if here || trouble {
        pen.theme.strong
    } else {
        base
    };
    pen.put_cut(columns.name, y, columns.state - 2, &line.name, name);
    let style = if trouble { base } else { dim };
    pen.put_cut(columns.state, y, columns.state_end(), &line.state, style);
    let number = |count: u32| {
        if count == 0 {
            String::new()
        } else {
            words::count(u64::from(count))
        }
    };
    if columns.unread > 0 {
        pen.put_right(
            columns.state_end(),
            y,
            columns.unread + NUMBER,
            &number(line.unread),
            base,
        );
    }
    if columns.week > 0 {
        pen.put_right(
            columns.unread + NUMBER,
            y,
            columns.week + NUMBER,
            &number(line.week),
            dim,
        );
        let latest = line
            .latest
            .map_or_else(|| "-".to_owned(), |at| age(now.0.saturating_sub(at.0)));
        pen.put_right(columns.week + NUMBER, y, columns.latest + AGE, &latest, dim);
    }
    if columns.tags > 0 {
        let tags: Vec<String> = line.tags.iter().map(|tag| format!("#{tag}")).collect();
        pen.put_cut(columns.tags, y, columns.right, &tags.join(" "), dim);
    }
}

/// A length of time in a few letters.
fn age(seconds: i64) -> String {
    match seconds {
        ..3600 => format!("{} min", seconds.max(0) / 60),
        3600..172_800 => format!("{} h", seconds / 3600),
        172_800..63_072_000 => format!("{} days", seconds / 86_400),
        _ => format!("{} years", seconds / 31_536_000),
    }
}
