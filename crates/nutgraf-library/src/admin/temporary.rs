//! Owns: the folder of a library that lives for one run.
//! Promises: only this user can look into it; it goes with its owner, and one that a kill left behind goes at the next
//! start.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::LibraryError;

const PREFIX: &str = "nutgraf-";

/// A folder that is removed when this is dropped.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes a new one in the system's place for temporary files.
    pub fn new() -> Result<Self, LibraryError> {
        let root = std::env::temp_dir();
        sweep(&root);
        let process = std::process::id();
        let mut number = 0u32;
        loop {
            let path = root.join(format!("{PREFIX}{process}-{number}"));
            match make_private(&path) {
                Ok(()) => return Ok(Self { path }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(source) => {
                    return Err(LibraryError::Io {
                        doing: "cannot make a folder for the temporary library",
                        path,
                        source,
                    });
                }
            }
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nobody could do anything about a failure here; the next start sweeps.
        drop(fs::remove_dir_all(&self.path));
    }
}

#[cfg(unix)]
fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(not(unix))]
fn make_private(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

/// Removes folders of processes that are gone.
fn sweep(root: &Path) {
    let Ok(entries) = fs::read_dir(root) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let process = name
            .to_str()
            .and_then(|name| name.strip_prefix(PREFIX))
            .and_then(|rest| rest.split_once('-'))
            .and_then(|(process, _)| process.parse::<i32>().ok());
        if process.is_some_and(|process| !is_alive(process)) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
}

#[cfg(unix)]
fn is_alive(process: i32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    Pid::from_raw(process).is_none_or(
        |pid| !matches!(test_kill_process(pid), Err(error) if error == rustix::io::Errno::SRCH),
    )
}

#[cfg(not(unix))]
fn is_alive(_process: i32) -> bool {
    true
}
