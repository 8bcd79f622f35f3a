//! Owns: the library: SQLite, its schema, writing changes, reading rows, full text. All SQL of the house is in this room.
//! Promises: opens at once whatever its size; what was acknowledged survives a kill; several processes take turns
//! without anybody seeing "database is locked"; a file that can't be written opens for reading and says so.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tempfile::TempDir;

pub mod actors;
mod admin;
mod articles;
pub mod catalog;
mod codec;
mod database;
mod error;
mod feeds;
pub mod filter;
mod fulltext;
pub mod newsboat;
pub mod toml_file;

use crate::actors::corrections;
use crate::actors::corrections::CorrectionsFile;
use crate::admin::{maintenance, salvage, temporary};
use crate::articles::links;
use crate::database::connect::{Access, Place};
use crate::database::{connect, schema};

pub use crate::admin::maintenance::{Checkup, Stats};
pub use crate::admin::salvage::Repaired;
pub use crate::articles::catalog_fill::NEWEST;
pub use crate::articles::links::{LinksFile, NAME as LINKS};
pub use crate::articles::placing::Placed;
pub use crate::articles::retention::Keep;
pub use crate::articles::signature::{Dated, Signed};
pub use crate::articles::statements::{Statement, Statements, told};
pub use crate::catalog::Counts;
pub use crate::database::changes::{ChangeMark, Written};
pub use crate::database::reader::Reader;
pub use crate::database::reader::line::Line;
pub use crate::database::writer::{Applied, Fed, Writer};
pub use crate::error::LibraryError;
pub use crate::feeds::entries::EntryState;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadMe;

const OPENING: &str = "cannot open the library";

/// A library's file, opened.
#[derive(Debug)]
pub struct Library {
    place: Place,
    access: Access,
    why_read_only: Option<String>,
    /// A temporary library's folder, which goes when the library goes.
    folder: Option<TempDir>,
    /// The connection that opening has looked through; the first reader takes it.
    opened: Mutex<Option<Connection>>,
    corrections: Arc<CorrectionsFile>,
    links: Arc<LinksFile>,
}

