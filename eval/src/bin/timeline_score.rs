//! Owns: how good timelines are (`nutgraf_analysis::timeline`): the right days, and what they tell, against timelines that
//! journalists wrote.
//! Promises: every run gives the same figures.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin timeline_score
//! ```
//! Needs the development data (`NUTGRAF_SHARED` or `../shared`). N days and K lines as in the gold. `span` is the date F1
//! where only days between the first and the last one of the gold may be chosen, as published systems are measured.
//! `../shared/tools/news_score.py` measures the same through the command line, and the words with it.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a program for developers: it reads its own files and stops when one is odd"
)]

use std::collections::{BTreeMap, BTreeSet};

use nutgraf_analysis::timeline::{DatedArticle, Source, nearness, timeline, weigh};
use nutgraf_eval::measure::aligned::{Told, aligned};
use nutgraf_eval::measure::records;
use nutgraf_eval::measure::rouge::Counter;
use nutgraf_read::Options;
use nutgraf_read::date::calendar::Calendar;
use nutgraf_read::date::mention;
use nutgraf_read::model::article::{Article, Format};
use nutgraf_read::model::dated::{DatedSentence, Precision};
use nutgraf_read::model::moment::{Day, Moment};
use nutgraf_read::model::span::Span;
use serde_json::{Value, json};

type Held = (Article, Vec<Span>, Vec<DatedSentence>);

fn hold(record: &Value, options: &Options) -> Option<Held> {
    let sentences: Vec<&str> = record["sentences"]
        .as_array()?
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let line =
        json!({"id": record["id"], "published": record["date"], "text": sentences.join("\n\n")});
    let article = nutgraf_read::read(line.to_string().as_bytes(), options).pop()?;
    let spans = nutgraf_read::text::sentences(&article.text, &article.blocks, &options.rules);
    let days = mention::dated_sentences(&mention::in_article(&article, &spans));
    Some((article, spans, days))
}

fn gold(record: &Value) -> (Told, usize) {
    let mut lines = 0;
    let mut told = Told::new();
    for row in record["timeline"].as_array().unwrap() {
        let Some(Calendar::Day(day)) = Calendar::read(row[0].as_str().unwrap()) else {
            continue;
        };
        let sentences: Vec<&str> = row[1]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        lines += sentences.len();
        told.insert(
            day.number().unwrap(),
            sentences.into_iter().map(str::to_owned).collect(),
        );
    }
    let each = (lines as f64 / told.len().max(1) as f64).round().max(1.0);
    (told, format!("{each:.0}").parse().unwrap())
}

fn f1(hits: usize, found: usize, wanted: usize) -> f64 {
    2.0 * hits as f64 / (found + wanted).max(1) as f64
}

fn main() {
    let options = Options::default().with_format(Format::Jsonl);
    let mut corpora: BTreeMap<String, Vec<Held>> = BTreeMap::new();
    for record in records("stories/t17_articles") {
        let corpus = record["corpus"].as_str().unwrap().to_owned();
        corpora
            .entry(corpus)
            .or_default()
            .extend(hold(&record, &options));
    }
    let mut counter = Counter::default();
    let mut sums = [0.0; 4];
    let mut timelines = 0;
    for record in records("stories/t17_gold") {
        let corpus = record["corpus"].as_str().unwrap();
        let (wanted, lines) = gold(&record);
        let held = &corpora[corpus];
        let sources: Vec<Source<'_>> = held
            .iter()
            .map(|(article, sentences, days)| Source {
                published: article.meta.local().and_then(Moment::day),
                text: &article.text,
                sentences,
                days,
            })
            .collect();
        let made = timeline(&sources, Some(wanted.len()), lines);
        let told: Told = made
            .iter()
            .map(|day| {
                let texts = day
                    .lines
                    .iter()
                    .map(|line| line.span.of(sources[line.article].text));
                (
                    day.day.number().unwrap(),
                    texts.map(str::to_owned).collect(),
                )
            })
            .collect();
        let hits = told.keys().filter(|day| wanted.contains_key(day)).count();
        let date = f1(hits, told.len(), wanted.len());
        let span = within(&sources, &wanted);
        let [one, two] = aligned(&told, &wanted, &mut counter);
        println!(
            "{corpus:24} {:3} days  date F1 {date:.3}  span {span:.3}  align R1 {one:.4}  R2 {two:.4}",
            wanted.len()
        );
        for (sum, value) in sums.iter_mut().zip([date, span, one, two]) {
            *sum += value;
        }
        timelines += 1;
    }
    let mean = sums.map(|sum| sum / f64::from(timelines));
    println!(
        "{timelines} timelines: date F1 {:.3}  span {:.3}  align R1 {:.4}  R2 {:.4}",
        mean[0], mean[1], mean[2], mean[3]
    );
}

/// Date F1 where only days within the gold's time may be chosen.
fn within(sources: &[Source<'_>], wanted: &Told) -> f64 {
    let dated: Vec<DatedArticle<'_>> = sources
        .iter()
        .zip(nearness(sources))
        .map(|(source, weight)| DatedArticle {
            published: source.published,
            days: source.days,
            weight,
        })
        .collect();
    let (first, last) = (wanted.keys().min().copied(), wanted.keys().max().copied());
    let inside = |day: Day| {
        let number = day.number();
        number >= first && number <= last
    };
    let chosen: BTreeSet<i32> = weigh(&dated)
        .into_iter()
        .filter(|day| day.precision == Precision::Day && inside(day.day))
        .take(wanted.len())
        .filter_map(|day| day.day.number())
        .collect();
    let hits = chosen.iter().filter(|day| wanted.contains_key(day)).count();
    f1(hits, chosen.len(), wanted.len())
}
