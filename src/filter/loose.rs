//! Owns: the loose matches: titles that hold a word's letters in order, the best first.
//! May import: `catalog`, `filter`'s parts, `model`.
//! Promises: looks at `stop` often; never more rows than there is room for.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::bits::{Bits, Ones};
use crate::catalog::chunk::ROWS;
use crate::catalog::mask;
use crate::filter::eval::{Bench, LeafSets};
use crate::filter::fuzzy::{Scorer, rough};
use crate::filter::order::in_order;
use crate::filter::plan::{Ask, Plan};
use crate::model::id::ArticleId;

/// So many loose matches are looked at: those with a word that begins as the pattern does, the newest first.
const LOOK: usize = 8_000;
/// So many of those that look best are scored, which costs the most: two screens full; the rest stay in the order of their
/// looks.
const SCORED: usize = 72;

/// The loose sets of positive bare words of three letters and more.
pub(crate) fn add_letters(plan: &Plan, sets: &mut LeafSets, bench: &mut Bench<'_>) -> Option<()> {
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
pub(crate) fn best(
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
    if rough.len() > room {
        rough.select_nth_unstable(room);
        rough.truncate(room);
    }
    rough.sort_unstable();
    let mut candidates: Vec<(usize, ArticleId)> = rough
        .iter()
        .filter_map(|(_, at)| looked_at.get(*at).map(|id| (*at, *id)))
        .collect();
    let rest = candidates.split_off(candidates.len().min(SCORED));
    let pool = bench.narrow.threads(catalog.chunks().len());
    let mut scored: Vec<(Reverse<i64>, usize, ArticleId)> = if let Some(pool) = pool {
        pool.install(|| {
            let rows = candidates.par_iter().with_min_len(16);
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
    let best = scored.into_iter().map(|(_, _, id)| id);
    Some(best.chain(rest.into_iter().map(|(_, id)| id)).collect())
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
