//! Owns: which texts of a page may be its headline, and what its site is called.
//! Promises: total; what a reader sees stands before what is declared.

use crate::ingest::html::declarations::Declarations;
use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::tag::{Attr, Tag};
use crate::ingest::html::title::{self, Candidates};
use crate::ingest::html::visible::is_headline;

/// The headline of a page of which the source and the host are known.
pub(super) fn headline(
    dom: &Dom,
    declared: &Declarations,
    source: Option<&str>,
    host: Option<&str>,
) -> String {
    let mut candidates = Candidates::default();
    let mut in_svg = 0;
    let (mut first, mut named, mut second) = (Vec::new(), Vec::new(), Vec::new());
    for node in dom.all() {
        match dom.tag(node) {
            Tag::Svg => in_svg = dom.end(node),
            Tag::Title if node.index() >= in_svg && candidates.tag.is_empty() => {
                candidates.tag = without_count(&dom.flat(node, 1000));
            }
            Tag::H1 if first.len() < 8 => first.push(dom.flat(node, 500)),
            Tag::H2 if second.len() < 8 => second.push(dom.flat(node, 500)),
            Tag::Text | Tag::H3 | Tag::H4 | Tag::A => {}
            _ if named.len() < 2 && is_marked(dom, node) => named.push(dom.flat(node, 500)),
            _ => {}
        }
    }
    first.retain(|h| !h.is_empty());
    first.dedup();
    if let [only] = first.as_slice() {
        candidates.only_first = Some(only.clone());
    }
    second.retain(|h| !h.is_empty());
    // A headline in an element of no meaning, where the page has none of the first level.
    if first.is_empty() {
        first.append(&mut named);
    }
    first.append(&mut second);
    candidates.headings = first;
    for name in [
        "og:title",
        "citation.title",
        "dc.title",
        "twitter:title",
        "parsely.title",
        "sailthru.title",
        "title",
    ] {
        candidates
            .meta
            .extend(declared.all(name).take(2).map(folded));
    }
    candidates.headline = declared.jsonld.headline.as_deref().map(folded);
    candidates.sites.extend(source.map(str::to_owned));
    candidates
        .sites
        .extend(declared.first(&["og:site.name"]).map(str::to_owned));
    candidates.sites.extend(declared.jsonld.publisher.clone());
    candidates
        .sites
        .extend(declared.first(&["application.name"]).map(str::to_owned));
    if let Some(host) = host {
        let host = host.strip_prefix("www.").unwrap_or(host);
        candidates.sites.push(host.to_owned());
        candidates.sites.extend(
            host.rsplit('.')
                .skip(1)
                .max_by_key(|p| p.len())
                .map(str::to_owned),
        );
    }
    // Some pages give their own title as the name of the site.
    let is_own = |site: &String| {
        let site = title::loose(site);
        let is = |t: &String| title::loose(t) == site;
        site.chars().count() > 30
            || candidates.meta.first().is_some_and(is) && candidates.headings.iter().any(is)
    };
    let sites = std::mem::take(&mut candidates.sites);
    candidates.sites = sites.into_iter().filter(|s| !is_own(s)).collect();
    title::choose(&candidates)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether an element is marked as the headline, and short enough to be one.
fn is_marked(dom: &Dom, node: NodeId) -> bool {
    const LONGEST: usize = 250;
    let declared = dom.attr(node, Attr::Itemprop) == Some("headline");
    (declared || is_headline(dom, node)) && dom.flat(node, LONGEST).len() < LONGEST
}

/// A title without the count of what is new: `(3) Talks go on`.
fn without_count(title: &str) -> String {
    let rest = title
        .strip_prefix('(')
        .and_then(|t| t.split_once(") "))
        .filter(|(count, _)| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()));
    rest.map_or(title, |(_, rest)| rest).to_owned()
}
