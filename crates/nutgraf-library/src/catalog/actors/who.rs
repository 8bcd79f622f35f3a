//! Owns: `Who`, a page of actors: their identities, names and kinds.
//! Promises: an actor costs its letters and a dozen bytes; most actors of a library are named once.

use nutgraf_read::model::actor::{Actor, Kind};
use nutgraf_read::model::id::ActorId;

/// Actors a page.
pub(super) const PAGE: usize = 1024;

/// Up to 1,024 actors with neighbouring numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Who {
    /// Identities and names, one after the other.
    text: String,
    places: Vec<Place>,
    /// Other names, with the slot of their actor, in the order in which they came.
    aliases: Vec<(u16, Box<str>)>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    start: u32,
    id: u16,
    name: u16,
    kind: Kind,
}

impl Who {
    /// Whether no more actors fit.
    pub(super) fn is_full(&self) -> bool {
        self.places.len() >= PAGE
    }

    /// Takes in an actor. Identities and names beyond 65,535 bytes are cut; no honest one is that long.
    pub(super) fn push(&mut self, actor: &Actor) {
        let slot = u16::try_from(self.places.len()).unwrap_or(u16::MAX);
        let start = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let mut add = |piece: &str| {
            let cut = piece.floor_char_boundary(usize::from(u16::MAX));
            self.text.push_str(piece.get(..cut).unwrap_or(""));
            u16::try_from(cut).unwrap_or(u16::MAX)
        };
        let (id, name) = (add(&actor.id.0), add(&actor.name));
        self.places.push(Place {
            start,
            id,
            name,
            kind: actor.kind,
        });
        for alias in &actor.aliases {
            self.aliases.push((slot, alias.as_str().into()));
        }
        if self.is_full() {
            self.text.shrink_to_fit();
            self.places.shrink_to_fit();
        }
    }

    /// The identity in a slot.
    pub(super) fn id(&self, slot: usize) -> &str {
        self.places.get(slot).map_or("", |place| {
            let start = place.start as usize;
            self.text
                .get(start..start + usize::from(place.id))
                .unwrap_or("")
        })
    }

    /// What the actor in a slot is.
    pub(super) fn kind(&self, slot: usize) -> Option<Kind> {
        self.places.get(slot).map(|place| place.kind)
    }

    fn name(&self, slot: usize) -> &str {
        self.places.get(slot).map_or("", |place| {
            let start = place.start as usize + usize::from(place.id);
            self.text
                .get(start..start + usize::from(place.name))
                .unwrap_or("")
        })
    }

    fn aliases(&self, slot: usize) -> impl Iterator<Item = &str> {
        self.aliases
            .iter()
            .filter(move |(of, _)| usize::from(*of) == slot)
            .map(|(_, alias)| &**alias)
    }

    /// The actor in a slot.
    pub(super) fn actor(&self, slot: usize) -> Option<Actor> {
        Some(Actor {
            id: ActorId::from(self.id(slot)),
            name: self.name(slot).to_owned(),
            kind: self.kind(slot)?,
            aliases: self.aliases(slot).map(str::to_owned).collect(),
        })
    }

    /// The names of `actor` that are not known yet for a slot.
    pub(super) fn unknown(&self, slot: usize, actor: &Actor) -> Vec<String> {
        std::iter::once(&actor.name)
            .chain(&actor.aliases)
            .filter(|name| **name != *self.name(slot) && !self.aliases(slot).any(|a| a == **name))
            .cloned()
            .collect()
    }

    /// Adds other names.
    pub(super) fn learn(&mut self, slot: usize, names: &[String]) {
        let slot = u16::try_from(slot).unwrap_or(u16::MAX);
        for name in names {
            self.aliases.push((slot, name.as_str().into()));
        }
    }
}
