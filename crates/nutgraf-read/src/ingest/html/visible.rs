//! Owns: the byline that a page shows, where it declares none.
//! Promises: total; comments, lists of other stories and the foot of the page are not asked.

pub(super) mod date;
mod plain_byline;

use crate::ingest::html::author;
use crate::ingest::html::clutter::{self, words};
use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::lines::Shown;
use crate::ingest::html::tag::{Attr, Tag};
use crate::model::flaw::DropReason;
use crate::text::byline;

/// So many elements of a mark are looked at, however many a page has.
const MOST: usize = 2000;

/// The names in the elements that are marked as the author's.
pub(super) fn byline(shown: Shown<'_>) -> Option<Vec<String>> {
    let dom = shown.dom;
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
        .find_map(|mark| names_by(shown, mark))
        .or_else(|| plain_byline::byline(shown))
}

/// The names in the elements with a mark. Further ones count only beside the first: others are authors of other stories.
fn names_by(shown: Shown<'_>, mark: &dyn Fn(NodeId) -> bool) -> Option<Vec<String>> {
    let dom = shown.dom;
    let headline = headline(dom);
    let mut names: Vec<String> = Vec::new();
    let mut beside = NodeId::ROOT;
    let mut behind = 0;
    let marked = dom.all().filter(|n| dom.tag(*n) != Tag::Text && mark(*n));
    for node in marked.take(MOST) {
        if node.index() < behind || is_clutter(shown, headline, node) {
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
        let text = parted(dom, inner, 200);
        // With more in it than names, the first piece that is one is the name: then come a life, a place, a date.
        let found = if is_told(&text) {
            first_person(dom, inner)
        } else {
            author::names(&text)
        };
        for name in found {
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

/// The text in an element, with a comma where the next element or line begins without any sign: a name, and what they are.
fn parted(dom: &Dom, node: NodeId, most: usize) -> String {
    let mut out = String::new();
    let mut apart = true;
    let mut ended = false;
    let mut border = false;
    for inner in dom.subtree(node) {
        if out.len() > most {
            break;
        }
        let tag = dom.tag(inner);
        if tag != Tag::Text {
            border |= tag.is_block() || tag == Tag::Br;
            ended = true;
            continue;
        }
        let text = dom.text(inner);
        let starts = text.starts_with(char::is_whitespace);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            apart = true;
            continue;
        }
        let last = out.rsplit([',', ' ']).next().unwrap_or(&out);
        let goes_on = words.starts_with(|c: char| c.is_lowercase() || !c.is_alphanumeric())
            || out.ends_with(|c: char| !c.is_alphanumeric() && c != ')')
            || author::is_label(&out)
            || matches!(last, "and" | "by" | "By" | "BY");
        let is_blank = apart || starts;
        let is_new = border || ended && (!is_blank || byline::is_role_line(&words));
        out.push_str(match (goes_on, is_new) {
            _ if out.is_empty() => "",
            (false, true) => ", ",
            _ if is_blank || ended => " ",
            _ => "",
        });
        out.push_str(&words);
        apart = text.ends_with(char::is_whitespace);
        (ended, border) = (false, false);
    }
    out
}

/// Whether a text is too long for names, or a sentence.
fn is_told(text: &str) -> bool {
    const LONGEST: usize = 150;
    const SENTENCE: usize = 50;
    text.len() > LONGEST || text.len() > SENTENCE && text.ends_with('.')
}

/// The person that the first pieces of text in an element name.
fn first_person(dom: &Dom, node: NodeId) -> Vec<String> {
    const PIECES: usize = 4;
    const LONGEST: usize = 60;
    let texts = dom.subtree(node).filter(|n| dom.tag(*n) == Tag::Text);
    let texts = texts.map(|n| dom.text(n).trim()).filter(|t| !t.is_empty());
    texts
        .take(PIECES)
        .filter(|text| text.len() <= LONGEST)
        .map(author::names)
        .find(|names| names.first().is_some_and(|name| author::is_person(name)))
        .unwrap_or_default()
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
pub(super) fn is_headline(dom: &Dom, node: NodeId) -> bool {
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

/// The first heading of the first level.
fn headline(dom: &Dom) -> Option<NodeId> {
    dom.all().find(|n| dom.tag(*n) == Tag::H1)
}

/// Whether an element stands in comments, lists of other stories or the foot of the page, but not with the headline.
fn is_clutter(shown: Shown<'_>, headline: Option<NodeId>, node: NodeId) -> bool {
    let (dom, furniture) = (shown.dom, shown.furniture);
    // What holds the headline is the page, whatever its name.
    let is_page = |n: NodeId| headline.is_some_and(|h| dom.inside(h, n));
    dom.lineage(node).take_while(|n| !is_page(*n)).any(|n| {
        let tag = dom.tag(n);
        let named = || {
            matches!(
                clutter::reason(dom, n, furniture),
                Some(DropReason::Comments | DropReason::Related)
            )
        };
        matches!(tag, Tag::Footer | Tag::Nav | Tag::Head)
            || tag != Tag::Aside && !clutter::is_weak(dom, n, furniture) && named()
            || has_word(dom, n, &["respond", "author-bio"])
    })
}

/// Whether one of the classes or the id of an element is one of `words`.
pub(super) fn has_word(dom: &Dom, node: NodeId, words: &[&str]) -> bool {
    [Attr::Class, Attr::Id].into_iter().any(|attr| {
        dom.attr(node, attr).is_some_and(|value| {
            value
                .split_whitespace()
                .any(|class| words.iter().any(|w| class.eq_ignore_ascii_case(w)))
        })
    })
}
