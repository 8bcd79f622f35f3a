//! Owns: `Moment`, a point in time, and how it is written in the public JSON.
//! Promises: never reads the clock; time is passed in.

use crate::text::word_list::words;
use std::fmt;

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(pub i64);

/// A day of the proleptic Gregorian calendar, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day {
    /// Year, for instance 2022.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month, 1 to 31.
    pub day: i8,
}

impl Moment {
    /// The smallest moment that can be written as a date.
    pub const EARLIEST: Moment = Moment(-62_135_596_800);

    /// Reads `2022-07-15`, `2022-07-15T10:00:00Z` and other RFC 3339 forms; a date alone is midnight UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(stamp) = text.parse::<jiff::Timestamp>() {
            return Some(Self(stamp.as_second()));
        }
        let date = text.parse::<jiff::civil::DateTime>().ok()?;
        let zoned = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(Self(zoned.timestamp().as_second()))
    }

    /// The day that holds this moment, in UTC; `None` outside the years -9999 to 9999.
    pub fn day(self) -> Option<Day> {
        let stamp = jiff::Timestamp::from_second(self.0).ok()?;
        let date = stamp.to_zoned(jiff::tz::TimeZone::UTC).date();
        Some(Day {
            year: date.year(),
            month: date.month(),
            day: date.day(),
        })
    }

    /// Midnight UTC at the start of `day`; `None` when there is no such day.
    pub fn at(day: Day) -> Option<Self> {
        let date = jiff::civil::Date::new(day.year, day.month, day.day).ok()?;
        let zoned = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(Self(zoned.timestamp().as_second()))
    }

    /// This moment moved by `seconds`, saturating.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }
}

impl fmt::Display for Moment {
    /// RFC 3339 in UTC with a `Z`, whole seconds: `2022-07-15T00:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.0) {
            Ok(stamp) => write!(f, "{stamp}"),
            Err(_) => write!(f, "{}", self.0),
        }
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

const MONTHS: [&str; 12] =
    words("January February March April May June July August September October November December");

impl Day {
    /// Days since 1970-01-01, negative before it; `None` when there is no such day.
    pub fn number(self) -> Option<i32> {
        let seconds = Moment::at(self)?.0;
        i32::try_from(seconds.div_euclid(DAY)).ok()
    }

    /// The day that is so many days after 1970-01-01; `None` outside the years -9999 to 9999.
    pub fn of_number(number: i32) -> Option<Self> {
        Moment(i64::from(number) * DAY).day()
    }

    /// This day moved by `days`; `None` outside the years -9999 to 9999.
    #[must_use]
    pub fn plus(self, days: i32) -> Option<Self> {
        Self::of_number(self.number()?.checked_add(days)?)
    }

    /// The English name of the month.
    pub fn month_name(self) -> &'static str {
        usize::try_from(self.month - 1)
            .ok()
            .and_then(|i| MONTHS.get(i))
            .copied()
            .unwrap_or("")
    }
}

impl fmt::Display for Day {
    /// `27 October 2021`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.day, self.month_name(), self.year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_stamps_are_read_and_written() {
        let midnight = Moment::parse("2022-07-15").unwrap();
        assert_eq!(midnight.to_string(), "2022-07-15T00:00:00Z");
        assert_eq!(Moment::parse("2022-07-15T02:00:00+02:00"), Some(midnight));
        assert_eq!(Moment::parse("last week"), None);
        assert_eq!(midnight.day().unwrap().to_string(), "15 July 2022");
        assert_eq!(Moment::at(midnight.day().unwrap()), Some(midnight));
    }
}
