//! Owns: how well a brief tells what is new on a day (`brief::Chooser` with what was told before), against what three people
//! wrote down as new, beside a chooser that takes the sentences nearest to what all of the day's articles are about.
//! Promises: both choose from the same articles, in so many words, in one run; every run gives the same figures.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin update_score -- [words N] [show N]
//! ```
//! Needs the development data (`NUTGRAF_SHARED` or `../shared`): the articles of four long stories by their days, and the
//! updates. A day's articles are those of it and of the day after.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::unwrap_used,
    reason = "a program for developers: it reads its own files and stops when one is odd"
)]

use std::collections::{BTreeMap, HashMap};

use nutgraf_analysis::Analyst;
use nutgraf_analysis::brief::Chooser;
use nutgraf_analysis::brief::told::Told;
use nutgraf_eval::measure::briefs::{self, Read};
use nutgraf_eval::measure::records;
use nutgraf_eval::measure::rouge::{Counter, Rouge, compare};
use nutgraf_read::Options;
use nutgraf_read::date::calendar::Calendar;
use nutgraf_read::model::article::Format;
use nutgraf_read::model::moment::{Day, Moment};
use serde_json::{Value, json};

/// The stories: as the updates name them, and as the articles do.
const STORIES: [(&str, &str); 4] = [
    ("bp_oil_spill", "bpoil"),
    ("financial_crisis", "Finan"),
    ("swine_flu", "H1N1"),
    ("haitian_earthquake", "haiti"),
];
/// Articles of a day.
const ARTICLES: usize = 24;

fn number(record: &Value) -> i32 {
    let Some(Calendar::Day(day)) = Calendar::read(record["date"].as_str().unwrap()) else {
        panic!("a day is a day");
    };
    Day::number(day).unwrap()
}

fn read(analyst: &Analyst, options: &Options, record: &Value) -> Option<Read> {
    let all = record["sentences"].as_array()?.iter();
    let text: Vec<&str> = all.filter_map(Value::as_str).collect();
    let line = json!({"id": record["id"], "published": record["date"], "text": text.join("\n\n")});
    briefs::read(analyst, options, &line)
}

/// The sentences nearest to the centroid of all, as many as fit.
fn nearest(articles: &[Read], words: usize) -> Vec<String> {
    let terms = |text: &str| -> Vec<String> {
        let low = text.to_lowercase();
        let all = low.split(|c: char| !c.is_alphanumeric());
        all.filter(|word| word.len() > 3)
            .map(str::to_owned)
            .collect()
    };
    let mut frequencies: HashMap<String, f64> = HashMap::new();
    for (article, _) in articles {
        let mut own = terms(&article.text);
        own.sort();
        own.dedup();
        for term in own {
            *frequencies.entry(term).or_default() += 1.0;
        }
    }
    let all = articles.len() as f64;
    let weighed = |text: &str| -> HashMap<String, f64> {
        let mut counts: HashMap<String, f64> = HashMap::new();
        for term in terms(text) {
            let weight = (1.0 + all / frequencies.get(&term).copied().unwrap_or(1.0)).ln();
            *counts.entry(term).or_default() += weight;
        }
        counts
    };
    let mut centroid: HashMap<String, f64> = HashMap::new();
    let mut told = Vec::new();
    for (article, analysis) in articles {
        for span in &analysis.sentences {
            let text = span.of(&article.text);
            let vector = weighed(text);
            for (term, weight) in &vector {
                *centroid.entry(term.clone()).or_default() += weight;
            }
            if (7..=60).contains(&text.split_whitespace().count()) {
                told.push((text.to_owned(), vector));
            }
        }
    }
    let mut order: Vec<(f64, &String)> = told
        .iter()
        .map(|(text, vector)| {
            let shared = vector.iter();
            let dot: f64 = shared.map(|(term, weight)| weight * centroid[term]).sum();
            let norm: f64 = vector.values().map(|weight| weight * weight).sum();
            (dot / norm.sqrt().max(1e-9), text)
        })
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let (mut left, mut chosen) = (words, Vec::new());
    for (_, text) in order {
        let length = text.split_whitespace().count();
        if length <= left {
            left -= length;
            chosen.push(text.clone());
        }
    }
    chosen
}

/// Against each of what people wrote, on average.
fn score(counter: &mut Counter, lines: &[String], people: &[&str]) -> Rouge {
    let own = counter.words(&lines.join(" "));
    let mut sum = Rouge::default();
    for wanted in people {
        let wanted = counter.words(wanted);
        let one = compare(std::slice::from_ref(&own), &[wanted]);
        sum.one += one.one / people.len() as f64;
        sum.two += one.two / people.len() as f64;
    }
    sum
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number_of = |name: &str, otherwise: usize| {
        let at = args.iter().position(|arg| arg == name);
        at.and_then(|at| args.get(at + 1)?.parse().ok())
            .unwrap_or(otherwise)
    };
    let (words, show) = (number_of("words", 70), number_of("show", 0));
    let analyst = Analyst::embedded();
    let options = Options::default().with_format(Format::Jsonl);
    let mut articles: HashMap<(String, i32), Vec<Value>> = HashMap::new();
    for record in records("stories/t17_articles") {
        let topic = record["topic"].as_str().unwrap().to_owned();
        articles
            .entry((topic, number(&record)))
            .or_default()
            .push(record);
    }
    let updates = records("stories/updates_background");
    let chooser = Chooser::default();
    let mut counter = Counter::default();
    let (mut days, mut ours, mut theirs) = (0_usize, Rouge::default(), Rouge::default());
    for (event, topic) in STORIES {
        let of_it = updates.iter().filter(|record| record["event"] == event);
        let by_day: BTreeMap<i32, &Value> = of_it.map(|record| (number(record), record)).collect();
        let mut told: Vec<String> = Vec::new();
        for (day, record) in by_day {
            let both = [day, day + 1].into_iter();
            let found = both
                .filter_map(|day| articles.get(&(topic.to_owned(), day)))
                .flatten();
            let read: Vec<Read> = found
                .take(ARTICLES)
                .filter_map(|record| read(&analyst, &options, record))
                .collect();
            if read.len() < 2 {
                continue;
            }
            let people = record["updates"].as_array().unwrap().iter();
            let people: Vec<&str> = people
                .filter_map(Value::as_str)
                .filter(|text| !text.trim().is_empty())
                .collect();
            let group = briefs::group(&read, |article| article.meta.published.or(Some(Moment(0))));
            let before: Vec<&str> = told.iter().map(String::as_str).collect();
            let known: Told = chooser.remember(&before);
            let chosen = chooser.choose(std::slice::from_ref(&group), words, &known);
            let lines: Vec<String> = chosen
                .iter()
                .flatten()
                .map(|line| line.span.of(&read[line.article].0.text).to_owned())
                .collect();
            let cosine = nearest(&read, words);
            for (sum, lines) in [(&mut ours, &lines), (&mut theirs, &cosine)] {
                let score = score(&mut counter, lines, &people);
                sum.one += score.one;
                sum.two += score.two;
            }
            days += 1;
            if days <= show {
                println!(
                    "{event} {day}\n  {}\n  wanted: {}",
                    lines.join("\n  "),
                    people.join("\n  wanted: ")
                );
            }
            told.extend(lines);
        }
    }
    let all = days as f64;
    for (name, sum) in [("brief", ours), ("nearest to the centroid", theirs)] {
        let (one, two) = (sum.one / all, sum.two / all);
        println!("{name}: {days} days, ROUGE-1 {one:.4} ROUGE-2 {two:.4}");
    }
}
