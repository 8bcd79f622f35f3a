//! Owns: `Lanes`, whose turn it is: one lane a host, one request at a time in it, a pause between two.
//! Promises: no host is ever asked twice at a time, nor sooner after the last time than its pause; a lane that waits holds up no
//! other.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::engine::clock;

/// How long a sleeper sleeps at most before it looks whether all is to end.
const LOOK: Duration = Duration::from_millis(200);

/// The lanes. `J` is what waits in them.
#[derive(Debug)]
pub(super) struct Lanes<'a, J> {
    state: Mutex<State<J>>,
    changed: Condvar,
    stop: &'a AtomicBool,
}

#[derive(Debug)]
struct State<J> {
    lanes: HashMap<String, Lane<J>>,
    /// The lanes in which somebody waits and nobody is, by the moment from which on the next may go.
    ready: BinaryHeap<Reverse<(Instant, String)>>,
    waiting: usize,
}

#[derive(Debug)]
struct Lane<J> {
    queue: VecDeque<J>,
    busy: bool,
    free: Instant,
    pause: Duration,
    closed: bool,
}

impl<'a, J> Lanes<'a, J> {
    /// Empty ones, until `stop` is set.
    pub(super) fn new(stop: &'a AtomicBool) -> Self {
        Self {
            state: Mutex::new(State {
                lanes: HashMap::new(),
                ready: BinaryHeap::new(),
                waiting: 0,
            }),
            changed: Condvar::new(),
            stop,
        }
    }

    /// Makes a lane where there is none: between two requests lies `pause`, and before the first `rest`. One that is there, and
    /// may be busy, stays as it is: two may come to a host at once.
    pub(super) fn open(&self, host: &str, pause: Duration, rest: Duration) {
        let lane = || Lane {
            queue: VecDeque::new(),
            busy: false,
            free: clock::instant() + rest,
            pause,
            closed: false,
        };
        self.state()
            .lanes
            .entry(host.to_owned())
            .or_insert_with(lane);
    }

    /// Puts something into a lane that is open.
    pub(super) fn add(&self, host: &str, job: J) {
        let mut state = self.state();
        if let Some(lane) = state.lanes.get_mut(host) {
            let first = lane.queue.is_empty();
            lane.queue.push_back(job);
            state.waiting += 1;
            if first {
                state.offer(host);
            }
        }
    }

    /// Whether there is a lane for a host.
    pub(super) fn has(&self, host: &str) -> bool {
        self.state().lanes.contains_key(host)
    }

    /// The next that may go, when one may; the lane is then taken. `None` when nobody waits any more.
    pub(super) fn take(&self) -> Option<J> {
        let mut state = self.state();
        loop {
            if state.waiting == 0 || self.stop.load(Ordering::Relaxed) {
                // Whoever sleeps shall see it too.
                self.changed.notify_all();
                return None;
            }
            let now = clock::instant();
            let first = state.ready.peek().map(|Reverse((free, _))| *free);
            let sleep = match first {
                Some(free) if free <= now => {
                    if let Some(job) = state.start_first() {
                        return Some(job);
                    }
                    continue;
                }
                Some(free) => (free - now).min(LOOK),
                None => LOOK,
            };
            state = self.sleep(state, sleep);
        }
    }

    /// Takes a lane for one more request than was planned: a redirect, or a page. Waits for its turn; false when the host is to
    /// be left alone, or all is to end.
    pub(super) fn enter(&self, host: &str, pause: Duration) -> bool {
        if !self.has(host) {
            self.open(host, pause, Duration::ZERO);
        }
        let mut state = self.state();
        loop {
            let now = clock::instant();
            let Some(lane) = state.lanes.get_mut(host) else {
                return true;
            };
            if lane.closed || self.stop.load(Ordering::Relaxed) {
                return false;
            }
            if !lane.busy && lane.free <= now {
                lane.busy = true;
                return true;
            }
            let sleep = if lane.busy {
                LOOK
            } else {
                (lane.free - now).min(LOOK)
            };
            state = self.sleep(state, sleep);
        }
    }

    /// Leaves a lane.
    pub(super) fn leave(&self, host: &str) {
        let mut state = self.state();
        if let Some(lane) = state.lanes.get_mut(host) {
            lane.busy = false;
            lane.free = clock::instant() + lane.pause;
            state.offer(host);
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Closes a lane: nobody goes there any more. Answers who waited in it.
    pub(super) fn close(&self, host: &str) -> Vec<J> {
        let mut state = self.state();
        let Some(lane) = state.lanes.get_mut(host) else {
            return Vec::new();
        };
        lane.closed = true;
        let left: Vec<J> = lane.queue.drain(..).collect();
        state.waiting -= left.len();
        drop(state);
        self.changed.notify_all();
        left
    }

    fn state(&self) -> MutexGuard<'_, State<J>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sleep<'s>(
        &self,
        state: MutexGuard<'s, State<J>>,
        time: Duration,
    ) -> MutexGuard<'s, State<J>> {
        let woken = self.changed.wait_timeout(state, time);
        woken.unwrap_or_else(PoisonError::into_inner).0
    }
}

impl<J> State<J> {
    /// Lists a lane among those that may go, if somebody waits there and nobody is in it.
    fn offer(&mut self, host: &str) {
        if let Some(lane) = self.lanes.get(host)
            && !lane.busy
            && !lane.queue.is_empty()
        {
            self.ready.push(Reverse((lane.free, host.to_owned())));
        }
    }

    /// Starts the first of the first lane; `None` when the list was behind the times.
    fn start_first(&mut self) -> Option<J> {
        let Reverse((free, host)) = self.ready.pop()?;
        let lane = self.lanes.get_mut(&host)?;
        if lane.busy || lane.closed || lane.free > free {
            self.offer(&host);
            return None;
        }
        let job = lane.queue.pop_front()?;
        lane.busy = true;
        self.waiting -= 1;
        Some(job)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_asked_by_one_at_a_time_with_a_pause() {
        let stop = AtomicBool::new(false);
        let lanes = Lanes::new(&stop);
        let pause = Duration::from_millis(30);
        for host in ["a", "b"] {
            lanes.open(host, pause, Duration::ZERO);
            for number in 0..4 {
                lanes.add(host, (host, number));
            }
        }
        let log: Mutex<Vec<(&str, Instant, Instant)>> = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for _ in 0..5 {
                scope.spawn(|| {
                    while let Some((host, _)) = lanes.take() {
                        let began = clock::instant();
                        std::thread::sleep(Duration::from_millis(5));
                        log.lock().unwrap().push((host, began, clock::instant()));
                        lanes.leave(host);
                    }
                });
            }
        });
        let log = log.into_inner().unwrap();
        assert_eq!(log.len(), 8);
        for host in ["a", "b"] {
            let mut own: Vec<_> = log.iter().filter(|(name, ..)| *name == host).collect();
            own.sort_by_key(|(_, began, _)| *began);
            for two in own.windows(2) {
                assert!(two[1].1 >= two[0].2 + pause, "{host}");
            }
        }
    }

    #[test]
    fn a_closed_lane_gives_back_who_waited() {
        let stop = AtomicBool::new(false);
        let lanes = Lanes::new(&stop);
        lanes.open("a", Duration::ZERO, Duration::ZERO);
        for number in 0..3 {
            lanes.add("a", number);
        }
        assert_eq!(lanes.take(), Some(0));
        assert_eq!(lanes.close("a"), [1, 2]);
        lanes.leave("a");
        assert!(!lanes.enter("a", Duration::ZERO));
        assert!(lanes.enter("b", Duration::ZERO));
        assert_eq!(lanes.take(), None);
    }
}
