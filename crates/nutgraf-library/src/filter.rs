//! Owns: the filter language, in stages: lex, parse, plan, run; and everything a filter line shows about itself.
//! Promises: total; a fault of syntax never empties the list; no clock, no IO, no SQL.

pub mod language;
pub mod search;
pub mod stats;

use crate::catalog::Catalog;
use crate::catalog::bits::Bits;
use crate::filter::search::found::{Facets, Found, FullText};
use crate::filter::stats::facets;
use nutgraf_read::model::actor::ActorCount;
use nutgraf_read::model::id::ArticleId;

pub use crate::filter::language::chip::{Chip, chips};
pub use crate::filter::language::complete::{Completion, complete};
pub use crate::filter::language::explain::explain;
pub use crate::filter::language::fits::Door;
pub use crate::filter::language::parse::{parse, parse_final};
pub use crate::filter::language::plan::Plan;
pub use crate::filter::language::planner::plan;
pub use crate::filter::language::subject::subjects;
pub use crate::filter::search::cache::SearchCache;
pub use crate::filter::search::completion_counts::without_written_term;
pub use crate::filter::search::row_match::{highlight, tier};
pub use crate::filter::search::run::{limited, matches, rows};
pub use crate::filter::search::shown_once::without_copies;

/// Actors that an answer counts.
const FACETS: usize = 50;

/// Searches. `None` when `stop` said so; it is asked often. `cache` is the searching thread's own.
pub fn run(
    plan: &Plan,
    catalog: &Catalog,
    text: &FullText,
    cache: &mut SearchCache,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Found> {
    let mut found = rows(plan, catalog, text, cache, stop)?;
    let facets = count(catalog, &found, cache, stop)?;
    found.set_facets(facets);
    found.counted = true;
    Some(found)
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
