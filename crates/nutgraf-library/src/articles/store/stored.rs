//! Owns: reading a stored document back as an article.
//! Promises: the document as it was stored, whatever is shown of it; bytes that can't be unpacked give none.

use rusqlite::{Connection, OptionalExtension};

use crate::codec::document;
use nutgraf_read::model::article::{Article, Meta};
use nutgraf_read::model::id::ArticleKey;
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::moment::Moment;

/// An article's columns as they are stored.
pub(crate) struct Stored {
    key: ArticleKey,
    meta: Meta,
    /// The packed document.
    pub(crate) details: Vec<u8>,
    /// Its text, and what else it holds.
    pub(crate) body: Vec<u8>,
}

impl Stored {
    /// The document; `None` when its bytes are damaged.
    pub(crate) fn unpack(self) -> Option<Article> {
        let document = document::unpack(&self.details, &self.body)?;
        Some(Article {
            key: self.key,
            identity: Identity::of_url(self.meta.url.as_deref()),
            origin: document.origin,
            meta: Meta {
                zone: document.zone,
                modified: document.modified,
                section: document.section,
                caption: document.caption,
                ..self.meta
            },
            text: document.text,
            blocks: document.blocks,
            links: document.links,
            raw: document.raw,
            dropped: document.dropped,
            flaws: document.flaws,
        })
    }
}

/// The columns of an article; `None` when it is gone.
pub(crate) fn load(connection: &Connection, id: u32) -> rusqlite::Result<Option<Stored>> {
    let mut statement = connection.prepare_cached(
        "SELECT a.key, a.title, s.name, a.byline, a.url, a.published, a.language, d.packed, d.body
         FROM article a
         JOIN document d ON d.article = a.id
         LEFT JOIN source s ON s.id = a.source
         WHERE a.id = ?1",
    )?;
    statement
        .query_row([id], |row| {
            Ok(Stored {
                key: ArticleKey(row.get(0)?),
                meta: Meta {
                    title: row.get(1)?,
                    source: row.get(2)?,
                    byline: row.get(3)?,
                    url: row.get(4)?,
                    published: row.get::<_, Option<i64>>(5)?.map(Moment),
                    language: row.get(6)?,
                    ..Meta::default()
                },
                details: row.get(7)?,
                body: row.get(8)?,
            })
        })
        .optional()
}

/// The stored document; `None` when it is gone or damaged.
pub(crate) fn article(connection: &Connection, id: u32) -> rusqlite::Result<Option<Article>> {
    Ok(load(connection, id)?.and_then(Stored::unpack))
}
