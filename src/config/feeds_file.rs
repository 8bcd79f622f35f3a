//! Owns: the file of feeds, `feeds.toml`: reading it, and writing single feeds and lines into its text.
//! Promises: comments, order and everything else of the reader's stay as they were written; a wrong line is named and the rest
//! works; an edit that could not be read back is refused.

use std::collections::HashSet;

use toml::de::{DeTable, DeValue};

use crate::config::duration;
use nutgraf_library::toml_file::TomlText;
use nutgraf_library::toml_file::tables::quoted;
use nutgraf_read::ingest::is_address;
use nutgraf_read::model::feed::{FeedEdit, Full, Wanted};
use nutgraf_read::model::mistake::{Mistake, line_of};

/// The list of tables.
const LIST: &str = "feed";
/// The section of servers with a pause of their own.
const HOSTS: &str = "hosts";

/// What a new file begins with.
const HEAD: &str = "\
# The feeds that nutgraf follows; `nutgraf feeds add` and the keys of `g f` write here, edit it as you like.
# Each [[feed]] has a `url` and, if you want: name, tags = [\"a\"], every = \"2h\", full = true (the whole page of each entry),
# keep = [\"filter line\"] and drop = [\"filter line\"], auth = \"env:NAME\", \"command:PROGRAM\" or \"netrc\", headers = { Name = \"value\" },
# hidden = true. Under [hosts] stand pauses between two requests: \"forum.example\" = \"60s\".
";

/// What the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedsFile {
    /// The feeds in the order of the file.
    pub feeds: Vec<Wanted>,
    /// Servers with the seconds between two requests.
    pub hosts: Vec<(String, i64)>,
}

/// All feeds of a text, and what is wrong with the rest of it.
pub fn read(text: &str) -> (FeedsFile, Vec<Mistake>) {
    let mut mistakes = Vec::new();
    let mut file = FeedsFile::default();
    let mut known = HashSet::new();
    let parsed = match DeTable::parse(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let span = error.span().unwrap_or_default();
            return (file, vec![Mistake::at(text, &span, error.message())]);
        }
    };
    for (key, value) in parsed.get_ref() {
        let line = line_of(text, &key.span());
        match (key.get_ref().as_ref(), value.get_ref()) {
            (LIST, DeValue::Array(all)) => {
                for one in all {
                    let line = line_of(text, &one.span());
                    if let DeValue::Table(table) = one.get_ref() {
                        let feed = Lines { text, table, line }.feed(&mut mistakes);
                        add((&mut file.feeds, &mut known), feed, line, &mut mistakes);
                    } else {
                        mistakes.push(Mistake::new(line, "a feed is a table: [[feed]]"));
                    }
                }
            }
            (LIST, _) => mistakes.push(Mistake::new(line, "a feed is a table: [[feed]]")),
            (HOSTS, DeValue::Table(hosts)) => {
                for (host, pause) in hosts {
                    let line = line_of(text, &host.span());
                    let pause = pause.get_ref().as_str().and_then(duration::seconds);
                    match pause {
                        Some(pause) => file.hosts.push((host.get_ref().to_string(), pause)),
                        None => mistakes.push(Mistake::new(
                            line,
                            &format!("`{}` must be a length of time: \"60s\"", host.get_ref()),
                        )),
                    }
                }
            }
            (name, _) => mistakes.push(Mistake::new(
                line,
                &format!("unknown section `{name}`; known here: [[feed]], [hosts]"),
            )),
        }
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    (file, mistakes)
}

fn add(
    (feeds, known): (&mut Vec<Wanted>, &mut HashSet<String>),
    feed: Option<Wanted>,
    line: usize,
    mistakes: &mut Vec<Mistake>,
) {
    let Some(feed) = feed else { return };
    if known.insert(feed.url.clone()) {
        feeds.push(feed);
    } else {
        let words = format!("`{}` stands here a second time", feed.url);
        mistakes.push(Mistake::new(line, &words));
    }
}

/// The lines of one feed.
struct Lines<'t> {
    text: &'t str,
    table: &'t DeTable<'t>,
    line: usize,
}

