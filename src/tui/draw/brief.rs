//! Owns: the brief of the list over the whole screen: one column, as an article.
//! Promises: what the cursor is on has a bar beside it; what came after the brief before has the accent's mark.

use ratatui::style::Style;

use crate::app::brief_page::{INDENT, PageBlock, PageLine};
use crate::app::command::{Command, Place};
use crate::app::layout::Areas;
use crate::app::state::State;
use crate::app::state::brief::{BriefTable, Stage};
use crate::print::brief::page::Part;
use crate::print::brief::words;
use crate::tui::ink::Pen;
use nutgraf_read::model::span::Span;

pub(super) fn draw(state: &State, table: &BriefTable, areas: &Areas, pen: &mut Pen<'_>) {
    pen.fill(areas.bottom_rule, pen.glyphs.level, pen.theme.rule);
    let area = areas.text;
    if let Some(said) = instead(state, table) {
        let lines = said.iter().zip(area.y + 1..area.bottom());
        for ((line, is_strong), y) in lines {
            let style = if *is_strong {
                pen.theme.strong
            } else {
                pen.theme.dim
            };
            pen.put_cut(area.x, y, area.right(), line, style);
        }
        return;
    }
    let shown = table.lines().iter().skip(table.top);
    let mut above = None;
    for (line, y) in shown.zip(area.y..area.bottom()) {
        let block = line.block.and_then(|at| table.blocks().get(at));
        if let (Some(at), Some(block)) = (line.block, block) {
            if at == table.cursor() && block.stops() {
                let x = area.x.saturating_sub(2);
                pen.put(x, y, area.x, pen.glyphs.bar, pen.theme.accent);
            }
            let first = above != Some(at) && line.span.start == 0;
            one(block, *line, (area.x, y, area.right()), first, pen);
        }
        above = line.block;
    }
}

/// What is said where there is no page, and which of it is the answer.
fn instead(state: &State, table: &BriefTable) -> Option<Vec<(String, bool)>> {
    let key = |command| {
        let key = state.settings.keymap.key_of(Place::Brief, command);
        key.unwrap_or_default()
    };
    Some(match table.stage() {
        Stage::Page(_) => return None,
        Stage::Made => vec![("reads the articles ...".to_owned(), false)],
        Stage::Nothing(since) => {
            let since = since.map(|since| format!(" since {}", words::when(since)));
            let all = format!("{} tells all of it again", key(Command::OnlyNew));
            vec![
                (format!("Nothing new{}.", since.unwrap_or_default()), true),
                (all, false),
            ]
        }
        Stage::Untellable => vec![(
            "These articles have no sentence that can stand alone.".to_owned(),
            true,
        )],
    })
}

fn style(block: &PageBlock, pen: &Pen<'_>) -> Style {
    match block.part {
        Part::Title | Part::Story | Part::SourcesHead => pen.theme.strong,
        Part::Extent | Part::Facts | Part::LeftOut | Part::SaidHead => pen.theme.dim,
        Part::Line => pen.theme.summary,
        Part::Course | Part::Top | Part::Number | Part::Said | Part::ToCome | Part::Source(_) => {
            pen.theme.base
        }
    }
}

/// One line of a block.
fn one(
    block: &PageBlock,
    line: PageLine,
    (x, y, right): (u16, u16, u16),
    first: bool,
    pen: &mut Pen<'_>,
) {
    let style = style(block, pen);
    let dim = pen.theme.dim;
    let mut x = x;
    if block.is_item() {
        if first {
            let mark = if block.fresh { pen.theme.accent } else { dim };
            let sign = if block.fresh {
                pen.glyphs.unread
            } else {
                pen.glyphs.dot
            };
            pen.put(x, y, right, sign, mark);
        }
        x += INDENT;
    }
    let mut at = line.span.start;
    for waits in &block.dim {
        let (from, to) = (waits.start.max(at), waits.end.min(line.span.end));
        if from >= to {
            continue;
        }
        let before = Span {
            start: at,
            end: from,
        };
        x = pen.put(x, y, right, before.of(&block.text), style);
        let part = Span {
            start: from,
            end: to,
        };
        x = pen.put(x, y, right, part.of(&block.text), dim);
        at = to;
    }
    let rest = Span {
        start: at,
        end: line.span.end,
    };
    pen.put_cut(x, y, right, rest.of(&block.text), style);
}
