//! Owns: opening the library for a command.
//! Promises: only a command that stores makes a new library; a busy one ends with its own exit code.

use crate::cli::fault::{Fault, code};
use crate::cli::session::Session;
use nutgraf_library::{Library, LibraryError};

impl From<LibraryError> for Fault {
    fn from(error: LibraryError) -> Self {
        Self::Say {
            code: if error.is_busy() {
                code::BUSY
            } else {
                code::FAILED
            },
            message: error.to_string(),
        }
    }
}

/// Opens the library to store in; makes one where there is none.
pub fn open(session: &Session) -> Result<Library, Fault> {
    opened(session)
}

/// Opens a library that must be there.
pub fn open_existing(session: &Session) -> Result<Library, Fault> {
    let path = session.library_path();
    match path.try_exists() {
        Ok(false) => Err(Fault::failed(format!(
            "there is no library at {} yet; `nutgraf import PATH` makes one",
            path.display()
        ))),
        Ok(true) | Err(_) => opened(session),
    }
}

/// Opens a library, and tells what is wrong with the corrections beside it; the rest of them holds.
fn opened(session: &Session) -> Result<Library, Fault> {
    let library = Library::open(&session.library_path())?;
    for fault in library.corrections().faults() {
        session.note(&fault);
    }
    Ok(library)
}
