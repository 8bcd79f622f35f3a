//! Owns: figures about an answer: which actors are in it, how it spreads over time and sources, which actors are more frequent than elsewhere,
//! which stories it tells.
//! Promises: counts are exact.

pub mod actor_stats;
pub(crate) mod facets;
pub mod origin;
pub mod related;
mod service;
pub(crate) mod spread;
pub mod stories;
mod weight;
