//! Owns: `parse`, dates as documents write them.
//! May import: `model::moment`.
//! Promises: total; a date that does not exist is no date.

use crate::model::moment::Moment;

/// Reads a date or a moment.
pub fn parse(text: &str) -> Option<Moment> {
    Moment::parse(text)
}
