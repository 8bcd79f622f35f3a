//! Owns: `Feed` and `Entry`, what any form of feed says, in one form.
//! Promises: plain data; everything is as the feed wrote it, unescaped once.

use url::Url;

use crate::ingest::html;
use crate::model::feed::Wishes;

/// The text of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// Markup.
    Html(String),
    /// Text in which nothing is markup.
    Plain(String),
}

impl Body {
    /// Its length in bytes, without the white space around it.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Html(text) | Self::Plain(text) => text.trim().len(),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

/// One entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its guid or id.
    pub(super) id: Option<String>,
    /// Its headline.
    pub(super) title: String,
    /// Its own address, absolute.
    pub(super) url: Option<String>,
    /// Names of authors as they are written, a field each.
    pub(super) authors: Vec<String>,
    /// When it was published, as written.
    pub(super) published: Option<String>,
    /// When it was changed, as written.
    pub(super) updated: Option<String>,
    /// Its whole text, as far as the feed has it.
    pub(super) content: Body,
    /// What it is about.
    pub(super) summary: Body,
    /// Its first section.
    pub(super) section: Option<String>,
    /// Its language.
    pub(super) language: Option<String>,
}

/// A feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Feed {
    /// Its name.
    pub(super) title: String,
    /// Who writes what does not say who wrote it.
    pub(super) authors: Vec<String>,
    /// The language of what does not name its own.
    pub(super) language: Option<String>,
    /// The page that it belongs to.
    pub(super) home: Option<String>,
    /// How often it wishes to be asked.
    pub(super) wishes: Wishes,
    /// Its entries, in its order.
    pub(super) entries: Vec<Entry>,
    /// Whether it breaks off within an entry, which is left out.
    pub(super) cut: bool,
}

/// An address as it is meant where it stands: blanks and line breaks out of it, without a scheme on the web, relative to the
/// first of `bases` that is an address itself. `None` for what leads to no page.
pub(super) fn address(written: &str, bases: &[Option<&str>]) -> Option<String> {
    let written: String = written.split_whitespace().collect();
    if html::is_web(&written) {
        return Some(written);
    }
    if written.is_empty() {
        return None;
    }
    let mut bases = bases
        .iter()
        .flatten()
        .filter_map(|base| Url::parse(base).ok());
    let base = bases.find(|base| matches!(base.scheme(), "http" | "https"));
    let joined = match base {
        Some(base) => base.join(&written).ok()?.to_string(),
        None => format!("https:{}", written.strip_prefix("//").map(|_| &*written)?),
    };
    html::is_web(&joined).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_meant_where_they_stand() {
        let base = [None, Some("urn:x"), Some("https://a.example/news/")];
        for (written, wanted) in [
            (" https://b.example/1\n ", Some("https://b.example/1")),
            ("1.html", Some("https://a.example/news/1.html")),
            ("/1", Some("https://a.example/1")),
            ("//c.example/1", Some("https://c.example/1")),
            ("", None),
            ("javascript:x", None),
            ("mailto:x@a.example", None),
        ] {
            assert_eq!(address(written, &base).as_deref(), wanted, "{written}");
        }
        assert_eq!(
            address("//c.example/1", &[]).as_deref(),
            Some("https://c.example/1")
        );
        assert_eq!(address("1.html", &[]), None);
    }
}
