//! Owns: tagged sets, as records with `tokens` and `tags`, and as sentences tagged in their text (`[PER Anna Ruiz] left .`),
//! a blank line between documents.
//! Promises: which documents are kept from training depends on their names alone.

use std::path::Path;

use nutgraf_analysis::entity::name_mention::Label;
use nutgraf_read::model::span::Span;

use crate::measure::records;

/// A sentence as text, with the words of its set and the names in it, both as byte spans.
#[derive(Clone, Debug)]
pub struct Sentence {
    pub document: String,
    pub text: String,
    pub words: Vec<Span>,
    pub names: Vec<(Span, Label)>,
}

/// All sentences of a file.
pub fn read(path: &Path) -> std::io::Result<Vec<Sentence>> {
    if path.extension().is_some_and(|e| e == "txt") {
        return Ok(marked(&std::fs::read_to_string(path)?));
    }
    records::read(path)?
        .map(|record| Ok(sentence(&record?)))
        .collect()
}

/// Sentences tagged in their text.
fn marked(text: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut document = 0;
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        if line.is_empty() {
            document += 1;
            continue;
        }
        let mut sentence = Sentence {
            document: document.to_string(),
            text: String::new(),
            words: Vec::new(),
            names: Vec::new(),
        };
        let mut open = None;
        for word in line.split(' ') {
            if let Some(kind) = word.strip_prefix('[') {
                open = label_of(kind);
                if open.is_some() {
                    continue;
                }
            }
            if !sentence.text.is_empty() {
                sentence.text.push(' ');
            }
            let start = sentence.text.len();
            let closes = open.is_some() && word.ends_with(']');
            sentence.text.push_str(if closes {
                word.trim_end_matches(']')
            } else {
                word
            });
            let span = Span::new(start, sentence.text.len());
            sentence.words.push(span);
            if let Some((label, name)) = open.as_mut() {
                *name = name.map_or(Some(span), |n: Span| Some(n.union(span)));
                if closes {
                    sentence.names.extend(name.map(|n| (n, *label)));
                    open = None;
                }
            }
        }
        out.push(sentence);
    }
    out
}

fn label_of(kind: &str) -> Option<(Label, Option<Span>)> {
    let label = match kind {
        "PER" => Label::Person,
        "ORG" => Label::Organization,
        "LOC" => Label::Location,
        "MISC" => Label::Misc,
        _ => return None,
    };
    Some((label, None))
}

fn sentence(record: &serde_json::Value) -> Sentence {
    of_words(
        document(record),
        &strings(record, "tokens"),
        &strings(record, "tags"),
    )
}

/// The strings of a list in a record.
pub fn strings(record: &serde_json::Value, key: &str) -> Vec<String> {
    let list = record[key].as_array().into_iter().flatten();
    list.map(|v| v.as_str().unwrap_or("").to_owned()).collect()
}

/// The name of the document that a record is of.
pub fn document(record: &serde_json::Value) -> String {
    record["doc"]
        .as_str()
        .map(str::to_owned)
        .or_else(|| record["doc"].as_i64().map(|doc| doc.to_string()))
        .or_else(|| record["id"].as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// A sentence of words and their tags, `B-PER I-PER O`.
pub fn of_words(document: String, tokens: &[String], tags: &[String]) -> Sentence {
    let mut text = String::new();
    let mut words = Vec::new();
    for token in tokens {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(token);
        words.push(Span::new(start, text.len()));
    }
    let mut names: Vec<(Span, Label)> = Vec::new();
    for (word, tag) in words.iter().zip(tags) {
        let label = match tag.get(2..) {
            Some("PER") => Label::Person,
            Some("ORG") => Label::Organization,
            Some("LOC") => Label::Location,
            Some("MISC") => Label::Misc,
            _ => continue,
        };
        match names.last_mut() {
            Some((span, last))
                if tag.starts_with("I-") && *last == label && span.end + 1 == word.start =>
            {
                *span = span.union(*word);
            }
            _ => names.push((*word, label)),
        }
    }
    Sentence {
        document,
        text,
        words,
        names,
    }
}

/// Whether a document is kept from training, so that it can measure: a fifth of all, by a hash of its name.
pub fn held_out(sentence: &Sentence) -> bool {
    let hash = sentence.document.bytes().fold(2_166_136_261u32, |h, b| {
        (h ^ u32::from(b)).wrapping_mul(16_777_619)
    });
    hash.is_multiple_of(5)
}
