//! Owns: the last walk over title and body: mentions are written down, and words that stand for a member but were no names by
//! themselves are found.
//! Promises: mentions ascend and are there once.

use std::collections::HashMap;

use crate::entity::cast::{Cast, Scene, without_article};
use crate::entity::gazetteer::Sense;
use crate::entity::lexicon::{PLAIN, TITLE};
use crate::entity::piece::{Label, Naming};
use nutgraf_read::model::actor::Kind;

impl Cast {
    /// In a title every word that the body has explained counts, whatever its capitals.
    pub fn sweep_title(&mut self, scene: &Scene<'_, '_>) {
        let surnames: HashMap<u64, usize> = self
            .members
            .iter()
            .enumerate()
            .filter(|(_, m)| m.kind == Kind::Person && m.words.len() > 1)
            .filter_map(|(at, m)| m.words.last().map(|w| (*w, at)))
            .collect();
        for (at, token) in scene.zone.tokens.iter().enumerate() {
            let covered = scene.pieces.iter().any(|p| p.range.contains(&at));
            if covered || !token.shape.is_capital() || scene.zone.is(at, PLAIN) {
                continue;
            }
            let found = self
                .marks
                .get(&token.hash)
                .or_else(|| surnames.get(&token.hash))
                .copied();
            if let Some(member) = found.and_then(|f| self.members.get_mut(f)) {
                member.titled = true;
            }
        }
    }

    /// Writes the mentions down, and sweeps the body for words that stand for a member but were no pieces.
    pub fn collect(&mut self, scene: &Scene<'_, '_>, owners: &[Option<usize>]) {
        let zone = scene.zone;
        for (piece, owner) in scene.pieces.iter().zip(owners) {
            if let Some(member) = owner.and_then(|o| self.members.get_mut(o)) {
                let range = match piece.naming {
                    Naming::Unknown(Label::Organization | Label::Location) => {
                        without_article(zone, &piece.range)
                    }
                    Naming::Known(known, _) => {
                        let actor = scene.lexicon.actor(known);
                        let own = actor.is_some_and(|k| k.name.starts_with("The "));
                        if actor.is_some_and(|k| k.kind == Kind::Person) {
                            zone.without_title(&piece.range)
                        } else if own && zone.shape(piece.range.start).is_capital() {
                            piece.range.clone()
                        } else {
                            without_article(zone, &piece.range)
                        }
                    }
                    Naming::Unknown(_) | Naming::Handle => piece.range.clone(),
                };
                member.mentions.push(zone.span(&range));
                let faint = matches!(
                    piece.naming,
                    Naming::Known(_, Sense::Adjective | Sense::People)
                );
                member.faint += u32::from(faint);
            }
        }
        self.sweep_body(scene);
        for member in &mut self.members {
            member.mentions.sort_unstable();
            member.mentions.dedup();
        }
        // Whom only the title names and no dictionary knows is too often no name at all.
        self.members.retain(|m| {
            let known = m.known.is_some() || m.kind == Kind::Person && m.words.len() > 1;
            m.titled && known || !m.mentions.is_empty()
        });
    }

    fn sweep_body(&mut self, scene: &Scene<'_, '_>) {
        let mut marks = self.marks.clone();
        for (at, member) in self.members.iter().enumerate() {
            if member.kind == Kind::Person
                && member.words.len() > 1
                && let Some(last) = member.words.last()
            {
                marks.entry(*last).or_insert(at);
            }
        }
        let mut next = 0;
        for (at, token) in scene.zone.tokens.iter().enumerate() {
            while scene.pieces.get(next).is_some_and(|p| p.range.end <= at) {
                next += 1;
            }
            let covered = scene
                .pieces
                .get(next)
                .is_some_and(|p| p.range.contains(&at));
            if covered || !token.shape.is_capital() || scene.zone.is(at, PLAIN) {
                continue;
            }
            let inside_name = at > 0
                && scene.zone.shape(at - 1).is_capital()
                && scene
                    .zone
                    .before(at)
                    .is_some_and(|b| !scene.zone.is(b, TITLE | PLAIN));
            if inside_name || scene.zone.shape(at + 1).is_capital() {
                continue;
            }
            if let Some(member) = marks
                .get(&token.hash)
                .and_then(|m| self.members.get_mut(*m))
            {
                member.mentions.push(token.span);
            }
        }
    }
}
