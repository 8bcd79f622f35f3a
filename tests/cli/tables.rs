//! Articles as a table in Parquet, out and in.

use std::process::Command;

use serde_json::Value;

use crate::place::Place;
use crate::{records, seeds};

/// The articles of a library as JSON Lines, by id.
fn articles(place: &Place, library: &str) -> Vec<Value> {
    let ended = place.run(&["--library", library, "export", "all.jsonl"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let mut all = records(&std::fs::read_to_string(place.path("all.jsonl")).unwrap());
    all.sort_by_key(|record| record["id"].to_string());
    all
}

fn filled(place: &Place) {
    let ended = place.run(&["--library", "own.db", "import", &seeds()]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let ended = place.run(&["--library", "own.db", "export", "all.parquet"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
}

#[test]
fn a_table_comes_back_as_it_went() {
    let place = Place::new();
    filled(&place);
    let ended = place.run(&["--library", "back.db", "import", "all.parquet"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let (own, back) = (articles(&place, "own.db"), articles(&place, "back.db"));
    assert!(own.len() >= 9);
    assert_eq!(own, back);
    // Rows can be divided as lines can, and a stream holds a table, too.
    let parts: usize = ["0/2", "1/2"]
        .iter()
        .map(|part| place.run(&["read", "--json", "--shard", part, "all.parquet"]))
        .map(|ended| records(&ended.out).len())
        .sum();
    assert_eq!(parts, own.len());
    let bytes = std::fs::read(place.path("all.parquet")).unwrap();
    let streamed = place.feed(&["read", "--json", "-"], &bytes);
    assert_eq!(records(&streamed.out).len(), own.len());
}

#[test]
fn a_broken_table_is_one_line() {
    let place = Place::new();
    filled(&place);
    let bytes = std::fs::read(place.path("all.parquet")).unwrap();
    let half = bytes.len() / 2;
    let mut bent = bytes.clone();
    for byte in &mut bent[half..half + 64] {
        *byte ^= 0x5a;
    }
    for (name, bytes) in [
        ("cut.parquet", &bytes[..half]),
        ("head.parquet", &bytes[..4]),
        ("bent.parquet", &bent),
    ] {
        place.file(name, bytes);
        let ended = place.run(&["read", "--json", name]);
        let lines = ended.err.lines().filter(|line| line.starts_with(name));
        // Where only one page is bent, the rows before it are read.
        assert!(lines.count() <= 1, "{name}: {}", ended.err);
        assert!(
            matches!(ended.code, Some(0 | 1 | 4)),
            "{name}: {}",
            ended.err
        );
        assert!(!ended.err.contains("panicked"), "{name}: {}", ended.err);
        if name != "bent.parquet" {
            assert_eq!(ended.code, Some(1), "{name}: {}", ended.err);
            assert!(ended.err.contains("Parquet"), "{name}: {}", ended.err);
        }
    }
}

/// With pyarrow, where it is: the table holds what JSON Lines hold.
#[test]
fn another_reader_sees_the_same() {
    let there = Command::new("python3")
        .args(["-c", "import pyarrow.parquet"])
        .output();
    if !there.is_ok_and(|ended| ended.status.success()) {
        println!("SKIPPED: python3 with pyarrow is not here, so nobody else reads the table");
        return;
    }
    let place = Place::new();
    filled(&place);
    let own = articles(&place, "own.db");
    let script = "import pyarrow.parquet as p, json\nfor row in p.read_table('all.parquet').to_pylist(): print(json.dumps(row))";
    let ended = Command::new("python3")
        .args(["-c", script])
        .current_dir(place.path(""))
        .output()
        .unwrap();
    assert!(
        ended.status.success(),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    let mut rows = records(&String::from_utf8(ended.stdout).unwrap());
    rows.sort_by_key(|record| record["id"].to_string());
    assert_eq!(rows.len(), own.len());
    for (row, line) in rows.iter_mut().zip(&own) {
        without_absent(row, line);
        assert_eq!(row, line);
    }
}

/// Takes out the columns that are null in a table because the line lacks them.
fn without_absent(row: &mut Value, line: &Value) {
    match (row, line) {
        (Value::Object(row), Value::Object(line)) => {
            row.retain(|name, value| !value.is_null() || line.contains_key(name));
            for (name, value) in row {
                if let Some(line) = line.get(name) {
                    without_absent(value, line);
                }
            }
        }
        (Value::Array(row), Value::Array(line)) => {
            row.iter_mut()
                .zip(line)
                .for_each(|(row, line)| without_absent(row, line));
        }
        _ => {}
    }
}
