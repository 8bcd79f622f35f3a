//! Owns: what a page declares of itself: its `<meta>` elements and its JSON-LD.
//! Promises: total; names in one spelling.

use crate::date::Dated;
use crate::ingest::html::dom::Dom;
use crate::ingest::html::jsonld::{self, JsonLd};
use crate::ingest::html::tag::{Attr, Tag};

/// All that a page declares.
pub(super) struct Declarations {
    /// What `<meta>` elements say: names in lower case with their contents, in document order.
    tags: Vec<(String, String)>,
    /// What JSON-LD says.
    pub(super) jsonld: JsonLd,
}

impl Declarations {
    /// Reads a page.
    pub(super) fn read(dom: &Dom) -> Self {
        let mut tags = Vec::new();
        for node in dom.all().filter(|n| dom.tag(*n) == Tag::Meta) {
            let Some(content) = dom
                .attr(node, Attr::Content)
                .map(str::trim)
                .filter(|c| !c.is_empty())
            else {
                continue;
            };
            for attr in [Attr::Property, Attr::Name, Attr::Itemprop] {
                for name in dom.attr(node, attr).unwrap_or("").split_whitespace() {
                    let mut name = name.to_ascii_lowercase().replace(['_', '-'], ".");
                    if let Some(rest) = name
                        .strip_prefix("dcterms.")
                        .or_else(|| name.strip_prefix("dc:"))
                    {
                        name = format!("dc.{rest}");
                    }
                    tags.push((name, content.to_owned()));
                }
            }
        }
        Self {
            tags,
            jsonld: jsonld::read(dom),
        }
    }

    /// All contents under a name.
    pub(super) fn all<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s str> {
        self.tags
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, content)| content.as_str())
    }

    /// The first content under the first name that has one.
    pub(super) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).next())
    }

    /// The moment that JSON-LD gives, else the first that is given under one of the names.
    pub(super) fn date(&self, jsonld: Option<&str>, names: &[&str]) -> Option<Dated> {
        let mut tagged = names.iter().flat_map(|name| self.all(name));
        jsonld
            .and_then(Dated::read)
            .or_else(|| tagged.find_map(Dated::read))
    }
}
