//! Owns: `Desk`, what the writer keeps at hand between articles and between transactions.
//! May import: `library::{actors, index, near}`.
//! Promises: nothing on it that could be wrong outlives a rollback or another program's write.

use crate::library::actors::Cast;
use crate::library::index::Index;
use crate::library::near::Near;

/// What the writer remembers and what waits for the end of the transaction.
#[derive(Debug, Default)]
pub struct Desk {
    /// Actors.
    pub cast: Cast,
    /// Texts for the index.
    pub index: Index,
    /// What the last articles are about, to find copies.
    pub near: Near,
}

impl Desk {
    /// Forgets everything: after a rollback, or when another program wrote.
    pub fn forget(&mut self) {
        self.cast.forget();
        self.index.forget();
        self.near.forget();
    }
}
