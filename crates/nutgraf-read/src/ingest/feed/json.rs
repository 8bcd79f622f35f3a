//! Owns: JSON Feed (<https://www.jsonfeed.org/version/1.1/>): from its object to entries.
//! Promises: fields of an unexpected kind are none; nothing that is text is taken for markup.

use serde_json::Value;

use crate::ingest::feed::entry::{Body, Entry, Feed, address};
use crate::model::feed::Wishes;

/// Reads a feed.
///
/// # Errors
/// When it is no JSON, in the words of the reader of JSON.
pub(super) fn read(text: &str, origin: &str) -> Result<Feed, serde_json::Error> {
    let value: Value = serde_json::from_str(text)?;
    let text = |key: &str| string(&value, key);
    let home = text("home_page_url").or_else(|| text("feed_url"));
    let items = value.get("items").and_then(Value::as_array);
    Ok(Feed {
        title: text("title").unwrap_or_default(),
        authors: authors(&value),
        language: text("language"),
        home: home.clone(),
        wishes: Wishes::default(),
        entries: items
            .into_iter()
            .flatten()
            .map(|item| entry(item, &[Some(origin), home.as_deref()]))
            .collect(),
        cut: false,
    })
}

fn entry(item: &Value, bases: &[Option<&str>]) -> Entry {
    let text = |key: &str| string(item, key);
    let html = text("content_html").map(Body::Html);
    let number = item.get("id").and_then(Value::as_i64);
    Entry {
        id: text("id").or_else(|| number.map(|id| id.to_string())),
        title: text("title").unwrap_or_default(),
        url: text("url")
            .or_else(|| text("external_url"))
            .and_then(|url| address(&url, bases)),
        authors: authors(item),
        published: text("date_published"),
        updated: text("date_modified"),
        content: html
            .or_else(|| text("content_text").map(Body::Plain))
            .unwrap_or_default(),
        summary: text("summary").map(Body::Plain).unwrap_or_default(),
        section: item
            .pointer("/tags/0")
            .and_then(Value::as_str)
            .map(str::to_owned),
        language: text("language"),
    }
}

fn authors(value: &Value) -> Vec<String> {
    let all = value.get("authors").and_then(Value::as_array);
    let all = all.into_iter().flatten().chain(value.get("author"));
    all.filter_map(|author| string(author, "name")).collect()
}

fn string(value: &Value, key: &str) -> Option<String> {
    let text = value.get(key)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
