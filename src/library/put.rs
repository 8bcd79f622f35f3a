//! Owns: storing an article with its analysis, or bringing the stored one up to date.
//! May import: `model::{analysis, article, id, moment}`, `library::{actors, briefing, document, identity, index}`.
//! Promises: an article is stored wholly or not at all; the reader's marks are never touched; a replaced text stays as a
//! revision.

use rusqlite::{Connection, OptionalExtension, params};

use crate::library::actors::Cast;
use crate::library::briefing::{self, Presence};
use crate::library::document::{self, Packed};
use crate::library::identity;
use crate::library::index::Index;
use crate::model::analysis::Analyzed;
use crate::model::article::{Article, Meta};
use crate::model::flaw::FlawKind;
use crate::model::id::ArticleId;
use crate::model::moment::Moment;

/// What the writer remembers and what waits for the end of the transaction.
#[derive(Debug, Default)]
pub struct Desk {
    /// Actors.
    pub cast: Cast,
    /// Texts for the index.
    pub index: Index,
}

impl Desk {
    /// Forgets everything: after a rollback, or when another program wrote.
    pub fn forget(&mut self) {
        self.cast.forget();
        self.index.forget();
    }
}

/// What storing did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The library did not have it.
    New,
    /// The library had it, and something was different.
    Updated,
    /// The library had it exactly so.
    Same,
}

/// A stored article, as far as storing it again needs to know.
struct Known {
    id: u32,
    key: String,
    published: Option<i64>,
    version: u32,
    digest: i64,
    meta: Meta,
    presence: Vec<Presence>,
}

/// Stores one article inside the caller's transaction.
pub fn put(
    connection: &Connection,
    desk: &mut Desk,
    analyzed: &Analyzed,
) -> rusqlite::Result<(ArticleId, Outcome)> {
    let packed = document::pack(&analyzed.article);
    match find(connection, &analyzed.article)? {
        None => {
            let id = insert(connection, desk, analyzed, &packed)?;
            Ok((ArticleId(id), Outcome::New))
        }
        Some(known) => {
            let id = ArticleId(known.id);
            Ok((id, update(connection, desk, analyzed, &known)?))
        }
    }
}

