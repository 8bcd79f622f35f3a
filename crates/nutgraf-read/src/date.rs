//! Owns: dates and times of day as people and machines write them: a text that is a date (`parse`), dates in lines of text
//! (`find`), and the calendar of machines (`calendar`).
//! Promises: total; a date that does not exist is no date.

use crate::model::moment::Moment;

pub mod calendar;
mod clock;
mod day;
mod line;
pub mod mention;
mod place;
mod token;
mod word;

use crate::date::token::tokens;
use crate::date::word::{Word, word};

pub(crate) use crate::date::line::{find, has_age, has_clock};
pub use crate::date::token::Order;

/// The longest text that is looked at, in bytes; a date with its decoration is shorter.
const LONGEST: usize = 160;

/// Reads a date or a moment as documents write it: RFC 3339 and its relatives, RFC 2822 with zone names, `July 15, 2022`,
/// `15. Juli 2022, 10:30 Uhr`, `2022/07/15`, `15.07.2022`, `2022年7月15日`, seconds or milliseconds since 1970. Words around
/// it ("Updated on Friday, …") are passed over. Without a zone it is UTC, without a time midnight. Where `03/04/2022` could
/// be either, the month comes first, unless the first number is over 12.
pub fn parse(text: &str) -> Option<Moment> {
    parse_by(text, Order::MonthFirst)
}

/// The same for pages of which the order of numbers is known.
pub fn parse_by(text: &str, order: Order) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if let Some(moment) = Moment::parse(text).or_else(|| epoch(text)) {
        return plausible(moment);
    }
    if let Some((place, rest)) = place::named(text) {
        return plausible(place.moment(parse_by(&rest, order)?)?);
    }
    let tokens = tokens(text);
    let (day, used) = day::day(&tokens, order)?;
    let midnight = Moment::at(day)?;
    let (before, rest) = tokens.split_at_checked(used)?;
    // Before the day a point is part of the day itself: `15.07.22`.
    let clock = clock::clock(rest, day.month, &[':', '.'])
        .or_else(|| clock::clock(before, day.month, &[':']))
        .unwrap_or_default();
    plausible(midnight.plus(clock.time - clock.zone.unwrap_or(0)))
}

/// A moment, and the zone of those who wrote it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// When.
    pub moment: Moment,
    /// Minutes east of UTC, when the text says so.
    pub zone: Option<i16>,
}

impl Dated {
    /// Reads a date with its zone.
    pub fn read(text: &str) -> Option<Self> {
        Self::read_by(text, Order::MonthFirst)
    }

    /// The same where the order of numbers is known.
    pub fn read_by(text: &str, order: Order) -> Option<Self> {
        parse_by(text, order).map(|moment| Self {
            moment,
            zone: zone(text),
        })
    }
}

impl From<Moment> for Dated {
    fn from(moment: Moment) -> Self {
        Self { moment, zone: None }
    }
}

/// The zone in which a text gives its time, in minutes east of UTC; `None` without a time or a zone, and for UTC itself,
/// in which machines write whatever the readers' zone is.
pub fn zone(text: &str) -> Option<i16> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    if let Some((place, rest)) = place::named(text) {
        let seconds = parse(&rest)?.0 - place.moment(parse(&rest)?)?.0;
        return i16::try_from(seconds / 60).ok().filter(|zone| *zone != 0);
    }
    let tokens = tokens(text);
    let (day, used) = day::day(&tokens, Order::MonthFirst)?;
    let (_, rest) = tokens.split_at_checked(used)?;
    let seconds = clock::clock(rest, day.month, &[':', '.'])?.zone?;
    i16::try_from(seconds / 60).ok().filter(|zone| *zone != 0)
}

/// Whether a word belongs to dates: a month, a zone, a half of the day.
pub fn is_word(text: &str) -> bool {
    word(text) != Word::Other
}

/// Years 1500 to 2200: anything else is a number that looks like a date, or `0001-01-01` for "not known".
fn plausible(moment: Moment) -> Option<Moment> {
    moment
        .day()
        .filter(|day| (1500..=2200).contains(&day.year))
        .map(|_| moment)
}

/// Seconds or milliseconds since 1970, from 1973 on.
fn epoch(text: &str) -> Option<Moment> {
    if !(9..=16).contains(&text.len()) || text.starts_with("20") && text.len() < 10 {
        return None;
    }
    let whole = text.split('.').next()?;
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        9 | 10 => Some(Moment(number)),
        13 => Some(Moment(number / 1000)),
        16 => Some(Moment(number / 1_000_000)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
