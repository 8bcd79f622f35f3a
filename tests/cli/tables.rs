//! Articles as a table in Parquet or Arrow, out and in.

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

/// A table of each form.
const TABLES: [&str; 3] = ["all.parquet", "all.arrow", "all.arrows"];

fn filled(place: &Place) {
    let ended = place.run(&["--library", "own.db", "import", &seeds()]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    for table in TABLES {
        let ended = place.run(&["--library", "own.db", "export", table]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
    }
}

/// Runs a script of Python in a place; `None`, and a loud line, where pyarrow is not.
#[expect(clippy::print_stdout, reason = "a skipped test says so loudly")]
fn with_pyarrow(place: &Place, script: &str) -> Option<String> {
    let mut python = Command::new("python3");
    if !python
        .args(["-c", "import pyarrow"])
        .output()
        .is_ok_and(|ended| ended.status.success())
    {
        println!(
            "SKIPPED: python3 with pyarrow is not here, so nobody else reads or writes a table"
        );
        return None;
    }
    let ended = Command::new("python3")
        .args(["-c", script])
        .current_dir(place.path(""))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{told}");
    Some(String::from_utf8(ended.stdout).unwrap())
}

#[test]
fn a_table_comes_back_as_it_went() {
    let place = Place::new();
    filled(&place);
    let own = articles(&place, "own.db");
    assert!(own.len() >= 9);
    for table in TABLES {
        let library = format!("{table}.db");
        let ended = place.run(&["--library", &library, "import", table]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        assert_eq!(own, articles(&place, &library), "{table}");
        // Rows can be divided as lines can, and a stream holds a table, too.
        let parts: usize = ["0/2", "1/2"]
            .iter()
            .map(|part| place.run(&["read", "--json", "--shard", part, table]))
            .map(|ended| records(&ended.out).len())
            .sum();
        assert_eq!(parts, own.len(), "{table}");
        let bytes = std::fs::read(place.path(table)).unwrap();
        let streamed = place.feed(&["read", "--json", "-"], &bytes);
        assert_eq!(records(&streamed.out).len(), own.len(), "{table}");
    }
}

#[test]
fn a_broken_table_is_one_line() {
    let place = Place::new();
    filled(&place);
    for (table, format) in TABLES.iter().zip(["Parquet", "Arrow", "Arrow"]) {
        let bytes = std::fs::read(place.path(table)).unwrap();
        let half = bytes.len() / 2;
        let mut bent = bytes.clone();
        for byte in &mut bent[half..half + 64] {
            *byte ^= 0x5a;
        }
        for (name, bytes) in [
            ("cut", &bytes[..half]),
            ("head", &bytes[..6]),
            ("bent", &bent),
        ] {
            let name = format!("{name}-{table}");
            place.file(&name, bytes);
            let ended = place.run(&["read", "--json", &name]);
            let told = &ended.err;
            let lines = told.lines().filter(|line| line.starts_with(&name));
            // Where only one page is bent, the rows before it are read.
            assert!(lines.count() <= 1, "{name}: {told}");
            assert!(matches!(ended.code, Some(0 | 1 | 4)), "{name}: {told}");
            assert!(!told.contains("panicked"), "{name}: {told}");
            if !name.starts_with("bent") {
                assert_eq!(ended.code, Some(1), "{name}: {told}");
                assert!(told.contains(format), "{name}: {told}");
            }
        }
    }
}

/// With pyarrow, where it is: the tables hold what JSON Lines hold.
#[test]
fn another_reader_sees_the_same() {
    let place = Place::new();
    filled(&place);
    let own = articles(&place, "own.db");
    for (table, opened) in TABLES.iter().zip([
        "pyarrow.parquet.read_table(it)",
        "pyarrow.ipc.open_file(it).read_all()",
        "pyarrow.ipc.open_stream(it).read_all()",
    ]) {
        let script = format!(
            "import pyarrow.parquet, pyarrow.ipc, json\nit = '{table}'\nfor row in {opened}.to_pylist(): print(json.dumps(row))"
        );
        let Some(told) = with_pyarrow(&place, &script) else {
            return;
        };
        let mut rows = records(&told);
        rows.sort_by_key(|record| record["id"].to_string());
        assert_eq!(rows.len(), own.len(), "{table}");
        for (row, line) in rows.iter_mut().zip(&own) {
            without_absent(row, line);
            assert_eq!(row, line, "{table}");
        }
    }
}

/// With pyarrow, where it is: other programs write texts and days in many ways.
#[test]
fn what_another_writer_makes_is_read() {
    const WRITER: &str = r"
import datetime, pyarrow as a, pyarrow.parquet as p, pyarrow.feather as f
at = datetime.datetime(2024, 3, 5, 6, 7, 8)
text = ['The council of Ostrel met.', 'The harbour of Ardal was closed.']
table = a.table({
  'id': a.array(['a', 'b'], a.large_string()),
  'text': a.array([one.encode() for one in text], a.binary()),
  'title': a.array(['Ostrel', 'Ardal']).dictionary_encode(),
  'published': a.array([at, None], a.timestamp('us', tz='America/New_York')),
  'source': a.array([None, None], a.null()),
})
days = table.set_column(3, 'published', a.array([at.date(), None], a.date32()))
naive = table.set_column(3, 'published', a.array([at, None], a.timestamp('ns')))
p.write_table(table, 'zoned.parquet')
p.write_table(naive, 'naive.parquet', compression='gzip', store_schema=False)
p.write_table(days, 'day.parquet', use_dictionary=False, compression='none')
p.write_table(table, 'packed.parquet', compression='zstd')
p.write_table(table.select(['id', 'title']), 'empty.parquet')
with a.OSFile('naive.arrow', 'wb') as out, a.ipc.new_file(out, naive.schema) as w: w.write_table(naive, 1)
with a.OSFile('day.arrow', 'wb') as out, a.ipc.new_stream(out, days.schema) as w: w.write_table(days)
f.write_feather(table, 'zoned.feather', compression='uncompressed')
f.write_feather(table, 'packed.feather', compression='lz4')
";
    let place = Place::new();
    if with_pyarrow(&place, WRITER).is_none() {
        return;
    }
    for name in [
        "zoned.parquet",
        "naive.parquet",
        "day.parquet",
        "naive.arrow",
        "day.arrow",
        "zoned.feather",
    ] {
        let ended = place.run(&["read", "--json", name]);
        assert_eq!(ended.code, Some(0), "{name}: {}", ended.err);
        let got = records(&ended.out);
        let clock = if name.starts_with("day") {
            "00:00:00"
        } else {
            "06:07:08"
        };
        assert_eq!(got.len(), 2, "{name}");
        assert_eq!(got[0]["id"], "a", "{name}");
        assert_eq!(got[0]["text"], "The council of Ostrel met.", "{name}");
        assert_eq!(
            got[0]["published"],
            format!("2024-03-05T{clock}Z"),
            "{name}"
        );
        assert_eq!(got[1]["title"], "Ardal", "{name}");
        assert!(got[1]["published"].is_null(), "{name}");
    }
    for (name, told) in [
        ("packed.parquet", "without compression"),
        ("packed.feather", "without compression"),
        ("empty.parquet", "neither a column"),
    ] {
        let ended = place.run(&["read", "--json", name]);
        assert_eq!(ended.code, Some(1), "{name}: {}", ended.err);
        assert!(ended.err.contains(told), "{name}: {}", ended.err);
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
