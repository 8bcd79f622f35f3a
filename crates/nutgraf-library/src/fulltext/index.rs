//! Owns: writing the full-text index.
//! Promises: what waits is written before the transaction ends, all of it in one go.
//!
//! Why in one go: whenever a statement on any table opens a savepoint, FTS5 writes what it has gathered as a segment of
//! its own. Indexing between other statements made a segment of every article and took most of the writer's time.

use std::sync::Arc;

use rusqlite::Connection;

/// What waits to be written to the index.
#[derive(Debug, Default)]
pub(crate) struct Index {
    waiting: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    article: u32,
    /// Title and text; `None` takes the article out.
    words: Option<(String, Arc<str>)>,
    replaces: bool,
}

impl Index {
    /// Forgets what waits: after a rollback.
    pub(crate) fn forget(&mut self) {
        self.waiting.clear();
    }

    /// Takes in an article; `replaces` says that the index may know it with other words.
    pub(crate) fn add(&mut self, article: u32, title: &str, text: &Arc<str>, replaces: bool) {
        self.waiting.push(Entry {
            article,
            words: Some((title.to_owned(), Arc::clone(text))),
            replaces,
        });
    }

    /// Takes an article out.
    pub(crate) fn remove(&mut self, article: u32) {
        self.waiting.push(Entry {
            article,
            words: None,
            replaces: true,
        });
    }

    /// Writes everything.
    pub(crate) fn settle(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut forget = connection.prepare_cached("DELETE FROM words WHERE rowid = ?1")?;
        let mut insert = connection
            .prepare_cached("INSERT INTO words (rowid, title, body) VALUES (?1, ?2, ?3)")?;
        for entry in self.waiting.drain(..) {
            if entry.replaces {
                forget.execute([entry.article])?;
            }
            if let Some((title, text)) = entry.words {
                insert.execute((entry.article, title, &*text))?;
            }
        }
        Ok(())
    }
}
