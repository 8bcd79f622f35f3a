//! Owns: the first screen of an empty library.
//! Promises: says what to do; never an empty box.

use crate::app::layout::Areas;
use crate::tui::ink::Pen;

const LINES: [(&str, &str); 3] = [
    ("o", "open the starter articles"),
    ("i", "import a folder, a file or an address"),
    ("t", "take the tour: five short steps"),
];

pub(super) fn draw(areas: &Areas, pen: &mut Pen<'_>) {
    let area = pen.area();
    let left = area.x + area.width.saturating_sub(46) / 2;
    let mut y = area.y + area.height.saturating_sub(11) / 2;
    let (dim, key, title) = (pen.theme.dim, pen.theme.accent, pen.theme.title);
    pen.put(left, y, area.right(), "nutgraf", pen.theme.strong);
    y += 2;
    let words = "Nothing here yet. Three ways to begin:";
    pen.put(left, y, area.right(), words, title);
    y += 2;
    for (letter, words) in LINES {
        pen.put(left, y, area.right(), letter, key);
        pen.put_cut(left + 4, y, area.right(), words, title);
        y += 1;
    }
    y += 1;
    pen.put(left, y, area.right(), "?", key);
    let x = pen.put(left + 4, y, area.right(), "all keys", dim);
    pen.put(x + 8, y, area.right(), "q", key);
    pen.put(x + 12, y, area.right(), "leave", dim);
    y += 2;
    if y < areas.bottom_rule.y {
        let words = "or from the shell:  nutgraf FOLDER";
        pen.put_cut(left, y, area.right(), words, dim);
    }
}
