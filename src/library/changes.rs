//! Owns: seeing what changed in a library, whichever program changed it.
//! May import: `model::id`, `library::{error, pack, reader}`.
//! Promises: costs next to nothing while nothing changes; nothing that changed is missed.

use rusqlite::Connection;

use crate::library::error::LibraryError;
use crate::library::pack;
use crate::library::reader::Reader;
use crate::model::id::ArticleId;

/// So many transactions are remembered. Who has looked away for longer reads everything anew.
const REMEMBERED: i64 = 1000;

/// Up to where somebody has seen the changes of a library.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeMark {
    data_version: u64,
    change: i64,
    article: ArticleId,
}

impl Reader {
    /// The mark of now. Take it before filling a catalog.
    pub fn change_mark(&self) -> Result<ChangeMark, LibraryError> {
        let data_version = self.data_version()?;
        let (_, change) = self.answer(self.kept_changes())?;
        let last = self.answer(self.ids("SELECT ifnull(max(id), 0) FROM article", []))?;
        Ok(ChangeMark {
            data_version,
            change,
            article: last.first().copied().unwrap_or_default(),
        })
    }

    /// The articles that are new or changed since the mark, by any program, ascending; about `limit` of them. Moves the
    /// mark on; ask again until nothing comes. Articles that are gone come too.
    pub fn changes_since(
        &self,
        mark: &mut ChangeMark,
        limit: usize,
    ) -> Result<Vec<ArticleId>, LibraryError> {
        let data_version = self.data_version()?;
        if data_version == mark.data_version {
            return Ok(Vec::new());
        }
        let (first, last) = self.answer(self.kept_changes())?;
        if mark.change + 1 < first {
            mark.article = ArticleId(0);
            mark.change = last;
        }
        let mut found = self.answer(self.ids(
            "SELECT id FROM article WHERE id > ?1 ORDER BY id LIMIT ?2",
            (mark.article.0, limit.cast_signed()),
        ))?;
        if let Some(last) = found.last() {
            mark.article = *last;
        }
        if found.len() < limit {
            let (changed, change) = self.answer(self.changed_after(mark.change, limit))?;
            if changed.is_empty() {
                mark.data_version = data_version;
            }
            mark.change = change;
            found.extend(changed);
            found.sort_unstable();
            found.dedup();
        }
        Ok(found)
    }

    /// The first and last change that is still written down.
    fn kept_changes(&self) -> rusqlite::Result<(i64, i64)> {
        self.connection
            .prepare_cached("SELECT ifnull(min(id), 0), ifnull(max(id), 0) FROM change")?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The articles of the changes after `mark`, about `limit` of them, and the last change that was looked at.
    fn changed_after(&self, mark: i64, limit: usize) -> rusqlite::Result<(Vec<ArticleId>, i64)> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, articles FROM change WHERE id > ?1 ORDER BY id")?;
        let mut rows = statement.query([mark])?;
        let mut found = Vec::new();
        let mut last = mark;
        while found.len() < limit
            && let Some(row) = rows.next()?
        {
            last = row.get(0)?;
            let ids = pack::unpack_ids(row.get_ref(1)?.as_blob()?).unwrap_or_default();
            found.extend(ids.into_iter().map(ArticleId));
        }
        Ok((found, last))
    }
}

/// Writes down which articles a transaction changed.
pub fn note(connection: &Connection, mut articles: Vec<ArticleId>) -> rusqlite::Result<()> {
    if articles.is_empty() {
        return Ok(());
    }
    articles.sort_unstable();
    articles.dedup();
    let id: i64 = connection
        .prepare_cached("INSERT INTO change (articles) VALUES (?1) RETURNING id")?
        .query_row([pack::ids(articles.iter().map(|id| id.0))], |row| {
            row.get(0)
        })?;
    connection
        .prepare_cached("DELETE FROM change WHERE id <= ?1")?
        .execute([id - REMEMBERED])?;
    Ok(())
}
