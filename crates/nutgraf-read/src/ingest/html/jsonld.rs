//! Owns: what a page's JSON-LD says about its article.
//! Promises: total; a broken script says nothing.

use crate::text::word_list::words;
use serde_json::{Map, Value};

use crate::ingest::html::dom::Dom;
use crate::ingest::html::entity;
use crate::ingest::html::tag::{Attr, Tag};

/// The largest script that is read, in bytes; some pages carry their whole shop in one.
const LARGEST: usize = 1 << 20;

/// What JSON-LD says; each field as written, with character references resolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct JsonLd {
    /// `headline` or `name`.
    pub headline: Option<String>,
    /// Names under `author`, in order.
    pub authors: Vec<String>,
    /// `datePublished`.
    pub published: Option<String>,
    /// `dateModified`.
    pub modified: Option<String>,
    /// The name of the `publisher`, else of the `WebSite`.
    pub publisher: Option<String>,
    /// `articleSection`, the first.
    pub section: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// `url` or `mainEntityOfPage`.
    pub url: Option<String>,
    /// `articleBody`, else those of all entries.
    pub body: Option<String>,
    /// `liveBlogUpdate`, as it stands.
    pub entries: Vec<Entry>,
}

/// An entry of a live page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// `headline`.
    pub headline: Option<String>,
    /// `datePublished`.
    pub published: Option<String>,
    /// `articleBody`, perhaps with markup.
    pub body: String,
}

impl JsonLd {
    /// Takes what is not known yet from another object of the same rank.
    fn complete(&mut self, other: Self) {
        if self.headline.is_some() && other.headline.is_some() && self.headline != other.headline {
            return;
        }
        self.headline = self.headline.take().or(other.headline);
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
        self.published = self.published.take().or(other.published);
        self.modified = self.modified.take().or(other.modified);
        self.publisher = self.publisher.take().or(other.publisher);
        self.section = self.section.take().or(other.section);
        self.language = self.language.take().or(other.language);
        self.url = self.url.take().or(other.url);
        self.body = self.body.take().or(other.body);
        if self.entries.is_empty() {
            self.entries = other.entries;
        }
    }
}

/// Reads all JSON-LD scripts of a page.
pub(super) fn read(dom: &Dom) -> JsonLd {
    let mut found = JsonLd::default();
    let mut best = 0;
    for node in dom.all().filter(|n| dom.tag(*n) == Tag::Script) {
        if !dom
            .attr(node, Attr::Type)
            .is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"))
        {
            continue;
        }
        let text = dom.children(node).next().map_or("", |n| dom.text(n));
        if text.len() <= LARGEST
            && let Some(value) = parse(text)
        {
            visit(value, &mut found, &mut best);
        }
    }
    found
}

fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    // The usual faults: line breaks inside of strings, comments and CDATA marks around.
    let first = text.find('{')?;
    let before = text.get(..first)?.trim_end();
    let start = if before.ends_with('[') && !before.ends_with("CDATA[") {
        before.len() - 1
    } else {
        first
    };
    let end = text.rfind(['}', ']'].as_slice())?;
    let inner = text.get(start..=end)?;
    let end = if start == first {
        inner.rfind('}')?
    } else {
        inner.rfind(']')?
    };
    let inner = inner.get(..=end)?;
    let clean: String = inner
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    serde_json::from_str(&clean).ok()
}

