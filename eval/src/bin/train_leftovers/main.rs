//! Owns: the training of the judge of leftovers, and its scores on sites that it has not seen.
//! Promises: the same data gives the same weights.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin train_leftovers            # prints scores, writes nothing
//! cargo run --release -p nutgraf-eval --bin train_leftovers -- write   # also writes leftovers.txt
//! ```
//! Needs the development data (`NUTGRAF_SHARED` or `../shared`). Lines of web pages are labelled by their gold text;
//! further documents are grafted: an article's paragraphs with the head and tail of a page, or with made-up forms,
//! prompts, comments and links around them. Five folds by site; the final weights see all.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::cast_precision_loss,
    reason = "a program for developers: it reads its own files and stops when one is odd"
)]

mod graft;
mod learn;
mod page;

use nutgraf_eval::measure::own;
use nutgraf_read::model::article::Paragraph;
use nutgraf_read::text::Rules;
use nutgraf_read::text::clean::Thresholds;
use nutgraf_read::text::leftover::net::Net;
use nutgraf_read::text::leftover::{self, FIRST, SECOND};

/// A document with the truth about its lines.
pub(crate) struct Doc {
    pub site: String,
    pub title: String,
    pub lines: Vec<Paragraph>,
    /// 1 leftover, 0 article, -1 not judged.
    pub truth: Vec<i8>,
    /// Made from a page as it is (else grafted).
    pub real: bool,
}

/// A small random generator (splitmix64), so that every run gives the same weights.
pub(crate) struct Dice(pub u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.roll() % n.max(1) as u64).unwrap_or(0)
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

fn fold_of(site: &str) -> u64 {
    nutgraf_read::text::hash::stable(site.bytes()) % FOLDS
}

const FOLDS: u64 = 5;
const EPOCHS: usize = 14;

fn main() {
    let rules = Rules::new(&nutgraf_analysis::lexicon());
    let mut docs = page::docs(&rules);
    let pages = docs.len();
    docs.extend(graft::docs(&docs, 3000));
    println!(
        "{pages} documents from pages, {} grafted",
        docs.len() - pages
    );
    let rows: Vec<Vec<f32>> = docs
        .iter()
        .map(|d| rules.measure(&d.lines, &d.title))
        .collect();
    doubt(&mut docs, &rows);

    let mut scores: Vec<Vec<f32>> = docs.iter().map(|_| Vec::new()).collect();
    let mut firsts = scores.clone();
    for fold in 0..FOLDS {
        let (seen, held): (Vec<usize>, Vec<usize>) =
            (0..docs.len()).partition(|i| fold_of(&docs[*i].site) != fold);
        // The second network learns from answers of a first one that has not seen the document.
        let inner = first_answers(&docs, &rows, &seen);
        let first = learn::train(&samples(&docs, &rows, &seen), FIRST, EPOCHS);
        let second = learn::train(&second_samples(&docs, &rows, &inner, &seen), SECOND, EPOCHS);
        for i in held {
            firsts[i] = leftover::answers(&first, &rows[i]);
            scores[i] = leftover::answers_again(&second, &rows[i], &firsts[i]);
        }
        println!("fold {fold} done");
    }
    report("pages (held back)", &docs, &scores, |d| d.real);
    report("grafted (held back)", &docs, &scores, |d| !d.real);
    for limits in tried() {
        println!("{limits:?}");
        judged(
            "  pages (held back)",
            (&docs, &scores),
            &limits,
            &rules,
            |d| d.real,
        );
        judged(
            "  grafted (held back)",
            (&docs, &scores),
            &limits,
            &rules,
            |d| !d.real,
        );
    }
    if std::env::args().any(|a| a == "show") {
        show(&docs, &scores);
    }
    if std::env::args().any(|a| a == "write") {
        let all: Vec<usize> = (0..docs.len()).collect();
        let first = learn::train(&samples(&docs, &rows, &all), FIRST, EPOCHS);
        let second = learn::train(&second_samples(&docs, &rows, &firsts, &all), SECOND, EPOCHS);
        write(&first, &second);
    }
}

