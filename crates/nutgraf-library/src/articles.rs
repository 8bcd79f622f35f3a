//! Owns: what becomes of one article in a library: storing it, knowing it again, its copies, its marks, how long it stays.
//! Promises: an article is stored whole or not at all.

pub(crate) mod boilerplate;
pub(crate) mod briefs;
pub(crate) mod catalog_fill;
pub(crate) mod catch_up;
pub(crate) mod copies;
pub(crate) mod identity;
pub(crate) mod links;
pub(crate) mod marks;
pub(crate) mod placing;
pub(crate) mod retellings;
pub(crate) mod retention;
pub(crate) mod signature;
pub(crate) mod statements;
pub(crate) mod store;
