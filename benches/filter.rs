//! Owns: how quick the filter is, over 100,000 headlines (a million with `NUTGRAF_BENCH_ROWS=1000000`): each character of
//! typed and deleted lines, and whole patterns against `nucleo-matcher` and `fzf --filter` over the same list in the
//! same run.
//! Promises: headlines come from the load corpora where they are present, recombined to the number wanted; else they are
//! made up.
//!
//! `cargo bench -p nutgraf-eval --bench filter`; `NUTGRAF_BENCH_PASSES=5` types everything five times and takes each key's best, for
//! machines that do other work; `NUTGRAF_BENCH_ONLY=typing` leaves the comparison out.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench reads the clock and prints what it measured"
)]

use nutgraf_read::text::word_list::phrases;
use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use nutgraf_eval::dice::Dice;
use nutgraf_eval::measure::{data, records};
use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::row::{ActorNo, Row, RowActor};
use nutgraf_library::filter::search::found::{Found, FullText};
use nutgraf_library::filter::{self, SearchCache};
use nutgraf_read::model::actor::{Actor, Kind};
use nutgraf_read::model::id::{ActorId, ArticleId};
use nutgraf_read::model::moment::Moment;

/// Lines that are typed and taken back, a character at a time.
const TYPED: [&str; 16] = [
    "iran",
    "president obama",
    "police shooting brooklyn",
    "mta fares",
    "trade deficit japan",
    "oil prices",
    "prsdnt",
    "zelenski",
    "un security council",
    "@japan trade",
    "@new-york is:unread",
    "earnings -bank",
    "\"interest rates\"",
    "fed | treasury | dollar",
    "subway 2w..1d",
    "/^why .*\\?$/",
];

/// Whole patterns for the comparison, single words and several.
const PATTERNS: [&str; 12] = phrases(
    "iran | un | mta | israel | obama | police | bloomberg | trade | japan oil | prsdnt | \
     subway fire | earnings",
);

fn real_titles() -> Vec<String> {
    let mut titles = Vec::new();
    for name in ["aggregator", "gothamist", "reuters21578"] {
        let path = data().join(format!("load/{name}.jsonl.gz"));
        let Ok(records) = records::read(&path) else {
            println!("SKIPPED: {} not present", path.display());
            continue;
        };
        for record in records.map_while(Result::ok) {
            let title = record["title"].as_str().unwrap_or("").trim().to_owned();
            if title.len() > 8 {
                titles.push(title);
            }
        }
    }
    titles
}

fn made_up_titles() -> Vec<String> {
    let words: Vec<String> = (0..4000u32)
        .map(|n| {
            let mut word = String::new();
            let mut rest = n * 7919 + 13;
            for _ in 0..2 + n % 3 {
                word.push(b"bcdfghjklmnprstvwz"[rest as usize % 18] as char);
                word.push(b"aeiou"[(rest / 18) as usize % 5] as char);
                rest = rest / 7 + n;
            }
            word
        })
        .chain(
            [
                "Iran", "Obama", "police", "trade", "Japan", "oil", "subway", "earnings",
            ]
            .map(str::to_owned),
        )
        .collect();
    let mut dice = Dice(7);
    (0..20_000)
        .map(|_| {
            let line: Vec<&str> = (0..5 + dice.roll(7))
                .map(|_| words[dice.roll(words.len())].as_str())
                .collect();
            line.join(" ")
        })
        .collect()
}

/// The wanted number of headlines: the given ones, then the head of one joined to the tail of another.
fn titles(wanted: usize) -> Vec<String> {
    let mut real = real_titles();
    if real.is_empty() {
        real = made_up_titles();
    }
    let mut dice = Dice(42);
    let mut all = real.clone();
    while all.len() < wanted {
        let (one, other) = (&real[dice.roll(real.len())], &real[dice.roll(real.len())]);
        let head: Vec<&str> = one.split_whitespace().collect();
        let tail: Vec<&str> = other.split_whitespace().collect();
        let words = [&head[..head.len().div_ceil(2)], &tail[tail.len() / 2..]].concat();
        all.push(words.join(" "));
    }
    all.truncate(wanted);
    all
}

