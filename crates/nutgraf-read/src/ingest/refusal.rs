//! Owns: `Limits`, `Refusal` and `Outcome`: how much is read, and what is said of what is not.
//! Promises: a refusal is one line for a person.

use std::fmt;

use crate::model::article::Draft;
use crate::model::flaw::FlawKind;

/// How much is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest document in bytes: a file, or one line of JSON Lines. Default 50 MiB.
    pub bytes: usize,
    /// The most documents that one feed gives; later items are left out. Default 10,000.
    pub items: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 50 << 20,
            items: 10_000,
        }
    }
}

/// Why something was not read, as one line for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What was refused: a path, `-`, a URL, with `:line` where it is one line of a file.
    pub origin: String,
    /// What was wrong with it, for programs.
    pub kind: RefusalKind,
    /// What was wrong with it, for a person; without the origin.
    pub message: String,
}

/// What kind of trouble keeps something from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefusalKind {
    /// There is no such file or folder.
    Missing,
    /// It is there and can't be read: permissions, a fault of the disk, a socket.
    Unreadable,
    /// It can be read and is not a document: empty, binary, too large, broken.
    Document(FlawKind),
    /// The network or the server did not give it.
    Network,
    /// It is a list of feeds, which holds no articles itself.
    FeedList,
}

impl Refusal {
    /// Makes a refusal.
    pub fn new(origin: impl Into<String>, kind: RefusalKind, message: impl Into<String>) -> Self {
        Self {
            origin: origin.into(),
            kind,
            message: message.into(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.message)
    }
}

impl std::error::Error for Refusal {}

/// One document read, or why it was not.
pub type Outcome = Result<Draft, Refusal>;
