//! Owns: the fitting of the weights by which the kind of an unknown name is decided (`entity/kind.rs`).
//! Promises: the same data gives the same weights; what is fitted are numbers over counts, and no word of any text.
//!
//! ```text
//! nice cargo run --release -p nutgraf-eval --bin train_kinds -- HELD_OUT_WEIGHTS [--write FILE]
//! ```
//! `HELD_OUT_WEIGHTS` are those of `train_entities --holdout`: of the open sets only what it did not learn from is fitted to.
//! It prints how many kinds are right when each half of the articles is judged by what was fitted without it.

#![expect(clippy::print_stdout, reason = "a program that trains tells how")]
#![expect(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "the arithmetic of training, on tables of known size"
)]

use nutgraf_analysis::entity::Finder;
use nutgraf_analysis::entity::kind::KINDS;
use nutgraf_analysis::entity::lexicon::Lexicon;
use nutgraf_analysis::entity::name_mention::Label;
use nutgraf_eval::entity::{corpus, score};
use nutgraf_eval::measure::{data, front, own};
use nutgraf_read::text;
use serde_json::Value;

use crate::fit::{Example, fit};

mod fit;
mod hidden;
#[path = "../train_entities/sets.rs"]
mod sets;

/// How much a name of an article counts against one of a tagged sentence.
const ARTICLE: f32 = 6.0;
/// Sets of articles whose known names are hidden, and which of their articles are read: one of so many.
const HIDDEN: [(&str, usize); 4] = [
    ("load/aggregator", 1),
    ("summaries/rss_pairs", 2),
    ("load/gothamist", 8),
    ("quotes/polnear_train", 2),
];
/// What all hidden names weigh together, and what share of it each kind has.
const ALL_HIDDEN: f32 = 8000.0;
const SHARES: [f32; 4] = [0.3, 0.35, 0.15, 0.2];
fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let held = arguments.first().ok_or(std::io::ErrorKind::InvalidInput)?;
    let write = arguments
        .iter()
        .position(|a| a == "--write")
        .and_then(|at| arguments.get(at + 1));
    let files = nutgraf_analysis::lexicon();
    let lexicon = Lexicon::new(&files);
    let clusters = std::fs::read(own("crates/nutgraf-analysis/models/clusters.bin"))?;
    let finder = Finder::with_model(&files, &std::fs::read(held)?, &clusters)
        .ok_or(std::io::ErrorKind::InvalidData)?;
    let mut examples = Vec::new();
    for (name, weight, reading) in sets::SETS {
        let mut sentences = sets::read(&data(), name, reading, &lexicon)?;
        sentences.retain(corpus::held_out);
        let before = examples.len();
        tagged(&finder, &sentences, weight, &mut examples);
        println!("{name}: {} names", examples.len() - before);
    }
    let weights = std::fs::read(own("crates/nutgraf-analysis/models/entities.bin"))?;
    let hidden = hidden::examples(&files, (&weights, &clusters), &HIDDEN);
    enter_hidden(&hidden, &mut examples);
    let shipped = Finder::new(&files);
    articles(&shipped, &mut examples);
    let of_half = |half: usize| examples.iter().filter(move |e| e.half == half);
    println!(
        "articles: {} and {} names",
        of_half(0).count(),
        of_half(1).count()
    );
    let mut right = [0; 2];
    for half in 0..2 {
        let others: Vec<&Example> = examples.iter().filter(|e| e.half != half).collect();
        let weights = fit(&others);
        right[half] = of_half(half)
            .filter(|e| weights.decide(e) == e.gold)
            .count();
        let voted = of_half(half).filter(|e| e.recognised() == e.gold).count();
        println!(
            "half {half}: {} right, the recogniser alone {voted}, of {}",
            right[half],
            of_half(half).count()
        );
        for gold in 0..4 {
            let row: Vec<usize> = (0..4)
                .map(|told| {
                    of_half(half)
                        .filter(|e| e.gold == gold && weights.decide(e) == told)
                        .count()
                })
                .collect();
            println!("  {:?}: {row:?}", KINDS[gold]);
        }
    }
    judge_hidden(&examples);
    let all: Vec<&Example> = examples.iter().collect();
    let weights = fit(&all);
    if let Some(path) = write {
        std::fs::write(path, weights.source())?;
        std::fs::write(
            own("crates/nutgraf-analysis/models/kinds.bin"),
            weights.packed(),
        )?;
    }
    Ok(())
}

