//! Tells which names of the data folder's tables the lexicons do not know: `cargo run --example lexicon_gaps [-- N]`
//! prints at most N (200) a table. The tables only serve to look for gaps; nothing is taken from them.

#![expect(clippy::print_stdout, reason = "an example prints")]

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use nutgraf_analysis::entity::Finder;
use serde_json::Value;

fn main() {
    let shared = std::env::var_os("NUTGRAF_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let most = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(200);
    let finder = Finder::new(&nutgraf_analysis::lexicon());
    for (table, keys) in [
        (
            "world_countries",
            &["name", "official", "capital", "demonyms"][..],
        ),
        ("countryinfo", &["name", "capital"][..]),
        ("cameo_organisations", &["name"][..]),
    ] {
        let path = shared.join(format!("data/actors/{table}.jsonl.gz"));
        let Ok(file) = File::open(&path) else {
            println!("SKIPPED: {} not present", path.display());
            continue;
        };
        let mut names = Vec::new();
        for line in BufReader::new(GzDecoder::new(file))
            .lines()
            .map_while(Result::ok)
        {
            let record: Value = serde_json::from_str(&line).unwrap_or_default();
            for key in keys {
                let value = &record[*key];
                let many = value.as_array().into_iter().flatten();
                names.extend(
                    many.chain([value])
                        .filter_map(Value::as_str)
                        .map(str::to_owned),
                );
            }
        }
        let missing: Vec<&String> = names
            .iter()
            .filter(|name| !name.is_empty() && finder.lexicon().find_any(name).is_none())
            .collect();
        println!(
            "== {table}: {} of {} names unknown",
            missing.len(),
            names.len()
        );
        for name in missing.iter().take(most) {
            println!("{name}");
        }
    }
}
