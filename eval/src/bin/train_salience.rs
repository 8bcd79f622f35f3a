//! Owns: the fit of the weights of salience, and how good the order is that they give.
//! Promises: half of the articles (by a hash) fit, the other half measure, then the other way round.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin train_salience -- FILE.jsonl.gz… [--no-title]
//! ```
//! Records have `title`, `article`, `summary`, as `DATA/summaries` has them. An actor counts as what the article is about when
//! the publisher's own summary names it. What is printed as weights is fitted to all and, heavier, to the articles of `front_dev`, whose
//! actors were labelled by hand. `--no-title` hides the titles.

#![expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "an example prints, and its arithmetic is small"
)]

use std::path::Path;

use nutgraf_analysis::entity::Finder;
use nutgraf_analysis::entity::salience::{EVIDENCE, NAMES};
use nutgraf_eval::measure::{documents, front};
use nutgraf_read::model::article::Article;
use nutgraf_read::model::span::Span;
use nutgraf_read::text;
use serde_json::Value;

/// One actor of an article: its evidence, the salience that the program gives, whether the summary names it.
type Row = ([f32; EVIDENCE], f32, bool);

/// How much an actor of a labelled article counts against one of an article with a summary.
const LABELLED: f32 = 20.0;

fn main() -> anyhow::Result<()> {
    let files = nutgraf_analysis::lexicon();
    let finder = Finder::new(&files);
    let no_title = std::env::args().any(|a| a == "--no-title");
    let mut articles: Vec<(bool, Vec<Row>)> = Vec::new();
    for path in std::env::args().skip(1).filter(|a| !a.starts_with("--")) {
        for mut document in documents::read(Path::new(&path))? {
            if no_title {
                document.article.meta.title.clear();
            }
            let rows = rows(&finder, &document);
            let about = rows.iter().filter(|r| r.2).count();
            if about > 0 && about < rows.len() {
                let hash = document
                    .id
                    .bytes()
                    .chain(document.date.bytes())
                    .fold(7u32, |h, b| h.wrapping_mul(16_777_619) ^ u32::from(b));
                articles.push((hash >> 9 & 1 == 1, rows));
            }
        }
    }
    println!(
        "{} articles with actors in and out of their summaries",
        articles.len()
    );
    let now = |row: &Row| row.1;
    print("as the program orders them", &articles, now);
    print("by count alone", &articles, |row| row.0[1]);
    let labelled = labelled(&finder);
    let front = |half: Option<bool>| {
        let of_half = move |at: &usize| half.is_none_or(|half| (at % 2 == 1) == half);
        let chosen = labelled
            .iter()
            .enumerate()
            .filter(move |(at, _)| of_half(at));
        chosen.flat_map(|(_, rows)| rows).map(|row| (row, LABELLED))
    };
    let halves = [true, false].map(|half| {
        let told = articles.iter().filter(|a| a.0 == half).flat_map(|a| &a.1);
        fit(told.map(|row| (row, 1.0)).chain(front(Some(half))))
    });
    let mut crossed = Vec::new();
    for (half, rows) in &articles {
        let weights = halves[usize::from(*half)];
        let judged = rows
            .iter()
            .map(|r| (r.0, dot(&r.0, &weights), r.2))
            .collect();
        crossed.push((*half, judged));
    }
    print("fitted on the other half", &crossed, now);
    let told = articles.iter().flat_map(|a| &a.1).map(|row| (row, 1.0));
    let weights = fit(told.chain(front(None)));
    for (name, weight) in NAMES.iter().zip(weights) {
        println!("{weight:>7.2}  {name}");
    }
    Ok(())
}

/// The actors of the labelled articles, whether they are among the five that the article is about.
fn labelled(finder: &Finder) -> Vec<Vec<Row>> {
    let options = nutgraf_read::Options::default();
    let row = |record: &Value, article: &Article| {
        let sentences = text::sentences(&article.text, &article.blocks, &options.rules);
        let about: Vec<String> = record["gold"]["actors"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|gold| gold["rank"].as_u64().is_some_and(|rank| rank <= 5))
            .flat_map(front::forms)
            .collect();
        let weighed = finder.weighed(article, &sentences);
        weighed
            .into_iter()
            .map(|(entity, evidence)| {
                let mentions = entity.mentions.iter().map(|m| m.span.of(&article.text));
                let mut forms = mentions.chain([&*entity.name]).map(front::bare);
                let named = forms.any(|form| about.contains(&form));
                (evidence, entity.salience, named)
            })
            .collect()
    };
    let articles = front::articles(&options);
    articles
        .iter()
        .map(|(record, article)| row(record, article))
        .collect()
}

