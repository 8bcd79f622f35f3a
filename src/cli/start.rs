//! Owns: `Start` and `Outcome`, what the command line hands to `main`.
//! May import: `config`, `model`, `cli::environment`.
//! Promises: plain data; nothing is opened.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::cli::environment::Environment;
use crate::config::Settings;
use crate::model::article::Format;

/// How a run of the command line ends.
#[derive(Debug)]
pub enum Outcome {
    /// Leave with this code.
    Exit(u8),
    /// Open the browser.
    Browse(Box<Start>),
}

/// What the browser starts with.
#[derive(Debug)]
pub struct Start {
    /// The settings.
    pub settings: Settings,
    /// The library's file; `None` for a temporary one that only holds the inputs.
    pub library: Option<PathBuf>,
    /// Files, folders, addresses, `-`.
    pub inputs: Vec<OsString>,
    /// The format that all inputs are taken for.
    pub format: Option<Format>,
    /// What the process was started with.
    pub environment: Environment,
    /// Whether colours are used: `Some` when the command line says so.
    pub colour: Option<bool>,
}
