//! Owns: RSS of every version, RDF and Atom: from elements to entries.
//! Promises: neither versions nor namespaces are asked for; fields are known by their names; a broken entry costs at most
//! itself.

use crate::ingest::feed::element::{Element, Prefixes};
use crate::ingest::feed::entry::{Body, Entry, Feed, address};
use crate::ingest::feed::wishes;
use crate::ingest::html::entity;
use crate::ingest::xml::{Open, Token, Tokens};
use crate::options::Options;

/// Elements that only hold others.
const HOLDERS: [&str; 4] = ["rss", "channel", "feed", "rdf:rdf"];

/// The elements of an entry with those of its start tag.
struct Raw<'t> {
    open: Open<'t>,
    fields: Vec<Element<'t>>,
}

/// A feed as elements.
#[derive(Default)]
struct Document<'t> {
    prefixes: Prefixes,
    holders: Vec<Open<'t>>,
    head: Vec<Element<'t>>,
    entries: Vec<Raw<'t>>,
    cut: bool,
}

/// Reads a feed; `None` when it is none at all. Links start from `options.origin`, when that is an address.
pub(super) fn read(text: &str, options: &Options) -> Option<Feed> {
    let document = collect(text);
    if document.holders.is_empty() && document.entries.is_empty() {
        return None;
    }
    let head = |name: &str| document.head.iter().find(|field| field.name == name);
    let outer = Outer {
        prefixes: &document.prefixes,
        base: document
            .holders
            .iter()
            .rev()
            .find_map(|open| open.attribute("xml:base")),
        options,
        home: document
            .head
            .iter()
            .filter(|f| f.name == "link")
            .find_map(own_link),
    };
    let language = document
        .holders
        .iter()
        .find_map(|open| open.attribute("xml:lang"));
    Some(Feed {
        title: head("title")
            .map(|title| title.title(false, &options.rules))
            .unwrap_or_default(),
        authors: authors(&document.head, &document.prefixes),
        language: ["language", "dc:language"]
            .iter()
            .find_map(|name| head(name)?.trimmed())
            .or(language),
        home: outer.home.clone(),
        wishes: wishes::read(&document.head, &document.prefixes),
        entries: document
            .entries
            .iter()
            .map(|raw| outer.entry(raw))
            .collect(),
        cut: document.cut,
    })
}

fn collect(text: &str) -> Document<'_> {
    let mut tokens = Tokens::new(text);
    let mut document = Document::default();
    while let Some(token) = tokens.next() {
        let Token::Open(open) = token else { continue };
        document.prefixes.learn(&open);
        let name = document.prefixes.name(open.name);
        if is_entry(&name) {
            match fields(&mut tokens, open, &mut document.prefixes) {
                Some(fields) => document.entries.push(Raw { open, fields }),
                None => document.cut = true,
            }
        } else if HOLDERS.contains(&&*name) {
            document.holders.push(open);
        } else {
            // What a holder or an entry begins ends it.
            let prefixes = document.prefixes.clone();
            let ends = |token: &Token<'_>| {
                let (Token::Open(Open { name, .. }) | Token::Close { name, .. }) = token else {
                    return false;
                };
                let name = prefixes.name(name);
                is_entry(&name) || HOLDERS.contains(&&*name)
            };
            let field = Element::read(&mut tokens, (open, name), ends);
            document.head.push(field);
        }
    }
    document
}

/// The fields of an entry; `None` when the document ends within it.
fn fields<'t>(
    tokens: &mut Tokens<'t>,
    entry: Open<'t>,
    prefixes: &mut Prefixes,
) -> Option<Vec<Element<'t>>> {
    let mut found = Vec::new();
    if entry.closed {
        return Some(found);
    }
    loop {
        match tokens.next()? {
            Token::Close { name, .. } if name == entry.name => return Some(found),
            // The next entry begins, or the feed ends: this one was never closed.
            Token::Open(Open { name, at, .. }) if name == entry.name => {
                tokens.go_to(at);
                return Some(found);
            }
            Token::Close { name, at, .. } if HOLDERS.contains(&&*prefixes.name(name)) => {
                tokens.go_to(at);
                return Some(found);
            }
            Token::Open(open) => {
                prefixes.learn(&open);
                let name = prefixes.name(open.name);
                let ends = |token: &Token<'_>| {
                    let (Token::Open(Open { name, .. }) | Token::Close { name, .. }) = token else {
                        return false;
                    };
                    *name == entry.name
                };
                found.push(Element::read(tokens, (open, name), ends));
            }
            Token::Close { .. } | Token::Text(_) | Token::Literal(_) => {}
        }
    }
}

fn is_entry(name: &str) -> bool {
    matches!(name, "item" | "entry")
}

fn is_text(field: &Element<'_>) -> bool {
    matches!(
        &*field.name,
        "description" | "content:encoded" | "content" | "summary"
    )
}

/// Whether a text was escaped once more than it should be: there is no tag in it, but escaped ones.
fn is_escaped_twice(field: &Element<'_>) -> bool {
    let text = field.text();
    !text.contains('<')
        && ["&lt;/", "&lt;br", "&lt;img"]
            .iter()
            .any(|tag| text.contains(tag))
}

/// The address of a `link` that leads to the page itself.
fn own_link(link: &Element<'_>) -> Option<String> {
    match link.attribute("href") {
        Some(href) => {
            let relation = link.attribute("rel");
            let own = relation.is_none_or(|r| r.eq_ignore_ascii_case("alternate"));
            own.then_some(href)
        }
        None => link.trimmed(),
    }
}

