//! Owns: how far an import is, on one line of a terminal's standard error.
//! Promises: nothing is written where nobody looks.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::engine::pipeline::Gauge;

/// Progress on one line of a terminal's standard error.
pub(super) struct Progress<'a> {
    /// Whether anybody looks.
    pub draw: bool,
    /// How much is read.
    pub gauge: &'a Gauge,
    /// Articles that could not be read.
    pub refused: &'a AtomicU64,
    /// Articles that the library held already.
    pub known: &'a AtomicU64,
    /// When the import began.
    pub started: Instant,
}

impl Progress<'_> {
    /// Tells how far the import is, which has stored or found so many articles.
    pub(super) fn draw(&self, stored: u64) {
        if !self.draw {
            return;
        }
        let done = stored + self.known.load(Ordering::Relaxed);
        let rate = rate(done, self.started.elapsed());
        let refused = match self.refused.load(Ordering::Relaxed) {
            0 => String::new(),
            n => format!(", {n} not read"),
        };
        let left = match self.gauge.share() {
            Some(share) if share > 0.0 => {
                let left = self.started.elapsed().mul_f64((1.0 - share) / share);
                format!(", {} left", duration(left))
            }
            _ => String::new(),
        };
        let line = format!("\r\u{1b}[K{done} articles, {rate} a second{left}{refused}");
        drop(io::stderr().lock().write_all(line.as_bytes()));
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        if self.draw {
            drop(io::stderr().lock().write_all(b"\r\x1b[K"));
        }
    }
}

/// A length of time for a person.
fn duration(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds @ 60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        seconds => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

/// Articles a second.
pub(super) fn rate(done: u64, took: Duration) -> u64 {
    let rate = u128::from(done) * 1000 / took.as_millis().max(1);
    u64::try_from(rate).unwrap_or(u64::MAX)
}
