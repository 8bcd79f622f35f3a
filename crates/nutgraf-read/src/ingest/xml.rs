//! Owns: XML as it is found: tags, text and CDATA in their order.
//! Promises: linear and total; what is not well-formed is read as far as it means something; no entity is expanded but
//! those of XML and HTML, and none within another.

use memchr::{memchr, memmem};

use crate::ingest::html::entity;

/// A piece of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    /// `<name …>` or `<name …/>`.
    Open(Open<'t>),
    /// `</name>`.
    Close {
        /// As it is written, prefix and all.
        name: &'t str,
        /// The whole tag.
        raw: &'t str,
        /// Where it begins in the document.
        at: usize,
    },
    /// Characters whose references are still to be resolved.
    Text(&'t str),
    /// The inside of `<![CDATA[…]]>`, to be taken as it is.
    Literal(&'t str),
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Open<'t> {
    /// As it is written, prefix and all.
    pub(crate) name: &'t str,
    /// What stands behind the name.
    pub(crate) attributes: &'t str,
    /// Whether it is its own end.
    pub(crate) closed: bool,
    /// The whole tag.
    pub(crate) raw: &'t str,
    /// Where it begins in the document.
    pub(crate) at: usize,
}

impl Open<'_> {
    /// The value of the attribute of a name, its references resolved; names are compared without case.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        attributes(self.attributes)
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| entity::decode(value))
    }
}

/// The attributes in the text behind a tag's name, references and all.
pub(crate) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (name, after) = rest.split_once('=')?;
            // A word without a value may stand before.
            let name = name.split_whitespace().next_back().unwrap_or("");
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, behind) = match quote {
                Some(quote) => {
                    let inside = after.get(1..).unwrap_or("");
                    inside.split_once(quote).unwrap_or((inside, ""))
                }
                None => {
                    let end = after.find(char::is_whitespace).unwrap_or(after.len());
                    after.split_at(end)
                }
            };
            rest = behind;
            if !name.is_empty() {
                return Some((name, value));
            }
        }
    })
}

/// Reads a document once.
#[derive(Clone, Debug)]
pub(crate) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// Marks that were looked for in vain; looking again would take quadratic time.
    gone: [bool; 2],
}

