//! Owns: knowing an article again, and what the library remembers to do so.
//! Promises: an article is known by its key, a further key, its address or its words, in this order.

use rusqlite::{Connection, OptionalExtension};

use crate::articles::identity;
use crate::codec::analysis::{self, Presence};
use crate::codec::document::{self, Packed};
use nutgraf_read::model::article::{Article, Meta};
use nutgraf_read::model::moment::Moment;

/// A stored article, as far as storing it again needs to know.
pub(crate) struct Known {
    pub(crate) id: u32,
    pub(crate) key: String,
    pub(crate) published: Option<i64>,
    pub(crate) version: u32,
    pub(crate) digest: i64,
    pub(crate) meta: Meta,
    pub(crate) presence: Vec<Presence>,
}

impl Known {
    /// When it was published, which is part of its key in the index of actors.
    pub(crate) fn published(&self) -> Option<Moment> {
        self.published.map(Moment)
    }
}

/// Whether the library has this very document, read by this version of the analyser or a newer one, so that putting it
/// again would change nothing.
pub(crate) fn holds(
    connection: &Connection,
    article: &Article,
    version: u32,
) -> rusqlite::Result<bool> {
    let Some(known) = find(connection, article, identity::of_text(&article.text))? else {
        return Ok(false);
    };
    if known.version < version {
        return Ok(false);
    }
    let mut article = article.clone();
    fill_in(&mut article.meta, &known.meta);
    let packed = document::pack(&article);
    Ok(digest_of(&article, &packed) == known.digest)
}

/// The stored article that this one is, by key, further key, URL or text, whose mark is `text`.
pub(crate) fn find(
    connection: &Connection,
    article: &Article,
    text: Option<i64>,
) -> rusqlite::Result<Option<Known>> {
    let id: Option<u32> = connection
        .prepare_cached("SELECT id FROM article WHERE key = ?1")?
        .query_row([&*article.key.0], |row| row.get(0))
        .optional()?;
    if let Some(id) = id {
        return load(connection, id);
    }
    let url = article.meta.url.as_deref().and_then(identity::of_url);
    for mark in [Some(identity::of_key(&article.key.0)), url]
        .into_iter()
        .flatten()
    {
        if let Some(known) = marked(connection, mark)? {
            return Ok(Some(known));
        }
    }
    let Some(mark) = text else {
        return Ok(None);
    };
    let known = marked(connection, mark)?;
    Ok(
        known.filter(|known| match (known.published, article.meta.published) {
            (Some(a), Some(b)) => a.abs_diff(b.0) <= identity::SAME_TEXT_SECONDS.unsigned_abs(),
            _ => true,
        }),
    )
}

fn marked(connection: &Connection, mark: i64) -> rusqlite::Result<Option<Known>> {
    let id: Option<u32> = connection
        .prepare_cached("SELECT article FROM identity WHERE hash = ?1")?
        .query_row([mark], |row| row.get(0))
        .optional()?;
    match id {
        Some(id) => load(connection, id),
        None => Ok(None),
    }
}

/// The article of a row.
pub(crate) fn load(connection: &Connection, id: u32) -> rusqlite::Result<Option<Known>> {
    connection
        .prepare_cached(
            "SELECT key, published, version, digest, title, byline, s.name, url, language, actors
             FROM article a LEFT JOIN source s ON s.id = a.source WHERE a.id = ?1",
        )?
        .query_row([id], |row| {
            let actors = row.get_ref(9)?.as_blob()?;
            let published: Option<i64> = row.get(1)?;
            Ok(Known {
                id,
                key: row.get(0)?,
                published,
                version: row.get(2)?,
                digest: row.get(3)?,
                meta: Meta {
                    title: row.get(4)?,
                    byline: row.get(5)?,
                    source: row.get(6)?,
                    url: row.get(7)?,
                    language: row.get(8)?,
                    published: published.map(Moment),
                    ..Meta::default()
                },
                presence: analysis::unpack_presence(actors).unwrap_or_default(),
            })
        })
        .optional()
}

/// The digest of a document with its headings.
pub(crate) fn digest_of(article: &Article, packed: &Packed) -> i64 {
    identity::digest(&(&article.meta).into(), &packed.details, &packed.body)
}

/// What the new document does not tell stays as it was.
pub(crate) fn fill_in(new: &mut Meta, old: &Meta) {
    if new.title.is_empty() {
        new.title.clone_from(&old.title);
    }
    for (new, old) in [
        (&mut new.byline, &old.byline),
        (&mut new.source, &old.source),
        (&mut new.url, &old.url),
        (&mut new.language, &old.language),
    ] {
        if new.is_none() {
            new.clone_from(old);
        }
    }
    new.published = new.published.or(old.published);
}

/// Stores by what the article will be known again; `text` is the mark of its words.
pub(crate) fn remember(
    connection: &Connection,
    id: u32,
    article: &Article,
    text: Option<i64>,
) -> rusqlite::Result<()> {
    let url = article.meta.url.as_deref().and_then(identity::of_url);
    for hash in [url, text].into_iter().flatten() {
        mark(connection, id, hash)?;
    }
    Ok(())
}

/// Stores one mark.
pub(crate) fn mark(connection: &Connection, id: u32, hash: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO identity (hash, article) VALUES (?1, ?2)")?
        .execute((hash, id))?;
    Ok(())
}
