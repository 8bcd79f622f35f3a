//! Following feeds, from outside: the built program against servers of our own on the loopback.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on may fail"
)]

mod followed;
mod following;
mod hostile;
mod newsboat;
mod nginx;
#[path = "../cli/place.rs"]
mod place;
mod polite;
mod server;
