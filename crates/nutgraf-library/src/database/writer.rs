//! Owns: `Writer`, the one way to change a library.
//! Promises: `apply` is one transaction: all of its changes are stored when it answers, or none.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::actors::corrections::CorrectionsFile;
use crate::actors::undo;
use crate::articles::briefs;
use crate::articles::catch_up;
use crate::articles::copies;
use crate::articles::links::{self, LinksFile};
use crate::articles::marks::{self, Mark};
use crate::articles::placing::{self, Placed};
use crate::articles::retellings;
use crate::articles::retention;
use crate::articles::store::{self, Learns, Outcome};
use crate::database::changes::{self, Written};
use crate::database::connect::{self, Place};
use crate::database::writer_cache::WriterCache;
use crate::error::LibraryError;
use crate::feeds::{entries, standing};
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::change::{Change, FeedChange};
use nutgraf_read::model::id::ArticleId;

const WRITING: &str = "cannot write to the library";

/// What became of the entries of a feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fed {
    /// Articles that were not there before.
    pub new: u32,
    /// Articles that are different now.
    pub updated: u32,
}

/// What a batch of changes did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Articles that were not there before.
    pub new: u32,
    /// Articles that were there and are different now.
    pub updated: u32,
    /// Articles that were there exactly so.
    pub same: u32,
    /// The articles of all changes: of `Put` the stored rows in order, of marks those that really changed;
    /// then those of whose stories copies were stored.
    pub touched: Vec<ArticleId>,
    /// What was taken back, in words: `3 articles are unread again`. With `Change::Undo` and `None` there was nothing
    /// to take back.
    pub undone: Option<String>,
    /// What became of entries, by the address of their feed.
    pub fed: BTreeMap<Arc<str>, Fed>,
    /// Whether actors are shown otherwise now, by a correction or one that was taken back.
    pub corrected: bool,
    /// Whether other articles are said to be one story, or not to be.
    pub linked: bool,
    /// Under which numbers other programs, and those that watch for them, see it.
    pub written: Written,
}

impl Applied {
    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::New => self.new += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Same => self.same += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.new += other.new;
        self.updated += other.updated;
        self.same += other.same;
        self.touched.extend(other.touched);
        self.undone = other.undone.or(self.undone.take());
        self.corrected |= other.corrected;
        self.linked |= other.linked;
        for (feed, fed) in other.fed {
            let own = self.fed.entry(feed).or_default();
            own.new += fed.new;
            own.updated += fed.updated;
        }
    }
}

/// Changes a library. One per process; other processes have their own and take turns.
#[derive(Debug)]
pub struct Writer {
    connection: Connection,
    place: Place,
    cache: WriterCache,
    /// SQLite's number that changes when another connection wrote.
    seen: i64,
    corrections: Arc<CorrectionsFile>,
    links: Arc<LinksFile>,
}

impl Writer {
    /// Over a connection that may write.
    pub fn new(connection: Connection, place: Place) -> Self {
        Self {
            connection,
            place,
            cache: WriterCache::default(),
            seen: 0,
            corrections: Arc::default(),
            links: Arc::default(),
        }
    }

    /// The same, keeping the reader's corrections and links there.
    pub(crate) fn correcting(
        mut self,
        corrections: Arc<CorrectionsFile>,
        links: Arc<LinksFile>,
    ) -> Self {
        self.corrections = corrections;
        self.links = links;
        self
    }

    /// Carries out changes in one transaction, in order. On an error none of them was made. Corrections of actors live in a
    /// file of their own: they are carried out each for itself.
    pub fn apply(&mut self, changes: &[Change]) -> Result<Applied, LibraryError> {
        match changes {
            [change @ (Change::Correct(_) | Change::Link(_) | Change::Undo)] => {
                if let Some(applied) = self.correct(change)? {
                    return Ok(applied);
                }
            }
            many if many
                .iter()
                .any(|c| matches!(c, Change::Correct(_) | Change::Link(_))) =>
            {
                let mut all = Applied::default();
                for change in many {
                    all.add(self.apply(std::slice::from_ref(change))?);
                }
                return Ok(all);
            }
            _ => {}
        }
        let applied = self.apply_all(changes);
        if applied.is_err() {
            // What was remembered may have been rolled back.
            self.cache.forget();
        }
        applied.map_err(self.place.failed(WRITING))
    }

