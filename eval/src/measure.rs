//! Owns: where the development data lies, and the measures that more than one program needs.
//! Promises: a file that is not there or is odd stops the program.

pub mod aligned;
pub mod articles;
pub mod attributions;
pub mod briefs;
pub mod documents;
pub mod feeds;
pub mod front;
pub mod labelled;
pub mod records;
pub mod rouge;
pub mod threads;
pub mod voices;

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The folder of the development data, beside the project or where `NUTGRAF_SHARED` says.
pub fn data() -> PathBuf {
    std::env::var_os("NUTGRAF_SHARED")
        .map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
            PathBuf::from,
        )
        .join("data")
}

/// A folder of this project, from its top: `crates/nutgraf-read/models`.
pub fn own(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder)
}

/// The records of a file of the data folder, by its name without `.jsonl.gz`.
pub fn records(name: &str) -> Vec<Value> {
    let path = data().join(format!("{name}.jsonl.gz"));
    match records::read(&path).and_then(Iterator::collect) {
        Ok(records) => records,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}
