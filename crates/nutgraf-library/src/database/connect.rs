//! Owns: opening SQLite connections and how they are set.
//! Promises: a writer waits for others instead of failing; a reader can't write; what was acknowledged survives a kill.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::LibraryError;

/// How long a connection waits for another program before it answers `Busy`.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// How a library's file may be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Reading and writing.
    Full,
    /// Reading only, together with other programs.
    ReadOnly,
    /// Reading only, without looking for other programs' changes: the folder can't hold SQLite's side files.
    Frozen,
}

/// A connection that writes. `synchronous = NORMAL` in WAL mode: after a kill of the program nothing acknowledged is
/// lost; after a power failure the file is whole, but the last moments (up to a checkpoint) may be missing.
pub(crate) fn writer(path: &Path) -> rusqlite::Result<Connection> {
    set_to_write(path, "NORMAL")
}

/// A connection that writes a library for this run only: it never waits for the disk.
pub(crate) fn passing_writer(path: &Path) -> rusqlite::Result<Connection> {
    set_to_write(path, "OFF")
}

/// Pages of the log after which a writer that does nothing but import merges it into the file: 256 MB. Each merging waits for the
/// disk twice, an eighth of an import's time with a quarter as many pages.
const MERGED_BY_AN_IMPORT: u32 = 65_536;

/// Lets a writer's log grow before it is merged into the file, for a long import.
pub(crate) fn merge_seldom(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "wal_autocheckpoint", MERGED_BY_AN_IMPORT)
}

fn set_to_write(path: &Path, synchronous: &str) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    settle(&connection)?;
    // A page that is changed often is merged into the file less often when the log may grow: a bulk import writes a third
    // less with 16,000 pages (64 MB) than with 4,000.
    // What is read again beyond the 32 MB kept here is in the system's cache: twice as much saves an import two hundredths.
    // Before the journal's mode, whose change is written too.
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA foreign_keys = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -32768;
         PRAGMA wal_autocheckpoint = 16000;
         PRAGMA journal_size_limit = 134217728;",
    )?;
    Ok(connection)
}

/// What both kinds have in common. Without the stability guarantee SQLite looks at bound values to plan a query, and
/// plans it again for each value: half the time of a page of headlines.
fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// A connection that reads what it can of a damaged file: a table of contents that names more than there is, or a file
/// that is too short, does not stop it.
pub(crate) fn tolerant(path: &Path, access: &Access) -> rusqlite::Result<Connection> {
    let connection = open_reader(path, access)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, true)?;
    probe(&connection)?;
    settle(&connection)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// A connection that only reads.
pub(crate) fn reader(path: &Path, access: &Access) -> rusqlite::Result<Connection> {
    let connection = open_reader(path, access)?;
    settle(&connection)?;
    // A browser has four readers, and what they read again is in the system's cache: each of them keeps little of its own.
    connection.execute_batch(
        "PRAGMA query_only = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -2048;",
    )?;
    Ok(connection)
}

fn open_reader(path: &Path, access: &Access) -> rusqlite::Result<Connection> {
    let base = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    match access {
        Access::Full | Access::ReadOnly => Connection::open_with_flags(path, base),
        Access::Frozen => {
            Connection::open_with_flags(frozen_address(path), base | OpenFlags::SQLITE_OPEN_URI)
        }
    }
}

/// Whether this process may write the file and put SQLite's side files beside it, as far as permissions tell.
#[cfg(unix)]
pub(crate) fn may_write(path: &Path) -> bool {
    use rustix::fs::{Access as Right, access};

    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    access(path, Right::WRITE_OK).is_ok()
        && access(folder.unwrap_or(Path::new(".")), Right::WRITE_OK).is_ok()
}

/// Elsewhere only an attempt tells.
#[cfg(not(unix))]
pub fn may_write(_: &Path) -> bool {
    false
}

/// `file:…?immutable=1` with everything but plain characters escaped.
fn frozen_address(path: &Path) -> String {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            address.push(char::from(*byte));
        } else {
            address.push('%');
            for half in [byte >> 4, byte & 15] {
                address.extend(char::from_digit(u32::from(half), 16));
            }
        }
    }
    address.push_str("?immutable=1");
    address
}

/// Fails when the file can't be read as a database.
pub(crate) fn probe(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

/// Turns SQLite's answers into ours for one file.
#[derive(Clone, Debug)]
pub struct Place {
    /// The library's file.
    pub path: std::sync::Arc<Path>,
}

impl Place {
    /// A map for `Result::map_err`.
    pub fn failed(&self, doing: &'static str) -> impl Fn(rusqlite::Error) -> LibraryError + '_ {
        move |error| LibraryError::from_sql(doing, &self.path, error)
    }

    /// The error for bytes that can't be unpacked.
    pub fn damaged(&self, doing: &'static str, detail: impl Into<String>) -> LibraryError {
        LibraryError::Damaged {
            doing,
            path: self.path.to_path_buf(),
            detail: detail.into(),
        }
    }
}
