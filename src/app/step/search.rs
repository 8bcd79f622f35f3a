//! Owns: asking for the rows of a filter line, and taking the answer.
//! Promises: the latest question wins; the old rows stay until it is answered.

use std::sync::Arc;

use crate::app::effect::{Question, Request};
use crate::app::list::Grouping;
use crate::app::msg::Answer;
use crate::app::state::State;
use crate::app::step::rows;
use crate::app::terms;
use nutgraf_library::Counts;
use nutgraf_library::filter::language::query::Sort;
use nutgraf_read::model::id::ArticleId;

/// Asks for the rows of the line as it is written.
pub(crate) fn ask(state: &mut State) {
    state.search.asked = state.search.asked.next();
    state.search.back_to = None;
    state.send(Request::Search(Question {
        generation: state.search.asked,
        line: state.filter.text().to_owned(),
        cursor: is_wondering(state).then(|| state.filter.cursor()),
        rows: rows::shown(state),
    }));
}

/// Whether it is to be known how the filter line could go on.
fn is_wondering(state: &State) -> bool {
    let named = || terms::is_named(state.filter.before());
    state.input.is_filtering() && (state.input.choices.wish.is_some() || named())
}

/// Puts a line into the filter and asks for its rows.
pub(crate) fn set(state: &mut State, line: &str) {
    state.filter.set(line);
    ask(state);
}

/// Puts a term into the filter, or takes it out when it is there; `without` negates it.
pub(crate) fn toggle(state: &mut State, term: &str, without: bool) {
    let line = terms::toggle(state.filter.text(), term, without);
    set(state, &line);
}

/// Takes in how many articles there are.
pub(crate) fn count(state: &mut State, counts: Counts) {
    state.counts = Some(counts);
    // What was being read in has arrived.
    state.intake.importing &= counts.articles == 0 || state.intake.progress.is_some();
}

/// The row of an article in the list.
fn row_of(state: &State, article: Option<ArticleId>) -> Option<usize> {
    let article = article?;
    state.list.rows.iter().position(|id| *id == article)
}

/// Takes an answer, unless a newer question was asked.
pub(crate) fn answer(state: &mut State, answer: Answer) {
    let Answer {
        generation,
        found,
        plan,
        micros,
        counts,
        headlines,
        completions,
    } = answer;
    if let Some(counts) = counts {
        count(state, counts);
    }
    if generation != state.search.asked {
        return;
    }
    // An answer to the same line again (the library has grown) leaves the cursor where it is.
    let again = state.struck && (state.search.answered == generation || state.filter.is_empty());
    state.search.answered = generation;
    state.search.micros = micros;
    state
        .list
        .replace(Arc::clone(&found.rows), found.exact_until, again);
    if let Some(row) = row_of(state, state.search.back_to) {
        state.search.back_to = None;
        state.list.go(row);
    }
    state.list.keep_new(headlines);
    state.list.grouping = match plan.sort() {
        Sort::New | Sort::Old => Grouping::Day,
        Sort::Source => Grouping::Source,
        Sort::Story => Grouping::Story,
        Sort::Rank => Grouping::None,
    };
    state.search.found = found;
    state.search.plan = plan;
    if let Some(completions) = completions {
        state.search.completions = completions;
    }
}
