//! Owns: the way from bytes to an `Article`: the model that all crates speak, text, and the formats that come in.
//! Promises: total; bad input gives what can be read of it and the flaws that were met; nothing leaves the machine.

#![doc = include_str!("../README.md")]

mod articles;
pub mod date;
pub mod ingest;
mod lexicon;
pub mod model;
mod options;
pub mod text;

pub use crate::articles::{article, read};
pub use crate::lexicon::lexicon;
pub use crate::options::Options;
