//! Owns: writing the table of actors: rows, aliases, counts.
//! Promises: one actor has one row; what a transaction brings is written once, at its end, in the order of the indexes.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use crate::codec::analysis::{ActorRow, Presence};
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::Entity;
use nutgraf_read::model::id::ActorId;

/// More actors than this are not remembered; memory stays bounded (about 20 MB).
const MOST_REMEMBERED: usize = 100_000;

/// What the writer remembers about actors between articles.
#[derive(Debug, Default)]
pub(crate) struct ActorRows {
    rows: HashMap<ActorId, ActorRow>,
    /// Aliases that are surely in the table, or wait to be written.
    aliases: HashSet<(ActorRow, Box<str>)>,
    /// Actors that no article named before, and names of actors, not written yet.
    new: Vec<NewActor>,
    new_aliases: Vec<(ActorRow, Box<str>)>,
    /// The last row given to an actor; `None` when others may have written since it was read.
    last: Option<ActorRow>,
    /// Changes of (articles, mentions) that are not written yet.
    pending: HashMap<ActorRow, (i64, i64)>,
    /// Rows of the index that leads from an actor to its articles, not written yet.
    postings: Vec<Posting>,
}

/// Actor, seconds since 1970, article, mentions.
type Posting = (ActorRow, i64, u32, u32);

#[derive(Debug)]
struct NewActor {
    row: ActorRow,
    public: ActorId,
    name: String,
    kind: Kind,
}

/// An actor that is in more articles than before a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Grown {
    /// Its row.
    pub row: ActorRow,
    /// Its name and kind; `None` when it was in the library before.
    pub new: Option<(String, Kind)>,
    /// In how many articles it was.
    pub was: u32,
    /// In how many it is.
    pub articles: u32,
}

impl Grown {
    /// Whether it is in twice as many articles as before, or in its first.
    fn doubled(&self) -> bool {
        self.articles > self.was && self.articles.checked_ilog2() != self.was.checked_ilog2()
    }
}

impl ActorRows {
    /// Forgets everything: after a rollback, or when another program wrote.
    pub(crate) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Takes in a row of the index of actors.
    pub(crate) fn post(&mut self, actor: ActorRow, seconds: i64, article: u32, mentions: u32) {
        self.postings.push((actor, seconds, article, mentions));
    }

    /// Writes the rows of the index that wait, in the order of the index: a batch then touches each of its pages once.
    pub(crate) fn write_postings(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(
            "INSERT OR REPLACE INTO article_actor (actor, published, article, mentions) VALUES (?1, ?2, ?3, ?4)",
        )?;
        self.postings.sort_unstable();
        for posting in self.postings.drain(..) {
            statement.execute(posting)?;
        }
        Ok(())
    }

    /// The row of an entity's actor; a new one gets its number now and is written when the transaction ends.
    pub(crate) fn row(
        &mut self,
        connection: &Connection,
        entity: &Entity,
    ) -> rusqlite::Result<ActorRow> {
        if let Some(row) = self.rows.get(&entity.id) {
            return Ok(*row);
        }
        // What waits to be written is known by nothing else.
        if self.rows.len() >= MOST_REMEMBERED && self.new.is_empty() {
            self.rows.clear();
            self.aliases.clear();
        }
        let row = match stored(connection, entity)? {
            Some(row) => row,
            None => self.give_row(connection, entity)?,
        };
        self.rows.insert(entity.id.clone(), row);
        Ok(row)
    }

    fn give_row(&mut self, connection: &Connection, entity: &Entity) -> rusqlite::Result<ActorRow> {
        let last = match self.last {
            Some(last) => last,
            None => connection
                .prepare_cached("SELECT ifnull(max(id), 0) FROM actor")?
                .query_row([], |row| row.get(0))?,
        };
        let row = last.checked_add(1);
        let row = row.ok_or(rusqlite::Error::IntegralValueOutOfRange(0, last.into()))?;
        self.last = Some(row);
        self.new.push(NewActor {
            row,
            public: entity.id.clone(),
            name: entity.name.clone(),
            kind: entity.kind,
        });
        Ok(row)
    }

    /// Takes in the names under which an article of text `text` knows the actor.
    pub(crate) fn learn_aliases(&mut self, row: ActorRow, entity: &Entity, text: &str) {
        for mention in &entity.mentions {
            let name = mention.span.of(text);
            if name.is_empty() || name == entity.name || name.len() > 120 {
                continue;
            }
            let alias = (row, Box::from(name));
            if !self.aliases.contains(&alias) {
                self.aliases.insert(alias.clone());
                self.new_aliases.push(alias);
            }
        }
    }

