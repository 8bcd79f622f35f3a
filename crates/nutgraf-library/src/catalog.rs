//! Owns: the in-memory columns that filtering runs on: titles, dates, sources, marks, actors.
//! Promises: a clone is a snapshot that later writes don't touch, and costs little; no IO, no clock.

pub mod actors;
pub mod bits;
pub(crate) mod chunk;
pub mod feeds;
pub(crate) mod intern;
mod marks;
pub(crate) mod mask;
mod order;
mod origins;
pub mod row;
mod titles;

use std::borrow::Cow;
use std::sync::Arc;

use roaring::RoaringBitmap;

use crate::catalog::actors::Actors;
use crate::catalog::bits::Bits;
use crate::catalog::chunk::{Chunk, Numbers, PRESENT, READ, ROWS, STARRED};
use crate::catalog::feeds::Feeds;
use crate::catalog::intern::Table;
use crate::catalog::row::{ActorNo, Row, RowActor};
use nutgraf_read::model::actor::Actor;
use nutgraf_read::model::headline::Marks;
use nutgraf_read::model::id::{ActorId, ArticleId};
use nutgraf_read::model::moment::Moment;

/// Ids at or above this are refused: the columns are laid out by id, and the library counts them from 1.
const MOST: u32 = 1 << 28;

/// How many articles there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All.
    pub articles: u32,
    /// Those that are not read.
    pub unread: u32,
    /// Those that are starred.
    pub starred: u32,
    /// Those that have arrived since the reader was here last, as far as that is known.
    pub new: u32,
}

/// The columns of all articles, in chunks by id.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    chunks: Vec<Arc<Chunk>>,
    actors: Actors,
    sources: Arc<Table>,
    bylines: Arc<Table>,
    languages: Arc<Table>,
    tags: Arc<Vec<(Arc<str>, Arc<RoaringBitmap>)>>,
    feeds: Feeds,
    /// Ids, the oldest first, as far as `settle` has sorted them.
    order: Arc<Vec<u32>>,
    /// Ids that `order` lacks.
    unsorted: Vec<u32>,
    /// A date has changed: `order` must be made anew.
    disordered: bool,
    counts: Counts,
    /// The last article that had arrived when the reader was here last.
    seen: Option<ArticleId>,
    /// What the reader's mutes match.
    muted: Arc<Bits>,
    /// Whether that is hidden from answers that don't ask for it.
    hides_muted: bool,
    version: u64,
    titles_version: u64,
    stories_version: u64,
    order_version: u64,
}

impl Catalog {
    /// An empty catalog.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in an actor, or new names of a known one, and returns its number.
    pub fn intern(&mut self, actor: &Actor) -> ActorNo {
        self.version += 1;
        self.actors.intern(actor)
    }

    /// Says anew what an actor is: name, kind and other names are those, whatever they were. `rename_all` ends a row of such
    /// changes.
    pub fn define(&mut self, actor: &Actor) {
        self.version += 1;
        self.actors.define(actor);
    }

    /// Takes an actor's names away: it is not found by them any more. `rename_all` ends a row of such changes.
    pub fn silence(&mut self, id: &ActorId) {
        self.version += 1;
        self.actors.silence(id);
    }

    /// Lets an identity lead to another actor.
    pub fn redirect(&mut self, id: &ActorId, to: &ActorId) {
        self.version += 1;
        self.actors.redirect(id, to);
    }

    /// Makes the names that actors are found by anew; a scan over all of them.
    pub fn rename_all(&mut self) {
        self.version += 1;
        self.actors.rename_all();
    }

    /// Takes in an article. One with the same id is replaced. Ascending ids are the cheapest order.
    pub fn push(&mut self, row: &Row) {
        self.extend(std::slice::from_ref(row));
    }

    /// Takes in many articles at once, in ascending order: what each actor is named in is then written in one go.
    pub fn extend(&mut self, rows: &[Row]) {
        let mut posts: Vec<(ActorNo, ArticleId)> = Vec::new();
        for row in rows {
            self.take_in(row, &mut posts);
        }
        self.actors.post(posts);
    }

