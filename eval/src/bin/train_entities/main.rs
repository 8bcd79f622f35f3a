//! Owns: the training of the recogniser on the openly licensed sets, which writes its weights (`entities.bin`).
//! Promises: the same data gives the same weights.
//!
//! ```text
//! nice cargo run --release -p nutgraf-eval --bin train_entities [-- --holdout] [--out FILE]
//! ```
//! With `--holdout` a fifth of the documents is kept from training and the scores on it are printed.

#![expect(clippy::print_stdout, reason = "a program that trains tells how")]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the arithmetic of training, on tables of known size"
)]

mod news;
mod sets;
mod wire;

use std::io::Write as _;
use std::path::PathBuf;

use nutgraf_analysis::entity::Finder;
use nutgraf_analysis::entity::cluster::Clusters;
use nutgraf_analysis::entity::feature::{BITS, COUNT, LEXICAL, SentenceFeatures};
use nutgraf_analysis::entity::lexicon::Lexicon;
use nutgraf_analysis::entity::name_mention::Label;
use nutgraf_analysis::entity::recognise::{LABELS, may_follow};
use nutgraf_analysis::entity::tokenized::TokenizedText;
use nutgraf_eval::entity::corpus::{self, Sentence};
use nutgraf_eval::entity::score;
use nutgraf_eval::measure::{data, own};
use nutgraf_read::model::span::Span;

/// How many lines in the manner of the wires are made up (`wire.rs`).
const WIRE_LINES: usize = 6000;
/// And how many in the manner of general news (`news.rs`).
const NEWS_LINES: usize = 8000;

/// The sets whose sentences are varied in the manner of the wires, and whose names fill its tables.
fn wires(set: &str) -> bool {
    matches!(set, "gmb" | "wikigold")
}

/// The sets whose works and products fill the sentences of general news.
fn names_works(set: &str) -> bool {
    matches!(set, "crossner" | "multiconer2_en")
}

/// The weights are the mean of the last rounds, as many as this.
const KEPT: usize = 5;

/// How to train; `--rounds N --rate X --decay X --forget X` try others.
#[derive(Clone, Copy, Debug)]
struct Recipe {
    rounds: usize,
    rate: f32,
    /// Pull of each weight towards nothing, at each step.
    decay: f32,
    /// How often the words themselves, and how often the lexicon, are hidden from an example.
    forget: f32,
}

impl Recipe {
    fn of(arguments: &[String]) -> Self {
        let number = |name: &str, usual: f32| {
            arguments
                .iter()
                .position(|a| a == name)
                .and_then(|at| arguments.get(at + 1))
                .and_then(|value| value.parse().ok())
                .unwrap_or(usual)
        };
        Self {
            rounds: number("--rounds", 9.0) as usize,
            rate: number("--rate", 0.12),
            decay: number("--decay", 2e-3),
            forget: number("--forget", 0.15),
        }
    }
}

/// A stretch of live tokens with its gold tags.
struct Chain {
    rows: Vec<[u32; COUNT]>,
    gold: Vec<u8>,
    weight: f32,
}

struct Model {
    weights: Vec<f32>,
    squares: Vec<f32>,
    steps: [[f32; LABELS]; LABELS],
    step_squares: [[f32; LABELS]; LABELS],
}

