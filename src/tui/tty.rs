//! Owns: `Tty`, the terminal as a file, and its size.
//! Promises: asks the system, never the terminal itself.

use std::fs::File;
use std::io::{self, IsTerminal};
use std::os::fd::{AsFd, BorrowedFd};

use crate::app::msg::Size;

/// The size of the terminal now.
pub(super) fn size() -> Size {
    let (width, height) = crossterm::terminal::size().unwrap_or((80, 24));
    Size { width, height }
}

/// The terminal that keys come from: standard input, or the controlling terminal when that is something else.
#[derive(Debug)]
pub(super) enum Tty {
    /// Standard input.
    Stdin(io::Stdin),
    /// `/dev/tty`.
    Device(File),
}

impl Tty {
    /// Finds it, as crossterm does.
    pub(super) fn find() -> io::Result<Self> {
        let stdin = io::stdin();
        if stdin.is_terminal() {
            Ok(Self::Stdin(stdin))
        } else {
            Ok(Self::Device(File::open("/dev/tty")?))
        }
    }
}

impl AsFd for Tty {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Stdin(stdin) => stdin.as_fd(),
            Self::Device(file) => file.as_fd(),
        }
    }
}
