//! Owns: which actors are in an article: rows of actors, and the index that leads from an actor to the newest articles.
//! Promises: each actor of an article has one row in the index and is counted once.

use rusqlite::Connection;

use crate::articles::store::known::Known;
use crate::codec::analysis::Presence;
use crate::database::writer_cache::WriterCache;
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::moment::Moment;

/// The actors of an article in the order of its entities; new ones get their rows' numbers.
pub(crate) fn of(
    connection: &Connection,
    cache: &mut WriterCache,
    analyzed: &Analyzed,
) -> rusqlite::Result<Vec<Presence>> {
    let text = &analyzed.article.text;
    analyzed
        .analysis
        .entities
        .iter()
        .map(|entity| {
            let actor = cache.actors.row(connection, entity)?;
            cache.actors.learn_aliases(actor, entity, text);
            Ok(Presence {
                actor,
                mentions: u32::try_from(entity.mentions.len()).unwrap_or(u32::MAX),
                central: entity.central,
                speaks: analyzed
                    .analysis
                    .quotes
                    .iter()
                    .any(|quote| quote.is_said() && quote.speaker.as_ref() == Some(&entity.id)),
            })
        })
        .collect()
}

/// Each actor once, with all its mentions.
pub(crate) fn distinct(presence: &[Presence]) -> Vec<Presence> {
    let mut found: Vec<Presence> = Vec::with_capacity(presence.len());
    for one in presence {
        match found.iter_mut().find(|other| other.actor == one.actor) {
            Some(other) => {
                other.mentions = other.mentions.saturating_add(one.mentions);
                other.central |= one.central;
                other.speaks |= one.speaks;
            }
            None => found.push(*one),
        }
    }
    found
}

/// Where articles without a date stand among those of an actor: last.
fn place_in_time(published: Option<Moment>) -> i64 {
    published.unwrap_or(Moment::EARLIEST).0
}

/// Puts an article into the index of its actors; written when the transaction ends.
pub(crate) fn index(
    cache: &mut WriterCache,
    id: u32,
    published: Option<Moment>,
    presence: &[Presence],
) {
    for one in presence {
        cache
            .actors
            .post(one.actor, place_in_time(published), id, one.mentions);
    }
    cache.actors.count(presence, 1);
}

/// Takes an article out of the index of its actors.
pub(crate) fn unindex(
    connection: &Connection,
    cache: &mut WriterCache,
    known: &Known,
) -> rusqlite::Result<()> {
    // The article may have come in the same transaction.
    cache.actors.write_postings(connection)?;
    let mut statement = connection.prepare_cached(
        "DELETE FROM article_actor WHERE actor = ?1 AND published = ?2 AND article = ?3",
    )?;
    for one in &known.presence {
        statement.execute((one.actor, place_in_time(known.published()), known.id))?;
    }
    cache.actors.count(&known.presence, -1);
    Ok(())
}