/// Takes an article out, with all that hangs on it. The caller counts it out.
pub fn remove(connection: &Connection, desk: &mut Desk, id: u32) -> rusqlite::Result<()> {
    let Some(known) = load(connection, id)? else {
        return Ok(());
    };
    unindex_actors(connection, desk, &known)?;
    desk.index.remove(id);
    // What the reader did with it, its text, analysis and revisions go with it by their foreign keys.
    connection
        .prepare_cached("DELETE FROM article WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Whether the library has this very document, read by this version of the analyser or a newer one, so that putting it
/// again would change nothing.
pub fn holds(connection: &Connection, article: &Article, version: u32) -> rusqlite::Result<bool> {
    let Some(known) = find(connection, article)? else {
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

/// The stored article that this one is, by key, further key, URL or text.
fn find(connection: &Connection, article: &Article) -> rusqlite::Result<Option<Known>> {
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
    let Some(mark) = identity::of_text(&article.text) else {
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

fn load(connection: &Connection, id: u32) -> rusqlite::Result<Option<Known>> {
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
                presence: briefing::unpack_presence(actors).unwrap_or_default(),
            })
        })
        .optional()
}

fn insert(
    connection: &Connection,
    desk: &mut Desk,
    analyzed: &Analyzed,
    packed: &Packed,
) -> rusqlite::Result<u32> {
    let Analyzed { article, analysis } = analyzed;
    let meta = &article.meta;
    let all = presence(connection, desk, analyzed)?;
    let presence = distinct(&all);
    let source = source_row(connection, meta.source.as_deref())?;
    connection
        .prepare_cached(
            "INSERT INTO article
               (key, published, words, version, digest, added, source, language, title, byline, actors, url)
             VALUES (?1, ?2, ?3, ?4, ?5, unixepoch(), ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            &*article.key.0,
            meta.published.map(|m| m.0),
            analysis.words,
            analysis.version,
            digest_of(article, packed),
            source,
            meta.language,
            meta.title,
            meta.byline,
            briefing::pack_presence(&presence),
            meta.url,
        ])?;
    // Rows are counted from 1 and never used again; the four thousand millionth would not fit and fails here.
    let row = connection.last_insert_rowid();
    let id = u32::try_from(row).or(Err(rusqlite::Error::IntegralValueOutOfRange(0, row)))?;
    connection
        .prepare_cached("INSERT INTO document (article, packed, body) VALUES (?1, ?2, ?3)")?
        .execute((id, &packed.details, &packed.body))?;
    connection
        .prepare_cached("INSERT INTO analysis (article, packed) VALUES (?1, ?2)")?
        .execute((id, briefing_of(analyzed, &all)))?;
    desk.index
        .add(id, &article.meta.title, &article.text, false);
    index_actors(connection, desk, (id, meta.published), &presence)?;
    remember(connection, id, article)?;
    Ok(id)
}

fn update(
    connection: &Connection,
    desk: &mut Desk,
    analyzed: &Analyzed,
    known: &Known,
) -> rusqlite::Result<Outcome> {
    let id = known.id;
    if known.key != *analyzed.article.key.0 {
        mark(connection, id, identity::of_key(&analyzed.article.key.0))?;
    }
    let mut analyzed = analyzed.clone();
    fill_in(&mut analyzed.article.meta, &known.meta);
    let packed = document::pack(&analyzed.article);
    let digest = digest_of(&analyzed.article, &packed);
    let same_document = digest == known.digest;
    if same_document && analyzed.analysis.version < known.version {
        return Ok(Outcome::Same);
    }
    let all = presence(connection, desk, &analyzed)?;
    let presence = distinct(&all);
    let briefing = briefing_of(&analyzed, &all);
    if same_document {
        let old: Option<Vec<u8>> = connection
            .prepare_cached("SELECT packed FROM analysis WHERE article = ?1")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        if old.as_deref() == Some(&briefing) {
            return Ok(Outcome::Same);
        }
    } else if !replace_document(connection, desk, (known, &analyzed.article, &packed))? {
        return Ok(Outcome::Same);
    }
    unindex_actors(connection, desk, known)?;
    let meta = &analyzed.article.meta;
    connection
        .prepare_cached(
            "UPDATE article SET published = ?2, words = ?3, version = ?4, digest = ?5, source = ?6, language = ?7,
               title = ?8, byline = ?9, actors = ?10, url = ?11 WHERE id = ?1",
        )?
        .execute(params![
            id,
            meta.published.map(|m| m.0),
            analyzed.analysis.words,
            analyzed.analysis.version,
            digest,
            source_row(connection, meta.source.as_deref())?,
            meta.language,
            meta.title,
            meta.byline,
            briefing::pack_presence(&presence),
            meta.url,
        ])?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO analysis (article, packed) VALUES (?1, ?2)")?
        .execute((id, &briefing))?;
    index_actors(connection, desk, (id, meta.published), &presence)?;
    remember(connection, id, &analyzed.article)?;
    Ok(Outcome::Updated)
}

fn digest_of(article: &Article, packed: &Packed) -> i64 {
    identity::digest(&(&article.meta).into(), &packed.details, &packed.body)
}

/// What the new document does not tell stays as it was.
fn fill_in(new: &mut Meta, old: &Meta) {
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

/// Puts a changed document in the place of the old one, which stays as a revision. Answers `false`, and does nothing,
/// when the new one is only a cut-off form of the old one.
fn replace_document(
    connection: &Connection,
    desk: &mut Desk,
    (known, article, packed): (&Known, &Article, &Packed),
) -> rusqlite::Result<bool> {
    let old: Option<(Vec<u8>, Vec<u8>)> = connection
        .prepare_cached("SELECT packed, body FROM document WHERE article = ?1")?
        .query_row([known.id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let mut text_changed = true;
    if let Some((details, body)) = &old
        && let Some(old) = document::unpack(details, body)
    {
        let cut = |flaws: &[crate::model::flaw::Flaw]| {
            flaws.iter().any(|f| f.kind == FlawKind::Truncated)
        };
        let shorter = article.text.len() < old.text.len();
        if shorter && cut(&article.flaws) && !cut(&old.flaws) {
            return Ok(false);
        }
        text_changed = old.text != article.text;
    }
    let title_changed = known.meta.title != article.meta.title;
    if let Some((details, body)) = old
        && (text_changed || title_changed)
    {
        // A new headline over the same text: the revision holds the headline only.
        let (details, body) = if text_changed {
            (details, body)
        } else {
            (Vec::new(), Vec::new())
        };
        connection
            .prepare_cached(
                "INSERT INTO revision (article, replaced, title, packed, body)
                 VALUES (?1, unixepoch(), ?2, ?3, ?4)",
            )?
            .execute((known.id, &known.meta.title, details, body))?;
    }
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO document (article, packed, body) VALUES (?1, ?2, ?3)",
        )?
        .execute((known.id, &packed.details, &packed.body))?;
    if text_changed || title_changed {
        desk.index
            .add(known.id, &article.meta.title, &article.text, true);
    }
    Ok(true)
}

fn presence(
    connection: &Connection,
    desk: &mut Desk,
    analyzed: &Analyzed,
) -> rusqlite::Result<Vec<Presence>> {
    let text = &analyzed.article.text;
    analyzed
        .analysis
        .entities
        .iter()
        .map(|entity| {
            let actor = desk.cast.row(connection, entity)?;
            desk.cast.learn_aliases(connection, actor, entity, text)?;
            Ok(Presence {
                actor,
                mentions: u32::try_from(entity.mentions.len()).unwrap_or(u32::MAX),
                central: entity.central,
                speaks: analyzed
                    .analysis
                    .quotes
                    .iter()
                    .any(|quote| quote.speaker.as_ref() == Some(&entity.id)),
            })
        })
        .collect()
}

/// Each actor once, with all his mentions.
fn distinct(presence: &[Presence]) -> Vec<Presence> {
    let mut found: Vec<Presence> = Vec::with_capacity(presence.len());
    for one in presence {
        match found.iter_mut().find(|other| other.actor == one.actor) {
            Some(other) => {
                other.mentions = other.mentions.saturating_add(one.mentions);
                other.central |= one.central;
                other.speaks |= one.speaks;
            }
            None => found.push(*one),
        }
    }
    found
}

fn briefing_of(analyzed: &Analyzed, presence: &[Presence]) -> Vec<u8> {
    let rows: Vec<_> = presence.iter().map(|p| p.actor).collect();
    briefing::pack(&analyzed.analysis, &rows)
}

/// Where articles without a date stand among those of an actor: last.
fn place_in_time(published: Option<Moment>) -> i64 {
    published.unwrap_or(Moment::EARLIEST).0
}

fn index_actors(
    connection: &Connection,
    desk: &mut Desk,
    (id, published): (u32, Option<Moment>),
    presence: &[Presence],
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT OR REPLACE INTO article_actor (actor, published, article, mentions) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for one in presence {
        statement.execute((one.actor, place_in_time(published), id, one.mentions))?;
    }
    desk.cast.count(presence, 1);
    Ok(())
}

fn unindex_actors(connection: &Connection, desk: &mut Desk, known: &Known) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "DELETE FROM article_actor WHERE actor = ?1 AND published = ?2 AND article = ?3",
    )?;
    for one in &known.presence {
        statement.execute((
            one.actor,
            place_in_time(known.published.map(Moment)),
            known.id,
        ))?;
    }
    desk.cast.count(&known.presence, -1);
    Ok(())
}

/// Stores by what the article will be known again.
fn remember(connection: &Connection, id: u32, article: &Article) -> rusqlite::Result<()> {
    let url = article.meta.url.as_deref().and_then(identity::of_url);
    let text = identity::of_text(&article.text);
    for hash in [url, text].into_iter().flatten() {
        mark(connection, id, hash)?;
    }
    Ok(())
}

fn mark(connection: &Connection, id: u32, hash: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO identity (hash, article) VALUES (?1, ?2)")?
        .execute((hash, id))?;
    Ok(())
}

fn source_row(connection: &Connection, name: Option<&str>) -> rusqlite::Result<Option<u32>> {
    let Some(name) = name else {
        return Ok(None);
    };
    let found = connection
        .prepare_cached("SELECT id FROM source WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    if found.is_some() {
        return Ok(found);
    }
    connection
        .prepare_cached("INSERT INTO source (name) VALUES (?1) RETURNING id")?
        .query_row([name], |row| row.get(0))
        .map(Some)
}