/// Hidden names, weighed by their kinds.
fn enter_hidden(hidden: &[hidden::Hidden], into: &mut Vec<Example>) {
    for kind in 0..4 {
        let of_kind = || hidden.iter().filter(|h| h.gold == kind);
        let count = of_kind().count();
        println!("hidden {:?}: {count} names", KINDS[kind]);
        let weight = ALL_HIDDEN * SHARES[kind] / (count.max(1) as f32);
        into.extend(of_kind().map(|h| Example::new(&h.evidence, kind, weight, 3 + h.half)));
    }
}

/// How many kinds are right of each half of the hidden names, by what was fitted without it.
fn judge_hidden(examples: &[Example]) {
    for half in 0..2 {
        let others: Vec<&Example> = examples.iter().filter(|e| e.half != 3 + half).collect();
        let weights = fit(&others);
        for gold in 0..4 {
            let mut row = [0; 4];
            let judged = examples.iter().filter(|e| e.half == 3 + half);
            for example in judged.filter(|e| e.gold == gold) {
                row[weights.decide(example)] += 1;
            }
            let all: usize = row.iter().sum();
            let share = 100.0 * row[gold] as f32 / all.max(1) as f32;
            println!(
                "hidden half {half}, {:?}: {row:?}, {share:.1} %",
                KINDS[gold]
            );
        }
    }
}

fn place(label: Label) -> usize {
    KINDS.iter().position(|kind| *kind == label).unwrap_or(0)
}

/// The names of tagged sentences.
fn tagged(finder: &Finder, sentences: &[corpus::Sentence], weight: f32, into: &mut Vec<Example>) {
    let mut at = 0;
    for (text, spans) in score::texts(sentences) {
        let gold = sentences.get(at..at + spans.len()).unwrap_or(&[]);
        at += spans.len();
        for (span, evidence) in finder.evidence(&text, &spans) {
            let found = spans
                .iter()
                .zip(gold)
                .find(|(sentence, _)| sentence.contains(span))
                .and_then(|(sentence, gold)| {
                    let name = |s: &&(nutgraf_read::model::span::Span, Label)| {
                        s.0.start + sentence.start == span.start
                            && s.0.end + sentence.start == span.end
                    };
                    gold.names.iter().find(name)
                });
            if let Some((_, label)) = found {
                into.push(Example::new(&evidence, place(*label), weight, 2));
            }
        }
    }
}

/// The names of articles that were read and labelled by hand.
fn articles(finder: &Finder, into: &mut Vec<Example>) {
    let options = nutgraf_read::Options::default();
    for (at, (record, article)) in front::articles(&options).iter().enumerate() {
        let sentences = text::sentences(&article.text, &article.blocks, &options.rules);
        for (span, evidence) in finder.evidence(&article.text, &sentences) {
            if let Some(gold) = labelled(record, span.of(&article.text)) {
                into.push(Example::new(&evidence, gold, ARTICLE, at % 2));
            }
        }
    }
}

/// What the labels of an article say that a name is.
fn labelled(record: &Value, name: &str) -> Option<usize> {
    let wanted = front::bare(name);
    let mut all = ["actors", "minor"]
        .iter()
        .flat_map(|key| record["gold"][*key].as_array().into_iter().flatten());
    let gold = all.find(|gold| front::forms(gold).contains(&wanted))?;
    match gold["kind"].as_str()? {
        "person" => Some(0),
        "organization" => Some(1),
        "place" | "country" => Some(2),
        "other" => Some(3),
        _ => None,
    }
}
