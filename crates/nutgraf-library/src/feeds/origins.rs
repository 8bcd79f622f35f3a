//! Owns: telling the catalog which feeds there are and which articles came from each.
//! Promises: what the library has of that is what the catalog has, for the articles that are loaded.

use rusqlite::Statement;

use crate::catalog::Catalog;
use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::feed::FeedId;
use nutgraf_read::model::id::ArticleId;

impl Reader {
    /// Brings the catalog's feeds up to date: what they are called and, where one became another, whose articles are whose.
    pub fn refill_feeds(&self, catalog: &mut Catalog) -> Result<(), LibraryError> {
        self.answer(self.learn_feeds(catalog))
    }

    pub(crate) fn learn_feeds(&self, catalog: &mut Catalog) -> rusqlite::Result<()> {
        let rows = self
            .connection
            .prepare_cached("SELECT id, url, title FROM feed ORDER BY id")?
            .query_map([], |row| {
                Ok((FeedId(row.get(0)?), row.get(1)?, row.get(2)?))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        if catalog.set_feeds(rows) {
            catalog.forget_origins();
            let mut all = self
                .connection
                .prepare_cached("SELECT article, feed FROM entry WHERE article > 0")?;
            catalog.came_from(&pairs(&mut all, [])?);
        }
        Ok(())
    }

    /// Says where the articles from `lowest` to `highest` came from.
    pub(crate) fn origins_between(
        &self,
        catalog: &mut Catalog,
        (lowest, highest): (u32, u32),
    ) -> rusqlite::Result<()> {
        let mut between = self
            .connection
            .prepare_cached("SELECT article, feed FROM entry WHERE article BETWEEN ?1 AND ?2")?;
        catalog.came_from(&pairs(&mut between, [lowest, highest])?);
        Ok(())
    }

    /// Says where some articles came from; feeds that are new, or have got a name since, are made known.
    pub(crate) fn origins_of(
        &self,
        catalog: &mut Catalog,
        articles: &[ArticleId],
    ) -> rusqlite::Result<()> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT article, feed FROM entry WHERE article = ?1")?;
        let mut all = Vec::new();
        for article in articles {
            all.extend(pairs(&mut statement, [article.0])?);
        }
        if all.iter().any(|(_, feed)| !catalog.knows_feed(*feed)) {
            self.learn_feeds(catalog)?;
        }
        catalog.came_from(&all);
        Ok(())
    }
}

fn pairs<const N: usize>(
    statement: &mut Statement<'_>,
    of: [u32; N],
) -> rusqlite::Result<Vec<(ArticleId, FeedId)>> {
    let rows = statement.query_map(rusqlite::params_from_iter(of), |row| {
        Ok((ArticleId(row.get(0)?), FeedId(row.get(1)?)))
    })?;
    rows.collect()
}

#[cfg(test)]
mod tests;
