//! Owns: `Painter`, which turns a buffer into the fewest bytes that bring the terminal from what it shows to that.
//! Promises: only changed cells are sent; text that has scrolled is scrolled by the terminal; nothing changed, no bytes; no
//! terminal is trusted on how wide a variation selector makes a sign.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the named colours have numbers"
)]

use std::fmt::Write as _;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use crate::tui::color;

/// A gap of at most so many cells in the same style is written again instead of jumped over.
const GAP: u16 = 4;
/// Scrolling is tried by at most so many lines.
const MOST_SCROLL: i32 = 8;
/// The blocks of emoji and other pictures begin here.
const EMOJI: char = '\u{1f000}';
/// With fewer changed cells than this, scrolling is not worth its own bytes.
const FEW_CELLS: usize = 160;

/// What the terminal shows, and how to change it.
#[derive(Debug, Default)]
pub struct Painter {
    shown: Option<Buffer>,
    /// The addresses of the links, by the sign that their cells carry.
    links: Vec<(Color, String)>,
    cursor: Option<Position>,
}

/// The look that the next character gets.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
    /// The sign of the link that it belongs to.
    link: Color,
}

const PLAIN: Look = Look {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
    link: Color::Reset,
};

impl Look {
    fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
            link: cell.underline_color,
        }
    }
}

impl Painter {
    /// Forgets what the terminal shows: the next frame is painted whole.
    pub fn forget(&mut self) {
        self.shown = None;
        self.cursor = None;
    }

    /// The addresses that the signs on the next frame stand for.
    pub fn set_links(&mut self, links: Vec<(Color, String)>) {
        self.links = links;
    }

    /// The bytes that bring the terminal to `next`. `scrollable` are the rows that may have scrolled since.
    pub fn paint(
        &mut self,
        next: &Buffer,
        cursor: Option<Position>,
        scrollable: Range<u16>,
    ) -> String {
        let mut shown = match self.shown.take() {
            Some(shown) if shown.area == next.area => shown,
            _ => {
                let mut fresh = Frame::new(next, &self.links);
                fresh.out.push_str("\x1b[0m\x1b[2J");
                let blank = Buffer::empty(next.area);
                fresh.cells(&blank);
                return self.finish(next, cursor, fresh.out, true);
            }
        };
        let mut frame = Frame::new(next, &self.links);
        if let Some((rows, lines)) = best_scroll(&shown, next, scrollable) {
            frame.scroll(rows.clone(), lines);
            scroll(&mut shown, rows, lines);
        }
        frame.cells(&shown);
        self.finish(next, cursor, frame.out, false)
    }

    fn finish(
        &mut self,
        next: &Buffer,
        cursor: Option<Position>,
        cells: String,
        whole: bool,
    ) -> String {
        let moved = self.cursor != cursor;
        let before = self.cursor;
        self.shown = Some(next.clone());
        self.cursor = cursor;
        if cells.is_empty() && !moved {
            return cells;
        }
        let mut out = String::with_capacity(cells.len() + 64);
        out.push_str("\x1b[?2026h");
        if before.is_some() || whole {
            out.push_str("\x1b[?25l");
        }
        out.push_str(&cells);
        if let Some(at) = cursor {
            let _infallible = write!(out, "\x1b[{};{}H\x1b[?25h", at.y + 1, at.x + 1);
        }
        out.push_str("\x1b[?2026l");
        out
    }
}

/// One frame while it is written.
struct Frame<'a> {
    next: &'a Buffer,
    links: &'a [(Color, String)],
    out: String,
    look: Look,
    /// Where the terminal's cursor is, as far as that is certain.
    at: Option<(u16, u16)>,
}

impl<'a> Frame<'a> {
    fn new(next: &'a Buffer, links: &'a [(Color, String)]) -> Self {
        Self {
            next,
            links,
            out: String::new(),
            look: PLAIN,
            at: None,
        }
    }