/// The thresholds in use, and each moved alone.
fn tried() -> [Thresholds; 14] {
    let usual = Thresholds::default();
    [
        usual,
        Thresholds { near: 0, ..usual },
        Thresholds {
            ending: 0.8,
            ..usual
        },
        Thresholds {
            ending: 0.97,
            ..usual
        },
        Thresholds {
            after: 0.5,
            ..usual
        },
        Thresholds {
            after: 0.7,
            ..usual
        },
        Thresholds {
            after: 0.8,
            ..usual
        },
        Thresholds {
            inside: 0.8,
            ..usual
        },
        Thresholds {
            inside: 0.97,
            ..usual
        },
        Thresholds {
            inside: 0.99,
            ..usual
        },
        Thresholds {
            inside_phrase: 0.8,
            ..usual
        },
        Thresholds {
            before: 0.75,
            ..usual
        },
        Thresholds {
            before: 0.9,
            ..usual
        },
        Thresholds {
            standfirst: 0.9,
            ..usual
        },
    ]
}

/// Gold texts of pages hold some of the page's clutter ("Continue reading the main story"): a short line that is made
/// of phrases is not judged when the gold calls it article.
fn doubt(docs: &mut [Doc], rows: &[Vec<f32>]) {
    const COVERED: usize = 23;
    for (doc, rows) in docs.iter_mut().zip(rows).filter(|(doc, _)| doc.real) {
        let lines = doc.lines.iter().zip(rows.chunks_exact(FIRST));
        for (truth, (line, row)) in doc.truth.iter_mut().zip(lines) {
            if *truth == 0 && row[COVERED] >= 0.6 && line.text.len() <= 60 {
                *truth = -1;
            }
        }
    }
}

/// Losing a line of an article costs more than keeping a leftover; long documents do not outvote the others.
fn weight(doc: &Doc, truth: i8) -> f32 {
    let length = (60.0 / doc.lines.len() as f32).min(1.0).sqrt();
    length * if truth == 0 { 2.5 } else { 1.0 }
}

type Sample<'a> = (std::borrow::Cow<'a, [f32]>, f32, f32);

/// Rows with truth and weight.
fn samples<'a>(docs: &[Doc], rows: &'a [Vec<f32>], which: &[usize]) -> Vec<Sample<'a>> {
    let mut made = Vec::new();
    for &i in which {
        for (row, truth) in rows[i].chunks_exact(FIRST).zip(&docs[i].truth) {
            if *truth >= 0 {
                made.push((row.into(), f32::from(*truth), weight(&docs[i], *truth)));
            }
        }
    }
    made
}

fn second_samples<'a>(
    docs: &[Doc],
    rows: &[Vec<f32>],
    firsts: &[Vec<f32>],
    which: &[usize],
) -> Vec<Sample<'a>> {
    let mut made: Vec<Sample<'a>> = Vec::new();
    for &i in which {
        let mut truths = docs[i].truth.iter();
        leftover::second_rows(&rows[i], &firsts[i], |row, around| {
            let truth = *truths.next().unwrap();
            if truth >= 0 {
                made.push((
                    [row, around].concat().into(),
                    f32::from(truth),
                    weight(&docs[i], truth),
                ));
            }
        });
    }
    made
}

/// Answers of first networks that have not seen the document, for the documents named.
fn first_answers(docs: &[Doc], rows: &[Vec<f32>], which: &[usize]) -> Vec<Vec<f32>> {
    let mut made: Vec<Vec<f32>> = docs.iter().map(|_| Vec::new()).collect();
    for part in 0..3 {
        let inner = |i: &usize| {
            nutgraf_read::text::hash::stable(format!("x{}", docs[*i].site).bytes()) % 3 == part
        };
        let (held, seen): (Vec<usize>, Vec<usize>) = which.iter().copied().partition(|i| inner(i));
        let net = learn::train(&samples(docs, rows, &seen), FIRST, EPOCHS);
        for i in held {
            made[i] = leftover::answers(&net, &rows[i]);
        }
    }
    made
}

