//! Owns: the choice among names of the lexicon and proposals of recognisers: one list of pieces, none overlapping.
//! May import: `analysis::entity::{zone, piece, gazetteer, lexicon, token}`, `model::actor`.
//! Promises: pieces ascend and do not overlap.

use std::ops::Range;

use crate::analysis::entity::gazetteer::{Reading, Sense};
use crate::analysis::entity::lexicon::{
    ACTS, COMMON, GIVEN, Lexicon, PARTICLE, PLAIN, RANK, STATE, TITLE, WHERE,
};
use crate::analysis::entity::piece::{Label, Naming, Piece, Proposal};
use crate::analysis::entity::token::Shape;
use crate::analysis::entity::zone::Zone;
use crate::model::actor::Kind;

/// A name of the lexicon at its place.
#[derive(Debug)]
struct Hit<'l> {
    range: Range<usize>,
    readings: &'l [Reading],
}

/// The pieces of a zone.
pub fn pieces(zone: &Zone<'_>, lexicon: &Lexicon, proposals: &[Proposal]) -> Vec<Piece> {
    let hits = hits(zone, lexicon);
    let mut out: Vec<Piece> = Vec::with_capacity(hits.len() + proposals.len());
    let mut next = 0;
    let mut taken = 0;
    for proposal in proposals {
        let named = if proposal.label == Label::Person {
            zone.without_title(&proposal.range)
        } else {
            proposal.range.clone()
        };
        while let Some(hit) = hits.get(next).filter(|h| h.range.end <= named.start) {
            push_hit(zone, lexicon, hit, None, &mut out);
            next += 1;
        }
        let inside: Vec<&Hit<'_>> = hits
            .get(next..)
            .unwrap_or(&[])
            .iter()
            .take_while(|h| h.range.start < named.end)
            .collect();
        if named.start < taken {
            continue;
        }
        if wins(zone, lexicon, proposal.label, &named, &inside) {
            next += inside.len();
            taken = inside
                .last()
                .map_or(named.end, |h| h.range.end.max(named.end));
            push_proposal(zone, proposal.label, named, &mut out);
        } else {
            for hit in &inside {
                push_hit(zone, lexicon, hit, Some(proposal.label), &mut out);
                taken = hit.range.end;
            }
            next += inside.len();
        }
    }
    for hit in hits.get(next..).unwrap_or(&[]) {
        push_hit(zone, lexicon, hit, None, &mut out);
    }
    namesakes(zone, lexicon, &hits, &mut out);
    out
}

/// A state and a place of one name (Georgia): the place where the text names its neighbours more often than what
/// belongs to the state.
fn namesakes(zone: &Zone<'_>, lexicon: &Lexicon, hits: &[Hit<'_>], pieces: &mut [Piece]) {
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

/// All names of the lexicon, the longest from the left.
fn hits<'l>(zone: &Zone<'_>, lexicon: &'l Lexicon) -> Vec<Hit<'l>> {
    let mut out = Vec::new();
    for sentence in &zone.sentences {
        let tokens = zone.tokens.get(..sentence.end).unwrap_or(&[]);
        let mut at = sentence.start;
        while at < sentence.end {
            let shape = zone.shape(at);
            if matches!(shape, Shape::Handle) {
                out.push(Hit {
                    range: at..at + 1,
                    readings: &[],
                });
                at += 1;
                continue;
            }
            let found = if matches!(shape, Shape::Mark | Shape::Possessive | Shape::Link) {
                None
            } else {
                lexicon.names.longest(zone.text, tokens, at)
            };
            match found {
                Some(hit) => {
                    out.push(Hit {
                        range: at..at + hit.length,
                        readings: hit.readings,
                    });
                    at += hit.length;
                }
                None => at += 1,
            }
        }
    }
    out
}

/// Whether a proposal is better than the names of the lexicon inside it.
fn wins(
    zone: &Zone<'_>,
    lexicon: &Lexicon,
    label: Label,
    named: &Range<usize>,
    inside: &[&Hit<'_>],
) -> bool {
    if inside.is_empty() {
        return true;
    }
    let covered: usize = inside
        .iter()
        .map(|h| h.range.end.min(named.end) - h.range.start.max(named.start))
        .sum();
    let marks = named
        .clone()
        .filter(|&at| matches!(zone.shape(at), Shape::Mark | Shape::Possessive))
        .filter(|at| !inside.iter().any(|h| h.range.contains(at)))
        .count();
    // `Oman and Qatar` are two.
    let joints = named
        .clone()
        .filter(|at| !inside.iter().any(|h| h.range.contains(at)))
        .filter(|&at| matches!(zone.word(at), "and" | "or" | "&"))
        .count();
    if covered + marks + joints >= named.len()
        || inside
            .iter()
            .any(|h| h.range.start < named.start || h.range.end > named.end)
    {
        return false;
    }
    let known = |h: &Hit<'_>| h.readings.first().and_then(|r| lexicon.actor(r.known));
    let strong = inside.iter().any(|h| {
        h.range.len() > 1
            && known(h)
                .is_some_and(|k| matches!(k.kind, Kind::Person | Kind::Other | Kind::Organization))
    });
    match label {
        // `Jim Jordan`, `Hunter Biden`; but not `Israeli PM Yair Lapid`.
        Label::Person => !strong,
        // `Bank of China`, `Tehran University`; but not `Iran and the IAEA`.
        Label::Organization => {
            let body = inside
                .iter()
                .filter(|h| known(h).is_some_and(|k| k.kind == Kind::Organization))
                .count();
            // `Senate Judiciary Committee`; but not `Islamic State group`.
            let longer = body == 1 && inside.len() == 1 && all_capital(zone, named, inside);
            longer
                || body == 0 && inside.len() == 1
                || (inside.len() > 1 && !strong && body == 0 && !has_mark(zone, named))
        }
        Label::Location => !strong && inside.len() == 1 && !only_compass(zone, named, inside),
        Label::Misc => false,
    }
}

/// Whether every word around the names of the lexicon has a capital, apart from small words.
fn all_capital(zone: &Zone<'_>, named: &Range<usize>, inside: &[&Hit<'_>]) -> bool {
    named
        .clone()
        .filter(|at| !inside.iter().any(|h| h.range.contains(at)))
        .all(|at| {
            zone.shape(at).is_capital()
                || zone.is(at, PARTICLE)
                || matches!(zone.word(at), "of" | "for" | "and" | "-")
        })
}

fn has_mark(zone: &Zone<'_>, range: &Range<usize>) -> bool {
    range
        .clone()
        .any(|at| matches!(zone.word(at), "," | "/" | ";" | ":" | "("))
}

/// `northern Iran`, `Southern California`: the compass adds nothing.
fn only_compass(zone: &Zone<'_>, named: &Range<usize>, inside: &[&Hit<'_>]) -> bool {
    let compass = |at: usize| {
        let word = zone.word(at).to_ascii_lowercase();
        ["north", "south", "east", "west", "central"]
            .iter()
            .any(|c| word.starts_with(c))
            || word == "the"
    };
    named
        .clone()
        .filter(|at| !inside.iter().any(|h| h.range.contains(at)))
        .all(compass)
}

