//! Owns: the folder of a library that lives for one run.
//! Promises: only this user can look into it; it goes with its owner, and one that a kill left behind goes at the next
//! start.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::error::LibraryError;

const PREFIX: &str = "nutgraf-";

/// Makes a folder in the system's place for temporary files that only this user can look into; it is removed when it is
/// dropped. Its name holds the process, so that the next start can tell whether it was left behind.
pub(crate) fn folder() -> Result<TempDir, LibraryError> {
    let root = std::env::temp_dir();
    sweep(&root);
    let prefix = format!("{PREFIX}{}-", std::process::id());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder
        .tempdir_in(&root)
        .map_err(|source| LibraryError::Io {
            doing: "cannot make a folder for the temporary library",
            path: root,
            source,
        })
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

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn folders_are_private_and_those_of_dead_processes_go() {
        let own = folder().unwrap();
        assert_eq!(
            fs::metadata(&own).unwrap().permissions().mode() & 0o777,
            0o700
        );
        let root = tempfile::tempdir().unwrap();
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let dead = root.path().join(format!("{PREFIX}{}-x", child.id()));
        let alive = root.path().join(own.path().file_name().unwrap());
        child.wait().unwrap();
        fs::create_dir(&dead).unwrap();
        fs::create_dir(&alive).unwrap();
        sweep(root.path());
        assert!(!dead.exists() && alive.exists());
    }
}
