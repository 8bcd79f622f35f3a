//! Owns: `Reader`, the way to read a library: lists, articles, counts, actors, full text.
//! May import: `model::{actor, analysis, article, headline, id, moment, wanted}`, `library::{actors, briefing, connect,
//! document, error, identity, numbers, put, search}`.
//! Promises: never changes anything; every query is short, so that writers are not held up.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use roaring::RoaringBitmap;
use rusqlite::{Connection, OptionalExtension, Row, Transaction};

use crate::library::actors;
use crate::library::briefing::{self, ActorRow};
use crate::library::connect::Place;
use crate::library::document;
use crate::library::error::LibraryError;
use crate::library::identity;
use crate::library::numbers::Numbers;
use crate::library::put;
use crate::library::search;
use crate::model::actor::{Actor, ActorCount};
use crate::model::analysis::{Analysis, Analyzed, Entity};
use crate::model::article::{Article, Meta};
use crate::model::headline::{ActorName, Headline, Marks, Reading};
use crate::model::id::{ActorId, ArticleId, ArticleKey};
use crate::model::moment::Moment;
use crate::model::wanted::TextTerm;

/// So many actors of an article are named in a list.
const LISTED_ACTORS: usize = 8;

/// So many names of actors are remembered between queries.
const MOST_NAMES: usize = 8192;

const READING: &str = "cannot read the library";

/// What a library holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All articles.
    pub articles: u32,
    /// Those that are not read.
    pub unread: u32,
    /// Those that are starred.
    pub starred: u32,
}

/// Reads a library. Cheap to make; each thread has its own.
#[derive(Debug)]
pub struct Reader {
    pub(crate) connection: Connection,
    pub(crate) place: Place,
    pub(crate) numbers: RefCell<Numbers>,
    names: RefCell<HashMap<ActorRow, ActorName>>,
}

impl Reader {
    /// Over a connection.
    pub fn new(connection: Connection, place: Place) -> Self {
        Self {
            connection,
            place,
            numbers: RefCell::default(),
            names: RefCell::default(),
        }
    }

    pub(crate) fn answer<T>(&self, found: rusqlite::Result<T>) -> Result<T, LibraryError> {
        found.map_err(self.place.failed(READING))
    }

    /// A page of the list, the newest first; articles without a date come last.
    pub fn newest(&self, limit: usize, offset: usize) -> Result<Vec<Headline>, LibraryError> {
        let ids = self.answer(self.ids(
            "SELECT id FROM article ORDER BY published DESC, id DESC LIMIT ?1 OFFSET ?2",
            (limit.cast_signed(), offset.cast_signed()),
        ))?;
        self.headlines(&ids)
    }

    pub(crate) fn ids(
        &self,
        statement: &str,
        parameters: impl rusqlite::Params,
    ) -> rusqlite::Result<Vec<ArticleId>> {
        self.connection
            .prepare_cached(statement)?
            .query_map(parameters, |row| Ok(ArticleId(row.get(0)?)))?
            .collect()
    }

