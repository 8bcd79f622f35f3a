//! Owns: proposals that are two names, with `and` or an office between them or one the owner of the other.
//! Promises: cuts only where the dictionaries know one of the two, or the text names the owner alone.

use std::borrow::Cow;
use std::ops::Range;

use crate::entity::lexicon::{
    ABBREVIATION, BODY, COMPANY, GIVEN, Lexicon, RANK, SITE, TITLE, WORK,
};
use crate::entity::lexicon_match::LexiconMatch;
use crate::entity::name_mention::{Label, Proposal};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;
use crate::entity::told;
use nutgraf_read::model::actor::Kind;

/// `Lund Airways and Acme` are two where one of them is a body of the lexicon.
pub fn apart<'p>(
    tokenized: &TokenizedText<'_>,
    lexicon: &Lexicon,
    lexicon_matches: &[LexiconMatch<'_>],
    proposals: &'p [Proposal],
) -> Cow<'p, [Proposal]> {
    let parts = |proposal: &Proposal| {
        let range = &proposal.range;
        let fits = proposal.label == Label::Organization && proposal.sure < told::CERTAIN;
        let and = fits
            .then(|| range.clone().find(|at| tokenized.word(*at) == "and"))
            .flatten()
            .filter(|and| *and > range.start && and + 1 < range.end)?;
        let sides = [range.start..and, and + 1..range.end];
        let from = lexicon_matches.partition_point(|m| m.range.end <= range.start);
        let inside = || {
            let later = lexicon_matches.get(from..).unwrap_or(&[]).iter();
            later.take_while(|m| m.range.start < range.end)
        };
        // `Zara and Nils Bay`, `Salon and Spa`: what one word alone may mean says nothing.
        let sure = |m: &LexiconMatch<'_>, other: &Range<usize>| {
            m.range.len() > 1 || other.len() > 1 && !tokenized.is(m.range.start, GIVEN)
        };
        let [left, right] = &sides;
        let side = |m: &LexiconMatch<'_>| {
            is_body(lexicon, m)
                && [(left, right), (right, left)]
                    .into_iter()
                    .any(|(s, other)| {
                        m.range.start == s.start
                            && (m.range == *s && sure(m, other) || m.range.len() > 1)
                    })
        };
        let spans = |m: &LexiconMatch<'_>| m.range.contains(&and);
        (!inside().any(spans) && inside().any(side)).then_some(sides)
    };
    // `Ruiz's Night Boat`, where Ruiz is named alone, too.
    let owned = |proposal: &Proposal| {
        let range = &proposal.range;
        let fits = proposal.label != Label::Location && proposal.sure < told::CERTAIN;
        let hangs = fits
            .then(|| {
                range
                    .clone()
                    .find(|at| tokenized.shape(*at) == Shape::Possessive)
            })
            .flatten()
            .filter(|at| *at > range.start && at + 1 < range.end)?;
        let sides = [range.start..hangs, hangs + 1..range.end];
        let [owner, _] = &sides;
        let hash = |at: usize| tokenized.token(at).map(|token| token.hash);
        let alone = |other: &Proposal| {
            other.range != *range
                && tokenized.shape(other.range.end) != Shape::Possessive
                && other.range.len() == owner.len()
                && other
                    .range
                    .clone()
                    .zip(owner.clone())
                    .all(|(a, b)| hash(a) == hash(b))
        };
        proposals.iter().any(alone).then_some(sides)
    };
    let parts = |proposal: &Proposal| {
        let two = parts(proposal).or_else(|| owned(proposal));
        let two = two.map(|sides| sides.map(|range| (range, proposal.label)));
        two.or_else(|| served((tokenized, lexicon), lexicon_matches, proposal))
            .or_else(|| hailing((tokenized, lexicon), lexicon_matches, proposal))
            .or_else(|| signed(tokenized, proposal))
    };
    let cut: Vec<_> = proposals.iter().map(parts).collect();
    if cut.iter().all(Option::is_none) {
        return Cow::Borrowed(proposals);
    }
    let mut out = Vec::with_capacity(proposals.len() + 1);
    for (proposal, sides) in proposals.iter().zip(cut) {
        match sides {
            Some(sides) => out.extend(
                sides
                    .into_iter()
                    .filter(|(range, _)| !range.is_empty())
                    .map(|(range, label)| Proposal {
                        range,
                        label,
                        ..proposal.clone()
                    }),
            ),
            None => out.push(proposal.clone()),
        }
    }
    Cow::Owned(out)
}

