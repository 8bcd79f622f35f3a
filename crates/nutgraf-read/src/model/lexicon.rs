//! Owns: `LexiconFiles`, the readable dictionaries as text, by name.
//! Promises: only carries text; each room reads the files that it understands.

use std::collections::BTreeMap;

/// The dictionaries of `config/lexicon/`, embedded ones overlaid with the user's. Names are paths inside that folder
/// without their ending, for instance `boilerplate` or `countries`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LexiconFiles {
    files: BTreeMap<String, String>,
}

impl LexiconFiles {
    /// Sets a file, in place of one of the same name.
    pub fn set(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.files.insert(name.into(), text.into());
    }

    /// A file's text; empty when there is none.
    pub fn get(&self, name: &str) -> &str {
        self.files.get(name).map_or("", String::as_str)
    }

    /// The lines of a file that are neither blank nor comments (`#`), trimmed, with their numbers from 1.
    pub fn lines(&self, name: &str) -> impl Iterator<Item = (usize, &str)> {
        self.get(name)
            .lines()
            .enumerate()
            .map(|(i, line)| (i + 1, line.trim()))
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
    }

    /// The names of all files, ascending.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}
