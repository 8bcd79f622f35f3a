//! Owns: the articles that were labelled by whether they speak in their author's own voice, as the program reads them.
//! Promises: in the order of the labels; those of `front_dev` apart.

use std::collections::HashMap;
use std::fs;

use nutgraf_read::model::article::Article;
use nutgraf_read::model::span::Span;
use nutgraf_read::text;
use serde_json::{Value, json};

use crate::measure::{front, own, records};

/// An article with its label.
#[derive(Clone, Debug)]
pub struct Voiced {
    pub id: String,
    pub article: Article,
    pub sentences: Vec<Span>,
    /// Whether its author speaks in their own voice.
    pub opinion: bool,
    /// How it came to be labelled.
    pub drawn: String,
}

/// Sets of articles by the name that stands before an id, and the file of each.
const TEXTS: [(&str, &str); 3] = [
    ("aggregator", "load/aggregator"),
    ("gothamist", "load/gothamist"),
    ("polnear_train", "quotes/polnear_train"),
];
/// The same for pages.
const PAGES: [(&str, &str); 3] = [
    ("newspaper4k", "html/newspaper4k"),
    ("trafilatura_en", "html/trafilatura_en"),
    ("readability", "html/readability"),
];

/// The articles of `eval/data/voice_labels.tsv`.
pub fn labelled(options: &nutgraf_read::Options) -> Vec<Voiced> {
    let path = own("eval/data/voice_labels.tsv");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => panic!("{}: {error}", path.display()),
    };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let lines: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    let wanted: HashMap<&str, &Vec<&str>> =
        lines.iter().map(|fields| (fields[0], fields)).collect();
    let mut found = HashMap::new();
    for (name, file) in TEXTS.iter().chain(&PAGES) {
        for record in records(file) {
            let id = format!("{name}/{}", record["id"].as_str().unwrap_or(""));
            if let Some(fields) = wanted.get(id.as_str())
                && let Some(article) = voiced(&record, &id, options)
            {
                let (opinion, drawn) = (fields[1] == "1", fields[2].to_owned());
                found.insert(
                    id,
                    Voiced {
                        opinion,
                        drawn,
                        ..article
                    },
                );
            }
        }
    }
    lines
        .iter()
        .filter_map(|fields| found.remove(fields[0]))
        .collect()
}

/// The articles of `front_dev`.
pub fn front(options: &nutgraf_read::Options) -> Vec<Voiced> {
    let articles = front::labelled()
        .into_iter()
        .filter_map(|(mut record, page)| {
            if let Some(page) = page {
                record["html"] = page.into();
            }
            let id = record["id"].as_str().unwrap_or("");
            Some(Voiced {
                opinion: record["gold"]["opinion"] == true,
                drawn: "front".to_owned(),
                ..voiced(&record, id, options)?
            })
        });
    articles.collect()
}

fn voiced(record: &Value, id: &str, options: &nutgraf_read::Options) -> Option<Voiced> {
    let mut line = json!({});
    for key in ["title", "text", "html", "url"] {
        if record[key].as_str().is_some_and(|value| !value.is_empty())
            && (key != "text" || record["html"].is_null())
        {
            line[key] = record[key].clone();
        }
    }
    let read = nutgraf_read::read(
        line.to_string().as_bytes(),
        &options.with_origin("article.jsonl"),
    );
    let article = read.into_iter().next()?;
    let sentences = text::sentences(&article.text, &article.blocks, &options.rules);
    Some(Voiced {
        id: id.to_owned(),
        article,
        sentences,
        opinion: false,
        drawn: String::new(),
    })
}
