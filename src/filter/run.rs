//! Owns: a search from plan to answer: the good matches, spelling put right, the fuzzy rows below, order, facets, hints.
//! May import: `catalog`, `filter`'s parts, `model`.
//! Promises: looks at `stop` often; the same plan, catalog and texts give the same answer whatever was searched before.

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::bits::{Bits, Ones};
use crate::catalog::chunk::{PRESENT, READ, ROWS};
use crate::catalog::mask;
use crate::filter::eval::{self, Bench, How, LeafSets};
use crate::filter::facets;
use crate::filter::found::{Found, FullText, Hint};
use crate::filter::fuzzy::{Scorer, rough};
use crate::filter::mark;
use crate::filter::narrow::Narrow;
use crate::filter::plan::{Ask, Leaf, Plan};
use crate::filter::query::Sort;
use crate::filter::resolve;
use crate::filter::similar;
use crate::model::id::ArticleId;

/// Fuzzy rows fill the list up to this many rows: nobody reads on after so many chance matches.
const FILL: u32 = 200;
/// So many loose matches are looked at: those with a word that begins as the pattern does, the newest first.
const LOOK: usize = 12_000;
/// For so many rows wanted, and this many more, those that look best are scored.
const SPARE: usize = 40;
/// Actors that are counted.
const FACETS: usize = 50;
/// Hints about terms to drop.
const DROPS: usize = 3;

