//! Owns: `Votes`, what a document as a whole takes a name for.
//! Promises: one name has one kind in one document, where most of its mentions agree.

use nutgraf_read::text::word_list::words;
use std::collections::HashMap;
use std::ops::Range;

use crate::entity::lexicon::WHERE;
use crate::entity::name_mention::{Label, NameMention, Naming};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;

/// What was counted for one name.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// How often the recogniser took it for each kind.
    kinds: [u16; 4],
    /// How often a word of place stands before it.
    placed: u16,
    /// Whether it stands somewhere as one of many: `a once-loyal Old Guard.`
    common: bool,
}

/// The kinds that the recogniser gave each name of a document that the lexicon does not know.
#[derive(Debug, Default)]
pub struct Votes(HashMap<u64, Tally>);

/// A name's words as one number, its article left out.
fn key(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> u64 {
    let article = range.len() > 1 && tokenized.word(range.start).eq_ignore_ascii_case("the");
    range
        .clone()
        .skip(usize::from(article))
        .filter_map(|at| tokenized.token(at))
        .fold(0, |h, t| h.rotate_left(21).wrapping_mul(31) ^ t.hash)
}

const KINDS: [Label; 4] = [
    Label::Person,
    Label::Organization,
    Label::Location,
    Label::Misc,
];

/// Words that only a company or its product has after its name.
const TRADE: [&str; 14] = words(
    "ceo cfo cto shares stock employees executives customers users subscribers investors \
     earnings app shareholders",
);

/// How often a place must be named before its lack of words of place tells against it.
const OFTEN: u16 = 3;

impl Votes {
    /// Counts them.
    pub fn of(tokenized: &TokenizedText<'_>, mentions: &[NameMention]) -> Self {
        let mut votes: HashMap<u64, Tally> = HashMap::new();
        for mention in mentions {
            let Naming::Unknown(label) = mention.naming else {
                continue;
            };
            let tally = votes.entry(key(tokenized, &mention.range)).or_default();
            let trade = trades(tokenized, &mention.range);
            for (kind, count) in KINDS.into_iter().zip(tally.kinds.iter_mut()) {
                let vote = u16::from(kind == label);
                let trade = 2 * u16::from(trade && kind == Label::Organization);
                *count = count.saturating_add(vote + trade);
            }
            tally.common |= label != Label::Person && one_of_many(tokenized, &mention.range);
            tally.placed += u16::from(placed(tokenized, &mention.range));
        }
        Self(votes)
    }

    /// Whether a phrase of several words names one of many things in this document, and so no actor.
    pub fn is_common(&self, tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
        self.0.get(&key(tokenized, range)).is_some_and(|t| t.common)
    }

    /// The kind that more than half of a name's mentions have; else `own`. What is named often and never as where something
    /// is, is a body.
    pub fn decide(&self, tokenized: &TokenizedText<'_>, range: &Range<usize>, own: Label) -> Label {
        let Some(tally) = self.0.get(&key(tokenized, range)) else {
            return own;
        };
        let all: u16 = tally.kinds.iter().sum();
        let label = KINDS
            .into_iter()
            .zip(tally.kinds)
            .find(|(_, count)| *count * 2 > all)
            .map_or(own, |(label, _)| label);
        if label == Label::Location && range.len() == 1 && all >= OFTEN && tally.placed == 0 {
            return Label::Organization;
        }
        label
    }
}

/// Whether a word of place stands before a name, or a mark that parts places (`Cody, Wyoming`).
fn placed(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
    let Some(before) = tokenized.before(range.start) else {
        return tokenized.word(range.end) == "," || tokenized.word(range.end) == "(";
    };
    tokenized.is(before, WHERE)
        || matches!(
            tokenized.word(before),
            "from"
                | "to"
                | "of"
                | "into"
                | "around"
                | "towards"
                | "over"
                | ","
                | "between"
                | "leave"
                | "left"
        )
}

/// Whether a word of trade stands after a name.
fn trades(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
    let word = tokenized.word(range.end);
    range.len() == 1 && TRADE.iter().any(|t| t.eq_ignore_ascii_case(word))
}

/// Whether a phrase stands at the end of its clause with an indefinite article before it, as no body does.
fn one_of_many(tokenized: &TokenizedText<'_>, range: &Range<usize>) -> bool {
    let article = |at: usize| matches!(tokenized.word(at), "a" | "an" | "another");
    let before = tokenized.before(range.start);
    let ends = matches!(
        tokenized.word(range.end),
        "." | "," | ";" | ":" | "" | "!" | "?" | "—"
    );
    let mut at = before;
    let mut found = false;
    for _ in 0..4 {
        let Some(here) = at else { break };
        found |= article(here);
        if found || tokenized.shape(here) != Shape::Lower && tokenized.word(here) != "-" {
            break;
        }
        at = tokenized.before(here);
    }
    range.len() > 1 && ends && found
}
