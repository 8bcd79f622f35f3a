//! Owns: the choice among names of the lexicon and proposals of recognisers: one list of pieces, none overlapping.
//! Promises: pieces ascend and do not overlap.

use std::ops::Range;

use crate::entity::cast::without_article;
use crate::entity::gazetteer::{Reading, Sense};
use crate::entity::hit::{Hit, hits};
use crate::entity::lexicon::{
    BODY, COMMON, COMPANY, Lexicon, PARTICLE, PLAIN, RANK, SITE, SPORT, TITLE,
};
use crate::entity::piece::{Label, Naming, Piece, Proposal};
use crate::entity::settle::{handle, namesakes, settle};
use crate::entity::token::Shape;
use crate::entity::zone::Zone;
use nutgraf_read::model::actor::Kind;

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
        let named = without_article(zone, &named);
        let named = past_owner(zone, lexicon, hits.get(next..).unwrap_or(&[]), named);
        let named = with_partner(zone, proposal.label, named, taken);
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
        if let Some(known) = with_ending(zone, lexicon, proposal.label, (&named, &inside)) {
            next += inside.len();
            taken = named.end;
            out.push(Piece {
                range: named,
                naming: Naming::Known(known, Sense::Name),
                person: false,
            });
            continue;
        }
        if wins(zone, lexicon, proposal.label, &named, &inside)
            || is_team(zone, lexicon, proposal, &inside) && inside.iter().all(|h| h.range == named)
        {
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

/// `Iran's National Security Council` is Iran and its council.
fn past_owner(
    zone: &Zone<'_>,
    lexicon: &Lexicon,
    hits: &[Hit<'_>],
    named: Range<usize>,
) -> Range<usize> {
    let owner = hits
        .iter()
        .take_while(|h| h.range.start < named.end)
        .filter(|h| h.range.start >= named.start)
        .filter(|h| zone.shape(h.range.end) == Shape::Possessive && h.range.end + 1 < named.end)
        .find(|h| {
            let actor = h.readings.first().and_then(|r| lexicon.actor(r.known));
            actor.is_some_and(|k| matches!(k.kind, Kind::Country | Kind::Place))
        });
    owner.map_or(named.clone(), |h| h.range.end + 1..named.end)
}

/// `US-Lund Business Council` is one body: what is tied to the first word of a body's name belongs to it. `taken` is where the
/// piece before ends.
fn with_partner(zone: &Zone<'_>, label: Label, named: Range<usize>, taken: usize) -> Range<usize> {
    let tied = |at: usize| zone.token(at).is_some_and(|t| t.glued);
    let several = label == Label::Organization
        && named.len() > 1
        && (named
            .clone()
            .all(|at| zone.shape(at).is_capital() || zone.is(at, PARTICLE)));
    match named.start.checked_sub(2) {
        Some(partner)
            if several
                && partner >= taken
                && zone.word(partner + 1) == "-"
                && tied(partner + 1)
                && tied(named.start)
                && zone.shape(partner).is_capital() =>
        {
            partner..named.end
        }
        _ => named,
    }
}

/// `Boeing Co` is the Boeing of the lexicon.
fn with_ending(
    zone: &Zone<'_>,
    lexicon: &Lexicon,
    label: Label,
    (named, inside): (&Range<usize>, &[&Hit<'_>]),
) -> Option<u32> {
    let [hit] = inside else {
        return None;
    };
    let known = hit.readings.first()?.known;
    let body = lexicon.actor(known)?.kind == Kind::Organization;
    let ended = hit.range.start == named.start
        && hit.range.end < named.end
        && (hit.range.end..named.end).all(|at| zone.is(at, COMPANY) || zone.word(at) == ".");
    (label == Label::Organization && body && ended).then_some(known)
}

/// A town that a recogniser takes for a body is its team, in a sentence or table of sport: `Leeds beat Derby`.
fn is_team(zone: &Zone<'_>, lexicon: &Lexicon, proposal: &Proposal, inside: &[&Hit<'_>]) -> bool {
    let [hit] = inside else {
        return false;
    };
    let place = |r: &Reading| {
        lexicon
            .actor(r.known)
            .is_some_and(|k| k.kind == Kind::Place)
    };
    let sentence = zone
        .sentences
        .get(zone.sentence_of(hit.range.start))
        .cloned()
        .unwrap_or_default();
    proposal.label == Label::Organization
        && !hit.readings.is_empty()
        && hit.readings.iter().all(place)
        && (zone.shape(hit.range.end) == Shape::Number
            || sentence.clone().any(|at| zone.is(at, SPORT)))
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
        // `Jim Jordan`, `Hunter Biden`; but not `French PM Michel Barnier`.
        Label::Person => !strong,
        // `Bank of China`, `Oxford University`; but not `Iran and the IAEA`.
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
    if label == Label::Organization && quoted(zone, &named) || tail_of_phrase(zone, label, &named) {
        return;
    }
    let label = by_head(zone, &named, label);
    if label == Label::Person {
        while named.len() > 2
            && zone.is(named.end - 1, TITLE)
            && zone.shape(named.end - 1) == Shape::Title
        {
            named.end -= 1;
        }
    }
    for range in parted(zone, label, named) {
        out.push(Piece {
            person: label == Label::Person,
            range,
            naming: Naming::Unknown(label),
        });
    }
}

/// Last words of names that tell the kind, whatever a recogniser takes them for.
const BODIES: [&str; 15] = [
    "foundation",
    "institute",
    "association",
    "ministry",
    "agency",
    "committee",
    "corporation",
    "company",
    "commission",
    "union",
    "university",
    "society",
    "federation",
    "bank",
    "airlines",
];
const PLACES: [&str; 16] = [
    "street",
    "avenue",
    "road",
    "boulevard",
    "square",
    "bridge",
    "airport",
    "stadium",
    "river",
    "island",
    "islands",
    "mountain",
    "mountains",
    "county",
    "province",
    "building",
];

/// The kind of a name of several words by its last one, where that is plain.
fn by_head(zone: &Zone<'_>, named: &Range<usize>, label: Label) -> Label {
    if named.len() < 2 || label == Label::Person {
        return label;
    }
    let last = zone.word(named.end - 1);
    let among = |list: &[&str]| list.iter().any(|w| w.eq_ignore_ascii_case(last));
    if zone.is(named.end - 1, COMPANY) || among(&BODIES) {
        Label::Organization
    } else if among(&PLACES) {
        Label::Location
    } else {
        label
    }
}

/// Words between quotation marks of their own are a phrase or a work: the “Big Story”.
fn quoted(zone: &Zone<'_>, named: &Range<usize>) -> bool {
    let mark = |at: usize| {
        matches!(
            zone.word(at),
            "\"" | "“" | "”" | "‘" | "’" | "'" | "``" | "''"
        )
    };
    zone.before(named.start).is_some_and(mark) && mark(named.end)
}

/// `Duty` in `Call of Duty`: the rest of a phrase in capitals, unless the word before heads the name of a body or place.
fn tail_of_phrase(zone: &Zone<'_>, label: Label, named: &Range<usize>) -> bool {
    let Some(of) = zone.before(named.start).filter(|&at| zone.word(at) == "of") else {
        return false;
    };
    let heads = TITLE | RANK | BODY | SITE | COMMON | PLAIN;
    named.len() == 1
        && label != Label::Misc
        && zone
            .before(of)
            .is_some_and(|at| zone.shape(at) == Shape::Title && !zone.is(at, heads))
}

/// `Vortex and Kepler` are two, as `Anna Ruiz and Karl Brandt` are; `Bureau of Labor and Statistics` is one.
fn parted(
    zone: &Zone<'_>,
    label: Label,
    named: Range<usize>,
) -> impl Iterator<Item = Range<usize>> {
    let middle = named.clone().find(|&at| zone.word(at) == "and");
    let apart = middle.filter(|&at| {
        let sides = (at - named.start, named.end - at - 1);
        sides.0 > 0 && sides.1 > 0 && (label == Label::Person || sides == (1, 1))
    });
    let (first, second) = match apart {
        Some(at) => (named.start..at, Some(at + 1..named.end)),
        None => (named, None),
    };
    std::iter::once(first).chain(second)
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
