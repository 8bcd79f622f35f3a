//! Owns: how well the text, title, byline and date of articles are found in pages, by us and by others in the same run.
//! Promises: all are scored alike.
//!
//! A record is `{"id", "url"?, "html", "gold": {"text"?, "title"?, "author"?, "date"?, "with"?, "without"?}}`. Text is
//! compared by word 4-grams, each page counting the same: precision and recall are averaged over pages, F1 is of the
//! averages, as in the public article-extraction benchmark. Snippets: share of `with` found and `without` absent.
//! Captions stand apart from the text and count only with `--captions`: some golds keep them.
//!
//! Titles are compared by letters and digits without case, authors by the set of names, dates by the day, as written in
//! the gold or in UTC; ours is the day where the page says it was published, as its readers saw it. The second figure of
//! titles and authors is of the same pages after the gold has lost what a title and a byline are to be without: the site's
//! name after a mark, "By", what stands on further lines.
//!
//! `--even` and `--odd` take half of the pages (by a hash of the id), `--worst N` names the worst, `--show ID` prints
//! what is missing and what is too much, `--meta` prints wrong titles, authors and dates. `--worn` reads the same pages made
//! worse (no names of classes, no metadata, boxes before the text) and prints how much of the text is the same. `--named` makes
//! clean pages of the articles (of records with `text`, or of what is read of their `html`) whose elements bear names of
//! furniture at random, and prints how many of the words stay.

#![expect(
    clippy::print_stdout,
    reason = "a measuring tool prints its measurements"
)]
#![expect(clippy::disallowed_methods, reason = "it measures time")]
#![expect(clippy::cast_precision_loss, reason = "counts are small")]

mod compare;
mod named;
mod worn;

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use nutgraf_read::ingest;
use nutgraf_read::model::article::Draft;
use nutgraf_read::model::flaw::DropReason;
use nutgraf_read::text::Rules;
use serde_json::Value;

use crate::measure::records;

use self::compare::{
    authors_of, hash, loose, overlap, same_authors, same_day, same_title, squeeze,
};

/// What an extractor says about a page.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub text: String,
    pub title: String,
    pub byline: String,
    pub date: String,
}

/// Another extractor, which reads the same pages.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    pub name: &'static str,
    /// Reads a page and its address.
    pub read: fn(&str, &str) -> Found,
}

/// Scores us and the peers as the arguments of the program wish.
pub fn run(mut arguments: impl Iterator<Item = String>, peers: &[Peer]) -> Result<()> {
    let mut wishes = Wishes::default();
    let mut files = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--even" => wishes.half = Some(0),
            "--odd" => wishes.half = Some(1),
            "--meta" => wishes.meta = true,
            "--worn" => wishes.what = What::Worn,
            "--named" => wishes.what = What::Named,
            "--captions" => wishes.captions = true,
            "--worst" => wishes.worst = arguments.next().unwrap_or_default().parse()?,
            "--show" => wishes.show = arguments.next(),
            _ => files.push(argument),
        }
    }
    if files.is_empty() {
        bail!(
            "usage: extraction_score FILE.jsonl.gz … [--even|--odd] [--worst N] [--show ID] [--meta] [--captions] [--worn|--named]"
        );
    }
    for file in files {
        match wishes.what {
            What::Score => score(&file, &wishes, peers)?,
            What::Worn => wear(&file, &wishes)?,
            What::Named => name(&file, &wishes)?,
        }
    }
    Ok(())
}

#[derive(Default)]
struct Wishes {
    half: Option<u64>,
    worst: usize,
    show: Option<String>,
    meta: bool,
    captions: bool,
    what: What,
}

/// What is measured.
#[derive(Clone, Copy, Default)]
enum What {
    #[default]
    Score,
    Worn,
    Named,
}

/// How many are right as the gold has them, how many when the gold has lost what is no part of it, of how many.
#[derive(Default)]
struct Right {
    as_given: usize,
    bare: usize,
    all: usize,
}

#[derive(Default)]
struct Tally {
    name: String,
    pages: usize,
    precision: Vec<f64>,
    recall: Vec<f64>,
    snippets: (usize, usize, usize, usize),
    titles: Right,
    authors: Right,
    dates: Right,
    bytes: usize,
    time: Duration,
    ranked: Vec<(f64, String)>,
}