    /// Counts an article's actors, in (`1`) or out (`-1`).
    pub(crate) fn count(&mut self, presence: &[Presence], sign: i64) {
        for one in presence {
            let (articles, mentions) = self.pending.entry(one.actor).or_default();
            *articles += sign;
            *mentions += sign * i64::from(one.mentions);
        }
    }

    /// Writes what waits: actors, their names, the index, the counts. Answers the actors that are in twice as many articles as
    /// before, or in their first.
    pub(crate) fn settle(&mut self, connection: &Connection) -> rusqlite::Result<Vec<Grown>> {
        let mut grown = self.write_new(connection)?;
        self.write_aliases(connection)?;
        self.write_postings(connection)?;
        self.write_counts(connection, &mut grown)?;
        grown.retain(Grown::doubled);
        grown.sort_unstable_by_key(|one| one.row);
        Ok(grown)
    }

    fn write_new(&mut self, connection: &Connection) -> rusqlite::Result<Vec<Grown>> {
        let mut insert = connection.prepare_cached(
            "INSERT INTO actor (id, public, name, kind, articles, mentions) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        self.new
            .sort_unstable_by(|a, b| a.public.0.cmp(&b.public.0));
        let mut written = Vec::with_capacity(self.new.len());
        for new in self.new.drain(..) {
            let (articles, mentions) = self.pending.remove(&new.row).unwrap_or_default();
            let kind = kind_code(new.kind);
            insert.execute((new.row, &*new.public.0, &new.name, kind, articles, mentions))?;
            written.push(Grown {
                row: new.row,
                new: Some((new.name, new.kind)),
                was: 0,
                articles: u32::try_from(articles).unwrap_or(0),
            });
        }
        Ok(written)
    }

    /// Names of one actor stay in the order in which they came.
    fn write_aliases(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut insert = connection
            .prepare_cached("INSERT OR IGNORE INTO alias (actor, name) VALUES (?1, ?2)")?;
        self.new_aliases.sort_by_key(|(actor, _)| *actor);
        for alias in self.new_aliases.drain(..) {
            insert.execute((alias.0, &*alias.1))?;
        }
        Ok(())
    }

    fn write_counts(
        &mut self,
        connection: &Connection,
        grown: &mut Vec<Grown>,
    ) -> rusqlite::Result<()> {
        // Not by RETURNING, which makes a table of its own for each row.
        let mut read = connection.prepare_cached("SELECT articles FROM actor WHERE id = ?1")?;
        let mut update = connection.prepare_cached(
            "UPDATE actor SET articles = articles + ?2, mentions = mentions + ?3 WHERE id = ?1",
        )?;
        let mut pending: Vec<_> = self.pending.drain().collect();
        pending.sort_unstable();
        for (row, (articles, mentions)) in pending {
            if articles != 0 || mentions != 0 {
                let was: i64 = read.query_row([row], |found| found.get(0))?;
                update.execute((row, articles, mentions))?;
                grown.push(Grown {
                    row,
                    new: None,
                    was: u32::try_from(was).unwrap_or(0),
                    articles: u32::try_from(was + articles).unwrap_or(0),
                });
            }
        }
        Ok(())
    }
}

/// The row of an actor that is in the library; it is of the kind now that the newest article says.
fn stored(connection: &Connection, entity: &Entity) -> rusqlite::Result<Option<ActorRow>> {
    let found: Option<(ActorRow, u8)> = connection
        .prepare_cached("SELECT id, kind FROM actor WHERE public = ?1")?
        .query_row([&*entity.id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((row, kind)) = found else {
        return Ok(None);
    };
    if kind != kind_code(entity.kind) {
        connection
            .prepare_cached("UPDATE actor SET kind = ?2 WHERE id = ?1")?
            .execute((row, kind_code(entity.kind)))?;
    }
    Ok(Some(row))
}

/// The stored number of a kind: only ever append.
pub(crate) fn kind_code(kind: Kind) -> u8 {
    match kind {
        Kind::Person => 0,
        Kind::Organization => 1,
        Kind::Country => 2,
        Kind::Place => 3,
        Kind::Other => 4,
    }
}

/// The kind of a stored number; unknown ones are `Other`.
pub(crate) fn kind_of(code: u8) -> Kind {
    match code {
        0 => Kind::Person,
        1 => Kind::Organization,
        2 => Kind::Country,
        3 => Kind::Place,
        _ => Kind::Other,
    }
}
