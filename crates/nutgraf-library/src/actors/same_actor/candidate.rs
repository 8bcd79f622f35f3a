//! Owns: the keys under which spellings of one name meet, and the actors that an actor is compared with.
//! Promises: answered by an index; never more than a few, and none where too many share a key.

use std::cmp::Reverse;

use rusqlite::{Connection, OptionalExtension};

use crate::actors::rows;
use crate::codec::analysis::ActorRow;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::text::hash::fnv_32;
use nutgraf_read::text::name_key;

/// Candidates that are looked at for one actor, those in the most articles first.
pub(super) const CANDIDATES: usize = 8;
/// A key that so many actors share tells nothing.
const CROWD: u32 = 64;

/// An actor as far as comparing needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) row: ActorRow,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) articles: u32,
}

/// The last word of a name, and the last two.
pub(super) fn tails(words: &[&str]) -> Vec<String> {
    let tail = |n: usize| words.len().checked_sub(n).filter(|from| *from > 0);
    (1..=2)
        .filter_map(|n| words.get(tail(n)?..))
        .map(name_key::key_of)
        .filter(|key| key.chars().count() >= 2)
        .collect()
}

/// The stored form of a key; 32 bits of a hash (FNV-1a), as names are compared anyway.
fn hash(sort: u8, key: &str) -> u32 {
    fnv_32(std::iter::once(sort).chain(key.bytes()))
}

/// The key of a whole name.
pub(super) fn whole_key(key: &str) -> u32 {
    hash(b'=', key)
}

/// The key of the end of a name.
pub(super) fn tail_key(key: &str) -> u32 {
    hash(b'<', key)
}

/// An actor by its row.
pub(super) fn load(connection: &Connection, row: ActorRow) -> rusqlite::Result<Option<Candidate>> {
    connection
        .prepare_cached("SELECT name, kind, articles FROM actor WHERE id = ?1")?
        .query_row([row], |found| {
            Ok(Candidate {
                row,
                name: found.get(0)?,
                kind: rows::kind_of(found.get(1)?),
                articles: found.get(2)?,
            })
        })
        .optional()
}

/// The actors with a key, without one, those in the most articles first.
pub(super) fn candidates(
    connection: &Connection,
    key: u32,
    but: &Candidate,
) -> rusqlite::Result<Vec<Candidate>> {
    let mut statement = connection.prepare_cached(
        "SELECT a.id, a.name, a.kind, a.articles FROM likeness l JOIN actor a ON a.id = l.actor
         WHERE l.key = ?1 AND a.articles > 0 LIMIT ?2",
    )?;
    let found = statement.query_map((key, CROWD), |row| {
        Ok(Candidate {
            row: row.get(0)?,
            name: row.get(1)?,
            kind: rows::kind_of(row.get(2)?),
            articles: row.get(3)?,
        })
    })?;
    let mut found = found.collect::<rusqlite::Result<Vec<Candidate>>>()?;
    if found.len() >= CROWD as usize {
        return Ok(Vec::new());
    }
    found.retain(|k| {
        k.row != but.row && matches!(k.kind, Kind::Person | Kind::Organization | Kind::Other)
    });
    found.sort_by_key(|k| (Reverse(k.articles), k.row));
    found.truncate(CANDIDATES);
    Ok(found)
}