    /// Writes the cells that differ from `shown`.
    fn cells(&mut self, shown: &Buffer) {
        let area = self.next.area;
        for y in area.top()..area.bottom() {
            self.row(shown, y);
        }
        self.wear(PLAIN);
    }

    fn row(&mut self, shown: &Buffer, y: u16) {
        let area = self.next.area;
        let blank_from = self.blank_from(y);
        let trusted_until = self.trusted_until(shown, y);
        let mut x = area.left();
        while x < area.right() {
            if x >= trusted_until {
                self.rest_anew(x, y, blank_from);
                return;
            }
            let (Some(new), Some(old)) = (self.next.cell((x, y)), shown.cell((x, y))) else {
                return;
            };
            let wide = width(new);
            let was_wide = width(old) > 1;
            if same(new, old) {
                x += wide;
                continue;
            }
            if x >= blank_from && area.right() - x > GAP {
                self.erase_rest(x, y);
                return;
            }
            self.go(x, y);
            self.put(new, wide);
            x += wide;
            // Half of a wide character is gone with the other half: what stands there is written again.
            if was_wide
                && wide == 1
                && x < area.right()
                && let Some(cell) = self.next.cell((x, y))
            {
                let wide = width(cell);
                self.put(cell, wide);
                x += wide;
            }
        }
    }

    /// The column from which the row is to be written whole: from the first sign on whose width terminals disagree, now or
    /// before, if anything has changed there. Where the terminal took it for narrower or wider, other cells than those of
    /// `shown` stand behind it.
    fn trusted_until(&self, shown: &Buffer, y: u16) -> u16 {
        let area = self.next.area;
        let both = |x| [self.next.cell((x, y)), shown.cell((x, y))];
        let doubtful = |x: &u16| both(*x).into_iter().flatten().any(is_doubtful);
        let Some(first) = (area.left()..area.right()).find(doubtful) else {
            return area.right();
        };
        let [next, before] = [self.next, shown].map(|buffer| move |x| buffer.cell((x, y)));
        let differs = |x| match (next(x), before(x)) {
            (Some(new), Some(old)) => !same(new, old),
            _ => false,
        };
        if !(first..area.right()).any(differs) {
            return area.right();
        }
        // Not between the halves of a wide character.
        match first.checked_sub(1) {
            Some(left) if both(left).into_iter().flatten().any(|cell| width(cell) > 1) => left,
            _ => first,
        }
    }

    /// Erases the row from a column on and writes it anew.
    fn rest_anew(&mut self, from: u16, y: u16, blank_from: u16) {
        self.at = None;
        self.erase_rest(from, y);
        let mut x = from;
        while x < blank_from {
            let Some(cell) = self.next.cell((x, y)) else {
                return;
            };
            let wide = width(cell);
            self.go(x, y);
            self.put(cell, wide);
            x += wide;
        }
    }

    /// The column from which the row is blank and plain.
    fn blank_from(&self, y: u16) -> u16 {
        let area = self.next.area;
        (area.left()..area.right())
            .rev()
            .find(|x| {
                self.next
                    .cell((*x, y))
                    .is_some_and(|c| c.symbol() != " " || Look::of(c) != PLAIN)
            })
            .map_or(area.left(), |x| x + 1)
    }

    fn erase_rest(&mut self, x: u16, y: u16) {
        self.go(x, y);
        self.wear(PLAIN);
        self.out.push_str("\x1b[K");
    }

