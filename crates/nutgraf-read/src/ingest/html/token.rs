//! Owns: `Tokens`, from the characters of a page to tags and text.
//! Promises: one pass in linear time; anything is read as something, as browsers do.

use memchr::{memchr, memmem};

use crate::ingest::html::tag::{Attr, Tag};

/// What takes the tokens.
pub(super) trait Sink {
    /// A run of characters; with `decode`, character references in it are still to be resolved.
    fn text(&mut self, piece: &str, decode: bool);
    /// An attribute of the start tag that comes next.
    fn attribute(&mut self, name: Attr, value: &str);
    /// A start tag; `closed` when it was written `<x/>` and is no HTML element.
    fn start(&mut self, tag: Tag, closed: bool);
    /// An end tag.
    fn end(&mut self, tag: Tag);
    /// Whether enough was taken.
    fn full(&mut self) -> bool;
}

/// Reads a page once.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// Marks that were looked for in vain; looking again would take quadratic time.
    gone: Gone,
}

#[derive(Debug, Default)]
struct Gone {
    comment_end: bool,
    double_quote: bool,
    single_quote: bool,
}

impl<'t> Tokens<'t> {
    /// Starts at the beginning of `text`.
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            gone: Gone::default(),
        }
    }

    /// Hands everything to `sink`.
    pub(super) fn run(mut self, sink: &mut impl Sink) {
        let mut begin = 0;
        while let Some(found) = self.find(b'<') {
            self.at = found;
            let next = self.byte(found + 1);
            let is_markup = next.is_ascii_alphabetic()
                || matches!(next, b'!' | b'?')
                || (next == b'/' && !self.byte(found + 2).is_ascii_whitespace());
            if !is_markup {
                self.at = found + 1;
                continue;
            }
            self.hand_text(begin, found, sink);
            if sink.full() {
                return;
            }
            match next {
                b'!' | b'?' => self.declaration(),
                b'/' => self.end_tag(sink),
                _ => self.start_tag(sink),
            }
            begin = self.at;
        }
        self.hand_text(begin, self.text.len(), sink);
    }

    fn hand_text(&self, from: usize, to: usize, sink: &mut impl Sink) {
        if let Some(piece) = self.text.get(from..to).filter(|p| !p.is_empty()) {
            sink.text(piece, true);
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or(&[])
    }

    fn find(&self, byte: u8) -> Option<usize> {
        memchr(byte, self.rest()).map(|at| self.at + at)
    }

    /// Goes behind the next `>`, or to the end.
    fn skip_tag(&mut self) {
        self.at = self.find(b'>').map_or(self.text.len(), |at| at + 1);
    }

    /// Passes a comment, a doctype, a processing instruction.
    fn declaration(&mut self) {
        if self.rest().starts_with(b"<!--") && !self.gone.comment_end {
            // `<!-->` and `<!--->` are whole comments.
            self.at += 2;
            match memmem::find(self.rest(), b"-->") {
                Some(at) => self.at += at + 3,
                None => {
                    // Never closed: it ends at its first `>`, else all of the page would be lost.
                    self.gone.comment_end = true;
                    self.skip_tag();
                }
            }
            return;
        }
        self.skip_tag();
    }

    fn end_tag(&mut self, sink: &mut impl Sink) {
        self.at += 2;
        let name = self.name();
        self.skip_tag();
        if name.first().is_some_and(u8::is_ascii_alphabetic) {
            match Tag::of(name) {
                // Browsers read `</br>` as a break.
                Tag::Br => sink.start(Tag::Br, true),
                tag => sink.end(tag),
            }
        }
    }

    /// Takes a name: up to white space, `/` or `>`.
    fn name(&mut self) -> &'t [u8] {
        let rest = self.rest();
        let length = rest
            .iter()
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'<'))
            .unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or(&[])
    }

    fn start_tag(&mut self, sink: &mut impl Sink) {
        self.at += 1;
        let tag = Tag::of(self.name());
        let closed = self.attributes(sink);
        // Only foreign elements close themselves: `<div/>` is an open `div`.
        sink.start(
            tag,
            closed && matches!(tag, Tag::Other | Tag::Svg | Tag::Math | Tag::Script),
        );
        if tag.is_raw() && !(closed && tag == Tag::Script) {
            self.raw(tag, sink);
        }
    }

    /// Reads attributes up to and with the `>`; says whether a `/` stood before it.
    fn attributes(&mut self, sink: &mut impl Sink) -> bool {
        let mut slash = false;
        while self.at < self.text.len() {
            match self.byte(self.at) {
                b'>' => {
                    self.at += 1;
                    return slash;
                }
                b'/' => {
                    slash = true;
                    self.at += 1;
                }
                // A tag inside a tag: the outer one was never closed.
                b'<' => return slash,
                b if b.is_ascii_whitespace() => self.at += 1,
                _ => {
                    slash = false;
                    self.attribute(sink);
                }
            }
        }
        slash
    }

    fn attribute(&mut self, sink: &mut impl Sink) {
        let rest = self.rest();
        let length = rest
            .iter()
            .skip(1)
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'='))
            .map_or(rest.len(), |at| at + 1);
        let name = Attr::of(rest.get(..length).unwrap_or(&[]));
        self.at += length;
        self.skip_blanks();
        let value = if self.byte(self.at) == b'=' {
            self.at += 1;
            self.skip_blanks();
            self.value()
        } else {
            ""
        };
        if let Some(name) = name {
            sink.attribute(name, value);
        }
    }

    fn skip_blanks(&mut self) {
        while self.byte(self.at).is_ascii_whitespace() {
            self.at += 1;
        }
    }

    fn value(&mut self) -> &'t str {
        let quote = self.byte(self.at);
        let gone = match quote {
            b'"' => self.gone.double_quote,
            b'\'' => self.gone.single_quote,
            _ => true,
        };
        if !gone {
            self.at += 1;
            if let Some(end) = self.find(quote) {
                let value = self.text.get(self.at..end).unwrap_or("");
                self.at = end + 1;
                return value;
            }
            if quote == b'"' {
                self.gone.double_quote = true;
            } else {
                self.gone.single_quote = true;
            }
        }
        let rest = self.rest();
        let length = rest
            .iter()
            .position(|b| b.is_ascii_whitespace() || *b == b'>')
            .unwrap_or(rest.len());
        let value = self.text.get(self.at..self.at + length).unwrap_or("");
        self.at += length;
        value
    }

    /// Reads the characters of a `script`, `style`, `title` … up to its end tag.
    fn raw(&mut self, tag: Tag, sink: &mut impl Sink) {
        let begin = self.at;
        let mut search = begin;
        let end = loop {
            let Some(found) = self
                .text
                .as_bytes()
                .get(search..)
                .and_then(|rest| memmem::find(rest, b"</"))
            else {
                break self.text.len();
            };
            let at = search + found;
            self.at = at + 2;
            if Tag::of(self.name()) == tag {
                break at;
            }
            search = at + 2;
        };
        if let Some(piece) = self.text.get(begin..end).filter(|p| !p.is_empty()) {
            sink.text(piece, matches!(tag, Tag::Title | Tag::Textarea));
        }
        self.at = end;
        self.skip_tag();
        sink.end(tag);
    }
}
