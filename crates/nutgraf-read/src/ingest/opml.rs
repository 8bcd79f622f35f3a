//! Owns: OPML, lists of feeds.
//! Promises: total; what is malformed is passed over, the feeds around it are found.

use crate::ingest::html;
use crate::ingest::xml::{Open, Token, Tokens};
use crate::model::feed::Wanted;

/// One feed of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// Where the feed is.
    pub url: String,
    /// Its name; empty when the list gives none.
    pub title: String,
    /// The folder it stands in, the outer ones first, joined by ` / `; empty at the top.
    pub folder: String,
}

impl From<Subscription> for Wanted {
    /// A feed to follow; the folders that it stands in are its tags.
    fn from(one: Subscription) -> Self {
        let folders = one.folder.split(" / ").filter(|name| !name.is_empty());
        Self {
            tags: folders.map(str::to_owned).collect(),
            url: one.url,
            name: Some(one.title).filter(|title| !title.is_empty()),
            ..Self::default()
        }
    }
}

/// The feeds in an OPML document, in order, each once.
pub fn read(text: &str) -> Vec<Subscription> {
    let mut found: Vec<Subscription> = Vec::new();
    // Open outlines; a feed may hold others too, and has no name as a folder.
    let mut folders: Vec<Option<String>> = Vec::new();
    for token in Tokens::new(text) {
        match token {
            Token::Open(open) if is_outline(open.name) => {
                let feed = subscription(&open, &folders);
                if !open.closed {
                    folders.push(if feed.is_none() { name(&open) } else { None });
                }
                add(&mut found, feed);
            }
            Token::Close { name, .. } if is_outline(name) => {
                folders.pop();
            }
            Token::Open(_) | Token::Close { .. } | Token::Text(_) | Token::Literal(_) => {}
        }
    }
    found
}

fn add(found: &mut Vec<Subscription>, feed: Option<Subscription>) {
    if let Some(feed) = feed
        && !found.iter().any(|f| f.url == feed.url)
    {
        found.push(feed);
    }
}

fn is_outline(name: &str) -> bool {
    name.eq_ignore_ascii_case("outline")
}

fn attribute(outline: &Open<'_>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let text = outline.attribute(name)?;
        (!text.trim().is_empty()).then(|| text.trim().to_owned())
    })
}

fn name(outline: &Open<'_>) -> Option<String> {
    attribute(outline, &["title", "text"])
}

fn subscription(outline: &Open<'_>, folders: &[Option<String>]) -> Option<Subscription> {
    let url = attribute(outline, &["xmlUrl", "url"])?;
    let url = url
        .strip_prefix("feed:")
        .unwrap_or(&url)
        .trim_start_matches("//")
        .to_owned();
    let url = if url.contains("://") {
        url
    } else {
        format!("https://{url}")
    };
    html::is_web(&url).then(|| Subscription {
        url,
        title: name(outline).unwrap_or_default(),
        folder: folders
            .iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(" / "),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_are_found_with_their_folders() {
        let list = read(
            "<?xml version='1.0'?><opml version='2.0'><body><outline text='World &amp; East'>\
            <outline type='rss' text='A & B' xmlUrl='https://a.example/f?x=1&y=2'/><outline text='Deep'><outline xmlurl='feed://b.example/'/></outline>\
            </outline><outline title='C' xmlUrl='http://c.example/'></outline><outline xmlUrl='https://a.example/f?x=1&amp;y=2'/>\
            <outline text='note' url='javascript:x'/></body></opml>",
        );
        let got: Vec<String> = list
            .iter()
            .map(|s| format!("{} | {} | {}", s.url, s.title, s.folder))
            .collect();
        assert_eq!(
            got,
            [
                "https://a.example/f?x=1&y=2 | A & B | World & East",
                "https://b.example/ |  | World & East / Deep",
                "http://c.example/ | C | ",
            ]
        );
        assert_eq!(
            read("<opml><body><outline xmlUrl='http://c.example/'><x").len(),
            1,
            "cut off"
        );
        assert_eq!(read("no xml"), []);
    }
}
