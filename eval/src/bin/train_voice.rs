//! Owns: the fit of the weights by which an article is judged to be told in its author's own voice, and how right that is on
//! articles that were not fitted on.
//! Promises: the same labels give the same weights.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin train_voice [list] [weights] [dump]
//! ```
//! Logistic regression over the numbers of `summary::voice::evidence`, then small boosted trees for what it leaves. Each half of the labels
//! (`eval/data/voice_labels.tsv`, halved by the hash of the id) is judged by what the other half taught; `front_dev` by what all
//! taught, and is never fitted on. `list` names the articles that are told wrongly, `weights` prints those to be shipped, `dump` the numbers.
#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a program for developers: it prints figures"
)]

use nutgraf_analysis::summary::Ranker;
use nutgraf_analysis::summary::decision_trees::DecisionTrees;
use nutgraf_analysis::summary::voice::evidence::{COUNT, NAMES, numbers};
use nutgraf_analysis::summary::voice::weights::Tree;
use nutgraf_analysis::summary::voice::{answer, labels, own, talks};
use nutgraf_eval::dice::Dice;
use nutgraf_eval::measure::voices::{Voiced, front, labelled};
use nutgraf_read::text::hash::fnv;

/// How many trees, how much each tells, and what a large answer costs.
const TREES: usize = 80;
const RATE: f32 = 0.1;
const RIDGE: f32 = 4.0;
/// Borders that a number is asked about.
const BINS: usize = 16;
/// Shares of the numbers and of the articles that a tree sees.
const SEEN: (f32, f32) = (0.4, 0.7);
/// What large weights cost.
const PRICE: f32 = 8.0;

struct Sample {
    id: String,
    opinion: bool,
    drawn: String,
    /// What is known before anything is weighed: a label says so, or it is a conversation and no comment.
    known: Option<bool>,
    /// What the program says.
    told: bool,
    numbers: Option<[f32; COUNT]>,
}

struct Model {
    weights: [f32; COUNT],
    trees: Vec<Tree>,
}

impl Model {
    fn sum(&self, numbers: &[f32; COUNT]) -> f32 {
        let alone: f32 = numbers.iter().zip(&self.weights).map(|(n, w)| n * w).sum();
        alone
            + self
                .trees
                .iter()
                .map(|tree| answer(tree, numbers))
                .sum::<f32>()
    }

