//! Owns: the way from bytes to an `Article`: the model that all crates speak, text, and the formats that come in.
//! Promises: total; bad input gives what can be read of it and the flaws that were met; nothing leaves the machine.

pub mod ingest;
mod lexicon;
pub mod model;
pub mod text;

pub use crate::lexicon::lexicon;
