//! Owns: `SearchCache`, what one search leaves behind for the next: results of words, so that typing on and taking back is
//! quick; the words of titles, for putting spelling right; the threads that search.
//! Promises: never changes an answer, only how long it takes (and, while the reader is typing, how soon spelling is put
//! right).

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::bits::Bits;
use crate::catalog::chunk::{Chunk, PRESENT, ROWS};
use crate::filter::search::scan::{self, Block, Needle};
use crate::filter::search::spelling::Spelling;
use nutgraf_read::model::id::ArticleId;

/// Catalogs with fewer chunks are searched by the calling thread alone.
const FEW_CHUNKS: usize = 8;
/// Results of words weigh no more than this many bytes together.
const HEAVIEST: usize = 12 * 1024 * 1024;
/// So many steps of learning words a typed character may cost.
const STEPS: usize = 3;
/// More threads than this gain nothing: the titles come through one memory.
const THREADS: usize = 4;

/// Results under their keys, with the time of their last use.
#[derive(Debug, Default)]
struct Results(HashMap<String, (Arc<Bits>, u64)>);

impl Results {
    fn peek(&self, key: &str) -> Option<Arc<Bits>> {
        self.0.get(key).map(|(value, _)| Arc::clone(value))
    }

    fn take(&mut self, key: &str, now: u64) -> Option<Arc<Bits>> {
        let (value, used) = self.0.get_mut(key)?;
        *used = now;
        Some(Arc::clone(value))
    }

    fn put(&mut self, key: &str, value: Arc<Bits>, now: u64) {
        self.0.insert(key.to_owned(), (value, now));
    }

    /// Drops the entries that were not used for longest.
    fn trim(&mut self, most: usize) {
        if self.0.len() <= most {
            return;
        }
        let mut used: Vec<u64> = self.0.values().map(|(_, used)| *used).collect();
        used.sort_unstable();
        let limit = used.get(used.len() - most / 2).copied().unwrap_or(0);
        self.0.retain(|_, (_, used)| *used >= limit);
    }
}

/// Which results.
#[derive(Clone, Copy, Debug)]
enum ResultKind {
    Words,
    Others,
}

/// Rows without further copies.
#[derive(Clone, Debug)]
pub(crate) struct WithoutCopies {
    /// What is left.
    pub(crate) rows: Arc<[ArticleId]>,
    /// How many of them stand above the rule.
    pub(crate) exact_until: usize,
    /// Unread rows above the rule that were left out.
    pub(crate) unread: u32,
}

/// What a search leaves behind for the next one. One per thread that searches.
#[derive(Debug, Default)]
pub struct SearchCache {
    titles: u64,
    slots: usize,
    clock: u64,
    words: Results,
    others: Results,
    corrections: HashMap<String, Option<String>>,
    spelling: Spelling,
    everything: Option<(u64, Arc<Bits>)>,
    /// The rows of everything that is shown, and of which set.
    newest: Option<(u64, Arc<Bits>, Arc<[ArticleId]>)>,
    /// The articles that have copies, and of which catalog.
    with_copies: Option<(u64, Arc<Bits>)>,
    /// The last rows that were rid of copies, and what was left of them.
    without_copies: Option<(u64, Arc<[ArticleId]>, Option<WithoutCopies>)>,
    pool: Option<rayon::ThreadPool>,
    pool_tried: bool,
}

