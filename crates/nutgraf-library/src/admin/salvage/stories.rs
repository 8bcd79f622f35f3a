//! Owns: taking over which articles a damaged library held to be one story, and up to where its reader knew each.
//! Promises: what can't be read is decided anew; nothing is taken over that names an article that is lost.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::articles::placing::Placed;
use crate::database::writer::Writer;
use crate::error::LibraryError;
use nutgraf_read::model::id::ArticleId;

/// Takes over all that can be read; `ids` are the new ids of the salvaged articles by their old ones.
pub(super) fn take_over(
    old: &Connection,
    ids: &HashMap<ArticleId, ArticleId>,
    writer: &mut Writer,
) -> Result<(), LibraryError> {
    let new = |id: u32| ids.get(&ArticleId(id)).copied();
    let mut placed = Placed::default();
    for (article, story) in pairs(old, "SELECT id, story FROM article WHERE story IS NOT NULL") {
        if let (Some(article), Some(story)) = (new(article), new(story)) {
            placed.moved.push((article, story.0));
        }
    }
    writer.give_to_stories(&placed)?;
    let seen: Vec<(ArticleId, ArticleId)> = pairs(old, "SELECT story, article FROM story_seen")
        .into_iter()
        .filter_map(|(story, article)| Some((new(story)?, new(article)?)))
        .collect();
    let signatures = signatures(old, &new);
    writer.bring_over(|connection| {
        for (story, article) in &seen {
            connection
                .prepare_cached("INSERT OR REPLACE INTO story_seen VALUES (?1, ?2)")?
                .execute((story.0, article.0))?;
        }
        // With its signature an article waits no longer: it stays where it was.
        for (article, packed, days) in &signatures {
            connection
                .prepare_cached("INSERT OR REPLACE INTO signature VALUES (?1, ?2, ?3)")?
                .execute((article.0, packed, days))?;
            connection
                .prepare_cached("DELETE FROM unplaced WHERE article = ?1")?
                .execute([article.0])?;
        }
        Ok(())
    })
}

/// The rows of a question as far as they can be read; none of a library that is too old to have such.
fn pairs(old: &Connection, question: &str) -> Vec<(u32, u32)> {
    let Ok(mut statement) = old.prepare(question) else {
        return Vec::new();
    };
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.map(|rows| rows.map_while(Result::ok).collect())
        .unwrap_or_default()
}

type Signature = (ArticleId, Vec<u8>, Vec<u8>);

/// The signatures of articles that were given to a story, or found to have none.
fn signatures(old: &Connection, new: &dyn Fn(u32) -> Option<ArticleId>) -> Vec<Signature> {
    let question = "SELECT article, packed, days FROM signature
                    WHERE article NOT IN (SELECT article FROM unplaced)";
    let Ok(mut statement) = old.prepare(question) else {
        return Vec::new();
    };
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    let rows = rows.map(|rows| rows.map_while(Result::ok).collect::<Vec<_>>());
    let rows = rows.unwrap_or_default().into_iter();
    rows.filter_map(|(id, packed, days)| Some((new(id)?, packed, days)))
        .collect()
}

#[cfg(test)]
mod tests;