    /// Brings the cursor to a cell by the cheapest way.
    fn go(&mut self, x: u16, y: u16) {
        match self.at {
            Some((cx, cy)) if cy == y && cx == x => {}
            Some((cx, cy)) if cy == y && cx < x && x - cx <= GAP && self.is_gap_plain(cx, x, y) => {
                for at in cx..x {
                    if let Some(cell) = self.next.cell((at, y)) {
                        self.out.push_str(cell.symbol());
                    }
                }
            }
            Some((cx, cy)) if cy == y && cx < x => {
                let _infallible = write!(self.out, "\x1b[{}C", x - cx);
            }
            Some((cx, cy)) if cy + 1 == y => {
                // A line feed goes straight down: the terminal's driver adds nothing in raw mode.
                self.out.push('\n');
                let _infallible = match (x > cx, x.abs_diff(cx)) {
                    (_, 0) => Ok(()),
                    (true, columns) => write!(self.out, "\x1b[{columns}C"),
                    (false, columns) => write!(self.out, "\x1b[{columns}D"),
                };
            }
            _ => {
                let _infallible = write!(self.out, "\x1b[{};{}H", y + 1, x + 1);
            }
        }
        self.at = Some((x, y));
    }

    /// Whether the cells between can be written as they are, in the look that holds now.
    fn is_gap_plain(&self, from: u16, to: u16, y: u16) -> bool {
        (from..to).all(|x| {
            self.next
                .cell((x, y))
                .is_some_and(|c| Look::of(c) == self.look && width(c) == 1 && !is_doubtful(c))
        })
    }

    fn put(&mut self, cell: &Cell, wide: u16) {
        self.wear(Look::of(cell));
        self.out.push_str(cell.symbol());
        let area = self.next.area;
        self.at = self
            .at
            .map(|(x, y)| (x + wide, y))
            // At the right edge terminals differ on where the cursor is.
            .filter(|(x, _)| *x < area.right());
        // The next cell gets its place by number.
        if is_doubtful(cell) {
            self.at = None;
        }
    }

    /// Switches to a look with the shortest sequence.
    fn wear(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        if look.link != self.look.link {
            self.link(look.link);
        }
        let mut codes = String::new();
        let mut now = Look {
            link: look.link,
            ..self.look
        };
        if now == look {
            self.look = look;
            return;
        }
        if !now.modifier.difference(look.modifier).is_empty() || look == PLAIN {
            codes.push('0');
            now = Look {
                link: look.link,
                ..PLAIN
            };
        }
        for (modifier, code) in [
            (Modifier::BOLD, "1"),
            (Modifier::DIM, "2"),
            (Modifier::ITALIC, "3"),
            (Modifier::UNDERLINED, "4"),
            (Modifier::REVERSED, "7"),
            (Modifier::CROSSED_OUT, "9"),
        ] {
            if look.modifier.contains(modifier) && !now.modifier.contains(modifier) {
                add(&mut codes, code);
            }
        }
        if look.fg != now.fg {
            add(&mut codes, &code(look.fg, 30));
        }
        if look.bg != now.bg {
            add(&mut codes, &code(look.bg, 40));
        }
        self.look = look;
        if !codes.is_empty() {
            let _infallible = write!(self.out, "\x1b[{codes}m");
        }
    }

    /// Begins the link of a sign, or ends the one before (OSC 8). The same link on several lines has the same id, so that
    /// terminals light it up as one.
    fn link(&mut self, sign: Color) {
        let known = self.links.iter().find(|(of, _)| *of == sign);
        let _infallible = match (known, sign) {
            (Some((_, address)), Color::Rgb(r, g, b)) => {
                write!(self.out, "\x1b]8;id={r:02x}{g:02x}{b:02x};{address}\x1b\\")
            }
            _ => write!(self.out, "\x1b]8;;\x1b\\"),
        };
    }

    /// Scrolls rows by lines, up when positive, as every VT100 can: a region, then line feeds at its end.
    fn scroll(&mut self, rows: Range<u16>, lines: i32) {
        let _infallible = write!(self.out, "\x1b[{};{}r", rows.start + 1, rows.end);
        let (row, step) = if lines > 0 {
            (rows.end, "\n")
        } else {
            (rows.start + 1, "\x1bM")
        };
        let _infallible = write!(self.out, "\x1b[{row};1H");
        for _ in 0..lines.abs() {
            self.out.push_str(step);
        }
        self.out.push_str("\x1b[r");
        self.at = None;
    }
}

