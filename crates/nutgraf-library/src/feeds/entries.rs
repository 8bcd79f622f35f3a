//! Owns: an entry of a feed on its way into the library.
//! Promises: what was deleted stays away; a date in the future is none; what another program's reader did is added to what this
//! one's did; each entry of each feed has one row.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension};

use crate::articles::identity;
use crate::articles::marks::{self, Mark};
use crate::articles::store::known::{self, Known};
use crate::articles::store::{self, Learns, Outcome};
use crate::codec::document;
use crate::database::reader::Reader;
use crate::database::writer_cache::WriterCache;
use crate::error::LibraryError;
use crate::feeds::{revise, standing};
use nutgraf_read::model::article::Article;
use nutgraf_read::model::change::{Entry, GivenMarks};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::moment::Moment;

/// What the library has of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryState {
    /// Nothing.
    New,
    /// It had it; the article is gone and does not come back.
    Buried,
    /// The article.
    Known {
        /// Whether the entry has another date or headline than that.
        is_other: bool,
    },
}

/// What became of an entry that came in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stored {
    pub(crate) id: ArticleId,
    pub(crate) outcome: Outcome,
    /// Whether the article did not come from this feed before.
    pub(crate) placed: bool,
}

/// Stores an entry inside the caller's transaction; `None` when it does not come in.
pub(crate) fn put(
    connection: &Connection,
    cache: &mut WriterCache,
    entry: &Entry,
) -> rusqlite::Result<Option<Stored>> {
    let feed = standing::row(connection, &entry.feed)?;
    let now: i64 = connection
        .prepare_cached("SELECT unixepoch()")?
        .query_row([], |row| row.get(0))?;
    let mut analyzed = Cow::Borrowed(&entry.analyzed);
    let mark = mark_of(&analyzed.article);
    let known = known::find(connection, &analyzed.article)?;
    if known.is_none() && is_buried(connection, &analyzed.article)? {
        return Ok(None);
    }
    if let Some(known) = &known
        && known::lies_ahead(&analyzed.article, known.added)
    {
        analyzed.to_mut().article.meta.published = known.published();
    }
    let (id, outcome) = match known {
        Some(known) if !may_change(connection, &known, (&entry.feed, &analyzed.article), now)? => {
            (ArticleId(known.id), Outcome::Same)
        }
        known => store::put_as(connection, cache, &analyzed, known, Learns::Boilerplate)?,
    };
    let changed = if outcome == Outcome::Updated { now } else { 0 };
    let written = connection
        .prepare_cached(
            "INSERT INTO entry (feed, mark, article, came, changed) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (feed, mark) DO UPDATE SET article = excluded.article,
               changed = CASE excluded.changed WHEN 0 THEN changed ELSE excluded.changed END
             WHERE article <> excluded.article OR excluded.changed NOT IN (0, changed)",
        )?
        .execute((feed, mark, id.0, now, changed))?;
    if let Some(marks) = &entry.marks {
        give(connection, id, marks)?;
    }
    Ok(Some(Stored {
        id,
        outcome,
        placed: written > 0,
    }))
}

/// Writes down that an entry was deleted before it ever came. One that is here stays.
pub(crate) fn bury(
    connection: &Connection,
    feed: &str,
    identity: &Identity,
) -> rusqlite::Result<()> {
    let feed = standing::row(connection, feed)?;
    let mut remember = connection.prepare_cached(
        "INSERT OR IGNORE INTO entry (feed, mark, article, came) VALUES (?1, ?2, 0, unixepoch())",
    )?;
    for mark in marks_of(identity) {
        if article_of(connection, mark)?.is_none_or(|(_, there)| !there) {
            remember.execute((feed, mark))?;
        }
    }
    Ok(())
}

/// Notes that an article has the text of its page: other words in its feeds are no revision of it until its date moves.
pub(crate) fn keep_whole(connection: &Connection, id: ArticleId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE entry SET changed = ?2 WHERE article = ?1")?
        .execute((id.0, revise::NEVER))?;
    Ok(())
}

/// Adds what was done elsewhere to an article that is here. Answers it, when that changed something.
pub(crate) fn give_to(
    connection: &Connection,
    identity: &Identity,
    given: &GivenMarks,
) -> rusqlite::Result<Vec<ArticleId>> {
    for mark in marks_of(identity) {
        if let Some((article, true)) = article_of(connection, mark)? {
            let changed = give(connection, ArticleId(article), given)?;
            return Ok(Vec::from_iter(changed.then_some(ArticleId(article))));
        }
    }
    Ok(Vec::new())
}

