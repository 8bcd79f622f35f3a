//! Owns: `Narrow`, what one search leaves behind for the next: results of words, so that typing on and taking back is
//! quick; the words of titles, for putting spelling right; the threads that search.
//! May import: `catalog`, `filter::{scan, spelling}`.
//! Promises: never changes an answer, only how long it takes (and, while the reader is typing, how soon spelling is put
//! right).

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::bits::Bits;
use crate::catalog::chunk::{Chunk, PRESENT, ROWS};
use crate::filter::scan::{self, Block, Needle};
use crate::filter::spelling::Spelling;

/// Catalogs with fewer chunks are searched by the calling thread alone.
const FEW_CHUNKS: usize = 8;
/// Results of words weigh no more than this many bytes together.
const HEAVIEST: usize = 12 * 1024 * 1024;
/// So many steps of learning words a typed character may cost.
const STEPS: usize = 3;
/// More threads than this gain nothing: the titles come through one memory.
const THREADS: usize = 4;
#[derive(Debug)]
struct Cached<T> {
    value: T,
    used: u64,
}

/// What a search leaves behind for the next one. One per thread that searches.
#[derive(Debug, Default)]
pub struct Narrow {
    titles: u64,
    slots: usize,
    clock: u64,
    words: HashMap<String, Cached<Arc<Bits>>>,
    letters: HashMap<String, Cached<Arc<Bits>>>,
    others: HashMap<String, Cached<Arc<Bits>>>,
    corrections: HashMap<String, Option<String>>,
    spelling: Spelling,
    everything: Option<(u64, Arc<Bits>)>,
    pool: Option<rayon::ThreadPool>,
    pool_tried: bool,
}

impl Narrow {
    /// One that searches with the calling thread alone.
    pub fn alone() -> Self {
        Self {
            pool_tried: true,
            ..Self::default()
        }
    }

    /// Forgets what no longer holds for this state of the catalog.
    pub(crate) fn enter(&mut self, catalog: &Catalog) {
        self.clock += 1;
        if self.titles != catalog.titles_version() || self.slots != catalog.slots() {
            self.titles = catalog.titles_version();
            self.slots = catalog.slots();
            self.words.clear();
            self.letters.clear();
            self.others.clear();
            self.corrections.clear();
        }
        let bits = self.slots / 8;
        let most = (HEAVIEST / bits.max(1)).clamp(8, 512);
        trim(&mut self.words, most / 2);
        trim(&mut self.letters, most / 4);
        trim(&mut self.others, most / 4);
    }

    /// Runs `each` over the chunks, on several threads when they are many, and puts the blocks together. `None` when
    /// `stop` said so.
    pub(crate) fn over_chunks<const N: usize>(
        &mut self,
        catalog: &Catalog,
        stop: &(dyn Fn() -> bool + Sync),
        each: impl Fn(usize, &Chunk) -> [Block; N] + Sync,
    ) -> Option<[Bits; N]> {
        let chunks = catalog.chunks();
        let blocks: Vec<[Block; N]> = match self.threads(chunks.len()) {
            None => {
                let mut blocks = Vec::with_capacity(chunks.len());
                for (at, chunk) in chunks.iter().enumerate() {
                    if stop() {
                        return None;
                    }
                    blocks.push(each(at, chunk));
                }
                blocks
            }
            Some(pool) => pool.install(|| {
                let each = |(at, chunk): (usize, &Arc<Chunk>)| (!stop()).then(|| each(at, chunk));
                chunks
                    .par_iter()
                    .enumerate()
                    .map(each)
                    .collect::<Option<Vec<_>>>()
            })?,
        };
        Some(std::array::from_fn(|n| {
            let words = blocks.iter().filter_map(|blocks| blocks.get(n)).flatten();
            Bits::from_words(words.copied().collect())
        }))
    }

    /// The threads to use for so many chunks; `None` for the calling one.
    pub(crate) fn threads(&mut self, chunks: usize) -> Option<&rayon::ThreadPool> {
        if chunks < FEW_CHUNKS {
            return None;
        }
        if !self.pool_tried {
            self.pool_tried = true;
            let count = std::thread::available_parallelism().map_or(1, |n| n.get().min(THREADS));
            // A pool of its own: the shared one may be busy with an import for seconds.
            let built = rayon::ThreadPoolBuilder::new()
                .num_threads(count)
                .thread_name(|n| format!("search-{n}"))
                .build();
            self.pool = built.ok().filter(|_| count > 1);
        }
        self.pool.as_ref()
    }

