//! Owns: precision, recall and F1 (exact spans of persons, organisations, locations) of the recogniser with lexicon and
//! resolution.
//! Promises: the names are found as the program finds them.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin entity_score -- [--held-out] [--shown] [--weights FILE] [--repeat N] FILE…
//! ```
//! `--held-out` keeps to the documents that `train_entities --holdout` keeps back; `--shown` scores every mention of the
//! actors as the program prints them, adjectives that stand for a state (`Iranian officials`) among them, which the
//! tagged sets hold for no place. `--repeat` finds all names N times more: the difference between two runs under a
//! counter of allocations is what finding allocates.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "an example reads the clock and prints rough speeds"
)]

use std::path::Path;
use std::time::Instant;

use nutgraf_analysis::entity::Finder;
use nutgraf_eval::entity::{corpus, score};
use nutgraf_eval::measure::own;

fn main() -> std::io::Result<()> {
    let start = Instant::now();
    let files = nutgraf_analysis::lexicon();
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let weights = arguments.iter().position(|a| a == "--weights").map(|at| {
        arguments.remove(at);
        arguments.remove(at)
    });
    let finder = match weights {
        Some(file) => Finder::with_model(
            &files,
            &std::fs::read(file)?,
            &std::fs::read(own("crates/nutgraf-analysis/models/clusters.bin"))?,
        )
        .ok_or(std::io::ErrorKind::InvalidData)?,
        None => Finder::new(&files),
    };
    println!("loaded in {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    let repeats = arguments.iter().position(|a| a == "--repeat").map(|at| {
        arguments.remove(at);
        arguments.remove(at)
    });
    let repeats: usize = repeats.and_then(|n| n.parse().ok()).unwrap_or(0);
    let held_out = arguments.iter().any(|a| a == "--held-out");
    let shown = arguments.iter().any(|a| a == "--shown");
    for name in arguments.iter().filter(|a| !a.starts_with("--")) {
        let mut sentences = corpus::read(Path::new(name))?;
        if held_out {
            sentences.retain(corpus::held_out);
        }
        let words: usize = sentences.iter().map(|s| s.words.len()).sum();
        let title = Path::new(name)
            .file_stem()
            .map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        let texts = score::texts(&sentences);
        for _ in 0..repeats {
            for (text, spans) in &texts {
                std::hint::black_box(finder.labelled(text, spans));
            }
        }
        let start = Instant::now();
        score::report(&title, &finder, &sentences, shown);
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{:<20} {words} tokens, {:.0} tokens/s",
            title,
            words as f64 / seconds
        );
    }
    Ok(())
}