/// A small generator, so that a run can be repeated.
pub(crate) struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((self.roll() >> 16) % bound.max(1) as u64) as usize
    }

    fn chance(&mut self, share: f32) -> bool {
        (self.roll() >> 40) as f32 / 16_777_216.0 < share
    }
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let keep = arguments.iter().any(|a| a == "--holdout");
    let out = arguments
        .iter()
        .position(|a| a == "--out")
        .and_then(|at| arguments.get(at + 1))
        .map_or_else(
            || own("crates/nutgraf-analysis/models/entities.bin"),
            PathBuf::from,
        );
    let data = data();
    let clusters_file = std::fs::read(own("crates/nutgraf-analysis/models/clusters.bin"))?;
    let clusters = Clusters::read(&clusters_file).unwrap_or_default();
    let files = nutgraf_analysis::lexicon();
    let lexicon = Lexicon::new(&files);
    let mut chains = Vec::new();
    let mut names = wire::Names::default();
    let mut dice = Dice(0x0bad_5eed_cafe_f00d);
    for (name, weight, reading) in sets::SETS {
        let mut sentences = sets::read(&data, name, reading, &lexicon)?;
        sentences.retain(|s| !(keep && corpus::held_out(s)));
        let before = chains.len();
        if wires(name) {
            names.gather(&sentences, &lexicon);
        }
        if names_works(name) {
            names.gather_works(&sentences);
        }
        for sentence in &sentences {
            let dictionaries = (&lexicon, &clusters);
            enter(sentence, weight, dictionaries, &mut chains);
            if !wires(name) {
                continue;
            }
            let varied = match dice.below(100) {
                0..8 => wire::shouted(sentence),
                8..14 => wire::headline(sentence),
                14..20 => Some(names.dated(sentence, &mut dice)),
                _ => None,
            };
            if let Some(varied) = varied {
                enter(&varied, weight * 0.5, dictionaries, &mut chains);
            }
        }
        println!(
            "{name}: {} sentences, {} chains",
            sentences.len(),
            chains.len() - before
        );
    }
    let before = chains.len();
    for _ in 0..WIRE_LINES {
        let line = names.line(&mut dice);
        enter(&line, 0.5, (&lexicon, &clusters), &mut chains);
    }
    for _ in 0..NEWS_LINES {
        let line = names.news(&mut dice);
        enter(&line, 0.5, (&lexicon, &clusters), &mut chains);
    }
    println!("made lines: {} chains", chains.len() - before);
    let model = train(&mut chains, Recipe::of(&arguments));
    let bytes = pack(&model);
    std::fs::File::create(&out)?.write_all(&bytes)?;
    println!("wrote {} ({} bytes)", out.display(), bytes.len());
    if let Some(finder) = Finder::with_model(&files, &bytes, &clusters_file) {
        for (name, all) in [
            ("gmb", false),
            ("wikigold", false),
            ("ewt", false),
            ("crossner", false),
            ("gum_open", false),
            ("btc", false),
            ("wnut17_dev", true),
            ("re3d_train", true),
            ("re3d_train_bbc_nc", true),
        ] {
            let sentences: Vec<Sentence> =
                corpus::read(&data.join(format!("ner/{name}.jsonl.gz")))?
                    .into_iter()
                    .filter(|s| all || corpus::held_out(s))
                    .collect();
            score::report(name, &finder, &sentences, false);
        }
        let newswire = corpus::read(&own("eval/data/newswire.txt"))?;
        score::report("newswire", &finder, &newswire, false);
    }
    Ok(())
}

/// Turns a sentence into chains. Titles before names are taken out of the persons, as most sets have it.
fn enter(
    sentence: &Sentence,
    weight: f32,
    (lexicon, clusters): (&Lexicon, &Clusters),
    chains: &mut Vec<Chain>,
) {
    let whole = Span::new(0, sentence.text.len());
    let zone = TokenizedText::new(&sentence.text, &[whole], lexicon);
    let mut tags = vec![0u8; zone.tokens.len()];
    for (name, label) in &sentence.names {
        let from = zone.tokens.partition_point(|t| t.span.start < name.start);
        let to = zone.tokens.partition_point(|t| t.span.start < name.end);
        let range = if *label == Label::Person {
            zone.without_title(&(from..to))
        } else {
            from..to
        };
        let base = match label {
            Label::Person => 1,
            Label::Organization => 3,
            Label::Location => 5,
            Label::Misc => 7,
        };
        for at in range.clone() {
            tags[at] = if at == range.start { base } else { base + 1 };
        }
    }
    let mut sight = SentenceFeatures::default();
    sight.look(&zone, &(0..zone.tokens.len()), lexicon, clusters);
    let mut at = 0;
    while at < sight.len() {
        if !sight.is_live(at) {
            at += 1;
            continue;
        }
        let mut chain = Chain {
            rows: Vec::new(),
            gold: Vec::new(),
            weight,
        };
        let mut last = 0;
        while at < sight.len() && sight.is_live(at) {
            let mut tag = tags[at];
            if !may_follow(last, tag) {
                tag -= 1;
            }
            chain.rows.push(sight.rows(at));
            chain.gold.push(tag);
            last = tag;
            at += 1;
        }
        chains.push(chain);
    }
}