/// Adds what was done with an article elsewhere. Answers whether that changed something.
fn give(connection: &Connection, id: ArticleId, given: &GivenMarks) -> rusqlite::Result<bool> {
    let read = given.read.then_some(Mark::Read(true));
    let starred = given.starred.then_some(Mark::Starred(true));
    let tags = given.tags.iter().map(|tag| Mark::Tag(tag, true));
    let mut changed = false;
    for mark in read.into_iter().chain(starred).chain(tags) {
        changed |= !marks::set(connection, &[id], mark)?.is_empty();
    }
    Ok(changed)
}

/// Whether storing a known entry again may change it. Of feeds that tell of the same page the first has the word, so that they
/// take no turns.
fn may_change(
    connection: &Connection,
    known: &Known,
    (feed, article): (&str, &Article),
    now: i64,
) -> rusqlite::Result<bool> {
    let first: Option<String> = connection
        .prepare_cached(
            "SELECT f.url FROM entry e JOIN feed f ON f.id = e.feed WHERE e.article = ?1
             ORDER BY e.came, e.feed LIMIT 1",
        )?
        .query_row([known.id], |row| row.get(0))
        .optional()?;
    if first.is_some_and(|first| first != feed) {
        return Ok(false);
    }
    let old: Option<(Vec<u8>, Vec<u8>)> = connection
        .prepare_cached("SELECT packed, body FROM document WHERE article = ?1")?
        .query_row([known.id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some(old) = old.and_then(|(details, body)| document::unpack(&details, &body)) else {
        return Ok(true);
    };
    let changed: Option<i64> = connection
        .prepare_cached("SELECT max(changed) FROM entry WHERE article = ?1")?
        .query_row([known.id], |row| row.get(0))?;
    let when = (changed.unwrap_or(0), now);
    let new = (article, date_of(article, known));
    Ok(revise::is_revised(known, &old, new, when))
}

/// The date of an entry that is here; one that lies ahead is that of the article.
fn date_of(article: &Article, known: &Known) -> Option<Moment> {
    if known::lies_ahead(article, known.added) {
        known.published()
    } else {
        article.meta.published
    }
}

/// The mark by which an entry has its row: of its guid, else its address, else its key.
fn mark_of(article: &Article) -> i64 {
    let mut marks = marks_of(&article.identity);
    marks
        .next()
        .unwrap_or_else(|| identity::of_key(&article.key.0))
}

fn marks_of(identity: &Identity) -> impl Iterator<Item = i64> {
    let guid = match identity {
        Identity::Entry { guid, .. } => guid.map(identity::of_guid),
        Identity::Own | Identity::Address(_) => None,
    };
    guid.into_iter()
        .chain(identity.address().map(identity::of_address))
}

/// The article that a mark led to, and whether it is there.
fn article_of(connection: &Connection, mark: i64) -> rusqlite::Result<Option<(u32, bool)>> {
    connection
        .prepare_cached(
            "SELECT article, EXISTS (SELECT 1 FROM article WHERE id = identity.article)
             FROM identity WHERE hash = ?1",
        )?
        .query_row([mark], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// Whether an entry that is not in the library was, or is not to come.
fn is_buried(connection: &Connection, article: &Article) -> rusqlite::Result<bool> {
    let mut row = connection.prepare_cached(
        "SELECT 1 FROM entry e WHERE mark = ?1 AND NOT EXISTS (SELECT 1 FROM article WHERE id = e.article)",
    )?;
    for mark in marks_of(&article.identity).chain([identity::of_key(&article.key.0)]) {
        if row.exists([mark])? || article_of(connection, mark)?.is_some_and(|(_, there)| !there) {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Reader {
    /// Whether storing an entry again, read by this version of the analyser, would change nothing.
    pub fn entry_settled(
        &self,
        feed: &str,
        article: &Article,
        (version, now): (u32, Moment),
    ) -> Result<bool, LibraryError> {
        let connection = &self.connection;
        let look = || {
            let Some(known) = known::find(connection, article)? else {
                return is_buried(connection, article);
            };
            let noted = connection
                .prepare_cached(
                    "SELECT 1 FROM entry e JOIN feed f ON f.id = e.feed WHERE f.url = ?1 AND e.mark = ?2",
                )?
                .exists((feed, mark_of(article)))?;
            Ok(noted
                && known.version >= version
                && !may_change(connection, &known, (feed, article), now.0)?)
        };
        self.answer(look())
    }

    /// What the library has of an entry of a feed.
    pub fn entry_state(&self, article: &Article) -> Result<EntryState, LibraryError> {
        let find = || {
            Ok(match known::find(&self.connection, article)? {
                Some(known) => EntryState::Known {
                    is_other: date_of(article, &known) != known.published()
                        || article.meta.title != known.meta.title,
                },
                None if is_buried(&self.connection, article)? => EntryState::Buried,
                None => EntryState::New,
            })
        };
        self.answer(find())
    }
}

#[cfg(test)]
pub(crate) mod tests;
