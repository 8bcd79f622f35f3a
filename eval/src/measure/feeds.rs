//! Owns: what the feeds of the development data say, by their gold, against what is read in them.
//! Promises: only fields that the gold has and an article has, too, are counted.

use std::collections::BTreeMap;

use nutgraf_read::Options;
use nutgraf_read::ingest;
use nutgraf_read::model::article::{Draft, Format};
use nutgraf_read::model::lexicon::LexiconFiles;
use nutgraf_read::text::Rules;
use serde_json::Value;

/// How many are right of how many.
#[derive(Clone, Debug, Default)]
pub struct Right {
    pub right: usize,
    pub all: usize,
}

/// The figures of a set of feeds.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub fields: BTreeMap<&'static str, Right>,
    /// What differs, a line each.
    pub wrong: Vec<String>,
}

impl Tally {
    /// Right ones and all, over all fields.
    pub fn sum(&self) -> (usize, usize) {
        let add = |(right, all), r: &Right| (right + r.right, all + r.all);
        self.fields.values().fold((0, 0), add)
    }

    fn count(&mut self, name: &'static str, path: &str, (want, got): (&str, &str)) {
        let (want_words, got_words) = (loose(want), loose(got));
        let is_right = match name {
            "link" => want == got,
            "date" => second(want) == second(got),
            "text" => got_words.contains(&want_words),
            _ => want_words == got_words,
        };
        let right = self.fields.entry(name).or_default();
        right.all += 1;
        right.right += usize::from(is_right);
        if !is_right {
            self.wrong
                .push(format!("{name} {path}: want {want:?} got {got:?}"));
        }
    }
}

/// Reads the feeds of a set and counts.
pub fn score(rows: &[Value]) -> Tally {
    let options = Options::default().with_format(Format::Feed);
    let mut tally = Tally::default();
    for row in rows {
        let path = row["path"].as_str().unwrap_or_default();
        let feed = decoded(row["xml_base64"].as_str().unwrap_or_default());
        let drafts: Vec<Draft> = ingest::read(&feed, &options)
            .into_iter()
            .flatten()
            .collect();
        let expected = row["expect"].as_str().unwrap_or_default();
        for want in wanted_by_model(expected)
            .into_iter()
            .chain(wanted_by_checks(&row["parsed"]["checks"]))
        {
            let draft = drafts.get(want.entry);
            let got = draft.map_or(String::new(), |d| field(d, want.name));
            tally.count(want.name, path, (&want.value, &got));
        }
    }
    tally
}

struct Wanted {
    entry: usize,
    name: &'static str,
    value: String,
}

/// The gold of `feed_rs`: its model of the feed as JSON.
fn wanted_by_model(expected: &str) -> Vec<Wanted> {
    let model: Value = serde_json::from_str(expected).unwrap_or_default();
    let mut wanted = Vec::new();
    for (entry, gold) in model["entries"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        let mut want = |name, value: Option<&str>| {
            if let Some(value) = value.map(str::trim).filter(|v| !v.is_empty()) {
                let value = value.to_owned();
                wanted.push(Wanted { entry, name, value });
            }
        };
        want("title", gold["title"]["content"].as_str());
        let links = gold["links"].as_array();
        let is_own = |l: &&Value| l["rel"].as_str().is_none_or(|r| r == "alternate");
        let link = links.and_then(|l| l.iter().find(is_own));
        want(
            "link",
            link.and_then(|l| l["href"].as_str())
                .filter(|l| l.starts_with("http")),
        );
        let author = gold["authors"][0]["name"].as_str();
        want("author", author.map(|a| a.trim_start_matches("/u/")));
        want(
            "date",
            gold["published"].as_str().or(gold["updated"].as_str()),
        );
        let text = gold["content"]["body"]
            .as_str()
            .or(gold["summary"]["content"].as_str());
        want("text", text);
    }
    wanted
}

/// The gold of `feedparser`: what its tests ask of entries, where we have such a field.
fn wanted_by_checks(checks: &Value) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for check in checks.as_array().into_iter().flatten() {
        let path: Vec<&str> = check["path"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|p| p.as_str().unwrap_or("#"))
            .collect();
        let name = match path.as_slice() {
            ["entries", "#", "title"] | ["entries", "#", "title_detail", "value"] => "title",
            ["entries", "#", "link"] => "link",
            ["entries", "#", "author" | "author_detail", ..]
                if path.len() == 3 || path[3] == "name" =>
            {
                "author"
            }
            ["entries", "#", "published_parsed" | "updated_parsed"] => "date",
            ["entries", "#", "summary" | "description"]
            | ["entries", "#", "content", "#", "value"] => "text",
            _ => continue,
        };
        let value = match &check["value"] {
            Value::String(text) => text.trim().to_owned(),
            Value::Array(numbers) => moment(numbers),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => continue,
        };
        if check["op"] == "==" && !loose(&value).is_empty() {
            let entry = check["path"][1]
                .as_u64()
                .and_then(|n| usize::try_from(n).ok());
            wanted.push(Wanted {
                entry: entry.unwrap_or(0),
                name,
                value,
            });
        }
    }
    wanted
}

/// Year, month, day, hour, minute, second as one of our moments is written.
fn moment(numbers: &[Value]) -> String {
    let number = |at: usize| numbers.get(at).and_then(Value::as_i64).unwrap_or(0);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        number(0),
        number(1),
        number(2),
        number(3),
        number(4),
        number(5)
    )
}

fn field(draft: &Draft, name: &str) -> String {
    let meta = &draft.meta;
    match name {
        "title" => meta.title.clone(),
        "link" => meta.url.clone().unwrap_or_default(),
        "author" => meta.byline.clone().unwrap_or_default(),
        "date" => meta.published.map(|m| m.to_string()).unwrap_or_default(),
        _ => draft.raw.to_string(),
    }
}

/// A date without parts of a second.
fn second(date: &str) -> &str {
    date.split(['.', 'Z']).next().unwrap_or(date)
}

/// Letters and digits of what a reader sees, in lower case.
fn loose(text: &str) -> String {
    let seen = ingest::html::fragment(text, "", &Rules::new(&LexiconFiles::default())).raw;
    seen.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The bytes of a base64 text (RFC 4648).
fn decoded(text: &str) -> Vec<u8> {
    let digit = |b: u8| match b {
        b'A'..=b'Z' => Some(b - b'A'),
        b'a'..=b'z' => Some(b - b'a' + 26),
        b'0'..=b'9' => Some(b - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = text.bytes().filter_map(digit).collect();
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for four in digits.chunks(4) {
        let mut bits = four.iter().fold(0u32, |bits, d| bits << 6 | u32::from(*d));
        bits <<= 6 * (4 - four.len());
        let [_, three @ ..] = bits.to_be_bytes();
        bytes.extend(three.iter().take(four.len() * 6 / 8));
    }
    bytes
}
