//! Owns: the full-text index: what goes in and how it is asked.
//! Promises: words of a filter line are quoted, never the index's own syntax.

pub(crate) mod index;
pub(crate) mod terms;
