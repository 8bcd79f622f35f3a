//! Owns: zones by the name of a place in them, `America/New_York`, as the IANA calls them.
//! Promises: what stands in the binary is asked, no file of the machine; an unknown place is no zone.

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::model::moment::Moment;

/// A zone that is named after a place.
pub(super) struct Place(TimeZone);

impl Place {
    /// The moment at which the clocks there show what the clocks of UTC show at `clock`.
    pub(super) fn moment(&self, clock: Moment) -> Option<Moment> {
        let shown = Timestamp::from_second(clock.0).ok()?;
        let shown = TimeZone::UTC.to_datetime(shown);
        let moment = self.0.to_ambiguous_timestamp(shown).compatible().ok()?;
        Some(Moment(moment.as_second()))
    }
}

/// The first place in a text that names a zone, and the text without it.
pub(super) fn named(text: &str) -> Option<(Place, String)> {
    // Nearly no date has one.
    let is_name = |word: &&str| {
        word.split_once('/').is_some_and(|(region, city)| {
            let letters = |part: &str| {
                part.chars()
                    .all(|c| c.is_ascii_alphabetic() || "_-/".contains(c))
            };
            region.len() > 3 && city.len() > 2 && letters(region) && letters(city)
        })
    };
    let word = text
        .split(|c: char| c.is_whitespace() || "[]()".contains(c))
        .find(is_name)?;
    let zone = TimeZoneDatabase::bundled().get(word).ok()?;
    Some((Place(zone), text.replace(word, " ")))
}
