//! Owns: SQLite: connections, the schema, the one writer, the readers, what other programs changed.
//! Promises: one writer, many readers, bound parameters.

pub(crate) mod changes;
pub(crate) mod connect;
pub(crate) mod reader;
pub(crate) mod schema;
pub(crate) mod writer;
pub(crate) mod writer_cache;