    /// The titles that hold a word: at the beginning of a word, or, where it may, inside one.
    pub(crate) fn word(
        &mut self,
        catalog: &Catalog,
        word: &str,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Arc<Bits>> {
        let clock = self.clock;
        if let Some(known) = self.words.get_mut(word) {
            known.used = clock;
            return Some(Arc::clone(&known.value));
        }
        // What holds the word holds its beginning; a beginning of one or two letters was not looked for inside words.
        let shorter = shorter(word)
            .find(|shorter| scan::matches_inside(shorter) && self.words.contains_key(*shorter))
            .and_then(|shorter| self.words.get(shorter))
            .map(|known| Arc::clone(&known.value));
        let needle = Needle::new(word);
        let [found] = self.over_chunks(catalog, stop, |at, chunk| {
            [needle.hits(chunk, &block(shorter.as_deref(), at))]
        })?;
        let value = Arc::new(found);
        let cached = Cached {
            value: Arc::clone(&value),
            used: clock,
        };
        self.words.insert(word.to_owned(), cached);
        Some(value)
    }

    /// The titles that hold all letters of a word in this order.
    pub(crate) fn letters(
        &mut self,
        catalog: &Catalog,
        word: &str,
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Option<Arc<Bits>> {
        let clock = self.clock;
        if let Some(known) = self.letters.get_mut(word) {
            known.used = clock;
            return Some(Arc::clone(&known.value));
        }
        let within = shorter(word)
            .find_map(|shorter| self.letters.get(shorter))
            .map(|known| Arc::clone(&known.value));
        let [found] = self.over_chunks(catalog, stop, |at, chunk| {
            [scan::letters_in_order(
                chunk,
                word,
                &block(within.as_deref(), at),
            )]
        })?;
        let value = Arc::new(found);
        let cached = Cached {
            value: Arc::clone(&value),
            used: clock,
        };
        self.letters.insert(word.to_owned(), cached);
        Some(value)
    }

    /// The titles that pass a test over a chunk, kept under `key`.
    pub(crate) fn titles(
        &mut self,
        catalog: &Catalog,
        key: String,
        stop: &(dyn Fn() -> bool + Sync),
        test: impl Fn(&Chunk, &Block) -> Block + Sync,
    ) -> Option<Arc<Bits>> {
        let clock = self.clock;
        if let Some(known) = self.others.get_mut(&key) {
            known.used = clock;
            return Some(Arc::clone(&known.value));
        }
        let [found] = self.over_chunks(catalog, stop, |_, chunk| {
            let present = scan::column(chunk.all_flags(), |flags| flags & PRESENT != 0);
            [test(chunk, &present)]
        })?;
        let value = Arc::new(found);
        let cached = Cached {
            value: Arc::clone(&value),
            used: clock,
        };
        self.others.insert(key, cached);
        Some(value)
    }

    /// The right word that a misspelt one most likely stands for. While the reader is typing (`live`) not everything
    /// need be learnt for that.
    pub(crate) fn correct(&mut self, catalog: &Catalog, word: &str, live: bool) -> Option<String> {
        if let Some(known) = self.corrections.get(word) {
            return known.clone();
        }
        let steps = if live { STEPS } else { usize::MAX };
        let complete = self.spelling.learn(catalog, steps);
        let right = self.spelling.correct(word);
        if complete {
            self.corrections.insert(word.to_owned(), right.clone());
        }
        right
    }

    /// Learns some more right words, ahead of need.
    pub(crate) fn learn(&mut self, catalog: &Catalog) {
        self.spelling.learn(catalog, 1);
    }

    /// Forgets all results, but neither the right words nor the threads: for measuring.
    pub fn forget(&mut self) {
        self.words.clear();
        self.letters.clear();
        self.others.clear();
        self.corrections.clear();
    }

    /// The articles of the catalog.
    pub(crate) fn everything(&mut self, catalog: &Catalog) -> Arc<Bits> {
        match &self.everything {
            Some((version, bits)) if *version == catalog.version() => Arc::clone(bits),
            _ => {
                let bits = Arc::new(catalog.present());
                self.everything = Some((catalog.version(), Arc::clone(&bits)));
                bits
            }
        }
    }
}

/// The beginnings of a word, the longest first, without itself.
fn shorter(word: &str) -> impl Iterator<Item = &str> {
    let ends: Vec<usize> = word
        .char_indices()
        .map(|(at, _)| at)
        .filter(|at| *at > 0)
        .collect();
    ends.into_iter().rev().filter_map(|end| word.get(..end))
}

/// The part of a set that belongs to a chunk; everything when there is no set.
pub(crate) fn block(bits: Option<&Bits>, chunk: usize) -> Block {
    let Some(bits) = bits else {
        return [u64::MAX; ROWS / 64];
    };
    let mut block = scan::NONE;
    let words = bits.words().iter().skip(chunk * (ROWS / 64));
    for (to, from) in block.iter_mut().zip(words) {
        *to = *from;
    }
    block
}

/// Drops the entries that were not used for longest.
fn trim<T>(cache: &mut HashMap<String, Cached<T>>, most: usize) {
    if cache.len() <= most {
        return;
    }
    let mut used: Vec<u64> = cache.values().map(|cached| cached.used).collect();
    used.sort_unstable();
    let limit = used.get(used.len() - most / 2).copied().unwrap_or(0);
    cache.retain(|_, cached| cached.used >= limit);
}
