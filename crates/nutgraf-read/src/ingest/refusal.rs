//! Owns: `Limits`, `Refusal` and `Outcome`: how much is read, and what is said of what is not.
//! Promises: a refusal is one line for a person; a document on which this program fails is refused like a bad one.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::model::article::Draft;
use crate::model::flaw::FlawKind;
use crate::model::id::ArticleKey;

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
    /// The identity that the document gives itself, as far as it could be read.
    pub key: Option<ArticleKey>,
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
    /// Reading or analysing it broke off: a fault of this program, not of the document.
    Failed,
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
            key: None,
        }
    }

    /// What is said of a document on which this program failed.
    pub fn failed(origin: impl Into<String>, key: Option<ArticleKey>) -> Self {
        let message = "the analysis failed on this document; it was left out";
        Self {
            key,
            ..Self::new(origin, RefusalKind::Failed, message)
        }
    }

    /// The number, from 1, of the line of JSON Lines that was refused; `None` when it was no line.
    pub fn line(&self) -> Option<u64> {
        let of_a_document = matches!(self.kind, RefusalKind::Document(_) | RefusalKind::Failed);
        let (_, number) = self.origin.rsplit_once(':')?;
        number.parse().ok().filter(|_| of_a_document)
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

/// Reads one document; when this program fails on it, it is refused and the rest goes on.
pub fn guarded(
    origin: &str,
    key: Option<ArticleKey>,
    reading: impl FnOnce() -> Outcome,
) -> Outcome {
    catch_unwind(AssertUnwindSafe(reading)).unwrap_or_else(|_| Err(Refusal::failed(origin, key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_a_refusal_of_that_line() {
        let key = ArticleKey::from("k");
        let outcome = guarded("a:b.jsonl:12", Some(key.clone()), || panic!("on purpose"));
        let refusal = outcome.unwrap_err();
        assert_eq!(refusal.key, Some(key));
        assert_eq!(refusal.line(), Some(12));
        let missing = Refusal::new("c:3", RefusalKind::Missing, "no such file or folder");
        assert_eq!(missing.line(), None, "a name, not a line");
    }
}
