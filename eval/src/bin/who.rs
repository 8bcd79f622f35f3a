//! Owns: a list of the actors of documents: `cargo run --release -p nutgraf-eval --bin who -- FILE…`
//! Promises: they are found as the program finds them.

#![expect(clippy::print_stdout, reason = "an example prints")]

use std::fs;
use std::path::Path;

use nutgraf_analysis::entity::Finder;
use nutgraf_read::text;

fn main() {
    let lexicon = nutgraf_analysis::lexicon();
    let finder = Finder::new(&lexicon);
    for complaint in &finder.lexicon().complaints {
        println!("lexicon: {complaint}");
    }
    let options = nutgraf_read::Options::default();
    for name in std::env::args().skip(1) {
        let bytes = fs::read(Path::new(&name)).unwrap_or_default();
        for article in nutgraf_read::read(&bytes, &options.with_origin(&name)) {
            let sentences = text::sentences(&article.text, &article.blocks, &options.rules);
            let found = finder.find(&article, &sentences, None);
            println!("== {name}: {} ({} words)", article.meta.title, found.words);
            for entity in &found.entities {
                let mut words: Vec<&str> = entity
                    .mentions
                    .iter()
                    .map(|m| m.span.of(&article.text))
                    .collect();
                let count = words.len();
                words.sort_unstable();
                words.dedup();
                println!(
                    "{:.2}{} {:<34} {:<34} {count:>3}  {}",
                    entity.salience,
                    if entity.central { '*' } else { ' ' },
                    entity.id.0,
                    entity.name,
                    words.join(" | ")
                );
            }
        }
    }
}
