//! Owns: the loop's two looks at the clock.
//! May import: `model::moment`.
//! Promises: the state gets its time from here, as a message.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::model::moment::Moment;

/// The present, to the second; the epoch when the machine's clock stands before it.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that tells the state the time"
)]
pub(super) fn now() -> Moment {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |past| past.as_secs());
    Moment(i64::try_from(seconds).unwrap_or(i64::MAX))
}

/// For pacing frames.
#[expect(clippy::disallowed_methods, reason = "frames are paced by the clock")]
pub(super) fn instant() -> Instant {
    Instant::now()
}
