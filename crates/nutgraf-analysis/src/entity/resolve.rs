//! Owns: `cast`, which pieces of a document name the same actor.
//! Promises: a piece belongs to at most one actor; two persons of one surname stay two when the document tells them
//! apart.

use std::ops::Range;

use crate::entity::cast::{Cast, Scene, one_line, without_article};
use crate::entity::gazetteer::Sense;
use crate::entity::lexicon::{BODY, Lexicon, PARTICLE, RANK, TITLE};
use crate::entity::piece::{Label, Naming, Piece};
use crate::entity::spelling;
use crate::entity::token::Shape;
use crate::entity::vote::Votes;
use crate::entity::zone::Zone;
use nutgraf_read::model::actor::Kind;

/// Resolves the pieces of the body, then those of the title.
pub fn cast(lexicon: &Lexicon, body: (&Zone<'_>, &[Piece]), title: (&Zone<'_>, &[Piece])) -> Cast {
    let mut cast = Cast::default();
    let scene = Scene {
        lexicon,
        zone: body.0,
        pieces: body.1,
        votes: Votes::of(body.0, body.1),
    };
    let headline = Scene {
        lexicon,
        zone: title.0,
        pieces: title.1,
        votes: Votes::default(),
    };
    let mut owners: Vec<Option<usize>> = vec![None; scene.pieces.len()];
    for (piece, owner) in scene.pieces.iter().zip(&mut owners) {
        *owner = cast.clear(&scene, piece);
    }
    let mut heads: Vec<Option<usize>> = headline
        .pieces
        .iter()
        .map(|piece| cast.clear_in_title(&headline, piece))
        .collect();
    cast.acronyms(&scene, &owners);
    cast.unclear(&scene, &mut owners);
    cast.unclear(&headline, &mut heads);
    for (piece, owner) in headline.pieces.iter().zip(&heads) {
        let owner = owner.or_else(|| cast.marked(headline.zone, &piece.range));
        if let Some(member) = owner.and_then(|o| cast.members.get_mut(o)) {
            member.titled = true;
        }
    }
    cast.sweep_title(&headline);
    cast.collect(&scene, &owners);
    cast
}

