//! Owns: asking for an abstract in other words, taking it in as it comes, and letting go of it.
//! Promises: asked only by a command; an answer that nobody waits for any more is dropped.

use crate::app::effect::Request;
use crate::app::state::State;
use crate::app::step::report;
use nutgraf_read::model::retelling::{Retelling, Stage};

/// Asks for the abstract of the article that the screen is about; struck again, puts it away.
pub(crate) fn ask(state: &mut State) {
    if state.retelling.is_some() {
        return leave(state);
    }
    let Some(article) = state.current() else {
        return;
    };
    state.asking = state.asking.wrapping_add(1);
    state.retelling = Some(Retelling {
        article,
        asking: state.asking,
        model: "".into(),
        text: String::new(),
        doubts: Vec::new(),
        stage: Stage::Writing,
    });
    state.send(Request::Retell {
        article,
        asking: state.asking,
    });
}

/// Takes in what has come.
pub(crate) fn take(state: &mut State, told: Retelling) {
    if told.asking != state.asking || state.retelling.is_none() {
        return;
    }
    if let (Stage::Failed(message), true) = (&told.stage, told.text.is_empty()) {
        report::warn(state, format!("no abstract: {message}"));
        state.retelling = None;
        return;
    }
    state.retelling = Some(told);
}

/// Puts it away; one that is still being written is stopped.
pub(crate) fn leave(state: &mut State) {
    let told = state.retelling.take();
    if told.is_some_and(|told| told.stage == Stage::Writing) {
        report::note(state, "the abstract was stopped");
        state.send(Request::StopRetelling);
    }
}

/// Puts it away when the screen has gone on to another article.
pub(crate) fn follow(state: &mut State) {
    let gone = state
        .retelling
        .as_ref()
        .is_some_and(|told| Some(told.article) != state.current());
    if gone {
        leave(state);
    }
}