/// A catalog over the headlines: capitalised words are actors, more come by chance, few of them often.
fn catalog(titles: &[String]) -> Catalog {
    let mut catalog = Catalog::new();
    let mut dice = Dice(99);
    let people: Vec<ActorNo> = (0..titles.len() / 8 + 100)
        .map(|n| catalog.intern(&actor(&format!("Person Number{n}"), Kind::Person)))
        .collect();
    for (id, title) in (1u32..).zip(titles) {
        let mut actors = Vec::new();
        for word in title
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 3)
        {
            if word.starts_with(char::is_uppercase) && actors.len() < 4 {
                let known = ["York", "Street"].contains(&word);
                let name = if known {
                    format!("New {word}")
                } else {
                    word.to_owned()
                };
                actors.push(catalog.intern(&actor(&name, Kind::Country)));
            }
        }
        while actors.len() < 8 {
            let rank = dice.roll(people.len()) * dice.roll(1000) / 1000 * dice.roll(1000) / 1000;
            actors.push(people[rank]);
        }
        catalog.push(&Row {
            id: ArticleId(id),
            title: Arc::from(title.as_str()),
            published: Some(Moment(
                1_600_000_000 + i64::from(id) * 600
                    - 3600 * i64::try_from(dice.roll(48)).unwrap_or(0),
            )),
            source: Some(Arc::from(format!("Source {}", dice.roll(200)))),
            byline: Some(Arc::from(format!("Author {}", dice.roll(2000)))),
            language: Some(Arc::from("en")),
            words: 500,
            actors: actors
                .iter()
                .map(|no| RowActor {
                    actor: *no,
                    mentions: 2,
                    central: false,
                    speaks: false,
                })
                .collect(),
            ..Row::default()
        });
    }
    catalog.settle();
    catalog
}

fn actor(name: &str, kind: Kind) -> Actor {
    Actor {
        id: ActorId::from(name),
        name: name.to_owned(),
        kind,
        aliases: Vec::new(),
    }
}

/// A number from the environment.
fn number(name: &str, otherwise: usize) -> usize {
    let set = std::env::var(name).ok();
    set.and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

/// The memory of this process in MiB, where the system tells.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.unwrap_or(f64::NAN) / 1024.0
}

/// The rows of a line; facets come after.
fn search(line: &str, catalog: &Catalog, cache: &mut SearchCache) -> Found {
    let now = Moment(1_600_000_000 + i64::from(catalog.articles()) * 600);
    let parsed = if line.ends_with(' ') {
        filter::parse_final(line)
    } else {
        filter::parse(line)
    };
    let plan = filter::plan(&parsed, catalog, now);
    filter::rows(&plan, catalog, &FullText::new(), cache, &|| false).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "a bench reads the clock")]
fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let value = work();
    (start.elapsed(), value)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn typing(catalog: &Catalog) {
    let passes = number("NUTGRAF_BENCH_PASSES", 1);
    let mut rows: Vec<(Duration, String)> = Vec::new();
    let mut whole = rows.clone();
    for pass in 0..passes {
        let mut cache = SearchCache::default();
        let mut key = 0;
        for line in TYPED {
            let ends: Vec<usize> = line
                .char_indices()
                .map(|(at, c)| at + c.len_utf8())
                .collect();
            for end in ends.iter().chain(ends.iter().rev().skip(1)) {
                let typed = line.get(..*end).unwrap_or(line);
                let (time, found) = timed(|| search(typed, catalog, &mut cache));
                let (more, facets) =
                    timed(|| filter::count(catalog, &found, &mut cache, &|| false));
                black_box((found, facets));
                if pass == 0 {
                    rows.push((time, typed.to_owned()));
                    whole.push((time + more, typed.to_owned()));
                } else {
                    rows[key].0 = rows[key].0.min(time);
                    whole[key].0 = whole[key].0.min(time + more);
                }
                key += 1;
            }
        }
    }
    told("typed and deleted characters, rows", rows);
    told("the same with facets", whole);
}

fn told(what: &str, mut times: Vec<(Duration, String)>) {
    times.sort();
    let at = |share: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index"
        )]
        let place = ((times.len() - 1) as f64 * share) as usize;
        millis(times[place].0)
    };
    println!(
        "{what}: {} keys, p50 {:.2} ms, p90 {:.2} ms, p99 {:.2} ms, most {:.2} ms",
        times.len(),
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
    for (time, line) in times.iter().rev().take(8) {
        println!("  {:6.2} ms  {line}", millis(*time));
    }
}

