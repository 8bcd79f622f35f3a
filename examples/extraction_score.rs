//! Prints how well the text of articles is found in pages: `cargo run --release --example extraction_score -- FILE.jsonl.gz [peer]`.
//!
//! A record is `{"id", "url"?, "html", "gold": {"text"?, "title"?, "author"?, "date"?, "with"?, "without"?}}`. Text is
//! compared by word 4-grams, each page counting the same: precision and recall are averaged over pages, F1 is of the
//! averages, as in the public article-extraction benchmark. Snippets: share of `with` found and `without` absent.
//!
//! `--even` and `--odd` take half of the pages (by a hash of the id), `--worst N` names the worst, `--show ID` prints
//! what is missing and what is too much, `--meta` prints wrong titles, authors and dates.

#![expect(
    clippy::print_stdout,
    reason = "a measuring tool prints its measurements"
)]
#![expect(clippy::disallowed_methods, reason = "it measures time")]
#![expect(clippy::cast_precision_loss, reason = "counts are small")]

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use nutgraf::ingest;
use nutgraf::model::article::{BlockKind, Draft};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut wishes = Wishes::default();
    let mut files = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--even" => wishes.half = Some(0),
            "--odd" => wishes.half = Some(1),
            "--meta" => wishes.meta = true,
            "--no-captions" => wishes.no_captions = true,
            "--worst" => wishes.worst = arguments.next().unwrap_or_default().parse()?,
            "--show" => wishes.show = arguments.next(),
            _ => files.push(argument),
        }
    }
    if files.is_empty() {
        return Err("usage: extraction_score FILE.jsonl.gz … [--even|--odd] [--worst N] [--show ID] [--meta]".into());
    }
    for file in files {
        score(&file, &wishes)?;
    }
    Ok(())
}

#[derive(Default)]
struct Wishes {
    half: Option<u64>,
    worst: usize,
    show: Option<String>,
    meta: bool,
    no_captions: bool,
}

#[derive(Default)]
struct Tally {
    pages: usize,
    precision: Vec<f64>,
    recall: Vec<f64>,
    snippets: (usize, usize, usize, usize),
    titles: (usize, usize),
    authors: (usize, usize),
    dates: (usize, usize),
    bytes: usize,
    time: Duration,
    ranked: Vec<(f64, String)>,
}

fn score(path: &str, wishes: &Wishes) -> Result<(), Box<dyn Error>> {
    let mut tally = Tally::default();
    for line in BufReader::new(GzDecoder::new(File::open(path)?)).lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let id = record["id"].as_str().unwrap_or_default();
        if wishes.half.is_some_and(|half| hash(id) % 2 != half) {
            continue;
        }
        if wishes
            .show
            .as_ref()
            .is_some_and(|wanted| !id.contains(wanted.as_str()))
        {
            continue;
        }
        let html = record["html"].as_str().unwrap_or_default();
        let url = record["url"].as_str().unwrap_or_default();
        let begun = Instant::now();
        let draft = ingest::html::page(html, url);
        tally.time += begun.elapsed();
        tally.bytes += html.len();
        tally.pages += 1;
        page(&mut tally, id, &draft, &record["gold"], wishes);
    }
    tally.print(path, wishes);
    Ok(())
}

