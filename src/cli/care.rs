//! Owns: `library check|repair|compact|stats|backup`.
//! May import: `library`, `print::json`, `cli`'s parts.
//! Promises: what was found and done is told in numbers; a damaged library ends with code 1.

use crate::cli::arguments::LibraryCommand;
use crate::cli::fault::Fault;
use crate::cli::session::Session;
use crate::cli::shelf;

/// `library …`.
pub fn library(session: &Session, command: &LibraryCommand) -> Result<(), Fault> {
    let library = shelf::open_existing(session)?;
    let counts = library.reader()?.counts()?;
    Err(Fault::failed(format!(
        "{command:?}: not there yet ({} articles)",
        counts.articles
    )))
}
