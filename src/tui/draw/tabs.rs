//! Owns: what stands on the rule below the filter line: the saved lines as tabs, or the line's parts while it is written.
//! Promises: the tab that is shown is in sight; without colours signs say the same.

use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::app::layout::Areas;
use crate::app::state::State;
use crate::tui::draw::words;
use crate::tui::ink::Pen;
use nutgraf_library::filter;
use nutgraf_library::filter::language::chip::{Chip, Topic};
use nutgraf_library::filter::language::query::Fault;

pub(super) fn draw(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    if areas.top_rule.is_empty() {
        return;
    }
    if state.input.is_filtering() {
        chips(state, areas, pen);
    } else {
        tabs(state, areas, pen);
    }
}

/// The style of a topic.
pub(super) fn style(topic: Topic, pen: &Pen<'_>) -> Style {
    let theme = pen.theme;
    match topic {
        Topic::Words => theme.title,
        Topic::Actor(Some(kind)) => theme.kind(kind),
        Topic::Actor(None) => theme.other,
        Topic::Origin => theme.link,
        Topic::Mark | Topic::Kin => theme.accent,
        Topic::Time => theme.quote,
        Topic::Order => theme.dim,
    }
}

/// The line as it was understood, a chip a part, and what is wrong with it.
fn chips(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    let area = areas.top_rule;
    let (y, right) = (area.y, area.right().saturating_sub(1));
    let dim = pen.theme.dim;
    let mut x = area.x + 1;
    for chip in filter::chips(&state.search.plan, &state.search.found.hints) {
        let words = words_of(&chip);
        let wide = u16::try_from(words.width()).unwrap_or(u16::MAX);
        let gap = if chip.or { 5 } else { 2 };
        if x.saturating_add(wide).saturating_add(gap + 2) > right {
            pen.put(x, y, right, pen.glyphs.cut, dim);
            return;
        }
        if chip.or {
            x = pen.put(x, y, right, " or ", dim);
        } else {
            x = pen.put(x, y, right, " ", dim);
        }
        let mut look = style(chip.topic, pen);
        if chip.nothing {
            look = pen.theme.warning;
        }
        if chip.without {
            look = look.add_modifier(Modifier::CROSSED_OUT);
        }
        x = pen.put(x, y, right, "[", dim);
        x = pen.put(x, y, right, &words, look.add_modifier(Modifier::BOLD));
        x = pen.put(x, y, right, "]", dim);
    }
    let complaints = state.search.plan.complaints();
    let worst = complaints
        .iter()
        .max_by_key(|complaint| complaint.fault == Fault::Wrong);
    if let Some(complaint) = worst {
        let words = format!(" {complaint} ");
        pen.put_cut(x + 1, y, right, &words, pen.theme.warning);
    } else if x > area.x + 1 {
        pen.put(x, y, right, " ", dim);
    }
}

fn words_of(chip: &Chip) -> String {
    if chip.without {
        format!("not {}", chip.words)
    } else {
        chip.words.clone()
    }
}

/// The saved lines with their unread articles.
fn tabs(state: &State, areas: &Areas, pen: &mut Pen<'_>) {
    let line = state.filter.text().trim();
    let dot = pen.glyphs.dot;
    let all = state.counts.map(|counts| (counts.unread, counts.new));
    let mut labels = vec![(label("all", all, dot), line.is_empty())];
    labels.extend(state.saved.tabs().map(|(saved, tally)| {
        let counts = tally.map(|tally| (tally.unread, tally.new));
        (label(&saved.name, counts, dot), *saved.line == *line)
    }));
    if labels.len() == 1 {
        return;
    }
    let area = areas.top_rule;
    let room = usize::from(area.width.saturating_sub(4));
    let first = first_shown(&labels, room);
    let (y, right) = (area.y, area.right().saturating_sub(1));
    let mut x = area.x + 1;
    if first > 0 {
        x = pen.put(x, y, right, pen.glyphs.cut, pen.theme.dim);
    }
    for (label, here) in labels.iter().skip(first) {
        let wide = u16::try_from(label.width()).unwrap_or(u16::MAX);
        if x.saturating_add(wide).saturating_add(3) > right {
            pen.put(x, y, right, pen.glyphs.cut, pen.theme.dim);
            return;
        }
        x = if *here {
            let look = pen.theme.accent.add_modifier(Modifier::BOLD);
            let x = pen.put(x, y, right, "[", look);
            let x = pen.put(x, y, right, label, look);
            pen.put(x, y, right, "]", look)
        } else {
            let x = pen.put(x, y, right, " ", pen.theme.dim);
            let x = pen.put(x, y, right, label, pen.theme.title);
            pen.put(x, y, right, " ", pen.theme.dim)
        };
        x += 1;
    }
}

/// A name with what is unread under it and what has arrived since the last visit.
fn label(name: &str, counts: Option<(u32, u32)>, dot: &str) -> String {
    let (unread, new) = counts.unwrap_or_default();
    let mut label = name.to_owned();
    if unread > 0 {
        label = format!("{label} {}", words::count(u64::from(unread)));
    }
    if new > 0 {
        label = format!("{label} {dot} {} new", words::count(u64::from(new)));
    }
    label
}

/// The first tab shown, so that the one that is open is in sight.
fn first_shown(labels: &[(String, bool)], room: usize) -> usize {
    let Some(here) = labels.iter().position(|(_, here)| *here) else {
        return 0;
    };
    let wide = |(label, _): &(String, bool)| label.width() + 3;
    let mut first = 0;
    while first < here
        && labels
            .get(first..=here)
            .unwrap_or(&[])
            .iter()
            .map(wide)
            .sum::<usize>()
            > room
    {
        first += 1;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_tells_what_is_unread_and_what_has_arrived() {
        assert_eq!(label("gulf", Some((12, 3)), "·"), "gulf 12 · 3 new");
        assert_eq!(label("gulf", Some((12, 0)), "·"), "gulf 12");
        assert_eq!(label("gulf", None, "·"), "gulf");
    }
}
