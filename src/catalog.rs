//! Owns: the in-memory columns that filtering runs on: titles, dates, sources, marks, actors.
//! May import: `model`.
//! Promises: a clone is a snapshot that later writes don't touch, and costs little; no IO, no clock.

pub mod actors;
pub mod bits;
pub mod chunk;
pub mod intern;
pub mod mask;
pub mod row;

use std::borrow::Cow;
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::catalog::actors::Actors;
use crate::catalog::bits::Bits;
use crate::catalog::chunk::{Chunk, Numbers, PRESENT, READ, ROWS, STARRED};
use crate::catalog::intern::Table;
use crate::catalog::row::{ActorNo, Row, RowActor};
use crate::model::actor::Actor;
use crate::model::headline::Marks;
use crate::model::id::ArticleId;
use crate::model::moment::Moment;

/// Ids at or above this are refused: the columns are laid out by id, and the library counts them from 1.
const MOST: u32 = 1 << 28;

/// The columns of all articles, in chunks by id.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    chunks: Vec<Arc<Chunk>>,
    actors: Actors,
    sources: Arc<Table>,
    bylines: Arc<Table>,
    languages: Arc<Table>,
    tags: Arc<Vec<(Arc<str>, Arc<RoaringBitmap>)>>,
    /// Ids, the oldest first, as far as `settle` has sorted them.
    order: Arc<Vec<u32>>,
    /// Ids that `order` lacks.
    unsorted: Vec<u32>,
    /// A date has changed: `order` must be made anew.
    disordered: bool,
    articles: u32,
    unread: u32,
    starred: u32,
    last_visit: Option<Moment>,
    version: u64,
    titles_version: u64,
}

impl Catalog {
    /// An empty catalog.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in an actor, or new names of a known one, and returns his number.
    pub fn intern(&mut self, actor: &Actor) -> ActorNo {
        self.version += 1;
        self.actors.intern(actor)
    }

    /// Takes in an article. One with the same id is replaced. Ascending ids are the cheapest order.
    pub fn push(&mut self, row: &Row) {
        if row.id.0 >= MOST {
            return;
        }
        self.version += 1;
        let (at, slot) = place(row.id);
        if self.chunks.len() <= at {
            self.chunks.resize_with(at + 1, Arc::default);
        }
        let known = self.has(row.id);
        if known {
            self.forget(row.id, row);
        } else {
            self.unsorted.push(row.id.0);
            self.titles_version += 1;
        }
        let numbers = Numbers {
            source: numbered(&mut self.sources, row.source.as_ref()),
            byline: numbered(&mut self.bylines, row.byline.as_ref()),
            language: u16::try_from(numbered(&mut self.languages, row.language.as_ref()))
                .unwrap_or(0),
        };
        let mut row = Cow::Borrowed(row);
        let all = self.actors.len();
        if row.actors.iter().any(|actor| actor.actor.0 as usize >= all) {
            row.to_mut()
                .actors
                .retain(|actor| (actor.actor.0 as usize) < all);
        }
        if let Some(chunk) = self.chunks.get_mut(at) {
            Arc::make_mut(chunk).put(slot, &row, numbers);
        }
        for actor in &row.actors {
            self.actors.post(actor.actor, row.id);
        }
        for tag in &row.marks.tags {
            self.set_tag(row.id, tag, true);
        }
        self.articles += 1;
        self.unread += u32::from(!row.marks.read);
        self.starred += u32::from(row.marks.starred);
    }

    /// Gives back the memory that the chunk of `id` keeps for more rows; call it when the chunk is as full as it will be.
    pub fn trim(&mut self, id: ArticleId) {
        if let Some(chunk) = self.chunks.get_mut(place(id).0) {
            Arc::make_mut(chunk).trim();
        }
    }

