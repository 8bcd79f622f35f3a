//! Owns: seeing what changed in a library, whichever program changed it.
//! Promises: costs next to nothing while nothing changes; nothing that changed is missed; what a program wrote itself is not
//! told to it again.

use rusqlite::Connection;

use crate::codec::pack;
use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::id::ArticleId;

/// So many transactions are remembered. A reader that has looked away for longer reads everything anew.
const REMEMBERED: i64 = 1000;

/// Up to where somebody has seen the changes of a library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeMark {
    data_version: u64,
    change: i64,
    article: ArticleId,
    /// What this program wrote itself beyond that, ascending.
    own_changes: Vec<i64>,
    own_articles: Vec<(ArticleId, ArticleId)>,
}

/// What one transaction wrote, by the numbers under which every program sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The first and the last new article; all between them are new too, as one program writes at a time.
    pub new: Option<(ArticleId, ArticleId)>,
    /// The note of what was changed.
    pub change: Option<i64>,
}

impl Written {
    /// Adds a new article. They come ascending.
    pub(crate) fn add(&mut self, article: ArticleId) {
        let first = self.new.map_or(article, |(first, _)| first);
        self.new = Some((first, article));
    }
}

impl ChangeMark {
    /// Passes over what this program wrote itself and need not be told. Answers whether others have written what the mark has
    /// not seen.
    pub fn pass(&mut self, written: Written) -> bool {
        let mut elsewhere = false;
        if let Some((first, last)) = written.new {
            if first.0 == self.article.0 + 1 {
                self.article = last;
            } else if first > self.article {
                elsewhere = true;
                match self.own_articles.last_mut() {
                    Some((_, end)) if end.0 + 1 == first.0 => *end = last,
                    _ => self.own_articles.push((first, last)),
                }
            }
        }
        if let Some(change) = written.change {
            if change == self.change + 1 {
                self.change = change;
            } else if change > self.change {
                elsewhere = true;
                self.own_changes.push(change);
            }
        }
        elsewhere
    }

    /// Takes out what this program wrote, and forgets what the mark has passed.
    fn leave_own(&mut self, articles: &mut Vec<ArticleId>) {
        articles.retain(|id| {
            let own = self.own_articles.iter();
            !own.clone().any(|(first, last)| first <= id && id <= last)
        });
        let (article, change) = (self.article, self.change);
        self.own_articles.retain(|(_, last)| *last > article);
        self.own_changes.retain(|own| *own > change);
    }
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
            ..ChangeMark::default()
        })
    }

    /// The articles that are new or changed since the mark, by any program, ascending; about `limit` of them. Moves the
    /// mark on; ask again until nothing comes. Articles that are gone come too.
    pub fn changes_since(
        &self,
        mark: &mut ChangeMark,
        limit: usize,
    ) -> Result<Vec<ArticleId>, LibraryError> {
        loop {
            let data_version = self.data_version()?;
            if data_version == mark.data_version {
                return Ok(Vec::new());
            }
            let found = self.some_since(mark, limit, data_version)?;
            // A part may have been all of this program's own.
            if !found.is_empty() {
                return Ok(found);
            }
        }
    }

    /// One step of that; none when it met nothing but what this program wrote.
    fn some_since(
        &self,
        mark: &mut ChangeMark,
        limit: usize,
        data_version: u64,
    ) -> Result<Vec<ArticleId>, LibraryError> {
        let (first, last) = self.answer(self.kept_changes())?;
        if mark.change + 1 < first {
            *mark = ChangeMark {
                data_version: mark.data_version,
                change: last,
                ..ChangeMark::default()
            };
        }
        let mut found = self.answer(self.ids(
            "SELECT id FROM article WHERE id > ?1 ORDER BY id LIMIT ?2",
            (mark.article.0, limit.cast_signed()),
        ))?;
        if let Some(last) = found.last() {
            mark.article = *last;
        }
        let whole = found.len() < limit;
        mark.leave_own(&mut found);
        if whole {
            let (changed, change) = self.answer(self.changed_after(mark, limit))?;
            if change == mark.change {
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

    /// The articles of others' changes after `mark`, about `limit` of them, and the last change that was looked at.
    fn changed_after(
        &self,
        mark: &ChangeMark,
        limit: usize,
    ) -> rusqlite::Result<(Vec<ArticleId>, i64)> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, articles FROM change WHERE id > ?1 ORDER BY id")?;
        let mut rows = statement.query([mark.change])?;
        let mut found = Vec::new();
        let mut last = mark.change;
        while found.len() < limit
            && let Some(row) = rows.next()?
        {
            last = row.get(0)?;
            if mark.own_changes.contains(&last) {
                continue;
            }
            let ids = pack::unpack_ids(row.get_ref(1)?.as_blob()?).unwrap_or_default();
            found.extend(ids.into_iter().map(ArticleId));
        }
        Ok((found, last))
    }
}

/// Writes down which articles a transaction changed. Answers the number of the note; none when nothing was changed.
pub(crate) fn note(
    connection: &Connection,
    mut articles: Vec<ArticleId>,
) -> rusqlite::Result<Option<i64>> {
    if articles.is_empty() {
        return Ok(None);
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
    Ok(Some(id))
}

#[cfg(test)]
mod tests;
