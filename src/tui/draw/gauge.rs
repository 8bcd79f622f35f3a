//! Owns: the scroll bar of the open article and the marks in it.
//! Promises: one column for the bar, one for the marks.

use crate::app::layout::Areas;
use crate::app::reader::Reader;
use crate::tui::ink::Pen;
use nutgraf_read::model::span::Span;

pub(super) fn draw(reader: &Reader, areas: &Areas, pen: &mut Pen<'_>) {
    let area = areas.gauge;
    let (lines, rows) = (reader.page.lines.len(), usize::from(area.height));
    if area.width < 2 || rows == 0 || lines == 0 {
        return;
    }
    if lines > rows {
        let first = reader.top * rows / lines;
        let length = (rows * rows / lines).max(1);
        for row in first..(first + length).min(rows) {
            let y = area.y + u16::try_from(row).unwrap_or(0);
            pen.put(area.x + 1, y, area.right(), pen.glyphs.thumb, pen.theme.dim);
        }
    }
    let place = |span: Span| {
        let line = reader.page.line_of(span.start);
        let row = if lines > rows {
            line * rows / lines
        } else {
            line
        };
        area.y + u16::try_from(row.min(rows - 1)).unwrap_or(0)
    };
    for sentence in &reader.reading.analyzed.analysis.summary {
        pen.put(
            area.x,
            place(sentence.span),
            area.right(),
            pen.glyphs.mark,
            pen.theme.dim,
        );
    }
    if let Some(entity) = reader.chosen_entity() {
        let style = pen.theme.kind(entity.kind);
        for mention in &entity.mentions {
            pen.put(
                area.x,
                place(mention.span),
                area.right(),
                pen.glyphs.mark,
                style,
            );
        }
    }
}
