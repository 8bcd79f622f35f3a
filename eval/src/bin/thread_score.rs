//! Owns: how articles are put into stories (`story::Threader`), measured against people's clusters; how much the order of
//! arrival matters, and what it costs.
//! Promises: the measures of `news_score.py`; every run gives the same figures, times aside.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin thread_score -- [--show N | --pairs FILE] [SET…]
//! ```
//! Without a set all of them. `--show N` prints the N largest stories of two weeks of news; `--pairs FILE` writes what pairs
//! of articles have in common, for `eval/peers/train_threads.py`. `labelled` is the stream as we judged it.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a program for developers that measures time"
)]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

use nutgraf_analysis::Analyst;
use nutgraf_analysis::story::likeness::{Compared, Weighted};
use nutgraf_analysis::story::{Frequencies, Threader};
use nutgraf_eval::measure::labelled::{Window, windows};
use nutgraf_eval::measure::threads::{Threaded, agreement, f1, largest, read};
use nutgraf_read::Options;
use nutgraf_read::text::hash;

/// The sets, and every how many articles of a large one.
const SETS: [(&str, usize); 5] = [
    ("threads_allsides", 1),
    ("threads_ecbplus", 1),
    ("threads_basil", 1),
    ("duc_task5", 1),
    ("threads_uci_titles", 4),
];
/// The stream of which nobody said what tells of the same, by which the order of arrival is measured, too; and since when.
const STREAM: (&str, &str) = ("load/aggregator", "2026-03-01");

/// Puts a set into stories, so many articles at once, in this order.
fn threaded(set: &[Threaded], order: &[usize], piece: usize) -> Vec<u32> {
    let mut threader = Threader::default();
    for batch in order.chunks(piece) {
        threader.place(batch.iter().map(|at| set[*at].item.clone()).collect());
    }
    let story = |t: &Threaded| threader.story_of(t.item.article).unwrap_or(t.item.article);
    set.iter().map(story).collect()
}

/// The order in which articles come when those of one `span` of seconds are shuffled.
fn shuffled(set: &[Threaded], span: i64, seed: u32) -> Vec<usize> {
    let mut order: Vec<usize> = (0..set.len()).collect();
    order.sort_by_key(|at| {
        let item = &set[*at].item;
        let hour = item.published.map_or(0, |moment| moment.0 / span);
        (hour, hash::stable(format!("{seed} {at}").bytes()))
    });
    order
}

fn measure(name: &str, set: &[Threaded]) {
    let order: Vec<usize> = (0..set.len()).collect();
    let start = Instant::now();
    let found = threaded(set, &order, usize::MAX);
    let each = start.elapsed().as_secs_f64() * 1e6 / set.len() as f64;
    let gold: Vec<&str> = set.iter().map(|t| t.gold.as_str()).collect();
    let judged = |found: &[u32]| {
        if gold.iter().all(|gold| gold.is_empty()) {
            return String::new();
        }
        let a = agreement(found, &gold);
        let ((bp, br), (pp, pr)) = (a.bcubed, a.pairs);
        let (b, p) = (f1(a.bcubed), f1(a.pairs));
        format!("BCubed {bp:.3}/{br:.3} F {b:.3}   pairs {pp:.3}/{pr:.3} F {p:.3}   ")
    };
    let stories: BTreeSet<u32> = found.iter().copied().collect();
    println!(
        "{name:20} {}{} articles, {} stories, {each:.0} µs an article",
        judged(&found),
        set.len(),
        stories.len(),
    );
    for (how, span, piece) in [
        ("one by one", 3600, 1),
        ("by ten", 3600, 10),
        ("by 256", 3600, 256),
        ("by ten, any order", i64::MAX, 10),
    ] {
        let start = Instant::now();
        let runs = [1, 2, 3].map(|seed| threaded(set, &shuffled(set, span, seed), piece));
        let each = start.elapsed().as_secs_f64() * 1e6 / (3 * set.len()) as f64;
        let [one, other, third] = &runs;
        let same = |one, other| f1(agreement(one, other).pairs);
        println!(
            "    {how:18} {}shuffles agree in {:.3} {:.3} {:.3} of the pairs, with all at once in {:.3}; {each:.0} µs",
            judged(one),
            same(one, other),
            same(one, third),
            same(other, third),
            same(one, &found),
        );
    }
}

/// What of our judgement of the stream comes true in each window.
fn measure_labelled(window: &Window, set: &[Threaded]) {
    let order: Vec<usize> = (0..set.len()).collect();
    let found = threaded(set, &order, usize::MAX);
    let [same, kept, other, left] = window.count(set, &found);
    println!(
        "labelled from {}  pairs of one story: {kept} of {same} together; of two: {left} of {other} together",
        window.days.0
    );
}

