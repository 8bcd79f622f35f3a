//! Owns: what becomes of one article in a library: storing it, knowing it again, its copies, its marks, how long it stays.
//! Promises: an article is stored whole or not at all.

pub mod catalog_fill;
pub mod copies;
pub mod identity;
pub mod marks;
pub mod retellings;
pub mod retention;
pub mod store;
