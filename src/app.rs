//! Owns: the browser without its terminal: what can happen (`msg`), what is to be done (`effect`), all that is known
//! (`state`) and how one leads to the other (`update`); commands, keys, layout and wrapping.
//! May import: `model`, `config`, `text`, `catalog`, `filter`.
//! Promises: pure and deterministic; no clock, file, thread or terminal.

pub mod effect;
pub mod key;
pub mod line;
pub mod msg;
pub mod state;
pub mod update;