/// Writes the features of all pairs of a set that are not too strange to be judged, those of `window` that were judged.
fn write_pairs(
    out: &mut impl Write,
    name: &str,
    set: &[Threaded],
    window: Option<&Window>,
) -> std::io::Result<()> {
    let mut known = Frequencies::default();
    for t in set {
        known.count(&t.item.signature);
    }
    let weigh = |t: &Threaded| Weighted::new(&t.item.signature, t.item.published, &known);
    let weighted: Vec<Weighted> = set.iter().map(weigh).collect();
    for (a, one) in weighted.iter().enumerate() {
        let one = Compared::new(one);
        let is_judged = |at: usize| window.is_none_or(|window| window.is_judged(&set[at]));
        if !is_judged(a) {
            continue;
        }
        let others = weighted.iter().enumerate().skip(a + 1);
        for (b, other) in others.filter(|(b, _)| is_judged(*b)) {
            if window.is_some_and(|window| window.same(&set[a], &set[b]).is_none()) {
                continue;
            }
            let Some(features) = one.features(other) else {
                continue;
            };
            let gold = |at: usize| {
                let judged = window.and_then(|window| window.story(&set[at]));
                judged.unwrap_or_else(|| set[at].gold.clone())
            };
            write!(out, "{name}\t{a}\t{b}\t{}\t{}", gold(a), gold(b))?;
            features.iter().try_for_each(|x| write!(out, "\t{x}"))?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut show = 0;
    if let Some(at) = arguments.iter().position(|a| a == "--show") {
        show = arguments
            .get(at + 1)
            .and_then(|n| n.parse().ok())
            .unwrap_or(15);
        arguments.drain(at..(at + 2).min(arguments.len()));
    }
    let mut pairs = None;
    if let Some(at) = arguments.iter().position(|a| a == "--pairs") {
        pairs = arguments
            .get(at + 1)
            .map(|path| BufWriter::new(File::create(path).unwrap()));
        arguments.drain(at..(at + 2).min(arguments.len()));
    }
    let analyst = Analyst::embedded();
    let options = Options::default();
    for (name, every) in SETS {
        if show > 0 || !arguments.is_empty() && !arguments.iter().any(|a| a == name) {
            continue;
        }
        let set = read(&analyst, &options, &format!("stories/{name}"), |record| {
            let id = record["id"].as_str().unwrap_or_default();
            hash::stable(id.bytes()) % every as u64 == 0
        });
        match &mut pairs {
            Some(out) if every == 1 => write_pairs(out, name, &set, None).unwrap(),
            Some(_) => {}
            None => measure(name, &set),
        }
    }
    if show == 0 && (arguments.is_empty() || arguments.iter().any(|a| a == "labelled")) {
        let windows = windows();
        for (at, window) in windows.iter().enumerate() {
            let set = read(&analyst, &options, STREAM.0, |record| {
                record["date"].as_str().is_some_and(|date| window.has(date))
            });
            match &mut pairs {
                // The last one is held out.
                Some(_) if at + 1 == windows.len() => {}
                Some(out) => {
                    write_pairs(out, &format!("labelled_{at}"), &set, Some(window)).unwrap();
                }
                None => measure_labelled(window, &set),
            }
        }
    }
    let (stream, since) = STREAM;
    let stream = |records: &[String]| {
        show > 0 || pairs.is_none() && (records.is_empty() || records.iter().any(|a| a == stream))
    };
    if !stream(&arguments) {
        return;
    }
    let set = read(&analyst, &options, STREAM.0, |record| {
        record["date"].as_str().is_some_and(|date| date >= since)
    });
    if show == 0 {
        measure(STREAM.0, &set);
    }
    if show > 0 {
        let order: Vec<usize> = (0..set.len()).collect();
        let start = Instant::now();
        let found = threaded(&set, &order, usize::MAX);
        let each = start.elapsed().as_secs_f64() * 1e6 / set.len() as f64;
        let stories = largest(&found, &set);
        println!(
            "{} articles, {} stories, {each:.0} µs an article",
            set.len(),
            stories.len()
        );
        for story in stories.iter().take(show) {
            println!("\n{} articles", story.len());
            for article in story {
                let day = article
                    .item
                    .published
                    .map(|m| m.to_string())
                    .unwrap_or_default();
                println!(
                    "  {} {:18} {}",
                    day.get(..10).unwrap_or(""),
                    article.source,
                    article.title
                );
            }
        }
    }
}