/// Walks all objects; those that are articles fill `found`. `best` is the rank of what filled it so far.
fn visit(value: Value, found: &mut JsonLd, best: &mut u8) {
    let mut open = vec![value];
    let mut steps = 0;
    // Authors are often only named by the address of an object that stands elsewhere.
    let (mut people, mut cited) = (Vec::new(), Vec::new());
    while let Some(value) = open.pop() {
        steps += 1;
        if steps > 2000 {
            break;
        }
        match value {
            // Reversed, so that the first is visited first.
            Value::Array(items) => open.extend(items.into_iter().rev()),
            Value::Object(mut fields) => {
                let rank = rank(&fields);
                if let Some((id, name)) = person(&fields) {
                    people.push((id, name));
                }
                if rank > *best {
                    *best = rank;
                    let publisher = found.publisher.take();
                    *found = article(&fields);
                    found.publisher = found.publisher.take().or(publisher);
                    cited = cited_authors(&fields);
                } else if rank > 0 && rank == *best {
                    if found.authors.is_empty() && cited.is_empty() {
                        cited = cited_authors(&fields);
                    }
                    found.complete(article(&fields));
                } else if rank == 0 && is_type(&fields, &["WebSite", "NewsMediaOrganization"]) {
                    found.publisher = found.publisher.take().or_else(|| name(fields.get("name")?));
                }
                for key in [
                    "@graph",
                    "mainEntity",
                    "mainEntityOfPage",
                    "itemListElement",
                    "item",
                    "author",
                ] {
                    if let Some(inner @ (Value::Array(_) | Value::Object(_))) = fields.remove(key) {
                        open.push(inner);
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    if found.authors.is_empty() {
        let names = cited
            .iter()
            .filter_map(|id| people.iter().find(|(p, _)| p == id));
        found.authors = names.map(|(_, name)| name.clone()).collect();
    }
}

/// The address and the name of a person that authors may be named by.
fn person(fields: &Map<String, Value>) -> Option<(String, String)> {
    if !is_type(fields, &["Person"]) {
        return None;
    }
    Some((string(fields.get("@id")?)?, full_name(fields)?))
}

/// The addresses of an article's authors.
fn cited_authors(fields: &Map<String, Value>) -> Vec<String> {
    let of = |v: &Value| v.get("@id").and_then(string);
    match fields.get("author") {
        Some(Value::Array(items)) => items.iter().filter_map(of).collect(),
        Some(one) => of(one).into_iter().collect(),
        None => Vec::new(),
    }
}

fn is_type(fields: &Map<String, Value>, names: &[&str]) -> bool {
    let is = |v: &Value| {
        v.as_str().is_some_and(|t| {
            let t = t.rsplit(['/', ':', '#']).next().unwrap_or(t);
            names.contains(&t)
        })
    };
    match fields.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is),
        Some(one) => is(one),
        None => false,
    }
}

/// How much an object is the article: 3 for articles, 2 for other works, 1 for pages, 0 for all else.
fn rank(fields: &Map<String, Value>) -> u8 {
    const ARTICLES: [&str; 16] = words(
        "Article NewsArticle AnalysisNewsArticle OpinionNewsArticle ReportageNewsArticle \
         BackgroundNewsArticle ReviewNewsArticle AdvertiserContentArticle SatiricalArticle \
         ScholarlyArticle TechArticle BlogPosting LiveBlogPosting SocialMediaPosting Report \
         MedicalScholarlyArticle",
    );
    if is_type(fields, &ARTICLES) {
        3
    } else if is_type(
        fields,
        &[
            "Recipe",
            "Review",
            "CreativeWork",
            "HowTo",
            "VideoObject",
            "DiscussionForumPosting",
        ],
    ) {
        2
    } else {
        u8::from(is_type(fields, &["WebPage", "ItemPage", "AboutPage"]))
    }
}

fn article(fields: &Map<String, Value>) -> JsonLd {
    let text = |key: &str| fields.get(key).and_then(string);
    let page = is_type(fields, &["WebPage", "ItemPage", "AboutPage"]);
    let entries = entries(fields);
    let bodies: Vec<&str> = entries.iter().map(|entry| entry.body.as_str()).collect();
    let bodies = Some(bodies.join("\n")).filter(|bodies| !bodies.is_empty());
    JsonLd {
        headline: text("headline").or_else(|| if page { None } else { text("name") }),
        authors: fields
            .get("author")
            .or_else(|| fields.get("creator"))
            .map(names)
            .unwrap_or_default(),
        published: text("datePublished")
            .or_else(|| text("dateCreated"))
            .or_else(|| text("uploadDate")),
        modified: text("dateModified"),
        publisher: fields.get("publisher").and_then(name),
        section: fields.get("articleSection").and_then(string),
        language: fields.get("inLanguage").and_then(string),
        url: text("url").or_else(|| match fields.get("mainEntityOfPage") {
            Some(Value::Object(page)) => page.get("@id").and_then(string),
            Some(other) => string(other),
            None => None,
        }),
        body: text("articleBody").or(bodies),
        entries,
    }
}

/// The entries of a live page.
fn entries(fields: &Map<String, Value>) -> Vec<Entry> {
    const MOST: usize = 500;
    let entry = |value: &Value| {
        let text = |key: &str| value.get(key).and_then(string);
        let body = text("articleBody").or_else(|| text("text"))?;
        Some(Entry {
            headline: text("headline").or_else(|| text("name")),
            published: text("datePublished"),
            body,
        })
    };
    match fields.get("liveBlogUpdate") {
        Some(Value::Array(items)) => items.iter().take(MOST).filter_map(entry).collect(),
        Some(one) => entry(one).into_iter().collect(),
        None => Vec::new(),
    }
}

/// A value as text: a string, or the first of a list.
fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let text = entity::decode(text);
            (!text.trim().is_empty()).then(|| text.trim().to_owned())
        }
        Value::Array(items) => items.iter().find_map(|v| v.as_str().map(entity::decode)),
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => full_name(fields),
        Value::Array(items) => items.iter().find_map(|item| full_name(item.as_object()?)),
        other => string(other),
    }
}

