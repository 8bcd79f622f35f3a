//! Owns: what becomes of one article in a library: storing it, knowing it again, its copies, its marks, how long it stays.
//! Promises: an article is stored whole or not at all.

pub(crate) mod boilerplate;
pub(crate) mod catalog_fill;
pub(crate) mod catch_up;
pub(crate) mod copies;
pub(crate) mod identity;
pub(crate) mod marks;
pub(crate) mod retellings;
pub(crate) mod retention;
pub(crate) mod statements;
pub(crate) mod store;
