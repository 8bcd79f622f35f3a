//! Owns: a list of which actors of a library count as one, for a reader to judge.
//! Promises: every EVERY-th is printed: `cargo run --release -p nutgraf-eval --bin actor_merges -- LIBRARY [EVERY]`.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "an example prints and may fail"
)]

use std::path::Path;

use nutgraf_library::Library;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap();
    let every: usize = arguments.next().map_or(1, |n| n.parse().unwrap());
    let library = Library::open(Path::new(&path)).unwrap();
    let reader = library.reader().unwrap();
    let merges = reader.spellings().unwrap();
    for [one, other] in merges.iter().step_by(every.max(1)) {
        println!(
            "{} ({}, {})\t{} ({}, {})",
            one.name,
            one.kind.name(),
            one.articles,
            other.name,
            other.kind.name(),
            other.articles
        );
    }
    let people = merges
        .iter()
        .filter(|[one, _]| one.id.0.starts_with("person:"))
        .count();
    println!("{} merged, {people} of them people", merges.len());
}
