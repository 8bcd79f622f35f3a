//! Owns: reading newsboat's `cache.db`.
//! Promises: it is only read, row by row, whatever its version; a row that can't be read is counted, not a reason to stop.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, Row};

use crate::error::LibraryError;
use nutgraf_read::ingest::feed::kept::Kept;
use nutgraf_read::model::moment::Moment;

const READING: &str = "cannot read newsboat's articles in";

/// An article as newsboat keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// The address of its feed.
    pub feed: String,
    /// The entry.
    pub kept: Kept,
    /// Whether it was not read.
    pub unread: bool,
    /// The letters that its reader gave it.
    pub flags: String,
    /// Whether its reader deleted it.
    pub deleted: bool,
}

fn open(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags)
}

/// Gives every article of the file at `path` to `each`, as long as that says so. Answers how many could not be read.
///
/// # Errors
/// When it is no such file.
pub fn read(path: &Path, each: &mut dyn FnMut(Item) -> bool) -> Result<u64, LibraryError> {
    let failed = |error| LibraryError::from_sql(READING, path, error);
    let connection = open(path).map_err(failed)?;
    let mut statement = connection
        .prepare(
            "SELECT i.feedurl, f.title, f.url, i.guid, i.title, i.author, i.url, i.pubDate, i.content, i.unread, i.flags,
               i.deleted
             FROM rss_item i LEFT JOIN rss_feed f ON f.rssurl = i.feedurl ORDER BY i.id",
        )
        .map_err(failed)?;
    let mut rows = statement.query([]).map_err(failed)?;
    let mut broken = 0;
    while let Some(row) = rows.next().map_err(failed)? {
        match item(row) {
            Ok(item) => {
                if !each(item) {
                    break;
                }
            }
            Err(_) => broken += 1,
        }
    }
    Ok(broken)
}

fn item(row: &Row<'_>) -> rusqlite::Result<Item> {
    // Texts of newsboat's are not always UTF-8, and what has no value is none.
    let text = |at: usize| -> rusqlite::Result<String> {
        let bytes = row.get_ref(at)?.as_bytes_or_null()?.unwrap_or_default();
        Ok(String::from_utf8_lossy(bytes).into_owned())
    };
    let number = |at: usize| row.get::<_, Option<i64>>(at).map(Option::unwrap_or_default);
    let published = number(7)?;
    Ok(Item {
        feed: text(0)?,
        kept: Kept {
            feed_title: text(1)?,
            home: text(2)?,
            guid: text(3)?,
            title: text(4)?,
            author: text(5)?,
            url: text(6)?,
            published: (published > 0).then_some(Moment(published)),
            content: text(8)?,
        },
        unread: number(9)? != 0,
        flags: text(10)?,
        deleted: number(11)? != 0,
    })
}