    /// Changes a file of the reader's (actors corrected, stories linked), or takes such a change back; `None` when the last
    /// change was not one.
    fn correct(&mut self, change: &Change) -> Result<Option<Applied>, LibraryError> {
        let corrections = Arc::clone(&self.corrections);
        let failed = self.place.clone();
        let failed = failed.failed(WRITING);
        let transaction = begin(&mut self.connection, &mut self.cache, &mut self.seen)
            .map_err(self.place.failed(WRITING))?;
        if let Change::Correct(correction) = change {
            return Ok(Some(Applied {
                corrected: undo::correct(transaction, &corrections, correction, failed)?,
                ..Applied::default()
            }));
        }
        let links = Arc::clone(&self.links);
        if let Change::Link(linking) = change {
            return Ok(Some(Applied {
                linked: links::link(transaction, &links, linking, failed)?,
                ..Applied::default()
            }));
        }
        if let Some(words) = undo::undo(transaction, &corrections, &failed)? {
            return Ok(Some(Applied {
                undone: Some(words),
                corrected: true,
                ..Applied::default()
            }));
        }
        let transaction = begin(&mut self.connection, &mut self.cache, &mut self.seen)
            .map_err(self.place.failed(WRITING))?;
        let undone = links::undo(transaction, &links, failed)?;
        Ok(undone.map(|words| Applied {
            undone: Some(words),
            linked: true,
            ..Applied::default()
        }))
    }

    /// Takes articles out (those of `Reader::surplus`), except what was starred or tagged. Touched are those which went.
    pub fn take_out(&mut self, articles: &[ArticleId]) -> Result<Applied, LibraryError> {
        let gone = self.take_out_all(articles);
        if gone.is_err() {
            self.cache.forget();
        }
        gone.map_err(
            self.place
                .failed("cannot take old articles out of the library"),
        )
    }

    fn take_out_all(&mut self, articles: &[ArticleId]) -> rusqlite::Result<Applied> {
        let transaction = begin(&mut self.connection, &mut self.cache, &mut self.seen)?;
        let gone = retention::take_out(&transaction, &mut self.cache, articles)?;
        let change = changes::note(&transaction, gone.clone())?;
        self.cache.settle_actors(&transaction)?;
        self.cache.index.settle(&transaction)?;
        transaction.commit()?;
        Ok(Applied {
            touched: gone,
            written: Written { new: None, change },
            ..Applied::default()
        })
    }

    /// Brings the next `limit` articles that an older program has stored into the form of this one, the latest first. Answers how
    /// many; none when all are.
    pub fn catch_up(&mut self, limit: usize) -> Result<usize, LibraryError> {
        let done = self.catch_up_some(limit);
        if done.is_err() {
            self.cache.forget();
        }
        done.map_err(self.place.failed(WRITING))
    }

