//! Owns: the articles of `front_dev` that were read and labelled by hand, as the program reads them.
//! Promises: in the order of the file; a page stands for the article of its id.

use std::collections::HashMap;

use nutgraf_read::model::article::Article;
use serde_json::Value;

use crate::measure::records;

/// Each labelled record, with the page that stands for its text, if one does.
pub fn labelled() -> Vec<(Value, Option<String>)> {
    let mut pages = HashMap::new();
    for set in ["newspaper4k", "trafilatura_en"] {
        for page in records(&format!("html/{set}")) {
            let id = format!("{set}/{}", page["id"].as_str().unwrap_or(""));
            pages.insert(id, page["html"].as_str().unwrap_or("").to_owned());
        }
    }
    let page = |record: &Value| pages.get(record["id"].as_str()?).cloned();
    let all = records("front/front_dev").into_iter();
    all.map(|record| {
        let page = page(&record);
        (record, page)
    })
    .collect()
}

/// Each labelled record with its article.
pub fn articles(options: &nutgraf_read::Options) -> Vec<(Value, Article)> {
    let mut out = Vec::new();
    for (record, page) in labelled() {
        let (bytes, origin) = match page {
            Some(html) => (html, "page.html"),
            None => (
                serde_json::json!({"title": record["title"], "text": record["text"]}).to_string(),
                "article.jsonl",
            ),
        };
        let read = nutgraf_read::read(bytes.as_bytes(), &options.with_origin(origin));
        out.extend(read.into_iter().map(|article| (record.clone(), article)));
    }
    out
}

/// The forms of a labelled name, without its article and small.
pub fn forms(gold: &Value) -> Vec<String> {
    let also = gold["also"].as_array().into_iter().flatten();
    also.chain([&gold["name"]])
        .filter_map(Value::as_str)
        .map(bare)
        .collect()
}

/// A name without its article and small.
pub fn bare(name: &str) -> String {
    name.to_lowercase().trim_start_matches("the ").to_owned()
}
