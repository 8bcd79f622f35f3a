//! Owns: text with tagged names, and how what the recogniser finds in it agrees with the tags.
//! Promises: spans count only when they are exact.

pub mod corpus;
pub mod plain;
pub mod score;
