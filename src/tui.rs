//! Owns: the terminal: entering and leaving it, reading keys, themes, drawing the state, painting cells.
//! Promises: decides nothing; drawing is a function of the state into a buffer; the terminal is left as it was found.

pub mod clipboard;
pub mod color;
pub mod depth;
pub mod draw;
pub mod glyph;
pub mod ink;
pub mod input;
pub mod links;
pub mod multiplexer;
pub mod paint;
pub mod terminal;
pub mod theme;
mod tty;
pub mod watch;