impl SearchCache {
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
            self.forget();
        }
        let bits = self.slots / 8;
        let most = (HEAVIEST / bits.max(1)).clamp(8, 512);
        self.words.trim(most / 2);
        self.others.trim(most / 2);
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
        // What holds the word holds its beginning; a beginning of one or two letters was not looked for inside words.
        let within = shorter(word)
            .filter(|shorter| scan::matches_inside(shorter))
            .find_map(|shorter| self.words.peek(shorter));
        let needle = Needle::new(word);
        self.cached(ResultKind::Words, word, |cache| {
            let [found] = cache.over_chunks(catalog, stop, |at, chunk| {
                [needle.hits(chunk, &block(within.as_deref(), at))]
            })?;
            Some(found)
        })
    }

    /// The titles that pass a test over a chunk, kept under `key`. What passes a key that goes on passed its beginnings.
    pub(crate) fn titles(
        &mut self,
        catalog: &Catalog,
        (key, goes_on): (&str, bool),
        stop: &(dyn Fn() -> bool + Sync),
        test: impl Fn(&Chunk, &Block) -> Block + Sync,
    ) -> Option<Arc<Bits>> {
        let within = shorter(key)
            .filter(|_| goes_on)
            .find_map(|shorter| self.others.peek(shorter));
        self.cached(ResultKind::Others, key, |cache| {
            let [found] = cache.over_chunks(catalog, stop, |at, chunk| {
                let mut present = scan::column(chunk.all_flags(), |flags| flags & PRESENT != 0);
                if let Some(within) = &within {
                    let within = block(Some(within), at);
                    present
                        .iter_mut()
                        .zip(within)
                        .for_each(|(word, with)| *word &= with);
                }
                [test(chunk, &present)]
            })?;
            Some(found)
        })
    }

    /// What is kept under a key, or else what `make` makes.
    fn cached(
        &mut self,
        which: ResultKind,
        key: &str,
        make: impl FnOnce(&mut Self) -> Option<Bits>,
    ) -> Option<Arc<Bits>> {
        let clock = self.clock;
        if let Some(known) = self.results(which).take(key, clock) {
            return Some(known);
        }
        let bits = Arc::new(make(self)?);
        self.results(which).put(key, Arc::clone(&bits), clock);
        Some(bits)
    }

    fn results(&mut self, which: ResultKind) -> &mut Results {
        match which {
            ResultKind::Words => &mut self.words,
            ResultKind::Others => &mut self.others,
        }
    }

    /// The right word that a misspelt one most likely stands for. While the reader is typing (`live`) not everything
    /// need be learnt for that.
    pub(crate) fn correct(&mut self, catalog: &Catalog, word: &str, live: bool) -> Option<String> {
        if let Some(known) = self.corrections.get(word) {
            return known.clone();
        }
        let complete = self.learn_for(catalog, live);
        let right = self.spelling.correct(word);
        if complete {
            self.corrections.insert(word.to_owned(), right.clone());
        }
        right
    }

    /// Learns right words because one is sought: some while the reader is typing (`live`), all otherwise. Says whether all
    /// are known.
    pub(crate) fn learn_for(&mut self, catalog: &Catalog, live: bool) -> bool {
        let steps = if live { STEPS } else { usize::MAX };
        self.spelling.learn(catalog, steps)
    }

    /// Whether a folded word is among the right ones learnt.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.spelling.knows(word)
    }

    /// Whether a word that something holds is a slip for the right one all the same, by all that was learnt.
    pub(crate) fn is_slip(&self, word: &str, right: &str) -> bool {
        self.spelling.is_slip(word, right)
    }

    /// Learns some more right words, ahead of need, in about a millisecond; says whether all are known now.
    pub fn learn(&mut self, catalog: &Catalog) -> bool {
        self.spelling.learn(catalog, 1)
    }

    /// Forgets all results, but neither the right words nor the threads: for measuring.
    pub fn forget(&mut self) {
        self.words.0.clear();
        self.others.0.clear();
        self.corrections.clear();
    }

    /// The rows of a whole set by date, made when it is another than the last time.
    pub(crate) fn newest(
        &mut self,
        catalog: &Catalog,
        set: &Arc<Bits>,
        make: impl FnOnce() -> Arc<[ArticleId]>,
    ) -> Arc<[ArticleId]> {
        match &self.newest {
            Some((version, of, rows)) if *version == catalog.order_version() && of == set => {
                Arc::clone(rows)
            }
            _ => {
                let rows = make();
                self.newest = Some((catalog.order_version(), Arc::clone(set), Arc::clone(&rows)));
                rows
            }
        }
    }

    /// The articles that have copies.
    pub(crate) fn with_copies(&mut self, catalog: &Catalog) -> Arc<Bits> {
        match &self.with_copies {
            Some((version, bits)) if *version == catalog.version() => Arc::clone(bits),
            _ => {
                let bits = Arc::new(with_copies_of(catalog));
                self.with_copies = Some((catalog.version(), Arc::clone(&bits)));
                bits
            }
        }
    }

    /// Rows without copies, made anew when these are not the rows of the last time.
    pub(crate) fn without_copies(
        &mut self,
        catalog: &Catalog,
        rows: &Arc<[ArticleId]>,
        make: impl FnOnce() -> Option<WithoutCopies>,
    ) -> Option<WithoutCopies> {
        match &self.without_copies {
            Some((version, of, without_copies))
                if *version == catalog.version() && Arc::ptr_eq(of, rows) =>
            {
                without_copies.clone()
            }
            _ => {
                let without_copies = make();
                self.without_copies =
                    Some((catalog.version(), Arc::clone(rows), without_copies.clone()));
                without_copies
            }
        }
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

/// The articles that have copies.
fn with_copies_of(catalog: &Catalog) -> Bits {
    let words = catalog
        .chunks()
        .iter()
        .flat_map(|chunk| scan::column(chunk.copies(), |copies| copies != 0));
    Bits::from_words(words.collect())
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
