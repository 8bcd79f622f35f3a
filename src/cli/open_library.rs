//! Owns: opening the library for a command.
//! Promises: only a command that stores makes a new library; a busy one ends with its own exit code.

use std::sync::Arc;

use crate::cli::fault::{Fault, code};
use crate::cli::session::Session;
use crate::engine::stories::Stories;
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
    if let Ok(false) = path.try_exists() {
        return Err(Fault::failed(format!(
            "there is no library at {} yet; `nutgraf import PATH` makes one",
            path.display()
        )));
    }
    let library = opened(session)?;
    heed_links(session, &library);
    Ok(library)
}

/// Has the stories heed what a hand has written about them since. A library that is busy, or can only be read, is answered
/// from as it is.
fn heed_links(session: &Session, library: &Library) {
    let heed = || -> Result<(), LibraryError> {
        let reader = library.reader()?;
        let mut stories = Stories::new(Arc::clone(library.story_links()));
        if !library.is_read_only() && stories.is_unheeded(&reader)? {
            stories.heed(&reader, &mut library.writer()?)?;
        }
        Ok(())
    };
    match heed() {
        Err(error) if !error.is_busy() => session.note(&error.to_string()),
        Ok(()) | Err(_) => {}
    }
}

/// Opens a library, and tells what is wrong with the corrections beside it; the rest of them holds.
fn opened(session: &Session) -> Result<Library, Fault> {
    let library = Library::open(&session.library_path())?;
    let faults = library.corrections().faults();
    for fault in faults.iter().chain(&library.story_links().faults()) {
        session.note(fault);
    }
    Ok(library)
}
