//! Owns: the help.
//! Promises: lists the keys in force.

use crate::app::help::{HelpLine, KEYS, TERM, fitted, width};
use crate::app::layout::Areas;
use crate::app::state::State;
use crate::app::state::screens::Help;
use crate::tui::ink::Pen;

pub(super) fn draw(state: &State, help: &Help, areas: &Areas, pen: &mut Pen<'_>) {
    let style = pen.theme.rule;
    pen.fill(areas.bottom_rule, pen.glyphs.level, style);
    let head = areas.head;
    let words = if help.sought.is_empty() {
        "Keys and commands".to_owned()
    } else {
        format!("Keys and commands with \"{}\"", help.sought)
    };
    pen.put(head.x + 1, head.y, head.right(), &words, pen.theme.strong);
    let wide = width(head.width);
    let left = head.x + (head.width - wide) / 2;
    let right = left + wide;
    let all = fitted(state);
    if all.is_empty() {
        pen.put(
            left,
            areas.text.y + 1,
            right,
            "Nothing of that name.",
            pen.theme.dim,
        );
    }
    let rows = all
        .iter()
        .skip(help.top)
        .take(usize::from(areas.text.height));
    for (y, line) in (areas.text.y..).zip(rows) {
        match line {
            HelpLine::Blank => {}
            HelpLine::Heading(words) => {
                pen.put(left, y, right, words, pen.theme.strong);
            }
            HelpLine::Keys { keys, name, doc } => {
                let end = if doc.is_empty() {
                    right
                } else {
                    left + KEYS - 1
                };
                let x = pen.put_cut(left, y, end, keys, pen.theme.key);
                let x = pen.put_cut(x.max(left + KEYS), y, right, doc, pen.theme.title);
                let name = format!(":{name}");
                if *keys != name && usize::from(right.saturating_sub(x)) > name.len() + 2 {
                    pen.put_right(x, y, right, &name, pen.theme.dim);
                }
            }
            HelpLine::Term { term, doc } => {
                let end = if doc.is_empty() {
                    right
                } else {
                    left + TERM - 1
                };
                pen.put_cut(left, y, end, term, pen.theme.key);
                pen.put_cut(left + TERM, y, right, doc, pen.theme.title);
            }
            HelpLine::More(rest) => {
                pen.put_cut(left + KEYS, y, right, rest, pen.theme.title);
            }
        }
    }
}
