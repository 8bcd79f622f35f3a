//! Owns: the packed forms in which documents and analyses stand in the database.
//! Promises: what was packed by an earlier version is unpacked by this one.

pub mod analysis;
pub mod document;
pub mod pack;
