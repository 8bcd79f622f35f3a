//! Owns: JSON Lines: one object a line, read as a stream.
//! Promises: a broken line is one refusal with its number and the reading goes on; memory is bounded by one line.

use std::io::{self, BufRead, Read};

use serde_json::{Map, Value};

use crate::date;
use crate::ingest::analysed;
use crate::ingest::html;
use crate::ingest::plain;
use crate::ingest::refusal::{Outcome, Refusal, RefusalKind, guarded};
use crate::ingest::walk;
use crate::model::article::{Draft, Format};
use crate::model::flaw::{Flaw, FlawKind};
use crate::model::id::ArticleKey;
use crate::model::moment::Moment;
use crate::options::Options;

/// The names of a text.
pub(super) const TEXTS: [&str; 5] = ["text", "body", "content", "article", "fulltext"];

/// The names of a page's markup.
pub(super) const MARKUPS: [&str; 3] = ["html", "content_html", "raw_html"];

/// Reads documents from JSON Lines, `{"id"?, "title"?, "text" | "html", "source"?, "byline"?, "published"?, "url"?}` a
/// line. Other fields are ignored, usual other names are understood (`body` and `content`, `author`, `date`, `link`).
/// Blank lines are skipped unless every line shall be answered; of a shard only its lines are looked at. A draft made from `text` has the format `Jsonl` and one block a line of its text, as plain
/// text has; one made from `html` has the format `Html`.
pub fn lines<R: BufRead + Send>(
    reader: R,
    options: &Options,
) -> impl Iterator<Item = Outcome> + Send + use<R> {
    Lines {
        reader,
        options: options.clone(),
        number: 0,
        line: Vec::new(),
        done: false,
    }
}

struct Lines<R> {
    reader: R,
    options: Options,
    number: u64,
    line: Vec<u8>,
    done: bool,
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Outcome;

    fn next(&mut self) -> Option<Outcome> {
        while !self.done {
            self.number += 1;
            self.line.clear();
            let limits = &self.options.limits;
            let most = limits.bytes as u64 + 1;
            let read = (&mut self.reader)
                .take(most)
                .read_until(b'\n', &mut self.line);
            let place = format!("{}:{}", self.options.origin, self.number);
            match read {
                Err(error) => {
                    self.done = true;
                    let message = format!("can't be read further: {error}");
                    return Some(Err(Refusal::new(place, RefusalKind::Unreadable, message)));
                }
                Ok(0) => self.done = true,
                Ok(length) if length > limits.bytes && self.line.last() != Some(&b'\n') => {
                    let rest = skip_line(&mut self.reader).unwrap_or(0);
                    if !self.options.shard.has(self.number - 1) {
                        continue;
                    }
                    return Some(Err(walk::too_large(&place, length as u64 + rest, limits)));
                }
                Ok(_) if !self.options.shard.has(self.number - 1) => {}
                Ok(_) => {
                    let line = self
                        .line
                        .strip_prefix(b"\xEF\xBB\xBF")
                        .unwrap_or(&self.line);
                    if !line.trim_ascii().is_empty() {
                        return Some(one(line, &place, &self.options));
                    }
                    if self.options.every_line {
                        let kind = RefusalKind::Document(FlawKind::Empty);
                        return Some(Err(Refusal::new(place, kind, "an empty line")));
                    }
                }
            }
        }
        None
    }
}

/// Reads on to the end of the line; gives the bytes passed.
fn skip_line(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut passed = 0;
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(passed);
        }
        let (length, ended) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        reader.consume(length);
        passed += length as u64;
        if ended {
            return Ok(passed);
        }
    }
}

/// Reads a whole JSON document that is not one object a line: an array of objects, or one object over many lines.
/// `None` when it is JSON Lines after all, or broken.
pub fn whole(bytes: &[u8], options: &Options) -> Option<Vec<Outcome>> {
    let origin = &options.origin;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match serde_json::from_slice(bytes).ok()? {
        Value::Array(items) => {
            let outcomes = items.into_iter().enumerate().map(|(at, item)| {
                let place = format!("{origin}[{at}]");
                match item {
                    Value::Object(fields) => named(fields, &place, options),
                    _ => Err(syntax(&place, "not a JSON object")),
                }
            });
            Some(outcomes.collect())
        }
        Value::Object(fields) => Some(vec![named(fields, origin, options)]),
        _ => None,
    }
}

