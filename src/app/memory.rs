//! Owns: what of the state is kept from run to run.
//! Promises: what is kept brings the same screen back.

use crate::app::effect::Memory;
use crate::app::state::State;
use nutgraf_read::model::moment::Moment;

/// At most so many filter lines are kept.
const MOST_HISTORY: usize = 100;

/// What is to be kept.
pub fn of(state: &State) -> Memory {
    let history = state.filter.history();
    let from = history.len().saturating_sub(MOST_HISTORY);
    Memory {
        line: state.filter.text().to_owned(),
        history: history.get(from..).unwrap_or(&[]).to_vec(),
        rows: state.list.form.name().to_owned(),
        layout: state.layout.name().to_owned(),
        split: state.split,
        column: state.column,
        article: state.current().map_or(0, |id| id.0),
        reading: state.reader.is_some(),
        theme: state.theme.clone(),
        summary: if state.brief.length == state.options.length {
            String::new()
        } else {
            state.brief.length.name().to_owned()
        },
        visited: (state.now != Moment::default()).then_some(state.now),
    }
}

/// Whether anything but the time has changed.
pub fn moved(now: &Memory, before: &Memory) -> bool {
    let now = Memory {
        visited: before.visited,
        ..now.clone()
    };
    now != *before
}

/// Whether something worth writing down has changed; moving the cursor alone is not.
pub fn differs(now: &Memory, before: &Memory) -> bool {
    let without_place = |memory: &Memory| Memory {
        article: if memory.reading { memory.article } else { 0 },
        visited: None,
        ..memory.clone()
    };
    without_place(now) != without_place(before)
}