impl Lines<'_> {
    fn feed(&self, mistakes: &mut Vec<Mistake>) -> Option<Wanted> {
        let mut feed = Wanted::default();
        for (key, value) in self.table {
            let name = key.get_ref().as_ref();
            let mut wrong = |must: &str| {
                let line = line_of(self.text, &key.span());
                mistakes.push(Mistake::new(line, &format!("`{name}` must be {must}")));
            };
            let value = value.get_ref();
            match name {
                "url" => match value.as_str().map(str::trim) {
                    Some(url) if is_source(url) => url.clone_into(&mut feed.url),
                    Some(_) | None => wrong("an address: \"https://…\""),
                },
                "name" | "auth" => match (name, value.as_str()) {
                    ("name", Some(text)) => feed.name = Some(text.to_owned()),
                    (_, Some(text)) if is_auth(text) => feed.auth = Some(text.to_owned()),
                    ("name", None) => wrong("text in quotation marks"),
                    _ => wrong("\"env:NAME\", \"command:PROGRAM …\" or \"netrc\""),
                },
                "tags" | "keep" | "drop" => match texts(value) {
                    Some(all) => match name {
                        "tags" => feed.tags = all,
                        "keep" => feed.keep = all,
                        _ => feed.drop = all,
                    },
                    None => wrong("a list of texts: [\"a\", \"b\"]"),
                },
                "every" => match value.as_str().and_then(duration::seconds) {
                    Some(seconds) => feed.every = Some(seconds),
                    None => wrong("a length of time: \"30m\", \"2h\", \"1d\""),
                },
                "full" => match full(value) {
                    Some(full) => feed.full = full,
                    None => wrong("true, false or { take = \"article\", drop = [\".box\"] }"),
                },
                "headers" => match headers(value) {
                    Some(headers) => feed.headers = headers,
                    None => wrong("a table of texts: { Name = \"value\" }"),
                },
                "hidden" => match value.as_bool() {
                    Some(hidden) => feed.hidden = hidden,
                    None => wrong("true or false"),
                },
                _ => mistakes.push(Mistake::new(
                    line_of(self.text, &key.span()),
                    &format!(
                        "unknown line `{name}`; known here: url, name, tags, every, full, keep, drop, auth, headers, hidden"
                    ),
                )),
            }
        }
        if feed.url.is_empty() {
            if !self.table.contains_key("url") {
                mistakes.push(Mistake::new(self.line, "this feed has no `url`"));
            }
            return None;
        }
        Some(feed)
    }
}

/// Whether a feed can come from there: an address, or a program that writes one.
pub fn is_source(url: &str) -> bool {
    is_address(url)
        || ["exec:", "filter:"]
            .iter()
            .any(|kind| url.starts_with(kind))
}

fn is_auth(text: &str) -> bool {
    text == "netrc"
        || ["env:", "command:"]
            .iter()
            .any(|kind| text.starts_with(kind))
}

fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    let all = value.as_array()?.iter();
    all.map(|one| Some(one.get_ref().as_str()?.to_owned()))
        .collect()
}

fn full(value: &DeValue<'_>) -> Option<Full> {
    if let Some(on) = value.as_bool() {
        return Some(if on { Full::Page } else { Full::Feed });
    }
    let table = value.as_table()?;
    let known = |key: &str| ["take", "drop"].contains(&key);
    if table.keys().any(|key| !known(key.get_ref())) {
        return None;
    }
    let text = |key: &str| Some(table.get(key)?.get_ref().as_str()?.to_owned());
    let drop = match table.get("drop") {
        Some(drop) => texts(drop.get_ref())?,
        None => Vec::new(),
    };
    Some(Full::Marked {
        take: text("take").unwrap_or_default(),
        drop,
    })
}

fn headers(value: &DeValue<'_>) -> Option<Vec<(String, String)>> {
    let table = value.as_table()?;
    let line = |(name, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let name: &std::borrow::Cow<'_, str> = name.get_ref();
        Some((name.to_string(), value.get_ref().as_str()?.to_owned()))
    };
    table.iter().map(line).collect()
}