/// The best of five.
fn best(mut work: impl FnMut()) -> Duration {
    (0..5).map(|_| timed(&mut work).0).min().unwrap_or_default()
}

fn nucleo(titles: &[String], pattern: &str) -> usize {
    use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
    let mut matcher = nucleo_matcher::Matcher::new(nucleo_matcher::Config::DEFAULT);
    let pattern = Pattern::parse(pattern, CaseMatching::Ignore, Normalization::Smart);
    let mut buffer = Vec::new();
    let mut found: Vec<(u32, usize)> = Vec::new();
    for (at, title) in titles.iter().enumerate() {
        let text = nucleo_matcher::Utf32Str::new(title, &mut buffer);
        if let Some(score) = pattern.score(text, &mut matcher) {
            found.push((u32::MAX - score, at));
        }
    }
    if found.len() > 200 {
        found.select_nth_unstable(200);
    }
    found.len()
}

fn fzf(list: &std::path::Path, pattern: &str) -> Option<usize> {
    let input = std::fs::File::open(list).ok()?;
    let mut child = Command::new("fzf")
        .args(["--filter", pattern])
        .stdin(Stdio::from(input))
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut text = Vec::new();
    child.stdout.take()?.read_to_end(&mut text).ok()?;
    child.wait().ok()?;
    Some(memchr::memchr_iter(b'\n', &text).count())
}

fn comparison(titles: &[String], catalog: &Catalog) {
    let path = std::env::temp_dir().join(format!("nutgraf-bench-{}.txt", std::process::id()));
    let mut file = String::new();
    for title in titles {
        let _ = writeln!(file, "{}", title.replace('\n', " "));
    }
    if std::fs::File::create(&path)
        .and_then(|mut out| out.write_all(file.as_bytes()))
        .is_err()
    {
        return;
    }
    println!(
        "pattern       nutgraf   one thread   nucleo      fzf   nucleo/one  fzf/nutgraf   rows above the rule"
    );
    let mut sums = [0.0; 4];
    let (mut two, mut one) = (SearchCache::default(), SearchCache::alone());
    search("qqqqqq ", catalog, &mut two);
    search("qqqqqq ", catalog, &mut one);
    for pattern in PATTERNS {
        let ours = best(|| {
            two.forget();
            black_box(search(pattern, catalog, &mut two));
        });
        let alone = best(|| {
            one.forget();
            black_box(search(pattern, catalog, &mut one));
        });
        let theirs = best(|| {
            black_box(nucleo(titles, pattern));
        });
        let other = fzf(&path, pattern).map(|_| {
            best(|| {
                black_box(fzf(&path, pattern));
            })
        });
        let found = search(pattern, catalog, &mut two);
        let times = [
            millis(ours),
            millis(alone),
            millis(theirs),
            other.map_or(f64::NAN, millis),
        ];
        sums.iter_mut()
            .zip(times)
            .for_each(|(sum, time)| *sum += time);
        row(pattern, times, &found.exact_until.to_string());
    }
    row("all", sums, "");
    if let Err(error) = std::fs::remove_file(&path) {
        println!("{}: {error}", path.display());
    }
}

fn row(name: &str, [ours, alone, nucleo, fzf]: [f64; 4], note: &str) {
    println!(
        "{name:12} {ours:7.2} ms  {alone:7.2} ms  {nucleo:7.2} ms {fzf:7.2} ms  {:7.1}     {:7.1}      {note}",
        nucleo / alone,
        fzf / ours
    );
}

fn main() {
    let rows = number("NUTGRAF_BENCH_ROWS", 100_000);
    let (made, titles) = timed(|| titles(rows));
    let before = resident();
    let (built, catalog) = timed(|| catalog(&titles));
    println!(
        "{} headlines (made in {:.0} ms), catalog built in {:.0} ms, {} actors, {:.0} MiB of memory",
        titles.len(),
        millis(made),
        millis(built),
        catalog.actors().len(),
        resident() - before
    );
    typing(&catalog);
    if std::env::var("NUTGRAF_BENCH_ONLY").is_err() {
        comparison(&titles, &catalog);
    }
}