impl Library {
    /// Opens a library, or makes one where there is none (with the folders that lead there). One that can't be written
    /// opens for reading: `read_only` says why.
    pub fn open(path: &Path) -> Result<Self, LibraryError> {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty())
            && !folder.exists()
        {
            std::fs::create_dir_all(folder).map_err(|source| LibraryError::Io {
                doing: "cannot make the library's folder",
                path: folder.to_path_buf(),
                source,
            })?;
        }
        let place = Place {
            path: Arc::from(path),
        };
        // A file of somebody else's, or of the future, is only ever read.
        match up_to_date(&place) {
            Ok(Some(connection)) => return Ok(Self::settled(place, None, Some(connection))),
            Err(error @ (LibraryError::Foreign { .. } | LibraryError::Newer { .. })) => {
                return Err(error);
            }
            Ok(None) | Err(_) => {}
        }
        let failed = match writable(&place) {
            Ok(()) => return Ok(Self::settled(place, None, None)),
            Err(error) => error,
        };
        let can_help = matches!(
            failed,
            LibraryError::ReadOnly { .. } | LibraryError::Full { .. } | LibraryError::Sql { .. }
        );
        if !can_help || !path.exists() {
            return Err(failed);
        }
        for access in [Access::ReadOnly, Access::Frozen] {
            let readable = connect::reader(path, &access)
                .and_then(|c| connect::probe(&c).map(|()| c))
                .map_err(place.failed(OPENING))
                .and_then(|connection| schema::recognise(&connection, path));
            if readable.is_ok() {
                return Ok(Self {
                    access,
                    why_read_only: Some(failed.to_string()),
                    ..Self::settled(place, None, None)
                });
            }
        }
        Err(failed)
    }

    /// A library for this run only.
    pub fn temporary() -> Result<Self, LibraryError> {
        let folder = temporary::folder()?;
        let path = folder.path().join("library.db");
        let place = Place {
            path: Arc::from(path.as_path()),
        };
        let mut connection = connect::passing_writer(&path).map_err(place.failed(OPENING))?;
        schema::migrate(&mut connection, &path)?;
        Ok(Self::settled(place, Some(folder), None))
    }

    fn settled(place: Place, folder: Option<TempDir>, opened: Option<Connection>) -> Self {
        let beside = |name: &str| folder.is_none().then(|| place.path.with_file_name(name));
        let corrections = Arc::new(CorrectionsFile::new(beside(corrections::NAME)));
        let links = Arc::new(LinksFile::new(beside(links::NAME)));
        Self {
            place,
            access: Access::Full,
            why_read_only: None,
            folder,
            corrections,
            links,
            opened: Mutex::new(opened),
        }
    }

    /// The same, with the corrections of this file (and kept there) instead of those beside the library.
    #[must_use]
    pub fn corrected_by(mut self, path: Option<PathBuf>) -> Self {
        self.corrections = Arc::new(CorrectionsFile::new(path));
        self
    }

    /// The reader's corrections to actors.
    pub fn corrections(&self) -> &CorrectionsFile {
        &self.corrections
    }

    /// What the reader said about which articles are one story.
    pub fn story_links(&self) -> &Arc<LinksFile> {
        &self.links
    }

    /// Where it is; `None` for a temporary one.
    pub fn path(&self) -> Option<&Path> {
        self.folder.is_none().then_some(&*self.place.path)
    }

    /// Whether it can only be read; `read_only` says why.
    pub fn is_read_only(&self) -> bool {
        self.why_read_only.is_some()
    }

    /// Why it can only be read; `None` when it can be written.
    pub fn read_only(&self) -> Option<&str> {
        self.why_read_only.as_deref()
    }

    /// The one writer of this process.
    pub fn writer(&self) -> Result<Writer, LibraryError> {
        if let Some(why) = &self.why_read_only {
            return Err(LibraryError::ReadOnly {
                doing: "cannot write to the library",
                path: self.place.path.to_path_buf(),
                why: why.clone(),
            });
        }
        let open = match self.folder {
            Some(_) => connect::passing_writer,
            None => connect::writer,
        };
        let connection = open(&self.place.path).map_err(self.place.failed(OPENING))?;
        Ok(Writer::new(connection, self.place.clone())
            .correcting(Arc::clone(&self.corrections), Arc::clone(&self.links)))
    }

    /// A reader: cheap, one for each thread that reads.
    pub fn reader(&self) -> Result<Reader, LibraryError> {
        let opened = self
            .opened
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let connection = match opened {
            Some(connection) => connection,
            None => connect::reader(&self.place.path, &self.access)
                .map_err(self.place.failed(OPENING))?,
        };
        Ok(Reader::new(connection, self.place.clone()).correcting(Arc::clone(&self.corrections)))
    }

    /// The folder and file name that a library has when nothing else is said, under the user's data folder.
    pub fn usual_path(data_home: &Path) -> PathBuf {
        data_home.join("nutgraf").join("library.db")
    }
}

impl Library {
    /// Looks at everything in it; reads the whole file.
    pub fn check(&self) -> Result<Checkup, LibraryError> {
        maintenance::check(&self.place, &self.access)
    }

    /// Figures about it.
    pub fn stats(&self) -> Result<Stats, LibraryError> {
        maintenance::stats(&self.place, &self.access)
    }

    /// Makes the file as small and quick as it can be. Answers its size in bytes before and after.
    pub fn compact(&self) -> Result<(u64, u64), LibraryError> {
        maintenance::compact(&self.place)
    }

    /// Rescues what can be read of the library at `path` into a new one in its place; the damaged file is set aside.
    /// Nobody else should have it open.
    pub fn repair(path: &Path) -> Result<Repaired, LibraryError> {
        salvage::repair(path)
    }

    /// Writes a copy of it, as it is at this moment, to `target`. Answers the copy's size in bytes.
    pub fn backup(&self, target: &Path) -> Result<u64, LibraryError> {
        maintenance::backup(&self.place, &self.access, target)
    }
}

/// The way of nearly every start: the file is a library of this version's form and may be written. Nothing is written,
/// no log is merged, and the connection is kept. `None` sends everything else the long way, and so do faults.
fn up_to_date(place: &Place) -> Result<Option<Connection>, LibraryError> {
    let connection = connect::reader(&place.path, &Access::Full).map_err(place.failed(OPENING))?;
    schema::recognise(&connection, &place.path)?;
    let version = schema::version(&connection).map_err(place.failed(OPENING))?;
    let settled = version == schema::newest() && connect::may_write(&place.path);
    Ok(settled.then_some(connection))
}

/// Opens for writing, brings the schema up to date, and closes.
fn writable(place: &Place) -> Result<(), LibraryError> {
    let mut connection: Connection = connect::writer(&place.path).map_err(place.failed(OPENING))?;
    schema::migrate(&mut connection, &place.path)
}

#[cfg(test)]
#[path = "../tests/fixture/analyzed.rs"]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod tests;
