//! Owns: the watchdog that ends the program when its terminal is gone.
//! Promises: costs nothing while the terminal lives; without one the process ends within a second, also when SIGHUP is
//! ignored and another thread hangs in a read.

use std::io;
use std::time::Duration;

use crossbeam_channel::Sender;
use rustix::event::{PollFd, PollFlags, poll};

use crate::app::msg::Msg;
use crate::tui::tty::Tty;

/// How long the program may take to end in good order.
const GRACE: Duration = Duration::from_millis(600);
/// As after SIGHUP.
const EXIT: i32 = 129;

/// Starts the watchdog.
pub fn spawn(inbox: Sender<Msg>) -> io::Result<()> {
    let tty = Tty::find()?;
    std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || {
            if hung_up(&tty) {
                // What is stored is safe at any moment; this only keeps the place in the open article.
                let _full = inbox.try_send(Msg::Quit);
                std::thread::sleep(GRACE);
                std::process::exit(EXIT);
            }
        })?;
    Ok(())
}

/// Waits until the terminal is gone; `false` when it cannot be watched.
fn hung_up(tty: &Tty) -> bool {
    loop {
        // No events are asked for: hang-up and error are told always.
        let mut ends = [PollFd::new(tty, PollFlags::empty())];
        match poll(&mut ends, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return false,
        }
        let [told] = ends.map(|end| end.revents());
        if told.contains(PollFlags::NVAL) {
            return false;
        }
        if told.intersects(PollFlags::HUP | PollFlags::ERR) {
            return true;
        }
    }
}
