//! Owns: the newtypes for identities, so that no bare number or string crosses a room.
//! Promises: an id means the same in every room.

use std::fmt;
use std::sync::Arc;

/// An article's row in one library: small, dense, never reused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u32);

/// An article's public identity, stable over libraries and machines: the document's own id where it gives one, else
/// sixteen hex digits of a hash over its URL or its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleKey(pub Arc<str>);

/// An actor's public identity: `country:IR`, `person:josep-borrell`, `org:iaea`, `place:vienna`, `other:jcpoa`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ActorId(pub Arc<str>);

/// Which question an answer belongs to. Answers to older questions are dropped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Generation(pub u64);

impl Generation {
    /// The generation after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl From<&str> for ArticleKey {
    fn from(text: &str) -> Self {
        Self(Arc::from(text))
    }
}

impl From<&str> for ActorId {
    fn from(text: &str) -> Self {
        Self(Arc::from(text))
    }
}

impl fmt::Display for ArticleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