/// The name of somebody, in one piece or in several.
fn full_name(fields: &Map<String, Value>) -> Option<String> {
    let whole = match fields.get("name") {
        Some(Value::Object(parts)) => parts_of_name(parts),
        name => name.and_then(string),
    };
    whole.or_else(|| parts_of_name(fields))
}

fn parts_of_name(fields: &Map<String, Value>) -> Option<String> {
    let of = |key: &str| fields.get(key).and_then(string);
    let family = of("familyName")?;
    let before = [of("givenName"), of("additionalName")];
    let mut name: Vec<String> = before.into_iter().flatten().collect();
    name.push(family);
    Some(name.join(" "))
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(name).collect(),
        Value::Object(fields) => match fields.get("name") {
            Some(Value::Array(names)) => names.iter().filter_map(string).collect(),
            _ => name(value).into_iter().collect(),
        },
        other => name(other).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str) -> JsonLd {
        let html = format!("<p>x</p><script type='application/ld+json'>{json}</script>");
        let dom = Dom::parse(&html);
        assert!(dom.all().any(|n| dom.tag(n) == Tag::Script));
        read(&dom)
    }

    #[test]
    fn an_article_is_found_wherever_it_stands() {
        let plain = check(
            r#"{"@type": "NewsArticle", "headline": "A &amp; B", "author": [{"name": "X"}, "Y"], "datePublished": "2022-07-15",
            "publisher": {"@type": "Organization", "name": "Paper"}, "articleSection": ["World"]}"#,
        );
        assert_eq!(plain.headline.as_deref(), Some("A & B"));
        assert_eq!(plain.authors, ["X", "Y"]);
        assert_eq!(plain.publisher.as_deref(), Some("Paper"));
        assert_eq!(plain.section.as_deref(), Some("World"));
        let graph = check(
            r#"{"@graph": [{"@type": "WebSite", "name": "Site"}, {"@type": "WebPage", "datePublished": "2020-01-01"},
            {"@type": ["Article"], "headline": "H", "author": {"name": "Z"}}]};"#,
        );
        assert_eq!(graph.headline.as_deref(), Some("H"));
        assert_eq!(graph.publisher.as_deref(), Some("Site"));
        let cited = check(
            r#"{"@graph": [{"@type": "Article", "headline": "H", "author": {"@id": "/ann"}}, {"@type": "Person", "@id": "/ann",
            "name": "Ann Lee"}]}"#,
        );
        assert_eq!(cited.authors, ["Ann Lee"]);
        let parts = check(
            r#"{"@type": "Article", "headline": "H", "author": [{"name": "", "givenName": "Ann", "additionalName": "M.",
            "familyName": "Lee"}, {"name": {"givenName": "Bo", "familyName": "Ek"}}]}"#,
        );
        assert_eq!(parts.authors, ["Ann M. Lee", "Bo Ek"]);
        let broken = check(
            "/* <![CDATA[ */ {\"@type\": \"Article\", \"headline\": \"two\nlines\"} /* ]]> */",
        );
        assert_eq!(broken.headline.as_deref(), Some("two lines"));
        assert_eq!(check("{nothing"), JsonLd::default());
    }
}
