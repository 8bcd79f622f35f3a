//! The browser in a real terminal: a pseudo-terminal with a screen parser behind it.
#![cfg(unix)]
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test from outside waits by the clock, and one that cannot go on may fail"
)]

mod drawing;
mod hostile;
mod keys;
mod leaving;
mod libraries;
mod session;
mod surroundings;
