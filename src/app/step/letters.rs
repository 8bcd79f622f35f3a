//! Owns: letters: of an actor, of a summary line.
//! Promises: a letter means what is drawn beside it.

use crate::app::actor_lines;
use crate::app::command::{Command, Place};
use crate::app::reader::Origin;
use crate::app::state::State;
use crate::app::state::articles::Jump;
use crate::app::state::input::Pick;
use crate::app::state::screens::Screen;
use crate::app::step::{card, open, report, search, text_motion, timeline};
use crate::app::summary;
use crate::app::terms;

/// Waits for the letter of an actor.
pub(crate) fn wait(state: &mut State, pick: Pick) {
    if actor_lines::of_article(state).is_empty() && actor_lines::of_list(state).is_empty() {
        report::note(state, "no actors are known here");
        return;
    }
    state.input.await_letter(pick);
}

/// Waits on: what was struck is no answer.
pub(crate) fn wait_on(state: &mut State, pick: Pick, why: &str) {
    let cancel = state.settings.keymap.key_of(Place::Letter, Command::Cancel);
    let cancel = cancel.unwrap_or_default();
    report::note(state, format!("{why}; {cancel} cancels"));
    state.input.await_letter(pick);
}

/// Waits for the letter of a summary line; struck again on its sentence, goes back.
pub(crate) fn evidence(state: &mut State) {
    // Struck again on the sentence: back to where one was.
    match text_motion::back(state) {
        Some(Origin::List) => return open::leave(state),
        Some(Origin::Line(_)) => return,
        None => {}
    }
    if evidence_lines(state) == 0 {
        let nothing = if in_timeline(state) {
            "no day is told here"
        } else {
            "no summary for this article"
        };
        report::note(state, nothing);
    } else {
        state.input.await_letter(Pick::Evidence);
    }
}

fn in_timeline(state: &State) -> bool {
    matches!(state.screens.top(), Screen::Timeline(_))
}

/// How many lines have letters: of the timeline, or of the summary.
fn evidence_lines(state: &State) -> usize {
    if in_timeline(state) {
        timeline::letters(state)
    } else {
        summary_lines(state)
    }
}

/// How many summary lines the article on the screen has.
fn summary_lines(state: &State) -> usize {
    if let Some(spans) = summary::said(state) {
        return spans.len();
    }
    match state.current_reading() {
        Some(reading) => reading.analyzed.analysis.summary.len(),
        None => state.list.current_headline().map_or(0, |h| h.summary.len()),
    }
}

/// Says otherwise what letters stand for; whatever else is struck, none is awaited any more.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other commands end the waiting"
)]
pub(crate) fn turn(state: &mut State, pick: Pick, command: Command) {
    let Pick::Actor { without, of_list } = pick else {
        return;
    };
    let (without, of_list) = match command {
        Command::NegateActor => (!without, of_list),
        Command::WholeList => (without, !of_list),
        _ => return,
    };
    state.input.await_letter(Pick::Actor { without, of_list });
}

/// Takes the letter that was awaited.
pub(crate) fn take(state: &mut State, pick: Pick, index: usize) {
    let actors = match pick {
        Pick::Actor { of_list: true, .. } => actor_lines::of_list(state),
        Pick::Actor { .. } | Pick::Choose | Pick::Card | Pick::Evidence => {
            actor_lines::of_article(state)
        }
    };
    let actor = actors.into_iter().nth(index);
    match (pick, actor) {
        (Pick::Evidence, _) if index < evidence_lines(state) => sentence(state, index),
        (Pick::Evidence, _) => wait_on(state, pick, "no line has that letter"),
        (_, None) => wait_on(state, pick, "no actor has that letter"),
        (Pick::Choose, Some(_)) => text_motion::choose(state, index),
        (Pick::Card, Some(actor)) => card::show(state, &actor.id),
        (Pick::Actor { without, .. }, Some(actor)) => {
            search::toggle(state, &terms::actor(&actor.name), without);
        }
    }
}

/// Goes to the sentence of a line of the summary, marked and in the middle, and opens its article for that.
fn sentence(state: &mut State, line: usize) {
    if in_timeline(state) {
        return timeline::sentence(state, line);
    }
    let said = summary::said(state).and_then(|spans| spans.get(line).copied());
    let jump = said.map_or(Jump::Summary(line), Jump::Sentence);
    if let (Some(span), Some(reader)) = (said, state.reader()) {
        let from = Origin::Line(reader.top);
        text_motion::light_sentence(state, span, from);
    } else if let Some(reader) = state.reader() {
        let from = Origin::Line(reader.top);
        text_motion::light(state, line, from);
    } else if let Some(id) = state.list.current() {
        open::open_at(state, id, Some(jump));
    }
}
