//! Owns: what a search advises: spelling put right, and which term to drop when nothing matches.
//! May import: `catalog`, `filter`'s parts, `model`.
//! Promises: exact counts; a correction that is used is said.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::catalog::bits::Bits;
use crate::filter::eval::{self, Bench, How, LeafSets};
use crate::filter::found::Hint;
use crate::filter::plan::{Ask, Leaf, Plan};
use crate::filter::resolve;

/// Hints about terms to drop.
const DROPS: usize = 3;
/// A word that fewer articles hold than this may be a misspelling that others have made too.
const FEW: u32 = 50;
/// And the right word is in so many times as many.
const FAR_MORE: u32 = 20;

/// Bare words that match nothing are taken for the word they most likely stand for; for those that match little and that
/// nobody knows, that word is offered.
pub(crate) fn respell(
    plan: &Plan,
    sets: &mut LeafSets,
    bench: &mut Bench<'_>,
) -> Option<Vec<Hint>> {
    let mut hints = Vec::new();
    for (at, leaf) in plan.leaves.iter().enumerate() {
        let Ask::Word(word) = &leaf.ask else { continue };
        let here = sets.strict.get(at).map_or(0, |found| found.count());
        let doubtful = here < FEW && bench.narrow.is_strange(bench.catalog, &word.folded);
        if !leaf.positive || here > 0 && !doubtful {
            continue;
        }
        let Some(right) = bench
            .narrow
            .correct(bench.catalog, &word.folded, plan.parsed.live)
        else {
            continue;
        };
        let mut found = eval::word_in_titles(&right, bench)?;
        let actors = resolve::actors_with_word(bench.catalog, &right);
        found.or(&eval::named(&actors, |_| true, bench)?);
        if here > 0 && found.count() < here * FAR_MORE {
            continue;
        }
        let used = here == 0 && !found.is_empty();
        if here == 0
            && let Some(place) = sets.strict.get_mut(at)
        {
            *place = Arc::new(found);
        }
        hints.push(Hint::Correction {
            span: leaf.span,
            from: leaf.span.of(&plan.parsed.line).to_owned(),
            to: right.clone(),
            replacement: right,
            used,
        });
    }
    Some(hints)
}

/// What dropping a term would give, for the terms where it gives anything.
pub(crate) fn drops(plan: &Plan, sets: &LeafSets, everything: &Bits) -> Vec<Hint> {
    let mut hints = Vec::new();
    for (at, leaf) in plan.leaves.iter().enumerate() {
        let how = How {
            skip: Some(at),
            loose: false,
        };
        let rest = eval::combine(&plan.root, sets, everything, how);
        let rows = rest.map_or_else(|| everything.count(), |rest| rest.count());
        if rows > 0 {
            hints.push((rows, without(plan, leaf, rows)));
        }
    }
    hints.sort_by_key(|(rows, _)| Reverse(*rows));
    hints
        .into_iter()
        .take(DROPS)
        .map(|(_, hint)| hint)
        .collect()
}

pub(crate) fn without(plan: &Plan, leaf: &Leaf, rows: u32) -> Hint {
    let minus = if leaf.positive { "" } else { "-" };
    Hint::Without {
        span: leaf.span,
        term: format!("{minus}{}", leaf.span.of(&plan.parsed.line)),
        rows,
    }
}
