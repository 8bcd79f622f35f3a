//! Owns: `CatalogNumbers`, which number the catalog gave to each actor of the library.
//! Promises: an actor is read once; names that it gets later are handed on too; the catalog knows an actor as it is shown;
//! one step of filling reads few actors that its articles do not name.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use crate::actors::rows;
use crate::actors::view::{ActorView, ShownAs};
use crate::catalog::Catalog;
use crate::catalog::row::ActorNo;
use crate::codec::analysis::ActorRow;
use nutgraf_read::model::actor::Actor;
use nutgraf_read::model::id::ActorId;

/// Actors are read in pages of this many rows, which costs least for each.
const PAGE: u32 = 1024;
/// A step of filling reads a page for so many of its articles; after that each actor alone, so that no step takes long.
const ARTICLES_A_PAGE: u32 = 256;

/// What an actor of an article is in the catalog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum InCatalog {
    /// None: it does not exist, or is hidden.
    #[default]
    Absent,
    /// This one.
    Actor(ActorNo),
    /// The article's mentions tell.
    ByMention,
}

/// What a reader remembers about the catalog that it fills.
#[derive(Debug, Default)]
pub(crate) struct CatalogNumbers {
    /// What each actor is in the catalog, by its row; `None` as long as it was not read.
    of_rows: Vec<Option<InCatalog>>,
    /// Whether a catalog has been begun.
    begun: bool,
    /// How many pages this step may still read.
    pages: u32,
    /// The highest id of an alias that the catalog knows.
    alias: i64,
    sources: HashMap<u32, Arc<str>>,
}

impl CatalogNumbers {
    /// Begins with an empty catalog.
    pub(crate) fn restart(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.of_rows.clear();
        self.begun = true;
        self.alias = connection
            .prepare_cached("SELECT ifnull(max(id), 0) FROM alias")?
            .query_row([], |row| row.get(0))?;
        Ok(())
    }

    /// Whether a catalog has been begun.
    pub(crate) fn has_begun(&self) -> bool {
        self.begun
    }

    /// Begins a step of filling, of so many articles at most.
    pub(crate) fn step(&mut self, articles: u32) {
        self.pages = articles.div_ceil(ARTICLES_A_PAGE);
    }

    /// What is known of a row.
    fn known(&self, row: ActorRow) -> Option<InCatalog> {
        self.of_rows.get(row as usize).copied().flatten()
    }

    fn keep(&mut self, row: ActorRow, found: InCatalog) {
        let at = row as usize;
        if self.of_rows.len() <= at {
            self.of_rows.resize(at + 1, None);
        }
        if let Some(place) = self.of_rows.get_mut(at) {
            *place = Some(found);
        }
    }

    /// What an actor is in the catalog, which takes it in when it is new.
    pub(crate) fn of_actor(
        &mut self,
        connection: &Connection,
        catalog: &mut Catalog,
        view: &ActorView,
        row: ActorRow,
    ) -> rusqlite::Result<InCatalog> {
        if self.known(row).is_none() {
            let range = match self.pages.checked_sub(1) {
                Some(left) => {
                    self.pages = left;
                    let from = row - row % PAGE;
                    from..from.saturating_add(PAGE)
                }
                None => row..row.saturating_add(1),
            };
            self.read(connection, catalog, view, range)?;
        }
        Ok(self.known(row).unwrap_or_default())
    }

    /// Reads the actors of a range that are not known yet.
    fn read(
        &mut self,
        connection: &Connection,
        catalog: &mut Catalog,
        view: &ActorView,
        rows: Range<ActorRow>,
    ) -> rusqlite::Result<()> {
        let range = (rows.start, rows.end);
        let mut aliases: HashMap<ActorRow, Vec<String>> = HashMap::new();
        let mut statement = connection
            .prepare_cached("SELECT actor, name FROM alias WHERE actor >= ?1 AND actor < ?2")?;
        let mut found = statement.query(range)?;
        while let Some(found) = found.next()? {
            aliases
                .entry(found.get(0)?)
                .or_default()
                .push(found.get(1)?);
        }
        let mut statement = connection.prepare_cached(
            "SELECT id, public, name, kind FROM actor WHERE id >= ?1 AND id < ?2 ORDER BY id",
        )?;
        let mut found = statement.query(range)?;
        while let Some(found) = found.next()? {
            let row: ActorRow = found.get(0)?;
            if self.known(row).is_some() {
                continue;
            }
            let actor = Actor {
                id: ActorId(found.get(1)?),
                name: found.get(2)?,
                kind: rows::kind_of(found.get(3)?),
                aliases: aliases.remove(&row).unwrap_or_default(),
            };
            let place = place(connection, catalog, view, row, actor)?;
            self.keep(row, place);
        }
        // A row that does not exist is not asked for again.
        for row in rows {
            if self.known(row).is_none() && (row as usize) < self.of_rows.len() {
                self.keep(row, InCatalog::Absent);
            }
        }
        Ok(())
    }