fn add(codes: &mut String, code: &str) {
    if !codes.is_empty() {
        codes.push(';');
    }
    codes.push_str(code);
}

/// The code of a colour; `base` is 30 for the text and 40 for the ground.
fn code(color: Color, base: u8) -> String {
    match color {
        Color::Reset => (base + 9).to_string(),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
        Color::Indexed(n) => format!("{};5;{n}", base + 8),
        named => match color::number(named) {
            Some(n) if n < 8 => (base + n).to_string(),
            Some(n) => (base + 60 + n - 8).to_string(),
            None => (base + 9).to_string(),
        },
    }
}

fn width(cell: &Cell) -> u16 {
    let symbol = cell.symbol();
    if symbol.len() == 1 {
        return 1;
    }
    u16::try_from(symbol.width()).unwrap_or(1).max(1)
}

/// Whether terminals disagree on how wide a cell's sign is: a variation selector, joined signs and marks, emoji that are younger
/// than the terminal.
fn is_doubtful(cell: &Cell) -> bool {
    let symbol = cell.symbol();
    if symbol.len() < 3 {
        return false;
    }
    let mut chars = symbol.chars();
    chars.next().is_some_and(|first| first >= EMOJI) || chars.next().is_some()
}

fn same(a: &Cell, b: &Cell) -> bool {
    a.symbol() == b.symbol() && Look::of(a) == Look::of(b)
}

/// The scroll of the rows that leaves the fewest cells to be written, if one is worth it.
fn best_scroll(shown: &Buffer, next: &Buffer, rows: Range<u16>) -> Option<(Range<u16>, i32)> {
    if rows.len() < 4 {
        return None;
    }
    let still = differing(shown, next, &rows, 0, usize::MAX);
    if still < FEW_CELLS {
        return None;
    }
    let mut best = (still / 2, 0);
    for lines in (1..=MOST_SCROLL).flat_map(|n| [n, -n]) {
        if lines.unsigned_abs() as usize * 2 > rows.len() {
            continue;
        }
        let cost = differing(shown, next, &rows, lines, best.0);
        if cost < best.0 {
            best = (cost, lines);
        }
    }
    (best.1 != 0).then_some((rows, best.1))
}

/// How many cells differ when what is shown has moved up by `lines`; counting stops at `most`.
fn differing(shown: &Buffer, next: &Buffer, rows: &Range<u16>, lines: i32, most: usize) -> usize {
    let area = next.area;
    let mut count = 0;
    for y in rows.clone() {
        let from = i32::from(y) + lines;
        let source = u16::try_from(from).ok().filter(|from| rows.contains(from));
        for x in area.left()..area.right() {
            let Some(new) = next.cell((x, y)) else {
                continue;
            };
            let equal = match source.and_then(|from| shown.cell((x, from))) {
                Some(old) => same(new, old),
                None => new.symbol() == " " && Look::of(new) == PLAIN,
            };
            count += usize::from(!equal);
        }
        if count >= most {
            return count;
        }
    }
    count
}

/// Does to the buffer what the terminal does when it scrolls.
fn scroll(shown: &mut Buffer, rows: Range<u16>, lines: i32) {
    let before = shown.clone();
    let area = shown.area;
    for y in rows.clone() {
        let source = u16::try_from(i32::from(y) + lines)
            .ok()
            .filter(|from| rows.contains(from));
        for x in area.left()..area.right() {
            let cell = source.and_then(|from| before.cell((x, from)));
            if let Some(place) = shown.cell_mut((x, y)) {
                *place = cell.cloned().unwrap_or(Cell::EMPTY);
            }
        }
    }
}

/// The whole screen's rows of an area, for `Painter::paint`.
pub fn rows_of(area: Rect) -> Range<u16> {
    area.top()..area.bottom()
}

#[cfg(test)]
mod tests;
