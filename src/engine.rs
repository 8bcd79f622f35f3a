//! Owns: every thread and queue: importing, writing, fetching, searching, watching; turns effects into messages.
//! May import: `model`, `config`, `text`, `catalog`, `filter`, `ingest`, `analysis`, `library`, `app`.
//! Promises: `carry_out` never waits; quitting waits for the writer alone, so that nothing stored is half stored.

pub mod pipeline;
