//! Owns: what a time is read against, and what it was read as.
//! Promises: plain data.

use crate::date::token::Order;
use crate::model::dated::Precision;
use crate::model::moment::Day;

/// What a time is read against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// The day on which the text appeared, where it appeared; without it only times with their year are found.
    pub(super) today: Option<Day>,
    /// Whether the months and the words around them are English.
    pub(super) english: bool,
    /// Which number comes first in `03/04/2022`, when that is known.
    pub(super) order: Option<Order>,
}

/// What a time means, and the pieces that told it, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) from: usize,
    pub(super) until: usize,
    pub(super) day: Day,
    pub(super) precision: Precision,
    pub(super) explicit: bool,
}
