//! Owns: the fit of the weights of the summary's ranker, and how good they are on documents and whole sets that were not used.
//! Promises: the same data gives the same weights.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin train_summary -- DATA/summaries \
//!   [--write crates/nutgraf-analysis/models/summary.txt] [--trees 120] …
//! ```
//! Labels come from the reference summaries: what a sentence would bring to the F measure of a summary that scores as
//! summaries do (its words and pairs of words in the reference, less a price for its length), doubled for those that a
//! greedy oracle would take. Loss: softmax over the sentences of a document.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "statistics over small counts"
)]

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use nutgraf_analysis::entity::Finder;
use nutgraf_analysis::summary::Ranker;
use nutgraf_analysis::summary::centrality::Centrality;
use nutgraf_analysis::summary::decision_trees::{DEPTH, DecisionTrees, LEAVES, Tree};
use nutgraf_analysis::summary::document_terms::DocumentTerms;
use nutgraf_analysis::summary::features::{COUNT, NAMES, Row};
use nutgraf_eval::measure::documents::{self, Document};
use nutgraf_eval::measure::rouge::{self, Counter, Rouge, Words, compare};
use nutgraf_read::model::analysis::Entity;
use nutgraf_read::model::span::Span;

const BINS: usize = 48;
/// What a word costs in hits of words, and in hits of pairs.
const PRICE_ONE: f32 = 0.15;
const PRICE_TWO: f32 = 0.06;

struct Sample {
    set: usize,
    fold: usize,
    document: Document,
    entities: Vec<Entity>,
    seen: (DocumentTerms, Centrality),
    rows: Vec<Row>,
    /// The wanted share of each candidate, summing to 1; empty when the reference has nothing of the article.
    target: Vec<f32>,
    weight: f32,
    words: Vec<Words>,
    reference: Vec<Words>,
}

