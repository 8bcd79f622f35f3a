//! Owns: `Neighbours`, the actors that stand beside an actor in the news, and those that were looked at.
//! Promises: neighbours are read once between two writings of the index of actors; what they are read from is bounded.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;

use crate::codec::analysis::{self, ActorRow};

/// So many of an actor's newest articles say which are its neighbours.
const ARTICLES: u32 = 24;

/// The actors in whose articles an actor is: for each, the share of its own articles, weighed by how rare the other is.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// By row, ascending.
    members: Vec<(ActorRow, f64)>,
    /// Of the vector that they are.
    length: f64,
}

impl Neighbours {
    fn of(members: Vec<(ActorRow, f64)>) -> Self {
        let length = members.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
        Self { members, length }
    }

    /// The cosine of two such vectors, 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let mut theirs = other.members.iter().peekable();
        let mut shared = 0.0;
        for (row, weight) in &self.members {
            while theirs.next_if(|(other, _)| other < row).is_some() {}
            if let Some((_, other)) = theirs.next_if(|(other, _)| other == row) {
                shared += weight * other;
            }
        }
        let lengths = self.length * other.length;
        if lengths > 0.0 { shared / lengths } else { 0.0 }
    }
}

/// The neighbours that were looked at since the index of actors was written last.
#[derive(Debug, Default)]
pub(super) struct AllNeighbours {
    known: HashMap<ActorRow, Arc<Neighbours>>,
    /// In how many articles their members are.
    spread: HashMap<ActorRow, u32>,
}

impl AllNeighbours {
    /// Forgets them: the index is about to be, or was, written.
    pub(super) fn forget(&mut self) {
        self.known.clear();
        self.spread.clear();
    }

    /// The neighbours of an actor.
    pub(super) fn of(
        &mut self,
        connection: &Connection,
        row: ActorRow,
    ) -> rusqlite::Result<Arc<Neighbours>> {
        if let Some(neighbours) = self.known.get(&row) {
            return Ok(Arc::clone(neighbours));
        }
        let all: u32 = connection
            .prepare_cached("SELECT max(value, 1) FROM tally WHERE name = 'articles'")?
            .query_row([], |row| row.get(0))?;
        let met = met(connection, row)?;
        let mut members = Vec::new();
        for same in met.chunk_by(|a, b| a == b) {
            let (Some(other), Ok(times)) = (same.first(), u32::try_from(same.len())) else {
                continue;
            };
            let articles = self.spread(connection, *other)?;
            let rarity = (f64::from(all.max(articles) + 1) / f64::from(articles.max(1))).ln();
            members.push((*other, f64::from(times).sqrt() * rarity));
        }
        let neighbours = Arc::new(Neighbours::of(members));
        self.known.insert(row, Arc::clone(&neighbours));
        Ok(neighbours)
    }

    fn spread(&mut self, connection: &Connection, row: ActorRow) -> rusqlite::Result<u32> {
        if let Some(articles) = self.spread.get(&row) {
            return Ok(*articles);
        }
        let articles = connection
            .prepare_cached("SELECT articles FROM actor WHERE id = ?1")?
            .query_row([row], |found| found.get(0))?;
        self.spread.insert(row, articles);
        Ok(articles)
    }
}

/// The actors in the newest articles of an actor, ascending, once for each article.
fn met(connection: &Connection, row: ActorRow) -> rusqlite::Result<Vec<ActorRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT article.actors FROM article_actor JOIN article ON article.id = article_actor.article
         WHERE article_actor.actor = ?1 ORDER BY article_actor.published DESC, article_actor.article DESC LIMIT ?2",
    )?;
    let mut rows = statement.query((row, ARTICLES))?;
    let mut met: Vec<ActorRow> = Vec::new();
    while let Some(found) = rows.next()? {
        let presence = analysis::unpack_presence(found.get_ref(0)?.as_blob()?).unwrap_or_default();
        met.extend(presence.iter().map(|one| one.actor).filter(|a| *a != row));
    }
    met.sort_unstable();
    Ok(met)
}
