//! Owns: how a page's tokens become a `Dom`: what closes what.
//! Promises: linear time; a node is only ever appended; at most `DEEPEST` levels and `MOST_NODES` nodes.

use crate::ingest::html::dom::{Dom, Node, NodeId, Value};
use crate::ingest::html::tag::{Attr, TAGS, Tag};
use crate::ingest::html::token::{Sink, Tokens};

/// The deepest nesting; elements below are leaves of the deepest. Real pages stay under 100, browsers cut at 512.
pub(in crate::ingest::html::dom) const DEEPEST: usize = 256;

/// The most nodes of a page; what follows is left out. Real pages stay under 50,000.
const MOST_NODES: usize = 3_000_000;

impl Dom {
    /// Parses a page or a piece of one.
    pub(crate) fn parse(html: &str) -> Self {
        let mut builder = Builder::new(html.len());
        Tokens::new(html).run(&mut builder);
        builder.finish()
    }
}

struct Builder {
    dom: Dom,
    /// Open elements, the inmost last; the document is never on it.
    open: Vec<NodeId>,
    /// How many of each tag are on `open`.
    counts: [u32; TAGS],
    /// Attributes of the tag under way start here.
    attrs_from: usize,
}

impl Builder {
    fn new(length: usize) -> Self {
        let root = Node {
            tag: Tag::Document,
            parent: 0,
            end: 1,
            from: 0,
            to: 0,
        };
        let mut nodes = Vec::with_capacity(length / 64 + 16);
        nodes.push(root);
        Self {
            dom: Dom {
                nodes,
                attrs: Vec::with_capacity(length / 96),
                text: String::with_capacity(length / 3),
                cut: false,
            },
            open: Vec::with_capacity(DEEPEST),
            counts: [0; TAGS],
            attrs_from: 0,
        }
    }

    fn finish(mut self) -> Dom {
        while !self.open.is_empty() {
            self.pop();
        }
        let end = small(self.dom.nodes.len());
        if let Some(root) = self.dom.nodes.first_mut() {
            root.end = end;
        }
        self.dom
    }

    fn push(&mut self, tag: Tag, from: usize, to: usize) -> NodeId {
        let id = NodeId::at(self.dom.nodes.len());
        let parent = self.open.last().map_or(0, |n| n.0);
        self.dom.nodes.push(Node {
            tag,
            parent,
            end: id.0 + 1,
            from: small(from),
            to: small(to),
        });
        id
    }

    fn pop(&mut self) {
        let Some(node) = self.open.pop() else {
            return;
        };
        let end = small(self.dom.nodes.len());
        if let Some(n) = self.dom.nodes.get_mut(node.index()) {
            n.end = end;
            let count = self.counts.get_mut(n.tag as usize);
            if let Some(count) = count {
                *count = count.saturating_sub(1);
            }
        }
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.counts.get(tag as usize).is_some_and(|c| *c > 0)
    }

    fn current(&self) -> Tag {
        self.open.last().map_or(Tag::Document, |n| self.dom.tag(*n))
    }

    /// How many elements to pop so that the inmost element for which `wanted` holds goes too; `None` when a `wall` stands
    /// before it.
    fn reach(&self, wanted: impl Fn(Tag) -> bool, wall: impl Fn(Tag) -> bool) -> Option<usize> {
        for (depth, node) in self.open.iter().rev().enumerate() {
            let tag = self.dom.tag(*node);
            if wanted(tag) {
                return Some(depth + 1);
            }
            if wall(tag) {
                return None;
            }
        }
        None
    }

    fn pop_many(&mut self, count: Option<usize>) {
        for _ in 0..count.unwrap_or(0) {
            self.pop();
        }
    }

    /// Closes what a start tag closes without saying so.
    fn close_implied(&mut self, tag: Tag) {
        if self.is_open(Tag::Head)
            && (tag == Tag::Body || (tag.is_block() && !self.is_open(Tag::Noscript)))
        {
            let depth = self.reach(|t| t == Tag::Head, |_| false);
            self.pop_many(depth);
        }
        if tag.ends_paragraph() && self.is_open(Tag::P) {
            let depth = self.reach(|t| t == Tag::P, is_scope);
            self.pop_many(depth);
        }
        let depth = match tag {
            Tag::Li => self.reach(
                |t| t == Tag::Li,
                |t| matches!(t, Tag::Ul | Tag::Ol | Tag::Menu) || is_scope(t),
            ),
            Tag::Dd | Tag::Dt => self.reach(
                |t| matches!(t, Tag::Dd | Tag::Dt),
                |t| t == Tag::Dl || is_scope(t),
            ),
            Tag::Option => self.reach(|t| t == Tag::Option, |t| t == Tag::Select || is_scope(t)),
            Tag::Td | Tag::Th => self.reach(
                |t| matches!(t, Tag::Td | Tag::Th),
                |t| matches!(t, Tag::Tr | Tag::Table),
            ),
            Tag::Tr => self.reach(
                |t| t == Tag::Tr,
                |t| matches!(t, Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot),
            ),
            Tag::Tbody | Tag::Thead | Tag::Tfoot => self.reach(
                |t| matches!(t, Tag::Tbody | Tag::Thead | Tag::Tfoot),
                |t| t == Tag::Table,
            ),
            _ if tag.heading().is_some() && self.current().heading().is_some() => Some(1),
            _ => None,
        };
        self.pop_many(depth);
        if tag == Tag::A && self.is_open(Tag::A) {
            self.close_link();
        }
    }

