//! Owns: bringing over, a few at a time, the articles that an older program has stored: into the index of words as they are
//! written, and into what is known of a source's paragraphs.
//! Promises: the latest articles come first; the library answers meanwhile, from the older index what is not in the new one
//! yet; it goes on where it was left, in whatever program.

use rusqlite::Connection;

use crate::articles::store::stored;
use crate::database::writer_cache::WriterCache;

/// The last article that is still to be brought over; 0 for none.
pub(crate) fn behind(connection: &Connection) -> rusqlite::Result<u32> {
    connection
        .prepare_cached("SELECT max(value, 0) FROM tally WHERE name = 'behind'")?
        .query_row([], |row| row.get(0))
}

/// Brings some over. Answers how many; none when all were.
pub(crate) fn some(
    connection: &Connection,
    cache: &mut WriterCache,
    limit: usize,
) -> rusqlite::Result<usize> {
    let from = behind(connection)?;
    if from == 0 {
        return Ok(0);
    }
    let ids: Vec<u32> = connection
        .prepare_cached("SELECT id FROM article WHERE id <= ?1 ORDER BY id DESC LIMIT ?2")?
        .query_map((from, limit.cast_signed()), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for id in &ids {
        if let Some(article) = stored::article(connection, *id)? {
            cache
                .index
                .add(*id, &article.meta.title, &article.text, true);
            cache.boilerplate.note(connection, *id, &article)?;
        }
    }
    let left = match ids.last() {
        Some(last) if ids.len() == limit => last.saturating_sub(1),
        _ => 0,
    };
    connection
        .prepare_cached("UPDATE tally SET value = ?1 WHERE name = 'behind'")?
        .execute([left])?;
    if left == 0 {
        drop_older_index(connection)?;
    }
    Ok(ids.len())
}

/// Takes the older index away when nothing is asked of it any more.
pub(crate) fn drop_older_index(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("DROP TABLE IF EXISTS search")
}
