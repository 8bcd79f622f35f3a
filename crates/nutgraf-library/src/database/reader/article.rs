//! Owns: reading one article whole: text, analysis, marks.
//! Promises: one state of the library; what can't be unpacked is an error, or left out by the tolerant form.

use std::sync::Arc;

use rusqlite::OptionalExtension;

use crate::actors::rows;
use crate::articles::store::stored;
use crate::codec::analysis::{self, ActorRow};
use crate::codec::document;
use crate::database::reader::{READING, Reader};
use crate::error::LibraryError;
use nutgraf_read::model::analysis::{Analysis, Analyzed, Entity};
use nutgraf_read::model::headline::{Marks, Reading};
use nutgraf_read::model::id::{ActorId, ArticleId};

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
        let Some(found) = self.answer(stored::load(&self.connection, id.0))? else {
            return Ok(None);
        };
        let article = found.unpack().ok_or_else(|| self.broken(id))?;
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
                self.answer(view.correct(&self.connection, analysis, &mut spread, &article.text))?;
            }
            None => spread.clear(),
        }
        let state = self.state(id);
        let whole = analysis.is_some() && state.is_ok();
        let (marks, position) = state.unwrap_or_default();
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

    /// The analysis of an article as it is shown, with its text; for the few whose mentions have to be looked at.
    pub(crate) fn looked_at(
        &self,
        id: ArticleId,
    ) -> rusqlite::Result<Option<(Analysis, Arc<str>)>> {
        let (Some(found), Some(packed)) = (
            stored::load(&self.connection, id.0)?,
            self.packed_analysis(id)?,
        ) else {
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

    pub(crate) fn packed_analysis(&self, id: ArticleId) -> rusqlite::Result<Option<Vec<u8>>> {
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
