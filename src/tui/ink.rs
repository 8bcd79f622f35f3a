//! Owns: `Pen`, the one way that text gets onto the screen.
//! Promises: nothing is drawn outside of the buffer; no control, bidi or invisible character reaches a cell.
#![expect(
    clippy::too_many_arguments,
    reason = "a word on the screen is a place, a limit, a text and a style"
)]

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::tui::glyph::{ASCII, Glyphs, UNICODE, plain};
use crate::tui::theme::Theme;
use nutgraf_read::text::sanitize;

/// More marks than this on one letter are a heap, drawn over the lines around it; no script needs them.
const MOST_MARKS: usize = 4;

/// A cluster with as many marks as a script may need. The parts of an emoji are no marks.
fn tame(cluster: &str) -> Cow<'_, str> {
    let is_mark = |c: char| unicode_normalization::char::is_combining_mark(c) && c != '\u{fe0f}';
    if cluster.len() <= 8 || cluster.chars().filter(|c| is_mark(*c)).count() <= MOST_MARKS {
        return Cow::Borrowed(cluster);
    }
    let mut marks = 0;
    let kept = cluster.chars().filter(|c| {
        marks += usize::from(is_mark(*c));
        !is_mark(*c) || marks <= MOST_MARKS
    });
    Cow::Owned(kept.collect())
}

/// Draws into a buffer.
#[derive(Debug)]
pub struct Pen<'a> {
    buffer: &'a mut Buffer,
    /// The styles.
    pub theme: &'a Theme,
    /// The signs.
    pub glyphs: Glyphs,
    ascii: bool,
}

impl<'a> Pen<'a> {
    /// A pen for a buffer.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme, ascii: bool) -> Self {
        Self {
            buffer,
            theme,
            glyphs: if ascii { ASCII } else { UNICODE },
            ascii,
        }
    }

    /// Whether only ASCII is drawn.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    /// The drawable area.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Draws text from column `x` up to but not into column `right`; returns the column after it. What does not fit
    /// is left out.
    pub fn put(&mut self, x: u16, y: u16, right: u16, text: &str, style: Style) -> u16 {
        let clean = sanitize::strip(text);
        self.clusters(x, y, right, &clean, style).0
    }

    /// Draws text as `put` does, with controls made visible: for the text of articles.
    pub fn put_shown(&mut self, x: u16, y: u16, right: u16, text: &str, style: Style) -> u16 {
        let clean = sanitize::show(text);
        self.clusters(x, y, right, &clean, style).0
    }

    /// Draws text as `put` does; when it does not fit, its last column is the sign that something was cut.
    pub fn put_cut(&mut self, x: u16, y: u16, right: u16, text: &str, style: Style) -> u16 {
        let clean = sanitize::strip(text);
        let (end, whole) = self.clusters(x, y, right, &clean, style);
        if !whole && right > x {
            let at = end.min(right - 1);
            self.clusters(at, y, right, self.glyphs.cut, style);
            return at + 1;
        }
        end
    }

    /// Draws text so that it ends before column `right`, and not before `left`; returns its first column.
    pub fn put_right(&mut self, left: u16, y: u16, right: u16, text: &str, style: Style) -> u16 {
        let clean = sanitize::strip(text);
        let wide = u16::try_from(clean.width()).unwrap_or(u16::MAX);
        let x = right.saturating_sub(wide).max(left);
        self.put_cut(x, y, right, &clean, style);
        x
    }

    /// Draws text in the middle between two columns.
    pub fn put_middle(&mut self, left: u16, y: u16, right: u16, text: &str, style: Style) {
        let wide = u16::try_from(text.width()).unwrap_or(u16::MAX);
        let x = left + right.saturating_sub(left).saturating_sub(wide) / 2;
        self.put_cut(x, y, right, text, style);
    }

    /// Repeats a one-column sign over an area.
    pub fn fill(&mut self, area: Rect, sign: &str, style: Style) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_symbol(sign)
                        .set_style(self.theme.base.patch(style));
                }
            }
        }
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        self.fill(area, " ", Style::new());
    }

    /// Lays a style over what stands in an area.
    pub fn tint(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        self.buffer.set_style(area, style);
    }

    fn clusters(
        &mut self,
        mut x: u16,
        y: u16,
        right: u16,
        text: &str,
        style: Style,
    ) -> (u16, bool) {
        let area = self.buffer.area;
        let right = right.min(area.right());
        if y < area.top() || y >= area.bottom() {
            return (x, true);
        }
        for cluster in text.graphemes(true) {
            // Tabs and line feeds that `show` lets through take one column.
            let cluster = if cluster.chars().any(char::is_control) {
                " "
            } else {
                cluster
            };
            let tamed = tame(cluster);
            let cluster = tamed.as_ref();
            let wide = u16::try_from(cluster.width()).unwrap_or(2);
            if wide == 0 {
                continue;
            }
            if x.saturating_add(wide) > right {
                return (x, false);
            }
            let Some(cell) = self.buffer.cell_mut((x, y)) else {
                return (x, false);
            };
            if self.ascii && !cluster.is_ascii() {
                cell.set_symbol(plain(cluster, 1).trim_end())
                    .set_style(style);
                if cell.symbol().is_empty() {
                    cell.set_symbol(" ");
                }
            } else {
                cell.set_symbol(cluster).set_style(style);
            }
            for next in x + 1..x + wide {
                if let Some(cell) = self.buffer.cell_mut((next, y)) {
                    let (fg, bg) = (cell.fg, cell.bg);
                    cell.reset();
                    cell.set_fg(fg).set_bg(bg);
                    cell.set_style(style);
                }
            }
            x += wide;
        }
        (x, true)
    }
}
