//! Owns: the sets of articles of which people said which tell of the same, as the threader takes them; and the measures.
//! Promises: articles are read as the program reads them; the measures are those of `news_score.py`.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use nutgraf_analysis::story::Item;
use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_read::Options;
use nutgraf_read::model::article::Format;
use nutgraf_read::text::sentence::sentences;
use serde_json::{Map, Value};

use crate::measure::records;

/// An article of a set.
#[derive(Clone, Debug)]
pub struct Threaded {
    /// As the threader takes it; articles are numbered from 1.
    pub item: Item,
    /// Which articles tell of the same, said by people; empty when nobody did.
    pub gold: String,
    /// The id of its record.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Who published it.
    pub source: String,
}

/// Reads a set of the data folder. `keep` chooses among its records.
pub fn read(
    analyst: &Analyst,
    options: &Options,
    name: &str,
    keep: impl Fn(&Value) -> bool,
) -> Vec<Threaded> {
    let mut chosen: Vec<Value> = records(name).into_iter().filter(|r| keep(r)).collect();
    let key = |record: &Value| {
        let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
        (text("date"), text("id"))
    };
    chosen.sort_by_key(key);
    let options = options.with_format(Format::Jsonl);
    let mut found = Vec::new();
    for record in chosen {
        let line = line(&record);
        for article in nutgraf_read::read(line.as_bytes(), &options) {
            let sentences = sentences(&article.text, &article.blocks, &options.rules);
            let analysis = analyst.analyze(&article, sentences, &AnalysisOptions::default());
            found.push(Threaded {
                item: Item {
                    article: u32::try_from(found.len() + 1).unwrap_or(u32::MAX),
                    signature: analysis.signature,
                    published: article.meta.published,
                    copies: 0,
                },
                gold: record["cluster"].as_str().unwrap_or_default().to_owned(),
                id: record["id"].as_str().unwrap_or_default().to_owned(),
                title: article.meta.title,
                source: article.meta.source.unwrap_or_default(),
            });
        }
    }
    found
}

/// A record as a line that the program imports.
fn line(record: &Value) -> String {
    let mut out = Map::new();
    for (name, key) in [
        ("id", "id"),
        ("title", "title"),
        ("source", "source"),
        ("published", "date"),
        ("url", "url"),
        ("text", "text"),
    ] {
        if let Some(text) = record[key].as_str().filter(|text| !text.is_empty()) {
            out.insert(name.to_owned(), text.into());
        }
    }
    // Sets of titles alone.
    if !out.contains_key("text") {
        out.insert("text".to_owned(), record["title"].clone());
    }
    if let Some(moment) = record["date_ms"]
        .as_str()
        .and_then(|ms| ms.parse::<i64>().ok())
    {
        let moment = nutgraf_read::model::moment::Moment(moment / 1000);
        out.insert("published".to_owned(), moment.to_string().into());
    }
    Value::Object(out).to_string()
}

/// How well one grouping agrees with another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// `BCubed` precision and recall.
    pub bcubed: (f64, f64),
    /// Precision and recall over pairs of articles.
    pub pairs: (f64, f64),
    /// How many groups there are.
    pub groups: usize,
}

/// The harmonic mean.
pub fn f1((precision, recall): (f64, f64)) -> f64 {
    if precision + recall > 0.0 {
        2.0 * precision * recall / (precision + recall)
    } else {
        0.0
    }
}

/// Compares the groups that articles were put into with those that they belong to.
pub fn agreement<P: Hash + Eq + Copy, G: Hash + Eq + Copy>(found: &[P], gold: &[G]) -> Agreement {
    let (mut of_found, mut of_gold, mut of_both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (p, g) in found.iter().zip(gold) {
        *of_found.entry(*p).or_insert(0.0) += 1.0;
        *of_gold.entry(*g).or_insert(0.0) += 1.0;
        *of_both.entry((*p, *g)).or_insert(0.0) += 1.0;
    }
    let mut all = 0.0;
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((p, g), count) in &of_both {
        precision += count * count / of_found[p];
        recall += count * count / of_gold[g];
        all += count;
    }
    let right = pairs(of_both.values());
    let share = |all: f64| if all > 0.0 { right / all } else { 1.0 };
    Agreement {
        bcubed: (precision / all, recall / all),
        pairs: (
            share(pairs(of_found.values())),
            share(pairs(of_gold.values())),
        ),
        groups: of_found.len(),
    }
}

fn pairs<'a>(counts: impl Iterator<Item = &'a f64>) -> f64 {
    counts.map(|n| n * (n - 1.0) / 2.0).sum()
}

/// The articles of each group, the largest group first.
pub fn largest<'t>(found: &[u32], set: &'t [Threaded]) -> Vec<Vec<&'t Threaded>> {
    let mut groups: BTreeMap<u32, Vec<&Threaded>> = BTreeMap::new();
    for (story, article) in found.iter().zip(set) {
        groups.entry(*story).or_default().push(article);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}
