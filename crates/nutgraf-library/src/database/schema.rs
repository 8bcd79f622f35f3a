//! Owns: the schema's versions, and bringing an older library up to date.
//! Promises: migrations are only ever appended; each runs in one transaction together with its new version number.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::articles::catch_up;
use crate::error::LibraryError;

/// Marks a file as ours in SQLite's header (`PRAGMA application_id`): the letters `ntgf`.
pub(crate) const APPLICATION: i32 = 0x6e74_6766;

/// Each step's story and its statements. Step *n* (from 0) leads from version *n* to *n + 1*. Never edit a step that was
/// released: append one.
const STEPS: &[(&str, &str)] = &[
    ("the first form", include_str!("schema/v1.sql")),
    (
        "what changed, so that other programs see it",
        include_str!("schema/v2.sql"),
    ),
    (
        "copies of a story know each other",
        include_str!("schema/v3.sql"),
    ),
    (
        "what language models wrote, kept",
        include_str!("schema/v4.sql"),
    ),
    (
        "which actors are one under two spellings",
        include_str!("schema/v5.sql"),
    ),
    (
        "words as they are written, and what a source's articles have in common",
        include_str!("schema/v6.sql"),
    ),
    ("feeds that are followed", include_str!("schema/v7.sql")),
    (
        "what happened, told by many articles",
        include_str!("schema/v8.sql"),
    ),
    ("what briefs told", include_str!("schema/v9.sql")),
    (
        "what of the reader's links was heeded",
        include_str!("schema/v10.sql"),
    ),
];

/// The version that this program writes.
pub(crate) fn newest() -> u32 {
    u32::try_from(STEPS.len()).unwrap_or(u32::MAX)
}

/// The version of an open library; 0 for an empty file.
pub(crate) fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings the library up to date. An empty file becomes a library; one that is not ours is left alone.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), LibraryError> {
    migrate_to(connection, path, newest())
}

/// As `migrate`, but only up to version `target`: tests make old libraries with it.
pub(crate) fn migrate_to(
    connection: &mut Connection,
    path: &Path,
    target: u32,
) -> Result<(), LibraryError> {
    let doing = "cannot open the library";
    let sql = |error| LibraryError::from_sql(doing, path, error);
    recognise(connection, path)?;
    if version(connection).map_err(sql)? >= target {
        return Ok(());
    }
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(sql)?;
    // Another process may have been quicker: look again under the lock.
    let from = version(&transaction).map_err(sql)?;
    for (step, (_story, statements)) in (0u32..).zip(STEPS) {
        if step >= from && step < target {
            transaction.execute_batch(statements).map_err(sql)?;
            transaction
                .pragma_update(None, "user_version", step + 1)
                .map_err(sql)?;
        }
    }
    if target == newest() && catch_up::behind(&transaction).map_err(sql)? == 0 {
        catch_up::drop_older_index(&transaction).map_err(sql)?;
    }
    transaction
        .pragma_update(None, "application_id", APPLICATION)
        .map_err(sql)?;
    transaction.commit().map_err(sql)
}

/// Refuses files of other programs and of newer versions of this one.
pub(crate) fn recognise(connection: &Connection, path: &Path) -> Result<(), LibraryError> {
    let doing = "cannot open the library";
    let sql = |error| LibraryError::from_sql(doing, path, error);
    let found = version(connection).map_err(sql)?;
    let application: i32 = connection
        .query_row("PRAGMA application_id", [], |row| row.get(0))
        .map_err(sql)?;
    let tables: u32 = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .map_err(sql)?;
    if application != APPLICATION && (tables > 0 || found > 0) {
        return Err(LibraryError::Foreign {
            doing,
            path: path.to_path_buf(),
        });
    }
    if found > newest() {
        return Err(LibraryError::Newer {
            doing,
            path: path.to_path_buf(),
            found,
            known: newest(),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
