//! Owns: `Element`, one field of a feed or of an entry, and its content as words, as plain text and as markup.
//! Promises: what is escaped is unescaped once; CDATA is taken as it is; an element that is never closed ends with its entry.

use crate::ingest::html;
use crate::ingest::html::entity;
use crate::ingest::plain;
use crate::ingest::xml::{Open, Token, Tokens};
use crate::text::rules::Rules;

/// What a prefix stands for, by a part of the address that it is bound to. Other prefixes mean what they are called.
const SPACES: [(&str, &str); 8] = [
    ("www.w3.org/2005/atom", ""),
    ("purl.org/atom/", ""),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/dc/terms", "dcterms"),
    ("purl.org/dc/elements", "dc"),
    ("search.yahoo.com/mrss", "media"),
    ("itunes.com/dtds", "itunes"),
    ("www.w3.org/1999/xhtml", "xhtml"),
];

/// What the prefixes of a document are bound to.
#[derive(Clone, Debug, Default)]
pub(super) struct Prefixes(Vec<(String, &'static str)>);

impl Prefixes {
    /// Learns what a tag binds.
    pub(super) fn learn(&mut self, open: &Open<'_>) {
        if !open.attributes.contains("xmlns:") {
            return;
        }
        for (name, address) in crate::ingest::xml::attributes(open.attributes) {
            let address = address.to_ascii_lowercase();
            let known = SPACES.iter().find(|(part, _)| address.contains(part));
            if let (Some(prefix), Some((_, space))) = (name.strip_prefix("xmlns:"), known) {
                self.0.push((prefix.to_owned(), space));
            }
        }
    }

    /// A tag's name in lower case, as `space:name`, without the space where it is RSS's or Atom's own.
    pub(super) fn name(&self, written: &str) -> String {
        let Some((prefix, local)) = written.split_once(':') else {
            return written.to_ascii_lowercase();
        };
        let bound = self.0.iter().rev().find(|(own, _)| own == prefix);
        let space = match bound {
            Some((_, space)) => space,
            None if prefix.eq_ignore_ascii_case("atom") => "",
            None => prefix,
        };
        let colon = if space.is_empty() { "" } else { ":" };
        format!("{space}{colon}{local}").to_ascii_lowercase()
    }
}

/// A piece of an element's content.
#[derive(Clone, Copy, Debug)]
enum Piece<'t> {
    /// A tag, as written.
    Tag(&'t str),
    /// Characters with their references.
    Text(&'t str),
    /// The inside of CDATA.
    Literal(&'t str),
}

/// One field of a feed or of an entry.
#[derive(Clone, Debug)]
pub(super) struct Element<'t> {
    /// See `Prefixes::name`.
    pub(super) name: String,
    /// Its start tag.
    pub(super) open: Open<'t>,
    pieces: Vec<Piece<'t>>,
}

impl<'t> Element<'t> {
    /// Reads the content of the element that `open` begins, up to its end; or up to where `ends` says that what it stands in
    /// ends or goes on, so that a missing end costs one field.
    pub(super) fn read(
        tokens: &mut Tokens<'t>,
        (open, name): (Open<'t>, String),
        ends: impl Fn(&Token<'t>) -> bool,
    ) -> Self {
        let mut pieces = Vec::new();
        let mut depth = 0;
        if open.closed {
            return Self { name, open, pieces };
        }
        while let Some(token) = tokens.next() {
            match token {
                Token::Close { name, .. } if name == open.name && depth == 0 => break,
                Token::Close { at, .. } | Token::Open(Open { at, .. }) if ends(&token) => {
                    tokens.go_to(at);
                    break;
                }
                Token::Close { name, raw, .. } => {
                    depth -= usize::from(name == open.name);
                    pieces.push(Piece::Tag(raw));
                }
                Token::Open(inner) => {
                    depth += usize::from(inner.name == open.name && !inner.closed);
                    pieces.push(Piece::Tag(inner.raw));
                }
                Token::Text(text) => pieces.push(Piece::Text(text)),
                Token::Literal(text) => pieces.push(Piece::Literal(text)),
            }
        }
        Self { name, open, pieces }
    }

    /// An attribute; empty ones are none.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let value = self.open.attribute(name)?;
        (!value.trim().is_empty()).then(|| value.trim().to_owned())
    }

    /// Whether there are elements in it.
    pub(super) fn has_elements(&self) -> bool {
        self.pieces.iter().any(|p| matches!(p, Piece::Tag(_)))
    }

    fn is_literal(&self) -> bool {
        let literal = |piece: &Piece<'_>| match piece {
            Piece::Literal(_) => true,
            Piece::Text(text) => text.trim().is_empty(),
            Piece::Tag(_) => false,
        };
        self.pieces.iter().all(literal)
    }

    /// Its characters, unescaped once.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(piece) => entity::decode_into(piece, &mut text),
                Piece::Literal(piece) => text.push_str(piece),
                Piece::Tag(_) => {}
            }
        }
        text
    }

    /// The same without the white space around it; `None` when nothing is left.
    pub(super) fn trimmed(&self) -> Option<String> {
        let text = self.text();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Its content as HTML: elements as they stand, else what was escaped.
    pub(super) fn markup(&self) -> String {
        if !self.has_elements() {
            return self.text();
        }
        let mut markup = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Tag(piece) => markup.push_str(&piece.replace("xhtml:", "")),
                Piece::Text(piece) | Piece::Literal(piece) => markup.push_str(piece),
            }
        }
        markup
    }

    /// The elements directly within it.
    pub(super) fn children(&self, prefixes: &Prefixes) -> Vec<Element<'t>> {
        let mut found: Vec<Element<'t>> = Vec::new();
        let mut depth = 0;
        for piece in &self.pieces {
            let tag = match piece {
                Piece::Tag(tag) => Tokens::new(tag).next(),
                Piece::Text(_) | Piece::Literal(_) => None,
            };
            match (tag, found.last_mut()) {
                (Some(Token::Open(open)), _) if depth == 0 => {
                    depth = usize::from(!open.closed);
                    found.push(Element {
                        name: prefixes.name(open.name),
                        open,
                        pieces: Vec::new(),
                    });
                }
                (Some(Token::Open(open)), Some(last)) => {
                    depth += usize::from(!open.closed);
                    last.pieces.push(*piece);
                }
                (Some(Token::Close { .. }), Some(last)) => {
                    depth = depth.saturating_sub(1);
                    if depth > 0 {
                        last.pieces.push(*piece);
                    }
                }
                (None, Some(last)) if depth > 0 => last.pieces.push(*piece),
                _ => {}
            }
        }
        found
    }

    /// Its content as the words of a title. `twice` is for feeds that escape everything once more than they should.
    pub(super) fn title(&self, twice: bool, rules: &Rules) -> String {
        let kind = self.attribute("type").unwrap_or_default();
        if self.has_elements() || kind.contains("html") {
            return words(&self.markup(), rules);
        }
        let text = self.text();
        if matches!(&*kind, "text" | "text/plain") {
            return plain::folded(&text);
        }
        title_of(
            &if twice || self.is_literal() {
                entity::decode(&text)
            } else {
                text
            },
            rules,
        )
    }
}

/// Markup as words.
fn words(markup: &str, rules: &Rules) -> String {
    if !markup.contains('<') {
        return plain::folded(&entity::decode(markup));
    }
    let paragraphs = html::fragment(markup, "", rules).paragraphs;
    let lines: Vec<String> = paragraphs.into_iter().map(|b| b.text).collect();
    lines.join(" ")
}

/// Elements that style words, which nobody writes about in a headline without saying so otherwise.
const STYLES: [&str; 12] = [
    "a", "b", "i", "u", "em", "strong", "span", "font", "sup", "sub", "small", "mark",
];

/// A title as written: literal, `<head>` and all, but for tags that style words and are closed again, and line breaks.
fn title_of(text: &str, rules: &Rules) -> String {
    if !text.contains('<') {
        return plain::folded(text);
    }
    let lower = text.to_ascii_lowercase();
    let styled = STYLES.iter().any(|name| {
        lower.contains(&format!("</{name}>"))
            && (lower.contains(&format!("<{name}>")) || lower.contains(&format!("<{name} ")))
    });
    if styled || lower.contains("<br") {
        words(text, rules)
    } else {
        plain::folded(text)
    }
}
