//! Owns: the engine's two looks at the clock.
//! Promises: nothing else in the engine reads it.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use nutgraf_read::model::moment::Moment;

/// The present, to the second; the epoch when the machine's clock stands before it.
#[expect(
    clippy::disallowed_methods,
    reason = "dates in a filter line are relative to the present"
)]
pub fn now() -> Moment {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |past| past.as_secs());
    Moment(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// A mark for measuring how long something takes.
#[expect(
    clippy::disallowed_methods,
    reason = "the status line shows how long a search took"
)]
pub fn instant() -> Instant {
    Instant::now()
}
