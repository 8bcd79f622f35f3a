//! Owns: `Corrected`, what the reader's corrections say about actors over what their columns hold.
//! Promises: small: only actors that a correction, or another spelling of one name, concerns.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use nutgraf_read::model::actor::Actor;
use nutgraf_read::model::id::ActorId;

/// Corrections over the columns of actors, by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Corrected {
    /// Those that are otherwise than their columns say.
    pub(super) defined: BTreeMap<u32, Arc<Actor>>,
    /// Those that are found by no name: each is another, or hidden.
    pub(super) silent: BTreeSet<u32>,
    /// Whose identity leads to somebody else.
    pub(super) led: BTreeMap<ActorId, u32>,
}

impl Corrected {
    /// Takes the names of an actor in that are new; answers them. `None` when it is not defined here.
    pub(super) fn learn(&mut self, no: u32, actor: &Actor) -> Option<Vec<String>> {
        let known = self.defined.get_mut(&no)?;
        let names = std::iter::once(&actor.name).chain(&actor.aliases);
        let fresh: Vec<String> = names
            .filter(|name| **name != known.name && !known.aliases.contains(name))
            .cloned()
            .collect();
        if !fresh.is_empty() {
            Arc::make_mut(known).aliases.extend(fresh.iter().cloned());
        }
        Some(fresh)
    }
}