    fn catch_up_some(&mut self, limit: usize) -> rusqlite::Result<usize> {
        let transaction = begin(&mut self.connection, &mut self.cache, &mut self.seen)?;
        let done = catch_up::some(&transaction, &mut self.cache, limit)?;
        self.cache.boilerplate.settle(&transaction)?;
        self.cache.index.settle(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Gives articles to stories. Touched are those whose story is another one now.
    pub fn give_to_stories(&mut self, placed: &Placed) -> Result<Applied, LibraryError> {
        let applied = self.give_all_to_stories(placed);
        if applied.is_err() {
            self.cache.forget();
        }
        applied.map_err(self.place.failed(WRITING))
    }

    fn give_all_to_stories(&mut self, placed: &Placed) -> rusqlite::Result<Applied> {
        let transaction = begin(&mut self.connection, &mut self.cache, &mut self.seen)?;
        let touched = placing::place(&transaction, placed)?;
        let change = changes::note(&transaction, touched.clone())?;
        transaction.commit()?;
        Ok(Applied {
            touched,
            written: Written { new: None, change },
            ..Applied::default()
        })
    }

    /// Writes rows that a salvage brings over as they are: nothing that is remembered of the library may depend on them.
    pub(crate) fn bring_over(
        &mut self,
        rows: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<(), LibraryError> {
        let bring = || {
            let transaction = self
                .connection
                .transaction_with_behavior(TransactionBehavior::Immediate)?;
            rows(&transaction)?;
            transaction.commit()
        };
        bring().map_err(self.place.failed(WRITING))
    }

    /// Says that many articles are to come and nobody else writes: the log grows longer before it is merged into the file. What
    /// was stored survives a kill as before.
    pub fn expect_many(&self) -> Result<(), LibraryError> {
        connect::merge_seldom(&self.connection).map_err(self.place.failed(WRITING))
    }

    /// Merges the write-ahead log into the file, as far as no reader needs it, and closes.
    pub fn finish(self) -> Result<(), LibraryError> {
        self.connection
            .execute_batch("PRAGMA wal_checkpoint (TRUNCATE)")
            .map_err(self.place.failed(WRITING))
    }

    /// Merges the write-ahead log into the file as far as that is possible without waiting for others: a program that reads
    /// the file alone (on a full or read-only disk) then sees everything.
    pub fn merge(&self) -> Result<(), LibraryError> {
        self.connection
            .execute_batch("PRAGMA wal_checkpoint (PASSIVE)")
            .map_err(self.place.failed(WRITING))
    }

    fn apply_all(&mut self, changes: &[Change]) -> rusqlite::Result<Applied> {
        let transaction = begin(&mut self.connection, &mut self.cache, &mut self.seen)?;
        let mut applied = Applied::default();
        let mut altered = Vec::new();
        for change in changes {
            let (new, same) = (applied.new, applied.same);
            let touched = carry_out(
                &transaction,
                &mut self.cache,
                change,
                (&mut applied, &mut altered),
            )?;
            if applied.new > new {
                for id in &touched {
                    applied.written.add(*id);
                }
            } else if applied.same == same {
                altered.extend_from_slice(&touched);
            }
            applied.touched.extend(touched);
        }
        let stories = self.cache.copies.take_changed();
        altered.extend_from_slice(&stories);
        applied.touched.extend(stories);
        applied.written.change = changes::note(&transaction, altered)?;
        self.cache.settle_actors(&transaction)?;
        marks::tally(&transaction, "articles", i64::from(applied.new))?;
        self.cache.boilerplate.settle(&transaction)?;
        // The index comes last: no other statement may stand between its writes (see there).
        self.cache.index.settle(&transaction)?;
        transaction.commit()?;
        Ok(applied)
    }
}

/// Begins a transaction that may write. What was remembered is forgotten when another program wrote meanwhile.
fn begin<'c>(
    connection: &'c mut Connection,
    cache: &mut WriterCache,
    seen: &mut i64,
) -> rusqlite::Result<Transaction<'c>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let now = transaction
        .prepare_cached("PRAGMA data_version")?
        .query_row([], |row| row.get(0))?;
    if now != *seen {
        cache.forget();
        *seen = now;
    }
    Ok(transaction)
}

/// Answers the articles that the change touched.
fn carry_out(
    connection: &Connection,
    cache: &mut WriterCache,
    change: &Change,
    (applied, altered): (&mut Applied, &mut Vec<ArticleId>),
) -> rusqlite::Result<Vec<ArticleId>> {
    Ok(match change {
        Change::Put(analyzed) => {
            vec![put(
                connection,
                cache,
                analyzed,
                Learns::Boilerplate,
                applied,
            )?]
        }
        Change::Take(analyzed) => vec![put(connection, cache, analyzed, Learns::Nothing, applied)?],
        Change::Entry(entry) => {
            let Some(entries::Stored {
                id,
                outcome,
                placed,
            }) = entries::put(connection, cache, entry)?
            else {
                applied.same += 1;
                return Ok(Vec::new());
            };
            if placed && outcome == Outcome::Same {
                altered.push(id);
            }
            let fed = applied.fed.entry(Arc::clone(&entry.feed)).or_default();
            match outcome {
                Outcome::New => {
                    applied.new += 1;
                    fed.new += 1;
                }
                Outcome::Updated => {
                    applied.updated += 1;
                    fed.updated += 1;
                }
                // Its marks may be others.
                Outcome::Same if entry.marks.is_some() => {}
                Outcome::Same => applied.same += 1,
            }
            vec![id]
        }
        Change::Feed(change) => feed(connection, cache, change)?,
        // Whoever has read a story has read all copies of it.
        Change::SetRead(ids, true) => {
            let all = copies::with_copies(connection, ids)?;
            marks::mark(connection, &all, Mark::Read(true))?
        }
        Change::SetRead(ids, false) => marks::mark(connection, ids, Mark::Read(false))?,
        Change::SetStarred(ids, on) => marks::mark(connection, ids, Mark::Starred(*on))?,
        Change::AddTag(ids, tag) => marks::mark(connection, ids, Mark::Tag(tag, true))?,
        Change::RemoveTag(ids, tag) => marks::mark(connection, ids, Mark::Tag(tag, false))?,
        Change::SetPosition(id, position) => {
            marks::set_position(connection, *id, *position)?;
            Vec::new()
        }
        Change::Keep(kept) => {
            retellings::keep(connection, kept)?;
            Vec::new()
        }
        Change::KnowStories(stories) => {
            placing::acknowledge(connection, stories)?;
            Vec::new()
        }
        Change::KeepBrief(brief) => {
            briefs::keep(connection, brief)?;
            Vec::new()
        }
        // `apply` has carried these out.
        Change::Correct(_) | Change::Link(_) => Vec::new(),
        Change::Undo => match marks::undo(connection)? {
            Some((ids, words)) => {
                applied.undone = Some(words);
                ids
            }
            None => Vec::new(),
        },
    })
}

/// Stores an article and counts what that did.
fn put(
    connection: &Connection,
    cache: &mut WriterCache,
    analyzed: &Analyzed,
    learns: Learns,
    applied: &mut Applied,
) -> rusqlite::Result<ArticleId> {
    let (id, outcome) = store::put(connection, cache, analyzed, learns)?;
    applied.count(outcome);
    Ok(id)
}

/// Answers the articles that went.
fn feed(
    connection: &Connection,
    cache: &mut WriterCache,
    change: &FeedChange,
) -> rusqlite::Result<Vec<ArticleId>> {
    match change {
        FeedChange::Asked {
            feed,
            about,
            standing: now,
        } => standing::write(connection, feed, about.as_ref(), now)?,
        FeedChange::Whole(analyzed) => {
            let (id, _) = store::put(connection, cache, analyzed, Learns::Boilerplate)?;
            entries::keep_whole(connection, id)?;
            return Ok(vec![id]);
        }
        FeedChange::Host(name, host) => standing::write_host(connection, name, host)?,
        FeedChange::Bury { feed, identity } => entries::bury(connection, feed, identity)?,
        FeedChange::Give { identity, marks } => {
            return entries::give_to(connection, identity, marks);
        }
        FeedChange::Readdress { from, to } => standing::readdress(connection, from, to)?,
        FeedChange::Forget(feed) => {
            let alone = standing::forget(connection, feed)?;
            return retention::take_out(connection, cache, &alone);
        }
    }
    Ok(Vec::new())
}
