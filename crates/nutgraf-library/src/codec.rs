//! Owns: the packed forms in which documents and analyses stand in the database.
//! Promises: what was packed by an earlier version is unpacked by this one.

pub(crate) mod analysis;
pub(crate) mod document;
pub(crate) mod pack;
