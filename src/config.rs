//! Owns: the settings and the dictionaries: what is embedded, overlaid with what the user wrote.
//! Promises: no IO (callers pass text); an unknown key is an error that names its line; decides nothing for other rooms.

mod check;
pub mod duration;
pub mod feeds_file;
pub mod newsboat;
pub mod readers;
pub mod saved_lines;
pub mod settings;

pub use settings::Settings;
