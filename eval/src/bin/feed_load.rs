//! Measures following feeds: a server on the loopback with 1,000 feeds of 20 entries, the built program three times, and
//! newsboat beside it where it is installed.
//!
//! `cargo build --profile quick && cargo run --release -p nutgraf-eval --bin feed_load -- target/quick/nutgraf`

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "it measures time and prints what it measured"
)]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const FEEDS: usize = 1000;
const ENTRIES: usize = 20;

/// What the server saw.
#[derive(Default)]
struct Seen {
    requests: AtomicUsize,
    conditional: AtomicUsize,
    open: AtomicUsize,
    most_open: AtomicUsize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let program = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "target/quick/nutgraf".to_owned());
    let program = std::fs::canonicalize(program)?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    let seen = Arc::new(Seen::default());
    let noted = Arc::clone(&seen);
    std::thread::Builder::new().spawn(move || {
        for stream in listener.incoming().flatten() {
            let seen = Arc::clone(&noted);
            let open = seen.open.fetch_add(1, Ordering::SeqCst) + 1;
            seen.most_open.fetch_max(open, Ordering::SeqCst);
            drop(std::thread::Builder::new().spawn(move || {
                drop(serve(&stream, &seen));
                seen.open.fetch_sub(1, Ordering::SeqCst);
            }));
        }
    })?;
    let home = tempfile::tempdir()?;
    let config = home.path().join(".config/nutgraf");
    std::fs::create_dir_all(&config)?;
    let urls: Vec<String> = (0..FEEDS)
        .map(|n| format!("http://{address}/feed/{n}"))
        .collect();
    let tables: Vec<String> = urls
        .iter()
        .map(|url| format!("[[feed]]\nurl = \"{url}\"\n"))
        .collect();
    std::fs::write(config.join("feeds.toml"), tables.concat())?;
    let refresh = ["refresh", "--force", "--no-gap"];
    for round in ["first", "nothing new", "again"] {
        measure(
            &program,
            home.path(),
            &refresh,
            &format!("nutgraf, {round}"),
            &seen,
        )?;
    }
    let list = Command::new(&program)
        .args(["list", "--json"])
        .env("HOME", home.path())
        .output()?;
    println!(
        "articles kept: {}",
        String::from_utf8_lossy(&list.stdout).lines().count()
    );
    std::fs::write(home.path().join("urls"), urls.join("\n"))?;
    std::fs::write(home.path().join("config"), "reload-threads 2\n")?;
    let newsboat = [
        "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload",
    ];
    for round in ["first", "second", "third"] {
        let told = format!("newsboat, {round}");
        if measure(Path::new("newsboat"), home.path(), &newsboat, &told, &seen).is_err() {
            println!("SKIPPED: newsboat is not installed");
            break;
        }
    }
    Ok(())
}

/// Runs a program and prints what it took and what the server saw.
fn measure(
    program: &Path,
    home: &Path,
    words: &[&str],
    told: &str,
    seen: &Seen,
) -> std::io::Result<()> {
    for count in [&seen.requests, &seen.conditional, &seen.most_open] {
        count.store(0, Ordering::SeqCst);
    }
    let before = children()?;
    let began = Instant::now();
    let mut child = Command::new(program)
        .args(words)
        .current_dir(home)
        .env_remove("XDG_CONFIG_HOME")
        .env_remove("XDG_DATA_HOME")
        .env("HOME", home)
        .stdout(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    while child.try_wait()?.is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        memory = memory.max(kib.unwrap_or(0u64));
        std::thread::sleep(Duration::from_millis(2));
    }
    let wall = began.elapsed();
    let cpu = children()? - before;
    println!(
        "{told}: {:.2} s wall, {cpu:.2} s CPU, {} MB, {} requests ({} conditional), {} connections at a time",
        wall.as_secs_f64(),
        memory / 1024,
        seen.requests.load(Ordering::SeqCst),
        seen.conditional.load(Ordering::SeqCst),
        seen.most_open.load(Ordering::SeqCst),
    );
    Ok(())
}

/// Seconds of processor time of all children that have ended.
fn children() -> std::io::Result<f64> {
    let text = std::fs::read_to_string("/proc/self/stat")?;
    let behind = text.rsplit_once(") ").map_or("", |(_, behind)| behind);
    let ticks: f64 = behind
        .split(' ')
        .skip(13)
        .take(2)
        .filter_map(|ticks| ticks.parse::<f64>().ok())
        .sum();
    Ok(ticks / 100.0)
}

fn serve(stream: &TcpStream, seen: &Seen) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first)? == 0 {
            return Ok(());
        }
        let number: usize = first
            .split(' ')
            .nth(1)
            .and_then(|path| path.rsplit('/').next()?.parse().ok())
            .unwrap_or(0);
        let tag = format!("\"{number}\"");
        let mut known = false;
        let mut line = String::new();
        while reader.read_line(&mut line)? > 2 {
            let lower = line.to_ascii_lowercase();
            known |= lower
                .strip_prefix("if-none-match:")
                .is_some_and(|value| value.trim() == tag);
            line.clear();
        }
        seen.requests.fetch_add(1, Ordering::SeqCst);
        seen.conditional
            .fetch_add(usize::from(known), Ordering::SeqCst);
        let modified = "Last-Modified: Fri, 15 Jul 2022 10:20:30 GMT";
        let answer = if known {
            format!("HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n{modified}\r\n\r\n")
        } else {
            let body = feed(number);
            format!(
                "HTTP/1.1 200 OK\r\nETag: {tag}\r\n{modified}\r\nContent-Type: application/rss+xml\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            )
        };
        writer.write_all(answer.as_bytes())?;
    }
}

/// A feed of short entries, each with words of its own.
fn feed(number: usize) -> String {
    let entries: Vec<String> = (0..ENTRIES)
        .map(|n| {
            let word = number * ENTRIES + n;
            format!(
                "<item><title>Story {word} of paper {number}</title><guid isPermaLink=\"false\">{word}</guid>\
                 <link>https://paper{number}.example/{word}</link><pubDate>Fri, 15 Jul 2022 10:{n:02}:00 GMT</pubDate>\
                 <description>&lt;p&gt;The council of town {word} met on Friday and spoke for {n} hours about road {word}. \
                 A member said that {} people had written to them, and that nothing was decided yet.&lt;/p&gt;</description></item>",
                word * 7 % 997
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Paper {number}</title>\
         <link>https://paper{number}.example/</link>{}</channel></rss>",
        entries.concat()
    )
}
