//! Prints precision, recall and F1 (exact spans of persons, organisations, locations) of the recogniser with lexicon
//! and resolution: `cargo run --release --example entity_score -- [--held-out] FILE…`

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "an example reads the clock and prints rough speeds"
)]

#[path = "entity/corpus.rs"]
mod corpus;
#[path = "entity/score.rs"]
mod score;

use std::path::Path;
use std::time::Instant;

use nutgraf::analysis::entity::Finder;

fn main() -> std::io::Result<()> {
    let start = Instant::now();
    let finder = Finder::new(&nutgraf::config::lexicon());
    println!("loaded in {:.1} ms", start.elapsed().as_secs_f64() * 1000.0);
    let held_out = std::env::args().any(|a| a == "--held-out");
    for name in std::env::args().skip(1).filter(|a| !a.starts_with("--")) {
        let mut sentences = corpus::read(Path::new(&name))?;
        if held_out {
            sentences.retain(corpus::held_out);
        }
        let words: usize = sentences.iter().map(|s| s.words.len()).sum();
        let title = Path::new(&name)
            .file_stem()
            .map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        let start = Instant::now();
        score::report(&title, &finder, &sentences);
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{:<20} {words} tokens, {:.0} tokens/s",
            title,
            words as f64 / seconds
        );
    }
    Ok(())
}