pub(super) fn one(line: &[u8], place: &str, options: &Options) -> Outcome {
    let (line, broken) = match std::str::from_utf8(line) {
        Ok(text) => (text.into(), false),
        Err(_) => (String::from_utf8_lossy(line), true),
    };
    if let Some(record) = options
        .analysed
        .filter(|_| !broken)
        .and_then(|version| analysed::line(&line, version))
    {
        return Ok(analysed::draft(record, place));
    }
    let value: Value = serde_json::from_str(&line).map_err(|error| {
        // serde_json counts lines inside this one line; only the column means something.
        let what = error.to_string();
        let what = what.split(" at line ").next().unwrap_or(&what);
        syntax(
            place,
            &format!("broken JSON: {what} at column {}", error.column()),
        )
    })?;
    let Value::Object(fields) = value else {
        return Err(syntax(place, "not a JSON object"));
    };
    let mut draft = named(fields, place, options)?;
    if broken {
        draft.flaws.push(Flaw::new(
            FlawKind::Encoding,
            "places that were not valid UTF-8 were replaced by \u{FFFD}",
        ));
    }
    Ok(draft)
}

fn syntax(place: &str, message: &str) -> Refusal {
    Refusal::new(place, RefusalKind::Document(FlawKind::Syntax), message)
}

/// The identity that an object gives itself.
fn key_of(fields: &mut Map<String, Value>) -> Option<ArticleKey> {
    let id = ["id", "guid", "uuid"]
        .iter()
        .find_map(|name| words(fields.remove(*name)))?;
    Some(ArticleKey::from(id.as_str()))
}

/// Makes a draft of an object's fields, or a refusal that names it.
fn named(mut fields: Map<String, Value>, place: &str, options: &Options) -> Outcome {
    let key = key_of(&mut fields);
    match guarded(place, key.clone(), || document(fields, place, options)) {
        Ok(mut draft) => {
            draft.key = key.or(draft.key);
            Ok(draft)
        }
        Err(refusal) => Err(Refusal { key, ..refusal }),
    }
}

/// Makes a draft of an object's fields, but for its identity.
fn document(mut fields: Map<String, Value>, place: &str, options: &Options) -> Outcome {
    let mut take = |names: &[&str]| names.iter().find_map(|name| words(fields.remove(*name)));
    let url = take(&["url", "link", "canonical_url"]).filter(|u| html::is_web(u));
    let text = take(&TEXTS);
    let html = take(&MARKUPS);
    let mut draft = match (text, html) {
        (Some(text), _) => {
            let mut draft = plain::read(text, place);
            draft.format = Format::Jsonl;
            draft
        }
        (None, Some(markup)) => {
            let mut draft = html::markup(&markup, url.as_deref().unwrap_or(place), &options.rules);
            place.clone_into(&mut draft.origin);
            draft
        }
        (None, None) => {
            return Err(syntax(place, "the object has neither `text` nor `html`"));
        }
    };
    if let Some(title) = take(&["title", "headline"]) {
        draft.meta.title = plain::folded(&spelt_out(title));
    }
    let meta = &mut draft.meta;
    meta.url = url.or(meta.url.take());
    let source = take(&["source", "publisher", "site"]).map(spelt_out);
    meta.source = source.or(meta.source.take());
    let byline = take(&["byline", "author", "authors"]).map(spelt_out);
    meta.byline = byline.or(meta.byline.take());
    meta.section = take(&["section", "category"]).or(meta.section.take());
    meta.language = take(&["language", "lang"]).or(meta.language.take());
    if let Some(text) = take(&[
        "published",
        "date",
        "published_at",
        "publish_date",
        "date_publish",
    ]) {
        set_date(&mut draft, &text, |draft, moment| {
            draft.meta.published = Some(moment);
            draft.meta.zone = date::zone(&text);
        });
    }
    if let Some(text) = take(&["modified", "updated", "updated_at"]) {
        set_date(&mut draft, &text, |draft, moment| {
            draft.meta.modified = Some(moment);
        });
    }
    Ok(draft)
}

/// A title or a name without the character references that exports of databases leave in them, some of them twice.
fn spelt_out(text: String) -> String {
    let mut text = text;
    for _ in 0..2 {
        if !text.contains('&') {
            break;
        }
        text = html::entity::decode(&text);
    }
    text
}

fn set_date(draft: &mut Draft, text: &str, set: impl Fn(&mut Draft, Moment)) {
    match date::parse(text) {
        Some(moment) => set(draft, moment),
        None => draft.flaws.push(Flaw::new(
            FlawKind::Date,
            format!("the date `{}` can't be read", plain::folded(text)),
        )),
    }
}

