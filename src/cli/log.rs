//! Owns: the log: what the program does and how long it takes, for whoever looks for a fault.
//! Promises: off unless asked for, and then nothing but one comparison an event; no text of an article and no filter line
//! goes into it; a log that can't be written stops nothing.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use clap::ValueEnum;
use tracing::level_filters::LevelFilter;

use crate::cli::environment::Places;

/// The log's name, in the folder of states.
const NAME: &str = "log";
/// A log of so many bytes is set aside when the program starts, in place of the one set aside before.
const LARGE: u64 = 4 << 20;

/// How much is logged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// Nothing.
    #[default]
    Off,
    /// What failed.
    Error,
    /// Also what was refused or left out.
    Warn,
    /// Also what was opened, read in and fetched.
    Info,
    /// Also threads, answers and transactions, with their times.
    Debug,
    /// Also every frame.
    Trace,
}

impl LogLevel {
    fn filter(self) -> LevelFilter {
        match self {
            Self::Off => LevelFilter::OFF,
            Self::Error => LevelFilter::ERROR,
            Self::Warn => LevelFilter::WARN,
            Self::Info => LevelFilter::INFO,
            Self::Debug => LevelFilter::DEBUG,
            Self::Trace => LevelFilter::TRACE,
        }
    }
}

/// Where the log is.
pub fn path(places: &Places) -> PathBuf {
    places.state.join(NAME)
}

/// Begins the log, at the end of what is there.
///
/// # Errors
/// When its file can't be written.
pub fn begin(level: LogLevel, path: &Path) -> io::Result<()> {
    if level == LogLevel::Off {
        return Ok(());
    }
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(level.filter())
        .with_ansi(false)
        .with_thread_names(true)
        .with_writer(Mutex::new(open(path)?))
        .finish();
    // Another log is there only in a process that runs the command line twice, as tests do: the first one goes on.
    drop(tracing::subscriber::set_global_default(subscriber));
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        system = std::env::consts::OS,
        process = std::process::id(),
        "started"
    );
    Ok(())
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::metadata(path).is_ok_and(|facts| facts.len() >= LARGE) {
        fs::rename(path, path.with_extension("old"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}
