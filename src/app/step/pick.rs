//! Owns: letters: of an actor, of a summary line.
//! Promises: a letter means what is drawn beside it.

use crate::app::effect::Effect;
use crate::app::people;
use crate::app::reader::Origin;
use crate::app::state::{Pick, State};
use crate::app::step::{card, open, rows, say, search, travel};
use crate::app::terms;

/// Waits for the letter of an actor.
pub(crate) fn pick(state: &mut State, pick: Pick) {
    if people::of_article(state).is_empty() && people::of_list(state).is_empty() {
        say::note(state, "no actors are known here");
        return;
    }
    state.pick = Some(pick);
}

/// Waits for the letter of a summary line; struck again on its sentence, goes back.
pub(crate) fn evidence(state: &mut State) -> Vec<Effect> {
    // Struck again on the sentence: back to where one was.
    match travel::back(state) {
        Some(Origin::List) => {
            let effects = open::leave(state);
            rows::follow(state);
            return effects;
        }
        Some(Origin::Line(_)) => return Vec::new(),
        None => {}
    }
    if summary_lines(state) == 0 {
        say::note(state, "no summary for this article");
    } else {
        state.pick = Some(Pick::Evidence);
    }
    Vec::new()
}

/// How many summary lines the article on the screen has.
fn summary_lines(state: &State) -> usize {
    match state.current_reading() {
        Some(reading) => reading.analyzed.analysis.summary.len(),
        None => state.list.current_headline().map_or(0, |h| h.summary.len()),
    }
}

/// Takes the letter that was awaited.
pub(crate) fn letter(state: &mut State, pick: Pick, index: usize) -> Vec<Effect> {
    let people = match pick {
        Pick::Actor { of_list: true, .. } => people::of_list(state),
        Pick::Actor { .. } | Pick::Choose | Pick::Card | Pick::Evidence => {
            people::of_article(state)
        }
    };
    let person = people.into_iter().nth(index);
    match (pick, person) {
        (Pick::Evidence, _) => match state.current() {
            Some(id) => travel::evidence(state, id, index),
            None => Vec::new(),
        },
        (_, None) => {
            say::note(state, "nobody has that letter");
            Vec::new()
        }
        (Pick::Choose, Some(_)) => {
            travel::choose(state, index);
            Vec::new()
        }
        (Pick::Card, Some(person)) => {
            card::show(state, &person.id);
            Vec::new()
        }
        (Pick::Actor { without, .. }, Some(person)) => {
            let term = terms::actor(&person.name);
            let line = terms::toggle(state.filter.text(), &term, without);
            search::set(state, &line)
        }
    }
}