/// Searches.
pub(crate) fn run(
    plan: &Plan,
    catalog: &Catalog,
    text: &FullText,
    narrow: &mut Narrow,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Found> {
    narrow.enter(catalog);
    let mut bench = Bench {
        catalog,
        text,
        narrow,
        stop,
    };
    let everything = bench.narrow.everything(catalog);
    let mut sets = eval::leaves(plan, &mut bench)?;
    let mut hints = plan.hints.clone();
    hints.extend(respell(plan, &mut sets, &mut bench)?);
    let all = |how| {
        eval::combine(&plan.root, &sets, &everything, how).unwrap_or_else(|| (*everything).clone())
    };
    let mut exact = all(How::default());
    let mut loose = Bits::default();
    if exact.count() < FILL {
        add_letters(plan, &mut sets, &mut bench)?;
        let how = How {
            loose: true,
            ..How::default()
        };
        loose = eval::combine(&plan.root, &sets, &everything, how).unwrap_or_default();
        loose.minus(&exact);
    }
    if exact.is_empty() && loose.is_empty() {
        // What may still become something else may not empty the list; it is said to be left out.
        if let Some(skip) = plan.leaves.iter().position(|leaf| leaf.tentative) {
            let how = How {
                skip: Some(skip),
                loose: false,
            };
            let rest = eval::combine(&plan.root, &sets, &everything, how);
            exact = rest.unwrap_or_else(|| (*everything).clone());
            hints.extend(
                plan.leaves
                    .get(skip)
                    .map(|leaf| without(plan, leaf, exact.count())),
            );
        }
    }
    if exact.is_empty() {
        hints.extend(drops(plan, &sets, &everything));
    }
    let mut rows = ordered(plan, catalog, &exact, text);
    let limit = plan.limit.map_or(usize::MAX, |limit| limit as usize);
    if rows.len() > limit {
        rows.truncate(limit);
        exact = Bits::empty(catalog.slots());
        for id in &rows {
            exact.add(*id);
        }
    }
    let exact_until = rows.len();
    let room = (FILL as usize)
        .saturating_sub(exact_until)
        .min(limit - exact_until);
    rows.extend(fuzzy(plan, &sets, &loose, &mut bench, room)?);
    if stop() {
        return None;
    }
    bench.narrow.learn(catalog);
    Some(Found {
        exact_until,
        unread: unread(catalog, &exact),
        facets: facets::count(catalog, &exact, FACETS, bench.narrow),
        rows: Arc::from(rows),
        hints,
    })
}

/// Bare words that match nothing are taken for the word they most likely stand for.
fn respell(plan: &Plan, sets: &mut LeafSets, bench: &mut Bench<'_>) -> Option<Vec<Hint>> {
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
        for actor in resolve::actors_with_word(bench.catalog, &right) {
            bench
                .catalog
                .actors()
                .for_articles(actor, |id| found.add(id));
        }
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

/// The loose sets of positive bare words of three letters and more.
fn add_letters(plan: &Plan, sets: &mut LeafSets, bench: &mut Bench<'_>) -> Option<()> {
    for (at, leaf) in plan.leaves.iter().enumerate() {
        let Ask::Word(word) = &leaf.ask else { continue };
        if !leaf.positive || word.folded.chars().count() < 3 {
            continue;
        }
        let letters = bench
            .narrow
            .letters(bench.catalog, &word.folded, bench.stop)?;
        if let Some(place) = sets.loose.get_mut(at) {
            *place = Some(letters);
        }
    }
    Some(())
}

/// The best of the loose matches, the best first.
fn fuzzy(
    plan: &Plan,
    sets: &LeafSets,
    loose: &Bits,
    bench: &mut Bench<'_>,
    room: usize,
) -> Option<Vec<ArticleId>> {
    if room == 0 || loose.is_empty() {
        return Some(Vec::new());
    }
    let catalog = bench.catalog;
    let words: Vec<(&str, &Bits)> = plan
        .leaves
        .iter()
        .zip(&sets.strict)
        .filter_map(|(leaf, strict)| {
            let word = leaf.ask.word().filter(|_| leaf.positive)?;
            Some((word.folded.as_str(), &**strict))
        })
        .collect();
    let mut looked_at = likely(catalog, loose, &words);
    looked_at.truncate(LOOK);
    let foretaste = |id: &ArticleId| -> u32 {
        let title = catalog.folded(*id);
        let missing = words.iter().filter(|(_, strict)| !strict.has(*id));
        missing.filter_map(|(word, _)| rough(title, word)).sum()
    };
    let stop = bench.stop;
    let score = |scorer: &Scorer, id: &ArticleId| -> i64 {
        let title = catalog.folded(*id);
        let missing = words.iter().filter(|(_, strict)| !strict.has(*id));
        missing
            .filter_map(|(word, _)| scorer.score(title, word))
            .map(|(score, _)| score)
            .sum()
    };
    let pool = bench.narrow.threads(catalog.chunks().len());
    let mut rough: Vec<(Reverse<u32>, usize)> = match pool {
        Some(pool) => pool.install(|| {
            let rows = looked_at.par_iter().with_min_len(1024).enumerate();
            rows.map(|(at, id)| (Reverse(foretaste(id)), at)).collect()
        }),
        None => looked_at
            .iter()
            .enumerate()
            .map(|(at, id)| (Reverse(foretaste(id)), at))
            .collect(),
    };
    if stop() {
        return None;
    }
    let scored_at_most = room + SPARE;
    if rough.len() > scored_at_most {
        rough.select_nth_unstable(scored_at_most);
        rough.truncate(scored_at_most);
    }
    let candidates: Vec<(usize, ArticleId)> = rough
        .iter()
        .filter_map(|(_, at)| looked_at.get(*at).map(|id| (*at, *id)))
        .collect();
    let pool = bench.narrow.threads(catalog.chunks().len());
    let mut scored: Vec<(Reverse<i64>, usize, ArticleId)> = if let Some(pool) = pool {
        pool.install(|| {
            let rows = candidates.par_iter().with_min_len(64);
            rows.map_init(Scorer::new, |scorer, (at, id)| {
                (Reverse(score(scorer, id)), *at, *id)
            })
            .collect()
        })
    } else {
        let scorer = Scorer::new();
        candidates
            .iter()
            .map(|(at, id)| (Reverse(score(&scorer, id)), *at, *id))
            .collect()
    };
    scored.sort_unstable();
    scored.truncate(room);
    Some(scored.into_iter().map(|(_, _, id)| id).collect())
}

/// The loose matches, newest first; when they are too many to look at, only those where a word begins with the first
/// letter of a pattern's word.
fn likely(catalog: &Catalog, loose: &Bits, words: &[(&str, &Bits)]) -> Vec<ArticleId> {
    if loose.count() as usize <= LOOK {
        return in_order(catalog, loose, false);
    }
    let first = |word: &&str| word.bytes().next().map_or(0, mask::bit);
    let first = words
        .iter()
        .map(|(word, _)| first(word))
        .fold(0, |mask, bit| mask | bit);
    let mut likely = loose.clone();
    for (chunk, words) in catalog
        .chunks()
        .iter()
        .zip(likely.words_mut().chunks_mut(ROWS / 64))
    {
        for (starts, word) in chunk.starts().chunks(64).zip(words) {
            for bit in Ones(*word) {
                if starts
                    .get(bit as usize)
                    .is_none_or(|starts| starts & first == 0)
                {
                    *word &= !(1 << bit);
                }
            }
        }
    }
    in_order(catalog, &likely, false)
}

/// What dropping a term would give, for the terms where it gives anything.
fn drops(plan: &Plan, sets: &LeafSets, everything: &Bits) -> Vec<Hint> {
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

fn without(plan: &Plan, leaf: &Leaf, rows: u32) -> Hint {
    let minus = if leaf.positive { "" } else { "-" };
    Hint::Without {
        span: leaf.span,
        term: format!("{minus}{}", leaf.span.of(&plan.parsed.line)),
        rows,
    }
}

/// The articles of a set in the order that the plan asks for.
fn ordered(plan: &Plan, catalog: &Catalog, set: &Bits, text: &FullText) -> Vec<ArticleId> {
    let like = plan.leaves.iter().find_map(|leaf| {
        if let Ask::Like(id) = &leaf.ask
            && leaf.positive
        {
            return Some(*id);
        }
        None
    });
    match (plan.sort, like) {
        (None, Some(id)) => {
            let alike = similar::like(catalog, id).into_iter().map(|(id, _)| id);
            let mut rest = set.clone();
            let mut rows: Vec<ArticleId> = alike.filter(|id| set.has(*id)).collect();
            for id in &rows {
                rest.remove(*id);
            }
            rows.extend(in_order(catalog, &rest, false));
            rows
        }
        (None | Some(Sort::New), _) => in_order(catalog, set, false),
        (Some(Sort::Old), _) => in_order(catalog, set, true),
        (Some(Sort::Rank), _) => {
            let mut rows = in_order(catalog, set, false);
            rows.sort_by_cached_key(|id| mark::tier(plan, catalog, text, *id));
            rows
        }
        (Some(Sort::Source), _) => {
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
    }
}

/// The articles of a set by date.
fn in_order(catalog: &Catalog, set: &Bits, oldest_first: bool) -> Vec<ArticleId> {
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

fn unread(catalog: &Catalog, set: &Bits) -> u32 {
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