    /// The rows of a list for some articles, in the given order; those that are gone are left out.
    pub fn headlines(&self, ids: &[ArticleId]) -> Result<Vec<Headline>, LibraryError> {
        let snapshot = self.answer(self.snapshot())?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(self.answer(self.headline(*id))?);
        }
        drop(snapshot);
        Ok(found)
    }

    /// Several queries that see the same state and share one lock; ends when it is dropped.
    pub(crate) fn snapshot(&self) -> rusqlite::Result<Transaction<'_>> {
        self.connection.unchecked_transaction()
    }

    fn headline(&self, id: ArticleId) -> rusqlite::Result<Option<Headline>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT a.key, a.title, s.name, a.byline, a.url, a.published, a.words, a.version, a.actors,
                    t.read, t.starred, n.packed, d.packed, d.body
             FROM article a
             LEFT JOIN source s ON s.id = a.source
             LEFT JOIN state t ON t.article = a.id
             LEFT JOIN analysis n ON n.article = a.id
             LEFT JOIN document d ON d.article = a.id
             WHERE a.id = ?1",
        )?;
        let mut rows = statement.query([id.0])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let version: u32 = row.get(7)?;
        let mut presence =
            briefing::unpack_presence(row.get_ref(8)?.as_blob()?).unwrap_or_default();
        presence.truncate(LISTED_ACTORS);
        let mut names = Vec::with_capacity(presence.len());
        for one in &presence {
            names.extend(self.actor_name(one.actor)?);
        }
        Ok(Some(Headline {
            id,
            key: ArticleKey(row.get(0)?),
            title: row.get(1)?,
            source: row.get(2)?,
            byline: row.get(3)?,
            url: row.get(4)?,
            published: row.get::<_, Option<i64>>(5)?.map(Moment),
            words: row.get(6)?,
            marks: Marks {
                read: row.get::<_, Option<bool>>(9)?.unwrap_or(false),
                starred: row.get::<_, Option<bool>>(10)?.unwrap_or(false),
                tags: self.tags(id)?,
            },
            summary: summary_of(row)?,
            actors: names,
            copies: 0,
            analyzed: version > 0,
        }))
    }

    pub(crate) fn tags(&self, id: ArticleId) -> rusqlite::Result<Vec<Arc<str>>> {
        self.connection
            .prepare_cached(
                "SELECT tag.name FROM article_tag JOIN tag ON tag.id = article_tag.tag
                 WHERE article_tag.article = ?1 ORDER BY tag.name",
            )?
            .query_map([id.0], |row| row.get(0))?
            .collect()
    }

    fn actor_name(&self, row: ActorRow) -> rusqlite::Result<Option<ActorName>> {
        if let Some(name) = self.names.borrow().get(&row) {
            return Ok(Some(name.clone()));
        }
        let found = self
            .connection
            .prepare_cached("SELECT public, name, kind FROM actor WHERE id = ?1")?
            .query_row([row], |row| {
                Ok(ActorName {
                    id: ActorId(row.get(0)?),
                    name: row.get(1)?,
                    kind: actors::kind_of(row.get(2)?),
                })
            })
            .optional()?;
        if let Some(name) = &found {
            let mut names = self.names.borrow_mut();
            if names.len() >= MOST_NAMES {
                names.clear();
            }
            names.insert(row, name.clone());
        }
        Ok(found)
    }

    /// How much there is.
    pub fn counts(&self) -> Result<Counts, LibraryError> {
        let one = |name: &str| -> rusqlite::Result<u32> {
            self.connection
                .prepare_cached("SELECT max(value, 0) FROM tally WHERE name = ?1")?
                .query_row([name], |row| row.get(0))
        };
        let counts = || {
            let articles = one("articles")?;
            Ok(Counts {
                articles,
                unread: articles.saturating_sub(one("read")?),
                starred: one("starred")?,
            })
        };
        self.answer(counts())
    }

    /// An article with all that is said about it; `None` when it is gone.
    pub fn open(&self, id: ArticleId) -> Result<Option<Reading>, LibraryError> {
        match self.open_tolerantly(id)? {
            Some((_, false)) => Err(self.broken(id)),
            Some((reading, true)) => Ok(Some(reading)),
            None => Ok(None),
        }
    }

    fn broken(&self, id: ArticleId) -> LibraryError {
        self.place
            .damaged(READING, format!("article {} can't be unpacked", id.0))
    }

    /// An article, and whether all that belongs to it could be read too; if not, it comes without.
    pub(crate) fn open_tolerantly(
        &self,
        id: ArticleId,
    ) -> Result<Option<(Reading, bool)>, LibraryError> {
        let _snapshot = self.answer(self.snapshot())?;
        let Some(found) = self.answer(self.stored(id))? else {
            return Ok(None);
        };
        let document =
            document::unpack(&found.details, &found.body).ok_or_else(|| self.broken(id))?;
        let mut spread = Vec::new();
        let analysis = match &self.packed_analysis(id) {
            Err(_) => None,
            Ok(None) => Some(Analysis::default()),
            Ok(Some(packed)) => briefing::unpack(packed, |row| {
                let (entity, articles) = self.actor(row).ok()?;
                spread.push(articles);
                Some(entity)
            }),
        };
        if analysis.is_none() {
            spread.clear();
        }
        let state = self.state(id);
        let whole = analysis.is_some() && state.is_ok();
        let (marks, position) = state.unwrap_or_default();
        let article = Article {
            key: found.key,
            origin: document.origin,
            meta: Meta {
                modified: document.modified,
                section: document.section,
                ..found.meta
            },
            text: document.text,
            blocks: document.blocks,
            links: document.links,
            raw: document.raw,
            dropped: document.dropped,
            flaws: document.flaws,
        };
        let reading = Reading {
            id,
            marks,
            analyzed: Arc::new(Analyzed {
                article,
                analysis: analysis.unwrap_or_default(),
            }),
            spread,
            position,
        };
        Ok(Some((reading, whole)))
    }

    fn stored(&self, id: ArticleId) -> rusqlite::Result<Option<Stored>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT a.key, a.title, s.name, a.byline, a.url, a.published, a.language, d.packed, d.body
             FROM article a
             JOIN document d ON d.article = a.id
             LEFT JOIN source s ON s.id = a.source
             WHERE a.id = ?1",
        )?;
        statement
            .query_row([id.0], |row| {
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

    fn packed_analysis(&self, id: ArticleId) -> rusqlite::Result<Option<Vec<u8>>> {
        self.connection
            .prepare_cached("SELECT packed FROM analysis WHERE article = ?1")?
            .query_row([id.0], |row| row.get(0))
            .optional()
    }

    /// Marks and position.
    fn state(&self, id: ArticleId) -> rusqlite::Result<(Marks, u32)> {
        let state: Option<(bool, bool, u32)> = self
            .connection
            .prepare_cached("SELECT read, starred, position FROM state WHERE article = ?1")?
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let (read, starred, position) = state.unwrap_or_default();
        let tags = self.tags(id)?;
        Ok((
            Marks {
                read,
                starred,
                tags,
            },
            position,
        ))
    }

    fn actor(&self, row: ActorRow) -> rusqlite::Result<(Entity, u32)> {
        self.connection
            .prepare_cached("SELECT public, name, kind, articles FROM actor WHERE id = ?1")?
            .query_row([row], |row| {
                let entity = Entity {
                    id: ActorId(row.get(0)?),
                    name: row.get(1)?,
                    kind: actors::kind_of(row.get(2)?),
                    salience: 0.0,
                    central: false,
                    mentions: Vec::new(),
                };
                Ok((entity, row.get(3)?))
            })
    }

    /// The article with this key, with the only key that starts so, or with this URL.
    pub fn find_key(&self, key: &str) -> Result<Option<ArticleId>, LibraryError> {
        self.answer(self.find(key))
    }

    fn find(&self, key: &str) -> rusqlite::Result<Option<ArticleId>> {
        let exact = self.ids("SELECT id FROM article WHERE key = ?1", [key])?;
        if let Some(id) = exact.first() {
            return Ok(Some(*id));
        }
        let marks = [
            Some(identity::of_key(key)),
            identity::of_url(key).filter(|_| key.contains("://")),
        ];
        for mark in marks.into_iter().flatten() {
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

    /// Whether the library has this very document, read by this version of the analyser or a newer one: then it need not
    /// be analysed and put again.
    pub fn holds(&self, article: &Article, version: u32) -> Result<bool, LibraryError> {
        self.answer(put::holds(&self.connection, article, version))
    }

    /// The articles whose title or text holds all of the terms. No term that can be looked for: none.
    pub fn text_hits(&self, terms: &[TextTerm]) -> Result<RoaringBitmap, LibraryError> {
        let Some(query) = search::all_of(terms) else {
            return Ok(RoaringBitmap::new());
        };
        let collect = || {
            let mut statement = self
                .connection
                .prepare_cached("SELECT rowid FROM search WHERE search MATCH ?1")?;
            let mut rows = statement.query([&query])?;
            let mut found = RoaringBitmap::new();
            while let Some(row) = rows.next()? {
                let id: u32 = row.get(0)?;
                found.insert(id);
            }
            Ok(found)
        };
        self.answer(collect())
    }

    /// An actor by his identity, with his other names.
    pub fn actor_named(&self, id: &ActorId) -> Result<Option<Actor>, LibraryError> {
        let find = || {
            let found: Option<(ActorRow, String, u8)> = self
                .connection
                .prepare_cached("SELECT id, name, kind FROM actor WHERE public = ?1")?
                .query_row([&*id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            let Some((row, name, kind)) = found else {
                return Ok(None);
            };
            Ok(Some(Actor {
                id: id.clone(),
                name,
                kind: actors::kind_of(kind),
                aliases: self
                    .connection
                    .prepare_cached("SELECT name FROM alias WHERE actor = ?1 ORDER BY id")?
                    .query_map([row], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?,
            }))
        };
        self.answer(find())
    }

    /// The actors in the most articles of the whole library.
    pub fn actors(&self, limit: usize) -> Result<Vec<ActorCount>, LibraryError> {
        let find = || {
            self.connection
                .prepare_cached(
                    "SELECT public, name, kind, articles, mentions FROM actor
                     WHERE articles > 0 ORDER BY articles DESC, mentions DESC, id LIMIT ?1",
                )?
                .query_map([limit.cast_signed()], |row| {
                    Ok(ActorCount {
                        id: ActorId(row.get(0)?),
                        name: row.get(1)?,
                        kind: actors::kind_of(row.get(2)?),
                        articles: row.get(3)?,
                        mentions: row.get(4)?,
                    })
                })?
                .collect()
        };
        self.answer(find())
    }

    /// The articles of all of these actors, the newest first.
    pub fn of_actors(
        &self,
        wanted: &[ActorId],
        limit: usize,
    ) -> Result<Vec<ArticleId>, LibraryError> {
        self.answer(self.with_actors(wanted, limit))
    }

    fn with_actors(&self, wanted: &[ActorId], limit: usize) -> rusqlite::Result<Vec<ArticleId>> {
        let mut rows: Vec<(u32, ActorRow)> = Vec::with_capacity(wanted.len());
        for id in wanted {
            let row = self
                .connection
                .prepare_cached("SELECT articles, id FROM actor WHERE public = ?1")?
                .query_row([&*id.0], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            match row {
                Some(row) => rows.push(row),
                None => return Ok(Vec::new()),
            }
        }
        let _snapshot = self.snapshot()?;
        // Walk along the rarest, and look whether the others are there too.
        rows.sort_unstable();
        let Some(((_, rarest), others)) = rows.split_first() else {
            return Ok(Vec::new());
        };
        let mut walk = self.connection.prepare_cached(
            "SELECT published, article FROM article_actor WHERE actor = ?1
             ORDER BY published DESC, article DESC",
        )?;
        let mut look = self.connection.prepare_cached(
            "SELECT 1 FROM article_actor WHERE actor = ?1 AND published = ?2 AND article = ?3",
        )?;
        let mut rows = walk.query([rarest])?;
        let mut found = Vec::new();
        'articles: while found.len() < limit
            && let Some(row) = rows.next()?
        {
            let (published, article): (i64, u32) = (row.get(0)?, row.get(1)?);
            for (_, other) in others {
                if !look.exists((other, published, article))? {
                    continue 'articles;
                }
            }
            found.push(ArticleId(article));
        }
        Ok(found)
    }

    /// Articles that an older version of the analyser has read, the oldest reading first.
    pub fn stale(&self, version: u32, limit: usize) -> Result<Vec<ArticleId>, LibraryError> {
        self.answer(self.ids(
            "SELECT id FROM article WHERE version < ?1 ORDER BY version, id LIMIT ?2",
            (version, limit.cast_signed()),
        ))
    }

    /// A number that is another one whenever any other connection (of this process or another) has written since the
    /// last question.
    pub fn data_version(&self) -> Result<u64, LibraryError> {
        let ask = || {
            self.connection
                .prepare_cached("PRAGMA data_version")?
                .query_row([], |row| row.get::<_, u32>(0))
        };
        self.answer(ask()).map(u64::from)
    }
}

/// An article's columns as they are stored.
struct Stored {
    key: ArticleKey,
    meta: Meta,
    details: Vec<u8>,
    body: Vec<u8>,
}

fn summary_of(row: &Row<'_>) -> rusqlite::Result<Vec<Arc<str>>> {
    let Some(packed) = row.get_ref(11)?.as_blob_or_null()? else {
        return Ok(Vec::new());
    };
    let summary = briefing::unpack_summary(packed).unwrap_or_default();
    let (Some(details), Some(body)) = (
        row.get_ref(12)?.as_blob_or_null()?,
        row.get_ref(13)?.as_blob_or_null()?,
    ) else {
        return Ok(Vec::new());
    };
    let text = document::unpack_text(details, body).unwrap_or_default();
    Ok(summary
        .iter()
        .map(|sentence| Arc::from(sentence.span.of(&text)))
        .collect())
}
