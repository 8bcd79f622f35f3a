//! Owns: the fit of the networks that tell which words attribute speech and who is meant, and how good they are on articles apart.
//! Promises: features are classes and shapes of our own making; nothing of the articles' words is kept.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin train_quotes -- DATA/quotes/polnear_train.jsonl.gz [--write] [--test FILE]
//! ```
//! Four fifths fit, the last fifth measures; `--write` fits to all and writes `crates/nutgraf-analysis/models/speech-*.bin`.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a program that prints, with small arithmetic"
)]

mod fit;

use std::path::Path;

use anyhow::{Context as _, Result};
use nutgraf_analysis::quote::attribution::{self, Candidate, Stretch};
use nutgraf_analysis::quote::line::{Line, Phrase};
use nutgraf_analysis::quote::net::{Net, Row};
use nutgraf_analysis::quote::reading::Reading;
use nutgraf_analysis::quote::source::{self, Asked};
use nutgraf_analysis::quote::words::SpeechWords;
use nutgraf_analysis::quote::{cue, reading};
use nutgraf_eval::measure::attributions::{self, Annotated, Counts, Marked};
use nutgraf_eval::measure::own;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::rules::Rules;

/// One word that may attribute.
struct Case {
    on: Vec<u16>,
    /// Which of the article's attributions it is the word of.
    gold: Option<usize>,
    /// Touches an attribution, though another word stands for it.
    beside: bool,
    /// Features of each who may have said it, no one first, and whether each did.
    sources: Vec<(Vec<u16>, bool)>,
}

struct Document {
    cases: Vec<Case>,
    golds: usize,
    sourced: Vec<bool>,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().context("a file of annotated articles")?;
    let after = |name: &str| {
        let at = arguments.iter().position(|a| a == name)?;
        arguments.get(at + 1)
    };
    let files = nutgraf_analysis::lexicon();
    let tables = (cue::table(), SpeechWords::embedded(), Rules::new(&files));
    let all = documents(path, &tables)?;
    let test = after("--test")
        .map(|path| documents(path, &tables))
        .transpose()?;
    let split = all.len() * 4 / 5;
    let (fitting, apart) = all.split_at(split);
    coverage(&all);
    let nets = fitted(fitting);
    let limit = limit(&nets, apart);
    tell("apart", &nets, apart, limit);
    if let Some(test) = &test {
        tell("test", &nets, test, limit);
    }
    if arguments.iter().any(|a| a == "--write") {
        let mut nets = fitted(&all);
        nets.0.base -= limit;
        if let Some(test) = &test {
            tell("test, fitted to all", &nets, test, 0.0);
        }
        let models = own("crates/nutgraf-analysis/models");
        std::fs::write(models.join("speech-cues.bin"), nets.0.write())?;
        std::fs::write(models.join("speech-sources.bin"), nets.1.write())?;
    }
    Ok(())
}

fn documents(
    path: &str,
    (table, words, rules): &(
        nutgraf_analysis::summary::word_class::WordClasses,
        SpeechWords,
        Rules,
    ),
) -> Result<Vec<Document>> {
    let mut all = Vec::new();
    for one in attributions::read(Path::new(path), rules)? {
        let Annotated {
            article,
            sentences,
            marked,
        } = one?;
        let golds: Vec<Marked> = marked.into_iter().filter(|g| !g.cue.is_empty()).collect();
        let reading = Reading::new(
            &article,
            &reading::Tables {
                sentences: &sentences,
                table,
                words,
            },
        );
        all.push(document(&reading, &golds));
    }
    Ok(all)
}

fn document(reading: &Reading<'_>, golds: &[Marked]) -> Document {
    let mut cases = Vec::new();
    let mut row = Row::default();
    for line in &reading.lines {
        for stretch in attribution::stretches(line) {
            let phrases = source::phrases(line, stretch);
            for at in stretch.start..stretch.end {
                let Some(as_what) = attribution::candidate(line, at, stretch) else {
                    continue;
                };
                attribution::features(line, at, stretch, as_what, &mut row);
                let span = line.tokens[at].span;
                let gold = golds
                    .iter()
                    .position(|g| g.cue.iter().any(|c| c.overlaps(span)));
                let sources = gold.map_or_else(Vec::new, |g| {
                    sources(line, stretch, &phrases, (at, as_what), &golds[g].source)
                });
                cases.push((
                    rank(as_what),
                    Case {
                        on: row.on.clone(),
                        gold,
                        beside: false,
                        sources,
                    },
                ));
            }
        }
    }
    // Of the words of one attribution the first verb stands for it.
    for g in 0..golds.len() {
        let best = cases
            .iter()
            .enumerate()
            .filter(|(_, c)| c.1.gold == Some(g))
            .min_by_key(|(at, c)| (c.0, *at))
            .map(|(at, _)| at);
        for (at, case) in cases.iter_mut().enumerate() {
            if case.1.gold == Some(g) && Some(at) != best {
                case.1.beside = true;
            }
        }
    }
    Document {
        cases: cases.into_iter().map(|c| c.1).collect(),
        golds: golds.len(),
        sourced: golds.iter().map(|g| !g.source.is_empty()).collect(),
    }
}

