//! Owns: a search from plan to answer: the good matches, spelling put right, the loose rows below, order, hints.
//! Promises: looks at `stop` often; the same plan, catalog and texts give the same answer whatever was searched before.

use std::sync::Arc;

use crate::catalog::Catalog;
use crate::catalog::bits::Bits;
use crate::catalog::chunk::{PRESENT, READ, ROWS};
use crate::filter::language::advice::{self, Respelling};
use crate::filter::language::plan::Plan;
use crate::filter::language::query::Sort;
use crate::filter::search::cache::SearchCache;
use crate::filter::search::eval::{self, LeafSets, SearchContext};
use crate::filter::search::found::{Found, FullText};
use crate::filter::search::loose;
use crate::filter::search::order;
use nutgraf_read::model::id::ArticleId;

/// Loose rows fill the list up to this many rows: nobody reads on after so many chance matches.
const FILL: usize = 200;
/// With so many good ones, a screen of them, nothing loose is shown.
const ENOUGH: usize = 24;

/// The first half of `filter::run`: everything but the facets, which cost the most when most articles match.
pub fn rows(
    plan: &Plan,
    catalog: &Catalog,
    text: &FullText,
    cache: &mut SearchCache,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Found> {
    let mut context = SearchContext::enter(catalog, text, cache, stop);
    let everything = shown(plan, &mut context);
    let mut sets = eval::leaves(plan, &mut context)?;
    let mut respellings = advice::respell(plan, &mut sets, &mut context)?;
    let mut exact = combined(plan, &sets, &everything, None);
    if exact.is_empty()
        && let Some(found) = respelt(plan, &mut sets, &mut respellings, &everything)
    {
        exact = found;
    }
    let mut hints = plan.hints.clone();
    hints.extend(respellings.into_iter().map(Respelling::hint));
    let limit = plan.limit.map_or(usize::MAX, |limit| limit as usize);
    let good = exact.count() as usize;
    let room = match good {
        ..ENOUGH => FILL.saturating_sub(good).min(limit.saturating_sub(good)),
        ENOUGH.. => 0,
    };
    let loose = loose::best((plan, &sets), (&everything, &exact), &mut context, room)?;
    if exact.is_empty()
        && loose.is_empty()
        && let Some(skip) = plan.leaves.iter().position(|leaf| leaf.tentative)
    {
        // What may still become something else may not empty the list; it is said to be left out.
        exact = combined(plan, &sets, &everything, Some(skip));
        let leaf = plan.leaves.get(skip);
        hints.extend(leaf.map(|leaf| advice::without(plan, leaf, exact.count())));
    }
    if exact.is_empty() {
        hints.extend(advice::newest(plan, &sets, (&everything, catalog)));
        hints.extend(advice::drops(plan, &sets, &everything));
    }
    let muted = hidden(plan, &sets, &mut context);
    let mut rows = newest_of_all(plan, &exact, &everything, &mut context);
    if rows.is_none() {
        let mut found = order::ordered(plan, &sets, catalog, text, &exact);
        if found.len() > limit {
            found.truncate(limit);
            exact = Bits::empty(catalog.slots());
            for id in &found {
                exact.add(*id);
            }
        }
        let exactly = found.len();
        found.extend(loose);
        rows = Some((Arc::from(found), exactly));
    }
    if stop() {
        return None;
    }
    let (rows, exact_until) = rows.unwrap_or_default();
    Some(Found {
        exact_until,
        unread: unread(catalog, &exact),
        muted,
        set: Arc::new(exact),
        facets: Vec::new(),
        surprising: Vec::new(),
        actor_stats: Vec::new(),
        stretch: None,
        counted: false,
        awaits_text: false,
        rows,
        hints,
    })
}

/// What matches with the right words in the place of those that match something, but nothing together with the others.
fn respelt(
    plan: &Plan,
    sets: &mut LeafSets,
    respellings: &mut [Respelling],
    everything: &Bits,
) -> Option<Bits> {
    let unused = respellings.iter_mut().filter(|respelling| !respelling.used);
    let mut unused: Vec<&mut Respelling> = unused.collect();
    if unused.is_empty() {
        return None;
    }
    let mut tried = sets.clone();
    for respelling in &mut unused {
        respelling.put_in(&mut tried);
    }
    let found = combined(plan, &tried, everything, None);
    if found.is_empty() {
        for respelling in unused {
            respelling.used = false;
        }
        return None;
    }
    *sets = tried;
    Some(found)
}

/// Of the articles of a bulk action those that it is for: as many as the line says (`limit:`), in its order; all in no order
/// when it does not say.
pub fn limited(
    plan: &Plan,
    catalog: &Catalog,
    text: &FullText,
    cache: &mut SearchCache,
    set: &Bits,
) -> Vec<ArticleId> {
    let Some(limit) = plan.limit else {
        return set.iter().collect();
    };
    let mut context = SearchContext::enter(catalog, text, cache, &|| false);
    let sets = eval::leaves(plan, &mut context).unwrap_or_default();
    let mut rows = order::ordered(plan, &sets, catalog, text, set);
    rows.truncate(limit as usize);
    rows
}

/// The articles that match well as the line is spelt, muted or not, as a set: no order, no loose matches, nothing respelt. For
/// mutes and bulk actions.
pub fn matches(
    plan: &Plan,
    catalog: &Catalog,
    text: &FullText,
    cache: &mut SearchCache,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Bits> {
    let mut context = SearchContext::enter(catalog, text, cache, stop);
    let sets = eval::leaves(plan, &mut context)?;
    let everything = context.cache.everything(catalog);
    Some(combined(plan, &sets, &everything, None))
}

/// The articles that an answer may show: all, without what is muted, unless the line asks for that.
fn shown(plan: &Plan, context: &mut SearchContext<'_>) -> Arc<Bits> {
    let everything = context.cache.everything(context.catalog);
    if plan.asks_muted || !context.catalog.hides_muted() || context.catalog.muted().is_empty() {
        return everything;
    }
    let mut rest = (*everything).clone();
    rest.minus(context.catalog.muted());
    Arc::new(rest)
}

/// How many articles match and are hidden.
fn hidden(plan: &Plan, sets: &LeafSets, context: &mut SearchContext<'_>) -> u32 {
    if plan.asks_muted || !context.catalog.hides_muted() || context.catalog.muted().is_empty() {
        return 0;
    }
    let mut everything = (*context.cache.everything(context.catalog)).clone();
    everything.and(context.catalog.muted());
    combined(plan, sets, &everything, None).count()
}

fn combined(plan: &Plan, sets: &LeafSets, everything: &Bits, skip: Option<usize>) -> Bits {
    eval::matching(&plan.root, sets, everything, skip).unwrap_or_else(|| everything.clone())
}

/// The rows of a line that keeps everything: they are the same for every such line.
fn newest_of_all(
    plan: &Plan,
    exact: &Bits,
    everything: &Arc<Bits>,
    context: &mut SearchContext<'_>,
) -> Option<(Arc<[ArticleId]>, usize)> {
    if !plan.is_empty() || plan.limit.is_some() || plan.sort.is_some_and(|sort| sort != Sort::New) {
        return None;
    }
    let catalog = context.catalog;
    let rows = context.cache.newest(catalog, everything, || {
        Arc::from(order::in_order(catalog, exact, false))
    });
    let count = rows.len();
    Some((rows, count))
}

/// How many articles of a set are unread.
pub(crate) fn unread(catalog: &Catalog, set: &Bits) -> u32 {
    let per_chunk = ROWS / 64;
    let mut count = 0;
    for (chunk, words) in catalog.chunks().iter().zip(set.words().chunks(per_chunk)) {
        for (flags, word) in chunk.all_flags().chunks(64).zip(words) {
            if *word == 0 {
                continue;
            }
            let unread = flags.iter().rev().fold(0u64, |bits, flags| {
                bits << 1 | u64::from(flags & (READ | PRESENT) == PRESENT)
            });
            count += (unread & word).count_ones();
        }
    }
    count
}
