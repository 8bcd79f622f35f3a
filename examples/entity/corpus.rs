//! Reads the tagged sets of the data folder's form: one JSON object a line with `tokens` and `tags`, gzipped or not.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;
use nutgraf::analysis::entity::piece::Label;
use nutgraf::model::span::Span;

/// A sentence as text, with the words of its set and the names in it, both as byte spans.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub(crate) document: String,
    pub(crate) text: String,
    pub(crate) words: Vec<Span>,
    pub(crate) names: Vec<(Span, Label)>,
}

/// All sentences of a file.
pub(crate) fn read(path: &Path) -> std::io::Result<Vec<Sentence>> {
    let file = File::open(path)?;
    let packed = path.extension().is_some_and(|e| e == "gz");
    let reader: Box<dyn Read> = if packed {
        Box::new(GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut out = Vec::new();
    for line in BufReader::new(reader).lines() {
        let Ok(record) = serde_json::from_str::<serde_json::Value>(&line?) else {
            continue;
        };
        out.push(sentence(&record));
    }
    Ok(out)
}

fn sentence(record: &serde_json::Value) -> Sentence {
    let strings = |key: &str| -> Vec<String> {
        record[key]
            .as_array()
            .map(|list| {
                list.iter()
                    .map(|v| v.as_str().unwrap_or("").to_owned())
                    .collect()
            })
            .unwrap_or_default()
    };
    let tokens = strings("tokens");
    let tags = strings("tags");
    let document = record["doc"]
        .as_str()
        .map(str::to_owned)
        .or_else(|| record["doc"].as_i64().map(|doc| doc.to_string()))
        .or_else(|| record["id"].as_str().map(str::to_owned))
        .unwrap_or_default();
    let mut text = String::new();
    let mut words = Vec::new();
    for token in &tokens {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(token);
        words.push(Span::new(start, text.len()));
    }
    let mut names: Vec<(Span, Label)> = Vec::new();
    for (word, tag) in words.iter().zip(&tags) {
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
pub(crate) fn held_out(sentence: &Sentence) -> bool {
    let hash = sentence.document.bytes().fold(2_166_136_261u32, |h, b| {
        (h ^ u32::from(b)).wrapping_mul(16_777_619)
    });
    hash.is_multiple_of(5)
}