    /// Everything of an article but what its actors are named in, which goes to `posts`.
    fn take_in(&mut self, row: &Row, posts: &mut Vec<(ActorNo, ArticleId)>) {
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
            // The same article may stand twice among those that come together.
            self.actors.post(std::mem::take(posts));
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
            self.actors.mention(actor);
            posts.push((actor.actor, row.id));
        }
        for tag in &row.marks.tags {
            self.set_tag(row.id, tag, true);
        }
        self.counts.articles += 1;
        self.counts.unread += u32::from(!row.marks.read);
        self.counts.starred += u32::from(row.marks.starred);
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
        self.feeds.remove(&gone);
        self.version += 1;
        self.titles_version += 1;
        self.order_version += 1;
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
        if number(chunk.stories()) != new.story {
            self.stories_version += 1;
        }
        Arc::make_mut(&mut self.sources).count_one(number(chunk.sources()), false);
        Arc::make_mut(&mut self.bylines).count_one(number(chunk.bylines()), false);
        let language = chunk.languages().get(slot).copied().unwrap_or(0);
        Arc::make_mut(&mut self.languages).count_one(u32::from(language), false);
        for actor in chunk.actors(slot) {
            self.actors.unpost(&actor, id);
        }
        for tag in self.marks(id).tags {
            self.set_tag(id, &tag, false);
        }
        let flags = chunk.flags(slot);
        self.counts.articles -= 1;
        self.counts.unread -= u32::from(flags & READ == 0);
        self.counts.starred -= u32::from(flags & STARRED != 0);
    }

    /// Says which was the last article that had arrived when the reader was here last; the filters `last` and `is:new` ask.
    pub fn set_seen(&mut self, last: Option<ArticleId>) {
        self.seen = last;
        self.version += 1;
    }

    /// Says what the reader's mutes match, and whether that is hidden from answers that don't ask for it.
    pub fn mute(&mut self, muted: Bits, hidden: bool) {
        self.muted = Arc::new(muted);
        self.hides_muted = hidden;
        self.version += 1;
    }

    /// Whether the article is here.
    pub fn has(&self, id: ArticleId) -> bool {
        self.flags(id) & PRESENT != 0
    }

    pub(crate) fn flags(&self, id: ArticleId) -> u8 {
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

    /// The same in seconds since 1970, `UNDATED` when it is not known.
    pub(crate) fn seconds(&self, id: ArticleId) -> i64 {
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

    /// The number of the story that an article belongs to: its own when nobody else tells of it.
    pub fn story(&self, id: ArticleId) -> u32 {
        self.shared_story(id).unwrap_or(id.0)
    }

    /// The number of the story that an article shares with others; `None` when nobody else tells of it.
    pub fn shared_story(&self, id: ArticleId) -> Option<u32> {
        let (chunk, slot) = self.chunk(id)?;
        let story = chunk.stories().get(slot).copied();
        story.filter(|story| *story != 0)
    }

    /// Says which story an article shares with others, by its number; 0 for none.
    pub fn set_story(&mut self, id: ArticleId, story: u32) {
        let (at, slot) = place(id);
        if !self.has(id) || self.shared_story(id).unwrap_or(0) == story {
            return;
        }
        self.version += 1;
        self.stories_version += 1;
        if let Some(chunk) = self.chunks.get_mut(at) {
            Arc::make_mut(chunk).put_story(slot, story);
        }
    }

    /// The number of the group of copies that an article belongs to; 0 for none.
    pub fn copies(&self, id: ArticleId) -> u32 {
        let found = self.chunk(id);
        let copies = found.and_then(|(chunk, slot)| chunk.copies().get(slot).copied());
        copies.unwrap_or(0)
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
            copies: chunk.copies().get(slot).copied().unwrap_or(0),
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

    /// How many articles there are.
    pub fn counts(&self) -> Counts {
        let first = self.seen.map_or(self.slots(), |seen| seen.0 as usize + 1);
        let chunks = self.chunks.iter().enumerate().skip(first / ROWS);
        let new = chunks.map(|(at, chunk)| {
            let flags = chunk
                .all_flags()
                .iter()
                .skip(first.saturating_sub(at * ROWS));
            flags.filter(|flags| **flags & PRESENT != 0).count()
        });
        Counts {
            new: u32::try_from(new.sum::<usize>()).unwrap_or(u32::MAX),
            ..self.counts
        }
    }

    /// Number of articles.
    pub fn articles(&self) -> u32 {
        self.counts.articles
    }

    /// The actors in the news.
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

    /// The last article that had arrived when the reader was here last; `None` when no earlier visit is known.
    pub fn seen(&self) -> Option<ArticleId> {
        self.seen
    }

    /// Whether an article has arrived since the reader was here last: ids are given in the order of arrival.
    pub fn is_new(&self, id: ArticleId) -> bool {
        self.seen.is_some_and(|seen| id > seen)
    }

    /// What the reader's mutes match, as far as was said; ids beyond its end are not among it.
    pub fn muted(&self) -> &Bits {
        &self.muted
    }

    /// Whether what is muted is hidden from answers that don't ask for it.
    pub fn hides_muted(&self) -> bool {
        self.hides_muted
    }

    /// Grows with every write.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Grows whenever `settle` has changed the order by date.
    pub fn order_version(&self) -> u64 {
        self.order_version
    }

    /// Grows whenever an article that was here belongs to another story.
    pub fn stories_version(&self) -> u64 {
        self.stories_version
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
