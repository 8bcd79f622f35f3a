//! Owns: how articles are summed up: how long, and whether the summary turns to what the filter asks for.
//! Promises: the engine hears of a change once; what is on the screen is asked for anew.

use std::sync::Arc;

use crate::app::command::Command;
use crate::app::effect::Request;
use crate::app::state::{State, Turning};
use crate::app::step::{open, report};
use nutgraf_library::filter;
use nutgraf_read::model::summary_request::{Length, Subject, SummaryRequest};

/// A name that so many actors go by or begin with says nothing about which of them is meant.
const VAGUE: usize = 24;

/// The next length.
pub(crate) fn next(state: &mut State) {
    let at = Length::ALL
        .iter()
        .position(|l| *l == state.summary_request.length);
    let next = at.map_or(0, |at| (at + 1) % Length::ALL.len());
    let length = Length::ALL.get(next).copied().unwrap_or_default();
    report::note(state, format!("summary: {}", length.name()));
    set(state, length);
}

/// The length of a name.
pub(crate) fn named(state: &mut State, name: &str) {
    if let Some(length) = Length::parse(name) {
        set(state, length);
    } else {
        report::warn(
            state,
            format!("summaries are {}", Command::Summary.argument()),
        );
    }
}

/// This length.
pub(crate) fn set(state: &mut State, length: Length) {
    let about = state.summary_request.about.clone();
    take(state, SummaryRequest { length, about });
}

/// Turns summaries to what the filter asks for, or back to the articles' own subjects.
pub(crate) fn toggle(state: &mut State) {
    state.turning = match state.turning {
        Turning::Never => Turning::Filter,
        Turning::Filter | Turning::To(_) => Turning::Never,
    };
    let words = match &state.turning {
        Turning::Never => "summaries are about the article",
        Turning::Filter | Turning::To(_) => "summaries are about what the filter asks for",
    };
    report::note(state, words);
    follow(state);
}

/// Turns summaries to something that is named.
pub(crate) fn turn_to(state: &mut State, words: &str) {
    state.turning = Turning::To(words.trim_start_matches('@').to_owned());
    follow(state);
}

/// Brings the summaries in step with the filter.
pub(crate) fn follow(state: &mut State) {
    let about = match &state.turning {
        Turning::Never => Vec::new(),
        Turning::Filter => filter::subjects(
            &state.search.plan,
            &state.search.found.hints,
            &state.catalog.0,
        ),
        Turning::To(name) => {
            // As the filter understands it, so that `iran` means the actor with all its names.
            let term = crate::app::terms::actor(name);
            let plan = filter::plan(&filter::parse_final(&term), &state.catalog.0, state.now);
            let known = filter::subjects(&plan, &[], &state.catalog.0);
            if known.is_empty() {
                vec![Subject {
                    name: Arc::from(name.as_str()),
                    actors: Vec::new(),
                }]
            } else {
                known
            }
        }
    };
    let about = about
        .into_iter()
        .filter(|subject| subject.actors.len() <= VAGUE)
        .collect();
    let length = state.summary_request.length;
    take(state, SummaryRequest { length, about });
}

fn take(state: &mut State, request: SummaryRequest) {
    if state.summary_request == request {
        return;
    }
    state.summary_request = request.clone();
    state.send(Request::Summarize(request));
    open::fetch_all_anew(state);
}