/// `They're`, `We've`, `Don't`: a verb hangs on the word, so it opens a sentence and names nobody.
fn is_contraction(word: &str) -> bool {
    word.rsplit_once(['\'', '\u{2019}'])
        .is_some_and(|(_, tail)| matches!(tail, "re" | "ve" | "ll" | "m" | "t"))
}

fn push_proposal(zone: &Zone<'_>, label: Label, named: Range<usize>, out: &mut Vec<Piece>) {
    let mark = |at: usize| {
        matches!(zone.shape(at), Shape::Mark | Shape::Possessive)
            && !matches!(zone.word(at), "." | ")")
    };
    let mut named = named;
    while named.start < named.end && mark(named.start) {
        named.start += 1;
    }
    while named.start < named.end && mark(named.end - 1) {
        named.end -= 1;
    }
    let lone = named.len() == 1;
    let common = zone.is(named.start, PLAIN | COMMON | TITLE | RANK)
        && zone.shape(named.start) != Shape::Upper;
    if named.is_empty() || lone && (common || is_contraction(zone.word(named.start))) {
        return;
    }
    out.push(Piece {
        person: label == Label::Person,
        range: named,
        naming: Naming::Unknown(label),
    });
}

fn push_hit(
    zone: &Zone<'_>,
    lexicon: &Lexicon,
    hit: &Hit<'_>,
    label: Option<Label>,
    out: &mut Vec<Piece>,
) {
    let naming = if hit.readings.is_empty() {
        Some(handle(zone, lexicon, hit.range.start))
    } else {
        settle(zone, lexicon, hit, label)
    };
    if let Some(naming) = naming {
        out.push(Piece {
            range: hit.range.clone(),
            naming,
            person: label == Some(Label::Person) || zone.titled(hit.range.start),
        });
    }
}

fn handle(zone: &Zone<'_>, lexicon: &Lexicon, at: usize) -> Naming {
    let name = zone.word(at).trim_start_matches('@').to_lowercase();
    lexicon
        .handles
        .get(&name)
        .map_or(Naming::Handle, |&known| Naming::Known(known, Sense::Handle))
}

/// What a name of the lexicon means at this place; `None`: nobody.
fn settle(
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
    joined || zone.is(next, STATE) || (zone.is(next + 1, STATE) && zone.shape(next) == Shape::Lower)
}

/// Whether a capital acts as its state here, rather than being a place.
fn acts(zone: &Zone<'_>, range: &Range<usize>) -> bool {
    let before = zone.before(range.start);
    let word_before = before.map(|b| zone.word(b).to_ascii_lowercase());
    let word_before = word_before.as_deref().unwrap_or("");
    if before.is_some_and(|b| zone.is(b, WHERE)) {
        return false;
    }
    let next = range.end;
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
