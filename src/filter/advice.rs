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

/// Bare words that match nothing are taken for the word they most likely stand for.
pub(crate) fn respell(
    plan: &Plan,
    sets: &mut LeafSets,
    bench: &mut Bench<'_>,
) -> Option<Vec<Hint>> {
    let mut hints = Vec::new();
    for (at, leaf) in plan.leaves.iter().enumerate() {
        let Ask::Word(word) = &leaf.ask else { continue };
        if !leaf.positive || sets.strict.get(at).is_some_and(|found| !found.is_empty()) {
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
        let used = !found.is_empty();
        if let Some(place) = sets.strict.get_mut(at) {
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
