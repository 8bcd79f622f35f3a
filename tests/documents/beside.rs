//! What lies beside the project: documents and data of which no word belongs in here.

use std::path::{Path, PathBuf};

/// A folder of them, beside the project or where `NUTGRAF_SHARED` says; `None`, loudly, where it is not. With `CI` set a
/// test may not be skipped for a part that is missing.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("NUTGRAF_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let folder = shared.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    let must_run = std::env::var_os("CI").is_some() && shared.is_dir();
    assert!(!must_run, "{} is not there", folder.display());
    #[expect(clippy::print_stdout, reason = "a skipped test says so loudly")]
    {
        println!("SKIPPED: {} is not there", folder.display());
    }
    None
}

/// The files of a folder, by name.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}