    /// Takes articles out: those that the library no longer has.
    pub fn remove(&mut self, ids: &[ArticleId]) {
        let mut gone = RoaringBitmap::new();
        for id in ids {
            let Some(row) = self.row(*id) else {
                continue;
            };
            self.forget(*id, &row);
            let (at, slot) = place(*id);
            if let Some(chunk) = self.chunks.get_mut(at) {
                Arc::make_mut(chunk).flag(slot, PRESENT, false);
            }
            gone.insert(id.0);
        }
        if gone.is_empty() {
            return;
        }
        self.version += 1;
        self.titles_version += 1;
        Arc::make_mut(&mut self.order).retain(|id| !gone.contains(*id));
        self.unsorted.retain(|id| !gone.contains(*id));
    }

    /// Takes a known article's traces out of the tables, before its new row is written.
    fn forget(&mut self, id: ArticleId, new: &Row) {
        let (at, slot) = place(id);
        let Some(chunk) = self.chunks.get(at).map(Arc::clone) else {
            return;
        };
        if chunk.date(slot) != new.published {
            self.disordered = true;
        }
        if chunk.title(slot) != &*new.title {
            self.titles_version += 1;
        }
        let number = |column: &[u32]| column.get(slot).copied().unwrap_or(0);
        Arc::make_mut(&mut self.sources).count_one(number(chunk.sources()), false);
        Arc::make_mut(&mut self.bylines).count_one(number(chunk.bylines()), false);
        let language = chunk.languages().get(slot).copied().unwrap_or(0);
        Arc::make_mut(&mut self.languages).count_one(u32::from(language), false);
        for actor in chunk.actors(slot) {
            self.actors.unpost(actor.actor, id);
        }
        for tag in self.marks(id).tags {
            self.set_tag(id, &tag, false);
        }
        let flags = chunk.flags(slot);
        self.articles -= 1;
        self.unread -= u32::from(flags & READ == 0);
        self.starred -= u32::from(flags & STARRED != 0);
    }

    /// Marks an article read or unread.
    pub fn set_read(&mut self, id: ArticleId, on: bool) {
        if self.set_flag(id, READ, on) {
            self.unread = if on { self.unread - 1 } else { self.unread + 1 };
        }
    }

    /// Stars or unstars an article.
    pub fn set_starred(&mut self, id: ArticleId, on: bool) {
        if self.set_flag(id, STARRED, on) {
            self.starred = if on {
                self.starred + 1
            } else {
                self.starred - 1
            };
        }
    }

    fn set_flag(&mut self, id: ArticleId, flag: u8, on: bool) -> bool {
        let (at, slot) = place(id);
        let holds = self.flags(id) & flag != 0;
        if !self.has(id) || holds == on {
            return false;
        }
        self.version += 1;
        self.chunks
            .get_mut(at)
            .is_some_and(|chunk| Arc::make_mut(chunk).flag(slot, flag, on))
    }

    /// Gives an article a tag or takes it away.
    pub fn set_tag(&mut self, id: ArticleId, tag: &Arc<str>, on: bool) {
        self.version += 1;
        let tags = Arc::make_mut(&mut self.tags);
        let at = match tags.iter().position(|(name, _)| name == tag) {
            Some(at) => at,
            None if !on => return,
            None => {
                tags.push((Arc::clone(tag), Arc::default()));
                tags.len() - 1
            }
        };
        if let Some((_, articles)) = tags.get_mut(at) {
            let articles = Arc::make_mut(articles);
            if on {
                articles.insert(id.0);
            } else {
                articles.remove(id.0);
            }
        }
    }

    /// Says when the reader was here last; the filter `last` asks.
    pub fn set_last_visit(&mut self, at: Option<Moment>) {
        self.last_visit = at;
        self.version += 1;
    }

    /// Brings the order by date up to date. Cheap when articles came in about their order; call it after a batch,
    /// before the clone that is handed on.
    pub fn settle(&mut self) {
        if let Cow::Owned(order) = self.sorted() {
            self.order = Arc::new(order);
            self.unsorted = Vec::new();
            self.disordered = false;
        }
    }