/// A field as text: a string, a number, the names in a list. `None` for null, empty and all else.
fn words(value: Option<Value>) -> Option<String> {
    match value? {
        Value::String(text) => (!text.trim().is_empty()).then_some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let names: Vec<String> = items
                .into_iter()
                .filter_map(|item| match item {
                    Value::String(text) => Some(text),
                    Value::Object(mut fields) => words(fields.remove("name")),
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
                })
                .collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        Value::Object(mut fields) => match fields.remove("name") {
            Some(Value::String(name)) => Some(name),
            _ => None,
        },
        Value::Null | Value::Bool(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::shard::Shard;

    fn read(text: &str) -> Vec<Result<String, String>> {
        let mut options = Options::default().with_origin("f");
        options.limits.bytes = 200;
        lines(text.as_bytes(), &options)
            .map(|outcome| match outcome {
                Ok(draft) => Ok(format!(
                    "{} | {} | {}",
                    draft.origin,
                    draft.meta.title,
                    draft
                        .paragraphs
                        .iter()
                        .map(|b| b.text.as_str())
                        .collect::<Vec<_>>()
                        .join(" / ")
                )),
                Err(refusal) => Err(refusal.to_string()),
            })
            .collect()
    }

    #[test]
    fn each_line_is_a_document_or_a_refusal() {
        let long = format!("{{\"text\": \"{}\"}}\n", "x".repeat(300));
        let text = "\u{FEFF}{\"title\": \"A  b\", \"text\": \"One.\\n\\nTwo.\"}\n\n{broken\n[1]\n{\"title\": \"no\"}\n"
            .to_owned() + &long + "{\"id\": 7, \"body\": \"Last\", \"x\": {}}";
        assert_eq!(
            read(&text),
            [
                Ok("f:1 | A b | One. / Two.".to_owned()),
                Err("f:3: broken JSON: key must be a string at column 2".to_owned()),
                Err("f:4: not a JSON object".to_owned()),
                Err("f:5: the object has neither `text` nor `html`".to_owned()),
                Err("f:6: too large: 1 MiB, the limit is 1 MiB".to_owned()),
                Ok("f:7 |  | Last".to_owned()),
            ]
        );
    }

    #[test]
    fn every_line_is_answered_and_a_shard_has_its_lines_only() {
        let long = "x".repeat(300);
        let text = format!(
            "\n{{\"id\": \"b\"}}\n{long}\n{{\"text\": \"One.\"}}\r\n \r\n{{\"text\": \"\"}}"
        );
        let mut options = Options::default().with_origin("f");
        options.limits.bytes = 200;
        options.every_line = true;
        let answers = |options: &Options| -> Vec<(Option<u64>, Option<ArticleKey>)> {
            lines(text.as_bytes(), options)
                .map(|outcome| match outcome {
                    Ok(draft) => (None, draft.key),
                    Err(refusal) => (refusal.line(), refusal.key),
                })
                .collect()
        };
        let all = answers(&options);
        let at = |n| (Some(n), None);
        let named = (Some(2), Some(ArticleKey::from("b")));
        assert_eq!(all, [at(1), named, at(3), (None, None), at(5), at(6)]);
        for index in 0..3 {
            options.shard = Shard::parse(&format!("{index}/3")).unwrap();
            let part: Vec<_> = all.iter().skip(index).step_by(3).cloned().collect();
            assert_eq!(answers(&options), part);
        }
    }

    #[test]
    fn fields_and_their_other_names_are_taken() {
        let line = r#"{"id": "a1", "headline": "T", "html": "<p>Hello <b>you</b>", "author": ["A", {"name": "B"}],
            "link": "https://a.example/x", "date": "2022-07-15", "source": null, "lang": "en"}"#;
        let draft = one(line.as_bytes(), "f:1", &Options::default()).unwrap();
        assert_eq!(draft.key, Some(ArticleKey::from("a1")));
        assert_eq!(draft.meta.title, "T");
        assert_eq!(draft.meta.byline.as_deref(), Some("A, B"));
        assert_eq!(draft.meta.url.as_deref(), Some("https://a.example/x"));
        assert_eq!(draft.meta.published, Moment::parse("2022-07-15"));
        assert_eq!(draft.meta.source, None);
        assert_eq!(draft.paragraphs.len(), 1);
        assert_eq!(draft.paragraphs[0].text, "Hello you");
        let bad = one(
            br#"{"text": "x", "published": "soon"}"#,
            "f",
            &Options::default(),
        )
        .unwrap();
        assert_eq!(bad.flaws[0].kind, FlawKind::Date);
    }

    #[test]
    fn an_array_or_one_spread_object_is_read_too() {
        let options = Options::default().with_origin("f");
        let outcomes = whole(br#"[{"text": "a"}, 3, {"text": "b"}]"#, &options).unwrap();
        assert_eq!(outcomes.len(), 3);
        assert_eq!(outcomes[1].as_ref().unwrap_err().origin, "f[1]");
        assert_eq!(whole(b"{\n\"text\": \"a\"\n}", &options).unwrap().len(), 1);
        assert!(whole(b"{\"text\": \"a\"}\n{}", &options).is_none());
    }
}
