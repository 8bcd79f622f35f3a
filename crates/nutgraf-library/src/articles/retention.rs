//! Owns: taking old articles out of a library by a rule.
//! Promises: what the reader starred or tagged is never taken out.

use rusqlite::{Connection, OptionalExtension};

use crate::articles::marks;
use crate::articles::store;
use crate::database::reader::Reader;
use crate::database::writer_cache::WriterCache;
use crate::error::LibraryError;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;

/// What stays. Nothing set: everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// Articles older than this moment go. One without a date is as old as its first import.
    pub since: Option<Moment>,
    /// Of the others, so many of the newest stay.
    pub most: Option<u32>,
}

impl Keep {
    /// The rule "so many days, so many articles" at the moment `now`; 0 stands for no limit.
    pub fn of(days: u32, articles: u32, now: Moment) -> Self {
        Self {
            since: (days > 0).then(|| now.plus(-i64::from(days) * 24 * 3600)),
            most: (articles > 0).then_some(articles),
        }
    }

    /// Whether everything stays.
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }
}

impl Reader {
    /// The articles that the rule does not keep. What was starred or tagged is never among them.
    pub fn surplus(&self, keep: &Keep) -> Result<Vec<ArticleId>, LibraryError> {
        if keep.is_everything() {
            return Ok(Vec::new());
        }
        let since = keep.since.map_or(i64::MIN, |moment| moment.0);
        // The dates come from their index alone; only articles without one are looked up.
        self.answer(self.ids(
            "WITH safe AS MATERIALIZED (
               SELECT article FROM state WHERE starred UNION SELECT article FROM article_tag
             ),
             loose AS MATERIALIZED (
               SELECT id, published AS age FROM article
               WHERE published IS NOT NULL AND id NOT IN (SELECT article FROM safe)
               UNION ALL
               SELECT id, added FROM article
               WHERE published IS NULL AND id NOT IN (SELECT article FROM safe)
             )
             SELECT id FROM loose WHERE age < ?1
             UNION
             SELECT id FROM (SELECT id FROM loose ORDER BY age DESC, id DESC LIMIT -1 OFFSET ?2)",
            (since, keep.most.unwrap_or(u32::MAX)),
        ))
    }
}

/// Takes articles out, except those that were starred or tagged meanwhile. Answers which went.
pub(crate) fn take_out(
    connection: &Connection,
    cache: &mut WriterCache,
    articles: &[ArticleId],
) -> rusqlite::Result<Vec<ArticleId>> {
    let mut gone = Vec::with_capacity(articles.len());
    let mut read = 0;
    for id in articles {
        let state: Option<(bool, bool)> = connection
            .prepare_cached(
                "SELECT ifnull(t.read, 0),
                        ifnull(t.starred, 0) OR EXISTS (SELECT 1 FROM article_tag WHERE article = a.id)
                 FROM article a LEFT JOIN state t ON t.article = a.id WHERE a.id = ?1",
            )?
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if let Some((was_read, false)) = state {
            read += i64::from(was_read);
            store::remove(connection, cache, id.0)?;
            gone.push(*id);
        }
    }
    marks::tally(connection, "read", -read)?;
    let many = i64::try_from(gone.len()).unwrap_or(i64::MAX);
    marks::tally(connection, "articles", -many)?;
    Ok(gone)
}

#[cfg(test)]
mod tests;
