//! Owns: reading actors: what they are, how often they appear, in which articles.
//! Promises: the newest articles of some actors are a walk along the rarest of them, never a scan over all articles.

use rusqlite::OptionalExtension;

use crate::actors::rows;
use crate::actors::view::ShownAs;
use crate::codec::analysis::ActorRow;
use crate::database::reader::Reader;
use crate::error::LibraryError;
use nutgraf_read::model::actor::{Actor, ActorCount};
use nutgraf_read::model::id::{ActorId, ArticleId};

impl Reader {
    /// An actor by its identity, with its other names.
    pub fn actor_named(&self, id: &ActorId) -> Result<Option<Actor>, LibraryError> {
        let find = || {
            self.attend()?;
            let view = self.view.borrow();
            let ShownAs::Actor(as_whom) = view.shown_as(&id.0) else {
                return Ok(None);
            };
            let id = ActorId::from(as_whom);
            let found: Option<(String, u8)> = self
                .connection
                .prepare_cached("SELECT name, kind FROM actor WHERE public = ?1")?
                .query_row([&*id.0], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((name, kind)) = found else {
                return Ok(None);
            };
            let (name, kind) = view.corrected_name(&id.0, name, rows::kind_of(kind));
            let mut aliases: Vec<String> = Vec::new();
            let own = std::iter::once(id.clone());
            for spelling in own.chain(view.spellings(&id.0)) {
                let mut statement = self.connection.prepare_cached(
                    "SELECT name FROM actor WHERE public = ?1 UNION ALL
                     SELECT alias.name FROM alias JOIN actor ON actor.id = alias.actor WHERE actor.public = ?1",
                )?;
                for other in statement.query_map([&*spelling.0], |row| row.get(0))? {
                    let other: String = other?;
                    if other != name && !aliases.contains(&other) {
                        aliases.push(other);
                    }
                }
            }
            Ok(Some(Actor {
                id,
                name,
                kind,
                aliases,
            }))
        };
        self.answer(find())
    }

    /// The stored actors that count as another, whatever the reader's corrections: name, id and articles of the one and of
    /// the other.
    pub fn spellings(&self) -> Result<Vec<[ActorCount; 2]>, LibraryError> {
        let find = || {
            let count = |row: &rusqlite::Row<'_>, at: usize| -> rusqlite::Result<ActorCount> {
                Ok(ActorCount {
                    id: ActorId(row.get(at)?),
                    name: row.get(at + 1)?,
                    kind: rows::kind_of(row.get(at + 2)?),
                    articles: row.get(at + 3)?,
                    mentions: row.get(at + 4)?,
                })
            };
            self.connection
                .prepare_cached(
                    "SELECT a.public, a.name, a.kind, a.articles, a.mentions,
                            b.public, b.name, b.kind, b.articles, b.mentions
                     FROM same JOIN actor a ON a.id = same.actor JOIN actor b ON b.id = same.other
                     WHERE same.id = (SELECT max(id) FROM same other WHERE other.actor = same.actor)
                     ORDER BY a.id",
                )?
                .query_map([], |row| Ok([count(row, 0)?, count(row, 5)?]))?
                .collect()
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
                        kind: rows::kind_of(row.get(2)?),
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
