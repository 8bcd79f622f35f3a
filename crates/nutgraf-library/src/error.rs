//! Owns: `LibraryError`, what can go wrong with a library, and its reading from SQLite's codes.
//! Promises: every message says what was being done, on which file, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use nutgraf_read::model::mistake::Mistake;

/// What went wrong with a library. Displayed as one line for a person.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// Another program kept the library to itself for longer than our patience. Nothing was changed.
    #[error(
        "{doing} {path}: another program is writing to this library; wait for it to end, then try again"
    )]
    Busy {
        /// What was being done.
        doing: &'static str,
        /// The library's file.
        path: PathBuf,
    },
    /// The library can only be read.
    #[error(
        "{doing} {path}: this library can only be read ({why}); use another with --library FILE"
    )]
    ReadOnly {
        /// What was being done.
        doing: &'static str,
        /// The library's file.
        path: PathBuf,
        /// Why it can't be written.
        why: String,
    },
    /// No room is left on the disk. The change was not made; what was stored before is untouched.
    #[error(
        "{doing} {path}: the disk is full; nothing of this change was stored, free some space and try again"
    )]
    Full {
        /// What was being done.
        doing: &'static str,
        /// The library's file.
        path: PathBuf,
    },
    /// The file is a library, but broken.
    #[error(
        "{doing} {path}: the file is damaged ({detail}); `nutgraf library repair` rescues what can be read"
    )]
    Damaged {
        /// What was being done.
        doing: &'static str,
        /// The library's file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The file is not one of our libraries.
    #[error("{doing} {path}: this is not a nutgraf library; give another file with --library FILE")]
    Foreign {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// A newer nutgraf made the library.
    #[error(
        "{doing} {path}: a newer nutgraf made this library (schema version {found}, this program knows up to {known}); update nutgraf"
    )]
    Newer {
        /// What was being done.
        doing: &'static str,
        /// The library's file.
        path: PathBuf,
        /// The form that the file has.
        found: u32,
        /// The newest form that this program knows.
        known: u32,
    },
    /// Files or folders around the library.
    #[error("{doing} {path}: {source}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The file of corrections can't be changed as it stands.
    #[error("{}; correct this line first", fault.in_file(path))]
    Corrections {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: Mistake,
    },
    /// Anything else that SQLite says.
    #[error("{doing} {path}: {source}")]
    Sql {
        /// What was being done.
        doing: &'static str,
        /// The library's file.
        path: PathBuf,
        /// SQLite's answer.
        source: rusqlite::Error,
    },
}

impl LibraryError {
    /// What the file system answers to `doing` something with the file at `path`.
    pub(crate) fn from_io(doing: &'static str, path: PathBuf) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }

    /// Reads SQLite's answer to `doing` something with the library at `path`.
    pub fn from_sql(doing: &'static str, path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        let Some(code) = source.sqlite_error_code() else {
            return Self::Sql {
                doing,
                path,
                source,
            };
        };
        if matches!(code, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) {
            return Self::Busy { doing, path };
        }
        if code == ErrorCode::DiskFull || is_no_room(&source) {
            return Self::Full { doing, path };
        }
        if code == ErrorCode::ReadOnly {
            let why = "the file or its folder may not be written".into();
            return Self::ReadOnly { doing, path, why };
        }
        if code == ErrorCode::NotADatabase {
            return Self::Foreign { doing, path };
        }
        if code == ErrorCode::DatabaseCorrupt {
            let detail = source.to_string();
            return Self::Damaged {
                doing,
                path,
                detail,
            };
        }
        Self::Sql {
            doing,
            path,
            source,
        }
    }

    /// Whether waiting and trying again may help.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Busy { .. })
    }
}

/// Some file systems and limits answer "no room" to other calls than writing; SQLite calls that an IO error.
fn is_no_room(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    let codes = [
        ffi::SQLITE_IOERR_WRITE,
        ffi::SQLITE_IOERR_TRUNCATE,
        ffi::SQLITE_IOERR_SHMSIZE,
        ffi::SQLITE_IOERR_SHMOPEN,
    ];
    error
        .sqlite_extended_error_code()
        .is_some_and(|code| codes.contains(&code))
}
