//! Owns: proposals that are two names, with `and` between them or one the owner of the other.
//! Promises: cuts only where the dictionaries know one of the two, or the text names the owner alone.

use std::borrow::Cow;
use std::ops::Range;

use crate::entity::lexicon::{GIVEN, Lexicon};
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
        let body = |m: &LexiconMatch<'_>| {
            let reading = m.readings.first();
            let actor = reading.and_then(|r| lexicon.actor(r.known));
            actor.is_some_and(|k| k.kind == Kind::Organization)
        };
        // `Zara and Nils Bay`, `Salon and Spa`: what one word alone may mean says nothing.
        let sure = |m: &LexiconMatch<'_>, other: &Range<usize>| {
            m.range.len() > 1 || other.len() > 1 && !tokenized.is(m.range.start, GIVEN)
        };
        let [left, right] = &sides;
        let side = |m: &LexiconMatch<'_>| {
            body(m)
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
    let parts = |proposal: &Proposal| parts(proposal).or_else(|| owned(proposal));
    if !proposals.iter().any(|proposal| parts(proposal).is_some()) {
        return Cow::Borrowed(proposals);
    }
    let mut out = Vec::with_capacity(proposals.len() + 1);
    for proposal in proposals {
        match parts(proposal) {
            Some(sides) => out.extend(sides.map(|range| Proposal {
                range,
                ..proposal.clone()
            })),
            None => out.push(proposal.clone()),
        }
    }
    Cow::Owned(out)
}
