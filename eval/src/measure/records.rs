//! The records of the development data, which stand beside the project or where `NUTGRAF_SHARED` says.

use std::io::Read;

use serde_json::Value;

/// The records of a file of the data folder, by its name without `.jsonl.gz`.
pub(crate) fn records(name: &str) -> Vec<Value> {
    let root = std::env::var("NUTGRAF_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    let bytes = std::fs::read(format!("{root}/data/{name}.jsonl.gz")).unwrap();
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice())
        .read_to_string(&mut text)
        .unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}
