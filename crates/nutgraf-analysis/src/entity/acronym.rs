//! Owns: acronyms: the ones that a document defines, and those that fit a body's capitals.
//! Promises: what a document defines wins over the lexicon.

use crate::entity::cast::{Cast, Scene};
use crate::entity::likeness::fits_initials;
use crate::entity::token::Shape;
use crate::entity::zone::Zone;
use nutgraf_read::model::actor::Kind;

impl Cast {
    /// A body of the document whose capitals are these: `NBS` after `National Bureau of Statistics`.
    pub fn by_initials(&self, acronym: &str) -> Option<usize> {
        let wanted: String = acronym.chars().filter(|c| c.is_alphabetic()).collect();
        if wanted.chars().count() < 2 {
            return None;
        }
        self.members.iter().position(|m| {
            m.kind == Kind::Organization
                && m.name.contains(' ')
                && m.name
                    .split([' ', '-'])
                    .filter_map(|word| word.chars().next())
                    .filter(|c| c.is_uppercase())
                    .eq(wanted.chars())
        })
    }

    /// `Full Name (FN)` and `FN (Full Name)`.
    pub fn acronyms(&mut self, scene: &Scene<'_, '_>, owners: &[Option<usize>]) {
        let zone = scene.zone;
        for (piece, owner) in scene.pieces.iter().zip(owners) {
            let Some(owner) = *owner else { continue };
            let range = &piece.range;
            if range.len() > 1 && zone.word(range.end) == "(" && zone.word(range.end + 2) == ")" {
                let short = range.end + 1;
                if zone.shape(short) == Shape::Upper && fits_initials(zone, range, zone.word(short))
                {
                    self.define(zone, short, owner);
                }
            }
            let opened = range.start >= 2
                && zone.word(range.start - 1) == "("
                && zone.word(range.end) == ")";
            if opened && range.len() > 1 {
                let short = range.start - 2;
                if zone.shape(short) == Shape::Upper && fits_initials(zone, range, zone.word(short))
                {
                    self.define(zone, short, owner);
                }
            }
        }
    }

    fn define(&mut self, zone: &Zone<'_>, at: usize, owner: usize) {
        if let Some(token) = zone.token(at) {
            self.defined.insert(token.hash, owner);
            self.marks.insert(token.hash, owner);
        }
    }
}