fn report(name: &str, docs: &[Doc], scores: &[Vec<f32>], wanted: impl Fn(&Doc) -> bool) {
    for threshold in [0.5, 0.6, 0.7, 0.8, 0.9] {
        let (mut left, mut dropped, mut article, mut kept, mut words, mut kept_words) =
            (0, 0, 0, 0, 0, 0);
        for (doc, scores) in docs.iter().zip(scores).filter(|(d, _)| wanted(d)) {
            for ((truth, score), line) in doc.truth.iter().zip(scores).zip(&doc.lines) {
                let gone = *score >= threshold;
                let n = line.text.split_whitespace().count();
                match truth {
                    1 => {
                        left += 1;
                        dropped += usize::from(gone);
                    }
                    0 => {
                        article += 1;
                        kept += usize::from(!gone);
                        words += n;
                        kept_words += if gone { 0 } else { n };
                    }
                    _ => {}
                }
            }
        }
        println!(
            "{name} at {threshold}: leftovers dropped {:.2} % of {left}, article lines kept {:.2} % of {article}, words kept {:.2} %",
            100.0 * dropped as f64 / f64::from(left),
            100.0 * kept as f64 / f64::from(article),
            100.0 * kept_words as f64 / words as f64,
        );
    }
}

/// The same with the decision that cleaning makes of the scores, per line and per word.
fn judged(
    name: &str,
    (docs, scores): (&[Doc], &[Vec<f32>]),
    limits: &Thresholds,
    rules: &Rules,
    wanted: impl Fn(&Doc) -> bool,
) {
    let mut sums = [[0.0_f64; 2]; 4];
    for (doc, scores) in docs.iter().zip(scores).filter(|(d, _)| wanted(d)) {
        let title = doc.truth.iter().position(|t| *t < 0);
        let gone = nutgraf_read::text::clean::verdicts(&doc.lines, scores, title, limits, rules);
        for ((truth, gone), line) in doc.truth.iter().zip(gone).zip(&doc.lines) {
            let words = line.text.split_whitespace().count() as f64;
            let Ok(at) = usize::try_from(*truth) else {
                continue;
            };
            let right = f64::from(u8::from(gone == (*truth == 1)));
            sums[at] = [sums[at][0] + 1.0, sums[at][1] + right];
            sums[at + 2] = [sums[at + 2][0] + words, sums[at + 2][1] + right * words];
        }
    }
    let share = |at: usize| 100.0 * sums[at][1] / sums[at][0];
    println!(
        "{name}, cleaned: leftover lines dropped {:.2} % ({:.2} % of words), article lines kept {:.2} % ({:.2} % of words)",
        share(1),
        share(3),
        share(0),
        share(2)
    );
}

/// Prints wrong lines of pages, for a look.
fn show(docs: &[Doc], scores: &[Vec<f32>]) {
    for (doc, scores) in docs.iter().zip(scores) {
        for ((truth, score), line) in doc.truth.iter().zip(scores).zip(&doc.lines) {
            let wrong = (*truth == 0 && *score > 0.7) || (*truth == 1 && *score < 0.7);
            if wrong {
                let text: String = line.text.chars().take(110).collect();
                println!(
                    "{} {truth} {score:.2} {} | {text}",
                    if doc.real { "P" } else { "G" },
                    doc.site
                );
            }
        }
    }
}

fn write(first: &Net, second: &Net) {
    let head = "\
# Weights of the judge of leftovers: two networks of one hidden layer (see src/text/leftover.rs).
# Made by `cargo run --release -p nutgraf-eval --bin train_leftovers -- write`; models/leftovers.md has recipe and scores.
# Each network: its sizes, a line of weights per input, the biases, the output weights with their bias.
";
    let path = own("crates/nutgraf-read/models/leftovers.txt");
    std::fs::write(&path, format!("{head}{}{}", first.write(), second.write())).unwrap();
    println!("wrote {}", path.display());
}
