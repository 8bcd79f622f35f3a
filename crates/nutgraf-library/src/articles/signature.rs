//! Owns: keeping what stories are found by, and the queue of articles that are not given to a story yet.
//! Promises: an article is queued in the transaction that stores it, so that none is forgotten, whatever ends the program.

use rusqlite::{Connection, OptionalExtension, Row as SqlRow};

use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::analysis::Analysis;
use nutgraf_read::model::dated::{self, DatedSentence};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::signature::Signature;

/// An article as stories are made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    /// Its row.
    pub article: ArticleId,
    /// When it was published.
    pub published: Option<Moment>,
    /// The group of copies that it belongs to; 0 for none.
    pub copies: u32,
    /// The story that it belongs to until now; its own number when nobody else tells of it.
    pub story: u32,
    /// What it is about; `None` when an older program stored it.
    pub signature: Option<Signature>,
}

/// When an article was published, and what its sentences speak of.
pub type Dated = (Option<Moment>, Vec<DatedSentence>);

const SIGNED: &str =
    "SELECT a.id, a.published, ifnull(a.copies, 0), ifnull(a.story, a.id), s.packed";
const OF_STORY: &str = "WHERE a.story = ?1 OR (a.id = ?1 AND a.story IS NULL) ORDER BY a.id";

/// Keeps an article's signature, and queues the article to be given to a story.
pub(crate) fn keep(connection: &Connection, id: u32, analysis: &Analysis) -> rusqlite::Result<()> {
    if analysis.signature != Signature::default() {
        sign(connection, id, analysis)?;
    }
    connection
        .prepare_cached("INSERT OR IGNORE INTO unplaced VALUES (?1)")?
        .execute([id])?;
    Ok(())
}

/// Keeps an article's signature.
pub(crate) fn sign(connection: &Connection, id: u32, analysis: &Analysis) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO signature (article, packed, days) VALUES (?1, ?2, ?3)",
        )?
        .execute((
            id,
            analysis.signature.to_bytes(),
            dated::pack(&analysis.days),
        ))?;
    Ok(())
}

impl Reader {
    /// How many articles are not given to a story yet.
    pub fn unplaced_count(&self) -> Result<u32, LibraryError> {
        let count = || -> rusqlite::Result<u32> {
            self.connection
                .prepare_cached("SELECT count(*) FROM unplaced")?
                .query_row([], |row| row.get(0))
        };
        self.answer(count())
    }

    /// The next articles that are not given to a story yet, as they arrived.
    pub fn unplaced(&self, limit: usize) -> Result<Vec<Signed>, LibraryError> {
        let sql = format!(
            "{SIGNED} FROM unplaced u JOIN article a ON a.id = u.article LEFT JOIN signature s ON s.article = a.id
             ORDER BY u.article LIMIT ?1"
        );
        self.answer(self.signed(&sql, [limit.cast_signed()]))
    }

    /// The articles with a story that were published from `from` to before `until`, the latest `limit` of them.
    pub fn placed_between(
        &self,
        from: Moment,
        until: Moment,
        limit: usize,
    ) -> Result<Vec<Signed>, LibraryError> {
        let sql = format!(
            "{SIGNED} FROM article a JOIN signature s ON s.article = a.id
             WHERE a.published >= ?1 AND a.published < ?2 AND a.id NOT IN (SELECT article FROM unplaced)
             ORDER BY a.published DESC LIMIT ?3"
        );
        self.answer(self.signed(&sql, (from.0, until.0, limit.cast_signed())))
    }

    /// The articles with a story whose day of publication is not known, the latest `limit` of them.
    pub fn placed_undated(&self, limit: usize) -> Result<Vec<Signed>, LibraryError> {
        let sql = format!(
            "{SIGNED} FROM article a JOIN signature s ON s.article = a.id
             WHERE a.published IS NULL AND a.id NOT IN (SELECT article FROM unplaced)
             ORDER BY a.id DESC LIMIT ?1"
        );
        self.answer(self.signed(&sql, [limit.cast_signed()]))
    }

    /// When an article was published, and the days, months and years that its sentences speak of; `None` when an older program
    /// stored it.
    pub fn days_of(&self, article: ArticleId) -> Result<Option<Dated>, LibraryError> {
        let found = || {
            self.connection
                .prepare_cached(
                    "SELECT a.published, s.days FROM signature s JOIN article a ON a.id = s.article
                     WHERE s.article = ?1",
                )?
                .query_row([article.0], |row| {
                    let published = row.get::<_, Option<i64>>(0)?.map(Moment);
                    Ok((published, dated::unpack(row.get_ref(1)?.as_blob()?)))
                })
                .optional()
        };
        self.answer(found())
    }

    /// The story that an article belongs to; its own number when nobody else tells of it.
    pub fn story_of(&self, article: ArticleId) -> Result<u32, LibraryError> {
        let found = || {
            self.connection
                .prepare_cached("SELECT story FROM article WHERE id = ?1")?
                .query_row([article.0], |row| row.get::<_, Option<u32>>(0))
                .optional()
        };
        Ok(self.answer(found())?.flatten().unwrap_or(article.0))
    }

    /// The id of an article as its readers write it.
    pub fn key_of(&self, article: ArticleId) -> Result<Option<String>, LibraryError> {
        let found = || {
            self.connection
                .prepare_cached("SELECT key FROM article WHERE id = ?1")?
                .query_row([article.0], |row| row.get(0))
                .optional()
        };
        self.answer(found())
    }

    /// The members of a story, as they arrived.
    pub fn members(&self, story: u32) -> Result<Vec<Signed>, LibraryError> {
        let sql =
            format!("{SIGNED} FROM article a LEFT JOIN signature s ON s.article = a.id {OF_STORY}");
        self.answer(self.signed(&sql, [story]))
    }

    /// The ids of its members, without what they are compared by.
    pub fn member_ids(&self, story: u32) -> Result<Vec<ArticleId>, LibraryError> {
        self.answer(self.ids(&format!("SELECT a.id FROM article a {OF_STORY}"), [story]))
    }

    fn signed(&self, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<Vec<Signed>> {
        self.connection
            .prepare_cached(sql)?
            .query_map(values, signed)?
            .collect()
    }
}

fn signed(row: &SqlRow<'_>) -> rusqlite::Result<Signed> {
    let packed = row.get_ref(4)?.as_blob_or_null()?;
    Ok(Signed {
        article: ArticleId(row.get(0)?),
        published: row.get::<_, Option<i64>>(1)?.map(Moment),
        copies: row.get(2)?,
        story: row.get(3)?,
        signature: packed.and_then(Signature::from_bytes),
    })
}
