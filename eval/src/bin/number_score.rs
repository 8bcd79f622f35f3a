//! Owns: how well quantities that contradict each other are found (`nutgraf_analysis::number`), against groups that were
//! labelled by hand.
//! Promises: every run gives the same figures.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin number_score [list]
//! ```
//! `list` names each pair that is told wrongly or missed.
//! Needs the development data (`NUTGRAF_SHARED` or `../shared`). The labels (`eval/data/number_labels.tsv`) hold ids and
//! values only. Counted are pairs of values of one group, whichever articles tell them; what a bare noun counts is never
//! called a contradiction, so labelled pairs of such groups count as missed.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a program for developers: it reads its own files and stops when one is odd"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use nutgraf_analysis::number::{What, contradict, quantities, settle};
use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_eval::measure::{own, records};
use nutgraf_read::Options;
use nutgraf_read::date::mention;
use nutgraf_read::model::article::Format;
use nutgraf_read::model::moment::Moment;
use serde_json::{Value, json};

/// Topic, day and kind of a group.
type Group = (String, String, String);
/// Two values of a group that contradict each other, in thousandths, the smaller first.
type Pair = (Group, i64, i64);

fn pair(group: &Group, one: f64, other: f64) -> Pair {
    let whole = |value: f64| format!("{:.0}", value * 1000.0).parse().unwrap_or(i64::MAX);
    let (one, other): (i64, i64) = (whole(one), whole(other));
    (group.clone(), one.min(other), one.max(other))
}

fn labels() -> (BTreeSet<Group>, BTreeSet<Pair>) {
    let text = fs::read_to_string(own("eval/data/number_labels.tsv")).unwrap();
    let (mut groups, mut pairs) = (BTreeSet::new(), BTreeSet::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let group: Group = (fields[1].into(), fields[2].into(), fields[3].into());
        if fields[0] == "group" {
            groups.insert(group);
        } else {
            pairs.insert(pair(
                &group,
                fields[5].parse().unwrap(),
                fields[7].parse().unwrap(),
            ));
        }
    }
    (groups, pairs)
}

/// Whether a quantity is of the kind that a group is about.
fn fits(what: &What, kind: &str) -> bool {
    match kind {
        "killed" | "toll" => *what == What::Dead,
        "injured" => *what == What::Injured,
        "cases" => *what == What::Cases,
        _ => matches!(what, What::Other(..)),
    }
}

fn found(record: &Value, group: &Group, (analyst, options): (&Analyst, &Options)) -> Vec<Pair> {
    let mut texts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for value in record["values"].as_array().unwrap() {
        for mention in value["mentions"].as_array().unwrap() {
            let sentence = mention["sentence"].as_str().unwrap();
            texts
                .entry(mention["id"].as_str().unwrap())
                .or_default()
                .insert(sentence);
        }
    }
    let mut told = Vec::new();
    for (id, sentences) in texts {
        let text: Vec<&str> = sentences.into_iter().collect();
        let line = json!({"id": id, "published": group.1, "text": text.join("\n\n")}).to_string();
        for article in nutgraf_read::read(line.as_bytes(), options) {
            let spans =
                nutgraf_read::text::sentences(&article.text, &article.blocks, &options.rules);
            let times = mention::in_article(&article, &spans);
            let published = article.meta.published.and_then(Moment::day);
            let asked = AnalysisOptions::default();
            let entities = analyst.analyze(&article, spans.clone(), &asked).entities;
            told.push(quantities(
                &article.text,
                &spans,
                (&times, published),
                &entities,
            ));
        }
    }
    settle(&mut told);
    if std::env::args().nth(1).as_deref() == Some("list") {
        for quantity in told
            .iter()
            .flatten()
            .filter(|one| fits(&one.what, &group.2))
        {
            println!(
                "{}\t{}\t{}\t{:?} {:?} {}",
                group.0, group.1, group.2, quantity.range, quantity.scope, quantity.rate
            );
        }
    }
    let mut pairs = Vec::new();
    for (at, one) in told.iter().enumerate() {
        for (a, b) in told.iter().skip(at + 1).flat_map(|other| {
            one.iter()
                .flat_map(move |a| other.iter().map(move |b| (a, b)))
        }) {
            if fits(&a.what, &group.2) && contradict(a, b) {
                pairs.push(pair(group, a.value, b.value));
            }
        }
    }
    pairs
}

/// Names each pair that is told wrongly or missed.
fn list(told: &BTreeSet<Pair>, wanted: &BTreeSet<Pair>) {
    for (name, pairs) in [
        ("wrong", told.difference(wanted)),
        ("missed", wanted.difference(told)),
    ] {
        for ((topic, date, kind), low, high) in pairs {
            println!("{name}\t{topic}\t{date}\t{kind}\t{low}\t{high}");
        }
    }
}

fn main() {
    let mut options = Options::default().with_format(Format::Jsonl);
    options.clean = false;
    let analyst = Analyst::embedded();
    let (groups, wanted) = labels();
    let mut told: BTreeSet<Pair> = BTreeSet::new();
    for record in records("stories/numbers_candidates") {
        let field = |name: &str| record[name].as_str().unwrap().to_owned();
        let group = (field("topic"), field("date"), field("kind"));
        if groups.contains(&group) {
            told.extend(found(&record, &group, (&analyst, &options)));
        }
    }
    let show = |name: &str, kinds: &[&str]| {
        let of = |pairs: &BTreeSet<Pair>| -> BTreeSet<Pair> {
            let mine = pairs
                .iter()
                .filter(|((_, _, kind), ..)| kinds.contains(&kind.as_str()));
            mine.cloned().collect()
        };
        let (told, wanted) = (of(&told), of(&wanted));
        let hits = told.intersection(&wanted).count();
        println!(
            "{name:10} {} wanted, {} told, {hits} right: precision {:.3}, recall {:.3}",
            wanted.len(),
            told.len(),
            hits as f64 / told.len().max(1) as f64,
            hits as f64 / wanted.len().max(1) as f64
        );
    };
    if std::env::args().nth(1).as_deref() == Some("list") {
        list(&told, &wanted);
    }
    println!("{} groups", groups.len());
    show("people", &["killed", "toll", "injured", "cases"]);
    show("all", &["killed", "toll", "injured", "cases", "barrels"]);
}
