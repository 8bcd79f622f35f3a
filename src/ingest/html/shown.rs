//! Owns: the byline that a page shows, where it declares none.
//! May import: `ingest::html::{author, clutter, dom, tag}`.
//! Promises: total; comments, lists of other stories and the foot of the page are not asked.

pub mod day;

use crate::ingest::html::author;
use crate::ingest::html::clutter::words;
use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::tag::{Attr, Tag};

/// The names in the elements that are marked as the author's.
pub fn byline(dom: &Dom) -> Option<Vec<String>> {
    // The surer the mark the earlier it is asked.
    let marks: [&dyn Fn(NodeId) -> bool; 6] = [
        &|n| {
            dom.attr(n, Attr::Itemprop)
                .is_some_and(|p| p.split(' ').any(|p| p == "author" || p == "creator"))
        },
        &|n| {
            dom.attr(n, Attr::Rel)
                .is_some_and(|r| r.split(' ').any(|r| r == "author"))
        },
        &|n| is_named(dom, n, is_byline),
        &|n| is_named(dom, n, is_author),
        &|n| dom.tag(n) == Tag::Address,
        &|n| dom.tag(n) == Tag::A && dom.attr(n, Attr::Href).is_some_and(is_author_page),
    ];
    marks
        .iter()
        .find_map(|mark| names_by(dom, mark))
        .or_else(|| spoken(dom))
}

/// The names in the elements with a mark. Further ones count only beside the first: others are authors of other stories.
fn names_by(dom: &Dom, mark: &dyn Fn(NodeId) -> bool) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    let mut beside = NodeId::ROOT;
    let mut behind = 0;
    for node in dom.all().filter(|n| dom.tag(*n) != Tag::Text) {
        if node.index() < behind || !mark(node) || is_clutter(dom, node) {
            continue;
        }
        behind = dom.end(node);
        if !names.is_empty() && !dom.inside(node, beside) {
            break;
        }
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
        if !names.is_empty() && beside == NodeId::ROOT {
            let parent = dom.parent(node);
            let holder = dom.parent(parent);
            let small = |n: NodeId| n != NodeId::ROOT && dom.flat(n, 300).len() <= 250;
            beside = if small(holder) { holder } else { parent };
            if !small(beside) {
                break;
            }
        }
    }
    (!names.is_empty() && names.len() <= 8).then_some(names)
}

/// A short text of its own that begins with "By" and goes on with names.
fn spoken(dom: &Dom) -> Option<Vec<String>> {
    let texts = dom.all().filter(|n| dom.tag(*n) == Tag::Text);
    texts
        .filter(|n| {
            let text = dom.text(*n).trim();
            text.len() <= 80 && author::is_opened(text)
        })
        .filter(|n| !dom.lineage(*n).any(|a| dom.tag(a).is_unseen()) && !is_clutter(dom, *n))
        .take(20)
        .find_map(|n| {
            let text = dom.text(n).trim();
            let parent = dom.parent(n);
            let line = dom.flat(parent, 120);
            let text = if line.len() <= 80 && author::is_opened(&line) {
                line
            } else {
                text.to_owned()
            };
            let mut names = author::names(&text);
            let full = |name: &String| {
                let words: Vec<&str> = name.split(' ').collect();
                (2..=4).contains(&words.len())
                    && words
                        .iter()
                        .all(|w| w.starts_with(char::is_uppercase) || w.len() <= 3)
            };
            // After a label come names, then perhaps what they do.
            if text
                .split(' ')
                .next()
                .is_some_and(|label| label.ends_with(':'))
            {
                let others = names.iter().position(|name| !full(name));
                names.truncate(others.unwrap_or(names.len()));
            }
            (!names.is_empty() && names.iter().all(full)).then_some(names)
        })
}

/// Whether one of the words of a class or of the id makes `wanted` hold.
fn is_named(dom: &Dom, node: NodeId, wanted: fn(&[&str]) -> bool) -> bool {
    [Attr::Class, Attr::Id].into_iter().any(|attr| {
        dom.attr(node, attr).is_some_and(|value| {
            value.split_whitespace().take(12).any(|class| {
                let words = words(class);
                wanted(&words.iter().map(String::as_str).collect::<Vec<_>>())
            })
        })
    })
}

/// Whether an element is the headline by its class.
pub fn is_headline(dom: &Dom, node: NodeId) -> bool {
    is_named(dom, node, |words| {
        matches!(words, ["headline"])
            || words.windows(2).any(|two| {
                matches!(
                    two,
                    [
                        "article" | "post" | "entry" | "story" | "news",
                        "title" | "headline"
                    ]
                )
            })
    })
}

fn is_byline(words: &[&str]) -> bool {
    words.iter().any(|w| {
        matches!(
            *w,
            "byline" | "bylines" | "authorname" | "autorenname" | "contributors"
        )
    }) || words.windows(2).any(|two| {
        matches!(
            two,
            ["author" | "authors" | "writer", "name" | "names" | "link"]
                | [
                    "article" | "post" | "entry" | "story" | "blog" | "date",
                    "author" | "authors"
                ]
                | ["p", "author"]
                | ["by", "line"]
        )
    })
}

fn is_author(words: &[&str]) -> bool {
    let about = |w: &&str| {
        matches!(
            *w,
            "bio"
                | "biography"
                | "image"
                | "avatar"
                | "photo"
                | "picture"
                | "about"
                | "follow"
                | "social"
                | "related"
                | "more"
                | "comment"
                | "comments"
                | "twitter"
                | "email"
                | "description"
                | "thumb"
                | "icon"
        )
    };
    !words.iter().any(about)
        && words.iter().any(|w| {
            matches!(
                *w,
                "author"
                    | "authors"
                    | "autor"
                    | "autoren"
                    | "autorin"
                    | "auteur"
                    | "writer"
                    | "redakteur"
            )
        })
}

/// Whether an address is that of an author's own page.
fn is_author_page(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let last = parts.next().unwrap_or("");
    last.len() >= 3
        && parts.next().is_some_and(|part| {
            matches!(
                part,
                "author"
                    | "authors"
                    | "people"
                    | "newsteam"
                    | "profile"
                    | "profiles"
                    | "autor"
                    | "autoren"
                    | "auteur"
                    | "by"
                    | "contributor"
                    | "contributors"
                    | "staff"
                    | "writers"
                    | "journalist"
                    | "reporter"
            )
        })
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
                    "author-bio",
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