/// `Lund University Professor Ola Ruiz` is a body and a person, `CTO Ola Ruiz` a person.
fn served(
    (tokenized, lexicon): (&TokenizedText<'_>, &Lexicon),
    lexicon_matches: &[LexiconMatch<'_>],
    proposal: &Proposal,
) -> Option<[(Range<usize>, Label); 2]> {
    let range = &proposal.range;
    let name = |at: usize| tokenized.shape(at) == Shape::Title;
    // A word for a body stands before the office, or a body of the dictionaries.
    let serves = |office: usize| {
        let known = |m: &LexiconMatch<'_>| m.range.end == office && is_body(lexicon, m);
        office > range.start + 1 && tokenized.is(office - 1, BODY)
            || lexicon_matches.iter().any(known)
    };
    let office = (range.start..range.end.saturating_sub(2)).find(|at| {
        let first = tokenized.shape(*at) == Shape::Upper && *at == range.start;
        let holds = tokenized.is(*at, TITLE) && (name(*at) || first);
        let given = tokenized.is(at + 1, GIVEN);
        // `Lund CEO Ola Ruiz`, `Supreme Leader Ola Ruiz`
        let chief = tokenized.shape(*at) == Shape::Upper && tokenized.is(*at, ABBREVIATION);
        let ranks =
            *at > range.start && (range.start..*at).all(|at| tokenized.is(at, TITLE | RANK));
        // `Judge Ola J. Ruiz`
        let titled = *at == range.start && name(*at) && given;
        (holds || chief) && (first || titled || given && (serves(*at) || chief || ranks))
    })?;
    let person = office + 1..range.end;
    let fits = may_end_in_person(tokenized, proposal)
        && person.len() < 5
        && person.clone().all(|at| {
            let initials = tokenized.word(at).contains('.');
            name(at) || initials || tokenized.shape(at) == Shape::Initial
        });
    fits.then_some([
        (range.start..office, Label::Organization),
        (person, Label::Person),
    ])
}

/// Whether what was taken for one body may be a body and the person behind it.
fn may_end_in_person(tokenized: &TokenizedText<'_>, proposal: &Proposal) -> bool {
    proposal.label == Label::Organization
        && proposal.sure < told::CERTAIN
        && !tokenized.is(proposal.range.end - 1, BODY | COMPANY | SITE | WORK)
}

/// `Lund University Ola Ruiz`, of a list of who signed, is a body and the next person.
fn signed(
    tokenized: &TokenizedText<'_>,
    proposal: &Proposal,
) -> Option<[(Range<usize>, Label); 2]> {
    let range = &proposal.range;
    let name = |at: usize| tokenized.shape(at) == Shape::Title;
    let body = (range.start + 1..range.end.saturating_sub(2))
        .rev()
        .find(|at| tokenized.is(*at + 1, GIVEN) && !tokenized.is(*at + 1, BODY | SITE))?;
    let person = body + 1..range.end;
    let heads = tokenized.is(body, BODY)
        || body > range.start + 1
            && tokenized.word(body - 1) == "of"
            && tokenized.is(body - 2, BODY);
    let fits = may_end_in_person(tokenized, proposal)
        && heads
        && person.len() < 4
        && person.clone().all(name);
    fits.then_some([
        (range.start..body + 1, Label::Organization),
        (person, Label::Person),
    ])
}

/// `Ola Ruiz of Norway` is a person and a place.
fn hailing(
    (tokenized, lexicon): (&TokenizedText<'_>, &Lexicon),
    lexicon_matches: &[LexiconMatch<'_>],
    proposal: &Proposal,
) -> Option<[(Range<usize>, Label); 2]> {
    let range = &proposal.range;
    let of = range.start + 2;
    let place = of + 1..range.end;
    let name = |at: usize| {
        let body = BODY | COMPANY | SITE | WORK | TITLE;
        tokenized.shape(at) == Shape::Title && !tokenized.is(at, body)
    };
    let known = |m: &LexiconMatch<'_>| m.range == place && !is_body(lexicon, m);
    let fits = proposal.label != Label::Location
        && proposal.sure < told::CERTAIN
        && range.len() > 3
        && tokenized.word(of) == "of"
        && tokenized.is(range.start, GIVEN)
        && name(range.start)
        && name(range.start + 1)
        && lexicon_matches.iter().any(known);
    fits.then_some([(range.start..of, Label::Person), (place, Label::Location)])
}

/// Whether a name of the dictionaries is a body's.
fn is_body(lexicon: &Lexicon, found: &LexiconMatch<'_>) -> bool {
    let reading = found.readings.first();
    let actor = reading.and_then(|r| lexicon.actor(r.known));
    actor.is_some_and(|k| k.kind == Kind::Organization)
}
