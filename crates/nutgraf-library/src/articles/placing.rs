//! Owns: giving articles to stories, the log of that, and up to where the reader knows a story.
//! Promises: what was decided about a batch of articles is stored wholly or not at all; the log only grows; who knew a story
//! knows both halves of it after it was parted.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use crate::articles::signature;
use crate::catalog::Catalog;
use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::analysis::Analysis;
use nutgraf_read::model::id::ArticleId;

/// What was decided about some articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// Articles that were looked at: they wait no longer.
    pub done: Vec<ArticleId>,
    /// Signatures that were missing.
    pub signed: Vec<(ArticleId, Analysis)>,
    /// Articles whose story is new or another one now, and its number: that of the article that founded it.
    pub moved: Vec<(ArticleId, u32)>,
    /// In how many articles terms stand, as the threader keeps it.
    pub frequencies: Option<Vec<u8>>,
    /// What of the reader's links is heeded now, as who heeds them keeps it.
    pub heeded: Option<String>,
}

/// Stores what was decided. Answers the articles whose story is another one now.
pub(crate) fn place(connection: &Connection, placed: &Placed) -> rusqlite::Result<Vec<ArticleId>> {
    for (article, analysis) in &placed.signed {
        signature::sign(connection, article.0, analysis)?;
    }
    let mut changed = Vec::new();
    for (article, story) in &placed.moved {
        if move_to(connection, *article, *story)? {
            changed.push(*article);
        }
    }
    // A founder stands in its story by the story's number; one that was moved itself has it already, or another.
    let moved: BTreeSet<ArticleId> = changed.iter().copied().collect();
    let founders: BTreeSet<ArticleId> = placed
        .moved
        .iter()
        .map(|(_, story)| ArticleId(*story))
        .collect();
    for founder in founders.difference(&moved) {
        if found(connection, *founder)? {
            changed.push(*founder);
        }
    }
    for article in &placed.done {
        connection
            .prepare_cached("DELETE FROM unplaced WHERE article = ?1")?
            .execute([article.0])?;
    }
    if let Some(packed) = &placed.frequencies {
        connection
            .prepare_cached("INSERT OR REPLACE INTO frequencies (id, packed) VALUES (1, ?1)")?
            .execute([packed])?;
    }
    if let Some(packed) = &placed.heeded {
        connection
            .prepare_cached("INSERT OR REPLACE INTO heeded (id, packed) VALUES (1, ?1)")?
            .execute([packed])?;
    }
    Ok(changed)
}

/// Gives an article to a story. Answers whether it was in another one.
fn move_to(connection: &Connection, article: ArticleId, story: u32) -> rusqlite::Result<bool> {
    let before: Option<Option<u32>> = connection
        .prepare_cached("SELECT story FROM article WHERE id = ?1")?
        .query_row([article.0], |row| row.get(0))
        .optional()?;
    let Some(before) = before else {
        // It was deleted meanwhile.
        return Ok(false);
    };
    let alone = story == article.0 && !has_others(connection, article)?;
    let after = (!alone).then_some(story);
    if before == after {
        return Ok(false);
    }
    connection
        .prepare_cached("UPDATE article SET story = ?2 WHERE id = ?1")?
        .execute((article.0, after))?;
    let before = before.unwrap_or(article.0);
    if before == story {
        return Ok(true);
    }
    connection
        .prepare_cached(
            "INSERT INTO story_log (done, article, before, after) VALUES (unixepoch(), ?1, ?2, ?3)",
        )?
        .execute((article.0, before, story))?;
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO story_seen (story, article) SELECT ?2, article FROM story_seen WHERE story = ?1",
        )?
        .execute((before, story))?;
    Ok(true)
}

/// Whether other articles belong to the story that an article has founded.
fn has_others(connection: &Connection, founder: ArticleId) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM article WHERE story = ?1 AND id <> ?1 LIMIT 1")?
        .exists([founder.0])
}

/// Has a founder that stood alone stand in its story.
fn found(connection: &Connection, founder: ArticleId) -> rusqlite::Result<bool> {
    if !has_others(connection, founder)? {
        return Ok(false);
    }
    let now = connection
        .prepare_cached("UPDATE article SET story = id WHERE id = ?1 AND story IS NULL")?
        .execute([founder.0])?;
    Ok(now > 0)
}

/// Notes that the reader knows stories as they are now.
pub(crate) fn acknowledge(connection: &Connection, stories: &[u32]) -> rusqlite::Result<()> {
    for story in stories {
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO story_seen (story, article)
                 SELECT ?1, max(id) FROM article WHERE story = ?1 OR id = ?1",
            )?
            .execute([story])?;
    }
    Ok(())
}

impl Reader {
    /// Tells the catalog to which stories these articles belong now. Nothing else of them is read.
    pub fn regroup(&self, catalog: &mut Catalog, ids: &[ArticleId]) -> Result<(), LibraryError> {
        let mut regroup = || {
            let _snapshot = self.snapshot()?;
            let mut statement = self
                .connection
                .prepare_cached("SELECT story FROM article WHERE id = ?1")?;
            for id in ids {
                let story: Option<Option<u32>> =
                    statement.query_row([id.0], |row| row.get(0)).optional()?;
                catalog.set_story(*id, story.flatten().unwrap_or(0));
            }
            Ok(())
        };
        self.answer(regroup())
    }

    /// Up to which arrival the reader knows each story that was ever looked at.
    pub fn stories_seen(&self) -> Result<Vec<(u32, ArticleId)>, LibraryError> {
        let all = || {
            self.connection
                .prepare_cached("SELECT story, article FROM story_seen ORDER BY story")?
                .query_map([], |row| Ok((row.get(0)?, ArticleId(row.get(1)?))))?
                .collect::<rusqlite::Result<Vec<_>>>()
        };
        self.answer(all())
    }

    /// The last entry of the log of stories; 0 for none. It grows with every article that goes to another story.
    pub fn story_log_end(&self) -> Result<i64, LibraryError> {
        let end = || {
            self.connection
                .prepare_cached("SELECT ifnull(max(id), 0) FROM story_log")?
                .query_row([], |row| row.get(0))
        };
        self.answer(end())
    }

    /// What of the reader's links was heeded last, as who heeded them kept it.
    pub fn heeded(&self) -> Result<Option<String>, LibraryError> {
        let packed = || {
            self.connection
                .prepare_cached("SELECT packed FROM heeded WHERE id = 1")?
                .query_row([], |row| row.get(0))
                .optional()
        };
        self.answer(packed())
    }

    /// In how many articles terms stand, as the threader kept it last.
    pub fn frequencies(&self) -> Result<Option<Vec<u8>>, LibraryError> {
        let packed = || {
            self.connection
                .prepare_cached("SELECT packed FROM frequencies WHERE id = 1")?
                .query_row([], |row| row.get(0))
                .optional()
        };
        self.answer(packed())
    }
}

#[cfg(test)]
mod tests;