impl Cast {
    /// A body that the lexicon does not know by this name.
    fn body(&mut self, scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<usize> {
        let zone = scene.zone;
        let range = without_article(zone, range);
        if let Some((known, name)) = of_state(scene, &range) {
            return if let Some(known) = known {
                self.of_known(scene.lexicon, known)
            } else {
                let id = format!("org:{}", spelling::slug(&name));
                Some(self.enter(&id, &name, Kind::Organization))
            };
        }
        self.thing(zone, &range, Kind::Organization)
    }

    /// Pieces that tell by themselves whom they name.
    fn clear(&mut self, scene: &Scene<'_, '_>, piece: &Piece) -> Option<usize> {
        let zone = scene.zone;
        let words = without_article(zone, &piece.range).len();
        let naming = match piece.naming {
            Naming::Unknown(label)
                if label != Label::Person && scene.votes.is_common(zone, &piece.range) =>
            {
                return None;
            }
            Naming::Unknown(label) => {
                Naming::Unknown(scene.votes.decide(zone, &piece.range, label))
            }
            Naming::Known(..) | Naming::Handle => piece.naming,
        };
        match naming {
            Naming::Known(
                known,
                Sense::Name | Sense::Seat | Sense::Adjective | Sense::People | Sense::Handle,
            ) => self.of_known(scene.lexicon, known),
            Naming::Unknown(Label::Person) => {
                let name = zone.without_title(&piece.range);
                (name.len() > 1).then(|| self.full_person(scene, &name))?
            }
            Naming::Unknown(Label::Organization) if words > 1 => self.body(scene, &piece.range),
            Naming::Unknown(Label::Misc) if words > 1 => {
                self.thing(zone, &piece.range, Kind::Other)
            }
            Naming::Unknown(Label::Location) if words > 1 => {
                self.thing(zone, &piece.range, Kind::Place)
            }
            Naming::Known(..) | Naming::Unknown(_) | Naming::Handle => None,
        }
    }

    fn clear_in_title(&mut self, scene: &Scene<'_, '_>, piece: &Piece) -> Option<usize> {
        match piece.naming {
            Naming::Known(..) => self.clear(scene, piece),
            Naming::Unknown(_) if !scene.zone.loud => self.clear(scene, piece),
            Naming::Unknown(_) | Naming::Handle => None,
        }
    }

    /// Pieces that need the rest of the document: surnames, handles, short forms, one-word names.
    fn unclear(&mut self, scene: &Scene<'_, '_>, owners: &mut [Option<usize>]) {
        let zone = scene.zone;
        for (piece, owner) in scene.pieces.iter().zip(owners.iter_mut()) {
            let single = piece.range.len() == 1;
            let hash = zone.token(piece.range.start).map_or(0, |t| t.hash);
            if single && let Some(&at) = self.defined.get(&hash) {
                *owner = Some(at);
            }
            if owner.is_some() {
                continue;
            }
            *owner = match piece.naming {
                Naming::Known(known, Sense::Short) => {
                    if self.known.contains_key(&known) {
                        self.of_known(scene.lexicon, known)
                    } else {
                        self.by_surname(zone, &piece.range)
                            .or_else(|| self.of_known(scene.lexicon, known))
                    }
                }
                Naming::Known(known, Sense::Weak) => self
                    .by_surname(zone, &piece.range)
                    .or_else(|| self.weak(scene, piece, known)),
                Naming::Known(known, _) => self.known.get(&known).copied(),
                Naming::Handle => self.by_handle(zone.word(piece.range.start)),
                Naming::Unknown(label)
                    if label != Label::Person && scene.votes.is_common(zone, &piece.range) =>
                {
                    None
                }
                Naming::Unknown(label) => {
                    let label = scene.votes.decide(zone, &piece.range, label);
                    self.by_surname(zone, &piece.range)
                        .or_else(|| self.marked(zone, &piece.range))
                        .or_else(|| self.lone(scene, &piece.range, label))
                }
            };
        }
    }

    /// A surname that many bear: the known person where he is named in full too or has an office here, else a stranger.
    fn weak(&mut self, scene: &Scene<'_, '_>, piece: &Piece, known: u32) -> Option<usize> {
        if self.known.contains_key(&known) || scene.zone.titled(piece.range.start) {
            self.of_known(scene.lexicon, known)
        } else {
            self.lone(scene, &piece.range, Label::Person)
        }
    }

    /// A one-word name that nothing else in the document explains.
    fn lone(&mut self, scene: &Scene<'_, '_>, range: &Range<usize>, label: Label) -> Option<usize> {
        let zone = scene.zone;
        if zone.loud {
            return None;
        }
        let at = self.lone_of(scene, range, label)?;
        if range.len() == 1
            && let Some(token) = zone.token(range.start).filter(|t| t.span.len() > 3)
        {
            self.lone.entry(token.hash).or_insert(at);
        }
        Some(at)
    }

    fn lone_of(
        &mut self,
        scene: &Scene<'_, '_>,
        range: &Range<usize>,
        label: Label,
    ) -> Option<usize> {
        let zone = scene.zone;
        match label {
            Label::Person => {
                let name = zone.without_title(range);
                let words = zone.words(&name);
                let slug = spelling::slug(words);
                (slug.len() > 1).then(|| self.enter(&format!("person:{slug}"), words, Kind::Person))
            }
            // `the Bank` after `Bank of England`; alone it is nobody.
            Label::Organization
                if range.len() == 1
                    && zone.is(range.start, BODY)
                    && zone.shape(range.start) == Shape::Title =>
            {
                let word = zone.word(range.start);
                self.members.iter().position(|m| {
                    m.kind == Kind::Organization && m.name.split(' ').any(|part| part == word)
                })
            }
            Label::Organization => {
                let acronym = (zone.shape(range.start) == Shape::Upper && range.len() == 1)
                    .then(|| self.by_initials(zone.word(range.start)))
                    .flatten();
                acronym.or_else(|| self.body(scene, range))
            }
            Label::Location => self.thing(zone, range, Kind::Place),
            Label::Misc => None,
        }
    }
}

/// A ministry or the like that is named only by its office: whose it is stands before it (`Iran’s Foreign Ministry`).
fn of_state(scene: &Scene<'_, '_>, range: &Range<usize>) -> Option<(Option<u32>, String)> {
    let zone = scene.zone;
    let generic = range.clone().all(|at| {
        zone.is(at, BODY | RANK | TITLE) || zone.is(at, PARTICLE) || zone.word(at) == "of"
    });
    if !generic {
        return None;
    }
    let mut at = zone.before(range.start)?;
    if zone.shape(at) == Shape::Possessive {
        at = zone.before(at)?;
    }
    let owner = scene.pieces.iter().rev().find(|p| p.range.end == at + 1)?;
    let Naming::Known(known, _) = owner.naming else {
        return None;
    };
    let country = scene.lexicon.actor(known)?;
    let adjective = country.adjective.as_deref()?;
    let name = format!("{adjective} {}", one_line(zone.words(range)));
    Some((scene.lexicon.find(&name), name))
}