/// The text of the file after a change; `""` for a file that is not there.
///
/// # Errors
/// When the text is no TOML, or the change could not be read back.
pub fn edit(text: &str, edit: &FeedEdit) -> Result<String, Mistake> {
    let mut wanted = read(text).0.feeds;
    let begun = if text.is_empty() { HEAD } else { text };
    let mut lines = TomlText::parse(begun)?;
    let find =
        |lines: &TomlText, url: &str| lines.find_table(LIST, "url", |known| known.trim() == url);
    match edit {
        FeedEdit::Add(feeds) => {
            let mut known: HashSet<&str> = wanted.iter().map(|feed| feed.url.as_str()).collect();
            let new = feeds.iter().filter(|feed| known.insert(&feed.url));
            let tables: Vec<_> = new.map(written).collect();
            lines.add_tables(LIST, &tables)?;
        }
        FeedEdit::Take(url) => {
            if let Some(at) = find(&lines, url) {
                lines.take_table(LIST, at)?;
            }
        }
        FeedEdit::Readdress { from, to } => {
            if let Some(at) = find(&lines, from) {
                lines.set_in_table(LIST, at, "url", Some(&quoted(to)))?;
            }
        }
        FeedEdit::Tags(url, tags) => {
            if let Some(at) = find(&lines, url) {
                let value = (!tags.is_empty()).then(|| list(tags));
                lines.set_in_table(LIST, at, "tags", value.as_deref())?;
            }
        }
        FeedEdit::Full(url, on) => {
            if let Some(at) = find(&lines, url) {
                lines.set_in_table(LIST, at, "full", on.then_some("true"))?;
            }
        }
    }
    carry_out(&mut wanted, edit);
    let edited = lines.to_string();
    if read(&edited).0.feeds == wanted {
        Ok(edited)
    } else {
        Err(lines.refusal(LIST))
    }
}

/// Does to a list what an edit does to the file.
pub fn carry_out(feeds: &mut Vec<Wanted>, edit: &FeedEdit) {
    match edit {
        FeedEdit::Add(added) => {
            let mut known: HashSet<String> = feeds.iter().map(|feed| feed.url.clone()).collect();
            let new = added.iter().filter(|feed| known.insert(feed.url.clone()));
            feeds.extend(new.cloned());
        }
        FeedEdit::Take(url) => feeds.retain(|feed| feed.url != *url),
        FeedEdit::Readdress { from, to } => {
            for feed in feeds.iter_mut().filter(|feed| feed.url == *from) {
                feed.url.clone_from(to);
            }
        }
        FeedEdit::Tags(url, tags) => {
            for feed in feeds.iter_mut().filter(|feed| feed.url == *url) {
                feed.tags.clone_from(tags);
            }
        }
        FeedEdit::Full(url, on) => {
            for feed in feeds.iter_mut().filter(|feed| feed.url == *url) {
                feed.full = if *on { Full::Page } else { Full::Feed };
            }
        }
    }
}

fn list(texts: &[String]) -> String {
    let all: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", all.join(", "))
}

/// The lines of a feed as they are written.
fn written(feed: &Wanted) -> Vec<(&'static str, String)> {
    let mut lines = vec![("url", quoted(&feed.url))];
    let mut add = |key, value: Option<String>| lines.extend(value.map(|value| (key, value)));
    let all = |texts: &[String]| (!texts.is_empty()).then(|| list(texts));
    add("name", feed.name.as_deref().map(quoted));
    add("tags", all(&feed.tags));
    add(
        "every",
        feed.every.map(|every| quoted(&duration::written(every))),
    );
    add(
        "full",
        match &feed.full {
            Full::Feed => None,
            Full::Page => Some("true".to_owned()),
            Full::Marked { take, drop } => Some(format!(
                "{{ take = {}, drop = {} }}",
                quoted(take),
                list(drop)
            )),
        },
    );
    add("keep", all(&feed.keep));
    add("drop", all(&feed.drop));
    add("auth", feed.auth.as_deref().map(quoted));
    let headers: Vec<String> = feed
        .headers
        .iter()
        .map(|(name, value)| format!("{} = {}", quoted(name), quoted(value)))
        .collect();
    add(
        "headers",
        (!headers.is_empty()).then(|| format!("{{ {} }}", headers.join(", "))),
    );
    add("hidden", feed.hidden.then(|| "true".to_owned()));
    lines
}

#[cfg(test)]
mod tests;
