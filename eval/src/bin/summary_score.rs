//! Owns: how near summaries come to references.
//! Promises: ours and the first sentences are judged alike.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin summary_score -- FILE.jsonl.gz -k 3 [--json]
//! ```
//! Prints ROUGE-1, -2 and -L(sum) F of ours and of the first k sentences, and how many summaries of each open with a
//! pronoun or connective that hangs in the air. With `--json` it prints one line a document instead, for
//! `eval/peers/summary_peers.py`: `{"id", "source", "reference", "ours", "sentences"}`.
#![expect(clippy::cast_precision_loss, reason = "means of small counts")]

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use nutgraf_analysis::{AnalysisOptions, Analyst};
use nutgraf_eval::measure::documents;
use nutgraf_eval::measure::rouge::{Counter, Rouge, Words, compare};

/// First words that ask "who?" or "than what?" of the reader: counted in the same way for everyone.
const DANGLING: &str = "he she it they his her hers its their theirs him them this that these those such but and or so however \
                        also meanwhile moreover furthermore then therefore thus yet still nevertheless nonetheless instead \
                        besides additionally hence";

fn dangles(sentence: Option<&String>) -> bool {
    let first = sentence
        .and_then(|s| {
            s.split(|c: char| !c.is_alphanumeric())
                .find(|w| !w.is_empty())
        })
        .map(str::to_lowercase);
    first.is_some_and(|first| DANGLING.split_whitespace().any(|w| w == first))
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments
        .first()
        .context("a file of articles with summaries")?;
    let k = arguments
        .iter()
        .position(|a| a == "-k")
        .and_then(|at| arguments.get(at + 1))
        .map_or(Ok(3), |n| n.parse::<usize>())?;
    let json = arguments.iter().any(|a| a == "--json");
    let analyst = Analyst::new(&nutgraf_analysis::lexicon());
    let options = AnalysisOptions {
        summary_sentences: k,
        ..AnalysisOptions::default()
    };
    let mut out = std::io::stdout().lock();
    let mut counter = Counter::default();
    let mut sums = [Rouge::default(); 2];
    let mut dangling = [0usize; 2];
    let mut count = 0usize;
    for document in documents::read(Path::new(path))? {
        let article = &document.article;
        let analysis = analyst.analyze(article, document.sentences, &options);
        let ours: Vec<String> = analysis
            .summary
            .iter()
            .map(|s| s.span.of(&article.text).to_owned())
            .collect();
        let sentences: Vec<String> = analysis
            .sentences
            .iter()
            .map(|s| s.of(&article.text).to_owned())
            .collect();
        if json {
            let line = serde_json::json!({
                "id": document.id, "source": document.source, "reference": document.reference, "ours": ours, "sentences": sentences,
            });
            writeln!(out, "{line}")?;
            continue;
        }
        let lead: Vec<String> = sentences.into_iter().take(k).collect();
        let mut words = |lines: &[String]| -> Vec<Words> {
            lines.iter().map(|line| counter.words(line)).collect()
        };
        let reference = words(&document.reference);
        for (at, summary) in [&ours, &lead].into_iter().enumerate() {
            let score = compare(&words(summary), &reference);
            sums[at].one += score.one;
            sums[at].two += score.two;
            sums[at].long += score.long;
            dangling[at] += usize::from(dangles(summary.first()));
        }
        count += 1;
    }
    if json {
        return Ok(());
    }
    writeln!(out, "{count} documents, k = {k}; ROUGE F in per cent")?;
    let total = count.max(1) as f64;
    for (at, name) in ["ours", "lead"].into_iter().enumerate() {
        let mean = |sum: f64| 100.0 * sum / total;
        writeln!(
            out,
            "{name:5} R1 {:.2}  R2 {:.2}  Lsum {:.2}  dangling openers {:.1} %",
            mean(sums[at].one),
            mean(sums[at].two),
            mean(sums[at].long),
            100.0 * dangling[at] as f64 / total,
        )?;
    }
    Ok(())
}
