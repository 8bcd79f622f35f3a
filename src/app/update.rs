//! Owns: `update`, the only writer of `State`.
//! May import: `model`, `app::{msg, effect, state, key}`.
//! Promises: pure and deterministic; any sequence of messages is fine at any size.

use std::sync::Arc;

use crate::app::effect::Effect;
use crate::app::key::{Code, Key};
use crate::app::msg::Msg;
use crate::app::state::State;

/// Takes one message in and returns what is to be done outside.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Start { size, now } => {
            (state.size, state.now) = (size, now);
            vec![Effect::Search {
                generation: state.asked,
                line: state.line.text().to_owned(),
            }]
        }
        Msg::Clock(now) => {
            state.now = now;
            Vec::new()
        }
        Msg::Key(key) => strike(state, key),
        Msg::Paste(_) | Msg::Mouse(_) | Msg::Focus(_) => Vec::new(),
        Msg::Resize(size) => {
            state.size = size;
            Vec::new()
        }
        Msg::Resumed => vec![Effect::Redraw],
        Msg::Counts(counts) => {
            state.counts = counts;
            Vec::new()
        }
        Msg::FirstPage(rows) => {
            state.rows = rows.iter().map(|row| row.id).collect();
            keep(state, rows);
            Vec::new()
        }
        Msg::Rows(rows) => {
            keep(state, rows);
            Vec::new()
        }
        Msg::Opened { reading, .. } => {
            state.open = reading.map(Arc::from);
            Vec::new()
        }
        Msg::Applied(applied) => vec![Effect::LoadRows(applied.touched)],
        Msg::Progress(progress) => {
            state.progress = (!progress.finished).then_some(progress);
            Vec::new()
        }
        Msg::Report(report) => {
            state.report = Some(report);
            Vec::new()
        }
        Msg::Quit => vec![Effect::Quit],
    }
}

fn keep(state: &mut State, rows: Vec<crate::model::headline::Headline>) {
    for row in rows {
        state.headlines.insert(row.id, Arc::new(row));
    }
}

fn strike(state: &mut State, key: Key) -> Vec<Effect> {
    let last = state.rows.len().saturating_sub(1);
    match key.code {
        Code::Char('j') | Code::Down => state.cursor = (state.cursor + 1).min(last),
        Code::Char('k') | Code::Up => state.cursor = state.cursor.saturating_sub(1),
        Code::Char('q') if state.open.is_some() => state.open = None,
        Code::Char('q') => return vec![Effect::Quit],
        Code::Enter => {
            return state
                .rows
                .get(state.cursor)
                .map(|id| Effect::Open(*id))
                .into_iter()
                .collect();
        }
        _ => {}
    }
    Vec::new()
}
