//! Owns: the settings and the dictionaries: what is embedded, overlaid with what the user wrote.
//! May import: `model::{actor, lexicon, repair, saved}`.
//! Promises: no IO (callers pass text); an unknown key is an error that names its line; decides nothing for other rooms.

pub mod actors;
pub mod briefs;
mod check;
mod lexicon;
pub mod mistake;
pub mod settings;

pub use lexicon::{lexicon, wikidata};
pub use settings::Settings;
