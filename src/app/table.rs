//! Owns: `Column`, where the cells of a table stand.
//! Promises: cells never overlap; a table that is too wide is none.

use unicode_width::UnicodeWidthStr;

/// What stands between the cells of a row in the text.
pub const BETWEEN: &str = " | ";
/// Columns left free between cells.
const GAP: u16 = 2;

/// Where one cell of each row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its first column.
    pub x: u16,
    /// How many it takes.
    pub width: u16,
    /// Whether it stands at the right, as numbers do.
    pub right: bool,
}

/// The columns of rows of text, if they make a table of at most `width` columns.
pub fn columns(rows: &[&str], width: u16) -> Option<Vec<Column>> {
    let mut wide: Vec<u16> = Vec::new();
    let mut numbers: Vec<(u32, u32)> = Vec::new();
    for (row, text) in rows.iter().enumerate() {
        for (at, cell) in text.trim_end().split(BETWEEN).enumerate() {
            if wide.len() <= at {
                wide.push(0);
                numbers.push((0, 0));
            }
            let need = u16::try_from(cell.width()).unwrap_or(u16::MAX);
            if let (Some(most), Some((figures, filled))) = (wide.get_mut(at), numbers.get_mut(at)) {
                *most = need.max(*most);
                // The first row names the columns.
                if row > 0 && !cell.is_empty() {
                    *filled += 1;
                    *figures += u32::from(is_number(cell));
                }
            }
        }
    }
    if rows.len() < 2 || wide.len() < 2 {
        return None;
    }
    let mut x = 0u16;
    let mut columns = Vec::with_capacity(wide.len());
    for (wide, (figures, filled)) in wide.iter().zip(&numbers) {
        columns.push(Column {
            x,
            width: *wide,
            right: *filled > 0 && figures == filled,
        });
        x = x.saturating_add(*wide).saturating_add(GAP);
    }
    (x.saturating_sub(GAP) <= width).then_some(columns)
}

/// Whether a cell holds a figure: digits with signs, marks and at most a short unit.
fn is_number(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0 && letters <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_below_each_other_and_numbers_at_the_right() {
        let found = |rows: &[&str], width| {
            columns(rows, width).map(|columns| {
                columns
                    .iter()
                    .map(|c| (c.x, c.width, c.right))
                    .collect::<Vec<_>>()
            })
        };
        let rows = [
            "Year | Country | kg",
            "2019 | Iran | 372.3",
            "2021 | Oman | 5",
        ];
        assert_eq!(
            found(&rows, 40),
            Some(vec![(0, 4, true), (6, 7, false), (15, 5, true)])
        );
        assert_eq!(found(&rows, 19), None);
        assert_eq!(found(&rows[..1], 40), None);
        assert_eq!(found(&["a", "b"], 40), None);
        assert_eq!(
            found(&["a | b", "c"], 4),
            Some(vec![(0, 1, false), (3, 1, false)])
        );
    }
}
