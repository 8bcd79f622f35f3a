//! Owns: counting actors over a set of articles.
//! May import: `catalog`, `filter::narrow`, `model`.
//! Promises: exact counts.

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::bits::{Bits, Ones};
use crate::catalog::chunk::{Chunk, ROWS, unpack};
use crate::catalog::row::ActorNo;
use crate::filter::narrow::Narrow;
use crate::model::actor::ActorCount;

/// Articles and mentions of one actor.
type Count = (u32, u32);

/// The `most` actors that most of these articles name, then by mentions, then by name.
pub(crate) fn count(
    catalog: &Catalog,
    within: &Bits,
    most: usize,
    narrow: &mut Narrow,
) -> Vec<ActorCount> {
    let chunks = catalog.chunks();
    let per_chunk = ROWS / 64;
    let actors = catalog.actors().len();
    let counts = match narrow.threads(chunks.len()) {
        None => {
            let mut counts = vec![(0, 0); actors];
            for (chunk, words) in chunks.iter().zip(within.words().chunks(per_chunk)) {
                add(chunk, words, &mut counts);
            }
            counts
        }
        Some(pool) => pool.install(|| {
            let parts = chunks.len().div_ceil(rayon::current_num_threads()).max(1);
            let zero = || vec![(0, 0); actors];
            let merge = |mut left: Vec<Count>, right: Vec<Count>| {
                for (to, from) in left.iter_mut().zip(&right) {
                    to.0 += from.0;
                    to.1 += from.1;
                }
                left
            };
            chunks
                .par_chunks(parts)
                .zip(within.words().par_chunks(parts * per_chunk))
                .map(|(chunks, words)| {
                    let mut counts = zero();
                    for (chunk, words) in chunks.iter().zip(words.chunks(per_chunk)) {
                        add(chunk, words, &mut counts);
                    }
                    counts
                })
                .reduce(Vec::new, |left, right| {
                    if left.is_empty() {
                        right
                    } else {
                        merge(left, right)
                    }
                })
        }),
    };
    top(catalog, &counts, most)
}

fn add(chunk: &Chunk, words: &[u64], counts: &mut [Count]) {
    for (at, word) in words.iter().enumerate() {
        for bit in Ones(*word) {
            for packed in chunk.packed(at * 64 + bit as usize) {
                let part = unpack(*packed);
                if let Some(count) = counts.get_mut(part.actor.0 as usize) {
                    count.0 += 1;
                    count.1 += part.mentions;
                }
            }
        }
    }
}

fn top(catalog: &Catalog, counts: &[Count], most: usize) -> Vec<ActorCount> {
    let mut best: Vec<(Count, ActorNo)> = counts
        .iter()
        .zip(0..)
        .filter(|(count, _)| count.0 > 0)
        .map(|(count, number)| (*count, ActorNo(number)))
        .collect();
    let order = |one: &(Count, ActorNo), other: &(Count, ActorNo)| {
        other.0.cmp(&one.0).then(one.1.cmp(&other.1))
    };
    if best.len() > most {
        best.select_nth_unstable_by(most, order);
        best.truncate(most);
    }
    best.sort_unstable_by(order);
    best.iter()
        .filter_map(|((articles, mentions), no)| {
            let actor = catalog.actors().get(*no)?;
            Some(ActorCount {
                id: actor.id.clone(),
                name: actor.name.clone(),
                kind: actor.kind,
                articles: *articles,
                mentions: *mentions,
            })
        })
        .collect()
}
