//! Owns: writing the table of actors: rows, aliases, counts.
//! Promises: one actor has one row; counts of a transaction are written once, at its end.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

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
    /// Aliases that are surely in the table.
    aliases: HashSet<(ActorRow, Box<str>)>,
    /// Changes of (articles, mentions) that are not written yet.
    pending: HashMap<ActorRow, (i64, i64)>,
    /// Rows of the index that leads from an actor to its articles, not written yet.
    postings: Vec<Posting>,
}

/// Actor, seconds since 1970, article, mentions.
type Posting = (ActorRow, i64, u32, u32);

impl ActorRows {
    /// Forgets everything: after a rollback, or when another program wrote.
    pub(crate) fn forget(&mut self) {
        self.rows.clear();
        self.aliases.clear();
        self.pending.clear();
        self.postings.clear();
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

    /// The row of an entity's actor, made when it is new.
    pub(crate) fn row(
        &mut self,
        connection: &Connection,
        entity: &Entity,
    ) -> rusqlite::Result<ActorRow> {
        if let Some(row) = self.rows.get(&entity.id) {
            return Ok(*row);
        }
        if self.rows.len() >= MOST_REMEMBERED {
            self.rows.clear();
            self.aliases.clear();
        }
        let row: ActorRow = connection
            .prepare_cached(
                "INSERT INTO actor (public, name, kind) VALUES (?1, ?2, ?3)
                 ON CONFLICT (public) DO UPDATE SET kind = excluded.kind RETURNING id",
            )?
            .query_row(
                (&*entity.id.0, &entity.name, kind_code(entity.kind)),
                |row| row.get(0),
            )?;
        self.rows.insert(entity.id.clone(), row);
        Ok(row)
    }

    /// Stores the names under which an article of text `text` knows the actor.
    pub(crate) fn learn_aliases(
        &mut self,
        connection: &Connection,
        row: ActorRow,
        entity: &Entity,
        text: &str,
    ) -> rusqlite::Result<()> {
        for mention in &entity.mentions {
            let name = mention.span.of(text);
            if name.is_empty() || name == entity.name || name.len() > 120 {
                continue;
            }
            let key = (row, Box::from(name));
            if self.aliases.contains(&key) {
                continue;
            }
            connection
                .prepare_cached("INSERT OR IGNORE INTO alias (actor, name) VALUES (?1, ?2)")?
                .execute((row, name))?;
            self.aliases.insert(key);
        }
        Ok(())
    }

    /// Counts an article's actors, in (`1`) or out (`-1`).
    pub(crate) fn count(&mut self, presence: &[Presence], sign: i64) {
        for one in presence {
            let (articles, mentions) = self.pending.entry(one.actor).or_default();
            *articles += sign;
            *mentions += sign * i64::from(one.mentions);
        }
    }

    /// Writes what waits: the index, the counts. Answers the actors that are in twice as many articles as before, or in
    /// their first, with how many each was in.
    pub(crate) fn settle(
        &mut self,
        connection: &Connection,
    ) -> rusqlite::Result<Vec<(ActorRow, u32)>> {
        self.write_postings(connection)?;
        let mut update = connection.prepare_cached(
            "UPDATE actor SET articles = articles + ?2, mentions = mentions + ?3 WHERE id = ?1 RETURNING articles",
        )?;
        let mut doubled = Vec::new();
        let mut pending: Vec<_> = self.pending.drain().collect();
        pending.sort_unstable();
        for (row, (articles, mentions)) in pending {
            if articles != 0 || mentions != 0 {
                let now: i64 = update.query_row((row, articles, mentions), |found| found.get(0))?;
                let was = u32::try_from(now - articles).unwrap_or(0);
                let now = u32::try_from(now).unwrap_or(0);
                if now > was && now.checked_ilog2() != was.checked_ilog2() {
                    doubled.push((row, was));
                }
            }
        }
        Ok(doubled)
    }
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
