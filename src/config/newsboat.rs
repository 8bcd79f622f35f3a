//! Owns: newsboat's files as text: `urls`, `config`, and its filter language.
//! Promises: nothing in them is run; what can't be brought over is named.

pub mod config_file;
pub mod expression;
pub mod urls;
