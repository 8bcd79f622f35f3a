//! Owns: the schema's versions, and bringing an older library up to date.
//! May import: `library::error`.
//! Promises: migrations are only ever appended; each runs in one transaction together with its new version number.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::library::error::LibraryError;

/// Marks a file as ours in SQLite's header (`PRAGMA application_id`): the letters `ntgf`.
pub const APPLICATION: i32 = 0x6e74_6766;

/// Each step's story and its statements. Step *n* (from 0) leads from version *n* to *n + 1*. Never edit a step that was
/// released: append one.
const STEPS: &[(&str, &str)] = &[
    ("the first form", include_str!("schema/v1.sql")),
    (
        "what changed, so that other programs see it",
        include_str!("schema/v2.sql"),
    ),
];

/// The version that this program writes.
pub fn newest() -> u32 {
    u32::try_from(STEPS.len()).unwrap_or(u32::MAX)
}

/// The version of an open library; 0 for an empty file.
pub fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings the library up to date. An empty file becomes a library; one that is not ours is left alone.
pub fn migrate(connection: &mut Connection, path: &Path) -> Result<(), LibraryError> {
    migrate_to(connection, path, newest())
}

/// As `migrate`, but only up to version `target`: tests make old libraries with it.
pub fn migrate_to(
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
    transaction
        .pragma_update(None, "application_id", APPLICATION)
        .map_err(sql)?;
    transaction.commit().map_err(sql)
}

/// Refuses files of other programs and of newer versions of this one.
pub fn recognise(connection: &Connection, path: &Path) -> Result<(), LibraryError> {
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
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::library::Library;
    use crate::library::temporary::Folder;
    use crate::model::change::Change;
    use crate::model::id::ArticleId;

    /// What a nutgraf of each version may have left; every new version appends a row with what it can hold first.
    const LEFT: [(u32, &str); 3] = [
        (0, ""),
        (
            1,
            "INSERT INTO source VALUES (1, 'The Gazette');
             INSERT INTO actor VALUES (1, 'country:IR', 'Iran', 2, 1, 3);
             INSERT INTO alias VALUES (1, 1, 'Tehran');
             INSERT INTO article VALUES (1, 'key', 77, 3, 1, 5, 99, 1, 'en', 'Title', NULL, x'010d', NULL);
             INSERT INTO document VALUES (1, x'000400000000000000', CAST('text' AS BLOB));
             INSERT INTO article_actor VALUES (1, 77, 1, 3);
             INSERT INTO search (rowid, title, body) VALUES (1, 'Title', 'text');
             INSERT INTO state VALUES (1, 1, 1, 2);
             INSERT INTO journal VALUES (1, 99, 0, NULL, x'01');
             UPDATE tally SET value = 1;",
        ),
        (2, "INSERT INTO change VALUES (1, x'01');"),
    ];

    #[test]
    fn a_library_of_every_old_version_opens_with_all_it_held() {
        assert_eq!(LEFT.len(), newest() as usize + 1, "a row for each version");
        for (version, _) in LEFT {
            let folder = Folder::new().unwrap();
            let path = folder.path().join("library.db");
            let mut old = Connection::open(&path).unwrap();
            for (step, statements) in LEFT.iter().filter(|(step, _)| *step <= version) {
                migrate_to(&mut old, &path, *step).unwrap();
                old.execute_batch(statements).unwrap();
            }
            drop(old);
            let library = Library::open(&path).unwrap();
            let reader = library.reader().unwrap();
            let counts = reader.counts().unwrap();
            if version == 0 {
                assert_eq!(counts.articles, 0);
                continue;
            }
            assert_eq!((counts.articles, counts.unread, counts.starred), (1, 0, 1));
            let headline = reader.newest(9, 0).unwrap().remove(0);
            assert_eq!((&*headline.title, headline.actors.len()), ("Title", 1));
            assert_eq!(headline.source.as_deref(), Some("The Gazette"));
            let article = reader.open(ArticleId(1)).unwrap().unwrap().analyzed;
            assert_eq!(&*article.article.text, "text");
            let mut writer = library.writer().unwrap();
            let undone = writer.apply(&[Change::Undo]).unwrap().undone;
            assert_eq!(undone.as_deref(), Some("“Title” is unread again"));
        }
    }

    #[test]
    fn files_of_others_and_of_the_future_are_left_alone() {
        let check = |statements: &str, expected: &str| {
            let folder = Folder::new().unwrap();
            let path = folder.path().join("library.db");
            Connection::open(&path)
                .unwrap()
                .execute_batch(statements)
                .unwrap();
            let error = Library::open(&path).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
            assert!(error.contains("library.db"), "{error}");
        };
        check("CREATE TABLE song (title)", "not a nutgraf library");
        let future = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 999;");
        check(&future, "newer nutgraf");
        let folder = Folder::new().unwrap();
        let path = folder.path().join("library.db");
        std::fs::write(&path, "Dear diary, this is no database at all. ".repeat(99)).unwrap();
        let error = Library::open(&path).unwrap_err().to_string();
        assert!(error.contains("not a nutgraf library"), "{error}");
        assert!(Library::open(folder.path()).is_err(), "a folder");
    }
}
