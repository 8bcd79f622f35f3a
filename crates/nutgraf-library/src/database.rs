//! Owns: SQLite: connections, the schema, the one writer, the readers, what other programs changed.
//! Promises: one writer, many readers, bound parameters.

pub mod changes;
pub mod connect;
pub mod reader;
pub mod schema;
pub mod writer;
pub mod writer_cache;
