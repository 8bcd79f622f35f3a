//! Owns: reading of records, a JSON object a line, gzipped or not.
//! Promises: one line in memory at a time.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde_json::Value;

/// The records of a file, in their order.
pub fn read(path: &Path) -> io::Result<impl Iterator<Item = io::Result<Value>> + use<>> {
    let file = File::open(path)?;
    let bytes: Box<dyn Read> = if path.extension().is_some_and(|e| e == "gz") {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let lines = BufReader::new(bytes).lines();
    Ok(lines.map(|line| Ok(serde_json::from_str(&line?)?)))
}
