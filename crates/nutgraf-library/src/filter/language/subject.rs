//! Owns: what a filter line asks for, actors and words, as subjects that a summary can turn to.
//! Promises: total; only what is asked for, never what is kept out; in the order of the line.

use crate::catalog::Catalog;
use crate::filter::language::chip::taken_for;
use crate::filter::language::plan::{Ask, Plan};
use crate::filter::search::found::Hint;
use nutgraf_read::model::summary_request::Subject;

/// At most so many subjects are taken from a line.
const MOST: usize = 4;
/// Words shorter than this are on their way to something else.
const SHORTEST: usize = 3;

/// The actors, words and phrases that a line asks for. A name that several actors go by stands for all of them.
pub fn subjects(plan: &Plan, hints: &[Hint], catalog: &Catalog) -> Vec<Subject> {
    let words = |words: &str| {
        (words.chars().count() >= SHORTEST).then(|| Subject {
            name: words.into(),
            actors: Vec::new(),
        })
    };
    plan.leaves
        .iter()
        .filter(|leaf| leaf.positive)
        .filter_map(|leaf| match &leaf.ask {
            Ask::Actors(ask) => {
                let known = catalog.actors();
                let actors: Vec<_> = ask
                    .numbers
                    .iter()
                    .filter_map(|number| known.get(*number).map(|actor| actor.id.clone()))
                    .collect();
                let name = ask.canonical.first()?;
                (!actors.is_empty()).then(|| Subject {
                    name: name.as_str().into(),
                    actors,
                })
            }
            Ask::Word(word) => words(taken_for(leaf, hints).unwrap_or(&word.folded)),
            Ask::Phrase(phrase) => words(&phrase.folded),
            Ask::Body(term) => words(&term.words.join(" ")),
            Ask::Pattern(_)
            | Ask::Sources(_)
            | Ask::Feeds(_)
            | Ask::Bylines(_)
            | Ask::Languages(_)
            | Ask::Tags(_)
            | Ask::State(_)
            | Ask::Date(_)
            | Ask::Story(_)
            | Ask::Like(_)
            | Ask::Nothing => None,
        })
        .take(MOST)
        .collect()
}
