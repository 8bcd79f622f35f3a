//! Owns: front matter, the block of metadata at the top of a Markdown file: YAML-like between `---`, TOML between `+++`.
//! Promises: total; a block that can't be read is left in the text.

use crate::date;
use crate::model::article::Meta;
use crate::model::flaw::{Flaw, FlawKind};
use crate::model::id::ArticleKey;

/// What front matter says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Front {
    /// The document's own identity.
    pub key: Option<ArticleKey>,
    /// Title, byline and the like.
    pub meta: Meta,
    /// Dates that can't be read.
    pub flaws: Vec<Flaw>,
}

/// Reads the front matter at the start of `text`; gives what it says and where the body starts, in bytes.
pub fn read(text: &str) -> (Front, usize) {
    let mut front = Front::default();
    let Some(fence) = ["---", "+++"].into_iter().find(|f| text.starts_with(f)) else {
        return (front, 0);
    };
    let mut lines = text.split_inclusive('\n');
    let opening = lines.next().unwrap_or("");
    if opening.trim_end() != fence {
        return (front, 0);
    }
    let start = opening.len();
    let mut end = start;
    let closed = lines.find_map(|line| {
        let bare = line.trim_end();
        if bare == fence || (fence == "---" && bare == "...") {
            return Some(end + line.len());
        }
        end += line.len();
        None
    });
    let (Some(body), Some(block)) = (closed, text.get(start..end)) else {
        return (front, 0);
    };
    let pairs = if fence == "+++" {
        toml_pairs(block)
    } else {
        yaml_pairs(block)
    };
    let Some(pairs) = pairs else {
        return (front, 0);
    };
    for (key, values) in pairs {
        front.set(&key, &values);
    }
    (front, body)
}

impl Front {
    /// Takes one entry; unknown keys and empty values are ignored.
    fn set(&mut self, key: &str, values: &[String]) {
        let values: Vec<&str> = values
            .iter()
            .map(|v| v.trim())
            .filter(|v| !v.is_empty() && *v != "null" && *v != "~")
            .collect();
        let Some(first) = values.first().copied() else {
            return;
        };
        let text = || Some(first.to_owned());
        match key.to_lowercase().as_str() {
            "title" | "headline" => first.clone_into(&mut self.meta.title),
            "id" | "guid" | "uuid" => self.key = Some(ArticleKey::from(first)),
            "author" | "authors" | "byline" | "by" => self.meta.byline = Some(values.join(", ")),
            "source" | "publisher" | "site" | "publication" => self.meta.source = text(),
            "url" | "link" | "canonical" | "canonical_url" | "canonicalurl" | "permalink"
                if first.contains("://") =>
            {
                self.meta.url = text();
            }
            "source_url" | "original" if first.contains("://") => self.meta.url = text(),
            "lang" | "language" => self.meta.language = text(),
            "section" | "category" | "categories" => self.meta.section = text(),
            "date" | "published" | "pubdate" | "publishdate" | "published_at" | "created"
                if self.meta.published.is_none() =>
            {
                self.meta.published = self.moment(first);
                self.meta.zone = date::zone(first);
            }
            "modified" | "updated" | "lastmod" | "updated_at" => {
                self.meta.modified = self.moment(first);
            }
            _ => {}
        }
    }

    fn moment(&mut self, text: &str) -> Option<crate::model::moment::Moment> {
        let moment = date::parse(text);
        if moment.is_none() {
            self.flaws.push(Flaw::new(
                FlawKind::Date,
                format!("the date `{text}` can't be read"),
            ));
        }
        moment
    }
}

type Pairs = Vec<(String, Vec<String>)>;

fn toml_pairs(block: &str) -> Option<Pairs> {
    let table: toml::Table = toml::from_str(block).ok()?;
    let one = |value: &toml::Value| match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Table(inner) => inner
            .get("name")
            .and_then(toml::Value::as_str)
            .unwrap_or("")
            .to_owned(),
        toml::Value::Array(_) => String::new(),
        toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => value.to_string(),
    };
    let pairs = table.iter().map(|(key, value)| {
        let values = match value {
            toml::Value::Array(items) => items.iter().map(one).collect(),
            single => vec![one(single)],
        };
        (key.clone(), values)
    });
    Some(pairs.collect())
}

