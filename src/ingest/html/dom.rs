//! Owns: `Dom`, a page as a flat list of nodes in document order.
//! May import: `ingest::html::{tag, token}`.
//! Promises: linear time and bounded memory for any input; a tree at most `DEEPEST` levels deep; never fails.
//!
//! The tree is built by hand, not by the rules of the HTML standard: those move nodes about, keep no order, and take
//! quadratic time on a page of open tags. Here a node is only ever appended, so that a subtree is a range of indices,
//! and every walk is a loop.

use crate::ingest::html::tag::{Attr, TAGS, Tag};
use crate::ingest::html::token::{Sink, Tokens};

/// The deepest nesting; elements below are leaves of the deepest. Real pages stay under 100, browsers cut at 512.
const DEEPEST: usize = 256;

/// The most nodes of a page; what follows is left out. Real pages stay under 50,000.
const MOST_NODES: usize = 3_000_000;

/// A node's place in its `Dom`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

impl NodeId {
    /// The document node.
    pub const ROOT: NodeId = NodeId(0);

    /// The place as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The node at an index.
    pub fn at(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

#[derive(Clone, Copy, Debug)]
struct Node {
    tag: Tag,
    parent: u32,
    /// One past the last node of the subtree.
    end: u32,
    /// Text: its bytes in `text`. Element: its attributes in `attrs`.
    from: u32,
    to: u32,
}

#[derive(Clone, Copy, Debug)]
struct Value {
    name: Attr,
    from: u32,
    to: u32,
}

/// A parsed page.
#[derive(Debug)]
pub struct Dom {
    nodes: Vec<Node>,
    attrs: Vec<Value>,
    /// All text of all nodes and all values of attributes.
    text: String,
    /// Whether the page was too large and has been cut.
    pub cut: bool,
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Dom {
    /// Parses a page or a piece of one.
    pub fn parse(html: &str) -> Self {
        let mut builder = Builder::new(html.len());
        Tokens::new(html).run(&mut builder);
        builder.finish()
    }

    /// How many nodes there are, the document itself among them.
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    /// What the node is.
    pub fn tag(&self, node: NodeId) -> Tag {
        self.nodes.get(node.index()).map_or(Tag::Other, |n| n.tag)
    }

    /// Its parent; the root is its own.
    pub fn parent(&self, node: NodeId) -> NodeId {
        NodeId(self.nodes.get(node.index()).map_or(0, |n| n.parent))
    }

    /// One past the index of the last node in the subtree.
    pub fn end(&self, node: NodeId) -> usize {
        self.nodes.get(node.index()).map_or(0, |n| n.end as usize)
    }

    /// The nodes of the subtree in document order, itself first.
    pub fn subtree(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (node.index()..self.end(node)).map(NodeId::at)
    }

    /// All nodes in document order.
    pub fn all(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId::at)
    }

    /// The direct children in order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.end(node);
        let mut at = node.index() + 1;
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let child = NodeId::at(at);
            at = self.end(child).max(at + 1);
            Some(child)
        })
    }

    /// The node and its ancestors, inmost first, without the root.
    pub fn lineage(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut next = Some(node).filter(|n| *n != NodeId::ROOT);
        std::iter::from_fn(move || {
            let node = next?;
            next = Some(self.parent(node)).filter(|n| *n != NodeId::ROOT);
            Some(node)
        })
    }

    /// Whether `node` lies in the subtree of `ancestor` or is it.
    pub fn inside(&self, node: NodeId, ancestor: NodeId) -> bool {
        ancestor <= node && node.index() < self.end(ancestor)
    }

    /// The text of a text node; empty for elements.
    pub fn text(&self, node: NodeId) -> &str {
        match self.nodes.get(node.index()) {
            Some(n) if n.tag == Tag::Text => self.slice(n.from, n.to),
            _ => "",
        }
    }

    /// The value of an attribute.
    pub fn attr(&self, node: NodeId, name: Attr) -> Option<&str> {
        let n = self
            .nodes
            .get(node.index())
            .filter(|n| n.tag != Tag::Text)?;
        let values = self.attrs.get(n.from as usize..n.to as usize)?;
        let value = values.iter().find(|v| v.name == name)?;
        Some(self.slice(value.from, value.to))
    }

    /// The first node of a kind in a subtree.
    pub fn first(&self, node: NodeId, tag: Tag) -> Option<NodeId> {
        self.subtree(node).find(|n| self.tag(*n) == tag)
    }

    /// All text in the subtree with white space folded, at most about `most` bytes. Unseen elements count too.
    pub fn flat(&self, node: NodeId, most: usize) -> String {
        let mut out = String::new();
        let mut apart = false;
        let mut blocks: Vec<usize> = Vec::new();
        for node in self.subtree(node) {
            if out.len() > most {
                break;
            }
            while blocks.last().is_some_and(|end| *end <= node.index()) {
                blocks.pop();
                apart = true;
            }
            let tag = self.tag(node);
            if tag != Tag::Text {
                apart |= tag.is_block() || tag == Tag::Br;
                if tag.is_block() {
                    blocks.push(self.end(node));
                }
                continue;
            }
            let text = self.text(node);
            apart |= text.starts_with(char::is_whitespace);
            for word in text.split_whitespace() {
                if apart && !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
                apart = true;
            }
            apart = text.ends_with(char::is_whitespace) || (apart && text.trim().is_empty());
        }
        out
    }

    fn slice(&self, from: u32, to: u32) -> &str {
        self.text.get(from as usize..to as usize).unwrap_or("")
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

#[cfg(test)]
mod tests;