fn rows(finder: &Finder, document: &documents::Document) -> Vec<Row> {
    let summary = document.reference.join("\n");
    let spans = [Span::new(0, summary.len())];
    let told = finder.find(
        &Article {
            text: summary.as_str().into(),
            blocks: Vec::new(),
            ..document.article.clone()
        },
        &spans,
        None,
    );
    let told: Vec<&str> = told
        .entities
        .iter()
        .filter(|e| !e.mentions.is_empty())
        .map(|e| &*e.id.0)
        .collect();
    finder
        .weighed(&document.article, &document.sentences)
        .into_iter()
        .map(|(entity, evidence)| {
            let surname = entity.name.rsplit(' ').next().unwrap_or_default();
            let named = told.contains(&&*entity.id.0)
                || surname.len() > 4 && summary.contains(surname)
                || entity.mentions.iter().any(|m| {
                    m.span.len() > 4 && summary.contains(m.span.of(&document.article.text))
                });
            (evidence, entity.salience, named)
        })
        .collect()
}

fn dot(evidence: &[f32; EVIDENCE], weights: &[f32; EVIDENCE]) -> f32 {
    evidence.iter().zip(weights).map(|(a, b)| a * b).sum()
}

/// Logistic regression by gradient descent with a small decay.
fn fit<'a>(rows: impl Iterator<Item = (&'a Row, f32)>) -> [f32; EVIDENCE] {
    let rows: Vec<(&Row, f32)> = rows.collect();
    let all: f32 = rows.iter().map(|(_, weight)| weight).sum();
    let mut weights = [0.0f32; EVIDENCE];
    let mut squares = [1e-6f32; EVIDENCE];
    for _ in 0..400 {
        let mut slope = [0.0f32; EVIDENCE];
        for ((evidence, _, named), heavy) in &rows {
            let chance = 1.0 / (1.0 + (-dot(evidence, &weights)).exp());
            let miss = heavy * (f32::from(u8::from(*named)) - chance);
            for (s, e) in slope.iter_mut().zip(evidence) {
                *s += miss * e;
            }
        }
        for ((weight, square), s) in weights.iter_mut().zip(&mut squares).zip(slope) {
            let s = s / all - 1e-4 * *weight;
            *square = 0.95 * *square + 0.05 * s * s;
            *weight += 0.03 * s / square.sqrt().max(1e-4);
        }
    }
    weights
}

/// Of the order: how often the first is named by the summary, how much of what the summary names stands at the top (as many as
/// it names), and how often of two actors the one that it names stands higher.
fn print(title: &str, articles: &[(bool, Vec<Row>)], judge: impl Fn(&Row) -> f32) {
    let (mut first, mut top, mut pairs) = (0.0f64, 0.0f64, 0.0f64);
    for (_, rows) in articles {
        let mut order: Vec<(f32, bool)> = rows.iter().map(|r| (judge(r), r.2)).collect();
        order.sort_by(|a, b| b.0.total_cmp(&a.0));
        let named = order.iter().filter(|r| r.1).count();
        first += f64::from(u8::from(order[0].1));
        top += order[..named].iter().filter(|r| r.1).count() as f64 / named as f64;
        let mut above = 0usize;
        let mut seen = 0usize;
        for (_, is) in &order {
            if *is {
                seen += 1;
            } else {
                above += seen;
            }
        }
        pairs += above as f64 / (named * (order.len() - named)) as f64;
    }
    let share = |sum: f64| 100.0 * sum / articles.len() as f64;
    println!(
        "{title:<28} first right {:.1} %, top right {:.1} %, pairs right {:.1} %",
        share(first),
        share(top),
        share(pairs)
    );
}
