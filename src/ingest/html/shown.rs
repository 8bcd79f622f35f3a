//! Owns: the byline and the date that a page shows, where it declares none.
//! May import: `ingest::date`, `ingest::html::{author, dom, tag}`, `model::moment`.
//! Promises: total; comments, lists of other stories and the foot of the page are not asked.

use crate::ingest::date::parse;
use crate::ingest::html::author;
use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::tag::{Attr, Tag};
use crate::model::moment::Moment;

/// The names in the elements that are marked as the author's.
pub fn byline(dom: &Dom) -> Option<Vec<String>> {
    // The surer the mark the earlier it is asked.
    let marks: [&dyn Fn(NodeId) -> bool; 4] = [
        &|n| {
            dom.attr(n, Attr::Itemprop)
                .is_some_and(|p| p.split(' ').any(|p| p == "author" || p == "creator"))
        },
        &|n| {
            dom.attr(n, Attr::Rel)
                .is_some_and(|r| r.split(' ').any(|r| r == "author"))
        },
        &|n| {
            has_word(
                dom,
                n,
                &[
                    "byline",
                    "author-name",
                    "authorname",
                    "article-author",
                    "post-author",
                    "entry-author",
                    "p-author",
                    "c-byline",
                ],
            )
        },
        &|n| has_word(dom, n, &["author", "autor", "auteur", "writer", "dateline"]),
    ];
    for mark in marks {
        let mut names: Vec<String> = Vec::new();
        let mut behind = 0;
        for node in dom.all().filter(|n| dom.tag(*n) != Tag::Text) {
            if node.index() < behind || !mark(node) || is_clutter(dom, node) {
                continue;
            }
            behind = dom.end(node);
            let inner = dom
                .subtree(node)
                .find(|n| dom.attr(*n, Attr::Itemprop) == Some("name"))
                .unwrap_or(node);
            let text = dom.flat(inner, 200);
            if text.len() > 150 {
                continue;
            }
            for name in author::names(&text) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            // One byline is enough, unless they are single names in a row.
            if names.len() > 4 || (!names.is_empty() && text.contains(',')) {
                break;
            }
        }
        if !names.is_empty() && names.len() <= 5 {
            return Some(names);
        }
    }
    None
}

/// Whether an element stands in comments, lists of other stories or the foot of the page.
fn is_clutter(dom: &Dom, node: NodeId) -> bool {
    dom.lineage(node).any(|n| {
        matches!(dom.tag(n), Tag::Footer | Tag::Nav | Tag::Head)
            || has_word(
                dom,
                n,
                &[
                    "comment",
                    "comments",
                    "commentlist",
                    "related",
                    "sidebar",
                    "respond",
                    "recommended",
                    "most-read",
                ],
            )
    })
}

/// Whether one of the classes or the id of an element is one of `words`.
pub fn has_word(dom: &Dom, node: NodeId, words: &[&str]) -> bool {
    [Attr::Class, Attr::Id].into_iter().any(|attr| {
        dom.attr(node, attr).is_some_and(|value| {
            value
                .split_whitespace()
                .any(|class| words.iter().any(|w| class.eq_ignore_ascii_case(w)))
        })
    })
}

/// The date that a reader sees: in elements marked as dates, then in short lines.
pub fn date(dom: &Dom) -> Option<Moment> {
    let words = [
        "date",
        "published",
        "pubdate",
        "publish-date",
        "published-date",
        "post-date",
        "entry-date",
        "article-date",
        "timestamp",
        "time",
        "dateline",
        "posted-on",
        "datum",
        "fecha",
        "article__date",
        "post__date",
        "meta-date",
        "date-published",
        "published-at",
        "postdate",
        "updated",
        "post-meta",
        "entry-meta",
        "byline",
        "article-meta",
        "meta",
        "postinfo",
        "article-info",
        "info",
    ];
    let mut times = Vec::new();
    let mut marked = Vec::new();
    for node in dom.all() {
        let tag = dom.tag(node);
        if tag == Tag::Text || matches!(tag, Tag::Html | Tag::Body | Tag::Main | Tag::Article) {
            continue;
        }
        let rank = if dom
            .attr(node, Attr::Itemprop)
            .is_some_and(|p| p == "datePublished")
        {
            0
        } else if tag == Tag::Time {
            1
        } else if has_word(dom, node, &words) {
            2
        } else {
            continue;
        };
        if is_clutter(dom, node) {
            continue;
        }
        let value = [Attr::Datetime, Attr::Content, Attr::Title]
            .into_iter()
            .find_map(|a| dom.attr(node, a).and_then(parse));
        let moment = value.or_else(|| {
            let text = dom.flat(node, 160);
            dates_in(&text)
        });
        match (moment, rank) {
            (Some(moment), 0) => return Some(moment),
            (Some(moment), 1) => times.push(moment),
            (Some(moment), _) => marked.push(moment),
            (None, _) => {}
        }
    }
    times
        .first()
        .or(marked.first())
        .copied()
        .or_else(|| in_lines(dom))
}

/// A date in a short text that says more: `Ann Lee · July 15, 2022 · 5 min read`.
fn dates_in(text: &str) -> Option<Moment> {
    parse(text).or_else(|| {
        text.split(['|', '·', '•', '–', '—', '\u{2022}'])
            .find_map(|part| parse(part.trim()))
    })
}

/// The first short text node of the page that is a date.
fn in_lines(dom: &Dom) -> Option<Moment> {
    let seen = dom.all().filter(|n| dom.tag(*n) == Tag::Text).filter(|n| {
        let text = dom.text(*n).trim();
        (8..=60).contains(&text.len()) && text.bytes().any(|b| b.is_ascii_digit())
    });
    seen.filter(|n| !dom.lineage(*n).any(|a| dom.tag(a).is_unseen()) && !is_clutter(dom, *n))
        .take(200)
        .find_map(|n| dates_in(dom.text(n).trim()))
}

/// The date in an address: `/2022/07/15/`, `/2022-07-15-`, `/20220715/`.
pub fn in_address(url: &str) -> Option<Moment> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let year = |p: &str| p.len() == 4 && (p.starts_with("19") || p.starts_with("20"));
    parts
        .windows(3)
        .find_map(|three| match three {
            [y, m, d] if year(y) && m.len() <= 2 && d.len() <= 2 => parse(&format!("{y}/{m}/{d}")),
            _ => None,
        })
        .or_else(|| {
            parts
                .iter()
                .filter(|p| p.len() == 8 && p.starts_with("20"))
                .find_map(|p| parse(p))
        })
}