    /// Hands on the names that known actors got since the last time.
    pub(crate) fn learn(
        &mut self,
        connection: &Connection,
        catalog: &mut Catalog,
        view: &ActorView,
    ) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(
            "SELECT alias.id, alias.actor, alias.name, actor.public, actor.name, actor.kind
             FROM alias JOIN actor ON actor.id = alias.actor WHERE alias.id > ?1 ORDER BY alias.id",
        )?;
        let mut rows = statement.query([self.alias])?;
        while let Some(found) = rows.next()? {
            self.alias = found.get(0)?;
            let row: ActorRow = found.get(1)?;
            if self.known(row).is_none() {
                continue;
            }
            let actor = Actor {
                id: ActorId(found.get(3)?),
                name: found.get(4)?,
                kind: rows::kind_of(found.get(5)?),
                aliases: vec![found.get(2)?],
            };
            let found = place(connection, catalog, view, row, actor)?;
            self.keep(row, found);
        }
        Ok(())
    }

    /// Brings actors of the catalog up to date that are shown otherwise than before. Answers their rows.
    pub(crate) fn renumber(
        &mut self,
        connection: &Connection,
        catalog: &mut Catalog,
        view: &ActorView,
        related: &BTreeSet<ActorId>,
    ) -> rusqlite::Result<Vec<ActorRow>> {
        let mut stored: Vec<(ActorRow, Actor)> = Vec::new();
        for id in related {
            stored.extend(load(connection, id)?);
        }
        let mut shown: BTreeMap<ActorId, Actor> = BTreeMap::new();
        for (_, actor) in &stored {
            let ShownAs::Actor(id) = view.shown_as(&actor.id.0) else {
                continue;
            };
            let id = ActorId::from(id);
            if !shown.contains_key(&id) {
                let (name, kind) = view.describe(connection, &id.0)?;
                let aliases = Vec::new();
                shown.insert(
                    id.clone(),
                    Actor {
                        id: id.clone(),
                        name,
                        kind,
                        aliases,
                    },
                );
            }
            if let Some(shown) = shown.get_mut(&id) {
                for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                    if *name != shown.name && !shown.aliases.contains(name) {
                        shown.aliases.push(name.clone());
                    }
                }
            }
        }
        for actor in shown.values() {
            catalog.define(actor);
        }
        let mut rows = Vec::with_capacity(stored.len());
        for (row, actor) in stored {
            let found = match view.shown_as(&actor.id.0) {
                ShownAs::Hidden => {
                    catalog.silence(&actor.id);
                    InCatalog::Absent
                }
                ShownAs::Actor(id) => {
                    if *id != *actor.id.0 {
                        catalog.silence(&actor.id);
                        catalog.redirect(&actor.id, &ActorId::from(id));
                    }
                    let number = catalog.actors().number(&ActorId::from(id));
                    number.map_or(InCatalog::Absent, InCatalog::Actor)
                }
            };
            let found = if view.goes_by_mention(row) {
                InCatalog::ByMention
            } else {
                found
            };
            if self.known(row).is_some() {
                self.keep(row, found);
            }
            rows.push(row);
        }
        catalog.rename_all();
        Ok(rows)
    }

    /// The name of a source.
    pub(crate) fn source(
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

/// Takes a stored actor into the catalog as the one as which it is shown.
fn place(
    connection: &Connection,
    catalog: &mut Catalog,
    view: &ActorView,
    row: ActorRow,
    mut stored: Actor,
) -> rusqlite::Result<InCatalog> {
    if view.is_plain() {
        return Ok(InCatalog::Actor(catalog.intern(&stored)));
    }
    let ShownAs::Actor(id) = view.shown_as(&stored.id.0) else {
        return Ok(InCatalog::Absent);
    };
    let no = if *id == *stored.id.0 {
        let (name, kind) = view.corrected_name(id, stored.name.clone(), stored.kind);
        let before = std::mem::replace(&mut stored.name, name);
        if before != stored.name {
            stored.aliases.push(before);
        }
        stored.kind = kind;
        catalog.intern(&stored)
    } else {
        let shown = ActorId::from(id);
        let (name, kind) = view.describe(connection, id)?;
        stored.aliases.push(stored.name);
        let no = catalog.intern(&Actor {
            id: shown.clone(),
            name,
            kind,
            aliases: stored.aliases,
        });
        catalog.redirect(&stored.id, &shown);
        no
    };
    Ok(if view.goes_by_mention(row) {
        InCatalog::ByMention
    } else {
        InCatalog::Actor(no)
    })
}

/// A stored actor with its names.
fn load(connection: &Connection, id: &ActorId) -> rusqlite::Result<Option<(ActorRow, Actor)>> {
    let found: Option<(ActorRow, String, u8)> = connection
        .prepare_cached("SELECT id, name, kind FROM actor WHERE public = ?1")?
        .query_row([&*id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((row, name, kind)) = found else {
        return Ok(None);
    };
    let aliases = connection
        .prepare_cached("SELECT name FROM alias WHERE actor = ?1 ORDER BY id")?
        .query_map([row], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let actor = Actor {
        id: id.clone(),
        name,
        kind: rows::kind_of(kind),
        aliases,
    };
    Ok(Some((row, actor)))
}