#[derive(Clone, Debug)]
struct Recipe {
    trees: usize,
    rate: f32,
    ridge: f32,
    power: f32,
    oracle: f32,
    columns: f32,
    documents: f32,
    cnn: f32,
    drop: Vec<String>,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        arguments
            .iter()
            .position(|a| a == name)
            .and_then(|at| arguments.get(at + 1))
    };
    let number =
        |name: &str, default: f32| option(name).map_or(Ok(default), |text| text.parse::<f32>());
    let recipe = Recipe {
        trees: number("--trees", 140.0)? as usize,
        rate: number("--rate", 0.1)?,
        ridge: number("--ridge", 8.0)?,
        power: number("--power", 1.0)?,
        oracle: number("--oracle", 1.0)?,
        columns: number("--columns", 0.5)?,
        documents: number("--documents", 0.7)?,
        cnn: number("--cnn", 8.0)?,
        drop: option("--drop").map_or_else(Vec::new, |d| d.split(',').map(str::to_owned).collect()),
    };
    let folder = arguments.first().map_or(".", String::as_str);
    let mut out = std::io::stdout().lock();
    let samples = load(Path::new(folder), &recipe)?;
    writeln!(out, "{} documents, {recipe:?}", samples.len())?;
    let bins = Bins::new(&samples);
    let binned: Vec<Vec<[u8; COUNT]>> = samples
        .iter()
        .map(|s| s.rows.iter().map(|r| bins.of(r)).collect())
        .collect();
    let mode = option("--test").map_or("folds", String::as_str);
    if mode == "folds" || mode == "all" {
        let folds = number("--folds", 4.0)? as usize;
        let mut scores = Scores::default();
        for fold in 0..folds {
            let trees = fit(&samples, &binned, &bins, &recipe, |s| {
                s.fold % folds != fold
            });
            let ranker = Ranker::with(trees);
            for sample in samples.iter().filter(|s| s.fold % folds == fold) {
                scores.add(&ranker, sample);
            }
        }
        scores.print(&mut out, "held-out documents")?;
        if let Some(path) = option("--json") {
            scores.write(path)?;
        }
    }
    if mode == "sources" || mode == "all" {
        let mut scores = Scores::default();
        for fold in 0..4 {
            let trees = fit(&samples, &binned, &bins, &recipe, |s| {
                s.set != 1 || source_fold(s) != fold
            });
            let ranker = Ranker::with(trees);
            for sample in samples
                .iter()
                .filter(|s| s.set == 1 && source_fold(s) == fold)
            {
                scores.add(&ranker, sample);
            }
        }
        scores.print(&mut out, "held-out publishers of the feeds")?;
    }
    if mode == "sets" || mode == "all" {
        let mut scores = Scores::default();
        for set in 0..3 {
            let trees = fit(&samples, &binned, &bins, &recipe, |s| s.set != set);
            let ranker = Ranker::with(trees);
            for sample in samples.iter().filter(|s| s.set == set) {
                scores.add(&ranker, sample);
            }
        }
        scores.print(&mut out, "held-out sets")?;
    }
    if let Some(path) = option("--write") {
        let trees = fit(&samples, &binned, &bins, &recipe, |_| true);
        let mut text = String::from(
            "# Weights of the summary's ranker: symmetric trees, one a line; see models/README.md for the recipe.\n",
        );
        for tree in &trees.trees {
            text.push_str(&tree.line());
            text.push('\n');
        }
        std::fs::write(path, text)?;
        let mut use_of: HashMap<usize, usize> = HashMap::new();
        for feature in trees.trees.iter().flat_map(|t| t.features) {
            *use_of.entry(feature).or_insert(0) += 1;
        }
        let mut use_of: Vec<(usize, usize)> = use_of.into_iter().collect();
        use_of.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (feature, count) in use_of {
            write!(out, "{} {count}, ", NAMES[feature])?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The fold of a document by its publisher, so that no publisher is on both sides.
fn source_fold(sample: &Sample) -> u64 {
    nutgraf_read::text::hash::fnv(sample.document.source.as_bytes()) % 4
}

const SETS: [(&str, usize); 3] = [("cnndm_val500", 3), ("rss_pairs", 2), ("bbc100", 5)];

fn load(folder: &Path, recipe: &Recipe) -> Result<Vec<Sample>> {
    let looker = Ranker::with(DecisionTrees::default());
    let finder = Finder::new(&nutgraf_analysis::lexicon());
    let mut counter = Counter::default();
    let mut samples = Vec::new();
    for (set, (name, k)) in SETS.iter().enumerate() {
        // Neighbours in time tell the same stories; in the order of time they stay in one fold.
        let documents = documents::read(&folder.join(format!("{name}.jsonl.gz")))?;
        let total = documents.len();
        for (at, document) in documents.into_iter().enumerate() {
            let (reading, centrality, rows) = looker.look(&document.article, &document.sentences);
            let text = &*document.article.text;
            let words: Vec<Words> = reading
                .sentences
                .iter()
                .map(|s| counter.words(s.span.of(text)))
                .collect();
            let reference: Vec<Words> = document
                .reference
                .iter()
                .map(|l| counter.words(l))
                .collect();
            let (target, weight) = target(&words, &reference, *k, recipe);
            let weight = weight * if set == 0 { recipe.cnn } else { 1.0 };
            samples.push(Sample {
                set,
                fold: at * 20 / total.max(1),
                entities: finder
                    .find(&document.article, &document.sentences, None)
                    .entities,
                document,
                seen: (reading, centrality),
                rows,
                target,
                weight,
                words,
                reference,
            });
        }
    }
    Ok(samples)
}

/// What share of the document's weight each sentence should get, and how much the document counts.
fn target(words: &[Words], reference: &[Words], k: usize, recipe: &Recipe) -> (Vec<f32>, f32) {
    let whole = reference.concat();
    let alone: Vec<f32> = words
        .iter()
        .map(|w| {
            // F = 2 hits / (length + length of the reference): a sentence raises it when it has more hits a word than
            // half of F, which for summaries of news is about 0.3 in words and 0.12 in pairs.
            let (one, two) = (rouge::hits(w, &whole, 1), rouge::hits(w, &whole, 2));
            let (one, two, length) = (one as f32, two as f32, w.len() as f32);
            ((one - PRICE_ONE * length) + 1.5 * (two - PRICE_TWO * length))
                / whole.len().max(1) as f32
        })
        .collect();
    let mut worth = alone.clone();
    let mut taken: Vec<usize> = Vec::new();
    let mut best = 0.0;
    for _ in 0..k {
        let next = (0..words.len())
            .filter(|at| !taken.contains(at))
            .map(|at| {
                let mut with: Vec<Words> = taken.iter().map(|t| words[*t].clone()).collect();
                with.push(words[at].clone());
                let score = compare(&with, reference);
                (score.one + score.two, at)
            })
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((score, at)) = next.filter(|n| n.0 > best) else {
            break;
        };
        best = score;
        taken.push(at);
        worth[at] += recipe.oracle * alone[at].max(0.0);
    }
    let mean = worth.iter().sum::<f32>() / worth.len().max(1) as f32;
    let target: Vec<f32> = worth
        .iter()
        .map(|w| (w - mean).max(0.0).powf(recipe.power))
        .collect();
    let sum: f32 = target.iter().sum();
    if sum <= 1e-9 {
        return (Vec::new(), 0.0);
    }
    (
        target.iter().map(|t| t / sum).collect(),
        (best as f32).sqrt(),
    )
}

/// The thresholds that a feature may be asked about.
struct Bins {
    borders: Vec<Vec<f32>>,
}

impl Bins {
    fn new(samples: &[Sample]) -> Self {
        let borders = (0..COUNT)
            .map(|feature| {
                let mut values: Vec<f32> = samples
                    .iter()
                    .step_by(3)
                    .flat_map(|s| s.rows.iter().map(|r| r[feature]))
                    .collect();
                values.sort_by(f32::total_cmp);
                let mut borders: Vec<f32> = (1..BINS)
                    .filter_map(|b| {
                        let low = *values.get(b * values.len() / BINS)?;
                        let high = values
                            .iter()
                            .copied()
                            .skip(b * values.len() / BINS)
                            .find(|v| *v > low);
                        Some(high.map_or(low, |h| round(low, h)))
                    })
                    .collect();
                borders.dedup();
                borders
            })
            .collect();
        Self { borders }
    }

    fn of(&self, row: &Row) -> [u8; COUNT] {
        std::array::from_fn(|f| {
            let value = row[f];
            self.borders[f].partition_point(|b| value > *b) as u8
        })
    }
}

/// A number between two, with few digits.
fn round(low: f32, high: f32) -> f32 {
    let middle = f32::midpoint(low, high);
    for digits in 0..5 {
        let scale = 10f32.powi(digits);
        let rounded = (middle * scale).round() / scale;
        if rounded >= low && rounded < high {
            return rounded;
        }
    }
    low
}

/// A small generator, so that a recipe gives the same weights everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 40) as f32) / (1u64 << 24) as f32
    }
}

