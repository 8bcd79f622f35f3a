//! Owns: `Votes`, what a document as a whole takes a name for.
//! May import: `analysis::entity::{zone, piece}`.
//! Promises: one name has one kind in one document, where most of its mentions agree.

use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::entity::piece::{Label, Naming, Piece};
use crate::analysis::entity::zone::Zone;

/// The kinds that the recogniser gave each name of a document that the lexicon does not know.
#[derive(Debug, Default)]
pub struct Votes(HashMap<u64, [u16; 4]>);

/// A name's words as one number.
fn key(zone: &Zone<'_>, range: &Range<usize>) -> u64 {
    range
        .clone()
        .filter_map(|at| zone.token(at))
        .fold(0, |h, t| h.rotate_left(21).wrapping_mul(31) ^ t.hash)
}

const KINDS: [Label; 4] = [
    Label::Person,
    Label::Organization,
    Label::Location,
    Label::Misc,
];

impl Votes {
    /// Counts them.
    pub fn of(zone: &Zone<'_>, pieces: &[Piece]) -> Self {
        let mut votes: HashMap<u64, [u16; 4]> = HashMap::new();
        for piece in pieces {
            let Naming::Unknown(label) = piece.naming else {
                continue;
            };
            let counts = votes.entry(key(zone, &piece.range)).or_default();
            for (kind, count) in KINDS.into_iter().zip(counts.iter_mut()) {
                *count = count.saturating_add(u16::from(kind == label));
            }
        }
        Self(votes)
    }

    /// The kind that more than half of a name's mentions have; else `own`.
    pub fn decide(&self, zone: &Zone<'_>, range: &Range<usize>, own: Label) -> Label {
        let Some(counts) = self.0.get(&key(zone, range)) else {
            return own;
        };
        let all: u16 = counts.iter().sum();
        KINDS
            .into_iter()
            .zip(counts)
            .find(|(_, count)| *count * 2 > all)
            .map_or(own, |(label, _)| label)
    }
}
