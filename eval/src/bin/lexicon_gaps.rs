//! Owns: which names of the data folder's tables the lexicons do not know.
//! Promises: the tables only serve to look for gaps; nothing is taken from them.
//!
//! `cargo run --release -p nutgraf-eval --bin lexicon_gaps [-- N]` prints at most N (200) a table.

#![expect(clippy::print_stdout, reason = "an example prints")]

use nutgraf_analysis::entity::Finder;
use nutgraf_eval::measure::records;
use serde_json::Value;

fn main() {
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
        // What `towns` ought to have.
        ("countryinfo", &["cities"][..]),
        ("cameo_organisations", &["name"][..]),
    ] {
        let mut names = Vec::new();
        for record in records(&format!("actors/{table}")) {
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
            "== {table} {}: {} of {} names unknown",
            keys.join(" "),
            missing.len(),
            names.len()
        );
        for name in missing.iter().take(most) {
            println!("{name}");
        }
    }
    named_alike(&finder, most);
}

/// Bodies of the tables by the last words of their names, which `bodies` and `firms` ought to have: those of kinds that news names
/// often.
fn named_alike(finder: &Finder, most: usize) {
    const HEADS: [&str; 7] = [
        "BANK",
        "AIRLINES",
        "PARTY",
        "FEDERATION",
        "FOUNDATION",
        "AGENCY",
        "INSTITUTE",
    ];
    let names: Vec<String> = records("actors/cameo_organisations")
        .iter()
        .filter_map(|record| record["name"].as_str().map(str::to_owned))
        .collect();
    for head in HEADS {
        let alike = || names.iter().filter(|name| name.ends_with(head));
        let missing: Vec<&String> = alike()
            .filter(|name| finder.lexicon().find_any(name).is_none())
            .collect();
        println!(
            "== … {head}: {} of {} names unknown",
            missing.len(),
            alike().count()
        );
        for name in missing.iter().take(most) {
            println!("{name}");
        }
    }
}