fn fit(
    samples: &[Sample],
    binned: &[Vec<[u8; COUNT]>],
    bins: &Bins,
    recipe: &Recipe,
    wanted: impl Fn(&Sample) -> bool,
) -> DecisionTrees {
    let mut dice = Dice(17);
    let used: Vec<usize> = (0..samples.len())
        .filter(|at| wanted(&samples[*at]) && !samples[*at].target.is_empty())
        .collect();
    let mut scores: Vec<Vec<f32>> = samples.iter().map(|s| vec![0.0; s.rows.len()]).collect();
    let mut trees = DecisionTrees::default();
    for _ in 0..recipe.trees {
        // (bins, gradient, hessian, leaf) of every sentence of the documents in this round.
        let mut points: Vec<(&[u8; COUNT], f32, f32, u8)> = Vec::new();
        for at in used.iter().copied() {
            if dice.roll() > recipe.documents {
                continue;
            }
            let sample = &samples[at];
            let top = scores[at].iter().copied().fold(f32::MIN, f32::max);
            let sum: f32 = scores[at].iter().map(|s| (s - top).exp()).sum();
            for (i, score) in scores[at].iter().enumerate() {
                let p = (score - top).exp() / sum;
                points.push((
                    &binned[at][i],
                    sample.weight * (sample.target[i] - p),
                    sample.weight * (p * (1.0 - p)).max(1e-4),
                    0,
                ));
            }
        }
        let columns: Vec<usize> = (0..COUNT)
            .filter(|f| dice.roll() < recipe.columns && !recipe.drop.iter().any(|d| d == NAMES[*f]))
            .collect();
        let tree = grow(&mut points, &columns, bins, recipe);
        for at in used.iter().copied() {
            for (score, row) in scores[at].iter_mut().zip(&samples[at].rows) {
                *score += tree.judge(row);
            }
        }
        trees.trees.push(tree);
    }
    trees
}

