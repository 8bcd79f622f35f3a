//! Owns: the browser without its terminal: what can happen (`msg`), what is to be done (`effect`), all that is known
//! (`state`) and how one leads to the other (`update`); commands, keys, layout and wrapping.
//! Promises: pure and deterministic; no clock, file, thread or terminal.

pub mod actor_lines;
pub mod brief_page;
pub mod command;
pub mod effect;
pub mod help;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod line;
pub mod list;
pub mod memory;
pub mod msg;
pub mod page;
pub mod pending;
pub mod reader;
pub mod snapshot;
pub mod state;
mod step;
pub mod summary;
pub mod table;
pub mod terms;
pub mod tour;
pub mod update;
pub mod wrap;
