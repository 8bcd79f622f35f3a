//! Owns: looking after a library as a whole: checks, figures, backups, mending a damaged one, libraries for one run.
//! Promises: nothing here runs while a library is merely read.

pub(crate) mod maintenance;
pub(crate) mod salvage;
pub(crate) mod temporary;
