//! Owns: `Place`, the lane that a fetcher is in.
//! Promises: it is left whatever happens.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::engine::refresh::lanes::Lanes;

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

/// What a mutex holds, also after a panic: nothing here is left half done.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