fn score(path: &str, wishes: &Wishes, peers: &[Peer]) -> Result<()> {
    let rules = Rules::new(&nutgraf_read::lexicon());
    let mut tally = Tally {
        name: path.rsplit('/').next().unwrap_or(path).to_owned(),
        ..Tally::default()
    };
    let mut others: Vec<Tally> = peers
        .iter()
        .map(|peer| Tally {
            name: format!("  {}", peer.name),
            ..Tally::default()
        })
        .collect();
    for record in records::read(Path::new(path))? {
        let record = record?;
        let id = record["id"].as_str().unwrap_or_default();
        let is_wanted = |wanted: &String| id.contains(wanted.as_str());
        if wishes.half.is_some_and(|half| hash(id) % 2 != half)
            || !wishes.show.as_ref().is_none_or(is_wanted)
        {
            continue;
        }
        let html = record["html"].as_str().unwrap_or_default();
        let url = record["url"].as_str().unwrap_or_default();
        let gold = &record["gold"];
        let begun = Instant::now();
        let draft = ingest::html::page(html, url, &rules);
        tally.count(html.len(), begun.elapsed());
        let found = Found {
            text: text_of(&draft, wishes),
            title: draft.meta.title.clone(),
            byline: draft.meta.byline.clone().unwrap_or_default(),
            date: draft
                .meta
                .local()
                .map(|m| m.to_string())
                .unwrap_or_default(),
        };
        text_score(&mut tally, id, &found.text, gold);
        metadata(&mut tally, id, &found, gold, wishes.meta);
        if wishes.show.is_some() {
            show(
                &draft,
                &found.text,
                gold["text"].as_str().unwrap_or_default(),
            );
        }
        for (peer, other) in peers.iter().zip(&mut others) {
            let begun = Instant::now();
            let found = (peer.read)(html, url);
            other.count(html.len(), begun.elapsed());
            text_score(other, id, &found.text, gold);
            metadata(other, id, &found, gold, false);
        }
    }
    tally.print(wishes.worst);
    for other in others {
        other.print(0);
    }
    Ok(())
}

/// Prints how much of what is read of each page is read of it, too, when it is made worse.
fn wear(path: &str, wishes: &Wishes) -> Result<()> {
    let rules = Rules::new(&nutgraf_read::lexicon());
    let mut tallies: Vec<Tally> = worn::FORMS
        .iter()
        .map(|(name, _)| Tally {
            name: format!("{name} ({})", path.rsplit('/').next().unwrap_or(path)),
            ..Tally::default()
        })
        .collect();
    for record in records::read(Path::new(path))? {
        let record = record?;
        let id = record["id"].as_str().unwrap_or_default();
        let html = record["html"].as_str().unwrap_or_default();
        let url = record["url"].as_str().unwrap_or_default();
        let whole = text_of(&ingest::html::page(html, url, &rules), wishes);
        let gold = serde_json::json!({ "text": whole });
        for ((_, wear), tally) in worn::FORMS.iter().zip(&mut tallies) {
            let html = wear(html);
            let begun = Instant::now();
            let draft = ingest::html::page(&html, url, &rules);
            tally.count(html.len(), begun.elapsed());
            text_score(tally, id, &text_of(&draft, wishes), &gold);
        }
    }
    for tally in tallies {
        tally.print(wishes.worst);
    }
    Ok(())
}

/// Prints how many of the words of clean articles stay when their elements bear names of furniture.
fn name(path: &str, wishes: &Wishes) -> Result<()> {
    /// The shortest article that is tried, in words.
    const SHORTEST: usize = 60;
    let rules = Rules::new(&nutgraf_read::lexicon());
    let mut counts = [(0, 0); named::FORMS.len()];
    let mut ranked: Vec<(f64, String)> = Vec::new();
    for record in records::read(Path::new(path))? {
        let record = record?;
        let id = record["id"].to_string();
        let text = if let Some(text) = record["text"].as_str() {
            text.to_owned()
        } else {
            let html = record["html"].as_str().unwrap_or_default();
            text_of(&ingest::html::page(html, "", &rules), wishes)
        };
        // What a scraper has left between the paragraphs is no clean article.
        let is_sentence = |l: &&str| l.len() >= 40 && l.ends_with(['.', '!', '?', '"', '”', ':']);
        let lines: Vec<&str> = text.lines().map(str::trim).filter(is_sentence).collect();
        if wishes.half.is_some_and(|half| hash(&id) % 2 != half)
            || !wishes
                .show
                .as_ref()
                .is_none_or(|wanted| id.contains(wanted.as_str()))
            || lines.iter().flat_map(|l| l.split_whitespace()).count() < SHORTEST
        {
            continue;
        }
        for ((form, make), count) in named::FORMS.iter().zip(&mut counts) {
            let html = make(&lines, &mut named::Chance::new(hash(&id)));
            let draft = ingest::html::page(&html, "https://paper.example/a", &rules);
            let (stays, all) = named::kept(&lines, &text_of(&draft, wishes));
            *count = (count.0 + stays, count.1 + all);
            let share = stays as f64 / all.max(1) as f64;
            ranked.push((share, format!("{id} {form}")));
            if wishes.show.is_some() {
                println!("{html}");
                show(&draft, &text_of(&draft, wishes), &text);
            }
        }
    }
    for ((form, _), (stays, all)) in named::FORMS.iter().zip(counts) {
        let share = stays as f64 / f64::from(u32::try_from(all.max(1))?);
        println!("{form}: {stays} of {all} words stay ({share:.4})");
    }
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (share, page) in ranked.iter().take(wishes.worst) {
        println!("  {share:.3} {page}");
    }
    Ok(())
}

