//! Owns: how well a brief's lines (`brief::Chooser`) tell what several reports say, against a neutral editor's summary.
//! Promises: the measures of `news_score.py briefs`, without a library; every run gives the same figures.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin brief_score -- [every N] [from N] [words N] [show N] [WEIGHT=VALUE…]
//! ```
//! Needs the development data (`NUTGRAF_SHARED` or `../shared`).

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::unwrap_used,
    reason = "a program for developers: it reads its own files and stops when one is odd"
)]

use nutgraf_analysis::Analyst;
use nutgraf_analysis::brief::told::Told;
use nutgraf_analysis::brief::{Chooser, Weights};
use nutgraf_eval::measure::briefs::{self, Read};
use nutgraf_eval::measure::records;
use nutgraf_eval::measure::rouge::{Counter, Rouge, compare};
use nutgraf_read::Options;
use nutgraf_read::model::article::Format;
use serde_json::{Value, json};

/// Three reports with their reference.
struct Cluster {
    articles: Vec<Read>,
    wanted: String,
}

fn cluster(analyst: &Analyst, record: &Value) -> Cluster {
    let options = Options::default().with_format(Format::Jsonl);
    let mut articles = Vec::new();
    for (at, one) in record["docs"].as_array().unwrap().iter().enumerate() {
        let line = json!({"id": at.to_string(), "title": one["title"].as_str().unwrap_or(""),
            "source": format!("source {at}"), "text": one["text"]});
        articles.extend(briefs::read(analyst, &options, &line));
    }
    Cluster {
        articles,
        wanted: record["summary"].as_str().unwrap().to_owned(),
    }
}

fn number(args: &[String], name: &str, otherwise: usize) -> usize {
    let at = args.iter().position(|arg| arg == name);
    at.and_then(|at| args.get(at + 1)?.parse().ok())
        .unwrap_or(otherwise)
}

fn weights(args: &[String]) -> Weights {
    let mut weights = Weights::default();
    for (name, value) in args.iter().filter_map(|arg| arg.split_once('=')) {
        let place = match name {
            "single" => &mut weights.single,
            "small" => &mut weights.small,
            "origins" => &mut weights.origins,
            "headline" => &mut weights.headline,
            "early" => &mut weights.early,
            "depth" => &mut weights.depth,
            "least" => &mut weights.least,
            "leans" => &mut weights.leans,
            "length" => &mut weights.length,
            "old" => &mut weights.old,
            "outdated" => &mut weights.outdated,
            other => panic!("no weight {other}"),
        };
        *place = value.parse().unwrap();
    }
    weights
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (every, words) = (number(&args, "every", 10), number(&args, "words", 80));
    // What is tuned on other rows than the first of each ten is reported on those.
    let (show, from) = (number(&args, "show", 0), number(&args, "from", 0));
    let analyst = Analyst::embedded();
    let records = records("stories/mds_neus");
    let clusters: Vec<Cluster> = records
        .iter()
        .skip(from)
        .step_by(every)
        .map(|record| cluster(&analyst, record))
        .collect();
    // Several settings, divided by a slash, are measured over articles that are read once.
    for setting in args.split(|arg| arg == "/") {
        let chooser = Chooser::with(weights(setting));
        let mut counter = Counter::default();
        let (mut sum, mut lines, mut length) = (Rouge::default(), 0, 0);
        for (at, cluster) in clusters.iter().enumerate() {
            let group = briefs::group(&cluster.articles, |_| None);
            let chosen = chooser.choose(std::slice::from_ref(&group), words, &Told::default());
            let texts: Vec<&str> = chosen
                .iter()
                .flatten()
                .map(|line| line.span.of(&cluster.articles[line.article].0.text))
                .collect();
            let text = texts.join(" ");
            let score = compare(&[counter.words(&text)], &[counter.words(&cluster.wanted)]);
            sum.one += score.one;
            sum.two += score.two;
            lines += texts.len();
            length += text.split_whitespace().count();
            if at < show {
                println!(
                    "{:.3} {:.3}\n  {}\n  wanted: {}",
                    score.one,
                    score.two,
                    texts.join("\n  "),
                    cluster.wanted
                );
            }
        }
        let all = clusters.len() as f64;
        println!(
            "{}: {} clusters, ROUGE-1 {:.4} ROUGE-2 {:.4}, {:.1} lines and {:.0} words each",
            setting.join(" "),
            clusters.len(),
            sum.one / all,
            sum.two / all,
            f64::from(u32::try_from(lines).unwrap()) / all,
            length as f64 / all,
        );
    }
}
