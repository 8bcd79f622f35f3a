//! Owns: the filter language, in stages: lex, parse, plan, run; and everything a filter line shows about itself.
//! Promises: total; a fault of syntax never empties the list; no clock, no IO, no SQL.

pub mod language;
pub mod search;
pub mod stats;

pub use crate::filter::language::chip::Chip;
pub use crate::filter::language::complete::Completion;
pub use crate::filter::language::plan::Plan;
pub use crate::filter::search::cache::SearchCache;
pub use crate::filter::search::completion_counts::without_written_term;
pub use crate::filter::search::shown_once::once;

use crate::catalog::Catalog;
use crate::catalog::bits::Bits;
use crate::filter::language::parse as language_parse;
use crate::filter::language::query::Parsed;
use crate::filter::language::{chip, complete, explain, planner, subject};
use crate::filter::search::found::{Facets, Found, FullText, Hint, Tier};
use crate::filter::search::{row_match, run as search_run};
use crate::filter::stats::facets;
use nutgraf_read::model::actor::ActorCount;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;
use nutgraf_read::model::summary_request::Subject;

/// Actors that an answer counts.
const FACETS: usize = 50;

/// Reads a filter line that is being typed. Total: what cannot be understood is left out and complained about.
pub fn parse(line: &str) -> Parsed {
    language_parse::parse(line)
}

/// Reads a line that is not being typed any more: a saved brief, an argument, a rule, the operand of a bulk action.
/// What names nothing matches nothing, also at its end.
pub fn parse_final(line: &str) -> Parsed {
    Parsed {
        live: false,
        ..language_parse::parse(line)
    }
}

/// Resolves names, dates and sources.
pub fn plan(parsed: &Parsed, catalog: &Catalog, now: Moment) -> Plan {
    planner::plan(parsed, catalog, now)
}

/// Searches. `None` when `stop` said so; it is asked often. `cache` is the searching thread's own.
pub fn run(
    plan: &Plan,
    catalog: &Catalog,
    text: &FullText,
    cache: &mut SearchCache,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Found> {
    let mut found = search_run::rows(plan, catalog, text, cache, stop)?;
    let facets = count(catalog, &found, cache, stop)?;
    found.seat(facets);
    found.counted = true;
    Some(found)
}

/// The first half of `run`: everything but the facets, which cost the most when most articles match.
pub fn rows(
    plan: &Plan,
    catalog: &Catalog,
    text: &FullText,
    cache: &mut SearchCache,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Found> {
    search_run::rows(plan, catalog, text, cache, stop)
}

/// The second half of `run`: the facets of an answer over the same catalog.
pub fn count(
    catalog: &Catalog,
    found: &Found,
    cache: &mut SearchCache,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Facets> {
    facets::count(catalog, &found.set, FACETS, cache, stop)
}

/// The articles that match well, muted or not, as a set: no order, no loose matches, nothing respelt. For mutes and bulk
/// actions.
pub fn matches(
    plan: &Plan,
    catalog: &Catalog,
    text: &FullText,
    cache: &mut SearchCache,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Bits> {
    search_run::matches(plan, catalog, text, cache, stop)
}

/// Of the articles of a bulk action those that it is for, when the line says how many (`limit:`), in its order.
pub fn limited(
    plan: &Plan,
    catalog: &Catalog,
    text: &FullText,
    cache: &mut SearchCache,
    set: &Bits,
) -> Vec<ArticleId> {
    search_run::limited(plan, (catalog, text), cache, set)
}

/// What of a title to mark, ascending, not overlapping.
pub fn highlight(plan: &Plan, title: &str) -> Vec<Span> {
    row_match::highlight(plan, title)
}

/// How an article of the answer matches.
pub fn tier(plan: &Plan, catalog: &Catalog, text: &FullText, id: ArticleId) -> Tier {
    row_match::tier(plan, catalog, text, id)
}

/// The parts of the line as they were understood; `hints` are those of the answer.
pub fn chips(plan: &Plan, hints: &[Hint]) -> Vec<Chip> {
    chip::chips(plan, hints)
}

/// How a query was understood, in words, one line a condition.
pub fn explain(plan: &Plan) -> String {
    explain::explain(plan)
}

/// What can stand at the cursor (a byte offset), the most useful first. Its articles are counted in `found`.
pub fn complete(
    line: &str,
    cursor: usize,
    catalog: &Catalog,
    found: &Found,
    now: Moment,
) -> Vec<Completion> {
    complete::complete(line, cursor, (catalog, found), now)
}

/// What the line asks for, as subjects that a summary can turn to.
/// `hints` are those of the answer.
pub fn subjects(plan: &Plan, hints: &[Hint], catalog: &Catalog) -> Vec<Subject> {
    subject::subjects(plan, hints, catalog)
}

/// All actors of these articles with exact counts, the most frequent first, at most `most`.
pub fn actors(catalog: &Catalog, articles: &[ArticleId], most: usize) -> Vec<ActorCount> {
    let mut bits = Bits::empty(catalog.slots());
    for id in articles {
        bits.add(*id);
    }
    let counted = facets::count(catalog, &bits, most, &mut SearchCache::default(), &|| false);
    counted.unwrap_or_default().frequent
}

#[cfg(test)]
mod tests;
