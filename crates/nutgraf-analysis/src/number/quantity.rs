//! Owns: `Quantity`, what a sentence counts: how many, of what, how it is hedged, of which place and day.
//! Promises: plain data.

use crate::number::role::Role;
use nutgraf_read::model::moment::Day;
use nutgraf_read::model::span::Span;

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// People who died.
    Dead,
    /// People who were hurt.
    Injured,
    /// People who are missing.
    Missing,
    /// People who were arrested.
    Arrested,
    /// People who had to leave their homes.
    Displaced,
    /// People who fell ill, or cases of an illness.
    Cases,
    /// Votes.
    Votes,
    /// Money, by its currency sign.
    Money(char),
    /// A share in percent.
    Percent,
    /// Anything else, by the stem of the noun, and of the noun after "of".
    Other(u64, u64),
}

/// How a value is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hedge {
    /// As it is.
    Exact,
    /// "About", "some", "nearly".
    About,
    /// "At least", "more than".
    AtLeast,
    /// "Up to", "as many as".
    AtMost,
    /// "Between … and …".
    Between,
}

/// A quantity that a sentence tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// What is counted.
    pub what: What,
    /// The value; of a range its upper end.
    pub value: f64,
    /// How it is told.
    pub hedge: Hedge,
    /// The smallest and the largest value that the words allow.
    pub range: (f64, f64),
    /// The words of the value with its hedge.
    pub span: Span,
    /// The noun that is counted, where that alone says what it is.
    pub noun: Option<Span>,
    /// Index of the sentence.
    pub sentence: u32,
    /// The day that it is told of; the day of publication when the sentence names none.
    pub day: Option<Day>,
    /// Whether so much is counted each day, hour or the like.
    pub rate: bool,
    /// What narrows it down.
    pub scope: Scope,
}

/// What narrows a quantity down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// The place that it is told of, as a key; `None` where none is named.
    pub place: Option<u64>,
    /// Who is counted, by the stem of the noun; `None` for people in general.
    pub who: Option<u64>,
    /// What is done with what is counted, by the nearest word that tells it.
    pub role: Option<Role>,
    /// Stems of the other words of its clause that mean something, ascending.
    pub words: Vec<u64>,
    /// Whether it is confirmed (`Some(true)`), suspected (`Some(false)`), or neither is said.
    pub confirmed: Option<bool>,
    /// Whether it says that it has grown: "has risen to", "now totalling".
    pub grown: bool,
    /// Whether it is no count of how things stand: what comes on top, might be, was said before, or belongs to another year.
    pub aside: bool,
}