    /// Links don't nest. One that was forgotten is closed when only inline elements stand in it, else it is no link.
    fn close_link(&mut self) {
        match self.reach(|t| t == Tag::A, Tag::is_block) {
            Some(depth) => self.pop_many(Some(depth)),
            None => self.disown(),
        }
    }

    /// Makes the inmost open link an ordinary element.
    fn disown(&mut self) {
        let found = self.open.iter().rev().find(|n| self.dom.tag(**n) == Tag::A);
        if let Some(node) = found.and_then(|n| self.dom.nodes.get_mut(n.index())) {
            node.tag = Tag::Span;
            if let Some(count) = self.counts.get_mut(Tag::A as usize) {
                *count = count.saturating_sub(1);
            }
            if let Some(count) = self.counts.get_mut(Tag::Span as usize) {
                *count += 1;
            }
        }
    }
}

/// Elements that an implied end does not reach out of.
fn is_scope(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Table
            | Tag::Td
            | Tag::Th
            | Tag::Caption
            | Tag::Button
            | Tag::Object
            | Tag::Template
            | Tag::Html
    )
}

impl Sink for Builder {
    fn text(&mut self, piece: &str, decode: bool) {
        let from = self.dom.text.len();
        if decode {
            crate::ingest::html::entity::decode_into(piece, &mut self.dom.text);
        } else {
            self.dom.text.push_str(piece);
        }
        let to = self.dom.text.len();
        let parent = self.open.last().map_or(0, |n| n.0);
        match self.dom.nodes.last_mut() {
            Some(last)
                if last.tag == Tag::Text && last.parent == parent && last.to as usize == from =>
            {
                last.to = small(to);
            }
            _ => {
                self.push(Tag::Text, from, to);
            }
        }
    }

    fn attribute(&mut self, name: Attr, value: &str) {
        let begun = self.dom.attrs.get(self.attrs_from..).unwrap_or(&[]);
        if begun.iter().any(|v| v.name == name) {
            return;
        }
        let from = self.dom.text.len();
        crate::ingest::html::entity::decode_into(value, &mut self.dom.text);
        let to = self.dom.text.len();
        self.dom.attrs.push(Value {
            name,
            from: small(from),
            to: small(to),
        });
    }

    fn start(&mut self, tag: Tag, closed: bool) {
        let attrs = (self.attrs_from, self.dom.attrs.len());
        self.attrs_from = attrs.1;
        if matches!(tag, Tag::Html | Tag::Body | Tag::Head) && self.is_open(tag) {
            return;
        }
        self.close_implied(tag);
        let node = self.push(tag, attrs.0, attrs.1);
        if !closed && !tag.is_void() && self.open.len() < DEEPEST {
            self.open.push(node);
            if let Some(count) = self.counts.get_mut(tag as usize) {
                *count += 1;
            }
        }
    }

    fn end(&mut self, tag: Tag) {
        if matches!(tag, Tag::Html | Tag::Body) || !(self.is_open(tag) || tag.heading().is_some()) {
            return;
        }
        if tag == Tag::Form && self.current() != Tag::Form {
            return;
        }
        let depth = if tag.heading().is_some() {
            self.reach(|t| t.heading().is_some(), is_scope)
        } else if matches!(
            tag,
            Tag::Table | Tag::Tr | Tag::Td | Tag::Th | Tag::Tbody | Tag::Thead | Tag::Tfoot
        ) {
            self.reach(|t| t == tag, |t| t == Tag::Table)
        } else if tag == Tag::Noscript {
            // To a browser with scripts its content is text, so that nothing inside stays open.
            self.reach(|t| t == tag, |_| false)
        } else if tag.is_block() || tag == Tag::A {
            self.reach(|t| t == tag, is_scope)
        } else {
            self.reach(|t| t == tag, |t| t.is_block() || is_scope(t))
        };
        self.pop_many(depth);
    }

    fn full(&mut self) -> bool {
        self.dom.cut = self.dom.nodes.len() >= MOST_NODES;
        self.dom.cut
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