fn grow(
    points: &mut [(&[u8; COUNT], f32, f32, u8)],
    columns: &[usize],
    bins: &Bins,
    recipe: &Recipe,
) -> Tree {
    let mut tree = Tree {
        features: [0; DEPTH],
        thresholds: [0.0; DEPTH],
        leaves: [0.0; LEAVES],
    };
    for depth in 0..DEPTH {
        let leaves = 1 << depth;
        let mut best = (f32::MIN, 0usize, 0usize);
        for &feature in columns {
            let width = bins.borders[feature].len() + 1;
            let mut sums = vec![(0.0f32, 0.0f32); leaves * width];
            for (row, gradient, hessian, leaf) in points.iter() {
                let cell = &mut sums[usize::from(*leaf) * width + usize::from(row[feature])];
                cell.0 += gradient;
                cell.1 += hessian;
            }
            let mut gains = vec![0.0f32; width.saturating_sub(1)];
            for leaf in sums.chunks(width) {
                let total = leaf.iter().fold((0.0, 0.0), |t, c| (t.0 + c.0, t.1 + c.1));
                let mut left = (0.0f32, 0.0f32);
                for (bin, gain) in gains.iter_mut().enumerate() {
                    left.0 += leaf[bin].0;
                    left.1 += leaf[bin].1;
                    let right = (total.0 - left.0, total.1 - left.1);
                    *gain += left.0 * left.0 / (left.1 + recipe.ridge)
                        + right.0 * right.0 / (right.1 + recipe.ridge);
                }
            }
            for (bin, gain) in gains.iter().enumerate() {
                if *gain > best.0 {
                    best = (*gain, feature, bin);
                }
            }
        }
        let (_, feature, bin) = best;
        tree.features[depth] = feature;
        tree.thresholds[depth] = bins.borders[feature].get(bin).copied().unwrap_or(0.0);
        for (row, _, _, leaf) in points.iter_mut() {
            *leaf |= u8::from(usize::from(row[feature]) > bin) << depth;
        }
    }
    let mut sums = [(0.0f32, 0.0f32); LEAVES];
    for (_, gradient, hessian, leaf) in points.iter() {
        let cell = &mut sums[usize::from(*leaf)];
        cell.0 += gradient;
        cell.1 += hessian;
    }
    for (leaf, (gradient, hessian)) in tree.leaves.iter_mut().zip(sums) {
        let value = recipe.rate * gradient / (hessian + recipe.ridge);
        *leaf = (value * 10_000.0).round() / 10_000.0;
    }
    tree
}