fn rank(as_what: Candidate) -> u8 {
    match as_what {
        Candidate::Verb | Candidate::Source => 0,
        Candidate::Unknown => 1,
        Candidate::Noun => 2,
        Candidate::Dash | Candidate::Colon => 3,
    }
}

fn sources(
    line: &Line,
    stretch: Stretch,
    phrases: &[Phrase],
    (cue, as_what): (usize, Candidate),
    gold: &[Span],
) -> Vec<(Vec<u16>, bool)> {
    let asked = Asked {
        line,
        stretch,
        phrases,
        cue,
        as_what,
    };
    let mut row = Row::default();
    asked.features(None, &mut row);
    let mut all = vec![(row.on.clone(), false)];
    for phrase in phrases {
        if (phrase.start..phrase.head).contains(&cue) {
            continue;
        }
        asked.features(Some(*phrase), &mut row);
        let span = line.span(phrase.start, phrase.head).unwrap_or_default();
        all.push((row.on.clone(), gold.iter().any(|g| g.overlaps(span))));
    }
    if all.iter().all(|s| !s.1) {
        all[0].1 = true;
    }
    all
}

fn coverage(documents: &[Document]) {
    let golds: usize = documents.iter().map(|d| d.golds).sum();
    let reached: usize = documents
        .iter()
        .map(|d| {
            d.cases
                .iter()
                .filter(|c| c.gold.is_some() && !c.beside)
                .count()
        })
        .sum();
    let cases: usize = documents.iter().map(|d| d.cases.len()).sum();
    let (mut sourced, mut offered) = (0usize, 0usize);
    for document in documents {
        for case in document.cases.iter().filter(|c| !c.beside) {
            if !case.gold.is_some_and(|g| document.sourced[g]) {
                continue;
            }
            sourced += 1;
            offered += usize::from(!case.sources[0].1);
        }
    }
    println!(
        "{} articles, {cases} candidates, {golds} attributions, a candidate in {:.1} %, its source among the phrases in {:.1} %",
        documents.len(),
        100.0 * reached as f64 / golds as f64,
        100.0 * offered as f64 / sourced as f64,
    );
}

fn fitted(documents: &[Document]) -> (Net, Net) {
    let cues: Vec<fit::Case<'_>> = documents
        .iter()
        .flat_map(|d| &d.cases)
        .map(|c| (c.on.as_slice(), c.gold.is_some() && !c.beside))
        .collect();
    let sources: Vec<fit::Choice<'_>> = documents
        .iter()
        .flat_map(|d| &d.cases)
        .filter(|c| c.gold.is_some() && !c.beside)
        .map(|c| {
            c.sources
                .iter()
                .map(|(on, right)| (on.as_slice(), *right))
                .collect()
        })
        .collect();
    let nets = (fit::yes_or_no(&cues), fit::one_of(&sources));
    println!(
        "numbers: {} and {}",
        (nets.0.first.len() + 3) * nutgraf_analysis::quote::net::HIDDEN,
        (nets.1.first.len() + 3) * nutgraf_analysis::quote::net::HIDDEN
    );
    nets
}

fn count(nets: &(Net, Net), documents: &[Document], limit: f32) -> Counts {
    let mut counts = Counts::default();
    for document in documents {
        counts.golds += document.golds;
        counts.sourced += document.sourced.iter().filter(|s| **s).count();
        let mut seen = vec![false; document.golds];
        for case in &document.cases {
            if nets.0.score(&case.on) < limit {
                continue;
            }
            counts.ours += 1;
            let Some(gold) = case.gold else {
                // Whom we would name is not known here; most name someone.
                counts.told += 1;
                continue;
            };
            counts.true_ones += 1;
            let best = case
                .sources
                .iter()
                .enumerate()
                .map(|(at, (on, right))| (nets.1.score(on), at, *right))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let names = best.is_some_and(|b| b.1 != 0);
            counts.told += usize::from(names);
            if !seen[gold] {
                seen[gold] = true;
                counts.hit += 1;
                counts.right += usize::from(names && best.is_some_and(|b| b.2));
            }
        }
    }
    counts
}

fn limit(nets: &(Net, Net), documents: &[Document]) -> f32 {
    (-20..20)
        .map(|step| step as f32 * 0.1)
        .max_by(|a, b| {
            let f = |limit: f32| {
                let counts = count(nets, documents, limit);
                counts.cue()[2] + counts.speaker()[2]
            };
            f(*a).total_cmp(&f(*b))
        })
        .unwrap_or(0.0)
}

fn tell(name: &str, nets: &(Net, Net), documents: &[Document], limit: f32) {
    let counts = count(nets, documents, limit);
    let ([p, r, cue], [_, _, speaker]) = (counts.cue(), counts.speaker());
    println!(
        "{name}: limit {limit:.1} cue F {cue:.3} (p {p:.3} r {r:.3}) speaker F {speaker:.3}, of those found right {:.3}",
        counts.right as f64 / counts.hit as f64,
    );
}
