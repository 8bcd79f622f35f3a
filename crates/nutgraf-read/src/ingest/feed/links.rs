//! Owns: the feeds that a page names.
//! Promises: linear and total; only what the page itself names is found, nothing is guessed.

use url::Url;

use crate::ingest::feed::entry::address;
use crate::ingest::html::entity;
use crate::ingest::xml::{Open, Token, Tokens};

/// A feed that a page names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Where it is.
    pub url: String,
    /// What the page calls it; empty when it does not.
    pub title: String,
}

/// The types of feeds.
const TYPES: [&str; 7] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "text/xml",
    "application/xml",
    "application/json",
];

/// How the path of a link ends that leads to a feed, where a page has no `<link>` to one.
const ENDINGS: [&str; 11] = [
    ".rss",
    ".atom",
    ".rdf",
    "/rss",
    "/feed",
    "/atom",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "index.xml",
    "feed.json",
];

/// The feeds that the page at `origin` names in its head; if none, those that its links lead to by their look. Each once, those
/// of comments last.
pub fn links(html: &str, origin: &str) -> Vec<Link> {
    let mut base = origin.to_owned();
    let (mut named, mut linked): (Vec<Link>, Vec<Link>) = (Vec::new(), Vec::new());
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        let Token::Open(open) = token else { continue };
        let link = |title: String| {
            let url = address(&open.attribute("href")?, &[Some(&base)])?;
            Some(Link { url, title })
        };
        match open.name.to_ascii_lowercase().as_str() {
            "base" => {
                let href = open.attribute("href");
                base = href
                    .and_then(|href| address(&href, &[Some(origin)]))
                    .unwrap_or(base);
            }
            "link" if is_feed(&open) => {
                let title = open.attribute("title").unwrap_or_default();
                add(&mut named, link(title.trim().to_owned()));
            }
            "a" => {
                let found = link(String::new()).filter(|link| looks_like_feed(&link.url));
                if let Some(mut found) = found {
                    if let Some(Token::Text(text)) = tokens.clone().next() {
                        entity::decode(text).trim().clone_into(&mut found.title);
                    }
                    add(&mut linked, Some(found));
                }
            }
            _ => {}
        }
    }
    let mut found = if named.is_empty() { linked } else { named };
    found.sort_by_key(is_of_comments);
    found
}

fn add(found: &mut Vec<Link>, link: Option<Link>) {
    if let Some(link) = link
        && !found.iter().any(|known| known.url == link.url)
    {
        found.push(link);
    }
}

fn is_feed(link: &Open<'_>) -> bool {
    let relation = link
        .attribute("rel")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let kind = link
        .attribute("type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or("").trim();
    let mut relations = relation.split_whitespace();
    let named = relations.clone().any(|one| one == "feed");
    // A page in another language is an alternate too: only the type tells.
    named || relations.any(|one| one == "alternate") && TYPES.contains(&kind)
}

fn looks_like_feed(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| {
        let path = url.path().trim_end_matches('/').to_ascii_lowercase();
        ENDINGS.iter().any(|end| path.ends_with(end))
    })
}

/// Whether it tells of comments, which nobody means who asks for news.
fn is_of_comments(link: &Link) -> bool {
    let title = link.title.to_ascii_lowercase();
    link.url.contains("/comments/") || title.contains("comment")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<String> {
        let links = links(html, "https://a.example/news/");
        links
            .iter()
            .map(|link| format!("{} {}", link.url, link.title))
            .collect()
    }

    #[test]
    fn a_page_is_asked_for_its_feeds() {
        let html = "<!doctype html><head><base href='/'>\
            <link rel=alternate type='application/rss+xml' href='c/comments/feed' title='Comments'>\
            <LINK REL='alternate' TYPE='application/atom+xml' HREF='f.xml?a=1&amp;b=2' TITLE='All &amp; more'>\
            <link rel='alternate' hreflang='de' href='/de'><link rel=stylesheet href='x.css'>\
            <link rel='alternate feed' href='//b.example/j'><link rel=alternate type=application/rss+xml href='f.xml?a=1&b=2'>\
            </head><a href='/other.rss'>RSS</a>";
        assert_eq!(
            found(html),
            [
                "https://a.example/f.xml?a=1&b=2 All & more",
                "https://b.example/j ",
                "https://a.example/c/comments/feed Comments",
            ]
        );
        assert_eq!(
            found("<a href='/x'>x</a><a href='/blog/feed/'>The feed</a><a href=/rss.xml?x=1>R"),
            [
                "https://a.example/blog/feed/ The feed",
                "https://a.example/rss.xml?x=1 R"
            ]
        );
        assert!(found("no page at all").is_empty());
    }
}
