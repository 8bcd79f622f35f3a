//! Owns: the filter language in its stages: lex, parse, resolve, plan; and what a line says of itself: chips, completions, explanations.
//! Promises: total: a fault of syntax never empties the list.

pub(crate) mod advice;
pub(crate) mod atom;
pub mod chip;
pub(crate) mod complete;
pub(crate) mod date;
pub(crate) mod explain;
pub(crate) mod fits;
pub(crate) mod lex;
pub(crate) mod parse;
pub(crate) mod pattern;
pub(crate) mod plan;
pub(crate) mod planner;
pub mod query;
pub mod resolve;
pub(crate) mod subject;
