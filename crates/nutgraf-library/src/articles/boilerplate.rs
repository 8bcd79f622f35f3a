//! Owns: learning, over all that is stored, which paragraphs a source puts under many of its articles.
//! Promises: costs some look-ups in memory for a paragraph that is met for the first time; memory and rows are bounded; which
//! articles have to be cleaned is written down in the transaction that finds it out.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use crate::articles::store::stored;
use nutgraf_read::model::article::Article;
use nutgraf_read::text::boilerplate::{self, STORIES, Source, Verdict, Witness};

/// The paragraphs of so many of the latest articles are remembered: some months of a hundred sources.
const REMEMBERED: u32 = 60_000;
/// So many marks of boilerplate are kept; those learnt first go first.
const MOST_LEARNT: i64 = 100_000;
/// A paragraph that came again within so many articles of all sources comes often.
const OFTEN: u32 = 1_000;
/// So many articles are kept at hand to be compared.
const MOST_WITNESSES: usize = 512;

/// One place of the table for each article that a paragraph has met before it is looked at.
const WITNESSES: usize = STORIES - 1;
/// Slots that a paragraph may stand in, and how many times so many there are: ten megabytes, touched as they fill.
const WAYS: usize = 4;
const SETS: usize = 1 << 17;
/// Stands in the place of articles where a paragraph was found to belong to its stories.
const STORY: [u32; WITNESSES] = [u32::MAX; WITNESSES];

/// A paragraph of a source, and the articles that have it, as many as are known; the newest last.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    mark: u32,
    articles: [u32; WITNESSES],
}

impl Slot {
    fn count(&self) -> usize {
        self.articles.iter().filter(|id| **id > 0).count()
    }

    fn newest(&self) -> u32 {
        self.articles.iter().copied().max().unwrap_or(0)
    }
}

/// What the writer knows of the paragraphs of the articles stored last.
#[derive(Debug, Default)]
pub(crate) struct Boilerplate {
    table: Vec<[Slot; WAYS]>,
    /// Articles up to this one are in the table; `None`: nothing was read yet.
    known: Option<u32>,
    learnt: HashSet<u64>,
    /// Learnt in this transaction.
    fresh: HashSet<u32>,
    /// Another program may have stored or learnt more.
    outdated: bool,
    witnesses: HashMap<u32, Arc<Witness>>,
}

impl Boilerplate {
    /// Looks at the library again before the next article.
    pub(crate) fn forget(&mut self) {
        self.outdated = true;
        self.fresh.clear();
        self.witnesses.clear();
    }

    /// Whether the mark is one of boilerplate.
    pub(crate) fn knows(&self, mark: u64) -> bool {
        self.learnt.contains(&mark)
    }

    /// Takes in the paragraphs of an article that was stored under `id`, and notes whether it has to be cleaned.
    pub(crate) fn note(
        &mut self,
        connection: &Connection,
        id: u32,
        article: &Article,
    ) -> rusqlite::Result<()> {
        self.load(connection)?;
        let source = Source::of(article);
        let mut marks = source.marks(&article.blocks, &article.text);
        self.witnesses.remove(&id);
        let gone = boilerplate::gone(&marks, |mark| self.knows(mark));
        let needs_cleaning = if gone.is_empty() {
            "DELETE FROM unclean WHERE article = ?1"
        } else {
            "INSERT OR IGNORE INTO unclean (article) VALUES (?1)"
        };
        connection.prepare_cached(needs_cleaning)?.execute([id])?;
        marks.sort_unstable();
        marks.dedup();
        let fresh = marks.into_iter().flatten().filter(|m| !self.knows(*m));
        let fresh: Vec<u64> = fresh.collect();
        let bytes: Vec<u8> = fresh
            .iter()
            .flat_map(|mark| short(*mark).to_le_bytes())
            .collect();
        connection
            .prepare_cached("INSERT OR REPLACE INTO paragraphs (article, marks) VALUES (?1, ?2)")?
            .execute((id, bytes))?;
        for mark in fresh {
            if let Some(articles) = self.enter(short(mark), id) {
                self.judge(connection, mark, &articles, id)?;
            }
        }
        Ok(())
    }

    /// An article stays as it is: what was noted of an earlier form is forgotten.
    pub(crate) fn leave(&mut self, connection: &Connection, id: u32) -> rusqlite::Result<()> {
        self.witnesses.remove(&id);
        for forget in [
            "DELETE FROM unclean WHERE article = ?1",
            "DELETE FROM paragraphs WHERE article = ?1",
        ] {
            connection.prepare_cached(forget)?.execute([id])?;
        }
        Ok(())
    }

