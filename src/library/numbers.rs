//! Owns: `Numbers`, which number the catalog gave to each actor of the library.
//! May import: `catalog`, `model::{actor, id}`, `library::{actors, briefing}`.
//! Promises: an actor is read once; names that he gets later are handed on too.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use crate::catalog::Catalog;
use crate::catalog::row::ActorNo;
use crate::library::actors;
use crate::library::briefing::ActorRow;
use crate::model::actor::Actor;
use crate::model::id::ActorId;

/// Actors are read ahead in steps of this many rows.
const READ_AHEAD: u32 = 2048;

/// What a reader remembers about the catalog that it fills.
#[derive(Debug, Default)]
pub struct Numbers {
    /// The catalog's number of each actor, by his row; rows that don't exist have none.
    of_rows: Vec<Option<ActorNo>>,
    /// The highest id of an alias that the catalog knows.
    alias: i64,
    sources: HashMap<u32, Arc<str>>,
}

impl Numbers {
    /// Begins with an empty catalog.
    pub fn restart(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.of_rows.clear();
        self.alias = connection
            .prepare_cached("SELECT ifnull(max(id), 0) FROM alias")?
            .query_row([], |row| row.get(0))?;
        Ok(())
    }

    /// The catalog's number of an actor, who is taken in there when he is new.
    pub fn of_actor(
        &mut self,
        connection: &Connection,
        catalog: &mut Catalog,
        row: ActorRow,
    ) -> rusqlite::Result<Option<ActorNo>> {
        if row as usize >= self.of_rows.len() {
            self.read_on(connection, catalog, row)?;
        }
        Ok(self.of_rows.get(row as usize).copied().flatten())
    }

    /// Reads actors from the first unknown one up to `row`, and some more.
    fn read_on(
        &mut self,
        connection: &Connection,
        catalog: &mut Catalog,
        row: ActorRow,
    ) -> rusqlite::Result<()> {
        let from = self.of_rows.len();
        let range = (from.cast_signed(), row.saturating_add(READ_AHEAD));
        let mut aliases: HashMap<ActorRow, Vec<String>> = HashMap::new();
        let mut statement = connection
            .prepare_cached("SELECT actor, name FROM alias WHERE actor >= ?1 AND actor < ?2")?;
        let mut rows = statement.query(range)?;
        while let Some(found) = rows.next()? {
            aliases
                .entry(found.get(0)?)
                .or_default()
                .push(found.get(1)?);
        }
        let mut statement = connection.prepare_cached(
            "SELECT id, public, name, kind FROM actor WHERE id >= ?1 AND id < ?2 ORDER BY id",
        )?;
        let mut rows = statement.query(range)?;
        while let Some(found) = rows.next()? {
            let at: ActorRow = found.get(0)?;
            let actor = Actor {
                id: ActorId(found.get(1)?),
                name: found.get(2)?,
                kind: actors::kind_of(found.get(3)?),
                aliases: aliases.remove(&at).unwrap_or_default(),
            };
            self.of_rows.resize(at as usize, None);
            self.of_rows.push(Some(catalog.intern(&actor)));
        }
        // A row that does not exist is not asked for again.
        let least = row as usize + 1;
        if self.of_rows.len() < least {
            self.of_rows.resize(least, None);
        }
        Ok(())
    }

    /// Hands on the names that known actors got since the last time.
    pub fn learn(
        &mut self,
        connection: &Connection,
        catalog: &mut Catalog,
    ) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(
            "SELECT alias.id, alias.actor, alias.name, actor.public, actor.name, actor.kind
             FROM alias JOIN actor ON actor.id = alias.actor WHERE alias.id > ?1 ORDER BY alias.id",
        )?;
        let mut rows = statement.query([self.alias])?;
        while let Some(found) = rows.next()? {
            self.alias = found.get(0)?;
            let row: ActorRow = found.get(1)?;
            if row as usize >= self.of_rows.len() {
                continue;
            }
            catalog.intern(&Actor {
                id: ActorId(found.get(3)?),
                name: found.get(4)?,
                kind: actors::kind_of(found.get(5)?),
                aliases: vec![found.get(2)?],
            });
        }
        Ok(())
    }

    /// The name of a source.
    pub fn source(
        &mut self,
        connection: &Connection,
        source: u32,
    ) -> rusqlite::Result<Option<Arc<str>>> {
        if let Some(name) = self.sources.get(&source) {
            return Ok(Some(Arc::clone(name)));
        }
        let name: Option<Arc<str>> = connection
            .prepare_cached("SELECT name FROM source WHERE id = ?1")?
            .query_row([source], |row| row.get(0))
            .optional()?;
        if let Some(name) = &name {
            self.sources.insert(source, Arc::clone(name));
        }
        Ok(name)
    }
}
