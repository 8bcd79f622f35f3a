//! Owns: how right sentence boundaries are against gold, and the same texts for `eval/peers/sentence_peers.py`.
//! Promises: ours and the peers read the same texts.
//!
//! ```text
//! cargo run --release -p nutgraf-eval --bin sentence_score                 # our F1 per set
//! cargo run --release -p nutgraf-eval --bin sentence_score -- export FILE  # texts with gold, for the peers
//! cargo run --release -p nutgraf-eval --bin sentence_score -- show SET     # where we differ
//! ```
//! Needs the development data (`NUTGRAF_SHARED` or `../shared`). A document's gold sentences are joined by single
//! blanks into one paragraph, which is harder than news as it comes; the end of the text does not count.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a program for developers: it reads its own files and stops when one is odd"
)]

use std::collections::BTreeSet;

use nutgraf_eval::measure::records;
use nutgraf_read::model::article::{Block, BlockKind};
use nutgraf_read::model::span::Span;
use nutgraf_read::text::Rules;
use serde_json::{Value, json};

/// A text with the byte offsets at which its gold sentences end, the last left out.
struct Gold {
    text: String,
    ends: BTreeSet<usize>,
}

impl Gold {
    fn of(sentences: &[String]) -> Self {
        let mut gold = Self {
            text: String::new(),
            ends: BTreeSet::new(),
        };
        for sentence in sentences.iter().map(|s| s.trim()).filter(|s| !s.is_empty()) {
            if !gold.text.is_empty() {
                gold.ends.insert(gold.text.len());
                gold.text.push(' ');
            }
            gold.text.push_str(sentence);
        }
        gold
    }
}

/// Words as they were printed: no blank before closing marks or after opening ones; straight quotes take turns.
fn printed(tokens: &[&str]) -> String {
    let mut out = String::new();
    let mut open = false;
    let mut glue = true;
    for token in tokens {
        let quote = *token == "\"";
        let closes = matches!(
            *token,
            "." | ","
                | ";"
                | ":"
                | "!"
                | "?"
                | ")"
                | "]"
                | "%"
                | "’"
                | "”"
                | "'s"
                | "’s"
                | "n't"
                | "n’t"
                | "'"
                | "..."
        ) || (quote && open)
            || token.starts_with(['\'', '’']) && token.len() > 1;
        if !glue && !closes {
            out.push(' ');
        }
        out.push_str(token);
        glue = matches!(*token, "(" | "[" | "$" | "£" | "€" | "“" | "‘") || (quote && !open);
        if quote {
            open = !open;
        }
    }
    out
}

fn tokens(record: &Value) -> Vec<&str> {
    record["tokens"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect()
}

fn set(name: &str) -> Vec<Gold> {
    if name == "bbc100" {
        let split = |r: &Value| {
            r["article"]
                .as_str()
                .unwrap()
                .lines()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        return records("summaries/bbc100")
            .iter()
            .map(|r| Gold::of(&split(r)))
            .collect();
    }
    let file = if name == "re3d" {
        "ner/re3d_train"
    } else {
        "ner/gum_open"
    };
    let mut docs: Vec<(String, Vec<String>)> = Vec::new();
    for (at, record) in records(file).iter().enumerate() {
        // The sentences of re3d come in no order: ten of them make a text.
        let doc = if name == "re3d" {
            (at / 10).to_string()
        } else {
            record["doc"].as_str().unwrap_or("").to_owned()
        };
        let sentence = printed(&tokens(record));
        match docs.last_mut() {
            Some((last, sentences)) if *last == doc => sentences.push(sentence),
            _ => docs.push((doc, vec![sentence])),
        }
    }
    docs.iter()
        .map(|(_, sentences)| Gold::of(sentences))
        .collect()
}

const SETS: [&str; 3] = ["bbc100", "re3d", "gum"];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [command, file] = args.as_slice()
        && command == "export"
    {
        let mut out = String::new();
        for name in SETS {
            for gold in set(name) {
                let chars = |at: &usize| gold.text.get(..*at).unwrap_or("").chars().count();
                let ends: Vec<usize> = gold.ends.iter().map(chars).collect();
                out.push_str(&json!({"set": name, "text": gold.text, "ends": ends}).to_string());
                out.push('\n');
            }
        }
        std::fs::write(file, out).unwrap();
        return;
    }
    let rules = Rules::new(&nutgraf_analysis::lexicon());
    for name in SETS {
        let (mut right, mut found, mut wanted) = (0, 0, 0);
        for gold in set(name) {
            let whole = Block {
                kind: BlockKind::Paragraph,
                span: Span::new(0, gold.text.len()),
            };
            let spans = nutgraf_read::text::sentences(&gold.text, &[whole], &rules);
            let ends: BTreeSet<usize> = spans
                .iter()
                .map(|s| s.end as usize)
                .filter(|end| *end < gold.text.len())
                .collect();
            right += ends.intersection(&gold.ends).count();
            found += ends.len();
            wanted += gold.ends.len();
            if args.get(1).is_some_and(|s| s == name) {
                for at in ends.symmetric_difference(&gold.ends) {
                    let kind = if gold.ends.contains(at) {
                        "missed"
                    } else {
                        "wrong "
                    };
                    let from = (0..=at.saturating_sub(50))
                        .rev()
                        .find(|i| gold.text.is_char_boundary(*i))
                        .unwrap_or(0);
                    let to = (at + 40..gold.text.len())
                        .find(|i| gold.text.is_char_boundary(*i))
                        .unwrap_or(gold.text.len());
                    println!(
                        "{kind} {} ¦ {}",
                        gold.text.get(from..*at).unwrap_or(""),
                        gold.text.get(*at..to).unwrap_or("")
                    );
                }
            }
        }
        let (p, r) = (right as f64 / found as f64, right as f64 / wanted as f64);
        println!(
            "{name:8} precision {p:.4} recall {r:.4} F1 {:.4}  ({wanted} boundaries)",
            2.0 * p * r / (p + r)
        );
    }
}
