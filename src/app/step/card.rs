//! Owns: making an actor's card from the catalog.
//! Promises: bounded work, however often an actor is named.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use crate::app::state::{Card, State};
use crate::app::step::say;
use nutgraf_library::catalog::row::ActorNo;
use nutgraf_library::filter::stats::actor_stats;
use nutgraf_read::model::id::{ActorId, ArticleId};
use nutgraf_read::model::moment::Moment;

/// Company is counted over at most so many of an actor's newest articles.
const MOST_ARTICLES: usize = 10_000;
/// So many are named as company.
const MOST_COMPANY: usize = 12;
/// So many headlines stand on a card.
const MOST_LATEST: usize = 8;

/// Makes the card that is shown anew: the catalog has changed. The cursor stays on its article.
pub(crate) fn refresh(state: &mut State) {
    let Some(old) = state.card.take() else {
        return;
    };
    let report = state.report.take();
    show(state, &old.id);
    state.report = report;
    let on = old.latest.get(old.cursor).copied();
    match &mut state.card {
        Some(card) => {
            let at = card.latest.iter().position(|id| Some(*id) == on);
            card.cursor = at.unwrap_or(0);
        }
        None => state.card = Some(old),
    }
}

/// Shows the card of an actor.
pub(crate) fn show(state: &mut State, id: &ActorId) {
    let catalog = &state.catalog.0;
    let actors = catalog.actors();
    let known = actors
        .number(id)
        .and_then(|no| actors.get(no).map(|actor| (no, actor)));
    let Some((no, actor)) = known else {
        say::note(state, "the card comes when the library has been read");
        return;
    };
    let mut articles: Vec<ArticleId> = Vec::new();
    actors.for_articles(no, |article| articles.push(article));
    let far = articles.len().saturating_sub(MOST_ARTICLES);
    let near = articles.get(far..).unwrap_or(&[]);
    let mut company: HashMap<ActorNo, u32> = HashMap::new();
    let mut latest = BTreeSet::new();
    let mut dates: Vec<i64> = Vec::with_capacity(near.len());
    for article in near {
        dates.extend(catalog.date(*article).map(|date| date.0));
        for other in catalog.cast(*article).filter(|c| c.actor != no) {
            *company.entry(other.actor).or_default() += 1;
        }
        latest.insert((catalog.date(*article), *article));
        if latest.len() > MOST_LATEST {
            latest.pop_first();
        }
    }
    let mut company: Vec<(ActorNo, u32)> = company.into_iter().collect();
    company.sort_by_key(|(other, count)| (Reverse(*count), *other));
    let with = company
        .iter()
        .take(MOST_COMPANY)
        .filter_map(|(other, count)| Some((actors.get(*other)?.name.clone(), *count)))
        .collect();
    let card = Card {
        id: actor.id.clone(),
        name: actor.name.clone(),
        kind: actor.kind,
        aliases: actor.aliases.clone(),
        wikidata: nutgraf_analysis::wikidata(&actor.id.0),
        articles: actors.articles(no),
        with,
        latest: latest
            .into_iter()
            .rev()
            .map(|(_, article)| article)
            .collect(),
        cursor: 0,
        trend: actor_stats::trend(&dates)
            .map(|(counts, from, until)| (counts, Moment(from), Moment(until))),
    };
    state.card = Some(card);
}
