//! Owns: the order of an answer's rows.
//! Promises: every article of the set once.

use std::collections::HashMap;

use crate::catalog::Catalog;
use crate::catalog::bits::Bits;
use crate::filter::language::plan::Plan;
use crate::filter::language::query::Sort;
use crate::filter::search::eval::LeafSets;
use crate::filter::search::found::FullText;
use crate::filter::search::row_match;
use nutgraf_read::model::id::ArticleId;

/// The articles of a set in the order that the plan asks for.
pub(crate) fn ordered(
    plan: &Plan,
    sets: &LeafSets,
    catalog: &Catalog,
    text: &FullText,
    set: &Bits,
) -> Vec<ArticleId> {
    match plan.sort {
        None if !sets.alike.is_empty() => {
            let mut rest = set.clone();
            let mut rows = sets.alike.clone();
            rows.retain(|id| set.has(*id));
            for id in &rows {
                rest.remove(*id);
            }
            rows.extend(in_order(catalog, &rest, false));
            rows
        }
        None | Some(Sort::New) => in_order(catalog, set, false),
        Some(Sort::Old) => in_order(catalog, set, true),
        Some(Sort::Rank) => {
            let mut rows = in_order(catalog, set, false);
            rows.sort_by_cached_key(|id| row_match::tier(plan, catalog, text, *id));
            rows
        }
        Some(Sort::Source) => by_source(catalog, set),
        Some(Sort::Story) => by_story(catalog, set),
    }
}

fn by_source(catalog: &Catalog, set: &Bits) -> Vec<ArticleId> {
    let mut names: Vec<(String, u32)> = catalog
        .sources()
        .entries()
        .map(|(number, _, key, _)| (key.to_owned(), number))
        .collect();
    names.sort();
    let mut places = vec![usize::MAX; names.len() + 1];
    for (at, (_, number)) in names.iter().enumerate() {
        if let Some(place) = places.get_mut(*number as usize) {
            *place = at;
        }
    }
    let source = |id: ArticleId| {
        let (chunk, slot) = catalog.chunk(id)?;
        chunk
            .sources()
            .get(slot)
            .copied()
            .filter(|number| *number > 0)
    };
    let mut rows = in_order(catalog, set, false);
    rows.sort_by_cached_key(|id| {
        // Those without a source come last.
        source(*id)
            .and_then(|number| places.get(number as usize).copied())
            .unwrap_or(usize::MAX)
    });
    rows
}

/// Articles of one story stand together, where the newest of them stands; what nobody else tells of comes last.
fn by_story(catalog: &Catalog, set: &Bits) -> Vec<ArticleId> {
    let mut rows = in_order(catalog, set, false);
    let mut places: HashMap<u32, usize> = HashMap::new();
    let keys: Vec<usize> = rows
        .iter()
        .enumerate()
        .map(|(at, id)| match catalog.shared_story(*id) {
            Some(story) => *places.entry(story).or_insert(at),
            None => usize::MAX,
        })
        .collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|at| keys.get(*at).copied());
    let sorted = order.into_iter().filter_map(|at| rows.get(at).copied());
    rows = sorted.collect();
    rows
}

/// The articles of a set by date.
pub(crate) fn in_order(catalog: &Catalog, set: &Bits, oldest_first: bool) -> Vec<ArticleId> {
    let count = set.count() as usize;
    let mut rows = Vec::with_capacity(count);
    if count < catalog.slots() / 64 {
        // A few: sorting them is quicker than walking all.
        rows.extend(set.iter());
        rows.sort_by_cached_key(|id| (catalog.date(*id), *id));
    } else {
        let order = catalog.oldest();
        rows.extend(
            order
                .iter()
                .map(|id| ArticleId(*id))
                .filter(|id| set.has(*id)),
        );
    }
    if !oldest_first {
        rows.reverse();
    }
    rows
}
