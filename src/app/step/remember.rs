//! Owns: keeping the place from run to run.
//! Promises: what is to be kept is made only when it differs from what was kept last.

use std::sync::Arc;

use crate::app::effect::FileChange;
use crate::app::line::Line;
use crate::app::memory::Memory;
use crate::app::state::State;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::summary_request::Length;

/// At most so many filter lines are kept.
const MOST_HISTORY: usize = 100;

/// What is to be kept.
pub(crate) fn memory(state: &State) -> Memory {
    Memory {
        line: state.filter.text().to_owned(),
        history: history(&state.filter).to_vec(),
        view: state.view.clone(),
        article: state.current(),
        key: key(state),
        reading: state.reader().is_some(),
        length: length(state),
        visited: (state.now != Moment::default()).then_some(state.now),
    }
}

/// The key of the article that the screen is about, where that is known.
fn key(state: &State) -> Arc<str> {
    let row = state.current().and_then(|id| state.list.headlines.get(&id));
    let open = state.current_reading();
    let key = row.map(|headline| &headline.key.0);
    let key = key.or(open.map(|reading| &reading.analyzed.article.key.0));
    key.map(|key| Arc::from(&**key)).unwrap_or_default()
}

fn history(filter: &Line) -> &[String] {
    let history = filter.history();
    let from = history.len().saturating_sub(MOST_HISTORY);
    history.get(from..).unwrap_or(&[])
}

fn length(state: &State) -> Option<Length> {
    let length = state.summary_request.length;
    (length != state.settings.length).then_some(length)
}

/// Keeps the place when something worth writing down has changed; moving the cursor alone is not.
pub(crate) fn changes(state: &mut State) {
    keep(state, state.reader().is_some());
}

/// Keeps the place when anything but the time has changed.
pub(crate) fn moves(state: &mut State) {
    keep(state, true);
}

fn keep(state: &mut State, with_article: bool) {
    let known = |kept: &Memory| {
        (!with_article || kept.article == state.current())
            && kept.reading == state.reader().is_some()
            && kept.line == state.filter.text()
            && kept.view == state.view
            && kept.length == length(state)
            && kept.history == history(&state.filter)
    };
    let unsettled = state.input.is_filtering() || state.articles.returning.is_some();
    if unsettled || state.remembered.as_ref().is_some_and(known) {
        return;
    }
    let memory = memory(state);
    state.remembered = Some(memory.clone());
    state.send(FileChange::Place(memory));
}
