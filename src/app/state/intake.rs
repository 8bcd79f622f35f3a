//! Owns: `Intake`, how far the documents are that are being read in.
//! Promises: plain data.

use crate::app::msg::Progress;
use nutgraf_read::model::moment::Moment;

/// Documents that are being read in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    /// Whether articles are to be expected: an empty list is then no empty library.
    pub importing: bool,
    /// How far it is.
    pub progress: Option<Progress>,
    /// When it began.
    pub(in crate::app) began: Option<Moment>,
}

impl Intake {
    /// Whether something is being read in.
    pub fn is_busy(&self) -> bool {
        self.importing || self.progress.is_some()
    }
}
