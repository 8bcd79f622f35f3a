//! Owns: the actors of a library: their rows, spellings of one name, the reader's corrections and how to take them back.
//! Promises: what was stored is never rewritten by a correction.

pub(crate) mod catalog_numbers;
pub mod corrections;
pub(crate) mod rows;
pub(crate) mod same_actor;
pub(crate) mod undo;
pub(crate) mod view;
