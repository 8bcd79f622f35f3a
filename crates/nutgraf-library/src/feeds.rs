//! Owns: what a library knows of feeds: how they and their servers stand, which entries they had, what became of those.
//! Promises: an entry comes in once, whatever its feeds do; what was deleted does not come back.

pub(crate) mod entries;
pub(crate) mod origins;
pub(crate) mod revise;
pub(crate) mod standing;
