//! Owns: which texts of a page may be its headline, and what its site is called.
//! Promises: total; what a reader sees stands before what is declared.

use crate::ingest::html::declarations::Declarations;
use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::lines::Shown;
use crate::ingest::html::tag::{Attr, Tag};
use crate::ingest::html::title::{self, Candidates};
use crate::ingest::html::visible::is_headline;
use crate::ingest::html::wording;
use crate::model::article::BlockKind;
use crate::text::furniture::{Furniture, Part};
use crate::text::word_list::words;

/// The headline of a page of which the source and the host are known.
pub(super) fn headline(
    shown: Shown<'_>,
    declared: &Declarations,
    source: Option<&str>,
    host: Option<&str>,
) -> String {
    let dom = shown.dom;
    let mut candidates = Candidates::default();
    let mut in_svg = 0;
    let mut over_text = Vec::new();
    let (mut first, mut named, mut second) = (Vec::new(), Vec::new(), Vec::new());
    for node in dom.all() {
        match dom.tag(node) {
            Tag::Svg => in_svg = dom.end(node),
            Tag::Title if node.index() >= in_svg && candidates.tag.is_empty() => {
                candidates.tag = without_count(&dom.flat(node, 1000));
            }
            Tag::H1 | Tag::H2 if leads_home(dom, node) => {}
            Tag::H1 if first.len() < 8 => {
                over_text.extend(is_over_text(shown, node).then(|| dom.flat(node, 500)));
                first.push(dom.flat(node, 500));
            }
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
        let words = only.split(|c: char| !c.is_alphanumeric());
        let is_told = words.filter(|w| !w.is_empty()).count() > 1
            && !says_nothing(only, &[], shown.furniture);
        candidates.is_over_text = is_told && over_text.contains(only);
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
    if !candidates.headings.is_empty() {
        let says = |title: &String| !says_nothing(title, &candidates.sites, shown.furniture);
        let meta = std::mem::take(&mut candidates.meta);
        candidates.meta = meta.into_iter().filter(says).collect();
        candidates.headline = candidates.headline.take().filter(says);
        candidates.tag = Some(std::mem::take(&mut candidates.tag))
            .filter(says)
            .unwrap_or_default();
    }
    title::choose(&candidates)
}

/// Whether running text begins soon under a heading.
fn is_over_text(shown: Shown<'_>, heading: NodeId) -> bool {
    const SOON: usize = 8;
    const LONG: usize = 80;
    let at = shown.lines.partition_point(|line| line.first < heading);
    let under = shown.lines.iter().skip(at + 1).take(SOON);
    let is_heading = |kind| matches!(kind, BlockKind::Heading(1 | 2));
    let mut under = under.take_while(|line| !is_heading(line.kind));
    under.any(|line| line.text.len() >= LONG && line.linked * 2 < line.text.len())
}

/// Whether a heading is the way to the front page, as the name of a site is.
fn leads_home(dom: &Dom, heading: NodeId) -> bool {
    let link = dom
        .subtree(heading)
        .chain(dom.lineage(heading).take(3))
        .find(|n| dom.tag(*n) == Tag::A);
    let address = link
        .and_then(|link| dom.attr(link, Attr::Href))
        .map(str::trim);
    address.is_some_and(|address| {
        let path = address.split_once("://").map_or(address, |(_, rest)| {
            rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
        });
        matches!(
            path.trim_start_matches("./"),
            "/" | "" | "index.html" | "/index.html" | "index.php" | "/index.php"
        )
    })
}

/// Whether a title names the page, a section, a file or a day and nothing that was written: each of its parts does.
fn says_nothing(title: &str, sites: &[String], furniture: &Furniture) -> bool {
    let is_empty = |part: &str| {
        let bare = part
            .trim()
            .trim_end_matches(['.', '…', '!', ':'])
            .to_lowercase();
        let counted = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        bare.is_empty()
            || furniture.has(Part::NoTitle, &bare)
            || furniture.has(Part::NoTitle, counted)
            || title::is_site(part, sites)
            || is_host(&bare)
            || wording::is_dateline(part, furniture)
    };
    // `Microsoft Word - ferry_2.doc`
    let last = title.rsplit(' ').next().unwrap_or(title);
    let mut parts = title::parts(title);
    is_file(&last.to_lowercase())
        || parts.any(is_empty) && {
            let mut rest = title::parts(title).filter(|part| !is_empty(part));
            // Beside a section stands the name of a paper that the page doesn't give otherwise.
            let name = rest.next();
            rest.next().is_none()
                && name
                    .is_none_or(|name| name.split_whitespace().count() <= 3 && title::is_name(name))
        }
}

/// Whether a word is the name of a file: `ferry-2.html`.
fn is_file(word: &str) -> bool {
    const ENDS: [&str; 14] = words("html htm xhtml php asp aspx jsp doc docx odt pdf txt rtf md");
    word.rsplit_once('.')
        .is_some_and(|(name, end)| !name.is_empty() && ENDS.contains(&end))
}

/// Whether a part of a title is the name of a machine: `paper.example`.
fn is_host(part: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let end = part.rsplit_once('.').map_or("", |(_, end)| end);
    end.len() >= 2 && end.bytes().all(|b| b.is_ascii_alphabetic()) && part.split('.').all(is_label)
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
