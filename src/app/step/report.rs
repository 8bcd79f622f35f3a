//! Owns: what the status line says.
//! Promises: one line each.

use crate::app::msg::{Level, Report};
use crate::app::state::State;

/// Tells that something went well.
pub(crate) fn note(state: &mut State, text: impl Into<String>) {
    put(state, Level::Note, text.into());
}

/// Tells that something wanted cannot be done, and why.
pub(crate) fn warn(state: &mut State, text: impl Into<String>) {
    put(state, Level::Warning, text.into());
}

fn put(state: &mut State, level: Level, text: String) {
    state.report = Some(Report { level, text });
}
