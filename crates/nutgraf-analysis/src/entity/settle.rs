//! Owns: what a name of the lexicon means at its place: the state or its capital, the known person or a stranger, the state of
//! Georgia or the other.
//! Promises: decides by the words around and the names of the same text alone.

use std::ops::Range;

use crate::entity::gazetteer::{Reading, Sense};
use crate::entity::hit::Hit;
use crate::entity::lexicon::{ACTS, GIVEN, Lexicon, PLAIN, STATE, WHERE};
use crate::entity::piece::{Label, Naming, Piece};
use crate::entity::token::Shape;
use crate::entity::zone::Zone;
use nutgraf_read::model::actor::Kind;

/// What a name of the lexicon means at this place; `None`: nobody.
pub fn settle(
    zone: &Zone<'_>,
    lexicon: &Lexicon,
    hit: &Hit<'_>,
    label: Option<Label>,
) -> Option<Naming> {
    let fits = |r: &&Reading| {
        let kind = lexicon.actor(r.known).map(|k| k.kind);
        match label {
            Some(Label::Person) => kind == Some(Kind::Person),
            Some(Label::Organization) => kind == Some(Kind::Organization),
            Some(Label::Location) => matches!(kind, Some(Kind::Country | Kind::Place)),
            Some(Label::Misc) => {
                matches!(r.sense, Sense::Adjective | Sense::People) || kind == Some(Kind::Other)
            }
            None => false,
        }
    };
    let reading = hit
        .readings
        .iter()
        .find(fits)
        .or_else(|| hit.readings.first())?;
    let range = &hit.range;
    match reading.sense {
        Sense::Name | Sense::Handle | Sense::Described | Sense::People => {
            Some(Naming::Known(reading.known, reading.sense))
        }
        Sense::Weak => (label == Some(Label::Person) || zone.titled(range.start))
            .then_some(Naming::Known(reading.known, Sense::Weak)),
        Sense::Short => {
            short(zone, range, label).then_some(Naming::Known(reading.known, Sense::Short))
        }
        Sense::Adjective => {
            stands_for_state(zone, range).then_some(Naming::Known(reading.known, Sense::Adjective))
        }
        Sense::Seat => {
            let state = lexicon.actor(reading.known).and_then(|k| k.state);
            match state {
                Some(state) if acts(zone, range) => Some(Naming::Known(state, Sense::Seat)),
                _ => Some(Naming::Known(reading.known, Sense::Name)),
            }
        }
    }
}

/// Whom a handle means.
pub fn handle(zone: &Zone<'_>, lexicon: &Lexicon, at: usize) -> Naming {
    let name = zone.word(at).trim_start_matches('@').to_lowercase();
    lexicon
        .handles
        .get(&name)
        .map_or(Naming::Handle, |&known| Naming::Known(known, Sense::Handle))
}

/// A state and a place of one name (Georgia): the place where the text names its neighbours more often than what
/// belongs to the state.
pub fn namesakes(zone: &Zone<'_>, lexicon: &Lexicon, hits: &[Hit<'_>], pieces: &mut [Piece]) {
    for piece in pieces {
        let Some(hit) = hits
            .iter()
            .filter(|h| h.readings.len() > 1)
            .find(|h| h.range == piece.range)
        else {
            continue;
        };
        let of_kind = |kind: Kind| {
            hit.readings
                .iter()
                .filter(|r| r.sense == Sense::Name)
                .find(|r| lexicon.actor(r.known).is_some_and(|k| k.kind == kind))
        };
        let (Some(state), Some(place)) = (of_kind(Kind::Country), of_kind(Kind::Place)) else {
            continue;
        };
        let within = lexicon.actor(place.known).and_then(|k| k.within);
        let mut near = 0;
        let mut own = 0;
        for other in hits.iter().filter(|h| h.readings.len() == 1) {
            for reading in other.readings {
                let actor = lexicon.actor(reading.known);
                near += u32::from(within.is_some() && actor.is_some_and(|k| k.within == within));
                let belongs = reading.known == state.known
                    || actor.is_some_and(|k| k.state == Some(state.known));
                own += u32::from(belongs);
            }
        }
        let known = if near > own { place.known } else { state.known };
        if zone.shape(piece.range.start).is_capital() {
            piece.naming = Naming::Known(known, Sense::Name);
        }
    }
}

/// Whether a lone surname may be taken for the person whom the lexicon knows.
fn short(zone: &Zone<'_>, range: &Range<usize>, label: Option<Label>) -> bool {
    if label == Some(Label::Person) || zone.titled(range.start) {
        return true;
    }
    let opens = zone.token(range.start).is_some_and(|t| t.opens);
    let stranger = zone
        .before(range.start)
        .is_some_and(|b| zone.shape(b).is_capital() && zone.is(b, GIVEN) && !zone.plain_opening(b));
    !(stranger || opens && zone.is(range.start, PLAIN))
}

/// `Iranian officials`, `US/Israeli`, `anti-Iranian`: an adjective of nation that means the state.
fn stands_for_state(zone: &Zone<'_>, range: &Range<usize>) -> bool {
    let next = range.end;
    let glued = |at: usize| {
        zone.token(at).is_some_and(|t| t.glued) && matches!(zone.word(at), "-" | "/" | "–" | "‑")
    };
    let joined = glued(next)
        || (range.start > 0
            && zone.token(range.start).is_some_and(|t| t.glued)
            && matches!(zone.word(range.start - 1), "-" | "/" | "–" | "‑"));
    let between = matches!(
        zone.shape(next),
        Shape::Lower | Shape::Upper | Shape::Camel | Shape::Number
    );
    joined || zone.is(next, STATE) || between && zone.is(next + 1, STATE)
}

/// Whether a capital acts as its state here, rather than being a place.
fn acts(zone: &Zone<'_>, range: &Range<usize>) -> bool {
    let before = zone.before(range.start);
    let word_before = before.map(|b| zone.word(b).to_ascii_lowercase());
    let word_before = word_before.as_deref().unwrap_or("");
    let next = range.end;
    // "with Port Alma as its capital" is the town.
    if before.is_some_and(|b| zone.is(b, WHERE)) || zone.word(next) == "as" {
        return false;
    }
    let glued_after =
        zone.token(next).is_some_and(|t| t.glued) && matches!(zone.word(next), "-" | "/" | "–");
    let glued_before =
        zone.token(range.start).is_some_and(|t| t.glued) && matches!(word_before, "-" | "/" | "–");
    if zone.shape(next) == Shape::Possessive || glued_after || glued_before {
        return true;
    }
    if zone.is(next, ACTS) && zone.shape(next) == Shape::Lower {
        return true;
    }
    let object = before.is_some_and(|b| zone.is(b, ACTS) && zone.shape(b) == Shape::Lower);
    let adverb = zone.word(next).ends_with("ly") && zone.is(next + 1, ACTS);
    let regime = matches!(
        zone.word(next),
        "regime" | "government" | "authorities" | "officials"
    );
    adverb
        || object
        || regime
        || matches!(
            word_before,
            "between"
                | "with"
                | "against"
                | "by"
                | "that"
                | "if"
                | "urged"
                | "accused"
                | "pressure"
                | "anger"
                | "angered"
        )
}
