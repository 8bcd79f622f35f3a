//! Owns: how much boilerplate is left in a library, and how much of the articles was taken with it.
//! Promises: documents go the way that they go in the program; every paragraph that is counted can be printed.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin boilerplate_score -- load/aggregator [whole|weeks|single] [--show]
//! ```
//!
//! The records of a file of the data folder are imported in one go, week by week of their dates, or each alone, every time by a new writer. Then:
//! how many paragraphs of how many there were (with a letter in them) still stand in five articles of their source or more, how many of these in
//! five different stories (what repeats in the prints of one story is the story); and how many of the paragraphs that stand
//! in one article only are still there.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that measures reads the clock, prints, and may stop at the first surprise"
)]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use nutgraf::engine::pipeline::{Gauge, Pipeline, What, compile};
use nutgraf::engine::upkeep::upkeep;
use nutgraf_analysis::AnalysisOptions;
use nutgraf_eval::measure::records;
use nutgraf_library::Library;
use nutgraf_read::Options;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::change::Change;
use nutgraf_read::text::boilerplate::{STORIES, Witness};
use nutgraf_read::text::fingerprint;
use serde_json::Value;

const BATCH: usize = 1000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let show = arguments.iter().any(|word| word == "--show");
    let file = arguments
        .first()
        .unwrap_or_else(|| panic!("a file of records"));
    let way = arguments.get(1).map_or("whole", String::as_str);
    let (rules, analyst) = compile(&nutgraf_analysis::lexicon());
    let mut pipeline = Pipeline {
        reading: Options::with_rules(rules),
        analyst,
        options: AnalysisOptions::default(),
        analyse: true,
        known: None,
        workers: std::thread::available_parallelism().map_or(1, usize::from),
    };
    let records: Vec<Value> = records(file);
    let folder = Path::new("target/boilerplate");
    drop(fs::remove_dir_all(folder));
    fs::create_dir_all(folder).unwrap();
    let inputs = imports(&records, way, folder);
    let library = Library::open(&folder.join("library.db")).unwrap();
    let began = Instant::now();
    for input in &inputs {
        take_in(&mut pipeline, &library, input);
    }
    let took = began.elapsed().as_secs_f64();
    println!(
        "{} records in {} imports, {took:.1} s; {} learnt; {} bytes an article",
        records.len(),
        inputs.len(),
        library.reader().unwrap().boilerplate().unwrap().len(),
        library.stats().unwrap().bytes / u64::from(library.stats().unwrap().articles.max(1)),
    );
    let before = cleaned(&pipeline, &folder.join("all.jsonl"));
    let reader = library.reader().unwrap();
    let ids = reader.newest_ids(usize::MAX).unwrap();
    let after: Vec<Article> = ids
        .into_iter()
        .filter_map(|id| reader.open(id).unwrap())
        .map(|reading| reading.analyzed.article.clone())
        .collect();
    judge(&before, &after, show);
}

/// The files of each import.
fn imports(records: &[Value], way: &str, folder: &Path) -> Vec<PathBuf> {
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (n, record) in records.iter().enumerate() {
        let date = record["date"].as_str().unwrap_or("");
        let part = match way {
            "single" => format!("{date} {n:06}"),
            // A month has four weeks here, the last a little longer.
            "weeks" => {
                let day: u32 = date
                    .get(8..10)
                    .and_then(|day| day.parse().ok())
                    .unwrap_or(1);
                format!("{}-{}", date.get(..7).unwrap_or(""), day.min(28) / 7)
            }
            _ => String::new(),
        };
        parts.entry(part).or_default().push(record.to_string());
    }
    let all: Vec<String> = parts.values().flatten().cloned().collect();
    fs::write(folder.join("all.jsonl"), all.join("\n")).unwrap();
    let parts = parts.values().enumerate();
    parts
        .map(|(n, lines)| {
            let path = folder.join(format!("part-{n:06}.jsonl"));
            fs::write(&path, lines.join("\n")).unwrap();
            path
        })
        .collect()
}

