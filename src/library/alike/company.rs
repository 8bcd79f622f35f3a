//! Owns: `Company`, with whom an actor is named, and how alike two companies are.
//! May import: `library::briefing`.
//! Promises: reads a bounded number of an actor's newest articles.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::library::briefing::{self, ActorRow};

/// So many of an actor's newest articles say in what company he is.
const ARTICLES: u32 = 24;

/// In what company an actor is: for each other, the share of his articles, weighed by how rare the other is.
#[derive(Debug, Default)]
pub(super) struct Company(HashMap<ActorRow, f64>);

impl Company {
    /// The cosine of two companies.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let both =
            |(row, weight): (&ActorRow, &f64)| other.0.get(row).map(|theirs| weight * theirs);
        let shared: f64 = self.0.iter().filter_map(both).sum();
        let length = |c: &Self| c.0.values().map(|w| w * w).sum::<f64>().sqrt();
        let lengths = length(self) * length(other);
        if lengths > 0.0 { shared / lengths } else { 0.0 }
    }
}

/// The company of an actor.
pub(super) fn company(connection: &Connection, row: ActorRow) -> rusqlite::Result<Company> {
    let mut statement = connection.prepare_cached(
        "SELECT article.actors FROM article_actor JOIN article ON article.id = article_actor.article
         WHERE article_actor.actor = ?1 ORDER BY article_actor.published DESC, article_actor.article DESC LIMIT ?2",
    )?;
    let mut rows = statement.query((row, ARTICLES))?;
    let mut counts: HashMap<ActorRow, u32> = HashMap::new();
    while let Some(found) = rows.next()? {
        let presence = briefing::unpack_presence(found.get_ref(0)?.as_blob()?).unwrap_or_default();
        for one in presence.iter().filter(|one| one.actor != row) {
            *counts.entry(one.actor).or_default() += 1;
        }
    }
    let all: u32 = connection
        .prepare_cached("SELECT max(value, 1) FROM tally WHERE name = 'articles'")?
        .query_row([], |row| row.get(0))?;
    let mut spread = connection.prepare_cached("SELECT articles FROM actor WHERE id = ?1")?;
    let mut company = Company::default();
    for (other, count) in counts {
        let articles: u32 = spread.query_row([other], |row| row.get(0))?;
        let rarity = (f64::from(all.max(articles) + 1) / f64::from(articles.max(1))).ln();
        company.0.insert(other, f64::from(count).sqrt() * rarity);
    }
    Ok(company)
}
