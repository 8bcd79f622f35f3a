//! Owns: the plain data that every room speaks: spans, moments, articles, analyses, actors, headlines.
//! Promises: no IO, no clock, no decisions; everything is `Clone + Debug + PartialEq`.

pub mod account;
pub mod actor;
pub mod analysed_record;
pub mod analysis;
pub mod article;
pub mod change;
pub mod correction;
pub mod dated;
pub mod feed;
pub mod flaw;
pub mod fold;
pub mod headline;
pub mod id;
pub mod identity;
pub mod kept_brief;
pub mod lexicon;
pub mod mistake;
pub mod moment;
pub mod retelling;
pub mod revision;
pub mod saved;
pub mod signature;
pub mod span;
pub mod story_link;
pub mod summary_request;
pub mod text_term;
pub mod timeline;
pub mod voices;