    /// How sure it is that an author speaks in their own voice.
    fn judge(&self, sample: &Sample) -> f32 {
        match (sample.known, &sample.numbers) {
            (Some(true), _) => 1.0,
            (Some(false), _) | (None, None) => 0.0,
            (None, Some(numbers)) => sure(self.sum(numbers)),
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = |name: &str| arguments.iter().any(|a| a == name);
    let options = nutgraf_read::Options::default();
    let looker = Ranker::with(DecisionTrees::default());
    let sample = |voiced: Voiced| {
        let (document, _, _) = looker.look(&voiced.article, &voiced.sentences);
        Sample {
            id: voiced.id,
            opinion: voiced.opinion,
            drawn: voiced.drawn,
            known: if labels::labelled(&voiced.article.meta) {
                Some(true)
            } else {
                talks(&document, &voiced.article).then_some(false)
            },
            told: own(&document, &voiced.article),
            numbers: numbers(&document, &voiced.article),
        }
    };
    let samples: Vec<Sample> = labelled(&options).into_iter().map(sample).collect();
    let front: Vec<Sample> = front(&options).into_iter().map(sample).collect();
    if given("dump") {
        println!("{}", NAMES.join(" "));
        for s in samples.iter().chain(&front) {
            if let Some(numbers) = &s.numbers {
                let numbers: Vec<String> = numbers.iter().map(f32::to_string).collect();
                println!(
                    "{} {} {} {}",
                    s.id,
                    u8::from(s.opinion),
                    s.drawn,
                    numbers.join(" ")
                );
            }
        }
        return;
    }
    let half = |s: &Sample| fnv(s.id.as_bytes()) >> 7 & 1 == 1;
    let fit_without = |held: &dyn Fn(&Sample) -> bool| {
        let rows: Vec<&Sample> = samples.iter().filter(|s| !held(s)).collect();
        fit(&rows)
    };
    let halves = [true, false].map(|held| fit_without(&|s| half(s) == held));
    let by = |s: &Sample| halves[usize::from(!half(s))].judge(s);
    let all = fit_without(&|_| false);
    for threshold in [0.35f32, 0.4, 0.45, 0.5, 0.6] {
        println!("above {threshold}, taught by the other half");
        report(&samples, &|s| by(s) > threshold);
        print(
            "front_dev",
            front.iter().map(|s| (s.opinion, all.judge(s) > threshold)),
        );
    }
    println!("as the program tells");
    report(&samples, &|s| s.told);
    print("front_dev", front.iter().map(|s| (s.opinion, s.told)));
    if given("list") {
        for s in samples.iter().filter(|s| (by(s) > 0.5) != s.opinion) {
            println!("{} {:.2} {}", u8::from(s.opinion), by(s), s.id);
        }
        for s in front.iter().filter(|s| s.opinion || all.judge(s) > 0.25) {
            println!("front {} {:.2} {}", u8::from(s.opinion), all.judge(s), s.id);
        }
    }
    if given("weights") {
        for (name, weight) in NAMES.iter().zip(all.weights) {
            println!("    {weight:?}, // {name}");
        }
        for (questions, answers) in &all.trees {
            println!("    ({questions:?}, {answers:?}),");
        }
    }
}

fn report(samples: &[Sample], told: &dyn Fn(&Sample) -> bool) {
    for drawn in ["plain", "like", "doubt", "review", "page", ""] {
        let chosen = samples
            .iter()
            .filter(|s| drawn.is_empty() || s.drawn == drawn);
        print(drawn, chosen.map(|s| (s.opinion, told(s))));
    }
    for set in ["aggregator", "gothamist", "polnear"] {
        let chosen = samples
            .iter()
            .filter(|s| s.drawn != "review" && s.id.starts_with(set));
        print(set, chosen.map(|s| (s.opinion, told(s))));
    }
}

fn sure(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// Numbers with few digits, as they are shipped.
fn rounded(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

fn fit(samples: &[&Sample]) -> Model {
    let rows: Vec<([f32; COUNT], f32)> = samples
        .iter()
        .filter_map(|s| Some((s.numbers?, f32::from(u8::from(s.opinion)))))
        .collect();
    let mut model = Model {
        weights: line(&rows),
        trees: Vec::new(),
    };
    let mut dice = Dice(7936);
    let mut chance = |share: f32| (dice.roll(1000) as f32) < share * 1000.0;
    let borders: Vec<Vec<f32>> = (0..COUNT).map(|i| borders(&rows, i)).collect();
    let mut sums: Vec<f32> = rows.iter().map(|row| model.sum(&row.0)).collect();
    for _ in 0..TREES {
        let points: Vec<(usize, f32, f32)> = (0..rows.len())
            .filter(|_| chance(SEEN.1))
            .map(|at| {
                let p = sure(sums[at]);
                (at, rows[at].1 - p, (p * (1.0 - p)).max(1e-4))
            })
            .collect();
        let columns: Vec<usize> = (1..COUNT).filter(|_| chance(SEEN.0)).collect();
        let tree = grow(&rows, &points, &columns, &borders);
        for (sum, row) in sums.iter_mut().zip(&rows) {
            *sum += answer(&tree, &row.0);
        }
        model.trees.push(tree);
    }
    model
}

/// Logistic regression over numbers brought to one spread, so that the price is one for all.
fn line(rows: &[([f32; COUNT], f32)]) -> [f32; COUNT] {
    let total = rows.len().max(1) as f32;
    let mean: [f32; COUNT] =
        std::array::from_fn(|i| rows.iter().map(|r| r.0[i]).sum::<f32>() / total);
    let spread: [f32; COUNT] = std::array::from_fn(|i| {
        let square = rows.iter().map(|r| (r.0[i] - mean[i]).powi(2)).sum::<f32>() / total;
        square.sqrt().max(1e-4)
    });
    let table: Vec<[f32; COUNT]> = rows
        .iter()
        .map(|row| {
            std::array::from_fn(|i| match i {
                0 => 1.0,
                _ => (row.0[i] - mean[i]) / spread[i],
            })
        })
        .collect();
    let mut weights = [0.0f32; COUNT];
    for _ in 0..600 {
        let mut slope = [0.0f32; COUNT];
        for (row, (_, wanted)) in table.iter().zip(rows) {
            let sum: f32 = row.iter().zip(&weights).map(|(n, w)| n * w).sum();
            let wrong = wanted - sure(sum);
            for (slope, value) in slope.iter_mut().zip(row) {
                *slope += wrong * value;
            }
        }
        for (i, weight) in weights.iter_mut().enumerate() {
            let price = if i == 0 { 0.0 } else { PRICE * *weight };
            *weight += (slope[i] - price) / total;
        }
    }
    let mut out: [f32; COUNT] = std::array::from_fn(|i| rounded(weights[i] / spread[i]));
    out[0] = rounded(weights[0] - (1..COUNT).map(|i| out[i] * mean[i]).sum::<f32>());
    out
}

fn borders(rows: &[([f32; COUNT], f32)], number: usize) -> Vec<f32> {
    let mut values: Vec<f32> = rows.iter().map(|row| row.0[number]).collect();
    values.sort_by(f32::total_cmp);
    let mut borders: Vec<f32> = (1..BINS)
        .filter_map(|bin| {
            let low = *values.get(bin * values.len() / BINS)?;
            let high = values.iter().copied().find(|value| *value > low)?;
            Some(rounded(f32::midpoint(low, high)))
        })
        .collect();
    borders.dedup();
    borders
}

fn grow(
    rows: &[([f32; COUNT], f32)],
    points: &[(usize, f32, f32)],
    columns: &[usize],
    borders: &[Vec<f32>],
) -> Tree {
    let mut questions = [(0u8, 0.0f32); 2];
    let mut leaves = vec![0usize; points.len()];
    for depth in 0..2 {
        let mut best = (f32::MIN, 0usize, 0.0f32);
        for &column in columns {
            for &border in &borders[column] {
                let mut sums = [(0.0f32, 0.0f32); 4];
                for ((at, slope, bend), leaf) in points.iter().zip(&leaves) {
                    let over = usize::from(rows[*at].0[column] > border);
                    let cell = &mut sums[leaf | over << depth];
                    cell.0 += slope;
                    cell.1 += bend;
                }
                let gain = sums
                    .iter()
                    .map(|(slope, bend)| slope * slope / (bend + RIDGE))
                    .sum();
                if gain > best.0 {
                    best = (gain, column, border);
                }
            }
        }
        questions[depth] = (best.1 as u8, best.2);
        for ((at, _, _), leaf) in points.iter().zip(&mut leaves) {
            *leaf |= usize::from(rows[*at].0[best.1] > best.2) << depth;
        }
    }
    let mut sums = [(0.0f32, 0.0f32); 4];
    for ((_, slope, bend), leaf) in points.iter().zip(&leaves) {
        sums[*leaf].0 += slope;
        sums[*leaf].1 += bend;
    }
    (
        questions,
        sums.map(|(slope, bend)| rounded(RATE * slope / (bend + RIDGE))),
    )
}

fn print(name: &str, told: impl Iterator<Item = (bool, bool)>) {
    let (mut right, mut wrong, mut missed, mut all) = (0u32, 0u32, 0u32, 0u32);
    for (opinion, told) in told {
        all += 1;
        right += u32::from(opinion && told);
        wrong += u32::from(told && !opinion);
        missed += u32::from(opinion && !told);
    }
    let share = |whole: u32| 100.0 * f64::from(right) / f64::from(whole.max(1));
    println!(
        "  {name:12} {all:4} articles, {:3} opinion: precision {:5.1}, recall {:5.1}",
        right + missed,
        share(right + wrong),
        share(right + missed)
    );
}
