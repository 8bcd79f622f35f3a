//! Owns: `Saved`, a filter line with a name: a tab to look at again or a mute; `Keeping`, a change to their file; and
//! `Tally`, what a tab comes to.
//! Promises: plain data.

use std::sync::Arc;

/// What a saved line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Purpose {
    /// Its matches are shown under a tab.
    Tab,
    /// Its matches are hidden, and counted.
    Mute,
}

/// A filter line with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What it is for.
    pub purpose: Purpose,
    /// Its name; unique among those of one purpose.
    pub name: Arc<str>,
    /// The line, as typed.
    pub line: Arc<str>,
}

/// A change to the file of saved lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Writes a line, over the one of its name if there is one.
    Put(Saved),
    /// Takes out the line of a name.
    Take(Purpose, Arc<str>),
}

/// What a tab comes to, without what is muted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Its name.
    pub name: Arc<str>,
    /// How many articles match.
    pub articles: u32,
    /// How many of them are unread.
    pub unread: u32,
    /// How many of them have arrived since the last visit.
    pub new: u32,
}
