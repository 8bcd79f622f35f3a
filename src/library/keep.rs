//! Owns: taking old articles out of a library by a rule.
//! May import: `model::{change, id, moment}`, `library::{desk, marks, put}`.
//! Promises: what the reader starred or tagged is never taken out.

use rusqlite::Connection;

use crate::library::desk::Desk;
use crate::library::marks;
use crate::library::put;
use crate::model::id::ArticleId;
use crate::model::moment::Moment;

/// What stays. Nothing set: everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// Articles older than this moment go. One without a date is as old as its first import.
    pub since: Option<Moment>,
    /// Of the others, so many of the newest stay.
    pub most: Option<u32>,
}

/// Takes out up to `limit` articles that the rule does not keep. Answers which.
pub fn sweep(
    connection: &Connection,
    desk: &mut Desk,
    keep: &Keep,
    limit: u32,
) -> rusqlite::Result<Vec<ArticleId>> {
    let since = keep.since.map_or(i64::MIN, |moment| moment.0);
    let most = keep.most.unwrap_or(u32::MAX);
    let ids: Vec<u32> = connection
        .prepare_cached(
            "WITH loose AS (
               SELECT id, ifnull(published, added) AS age FROM article a
               WHERE NOT EXISTS (SELECT 1 FROM state WHERE state.article = a.id AND starred)
                 AND NOT EXISTS (SELECT 1 FROM article_tag WHERE article_tag.article = a.id)
             )
             SELECT id FROM loose WHERE age < ?1
             UNION
             SELECT id FROM (SELECT id FROM loose ORDER BY age DESC, id DESC LIMIT -1 OFFSET ?2)
             LIMIT ?3",
        )?
        .query_map((since, most, limit), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut read = 0;
    for id in &ids {
        read += i64::from(
            connection
                .prepare_cached("SELECT 1 FROM state WHERE article = ?1 AND read")?
                .exists([id])?,
        );
        put::remove(connection, desk, *id)?;
    }
    marks::tally(connection, "read", -read)?;
    let many = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    marks::tally(connection, "articles", -many)?;
    Ok(ids.into_iter().map(ArticleId).collect())
}

#[cfg(test)]
mod tests;