/// The text of a draft; with `--captions` with those that stand apart.
fn text_of(draft: &Draft, wishes: &Wishes) -> String {
    let mut parts: Vec<(u32, &str)> = draft
        .paragraphs
        .iter()
        .map(|b| (b.span.start, b.text.as_str()))
        .collect();
    if wishes.captions {
        let captions = draft
            .dropped
            .iter()
            .filter(|d| d.reason == DropReason::Caption);
        parts.extend(captions.map(|d| (d.span.start, d.span.of(&draft.raw))));
        parts.sort_unstable();
    }
    parts
        .into_iter()
        .map(|(_, text)| text)
        .collect::<Vec<_>>()
        .join("\n")
}

fn text_score(tally: &mut Tally, id: &str, text: &str, gold: &Value) {
    if let Some(want) = gold["text"].as_str().filter(|t| !t.trim().is_empty()) {
        let (precision, recall) = overlap(want, text);
        tally.precision.extend(precision);
        tally.recall.extend(recall);
        let (p, r) = (precision.unwrap_or(0.0), recall.unwrap_or(0.0));
        let f1 = 2.0 * p * r / (p + r).max(1e-9);
        tally.ranked.push((f1, format!("{id} P {p:.3} R {r:.3}")));
    }
    let squeezed = squeeze(text);
    let snippets = |name: &str| -> Vec<String> {
        let list = gold[name].as_array();
        list.into_iter()
            .flatten()
            .filter_map(|s| s.as_str().map(squeeze))
            .collect()
    };
    let (with, without) = (snippets("with"), snippets("without"));
    if with.is_empty() && without.is_empty() {
        return;
    }
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
    if wrong > 0 {
        let right = 1.0 - wrong as f64 / (with.len() + without.len()) as f64;
        tally
            .ranked
            .push((right, format!("{id} missing {missing:?} extra {extra:?}")));
    }
}

fn metadata(tally: &mut Tally, id: &str, found: &Found, gold: &Value, tell: bool) {
    let mut check =
        |name: &str, got: &str, as_given: fn(&str, &str) -> bool, bare: fn(&str, &str) -> bool| {
            let Some(want) = gold[name].as_str().map(str::trim).filter(|w| !w.is_empty()) else {
                return;
            };
            let right = as_given(want, got);
            let right_bare = right || bare(want, got);
            let count = match name {
                "title" => &mut tally.titles,
                "author" => &mut tally.authors,
                _ => &mut tally.dates,
            };
            count.as_given += usize::from(right);
            count.bare += usize::from(right_bare);
            count.all += 1;
            if tell && !right_bare {
                println!("{name}: {id}\n    want {want:?}\n    got  {got:?}");
            }
        };
    check(
        "title",
        &found.title,
        |want, got| loose(want) == loose(got),
        same_title,
    );
    check("author", &found.byline, same_authors, |want, got| {
        same_authors(&authors_of(want), got)
    });
    check("date", &found.date, same_day, same_day);
}

fn show(draft: &Draft, text: &str, gold: &str) {
    let (squeezed, wanted) = (squeeze(text), squeeze(gold));
    for block in &draft.paragraphs {
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
    fn count(&mut self, bytes: usize, time: Duration) {
        self.pages += 1;
        self.bytes += bytes;
        self.time += time;
    }

    fn print(mut self, worst: usize) {
        let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len().max(1) as f64;
        print!("{}: {} pages", self.name, self.pages);
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
        for (what, right) in [
            ("titles", &self.titles),
            ("authors", &self.authors),
            ("dates", &self.dates),
        ] {
            if right.all > 0 {
                print!("  {what} {:.3}", share(right.as_given, right.all));
                if right.bare > right.as_given {
                    print!(" ({:.3} of {})", share(right.bare, right.all), right.all);
                } else {
                    print!(" of {}", right.all);
                }
            }
        }
        println!(
            "  {:.1} MB/s",
            self.bytes as f64 / 1e6 / self.time.as_secs_f64()
        );
        self.ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (f1, page) in self.ranked.iter().take(worst) {
            println!("  {f1:.3} {page}");
        }
    }
}
