//! Owns: from a plan to the rows of an answer: good matches, loose matches, right spellings, order.
//! Promises: stops when it is told to; the same line over the same catalog gives the same rows.

pub mod article_phrases;
pub mod cache;
pub mod combine;
pub mod completion_counts;
pub mod eval;
pub mod found;
pub mod fuzzy;
pub mod loose;
pub mod order;
pub mod row_match;
pub mod run;
pub mod scan;
pub mod shown_once;
pub mod similar;
pub mod spelling;
pub mod top;
pub mod typo;
