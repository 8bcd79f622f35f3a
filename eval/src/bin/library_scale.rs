//! Owns: large libraries, built from the load corpora, and how fast they answer.
//! Promises: the figures are those of the library alone.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin library_scale -- build FILE COUNT [WORDS]
//! cargo run --release -p nutgraf-eval --bin library_scale -- write FILE COUNT [WORDS]
//! cargo run --release -p nutgraf-eval --bin library_scale -- measure FILE
//! ```
//!
//! `build` replicates the corpora with shifted dates; every copy gets a sentence of its own, so that no two texts are the
//! same. With `WORDS` articles are joined until they are that long. The briefings are cheap ones (runs of capitalised
//! words are the actors), so that the figures are those of the library alone; only `Writer::apply` is timed. `write`
//! writes the same articles as JSON Lines, to be imported by the program itself.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a program that measures reads the clock, prints, and may stop at the first surprise"
)]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use nutgraf_eval::measure::{articles, records};
use nutgraf_library::catalog::Catalog;
use nutgraf_library::{Library, NEWEST, Reader};
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::article::Meta;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::text_term::TextTerm;

const BATCH: usize = 2000;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["build", file, count] => build(Path::new(file), count.parse().expect("a number"), 0),
        ["build", file, count, words] => build(
            Path::new(file),
            count.parse().expect("a number"),
            words.parse().expect("a number"),
        ),
        ["write", file, count] => write(Path::new(file), count.parse().expect("a number"), 0),
        ["write", file, count, words] => write(
            Path::new(file),
            count.parse().expect("a number"),
            words.parse().expect("a number"),
        ),
        ["pages", file] => {
            let library = Library::open(Path::new(file)).unwrap();
            let reader = library.reader().unwrap();
            for _ in 0..300 {
                reader.newest(200, 0).unwrap();
            }
        }
        ["measure", file] => measure(Path::new(file)),
        _ => println!("library_scale build|write FILE COUNT [WORDS] | measure FILE"),
    }
}

/// One article of the corpora.
struct Seed {
    id: String,
    title: String,
    source: String,
    author: Option<String>,
    url: Option<String>,
    published: Option<Moment>,
    text: String,
}

fn seeds(least_words: usize) -> Vec<Seed> {
    let mut seeds: Vec<Seed> = Vec::new();
    for name in ["reuters21578", "gothamist", "aggregator"] {
        let mut pending: Option<Seed> = None;
        for record in records(&format!("load/{name}")) {
            let field = |name: &str| record[name].as_str().map(str::to_owned);
            let seed = Seed {
                id: field("id").unwrap_or_default(),
                title: field("title").unwrap_or_default(),
                source: field("source").unwrap_or_default(),
                author: field("author"),
                url: field("url"),
                published: field("date").and_then(|d| Moment::parse(&d)),
                text: field("text").unwrap_or_default(),
            };
            let joined = match pending.take() {
                None => seed,
                Some(mut joined) => {
                    joined.text.push_str("\n\n");
                    joined.text.push_str(&seed.text);
                    joined
                }
            };
            if joined.text.split_whitespace().count() < least_words {
                pending = Some(joined);
            } else {
                seeds.push(joined);
            }
        }
    }
    seeds
}

/// The `copy`th copy of a seed: its date is moved by so many days and it says so.
fn copy_of(seed: &Seed, copy: usize) -> Analyzed {
    let text = format!("{}\n\nThis is copy number{copy} of the story.", seed.text);
    let days = i64::try_from(copy).unwrap() * 37 * 24 * 3600;
    let meta = Meta {
        title: seed.title.clone(),
        byline: seed.author.clone(),
        source: Some(seed.source.clone()),
        url: seed.url.as_ref().map(|url| format!("{url}?copy={copy}")),
        published: seed.published.map(|at| at.plus(days)),
        language: Some("en".into()),
        ..Meta::default()
    };
    articles::article(&format!("{}-{copy}", seed.id), meta, text)
}

/// The same articles as lines for `nutgraf import`.
fn write(file: &Path, count: usize, least_words: usize) {
    let seeds = seeds(least_words);
    let mut out = BufWriter::new(File::create(file).unwrap());
    for n in 0..count {
        let Analyzed { article, .. } = copy_of(&seeds[n % seeds.len()], n / seeds.len());
        let record = serde_json::json!({
            "id": &*article.key.0,
            "title": article.meta.title,
            "source": article.meta.source,
            "byline": article.meta.byline,
            "published": article.meta.published.map(|at| at.to_string()),
            "url": article.meta.url,
            "text": &*article.text,
        });
        serde_json::to_writer(&mut out, &record).unwrap();
        out.write_all(b"\n").unwrap();
    }
    out.flush().unwrap();
}

