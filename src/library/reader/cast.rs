//! Owns: reading actors: who they are, how often they appear, in which articles.
//! May import: `model::{actor, id}`, `library::{actors, briefing, error, reader}`.
//! Promises: the newest articles of some actors are a walk along the rarest of them, never a scan over all articles.

use rusqlite::OptionalExtension;

use crate::library::actors;
use crate::library::briefing::ActorRow;
use crate::library::error::LibraryError;
use crate::library::reader::Reader;
use crate::model::actor::{Actor, ActorCount};
use crate::model::id::{ActorId, ArticleId};

impl Reader {
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
}
