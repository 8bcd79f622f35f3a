//! Owns: a paragraph beside a table.
//! Promises: what does not fit ends with a sign that something was cut.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::page::wrap;
use crate::tui::ink::Pen;
use nutgraf_read::model::span::Span;

/// Draws wrapped text; returns the line after it. When lines are left out, the last ends with a sign for that.
pub(super) fn paragraph(
    text: &str,
    (x, y): (u16, u16),
    area: Rect,
    style: Style,
    pen: &mut Pen<'_>,
) -> u16 {
    let lines = wrap(
        text,
        Span::new(0, text.len()),
        area.right().saturating_sub(x),
    );
    let mut at = y;
    for (number, line) in lines.iter().enumerate() {
        if at >= area.bottom() {
            break;
        }
        let end = pen.put_shown(x, at, area.right(), line.of(text), style);
        at += 1;
        if at == area.bottom() && number + 1 < lines.len() {
            let last = end.min(area.right().saturating_sub(1));
            pen.put(last, at - 1, area.right(), pen.glyphs.cut, pen.theme.dim);
        }
    }
    at
}