fn take_in(pipeline: &mut Pipeline, library: &Library, input: &Path) {
    let reader = Arc::new(Mutex::new(library.reader().unwrap()));
    pipeline.known = Some(Arc::clone(&reader));
    let writer = Mutex::new((library.writer().unwrap(), Vec::new()));
    let sink = |fed: nutgraf::engine::pipeline::Fed| {
        for what in fed.found {
            if let What::Article(analyzed) = what {
                let mut writer = writer.lock().unwrap();
                let (writer, waiting) = &mut *writer;
                waiting.push(Change::Put(analyzed));
                if waiting.len() >= BATCH {
                    writer.apply(waiting).unwrap();
                    waiting.clear();
                }
            }
        }
    };
    let inputs = [input.to_path_buf()];
    pipeline.feed(&inputs, &AtomicBool::new(false), &Gauge::default(), &sink);
    let (mut writer, waiting) = writer.into_inner().unwrap();
    writer.apply(&waiting).unwrap();
    upkeep(pipeline, &reader, &mut writer, &|| true, &|_| Ok(())).unwrap();
}

/// The articles as they are without a library.
fn cleaned(pipeline: &Pipeline, input: &Path) -> Vec<Article> {
    nutgraf_read::ingest::documents(input, &pipeline.reading)
        .flatten()
        .map(|draft| nutgraf_read::article(draft, &pipeline.reading))
        .collect()
}

/// Paragraphs of a source by their words, and the articles that have them.
type Standing<'a> = HashMap<(String, u64), Vec<(&'a Article, &'a str)>>;

fn standing(articles: &[Article]) -> Standing<'_> {
    let mut found = Standing::new();
    for article in articles {
        let source = article.meta.source.clone().unwrap_or_default();
        let mut seen = HashSet::new();
        for line in article.text.split("\n\n") {
            let print = fingerprint(line);
            if line.contains(char::is_alphabetic) && seen.insert(print) {
                let all = found.entry((source.clone(), print)).or_default();
                all.push((article, line));
            }
        }
    }
    found
}

fn judge(before: &[Article], after: &[Article], show: bool) {
    let (was, is) = (standing(before), standing(after));
    let many = |all: &Standing<'_>| all.values().filter(|a| a.len() >= STORIES).count();
    let mut in_stories = 0;
    let mut left: Vec<_> = is.values().filter(|a| a.len() >= STORIES).collect();
    left.sort_by_key(|articles| std::cmp::Reverse(articles.len()));
    for articles in &left {
        let mut stories: Vec<Witness> = Vec::new();
        for (article, _) in *articles {
            let witness = Witness::new(article);
            if !stories.iter().any(|other| other.is_same_story(&witness)) {
                stories.push(witness);
            }
        }
        in_stories += usize::from(stories.len() >= STORIES);
        if show {
            let (article, line) = articles[0];
            println!(
                "{} in {} stories, {}: {line}",
                articles.len(),
                stories.len(),
                article.meta.source.as_deref().unwrap_or(""),
            );
        }
    }
    println!(
        "in {STORIES} articles of a source or more: {} paragraphs before, {} left, of these {in_stories} in {STORIES} stories",
        many(&was),
        left.len(),
    );
    let (mut once, mut kept) = (0u32, 0u32);
    let texts: HashMap<&str, HashSet<u64>> = after
        .iter()
        .map(|article| {
            let prints = article.text.split("\n\n").map(fingerprint);
            (&*article.key.0, prints.collect())
        })
        .collect();
    for ((_, print), articles) in &was {
        if let [(article, line)] = articles.as_slice() {
            once += 1;
            let stays = texts
                .get(&*article.key.0)
                .is_some_and(|prints| prints.contains(print));
            kept += u32::from(stays);
            if show && !stays {
                println!("gone: {}: {line}", article.key.0);
            }
        }
    }
    println!(
        "standing once: {once} paragraphs, {kept} stay, {:.3} %",
        100.0 * f64::from(kept) / f64::from(once.max(1))
    );
    let empty = |articles: &[Article]| articles.iter().filter(|a| a.text.is_empty()).count();
    println!(
        "articles: {} before, {} of them without a text; {} after, {} without",
        before.len(),
        empty(before),
        after.len(),
        empty(after)
    );
}