fn page(tally: &mut Tally, id: &str, draft: &Draft, gold: &Value, wishes: &Wishes) {
    let text = draft
        .blocks
        .iter()
        .filter(|b| !wishes.no_captions || b.kind != BlockKind::Caption)
        .map(|b| b.text.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    let mut f1 = 1.0;
    if let Some(want) = gold["text"].as_str().filter(|t| !t.trim().is_empty()) {
        let (precision, recall) = overlap(want, &text);
        tally.precision.extend(precision);
        tally.recall.extend(recall);
        let (p, r) = (precision.unwrap_or(0.0), recall.unwrap_or(0.0));
        f1 = 2.0 * p * r / (p + r).max(1e-9);
        tally.ranked.push((f1, format!("{id} P {p:.3} R {r:.3}")));
    }
    let squeezed = squeeze(&text);
    let snippets = |name: &str| -> Vec<String> {
        let list = gold[name].as_array();
        list.into_iter()
            .flatten()
            .filter_map(|s| s.as_str().map(squeeze))
            .collect()
    };
    let (with, without) = (snippets("with"), snippets("without"));
    if !with.is_empty() || !without.is_empty() {
        let missing: Vec<&String> = with.iter().filter(|s| !squeezed.contains(*s)).collect();
        let extra: Vec<&String> = without.iter().filter(|s| squeezed.contains(*s)).collect();
        let s = &mut tally.snippets;
        *s = (
            s.0 + with.len() - missing.len(),
            s.1 + with.len(),
            s.2 + without.len() - extra.len(),
            s.3 + without.len(),
        );
        let wrong = missing.len() + extra.len();
        f1 = 1.0 - wrong as f64 / (with.len() + without.len()) as f64;
        if wrong > 0 {
            tally
                .ranked
                .push((f1, format!("{id} missing {missing:?} extra {extra:?}")));
        }
    }
    metadata(tally, id, draft, gold, wishes);
    if wishes.show.is_some() {
        show(draft, &text, gold["text"].as_str().unwrap_or_default());
        println!("== {id} F1 {f1:.3}");
    }
}

fn metadata(tally: &mut Tally, id: &str, draft: &Draft, gold: &Value, wishes: &Wishes) {
    let mut check = |name: &str, got: &str, same: &dyn Fn(&str, &str) -> bool| {
        let Some(want) = gold[name].as_str().map(str::trim).filter(|w| !w.is_empty()) else {
            return;
        };
        let right = same(want, got);
        let count = match name {
            "title" => &mut tally.titles,
            "author" => &mut tally.authors,
            _ => &mut tally.dates,
        };
        count.0 += usize::from(right);
        count.1 += 1;
        if wishes.meta && !right {
            println!("{name}: {id}\n    want {want:?}\n    got  {got:?}");
        }
    };
    let meta = &draft.meta;
    check("title", &meta.title, &|want, got| loose(want) == loose(got));
    check(
        "author",
        meta.byline.as_deref().unwrap_or(""),
        &same_authors,
    );
    let date = meta.published.map(|m| m.to_string()).unwrap_or_default();
    check("date", &date, &|want, got| same_day(want, got));
}

fn show(draft: &Draft, text: &str, gold: &str) {
    let (squeezed, wanted) = (squeeze(text), squeeze(gold));
    for block in &draft.blocks {
        let mark = if wanted.contains(&squeeze(&block.text)) {
            ' '
        } else {
            '+'
        };
        println!("{mark} {:?}: {}", block.kind, block.text);
    }
    for line in gold.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if !squeezed.contains(&squeeze(line)) {
            println!("- {line}");
        }
    }
    for dropped in &draft.dropped {
        println!(
            "    {} {:?}",
            dropped.reason.name(),
            dropped.span.of(&draft.raw)
        );
    }
    println!("meta: {:?}", draft.meta);
}

impl Tally {
    fn print(mut self, path: &str, wishes: &Wishes) {
        let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len().max(1) as f64;
        let name = path.rsplit('/').next().unwrap_or(path);
        print!("{name}: {} pages", self.pages);
        if !self.precision.is_empty() {
            let (p, r) = (mean(&self.precision), mean(&self.recall));
            print!(
                "  F1 {:.4} (P {p:.4} R {r:.4})",
                2.0 * p * r / (p + r).max(1e-9)
            );
        }
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        let (have, of, gone, of_gone) = self.snippets;
        if of + of_gone > 0 {
            let (p, r) = (share(gone, of_gone), share(have, of));
            print!(
                "  snippets kept {have}/{of} ({r:.3}) left out {gone}/{of_gone} ({p:.3}) both {:.4}",
                share(have + gone, of + of_gone)
            );
        }
        for (what, (right, all)) in [
            ("titles", self.titles),
            ("authors", self.authors),
            ("dates", self.dates),
        ] {
            if all > 0 {
                print!("  {what} {right}/{all} ({:.3})", share(right, all));
            }
        }
        println!(
            "  {:.1} MB/s",
            self.bytes as f64 / 1e6 / self.time.as_secs_f64()
        );
        self.ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (f1, page) in self.ranked.iter().take(wishes.worst) {
            println!("  {f1:.3} {page}");
        }
    }
}

/// Precision and recall of the word 4-grams of a page; `None` where there is nothing to divide by.
fn overlap(want: &str, got: &str) -> (Option<f64>, Option<f64>) {
    let (want, got) = (grams(want), grams(got));
    let hits: usize = want
        .iter()
        .map(|(gram, n)| *n.min(got.get(gram).unwrap_or(&0)))
        .sum();
    let (wanted, given): (usize, usize) = (want.values().sum(), got.values().sum());
    let share = |n: usize| (n > 0).then(|| hits as f64 / n as f64);
    (share(given), share(wanted))
}

fn grams(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|w| !w.is_empty())
        .collect();
    let mut counts = HashMap::new();
    if words.len() < 4 {
        if !words.is_empty() {
            counts.insert(words, 1);
        }
        return counts;
    }
    for gram in words.windows(4) {
        *counts.entry(gram.to_vec()).or_default() += 1;
    }
    counts
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Letters and digits only, in lower case: quotation marks and dashes differ by taste.
fn loose(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn same_authors(want: &str, got: &str) -> bool {
    let names = |text: &str| {
        let mut names: Vec<String> = text
            .replace(" and ", ",")
            .split([',', ';', '|'])
            .map(loose)
            .filter(|n| !n.is_empty())
            .collect();
        names.sort();
        names
    };
    names(want) == names(got)
}

fn same_day(want: &str, got: &str) -> bool {
    // A page that gives a zone may fall on another day in UTC; the day as written and the day in UTC both count.
    let utc = ingest::date::parse(want).map(|m| m.to_string());
    let day = |text: &str| text.get(..10).map(str::to_owned);
    day(got).is_some() && (day(want) == day(got) || utc.as_deref().and_then(day) == day(got))
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    }) >> 7
}
