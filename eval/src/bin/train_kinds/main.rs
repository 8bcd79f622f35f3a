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
    reason = "the arithmetic of training, on tables of known size"
)]

use std::fmt::Write as _;

use nutgraf_analysis::entity::Finder;
use nutgraf_analysis::entity::kind::{COUNT, KINDS};
use nutgraf_analysis::entity::lexicon::Lexicon;
use nutgraf_analysis::entity::name_mention::Label;
use nutgraf_eval::entity::{corpus, score};
use nutgraf_eval::measure::{data, front, own};
use nutgraf_read::text;
use serde_json::Value;

#[path = "../train_entities/sets.rs"]
mod sets;

type Weights = [[f32; COUNT]; 4];

/// A name with what speaks for its kind, and its kind.
struct Example {
    features: [f32; COUNT],
    gold: usize,
    weight: f32,
    /// Which half of the articles it is from; 2 for the tagged sets.
    half: usize,
}

/// How much a name of an article counts against one of a tagged sentence.
const ARTICLE: f32 = 6.0;
const ROUNDS: usize = 600;
const RATE: f32 = 0.03;
/// Pull of each weight towards nothing.
const DECAY: f32 = 2e-5;

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
            .filter(|e| decide(&weights, &e.features) == e.gold)
            .count();
        let voted = of_half(half)
            .filter(|e| recognised(&e.features) == e.gold)
            .count();
        println!(
            "half {half}: {} right, the recogniser alone {voted}, of {}",
            right[half],
            of_half(half).count()
        );
        for gold in 0..4 {
            let row: Vec<usize> = (0..4)
                .map(|told| {
                    of_half(half)
                        .filter(|e| e.gold == gold && decide(&weights, &e.features) == told)
                        .count()
                })
                .collect();
            println!("  {:?}: {row:?}", KINDS[gold]);
        }
    }
    let all: Vec<&Example> = examples.iter().collect();
    let weights = fit(&all);
    if let Some(path) = write {
        std::fs::write(path, source(&weights))?;
    }
    Ok(())
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
        for (span, features) in finder.evidence(&text, &spans) {
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
                into.push(Example {
                    features,
                    gold: place(*label),
                    weight,
                    half: 2,
                });
            }
        }
    }
}

/// The names of articles that were read and labelled by hand.
fn articles(finder: &Finder, into: &mut Vec<Example>) {
    let options = nutgraf_read::Options::default();
    for (at, (record, article)) in front::articles(&options).iter().enumerate() {
        let sentences = text::sentences(&article.text, &article.blocks, &options.rules);
        for (span, features) in finder.evidence(&article.text, &sentences) {
            if let Some(gold) = labelled(record, span.of(&article.text)) {
                into.push(Example {
                    features,
                    gold,
                    weight: ARTICLE,
                    half: at % 2,
                });
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

fn sums(weights: &Weights, features: &[f32; COUNT]) -> [f32; 4] {
    std::array::from_fn(|kind| weights[kind].iter().zip(features).map(|(w, f)| w * f).sum())
}

fn decide(weights: &Weights, features: &[f32; COUNT]) -> usize {
    let sums = sums(weights, features);
    (0..4)
        .max_by(|a, b| sums[*a].total_cmp(&sums[*b]))
        .unwrap_or(0)
}

/// What most mentions were recognised as.
fn recognised(features: &[f32; COUNT]) -> usize {
    (0..4)
        .max_by(|a, b| {
            features[8 + a]
                .total_cmp(&features[8 + b])
                .then(features[*a].total_cmp(&features[*b]))
        })
        .unwrap_or(0)
}

/// Gradient descent (Adam) on the likelihood, all examples a step.
fn fit(examples: &[&Example]) -> Weights {
    let mut weights: Weights = [[0.0; COUNT]; 4];
    let mut first: Weights = [[0.0; COUNT]; 4];
    let mut second: Weights = [[0.0; COUNT]; 4];
    let total: f32 = examples.iter().map(|e| e.weight).sum();
    for round in 1..=ROUNDS {
        let mut slope: Weights = [[0.0; COUNT]; 4];
        for example in examples {
            let sums = sums(&weights, &example.features);
            let most = sums.iter().copied().fold(f32::MIN, f32::max);
            let powers = sums.map(|s| (s - most).exp());
            let norm: f32 = powers.iter().sum();
            for kind in 0..4 {
                let error = powers[kind] / norm - f32::from(u8::from(kind == example.gold));
                let step = error * example.weight / total;
                for (s, f) in slope[kind].iter_mut().zip(&example.features) {
                    *s += step * f;
                }
            }
        }
        let n = i32::try_from(round).unwrap_or(i32::MAX);
        for kind in 0..4 {
            for at in 0..COUNT {
                let g = slope[kind][at] + DECAY * weights[kind][at];
                first[kind][at] = 0.9 * first[kind][at] + 0.1 * g;
                second[kind][at] = 0.999 * second[kind][at] + 0.001 * g * g;
                let mean = first[kind][at] / (1.0 - 0.9f32.powi(n));
                let spread = second[kind][at] / (1.0 - 0.999f32.powi(n));
                weights[kind][at] -= RATE * mean / (spread.sqrt() + 1e-8);
            }
        }
    }
    weights
}

/// The file that the analysis compiles.
fn source(weights: &Weights) -> String {
    let mut out = String::from(
        "//! Owns: the weights by which the kind of an unknown name is decided.\n//! Promises: written by `train_kinds` of eval; a row \
         a kind, in the order of `kind::KINDS`.\n\n/// How many features there are.\npub const COUNT: usize = 67;\n\n/// Of persons, bodies, places, other.\n\
         pub const WEIGHTS: [[f32; COUNT]; 4] = [\n",
    );
    for row in weights {
        let numbers: Vec<String> = row.iter().map(|w| format!("{w:.2}")).collect();
        let _ = writeln!(out, "    [{}],", numbers.join(", "));
    }
    out.push_str("];\n");
    out
}