impl<'t> Tokens<'t> {
    /// Starts at the beginning.
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            gone: [false; 2],
        }
    }

    /// Goes back, or on, to a place that a token named.
    pub(crate) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or("")
    }

    fn rest(&self) -> &'t str {
        self.slice(self.at, self.text.len())
    }

    /// Goes behind a mark, or to the end; gives what stands before it.
    fn through(&mut self, mark: &str) -> &'t str {
        let from = self.at;
        let found = memmem::find(self.rest().as_bytes(), mark.as_bytes());
        let to = found.map_or(self.text.len(), |at| from + at);
        self.at = found.map_or(to, |_| to + mark.len());
        self.slice(from, to)
    }

    /// Passes a comment, a document type or an instruction; gives the inside of CDATA.
    fn declaration(&mut self) -> Option<Token<'t>> {
        let rest = self.rest();
        if rest.starts_with("<![CDATA[") {
            self.at += "<![CDATA[".len();
            return Some(Token::Literal(self.through("]]>")));
        }
        if rest.starts_with("<!--") {
            self.at += "<!--".len();
            self.through("-->");
        } else if rest.starts_with("<?") {
            self.through("?>");
        } else {
            let before = self.through(">");
            if before.contains('[') && !before.contains(']') {
                self.through("]>");
            }
        }
        None
    }

    fn close(&mut self) -> Token<'t> {
        let at = self.at;
        self.at += 2;
        let name = self.through(">").trim();
        let raw = self.slice(at, self.at);
        Token::Close { name, raw, at }
    }

    fn open(&mut self) -> Token<'t> {
        let at = self.at;
        let end = self.tag_end();
        let inside = self.slice(at + 1, end);
        self.at += 1 + inside.len() + 1;
        let raw = self.slice(at, self.at.min(self.text.len()));
        let (inside, closed) = match inside.strip_suffix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        let end = inside
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(end);
        Token::Open(Open {
            name,
            attributes,
            closed,
            raw,
            at,
        })
    }

    /// Where the `>` of the tag stands that begins here; a `>` within quotation marks is none.
    fn tag_end(&mut self) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = self.at + 1;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => return at,
                b'"' | b'\'' => {
                    let gone = &mut self.gone[usize::from(*byte == b'"')];
                    let inside = bytes.get(at + 1..).unwrap_or(&[]);
                    match (*gone, memchr(*byte, inside)) {
                        (false, Some(length)) => at += length + 1,
                        (false, None) => *gone = true,
                        (true, _) => {}
                    }
                }
                _ => {}
            }
            at += 1;
        }
        self.text.len()
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let from = self.at;
            let next = |at: usize| self.text.as_bytes().get(at + 1).copied().unwrap_or(0);
            let is_markup = |at: usize| {
                next(at).is_ascii_alphabetic() || matches!(next(at), b'/' | b'!' | b'?')
            };
            let mut found = memchr(b'<', self.rest().as_bytes()).map(|at| from + at);
            while let Some(at) = found.filter(|at| !is_markup(*at)) {
                let behind = self.text.as_bytes().get(at + 1..).unwrap_or(&[]);
                found = memchr(b'<', behind).map(|further| at + 1 + further);
            }
            let to = found.unwrap_or(self.text.len());
            if to > from {
                self.at = to;
                return Some(Token::Text(self.slice(from, to)));
            }
            found?;
            match next(to) {
                b'/' => return Some(self.close()),
                b'!' | b'?' => {
                    if let Some(literal) = self.declaration() {
                        return Some(literal);
                    }
                }
                _ => return Some(self.open()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        Tokens::new(text)
            .map(|token| match token {
                Token::Open(open) => {
                    let pairs: Vec<String> = attributes(open.attributes)
                        .map(|(name, value)| format!(" {name}={value}"))
                        .collect();
                    let end = if open.closed { "/" } else { "" };
                    format!("<{}{}{end}>", open.name, pairs.concat())
                }
                Token::Close { name, .. } => format!("</{name}>"),
                Token::Text(text) => text.to_owned(),
                Token::Literal(text) => format!("[{text}]"),
            })
            .collect()
    }

    #[test]
    fn a_document_is_read_as_it_stands() {
        for (text, wanted) in [
            ("<a x='1' y=\"2>3\">t</a>", "<a x=1 y=2>3>|t|</a>"),
            ("<a/><b:c d = 'e' />", "<a/>|<b:c d=e/>"),
            ("1 < 2 <b>", "1 < 2 |<b>"),
            ("<![CDATA[<x> & ]]>y", "[<x> & ]|y"),
            (
                "<!-- <a> --><?xml v='>'?><!DOCTYPE r [<!ENTITY a 'b'>]><r>",
                "<r>",
            ),
            ("<a x='1>t</a>", "<a x=1>|t|</a>"),
            ("<![CDATA[open", "[open"),
            ("</a >", "</a>"),
            ("<a checked b=1 c>", "<a b=1>"),
        ] {
            let wanted: Vec<&str> = wanted.split('|').collect();
            let got = shown(text);
            if text == "<![CDATA[open" {
                assert_eq!(got, ["[open]"]);
            } else {
                assert_eq!(got, wanted, "{text}");
            }
        }
    }

    #[test]
    fn many_open_marks_cost_no_more_than_their_bytes() {
        for piece in ["<a '", "<![CDATA[", "<!--", "</", "<a=\"", "<"] {
            let text = piece.repeat(40_000);
            assert!(Tokens::new(&text).count() <= text.len());
        }
    }
}
