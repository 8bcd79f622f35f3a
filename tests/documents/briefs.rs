//! Briefs over every set of stories beside the project: each line is a part of a sentence of the article that it names, and
//! hardly any tells what an earlier one told.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use crate::beside;
use flate2::read::MultiGzDecoder;
use nutgraf_analysis::brief::told::Told;
use nutgraf_analysis::brief::{Chooser, Group, Source};
use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_read::Options;
use nutgraf_read::model::analysis::Analysis;
use nutgraf_read::model::article::{Article, Format};
use nutgraf_read::text::sentences;
use rayon::prelude::*;
use serde_json::{Value, json};

/// Of each file so many groups, and so many articles of one: a debug build is slow.
const GROUPS: usize = 8;
const ARTICLES: usize = 10;
/// From this overlap on two lines tell the same; so many of a hundred lines may.
const AGAIN: f64 = 0.6;
const MOST: usize = 5;

/// The texts of a file by what they are grouped by there; where nothing groups them, ten neighbours each.
fn groups(path: &Path) -> Vec<Vec<(String, String)>> {
    let lines = BufReader::new(MultiGzDecoder::new(File::open(path).unwrap())).lines();
    let mut groups: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (at, line) in lines.map(Result::unwrap).enumerate() {
        let Ok(record) = serde_json::from_str::<Value>(&line) else {
            continue;
        };
        let named = ["cluster", "corpus"].map(|key| record[key].as_str());
        let named = named.into_iter().flatten().next();
        let mut name = named.map_or_else(|| format!("{:05}", at / ARTICLES), str::to_owned);
        if let Some(day) = record["date"]
            .as_str()
            .filter(|_| record["corpus"].is_string())
        {
            name.push_str(day);
        }
        let several = record["docs"].as_array().cloned();
        if several.is_some() {
            name = format!("{at:05}");
        }
        for one in several.unwrap_or_else(|| vec![record]) {
            let text = match (&one["text"], &one["content"], &one["sentences"]) {
                (Value::String(text), ..) | (_, Value::String(text), _) => text.clone(),
                (.., Value::Array(all)) => {
                    let all: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
                    all.join("\n\n")
                }
                _ => continue,
            };
            let title = one["title"].as_str().unwrap_or("").to_owned();
            groups.entry(name.clone()).or_default().push((title, text));
        }
    }
    let many: Vec<_> = groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect();
    let step = many.len().div_ceil(GROUPS).max(1);
    many.into_iter().step_by(step).collect()
}

fn words(line: &str) -> HashSet<String> {
    let low = line.to_lowercase();
    let words = low.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| w.len() > 3).map(str::to_owned).collect()
}

/// How many lines a brief of these texts has, and how many of them tell what an earlier one told.
fn check(texts: &[(String, String)], options: &Options, analyst: &Analyst) -> (usize, usize) {
    let mut read: Vec<(Article, Analysis)> = Vec::new();
    for (at, (title, text)) in texts.iter().take(ARTICLES).enumerate() {
        let line = json!({"id": at.to_string(), "title": title, "text": text}).to_string();
        for article in nutgraf_read::read(line.as_bytes(), options) {
            let spans = sentences(&article.text, &article.blocks, &options.rules);
            let analysis = analyst.analyze(&article, spans, &AnalysisOptions::default());
            read.push((article, analysis));
        }
    }
    let sources = read
        .iter()
        .zip(0..)
        .map(|((article, analysis), origin)| Source {
            article,
            analysis,
            origin,
            published: None,
        });
    let group = Group {
        weight: 1.0,
        sources: sources.collect(),
    };
    let chosen = Chooser::default().choose(&[group], 250, &Told::default());
    let (mut before, mut again): (Vec<HashSet<String>>, usize) = (Vec::new(), 0);
    for line in chosen.iter().flatten() {
        let (article, analysis) = &read[line.article];
        let whole = |span: &&nutgraf_read::model::span::Span| span.contains(line.span);
        assert!(
            analysis.sentences.iter().any(|span| whole(&span)),
            "a part of one sentence"
        );
        let own = words(line.span.of(&article.text));
        let repeats = |other: &HashSet<String>| {
            let least = own.len().min(other.len()).max(1);
            let shared = own.intersection(other).count();
            f64::from(u32::try_from(shared).unwrap())
                > AGAIN * f64::from(u32::try_from(least).unwrap())
        };
        again += usize::from(before.iter().any(repeats));
        before.push(own);
    }
    (before.len(), again)
}

#[test]
fn lines_are_their_articles_own_and_each_thing_is_told_once() {
    let Some(folder) = beside::folder("data/stories") else {
        return;
    };
    let options = Options::default().with_format(Format::Jsonl);
    let analyst = Analyst::embedded();
    let all: Vec<_> = beside::files(&folder)
        .iter()
        .flat_map(|path| groups(path))
        .collect();
    let counts: Vec<(usize, usize)> = all
        .par_iter()
        .map(|texts| check(texts, &options, &analyst))
        .collect();
    let lines: usize = counts.iter().map(|(lines, _)| lines).sum();
    let again: usize = counts.iter().map(|(_, again)| again).sum();
    assert!(lines > 150, "{lines} lines of {} briefs", all.len());
    assert!(
        again * 100 <= lines * MOST,
        "{again} of {lines} lines tell what an earlier one told"
    );
}
