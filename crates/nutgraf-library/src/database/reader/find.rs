//! Owns: finding articles by key, address or words.
//! Promises: every question is answered by an index; no text is read.

use roaring::RoaringBitmap;
use rusqlite::OptionalExtension as _;

use crate::articles::catch_up;
use crate::articles::identity;
use crate::articles::store::known;
use crate::database::reader::Reader;
use crate::error::LibraryError;
use crate::fulltext::terms;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::id::{ArticleId, ArticleKey};
use nutgraf_read::model::text_term::TextTerm;

impl Reader {
    /// The article with this key, with the only key that starts so, or with this URL.
    pub fn find_key(&self, key: &str) -> Result<Option<ArticleId>, LibraryError> {
        self.answer(self.find(key))
    }

    fn find(&self, key: &str) -> rusqlite::Result<Option<ArticleId>> {
        let exact = self.ids("SELECT id FROM article WHERE key = ?1", [key])?;
        if let Some(id) = exact.first() {
            return Ok(Some(*id));
        }
        let addresses = identity::of_url(key).filter(|_| key.contains("://"));
        for mark in [identity::of_key(key)].into_iter().chain(addresses) {
            let marked = self.ids(
                "SELECT article.id FROM identity JOIN article ON article.id = identity.article
                 WHERE identity.hash = ?1",
                [mark],
            )?;
            if let Some(id) = marked.first() {
                return Ok(Some(*id));
            }
        }
        if key.is_empty() {
            return Ok(None);
        }
        // Keys that start so are those from it up to it followed by the highest character.
        let last = format!("{key}\u{10ffff}");
        let started = self.ids(
            "SELECT id FROM article WHERE key >= ?1 AND key <= ?2 LIMIT 2",
            (key, last),
        )?;
        Ok(match started.as_slice() {
            [one] => Some(*one),
            _ => None,
        })
    }

    /// Whether an article of this id and key can be, or have been, of this library: another may lie at its path now.
    pub fn may_know(&self, id: ArticleId, key: &str) -> Result<bool, LibraryError> {
        self.answer(self.knows(id, key))
    }

    fn knows(&self, id: ArticleId, key: &str) -> rusqlite::Result<bool> {
        let here: Option<String> = self
            .connection
            .prepare_cached("SELECT key FROM article WHERE id = ?1")?
            .query_row([id.0], |row| row.get(0))
            .optional()?;
        if let Some(here) = here {
            return Ok(key.is_empty() || here == key);
        }
        // Ids are never given twice: one that was not given yet is another library's.
        let highest: Option<u32> = self
            .connection
            .prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'article'")?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(highest.is_some_and(|highest| id.0 <= highest))
    }

    /// The articles whose keys start so, in the order of their keys, at most `limit`: what a key that is too short may mean.
    pub fn keys_beginning(
        &self,
        key: &str,
        limit: usize,
    ) -> Result<Vec<(ArticleKey, String)>, LibraryError> {
        let find = || {
            self.connection
                .prepare_cached(
                    "SELECT key, title FROM article WHERE key >= ?1 AND key <= ?2 ORDER BY key LIMIT ?3",
                )?
                .query_map((key, format!("{key}\u{10ffff}"), limit.cast_signed()), |row| {
                    Ok((ArticleKey(row.get(0)?), row.get(1)?))
                })?
                .collect()
        };
        self.answer(find())
    }

    /// Whether the library has this very document, read by this version of the analyser or a newer one: then it need not
    /// be analysed and put again.
    pub fn holds(&self, article: &Article, version: u32) -> Result<bool, LibraryError> {
        self.answer(known::holds(&self.connection, article, version))
    }

    /// The articles whose title or text holds all of the terms. No term that can be looked for: none.
    pub fn text_hits(&self, terms: &[TextTerm]) -> Result<RoaringBitmap, LibraryError> {
        self.text_hits_while(terms, &|| true)
            .map(Option::unwrap_or_default)
    }

    /// The same, as long as `wanted` says so, which is asked now and then; `None` when it no longer was.
    pub fn text_hits_while(
        &self,
        terms: &[TextTerm],
        wanted: &dyn Fn() -> bool,
    ) -> Result<Option<RoaringBitmap>, LibraryError> {
        let Some(query) = terms::all_of(terms) else {
            return Ok(Some(RoaringBitmap::new()));
        };
        let collect = || {
            let _snapshot = self.snapshot()?;
            let mut found = RoaringBitmap::new();
            // What is not brought over yet stands in the index of older programs only.
            let older = "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid <= ?2";
            let now = "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid > ?2";
            let behind = catch_up::behind(&self.connection)?;
            for question in [now, older].iter().take(1 + usize::from(behind > 0)) {
                let mut statement = self.connection.prepare_cached(question)?;
                let mut rows = statement.query((&query, behind))?;
                while let Some(row) = rows.next()? {
                    found.insert(row.get(0)?);
                    if found.len().is_multiple_of(1024) && !wanted() {
                        return Ok(None);
                    }
                }
            }
            Ok(Some(found))
        };
        self.answer(collect())
    }
}
