//! Owns: where an office stands within a proposed name, before the name of who holds it.
//! Promises: a name only becomes shorter.

use std::ops::Range;

use crate::entity::lexicon::{BODY, GIVEN, RANK, TITLE};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;

/// `Lund Governor Ola Ruiz`: the office belongs to its holder.
pub fn before_office(tokenized: &TokenizedText<'_>, named: Range<usize>) -> Range<usize> {
    let holder = tokenized.shape(named.end) == Shape::Title && tokenized.is(named.end, GIVEN);
    let office = |at: usize| {
        let rank = tokenized.is(at, RANK) && !tokenized.is(at, BODY | GIVEN);
        tokenized.is(at, TITLE) && !tokenized.is(at, BODY | GIVEN) || rank
    };
    let mut end = named.end;
    while holder && end > named.start + 1 && office(end - 1) {
        end -= 1;
    }
    let rest = named.start..end;
    let tied = tokenized.word(end - 1) == "-";
    if tied { named } else { rest }
}

/// `Financial Officer Anna Ruiz`: an office ends within the name.
pub fn past_office(tokenized: &TokenizedText<'_>, named: Range<usize>) -> Range<usize> {
    let office = (named.start..named.end.saturating_sub(2)).rev().find(|at| {
        let given = tokenized.is(at + 1, GIVEN) && tokenized.shape(at + 1) == Shape::Title;
        given && tokenized.is(*at, TITLE) && !tokenized.is(*at, GIVEN)
    });
    office.map_or(named.clone(), |at| at + 1..named.end)
}
