//! Owns: `Place`, the lane that a fetcher is in, and the pause between two requests to a host.
//! Promises: a lane is left whatever happens; no pause is shorter than a second.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::engine::refresh::lanes::Lanes;

/// Between two requests to one host.
const PAUSE: Duration = Duration::from_secs(1);
/// Servers that have asked for a longer one in public.
const SLOW: [(&str, u64); 3] = [
    ("reddit.com", 6),
    ("old.reddit.com", 6),
    ("www.reddit.com", 6),
];

/// The pause between two requests to a host.
pub(super) type Pause<'a> = &'a (dyn Fn(&str) -> Duration + Sync);

/// The lane that a fetcher is in; it is left when this goes.
pub(super) struct Place<'a, J> {
    lanes: &'a Lanes<'a, J>,
    pause: Pause<'a>,
    host: Option<String>,
}

impl<'a, J> Place<'a, J> {
    /// In a lane that was taken.
    pub(super) fn taken(lanes: &'a Lanes<'a, J>, pause: Pause<'a>, host: &str) -> Self {
        Self {
            lanes,
            pause,
            host: Some(host.to_owned()),
        }
    }

    /// Goes on to another host's lane, or to the next turn in the same; false when that is to be left alone.
    pub(super) fn enter(&mut self, host: &str) -> bool {
        self.leave();
        let entered = self.lanes.enter(host, (self.pause)(host));
        self.host = entered.then(|| host.to_owned());
        entered
    }

    fn leave(&mut self) {
        if let Some(host) = self.host.take() {
            self.lanes.leave(&host);
        }
    }
}

impl<J> Drop for Place<'_, J> {
    fn drop(&mut self) {
        self.leave();
    }
}

/// The pause between two requests to a host; `hosts` are those with a pause by the reader's wish.
pub(super) fn pause_of(hosts: &[(String, i64)], host: &str) -> Duration {
    let own = hosts.iter().find(|(name, _)| name == host);
    let own = own.and_then(|(_, seconds)| u64::try_from(*seconds).ok());
    let slow = SLOW.iter().find(|(name, _)| *name == host);
    let seconds = own.or(slow.map(|(_, seconds)| *seconds));
    seconds.map_or(PAUSE, Duration::from_secs).max(PAUSE)
}

/// What a mutex holds, also after a panic: nothing here is left half done.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