/// Stochastic gradient ascent (`AdaGrad`) on the conditional likelihood of the chains.
fn train(chains: &mut [Chain], recipe: Recipe) -> Model {
    let mut model = Model {
        weights: vec![0.0; (1 << BITS) * LABELS],
        squares: vec![1e-3; (1 << BITS) * LABELS],
        steps: [[0.0; LABELS]; LABELS],
        step_squares: [[1e-3; LABELS]; LABELS],
    };
    let mut sum = vec![0.0f32; model.weights.len()];
    let mut kept = 0.0f32;
    let mut dice = Dice(0x1234_5678_9abc_def1);
    for round in 0..recipe.rounds {
        for at in (1..chains.len()).rev() {
            let other = (dice.roll() % (at as u64 + 1)) as usize;
            chains.swap(at, other);
        }
        let mut loss = 0.0f64;
        for chain in chains.iter() {
            loss += f64::from(learn(&mut model, chain, &mut dice, recipe));
        }
        println!(
            "round {round}: loss {:.4} a chain",
            loss / chains.len() as f64
        );
        if round + KEPT >= recipe.rounds {
            for (s, w) in sum.iter_mut().zip(&model.weights) {
                *s += w;
            }
            kept += 1.0;
        }
    }
    for (w, s) in model.weights.iter_mut().zip(&sum) {
        *w = s / kept;
    }
    model
}

type Scores = [f32; LABELS];