    /// Settles, and hands out a snapshot.
    pub fn snapshot(&mut self) -> Arc<Self> {
        self.settle();
        Arc::new(self.clone())
    }

    fn sorted(&self) -> Cow<'_, [u32]> {
        if self.unsorted.is_empty() && !self.disordered {
            return Cow::Borrowed(&self.order);
        }
        let mut fresh: Vec<(i64, u32)> = Vec::new();
        let key = |id: u32| (self.seconds(ArticleId(id)), id);
        let known: &[u32] = if self.disordered { &self.order } else { &[] };
        let ids = self.unsorted.iter().chain(known).copied();
        fresh.extend(ids.filter(|id| self.has(ArticleId(*id))).map(key));
        fresh.sort_unstable();
        fresh.dedup();
        let fresh_ids = fresh.iter().map(|(_, id)| *id);
        let old: &[u32] = if self.disordered { &[] } else { &self.order };
        let (Some(first), Some(last)) = (fresh.first(), fresh.last()) else {
            return Cow::Owned(old.to_vec());
        };
        let from = old.partition_point(|id| key(*id) < *first);
        let to = old.partition_point(|id| key(*id) < *last);
        let mut order = Vec::with_capacity(old.len() + fresh.len());
        order.extend_from_slice(old.get(..from).unwrap_or(&[]));
        let mut middle = old.get(from..to).unwrap_or(&[]).iter().copied().peekable();
        for (id, at) in fresh_ids.zip(&fresh) {
            while let Some(other) = middle.next_if(|other| key(*other) < *at) {
                order.push(other);
            }
            order.push(id);
        }
        order.extend(middle);
        order.extend_from_slice(old.get(to..).unwrap_or(&[]));
        Cow::Owned(order)
    }

    /// All articles, the newest first, those without a date last; of equal dates the higher id first.
    pub fn newest(&self) -> impl Iterator<Item = ArticleId> + '_ {
        let order = self.sorted();
        (0..order.len())
            .rev()
            .filter_map(move |at| order.get(at).copied().map(ArticleId))
    }

    /// The same order the other way round, as one slice; sorted on the spot when `settle` was forgotten.
    pub fn oldest(&self) -> Cow<'_, [u32]> {
        self.sorted()
    }

    /// Whether the article is here.
    pub fn has(&self, id: ArticleId) -> bool {
        self.flags(id) & PRESENT != 0
    }

    fn flags(&self, id: ArticleId) -> u8 {
        self.chunk(id).map_or(0, |(chunk, slot)| chunk.flags(slot))
    }

    /// The chunk that holds an id, and the slot in it.
    pub fn chunk(&self, id: ArticleId) -> Option<(&Chunk, usize)> {
        let (at, slot) = place(id);
        self.chunks.get(at).map(|chunk| (&**chunk, slot))
    }

    /// The chunks; chunk `n` holds the ids from `n * 4096`.
    pub fn chunks(&self) -> &[Arc<Chunk>] {
        &self.chunks
    }

    /// One past the highest id that can be here.
    pub fn slots(&self) -> usize {
        self.chunks.len() * ROWS
    }

    /// The headline of an article; empty when it is not here.
    pub fn title(&self, id: ArticleId) -> &str {
        self.chunk(id).map_or("", |(chunk, slot)| chunk.title(slot))
    }

    /// The folded headline of an article.
    pub fn folded(&self, id: ArticleId) -> &str {
        self.chunk(id)
            .map_or("", |(chunk, slot)| chunk.folded(slot))
    }

    /// When an article was published.
    pub fn date(&self, id: ArticleId) -> Option<Moment> {
        self.chunk(id).and_then(|(chunk, slot)| chunk.date(slot))
    }

    fn seconds(&self, id: ArticleId) -> i64 {
        self.date(id).map_or(chunk::UNDATED, |at| at.0)
    }

    /// Read, starred and tags of an article.
    pub fn marks(&self, id: ArticleId) -> Marks {
        let flags = self.flags(id);
        let tags = self
            .tags
            .iter()
            .filter(|(_, articles)| articles.contains(id.0));
        let mut tags: Vec<Arc<str>> = tags.map(|(name, _)| Arc::clone(name)).collect();
        tags.sort();
        Marks {
            read: flags & READ != 0,
            starred: flags & STARRED != 0,
            tags,
        }
    }

    /// The actors of an article, the most salient first.
    pub fn cast(&self, id: ArticleId) -> impl Iterator<Item = RowActor> + '_ {
        self.chunk(id)
            .into_iter()
            .flat_map(|(chunk, slot)| chunk.actors(slot))
    }

    /// The whole row of an article, as it was pushed.
    pub fn row(&self, id: ArticleId) -> Option<Row> {
        let (chunk, slot) = self.chunk(id).filter(|_| self.has(id))?;
        let name = |table: &Table, number: u32| table.name(number).map(Arc::clone);
        let language = chunk.languages().get(slot).copied().unwrap_or(0);
        Some(Row {
            id,
            title: Arc::from(chunk.title(slot)),
            published: chunk.date(slot),
            source: name(
                &self.sources,
                chunk.sources().get(slot).copied().unwrap_or(0),
            ),
            byline: name(
                &self.bylines,
                chunk.bylines().get(slot).copied().unwrap_or(0),
            ),
            language: name(&self.languages, u32::from(language)),
            words: chunk.words(slot),
            story: chunk.stories().get(slot).copied().unwrap_or(0),
            marks: self.marks(id),
            actors: chunk.actors(slot).collect(),
        })
    }

    /// The articles here, as bits.
    pub fn present(&self) -> Bits {
        let mut bits = Bits::empty(self.slots());
        for (chunk, words) in self
            .chunks
            .iter()
            .zip(bits.words_mut().chunks_mut(ROWS / 64))
        {
            for (flags, word) in chunk.all_flags().chunks(64).zip(words) {
                *word = flags
                    .iter()
                    .rev()
                    .fold(0, |word, flags| word << 1 | u64::from(flags & PRESENT));
            }
        }
        bits
    }

    /// Number of articles.
    pub fn articles(&self) -> u32 {
        self.articles
    }

    /// Number of unread articles.
    pub fn unread(&self) -> u32 {
        self.unread
    }

    /// Number of starred articles.
    pub fn starred(&self) -> u32 {
        self.starred
    }

    /// Who is in the news.
    pub fn actors(&self) -> &Actors {
        &self.actors
    }

    /// The publishers.
    pub fn sources(&self) -> &Table {
        &self.sources
    }

    /// The author lines.
    pub fn bylines(&self) -> &Table {
        &self.bylines
    }

    /// The languages.
    pub fn languages(&self) -> &Table {
        &self.languages
    }

    /// The tags and their articles, in order of first use.
    pub fn tags(&self) -> &[(Arc<str>, Arc<RoaringBitmap>)] {
        &self.tags
    }

    /// When the reader was here last.
    pub fn last_visit(&self) -> Option<Moment> {
        self.last_visit
    }

    /// Grows with every write.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Grows with every write of a title; what was found in titles before holds as long as it stays.
    pub fn titles_version(&self) -> u64 {
        self.titles_version
    }
}

fn place(id: ArticleId) -> (usize, usize) {
    (id.0 as usize / ROWS, id.0 as usize % ROWS)
}

fn numbered(table: &mut Arc<Table>, name: Option<&Arc<str>>) -> u32 {
    if name.is_none() {
        return 0;
    }
    let table = Arc::make_mut(table);
    let number = table.number(name);
    table.count_one(number, true);
    number
}

#[cfg(test)]
mod tests;
