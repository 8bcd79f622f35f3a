//! Owns: `WriterCache`, what the writer remembers between articles and between transactions.
//! Promises: nothing in it that could be wrong outlives a rollback or another program's write.

use rusqlite::Connection;

use crate::actors::rows::ActorRows;
use crate::actors::same_actor::SameActors;
use crate::articles::boilerplate::Boilerplate;
use crate::articles::copies::Copies;
use crate::fulltext::index::Index;

/// What the writer remembers and what waits for the end of the transaction.
#[derive(Debug, Default)]
pub(crate) struct WriterCache {
    /// Actors.
    pub actors: ActorRows,
    /// Which of them are one.
    pub same_actors: SameActors,
    /// Texts for the index.
    pub index: Index,
    /// What the last articles are about, to find copies.
    pub copies: Copies,
    /// The paragraphs of the last articles, to find what a source puts under many.
    pub boilerplate: Boilerplate,
}

impl WriterCache {
    /// Writes the counts of actors, and finds out which of them are another under a different spelling.
    pub(crate) fn settle_actors(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let grown = self.actors.settle(connection)?;
        self.same_actors.forget_neighbours();
        for actor in grown {
            self.same_actors.compare(connection, actor)?;
        }
        Ok(())
    }

    /// Forgets everything: after a rollback, or when another program wrote.
    pub(crate) fn forget(&mut self) {
        self.actors.forget();
        self.same_actors.forget();
        self.index.forget();
        self.copies.forget();
        self.boilerplate.forget();
    }
}
