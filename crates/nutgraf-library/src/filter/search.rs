//! Owns: from a plan to the rows of an answer: good matches, loose matches, right spellings, order.
//! Promises: stops when it is told to; the same line over the same catalog gives the same rows.

pub mod article_phrases;
pub(crate) mod cache;
pub(crate) mod combine;
pub(crate) mod completion_counts;
pub(crate) mod eval;
pub mod found;
pub(crate) mod fuzzy;
pub(crate) mod loose;
pub(crate) mod order;
pub(crate) mod row_match;
pub(crate) mod run;
pub(crate) mod scan;
pub(crate) mod shown_once;
pub(crate) mod similar;
pub(crate) mod spelling;
pub(crate) mod top;
pub(crate) mod typo;