/// The subset of YAML that people write at the top of articles: `key: value`, quoted values, `[a, b]`, lists of `- a` or
/// `- name: a`, folded text after `>` or `|`. `None` when a first line is no pair, so that a rule (`---`) that opens a
/// text is not taken for metadata.
fn yaml_pairs(block: &str) -> Option<Pairs> {
    let mut pairs: Pairs = Vec::new();
    for line in block.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let indented = line.starts_with([' ', '\t']);
        if let (Some(item), Some((_, values))) = (trimmed.strip_prefix("- "), pairs.last_mut()) {
            let item = item.strip_prefix("name:").unwrap_or(item);
            values.push(unquoted(item));
            continue;
        }
        if indented {
            if let Some((_, values)) = pairs.last_mut() {
                continued(values, trimmed);
            }
            continue;
        }
        let (key, value) = trimmed.split_once(':')?;
        let key = key.trim();
        if key.is_empty() || key.contains(' ') {
            return None;
        }
        let value = value.trim();
        let list = value.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
        let values = match list {
            Some(items) => items.split(',').map(unquoted).collect(),
            None if matches!(value, "" | ">" | "|" | ">-" | "|-") => Vec::new(),
            None => vec![unquoted(value)],
        };
        pairs.push((key.to_owned(), values));
    }
    (!pairs.is_empty()).then_some(pairs)
}

/// Adds an indented line to the value above it.
fn continued(values: &mut Vec<String>, line: &str) {
    if let Some(name) = line.strip_prefix("name:") {
        values.push(unquoted(name));
        return;
    }
    match values.last_mut() {
        Some(last) => {
            last.push(' ');
            last.push_str(line);
        }
        None => values.push(line.to_owned()),
    }
}

fn unquoted(text: &str) -> String {
    let text = text.trim();
    if let Some(inner) = text.strip_prefix('"').and_then(|t| t.strip_suffix('"')) {
        return inner.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    if let Some(inner) = text.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')) {
        return inner.replace("''", "'");
    }
    // A comment needs a blank before it: `C#` is a value.
    match text.find(" #") {
        Some(at) => text.get(..at).unwrap_or(text).trim_end().to_owned(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_gives_its_fields() {
        let yaml = "---\ntitle: \"Talks: day two\"\nauthors:\n  - Ann Lee\n  - name: Bo Ek\ndate: 2022-07-15\n\
            tags: [a, b]\nsource: The Paper # ours\nlink: https://a.example/1\n---\nBody";
        let (front, body) = read(yaml);
        assert_eq!(yaml.get(body..), Some("Body"));
        assert_eq!(front.meta.title, "Talks: day two");
        assert_eq!(front.meta.byline.as_deref(), Some("Ann Lee, Bo Ek"));
        assert_eq!(front.meta.source.as_deref(), Some("The Paper"));
        assert_eq!(front.meta.url.as_deref(), Some("https://a.example/1"));
        assert!(front.meta.published.is_some());

        let toml = "+++\ntitle = 'T'\nauthor = ['A', 'B']\ndate = 2022-07-15T10:00:00Z\n+++\nBody";
        let (front, body) = read(toml);
        assert_eq!(toml.get(body..), Some("Body"));
        assert_eq!(front.meta.title, "T");
        assert_eq!(front.meta.byline.as_deref(), Some("A, B"));
        assert!(front.meta.published.is_some());
    }

    #[test]
    fn what_is_no_front_matter_stays_text() {
        for text in [
            "---\nA rule opens this text.\n---\n",
            "---\ntitle: never closed\n",
            "----\ntitle: x\n----\n",
            "+++\nnot toml\n+++\n",
            "words",
            "",
        ] {
            assert_eq!(read(text).1, 0, "{text:?}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_read_is_a_flaw() {
        let (front, _) = read("---\ndate: soon\n---\n");
        assert_eq!(front.flaws.len(), 1);
    }
}
