//! Owns: the lines of the actors pane and the letters that they have.
//! Promises: pure; what is drawn and what a letter means come from the same list.

use crate::app::state::State;
use nutgraf_library::catalog::row::ActorNo;
use nutgraf_library::filter::stats::actor_stats::ActorStats;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::id::ActorId;

/// One line of the actors pane.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorLine {
    /// Which actor.
    pub id: ActorId,
    /// Its canonical name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How often the article names it (or, for the list, how many of its articles do); 0 when not known.
    pub here: u32,
    /// In how many articles it is.
    pub all: u32,
    /// How it stands in the list, as far as it was worked out.
    pub standing: Option<ActorStats>,
}

/// So many are named as company of one actor.
const COMPANY: usize = 5;

/// At most so many have a letter.
pub const MOST: usize = 26;

/// The actors of the article that the screen is about, the most salient first.
pub fn of_article(state: &State) -> Vec<ActorLine> {
    let spread = |id: &ActorId| {
        let actors = state.catalog.0.actors();
        actors.number(id).map_or(0, |no| actors.articles(no))
    };
    if let Some(reading) = state.current_reading() {
        let entities = reading.analyzed.analysis.entities.iter().enumerate();
        return entities
            .take(MOST)
            .map(|(index, e)| ActorLine {
                id: e.id.clone(),
                name: e.name.clone(),
                kind: e.kind,
                here: u32::try_from(e.mentions.len()).unwrap_or(u32::MAX),
                all: match spread(&e.id) {
                    0 => reading.spread.get(index).copied().unwrap_or(0),
                    known => known,
                },
                standing: None,
            })
            .collect();
    }
    let headline = state.list.current_headline();
    let actors = headline.map_or(&[][..], |h| h.actors.as_slice());
    actors
        .iter()
        .map(|a| ActorLine {
            id: a.id.clone(),
            name: a.name.to_string(),
            kind: a.kind,
            here: 0,
            all: spread(&a.id),
            standing: None,
        })
        .collect()
}

/// The actors that most articles of the list name, or those that it names unusually often.
pub fn of_list(state: &State) -> Vec<ActorLine> {
    let found = &state.search.found;
    let all = if state.by_surprise && !found.surprising.is_empty() {
        &found.surprising
    } else {
        &found.facets
    };
    all.iter()
        .map(|f| {
            let actors = state.catalog.0.actors();
            ActorLine {
                id: f.id.clone(),
                name: f.name.clone(),
                kind: f.kind,
                here: f.articles,
                all: actors.number(&f.id).map_or(0, |no| actors.articles(no)),
                standing: found.actor_stats.iter().find(|s| s.id == f.id).cloned(),
            }
        })
        .collect()
}

/// The actors of the whole list as the table shows them: those whose names are sought, or all.
pub fn of_table(state: &State) -> Vec<ActorLine> {
    let Some(table) = state.screens.actors().filter(|t| !t.sought.is_empty()) else {
        return of_list(state);
    };
    let actors = state.catalog.0.actors();
    let known = &state.search.found.actor_stats;
    let line = |(no, here): &(ActorNo, u32)| {
        let actor = actors.get(*no)?;
        Some(ActorLine {
            all: actors.articles(*no),
            here: *here,
            standing: known.iter().find(|s| s.id == actor.id).cloned(),
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
        })
    };
    table.named.iter().filter_map(line).collect()
}

/// Who else is in the same articles, but for those whom the filter asks for: they are in all of them.
pub fn company<'s>(state: &'s State, standing: &'s ActorStats) -> Vec<&'s str> {
    let asked = state.search.plan.actors(&state.catalog.0);
    let actors = state.catalog.0.actors();
    let is_asked = |name: &str| {
        let mut asked = asked.iter().filter_map(|no| actors.get(*no));
        asked.any(|actor| *actor.name == *name)
    };
    let all = standing.with.iter().map(|name| &**name);
    all.filter(|name| !is_asked(name)).take(COMPANY).collect()
}

/// The letter of the n-th line, from 0; a blank beyond the alphabet.
pub fn letter(index: usize) -> char {
    u8::try_from(index)
        .ok()
        .filter(|i| *i < 26)
        .map_or(' ', |i| char::from(b'a' + i))
}

/// The line that a letter stands for.
pub fn index(letter: char) -> Option<usize> {
    letter
        .is_ascii_lowercase()
        .then(|| usize::from(letter as u8 - b'a'))
}
