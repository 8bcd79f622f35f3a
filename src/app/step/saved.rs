//! Owns: saved lines: tabs and mutes; naming the line, dropping a name, going from tab to tab.
//! Promises: what is said to be saved is also what the engine and the file are told.

use std::sync::Arc;

use crate::app::effect::{FileChange, Request};
use crate::app::state::State;
use crate::app::step::{navigate, report, search};
use crate::app::terms;
use nutgraf_library::filter;
use nutgraf_library::filter::language::query::{Complaint, Fault};
use nutgraf_read::model::saved::{Keeping, Purpose, Saved};

/// Names the line after the name, or the filter line when there is none.
pub(crate) fn save(state: &mut State, purpose: Purpose, argument: &str) {
    let (name, query) = first_word(argument);
    let line = if query.is_empty() {
        state.filter.text().trim()
    } else {
        query
    };
    let verb = match purpose {
        Purpose::Tab => "save",
        Purpose::Mute => "mute",
    };
    if name.is_empty() {
        report::warn(state, format!("`:{verb} NAME` needs a name"));
        return;
    }
    if line.is_empty() {
        let words = format!("nothing to {verb}: write a filter first, or `:{verb} {name} QUERY`");
        report::warn(state, words);
        return;
    }
    if let Some(wrong) = wrong(line) {
        report::warn(state, format!("not kept: {wrong}"));
        return;
    }
    let words = match purpose {
        Purpose::Tab if state.settings.temporary => {
            format!("a tab until you leave; {}", switching(state))
        }
        Purpose::Tab => format!("saved as {name}; {}", switching(state)),
        Purpose::Mute => format!("muted; `:muted` shows what is hidden, `:unmute {name}` ends it"),
    };
    let saved = Saved {
        purpose,
        name: Arc::from(name),
        line: Arc::from(line),
    };
    report::note(state, words);
    keep(state, Keeping::Put(saved));
}

/// Drops a name.
pub(crate) fn forget(state: &mut State, purpose: Purpose, argument: &str) {
    let (name, _) = first_word(argument);
    let same = |saved: &&Saved| *saved.name == *name;
    let Some(saved) = state.saved.of(purpose).find(same).cloned() else {
        let names = names(state, purpose).join(", ");
        let words = match (purpose, names.is_empty()) {
            (Purpose::Tab, true) => "nothing is saved yet; `:save NAME` does that".to_owned(),
            (Purpose::Mute, true) => "nothing is muted".to_owned(),
            (_, false) => format!("no {name} here, but {names}"),
        };
        report::warn(state, words);
        return;
    };
    let line = &saved.line;
    report::note(state, format!("{name} is no longer kept; it was: {line}"));
    keep(state, Keeping::Take(purpose, saved.name));
}

fn keep(state: &mut State, keeping: Keeping) {
    state.saved.change(&keeping);
    let saved = state.saved.lines().to_vec();
    state.send(FileChange::SavedLine(keeping));
    state.send(Request::Saved(saved));
}

/// The names of one purpose, in their order.
pub(crate) fn names(state: &State, purpose: Purpose) -> Vec<String> {
    let saved = state.saved.of(purpose);
    saved.map(|saved| saved.name.to_string()).collect()
}

/// How one goes from tab to tab.
fn switching(state: &State) -> String {
    use crate::app::command::{Command, Place};
    let key = |command| state.settings.keymap.key_of(Place::List, command);
    match (key(Command::NextTab), key(Command::PreviousTab)) {
        (Some(next), Some(before)) => format!("{next} and {before} go from tab to tab"),
        _ => "`:tab NAME` shows it".to_owned(),
    }
}

/// Shows the tab of a name.
pub(crate) fn show(state: &mut State, name: &str) {
    let tabs = || state.saved.of(Purpose::Tab);
    let named = tabs()
        .find(|saved| *saved.name == *name)
        .or_else(|| tabs().find(|saved| saved.name.starts_with(name)));
    if let Some(line) = named.map(|saved| saved.line.to_string()) {
        go(state, &line);
    } else {
        report::warn(state, format!("no tab {name}; `:save NAME` makes one"));
    }
}

/// Goes to the next or previous tab, or to the tab of a number, from 1; the first is everything.
pub(crate) fn turn(state: &mut State, forward: bool, number: Option<u32>) {
    let mut lines = vec![Arc::from("")];
    let tabs = state.saved.of(Purpose::Tab);
    lines.extend(tabs.map(|saved| Arc::clone(&saved.line)));
    if lines.len() == 1 {
        report::note(state, "`:save NAME` keeps the filter line as a tab");
        return;
    }
    let here = lines
        .iter()
        .position(|line| **line == *state.filter.text().trim());
    let to = match (number, here, forward) {
        (Some(number), ..) => (number.max(1) as usize - 1).min(lines.len() - 1),
        (None, Some(at), true) => (at + 1) % lines.len(),
        (None, Some(at), false) => (at + lines.len() - 1) % lines.len(),
        (None, None, true) => 1,
        (None, None, false) => lines.len() - 1,
    };
    if let Some(line) = lines.get(to) {
        go(state, line);
    }
}

/// Puts another line into the filter; the one that stands there can be walked back to.
pub(crate) fn go(state: &mut State, line: &str) {
    navigate::to_list(state);
    state.filter.remember();
    search::set(state, line);
}

/// Filters by the source of the current article; a second time no longer.
pub(crate) fn source(state: &mut State) {
    let from_row = state
        .current()
        .and_then(|id| state.list.headlines.get(&id))
        .and_then(|headline| headline.source.as_deref());
    let from_text = state
        .current_reading()
        .and_then(|reading| reading.analyzed.article.meta.source.as_deref());
    let Some(name) = from_row.or(from_text) else {
        report::note(state, "this article names no source");
        return;
    };
    let line = terms::toggle(state.filter.text(), &terms::source(name), false);
    go(state, &line);
}

/// Finds articles like the current one.
pub(crate) fn alike(state: &mut State) {
    let Some(id) = state.current() else {
        return;
    };
    go(state, &format!("like:{}", id.0));
}

/// What is wrong with a line that shall mean the same for ever; unknown names may come.
pub(crate) fn wrong(line: &str) -> Option<Complaint> {
    let complaints = filter::parse_final(line).complaints;
    complaints
        .into_iter()
        .find(|complaint| complaint.fault != Fault::Unknown)
}

/// The first word, or what stands in quotation marks, and the rest.
pub(crate) fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim();
    let (word, rest) = match text.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some(parts) => parts,
        None => text.split_once(char::is_whitespace).unwrap_or((text, "")),
    };
    (word.trim(), rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_word_or_quoted() {
        for (text, name, query) in [
            ("gulf", "gulf", ""),
            (" gulf  @iran -@us ", "gulf", "@iran -@us"),
            ("\"my news\" \"new deal\"", "my news", "\"new deal\""),
            ("\"open", "\"open", ""),
            ("", "", ""),
        ] {
            assert_eq!(first_word(text), (name, query), "{text:?}");
        }
    }
}
