//! Owns: the actors of a library: their rows, spellings of one name, the reader's corrections and how to take them back.
//! Promises: what was stored is never rewritten by a correction.

pub mod catalog_numbers;
pub mod corrections;
pub mod rows;
pub mod same_actor;
pub mod undo;
pub mod view;
