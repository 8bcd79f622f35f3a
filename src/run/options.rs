//! Owns: `Options`, everything that a run of the browser needs, the files that it writes among it.
//! Promises: plain data.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::app::effect::FileChange;
use crate::app::state::settings::Settings;
use crate::engine::ReadingSetup;
use crate::run::memory::{self, PlaceFiles};
use crate::run::saved_lines::SavedFiles;
use crate::tui::terminal::Look;

/// Everything that a run of the browser needs.
#[derive(Clone, Debug)]
pub struct Options {
    /// The library's file; `None` for a temporary one.
    pub library: Option<PathBuf>,
    /// The file of corrections to actors that holds for a temporary one.
    pub corrections: Option<PathBuf>,
    /// What to read into it: paths, addresses, `-`.
    pub inputs: Vec<PathBuf>,
    /// What the readers of formats and the analysis need.
    pub setup: ReadingSetup,
    /// How the browser begins.
    pub browser: Settings,
    /// Where the last place is kept; `None` to keep nothing.
    pub memory: Option<PlaceFiles>,
    /// The reader's files of saved lines.
    pub saved: SavedFiles,
    /// The program that shows the tour, with its arguments.
    pub tour: Vec<OsString>,
    /// The program that opens links, with its arguments; empty for the system's.
    pub opener: Vec<String>,
    /// What the terminal can do and how it should look.
    pub look: Look,
    /// Whether the browser is a dialogue of lines instead of a screen.
    pub plain: bool,
    /// Whether long words are broken at line ends.
    pub hyphens: bool,
}

impl Options {
    /// Writes a file of the reader's.
    ///
    /// # Errors
    /// One line that names the file and what to do.
    pub(super) fn write(&self, change: &FileChange) -> Result<(), String> {
        match change {
            FileChange::Place(place) => match &self.memory {
                Some(files) => memory::save(files, place),
                None => Ok(()),
            },
            FileChange::SavedLine(keeping) => self.saved.keep(keeping),
        }
    }
}
