//! Owns: `feeds import`: what readers of feeds have, brought over.
//! Promises: nothing in those files is run; what can't be brought is named; a second import changes nothing.

use std::path::PathBuf;

use crate::cli::fault::Fault;
use crate::cli::session::Session;

/// `feeds import FILE …`.
pub fn bring(_session: &Session, _files: &[PathBuf]) -> Result<(), Fault> {
    Ok(())
}
