//! Owns: `Pace`, when a frame is drawn.
//! Promises: one frame in 16 ms, but for the one that completes a frame drawn before all was there, and the one that answers
//! a key after a frame that answered none; pure, time is told.

use std::time::{Duration, Instant};

use crate::app::pending::Pending;

/// The least time between two frames.
const FRAME: Duration = Duration::from_millis(16);
/// How long a frame waits at most for its rows.
const GATHER: Duration = Duration::from_millis(8);
/// How long it waits for what stands beside them.
const TRIM: Duration = Duration::from_millis(5);

/// A frame that is to be drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Due {
    /// Since when.
    pub(super) since: Instant,
    /// Whether it answers a key.
    pub(super) struck: bool,
}

impl Due {
    /// Something has happened that is to be seen.
    pub(super) fn since(since: Instant) -> Self {
        Self {
            since,
            struck: false,
        }
    }
}

/// When the next frame may be drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    painted: Option<Instant>,
    /// Whether the last frame answered a key.
    struck: bool,
    /// What the last frame lacked, if the next may complete it at once.
    owed: Pending,
}

impl Pace {
    /// Nothing was drawn yet.
    pub(super) fn new() -> Self {
        Self {
            painted: None,
            struck: false,
            owed: Pending::Nothing,
        }
    }

    /// How long the frame that is due is still to wait, lacking what it lacks now.
    pub(super) fn wait(&self, pending: Pending, due: Due, now: Instant) -> Duration {
        let patience = match pending {
            Pending::Rows => GATHER,
            // Rows that were waited for in vain do not wait when they come.
            Pending::Surroundings if self.owed != Pending::Rows => TRIM,
            Pending::Surroundings | Pending::Nothing => Duration::ZERO,
        };
        let gathering = patience.saturating_sub(now.saturating_duration_since(due.since));
        if pending < self.owed || due.struck && !self.struck {
            return gathering;
        }
        let since = |painted| now.saturating_duration_since(painted);
        let rest = self
            .painted
            .map(|painted| FRAME.saturating_sub(since(painted)));
        rest.unwrap_or_default().max(gathering)
    }

    /// A frame was drawn that changed something.
    pub(super) fn drawn(&mut self, pending: Pending, due: Due, now: Instant) {
        let hurried = pending < self.owed;
        self.struck = due.struck;
        // One that followed at once is not followed at once.
        self.owed = if hurried { Pending::Nothing } else { pending };
        self.painted = Some(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Pending::{Nothing, Rows, Surroundings};

    #[test]
    fn frames_come_one_in_sixteen_milliseconds_or_complete_the_last() {
        // Frames drawn before (when, lacking what), since when the next is due, what it lacks, when it is asked: how long
        // it waits. All in milliseconds.
        for (drawn, due, pending, at, wanted) in [
            (vec![], 0, Nothing, 0, 0),
            (vec![], 0, Rows, 0, 8),
            (vec![], 0, Rows, 9, 0),
            (vec![], 0, Surroundings, 2, 3),
            (vec![(0, Nothing)], 3, Nothing, 3, 13),
            (vec![(0, Nothing)], 20, Nothing, 20, 0),
            (vec![(0, Nothing)], 3, Rows, 3, 13),
            (vec![(100, Rows)], 103, Nothing, 103, 0),
            (vec![(100, Rows)], 103, Surroundings, 103, 0),
            (vec![(100, Rows)], 103, Rows, 103, 13),
            (vec![(100, Surroundings)], 103, Nothing, 103, 0),
            (vec![(100, Surroundings)], 103, Surroundings, 103, 13),
            (
                vec![(100, Rows), (103, Surroundings)],
                105,
                Nothing,
                105,
                14,
            ),
            (
                vec![(100, Surroundings), (103, Nothing)],
                104,
                Nothing,
                104,
                15,
            ),
        ] {
            let start = crate::engine::clock::instant();
            let after = |ms: u64| start + Duration::from_millis(ms);
            let mut pace = Pace::new();
            for (at, pending) in &drawn {
                pace.drawn(*pending, Due::since(after(*at)), after(*at));
            }
            let waits = pace.wait(pending, Due::since(after(due)), after(at));
            assert_eq!(
                waits,
                Duration::from_millis(wanted),
                "{drawn:?} {pending:?} {at}"
            );
        }
    }

    #[test]
    fn a_key_is_answered_at_once_after_a_frame_that_answered_none() {
        let start = crate::engine::clock::instant();
        let after = |ms: u64| start + Duration::from_millis(ms);
        let due = |struck, ms| Due {
            since: after(ms),
            struck,
        };
        for (before, now, wanted) in [
            (false, true, 0),
            (true, true, 15),
            (true, false, 15),
            (false, false, 15),
        ] {
            let mut pace = Pace::new();
            pace.drawn(Nothing, due(before, 0), after(0));
            let waits = pace.wait(Nothing, due(now, 1), after(1));
            assert_eq!(waits, Duration::from_millis(wanted), "{before} {now}");
        }
    }
}
