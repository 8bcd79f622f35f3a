//! Owns: what a page's `<meta>` elements declare.
//! Promises: total; names in one spelling.

use crate::ingest::html::dom::Dom;
use crate::ingest::html::tag::{Attr, Tag};

/// What `<meta>` elements say: names in lower case with their contents, in document order.
pub(super) struct MetaTags(Vec<(String, String)>);

impl MetaTags {
    /// Reads a page.
    pub(super) fn read(dom: &Dom) -> Self {
        let mut found = Vec::new();
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
                    found.push((name, content.to_owned()));
                }
            }
        }
        Self(found)
    }

    /// All contents under a name.
    pub(super) fn all<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s str> {
        self.0
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, content)| content.as_str())
    }

    /// The first content under the first name that has one.
    pub(super) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.all(name).next())
    }
}
