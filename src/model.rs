//! Owns: the plain data that every room speaks: spans, moments, articles, analyses, actors, headlines.
//! May import: nothing.
//! Promises: no IO, no clock, no decisions; everything is `Clone + Debug + PartialEq`.

pub mod actor;
pub mod analysis;
pub mod article;
pub mod brief;
pub mod change;
pub mod flaw;
pub mod fold;
pub mod headline;
pub mod id;
pub mod lexicon;
pub mod moment;
pub mod repair;
pub mod retelling;
pub mod revision;
pub mod saved;
pub mod span;
pub mod wanted;