fn build(file: &Path, count: usize, least_words: usize) {
    let seeds = seeds(least_words);
    let words: usize = seeds
        .iter()
        .map(|s| s.text.split_whitespace().count())
        .sum();
    println!(
        "{} different articles of {} words on average",
        seeds.len(),
        words / seeds.len()
    );
    let library = Library::open(file).unwrap();
    let mut writer = library.writer().unwrap();
    let (mut done, mut seconds, mut slowest) = (0, 0.0, 0.0f64);
    let (mut step_done, mut step_seconds, mut step_cpu) = (0, 0.0, 0.0);
    let step = (count / 10).max(BATCH);
    while done < count {
        let batch: Vec<Change> = (done..count.min(done + BATCH))
            .map(|n| Change::Put(Box::new(copy_of(&seeds[n % seeds.len()], n / seeds.len()))))
            .collect();
        let cpu = processor();
        let start = Instant::now();
        let applied = writer.apply(&batch).unwrap();
        let took = start.elapsed().as_secs_f64();
        let cpu = processor() - cpu;
        step_cpu += cpu;
        assert_eq!(
            applied.new as usize + applied.updated as usize + applied.same as usize,
            batch.len()
        );
        done += batch.len();
        step_done += batch.len();
        seconds += took;
        step_seconds += took;
        slowest = slowest.max(took);
        if step_done >= step || done >= count {
            println!(
                "{done:>9} articles: {:>6.0}/s in this step ({:.0} a second of processor), {:>6.0}/s in all, slowest batch of {BATCH} {:.0} ms",
                step_done as f64 / step_seconds,
                step_done as f64 / step_cpu,
                done as f64 / seconds,
                slowest * 1e3
            );
            (step_done, step_seconds, slowest) = (0, 0.0, 0.0);
            step_cpu = 0.0;
        }
    }
    drop(writer);
    println!(
        "articles {}",
        library.reader().unwrap().counts().unwrap().articles
    );
    sizes(file, count);
}

fn sizes(file: &Path, count: usize) {
    let bytes = std::fs::metadata(file).unwrap().len();
    println!(
        "file {} MB, {} bytes an article; memory {} MB",
        bytes / 1_000_000,
        bytes / count.max(1) as u64,
        resident() / 1_000_000
    );
}

/// Seconds that this thread has spent on a processor (Linux): steadier than the clock on a shared machine.
fn processor() -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split(' ').next()?.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1e9
}

/// Resident memory of this process in bytes (Linux).
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .unwrap_or(0)
        * 1024
}

/// The best and the median of nine runs, in milliseconds.
fn time<T>(what: &str, mut run: impl FnMut() -> T) -> T {
    let (mut times, mut spent) = (Vec::new(), Vec::new());
    let mut last = None;
    for _ in 0..9 {
        let cpu = processor();
        let start = Instant::now();
        last = Some(run());
        times.push(start.elapsed().as_secs_f64() * 1e3);
        spent.push((processor() - cpu) * 1e3);
    }
    spent.sort_by(f64::total_cmp);
    times.sort_by(f64::total_cmp);
    println!(
        "{what:<48} {:>9.3} ms (best {:.3}, processor {:.3})",
        times[4], times[0], spent[4]
    );
    last.unwrap()
}

fn term(words: &[&str], prefix: bool) -> TextTerm {
    TextTerm {
        words: words.iter().map(|w| (*w).to_owned()).collect(),
        prefix,
    }
}

fn hits(reader: &Reader, terms: &[TextTerm]) -> u64 {
    reader.text_hits(terms).unwrap().len()
}

fn measure(file: &Path) {
    let before = resident();
    time("open + newest 50 with their summaries", || {
        let library = Library::open(file).unwrap();
        let reader = library.reader().unwrap();
        reader.newest(50, 0).unwrap().len()
    });
    let library = Library::open(file).unwrap();
    let reader = library.reader().unwrap();
    let counts = time("counts", || reader.counts().unwrap());
    println!("  {counts:?}");
    time("newest 50", || reader.newest(50, 0).unwrap().len());
    time("newest 200", || reader.newest(200, 0).unwrap().len());
    time("the order of the whole list", || {
        reader
            .all_newest_while(&|| true)
            .unwrap()
            .map(|all| all.len())
    });
    let newest = reader.newest(200, 0).unwrap();
    time("open one article", || reader.open(newest[17].id).unwrap());
    time("key", || reader.find_key(&newest[17].key.0).unwrap());
    for (what, words, prefix) in [
        ("rare word", &["zeppelin"][..], false),
        ("common word", &["market"][..], false),
        ("commonest word", &["the"][..], false),
        ("phrase", &["white", "house"][..], false),
        ("prefix", &["elec"][..], true),
    ] {
        let found = time(&format!("full text: {what}"), || {
            hits(&reader, &[term(words, prefix)])
        });
        println!("  {words:?} in {found}");
    }
    let actors = time("the 200 commonest actors", || reader.actors(200).unwrap());
    println!("  {}: {}", actors[0].name, actors[0].articles);
    let first = [actors[0].id.clone()];
    time("newest 200 of the commonest actor", || {
        reader.of_actors(&first, 200).unwrap()
    });
    let two = [actors[0].id.clone(), actors[5].id.clone()];
    let both = time("newest 200 of two actors", || {
        reader.of_actors(&two, 200).unwrap().len()
    });
    println!("  {} and {}: {both}", actors[0].name, actors[5].name);
    println!(
        "memory before the catalog: {} MB (at start {})",
        resident() / 1_000_000,
        before / 1_000_000
    );
    let start = Instant::now();
    let mut catalog = Catalog::new();
    let mut next = Some(NEWEST);
    let mut first = None;
    while let Some(below) = next {
        next = reader.fill(&mut catalog, below, 4096).unwrap();
        first.get_or_insert_with(|| start.elapsed().as_secs_f64() * 1e3);
    }
    println!(
        "catalog of {} filled in {:.0} ms (first chunk: {:.0} ms), memory {} MB",
        catalog.articles(),
        start.elapsed().as_secs_f64() * 1e3,
        first.unwrap_or_default(),
        resident() / 1_000_000
    );
    let start = Instant::now();
    let snapshot = catalog.snapshot();
    println!(
        "snapshot {:.0} ms, {} actors",
        start.elapsed().as_secs_f64() * 1e3,
        snapshot.actors().len()
    );
    sizes(file, counts.articles as usize);
}