    /// Writes down which stored articles have what this transaction has learnt, and forgets the oldest.
    pub(crate) fn settle(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.witnesses.clear();
        if !self.fresh.is_empty() {
            let mut unclean = Vec::new();
            let mut statement =
                connection.prepare_cached("SELECT article, marks FROM paragraphs")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (marks, _) = row.get_ref(1)?.as_blob()?.as_chunks::<4>();
                let mut marks = marks.iter().map(|mark| u32::from_le_bytes(*mark));
                if marks.any(|mark| self.fresh.contains(&mark)) {
                    unclean.push(row.get::<_, u32>(0)?);
                }
            }
            let mut insert =
                connection.prepare_cached("INSERT OR IGNORE INTO unclean (article) VALUES (?1)")?;
            for id in unclean {
                insert.execute([id])?;
            }
            self.fresh.clear();
        }
        if let Some(known) = self.known {
            connection
                .prepare_cached("DELETE FROM paragraphs WHERE article <= ?1")?
                .execute([known.saturating_sub(REMEMBERED)])?;
        }
        Ok(())
    }

    /// Reads what was stored and learnt before this program, or beside it.
    pub(crate) fn load(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if self.known.is_some() && !self.outdated {
            return Ok(());
        }
        if self.table.is_empty() {
            self.table = vec![[Slot::default(); WAYS]; SETS];
        }
        self.learnt = connection
            .prepare_cached("SELECT mark FROM boilerplate")?
            .query_map([], |row| row.get(0).map(i64::cast_unsigned))?
            .collect::<rusqlite::Result<_>>()?;
        let mut statement = connection.prepare_cached(
            "SELECT article, marks FROM paragraphs WHERE article > ?1 ORDER BY article",
        )?;
        let mut rows = statement.query([self.known.unwrap_or(0)])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            let (marks, _) = row.get_ref(1)?.as_blob()?.as_chunks::<4>();
            for mark in marks {
                self.enter(u32::from_le_bytes(*mark), id);
            }
            self.known = Some(id);
        }
        self.known = Some(self.known.unwrap_or(0));
        self.outdated = false;
        Ok(())
    }

    /// Notes that an article has a paragraph. Answers the articles before it once it stands in enough to be looked at.
    fn enter(&mut self, mark: u32, id: u32) -> Option<[u32; WITNESSES]> {
        self.known = self.known.max(Some(id));
        let set = self.table.get_mut(place(mark))?;
        // What was met once goes before what was met more often, and the older before the newer.
        let slot = set
            .iter_mut()
            .min_by_key(|slot| (slot.mark != mark, slot.count(), slot.newest()))?;
        if slot.mark != mark {
            *slot = Slot {
                mark,
                ..Slot::default()
            };
        }
        if slot.articles == STORY || slot.articles.contains(&id) {
            return None;
        }
        match slot.articles.iter_mut().find(|other| **other == 0) {
            Some(free) => {
                *free = id;
                None
            }
            None => Some(slot.articles),
        }
    }

    /// Whether several articles have the paragraph, as far as is remembered.
    fn is_common(&self, mark: u64) -> bool {
        if self.knows(mark) {
            return true;
        }
        let set = self.table.get(place(short(mark))).into_iter().flatten();
        set.filter(|slot| slot.mark == short(mark))
            .any(|slot| slot.count() > 2)
    }

    /// Decides over a paragraph that stands in `articles` and in `id`.
    fn judge(
        &mut self,
        connection: &Connection,
        mark: u64,
        articles: &[u32; WITNESSES],
        id: u32,
    ) -> rusqlite::Result<()> {
        let mut stories: Vec<(u32, Arc<Witness>)> = Vec::with_capacity(STORIES);
        for article in [id].into_iter().chain(articles.iter().rev().copied()) {
            let Some(witness) = self.witness(connection, article)? else {
                continue;
            };
            let known = stories
                .iter()
                .any(|(_, other)| other.is_same_story(&witness));
            if !known && witness.has(mark) {
                stories.push((article, witness));
            }
        }
        let witnesses: Vec<&Witness> = stories.iter().map(|(_, witness)| &**witness).collect();
        let first = articles.iter().copied().min().unwrap_or(0);
        let often = id.abs_diff(first) <= OFTEN;
        let mut kept = [0; WITNESSES];
        match boilerplate::verdict(mark, &witnesses, &|mark| self.is_common(mark), often) {
            Verdict::Boilerplate => self.learn(connection, mark)?,
            Verdict::Story => kept = STORY,
            // Prints of one story count once: the newest stands for it.
            Verdict::Open => {
                for (place, (article, _)) in kept.iter_mut().zip(&stories) {
                    *place = *article;
                }
            }
        }
        let set = self.table.get_mut(place(short(mark))).into_iter().flatten();
        for slot in set.filter(|slot| slot.mark == short(mark)) {
            slot.articles = kept;
        }
        Ok(())
    }

    fn learn(&mut self, connection: &Connection, mark: u64) -> rusqlite::Result<()> {
        let stored: Option<i64> = connection
            .prepare_cached("INSERT OR IGNORE INTO boilerplate (mark) VALUES (?1) RETURNING id")?
            .query_row([mark.cast_signed()], |row| row.get(0))
            .optional()?;
        if let Some(row) = stored {
            connection
                .prepare_cached("DELETE FROM boilerplate WHERE id <= ?1")?
                .execute([row - MOST_LEARNT])?;
        }
        self.learnt.insert(mark);
        self.fresh.insert(short(mark));
        Ok(())
    }

    fn witness(
        &mut self,
        connection: &Connection,
        id: u32,
    ) -> rusqlite::Result<Option<Arc<Witness>>> {
        if let Some(known) = self.witnesses.get(&id) {
            return Ok(Some(Arc::clone(known)));
        }
        let Some(article) = stored::article(connection, id)? else {
            return Ok(None);
        };
        if self.witnesses.len() >= MOST_WITNESSES {
            self.witnesses.clear();
        }
        let witness = Arc::new(Witness::new(&article));
        self.witnesses.insert(id, Arc::clone(&witness));
        Ok(Some(witness))
    }
}

/// The part of a mark that is remembered.
fn short(mark: u64) -> u32 {
    u32::try_from(mark & u64::from(u32::MAX))
        .unwrap_or(0)
        .max(1)
}

fn place(mark: u32) -> usize {
    let spread = u64::from(mark).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    usize::try_from(spread).unwrap_or(0) % SETS
}

#[cfg(test)]
mod tests;
