//! Owns: counting actors over a set of articles.
//! Promises: exact counts; looks at `stop` at each chunk.

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::bits::{Bits, Ones};
use crate::catalog::chunk::{Chunk, ROWS, unpack};
use crate::catalog::row::ActorNo;
use crate::filter::search::cache::SearchCache;
use crate::filter::search::found::Facets;
use crate::filter::search::top::Top;
use crate::filter::stats::actor_stats;
use nutgraf_read::model::actor::ActorCount;

/// Fewer articles are counted by the calling thread alone.
const FEW: usize = 8192;

/// Articles of one actor in the upper half, mentions in the lower: one addition counts both.
type Count = u64;
const ONE: Count = 1 << 32;

/// The `most` actors that most of these articles name, then by mentions, then by name; as many that they name unusually
/// often; and how all of these stand there. `None` when `stop` said so.
pub(crate) fn count(
    catalog: &Catalog,
    within: &Bits,
    most: usize,
    cache: &mut SearchCache,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Facets> {
    let inside = within.count() as usize;
    let all = catalog.articles() as usize;
    // What nearly everything holds is counted from the other side.
    let counts = if inside * 2 > all {
        let mut rest = catalog.present();
        rest.minus(within);
        let outside = over(catalog, &rest, cache, stop)?;
        let actors = catalog.actors();
        let whole = (0..)
            .map(ActorNo)
            .map(|no| Count::from(actors.articles(no)) << 32 | Count::from(actors.mentions(no)));
        let zipped = outside.into_iter().zip(whole);
        zipped
            .map(|(outside, whole)| whole.saturating_sub(outside))
            .collect()
    } else {
        over(catalog, within, cache, stop)?
    };
    let articles = within.count();
    let unusual = actor_stats::surprising(catalog, &counts, articles, most);
    let unusual = unusual.into_iter().filter_map(|no| {
        let count = counts.get(no.0 as usize)?;
        counted(catalog, *count, no)
    });
    let (frequent, surprising) = (top(catalog, &counts, most), unusual.collect::<Vec<_>>());
    if stop() {
        return None;
    }
    let (actor_stats, stretch) = actor_stats::of(catalog, within, &[&frequent, &surprising]);
    Some(Facets {
        frequent,
        surprising,
        actor_stats,
        stretch,
    })
}

/// The counts of every actor over a set.
fn over(
    catalog: &Catalog,
    within: &Bits,
    cache: &mut SearchCache,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Count>> {
    let chunks = catalog.chunks();
    let per_chunk = ROWS / 64;
    let actors = catalog.actors().len();
    let part = |chunks: &[Arc<Chunk>], words: &[u64]| {
        let mut counts = vec![0; actors];
        for (chunk, words) in chunks.iter().zip(words.chunks(per_chunk)) {
            if stop() {
                return None;
            }
            add(chunk, words, &mut counts);
        }
        Some(counts)
    };
    let few = (within.count() as usize) < FEW;
    // One processor is left to the screen, which has the rows by now.
    let spare = |pool: &&rayon::ThreadPool| !few && pool.current_num_threads() > 2;
    let Some(pool) = cache.threads(chunks.len()).filter(spare) else {
        return part(chunks, within.words());
    };
    pool.install(|| {
        let parts = chunks.len().div_ceil(rayon::current_num_threads() - 1);
        let words = within.words().par_chunks(parts * per_chunk);
        let halves: Option<Vec<Vec<Count>>> = chunks
            .par_chunks(parts)
            .zip(words)
            .map(|(chunks, words)| part(chunks, words))
            .collect();
        let mut halves = halves?.into_iter();
        let mut counts = halves.next().unwrap_or_else(|| vec![0; actors]);
        for half in halves {
            for (to, from) in counts.iter_mut().zip(&half) {
                *to += from;
            }
        }
        Some(counts)
    })
}

fn add(chunk: &Chunk, words: &[u64], counts: &mut [Count]) {
    for (at, word) in words.iter().enumerate() {
        for bit in Ones(*word) {
            for packed in chunk.packed(at * 64 + bit as usize) {
                let part = unpack(*packed);
                if let Some(count) = counts.get_mut(part.actor.0 as usize) {
                    *count += ONE | Count::from(part.mentions);
                }
            }
        }
    }
}

fn top(catalog: &Catalog, counts: &[Count], most: usize) -> Vec<ActorCount> {
    let mut top = Top::of(most);
    for (count, number) in counts.iter().zip(0..) {
        if *count >= ONE {
            top.offer((*count, Reverse(ActorNo(number))));
        }
    }
    top.sorted()
        .filter_map(|(count, Reverse(no))| counted(catalog, count, no))
        .collect()
}

fn counted(catalog: &Catalog, count: Count, no: ActorNo) -> Option<ActorCount> {
    let actor = catalog.actors().get(no)?;
    Some(ActorCount {
        id: actor.id,
        name: actor.name,
        kind: actor.kind,
        articles: u32::try_from(count >> 32).unwrap_or(u32::MAX),
        mentions: u32::try_from(count & (ONE - 1)).unwrap_or(u32::MAX),
    })
}
