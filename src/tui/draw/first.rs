//! Owns: the first screen of an empty library.
//! Promises: says what to do; never an empty box.

use crate::app::command::{Command, Place};
use crate::app::layout::Areas;
use crate::app::state::State;
use crate::tui::ink::Pen;

const LINES: [(Command, &str); 4] = [
    (Command::Starters, "open the starter articles"),
    (Command::Import, "import a folder, a file or an address"),
    (
        Command::Feeds,
        "follow feeds; there is a list to begin with",
    ),
    (Command::Tour, "take the tour: five short steps"),
];

pub(super) fn draw(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    let area = pen.area();
    let left = area.x + area.width.saturating_sub(46) / 2;
    let mut y = area.y + area.height.saturating_sub(12) / 2;
    let (dim, key, title) = (pen.theme.dim, pen.theme.accent, pen.theme.title);
    pen.put(left, y, area.right(), "nutgraf", pen.theme.strong);
    y += 2;
    let words = "Nothing here yet. Four ways to begin:";
    pen.put(left, y, area.right(), words, title);
    y += 2;
    let key_of = |command| {
        let keymap = &state.settings.keymap;
        keymap.key_of(Place::FirstRun, command).unwrap_or_default()
    };
    for (command, words) in LINES {
        pen.put(left, y, area.right(), &key_of(command), key);
        pen.put_cut(left + 4, y, area.right(), words, title);
        y += 1;
    }
    y += 1;
    pen.put(left, y, area.right(), &key_of(Command::Help), key);
    let x = pen.put(left + 4, y, area.right(), "all keys", dim);
    pen.put(x + 8, y, area.right(), &key_of(Command::Back), key);
    pen.put(x + 12, y, area.right(), "leave", dim);
    y += 2;
    if y < areas.bottom_rule.y {
        let words = "or from the shell:  nutgraf FOLDER";
        pen.put_cut(left, y, area.right(), words, dim);
    }
}
