//! Owns: `Calendar`, a year, a month or a day as machines write them.
//! Promises: only what the calendar knows.

use std::fmt;

use crate::model::moment::{Day, Moment};

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// `2022`
    Year(i16),
    /// `2022-07`
    Month(i16, i8),
    /// `2022-07-15`
    Day(Day),
}

impl Calendar {
    /// Reads the three forms, with all their digits.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = number(parts.next()?, 4)?;
        let mut small = || match parts.next() {
            None => Some(None),
            Some(part) => number(part, 2).and_then(|n| i8::try_from(n).ok()).map(Some),
        };
        let read = match (small()?, small()?) {
            (None, _) => Self::Year(year),
            (Some(month), None) => Self::Month(year, month),
            (Some(month), Some(day)) => Self::Day(Day { year, month, day }),
        };
        (parts.next().is_none() && read.begin().is_some()).then_some(read)
    }

    /// Its first moment.
    pub fn begin(self) -> Option<Moment> {
        Moment::at(match self {
            Self::Year(year) => first(year, 1),
            Self::Month(year, month) => first(year, month),
            Self::Day(day) => day,
        })
    }

    /// The moment after its last.
    pub fn end(self) -> Option<Moment> {
        match self {
            Self::Year(year) | Self::Month(year, 12..) => {
                Moment::at(first(year.checked_add(1)?, 1))
            }
            Self::Month(year, month) => Moment::at(first(year, month + 1)),
            Self::Day(day) => Some(Moment::at(day)?.plus(86_400)),
        }
    }
}

fn first(year: i16, month: i8) -> Day {
    Day {
        year,
        month,
        day: 1,
    }
}

fn number(text: &str, digits: usize) -> Option<i16> {
    let fits = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|n| fits && *n > 0)
}

impl fmt::Display for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(Day { year, month, day }) => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}
