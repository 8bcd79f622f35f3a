//! Owns: the filter language in its stages: lex, parse, resolve, plan; and what a line says of itself: chips, completions, explanations.
//! Promises: total: a fault of syntax never empties the list.

pub mod advice;
pub mod atom;
pub mod chip;
pub mod complete;
pub mod date;
pub mod explain;
pub mod lex;
pub mod parse;
pub mod pattern;
pub mod plan;
pub mod planner;
pub mod query;
pub mod resolve;
pub mod subject;