/// Who wrote it, a field each: names before addresses of mail.
fn authors(fields: &[Element<'_>], prefixes: &Prefixes) -> Vec<String> {
    for name in ["dc:creator", "author", "dc:author", "itunes:author"] {
        let named = fields.iter().filter(|field| field.name == name);
        let all: Vec<String> = named.filter_map(|field| person(field, prefixes)).collect();
        if !all.is_empty() {
            return all;
        }
    }
    Vec::new()
}

fn person(field: &Element<'_>, prefixes: &Prefixes) -> Option<String> {
    if !field.has_elements() {
        return field.trimmed();
    }
    let children = field.children(prefixes);
    let child = |name: &str| children.iter().find(|c| c.name == name)?.trimmed();
    child("name")
        .or_else(|| child("email"))
        .or_else(|| field.trimmed())
}

/// What holds for all entries.
struct Outer<'d> {
    prefixes: &'d Prefixes,
    base: Option<String>,
    options: &'d Options,
    home: Option<String>,
}

impl Outer<'_> {
    fn entry(&self, raw: &Raw<'_>) -> Entry {
        let first = |names: &[&str]| {
            let mut all = names.iter();
            all.find_map(|name| raw.fields.iter().find(|f| f.name == *name)?.trimmed())
        };
        let named = |name: &str| raw.fields.iter().find(|f| f.name == name);
        let title = named("title")
            .or_else(|| named("dc:title"))
            .or_else(|| named("media:title"));
        let about = raw.open.attribute("rdf:about");
        let twice = raw
            .fields
            .iter()
            .filter(|f| is_text(f))
            .any(is_escaped_twice);
        Entry {
            id: first(&["guid", "id"]).or_else(|| about.clone()),
            title: title
                .map(|t| t.title(twice, &self.options.rules))
                .unwrap_or_default(),
            url: self.url(raw),
            authors: authors(&raw.fields, self.prefixes),
            published: first(&[
                "pubdate",
                "published",
                "issued",
                "dc:date",
                "dcterms:issued",
                "dcterms:created",
                "created",
                "date",
            ]),
            updated: first(&["updated", "modified", "dcterms:modified", "atom:updated"]),
            content: self.longest(
                raw,
                &[
                    "content:encoded",
                    "content",
                    "xhtml:body",
                    "body",
                    "fullitem",
                ],
            ),
            summary: self.longest(
                raw,
                &[
                    "description",
                    "summary",
                    "media:description",
                    "itunes:summary",
                    "dc:description",
                ],
            ),
            section: raw
                .fields
                .iter()
                .find(|f| f.name == "category")
                .and_then(|category| {
                    let label = category
                        .attribute("label")
                        .or_else(|| category.attribute("term"));
                    label.or_else(|| category.trimmed())
                }),
            language: raw
                .open
                .attribute("xml:lang")
                .or_else(|| first(&["dc:language"])),
        }
    }

    /// The longest of the texts under some names, also within a group of media; the first of equals.
    fn longest(&self, raw: &Raw<'_>, names: &[&str]) -> Body {
        let groups = raw.fields.iter().filter(|f| f.name == "media:group");
        let within: Vec<Element<'_>> = groups.flat_map(|g| g.children(self.prefixes)).collect();
        let fields = raw.fields.iter().chain(&within);
        let texts = fields.filter(|f| names.contains(&&*f.name)).map(Self::body);
        texts
            .reduce(|longest, body| {
                if body.length() > longest.length() {
                    body
                } else {
                    longest
                }
            })
            .unwrap_or_default()
    }

    fn body(field: &Element<'_>) -> Body {
        let kind = field.attribute("type").unwrap_or_default();
        let atom = matches!(&*field.name, "content" | "summary");
        let plain = matches!(&*kind, "text" | "text/plain") || atom && kind.is_empty();
        let text = field.markup();
        if plain && !field.has_elements() {
            return Body::Plain(text);
        }
        if is_escaped_twice(field) {
            return Body::Html(entity::decode(&text));
        }
        Body::Html(text)
    }

    fn url(&self, raw: &Raw<'_>) -> Option<String> {
        let links: Vec<&Element<'_>> = raw.fields.iter().filter(|f| f.name == "link").collect();
        let own = links
            .iter()
            .find_map(|link| Some((own_link(link)?, link.attribute("xml:base"))));
        let guid = raw.fields.iter().find(|f| f.name == "guid").filter(|guid| {
            let permanent = guid.attribute("isPermaLink");
            permanent.is_none_or(|p| !p.eq_ignore_ascii_case("false"))
        });
        let other = || {
            let id = raw.fields.iter().find(|f| f.name == "id");
            let named = guid.or(id).and_then(Element::trimmed);
            // A guid that is no address is a name, not a page beside the others.
            named
                .filter(|name| name.starts_with("http://") || name.starts_with("https://"))
                .or_else(|| raw.open.attribute("rdf:about"))
                .or_else(|| {
                    let href = |link: &&&Element<'_>| link.attribute("href").is_some();
                    links.iter().find(href)?.attribute("href")
                })
        };
        let (written, base) = match own {
            Some((written, base)) => (written, base),
            None => (other()?, None),
        };
        let entry = raw.open.attribute("xml:base");
        // A base may be relative to the one around it.
        let outer = [
            self.base.as_deref(),
            Some(self.options.origin.as_str()),
            self.home.as_deref(),
        ];
        let entry = entry.and_then(|base| address(&base, &outer));
        let base =
            base.and_then(|base| address(&base, &[&[entry.as_deref()], &outer[..]].concat()));
        let all = [&[base.as_deref(), entry.as_deref()], &outer[..]].concat();
        address(&written, &all)
    }
}