/// One step on one chain; returns its loss.
#[expect(
    clippy::too_many_lines,
    reason = "the forward and backward pass read best in one piece"
)]
fn learn(model: &mut Model, chain: &Chain, dice: &mut Dice, recipe: Recipe) -> f32 {
    let length = chain.rows.len();
    let mut masks: Vec<u64> = Vec::with_capacity(length);
    let mut emit: Vec<Scores> = Vec::with_capacity(length);
    for rows in &chain.rows {
        let forget = dice.chance(recipe.forget);
        let mut mask = if forget { !0u64 << LEXICAL } else { !0u64 };
        // Names of the lexicon are not always there either.
        if dice.chance(recipe.forget) {
            mask &= !(0b11_1111u64 << 34);
        }
        let mut sum = [0.0; LABELS];
        for (at, row) in rows.iter().enumerate() {
            if mask >> at & 1 == 1 {
                let base = *row as usize * LABELS;
                for (s, w) in sum.iter_mut().zip(&model.weights[base..base + LABELS]) {
                    *s += w;
                }
            }
        }
        masks.push(mask);
        emit.push(sum);
    }
    let mut steps = [[0.0f32; LABELS]; LABELS];
    for (before, line) in steps.iter_mut().enumerate() {
        for (after, slot) in line.iter_mut().enumerate() {
            if may_follow(before as u8, after as u8) {
                *slot = model.steps[before][after].exp();
            }
        }
    }
    let psi: Vec<Scores> = emit
        .iter()
        .map(|e| {
            let most = e.iter().copied().fold(f32::MIN, f32::max);
            e.map(|x| (x - most).exp().max(1e-30))
        })
        .collect();
    let mut forward: Vec<Scores> = Vec::with_capacity(length);
    for (at, own) in psi.iter().enumerate() {
        let mut line = [0.0; LABELS];
        for (after, slot) in line.iter_mut().enumerate() {
            let sum: f32 = if at == 0 {
                steps[0][after]
            } else {
                (0..LABELS)
                    .map(|before| forward[at - 1][before] * steps[before][after])
                    .sum()
            };
            *slot = sum * own[after];
        }
        let total: f32 = line.iter().sum::<f32>().max(1e-30);
        forward.push(line.map(|x| x / total));
    }
    let mut backward = vec![[1.0f32; LABELS]; length];
    for at in (0..length.saturating_sub(1)).rev() {
        let mut line = [0.0; LABELS];
        for (before, slot) in line.iter_mut().enumerate() {
            *slot = (0..LABELS)
                .map(|after| steps[before][after] * psi[at + 1][after] * backward[at + 1][after])
                .sum();
        }
        let total: f32 = line.iter().sum::<f32>().max(1e-30);
        backward[at] = line.map(|x| x / total);
    }
    let mut loss = 0.0;
    for at in 0..length {
        let mut share: Scores = std::array::from_fn(|l| forward[at][l] * backward[at][l]);
        let total: f32 = share.iter().sum::<f32>().max(1e-30);
        share = share.map(|x| x / total);
        let gold = usize::from(chain.gold[at]);
        loss -= share[gold].max(1e-9).ln();
        let mut slope = share.map(|x| -x * chain.weight);
        slope[gold] += chain.weight;
        if slope.iter().all(|g| g.abs() < 1e-3) {
            continue;
        }
        for (feature, row) in chain.rows[at].iter().enumerate() {
            if masks[at] >> feature & 1 == 0 {
                continue;
            }
            let base = *row as usize * LABELS;
            for (label, g) in slope.iter().enumerate() {
                let weight = &mut model.weights[base + label];
                let square = &mut model.squares[base + label];
                let g = g - recipe.decay * *weight;
                *square += g * g;
                *weight += recipe.rate * g / square.sqrt();
            }
        }
        for before in 0..LABELS {
            for after in 0..LABELS {
                if steps[before][after] == 0.0 {
                    continue;
                }
                let from = if at == 0 {
                    f32::from(u8::from(before == 0))
                } else {
                    forward[at - 1][before]
                };
                let pair = from * steps[before][after] * psi[at][after] * backward[at][after];
                let norm: f32 = total_of_pairs(&steps, at, &forward, &psi, &backward);
                let mut g = -pair / norm * chain.weight;
                let gold_before = if at == 0 {
                    0
                } else {
                    usize::from(chain.gold[at - 1])
                };
                if gold_before == before && gold == after {
                    g += chain.weight;
                }
                let square = &mut model.step_squares[before][after];
                *square += g * g;
                model.steps[before][after] += recipe.rate * g / square.sqrt();
            }
        }
    }
    loss
}

fn total_of_pairs(
    steps: &[[f32; LABELS]; LABELS],
    at: usize,
    forward: &[Scores],
    psi: &[Scores],
    backward: &[Scores],
) -> f32 {
    let mut sum = 0.0;
    for before in 0..LABELS {
        let from = if at == 0 {
            f32::from(u8::from(before == 0))
        } else {
            forward[at - 1][before]
        };
        for after in 0..LABELS {
            sum += from * steps[before][after] * psi[at][after] * backward[at][after];
        }
    }
    sum.max(1e-30)
}

/// Eight bits a weight; the scale is such that few weights are cut.
fn pack(model: &Model) -> Vec<u8> {
    let mut sizes: Vec<f32> = model
        .weights
        .iter()
        .map(|w| w.abs())
        .filter(|w| *w > 1e-4)
        .collect();
    sizes.sort_by(f32::total_cmp);
    let most = sizes
        .get(sizes.len().saturating_sub(1 + sizes.len() / 5000))
        .copied()
        .unwrap_or(1.0);
    let scale = 127.0 / most;
    println!("{} weights, scale {scale:.1}", sizes.len());
    let mut bytes = Vec::new();
    for line in &model.steps {
        for step in line {
            bytes.extend(((step * scale).clamp(-32000.0, 32000.0).round() as i16).to_le_bytes());
        }
    }
    for weight in &model.weights {
        bytes.push((weight * scale).clamp(-127.0, 127.0).round() as i8 as u8);
    }
    bytes
}
