//! Owns: the same things that the screen shows, as text, Markdown and JSON Lines for the command line.
//! Promises: JSON fields and their order are those of the public documentation; nothing that a terminal would obey
//! leaves in any form; writes only to the writer that it is given.

pub mod bars;
pub mod brief;
pub mod export;
pub mod feeds;
pub mod json;
pub mod listed;
pub mod page;
pub mod record;
pub mod rows;
pub mod said;
pub mod schema;
pub mod stories;
pub mod style;
#[cfg(feature = "parquet")]
pub mod table;
pub mod timeline;
