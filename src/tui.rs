//! Owns: the terminal: entering and leaving it, reading keys, themes, drawing the state, painting cells.
//! May import: `model`, `text`, `filter`, `app`.
//! Promises: decides nothing; drawing is a function of the state into a buffer; the terminal is left as it was found.

pub mod color;
pub mod depth;
pub mod draw;
pub mod glyph;
pub mod ink;
pub mod theme;
