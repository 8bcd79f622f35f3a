//! Owns: `Snapshot`, the catalog as it stood at some moment.
//! Promises: cheap to clone and to compare.

use std::fmt;
use std::sync::Arc;

use nutgraf_library::catalog::Catalog;

/// A state of the catalog that nobody writes to any more.
#[derive(Clone, Default)]
pub struct Snapshot(pub Arc<Catalog>);

impl PartialEq for Snapshot {
    /// Whether both are the same state; contents are not looked at.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Snapshot({} articles)", self.0.articles())
    }
}
