//! Owns: `Dom`, a page as a flat list of nodes in document order.
//! Promises: linear time and bounded memory for any input; a tree of bounded depth (`dom::build`); never fails.
//!
//! The tree is built by hand, not by the rules of the HTML standard: those move nodes about, keep no order, and take
//! quadratic time on a page of open tags. Here a node is only ever appended, so that a subtree is a range of indices,
//! and every walk is a loop.

mod build;

use crate::ingest::html::tag::{Attr, Tag};

/// A node's place in its `Dom`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(u32);

impl NodeId {
    /// The document node.
    pub(super) const ROOT: NodeId = NodeId(0);

    /// The place as an index.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }

    /// The node at an index.
    pub(super) fn at(index: usize) -> Self {
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
pub(super) struct Dom {
    nodes: Vec<Node>,
    attrs: Vec<Value>,
    /// All text of all nodes and all values of attributes.
    text: String,
    /// Whether the page was too large and has been cut.
    pub cut: bool,
}

impl Dom {
    /// How many nodes there are, the document itself among them.
    pub(super) fn size(&self) -> usize {
        self.nodes.len()
    }

    /// What the node is.
    pub(super) fn tag(&self, node: NodeId) -> Tag {
        self.nodes.get(node.index()).map_or(Tag::Other, |n| n.tag)
    }

    /// Its parent; the root is its own.
    pub(super) fn parent(&self, node: NodeId) -> NodeId {
        NodeId(self.nodes.get(node.index()).map_or(0, |n| n.parent))
    }

    /// One past the index of the last node in the subtree.
    pub(super) fn end(&self, node: NodeId) -> usize {
        self.nodes.get(node.index()).map_or(0, |n| n.end as usize)
    }

    /// The nodes of the subtree in document order, itself first.
    pub(super) fn subtree(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (node.index()..self.end(node)).map(NodeId::at)
    }

    /// All nodes in document order.
    pub(super) fn all(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId::at)
    }

    /// The direct children in order.
    pub(super) fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
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
    pub(super) fn lineage(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let mut next = Some(node).filter(|n| *n != NodeId::ROOT);
        std::iter::from_fn(move || {
            let node = next?;
            next = Some(self.parent(node)).filter(|n| *n != NodeId::ROOT);
            Some(node)
        })
    }

    /// Whether `node` lies in the subtree of `ancestor` or is it.
    pub(super) fn inside(&self, node: NodeId, ancestor: NodeId) -> bool {
        ancestor <= node && node.index() < self.end(ancestor)
    }

    /// The text of a text node; empty for elements.
    pub(super) fn text(&self, node: NodeId) -> &str {
        match self.nodes.get(node.index()) {
            Some(n) if n.tag == Tag::Text => self.slice(n.from, n.to),
            _ => "",
        }
    }

    /// The value of an attribute.
    pub(super) fn attr(&self, node: NodeId, name: Attr) -> Option<&str> {
        let n = self
            .nodes
            .get(node.index())
            .filter(|n| n.tag != Tag::Text)?;
        let values = self.attrs.get(n.from as usize..n.to as usize)?;
        let value = values.iter().find(|v| v.name == name)?;
        Some(self.slice(value.from, value.to))
    }

    /// All text in the subtree with white space folded, at most about `most` bytes. Unseen elements count too.
    pub(super) fn flat(&self, node: NodeId, most: usize) -> String {
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

#[cfg(test)]
mod tests;
