//! Owns: reading one article whole: text, analysis, marks.
//! Promises: one state of the library; what can't be unpacked is an error, or left out by the tolerant form.

use std::sync::Arc;

use rusqlite::OptionalExtension;

use crate::actors::rows;
use crate::codec::analysis::{self, ActorRow};
use crate::codec::document;
use crate::database::reader::{READING, Reader};
use crate::error::LibraryError;
use nutgraf_read::model::analysis::{Analysis, Analyzed, Entity};
use nutgraf_read::model::article::{Article, Meta};
use nutgraf_read::model::headline::{Marks, Reading};
use nutgraf_read::model::id::{ActorId, ArticleId, ArticleKey};
use nutgraf_read::model::identity::Identity;
use nutgraf_read::model::moment::Moment;

impl Reader {
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
        self.answer(self.attend())?;
        let Some(found) = self.answer(self.stored(id))? else {
            return Ok(None);
        };
        let document =
            document::unpack(&found.details, &found.body).ok_or_else(|| self.broken(id))?;
        let mut spread = Vec::new();
        let mut analysis = match &self.packed_analysis(id) {
            Err(_) => None,
            Ok(None) => Some(Analysis::default()),
            Ok(Some(packed)) => analysis::unpack(packed, |row| {
                let (entity, articles) = self.actor(row).ok()?;
                spread.push(articles);
                Some(entity)
            }),
        };
        match &mut analysis {
            Some(analysis) => {
                let view = self.view.borrow();
                self.answer(view.correct(&self.connection, analysis, &mut spread, &document.text))?;
            }
            None => spread.clear(),
        }
        let state = self.state(id);
        let whole = analysis.is_some() && state.is_ok();
        let (marks, position) = state.unwrap_or_default();
        let article = Article {
            key: found.key,
            identity: Identity::of_url(found.meta.url.as_deref()),
            origin: document.origin,
            meta: Meta {
                zone: document.zone,
                modified: document.modified,
                section: document.section,
                caption: document.caption,
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
            own_voice: false,
            about: Vec::new(),
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

    /// The analysis of an article as it is shown, with its text; for the few whose mentions have to be looked at.
    pub(crate) fn looked_at(
        &self,
        id: ArticleId,
    ) -> rusqlite::Result<Option<(Analysis, Arc<str>)>> {
        let (Some(found), Some(packed)) = (self.stored(id)?, self.packed_analysis(id)?) else {
            return Ok(None);
        };
        let text = document::unpack_text(&found.details, &found.body);
        let analysis = analysis::unpack(&packed, |row| {
            self.actor(row).ok().map(|(entity, _)| entity)
        });
        let (Some(text), Some(mut analysis)) = (text, analysis) else {
            return Ok(None);
        };
        let text: Arc<str> = Arc::from(text);
        let view = self.view.borrow();
        view.correct(&self.connection, &mut analysis, &mut Vec::new(), &text)?;
        Ok(Some((analysis, text)))
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
                    kind: rows::kind_of(row.get(2)?),
                    salience: 0.0,
                    central: false,
                    mentions: Vec::new(),
                };
                Ok((entity, row.get(3)?))
            })
    }
}

/// An article's columns as they are stored.
struct Stored {
    key: ArticleKey,
    meta: Meta,
    details: Vec<u8>,
    body: Vec<u8>,
}
