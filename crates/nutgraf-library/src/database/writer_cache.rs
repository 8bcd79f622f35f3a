//! Owns: `Desk`, what the writer keeps at hand between articles and between transactions.
//! Promises: nothing on it that could be wrong outlives a rollback or another program's write.

use rusqlite::Connection;

use crate::actors::rows::Cast;
use crate::actors::same_actor::Alike;
use crate::articles::copies::Near;
use crate::fulltext::index::Index;

/// What the writer remembers and what waits for the end of the transaction.
#[derive(Debug, Default)]
pub struct Desk {
    /// Actors.
    pub cast: Cast,
    /// Which of them are one.
    pub alike: Alike,
    /// Texts for the index.
    pub index: Index,
    /// What the last articles are about, to find copies.
    pub near: Near,
}

impl Desk {
    /// Writes the counts of actors, and looks who of them is another under a different spelling.
    pub fn settle_actors(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let doubled = self.cast.settle(connection)?;
        self.alike.begin();
        for (row, was) in doubled {
            self.alike.look(connection, row, was)?;
        }
        Ok(())
    }

    /// Forgets everything: after a rollback, or when another program wrote.
    pub fn forget(&mut self) {
        self.cast.forget();
        self.alike.forget();
        self.index.forget();
        self.near.forget();
    }
}