#[derive(Default)]
struct Scores {
    /// For each set the documents with what was chosen, for comparing by other means.
    lines: [Vec<String>; 3],
    sums: HashMap<(usize, &'static str), (Rouge, usize)>,
    same: [usize; 3],
}

impl Scores {
    fn add(&mut self, ranker: &Ranker, sample: &Sample) {
        let k = SETS[sample.set].1;
        let article = &sample.document.article;
        let summary = ranker.choose(
            article,
            &sample.document.sentences,
            &sample.entities,
            &nutgraf_analysis::summary::SummaryOptions {
                count: k,
                about: Vec::new(),
            },
        );
        let mut counter = Counter::default();
        let reference: Vec<Words> = sample
            .document
            .reference
            .iter()
            .map(|l| counter.words(l))
            .collect();
        let text = |span: &Span| span.of(&article.text).to_owned();
        let line = serde_json::json!({
            "id": sample.document.id,
            "reference": sample.document.reference,
            "ours": summary.iter().map(|s| text(&s.span)).collect::<Vec<_>>(),
            "sentences": sample.document.sentences.iter().map(text).collect::<Vec<_>>(),
        });
        self.lines[sample.set].push(line.to_string());
        let ours: Vec<Words> = summary
            .iter()
            .map(|s| counter.words(s.span.of(&article.text)))
            .collect();
        let lead: Vec<Words> = sample
            .document
            .sentences
            .iter()
            .take(k)
            .map(|s| counter.words(s.of(&article.text)))
            .collect();
        let oracle: Vec<Words> = {
            let mut order: Vec<usize> = (0..sample.target.len()).collect();
            order.sort_by(|a, b| sample.target[*b].total_cmp(&sample.target[*a]));
            order
                .iter()
                .take(k)
                .map(|at| sample.words[*at].clone())
                .collect()
        };
        let scores = [
            ("ours", compare(&ours, &reference)),
            ("lead", compare(&lead, &reference)),
            ("oracle", compare(&oracle, &sample.reference)),
        ];
        if summary.iter().map(|s| s.sentence).eq(0..k as u32) {
            self.same[sample.set] += 1;
        }
        let _ = &sample.seen;
        for (who, score) in scores {
            let cell = self.sums.entry((sample.set, who)).or_default();
            cell.0.one += score.one;
            cell.0.two += score.two;
            cell.0.long += score.long;
            cell.1 += 1;
        }
    }

    /// Writes a file a set: `PREFIX.cnndm_val500.jsonl` and so on.
    fn write(&self, prefix: &str) -> Result<()> {
        for ((name, _), lines) in SETS.iter().zip(&self.lines) {
            std::fs::write(format!("{prefix}.{name}.jsonl"), lines.join("\n"))?;
        }
        Ok(())
    }

    fn print(&self, out: &mut impl Write, title: &str) -> Result<()> {
        writeln!(out, "{title}")?;
        for (set, (name, k)) in SETS.iter().enumerate() {
            if !self.sums.contains_key(&(set, "ours")) {
                continue;
            }
            let mean = |who: &'static str| {
                let (sum, count) = self.sums.get(&(set, who)).copied().unwrap_or_default();
                let count = count.max(1) as f64 / 100.0;
                (sum.one / count, sum.two / count, sum.long / count)
            };
            let (ours, lead, oracle) = (mean("ours"), mean("lead"), mean("oracle"));
            writeln!(
                out,
                "{name:14} k={k} ours {:.2} {:.2} {:.2}  lead {:.2} {:.2} {:.2}  gain {:+.2} {:+.2} {:+.2}  labels' best {:.2} {:.2}; same as lead {}",
                ours.0,
                ours.1,
                ours.2,
                lead.0,
                lead.1,
                lead.2,
                ours.0 - lead.0,
                ours.1 - lead.1,
                ours.2 - lead.2,
                oracle.0,
                oracle.1,
                self.same[set],
            )?;
        }
        out.flush()?;
        Ok(())
    }
}
