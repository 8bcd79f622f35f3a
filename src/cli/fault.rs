//! Owns: `Fault`, why a command ends with another code than 0.
//! Promises: one line of words: what failed, on what, what to do.

use std::io;

/// The exit codes. 2, usage, is also clap's.
pub mod code {
    /// Nothing matched, or failed.
    pub const FAILED: u8 = 1;
    /// Wrong usage.
    pub const USAGE: u8 = 2;
    /// The library is busy.
    pub const BUSY: u8 = 3;
    /// Some inputs failed, the rest was read.
    pub const PARTLY: u8 = 4;
}

/// Why a command ends early.
#[derive(Debug)]
pub enum Fault {
    /// The reader of our output went away: end without a word.
    Pipe,
    /// End with a code and a line on standard error.
    Say {
        /// The exit code.
        code: u8,
        /// What failed, on what, what to do.
        message: String,
    },
    /// End with a code; all was said already.
    Silent(u8),
}

impl Fault {
    /// A failure with its line.
    pub fn failed(message: impl Into<String>) -> Self {
        Self::Say {
            code: code::FAILED,
            message: message.into(),
        }
    }

    /// Wrong usage with its line.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Say {
            code: code::USAGE,
            message: message.into(),
        }
    }
}

impl From<io::Error> for Fault {
    /// A failure to write our output.
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Pipe
        } else {
            Self::failed(format!("cannot write the output: {error}"))
        }
    }
}
