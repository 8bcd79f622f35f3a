//! Owns: `lines`, the visible text of a page as lines: paragraphs, headings, items, rows, in document order.
//! Promises: every visible character is in one line; white space is folded except in preformatted text.

mod kind;

use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::lines::kind::{Depth, is_data_table};
use crate::ingest::html::tag::Tag;
use crate::model::article::BlockKind;
use crate::model::span::Span;
use crate::text::furniture::Furniture;

/// One line of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// The links in it: where in `text`, and the `a` element.
    pub links: Vec<(Span, NodeId)>,
    /// The inmost block element that holds its first character.
    pub node: NodeId,
    /// Its first text node.
    pub first: NodeId,
    /// Bytes of its text that stand in links.
    pub linked: usize,
}

/// A page and what it shows of itself.
#[derive(Clone, Copy)]
pub(super) struct Shown<'p> {
    /// The page.
    pub dom: &'p Dom,
    /// Its visible text.
    pub lines: &'p [Line],
    /// The words by which its furniture is known.
    pub furniture: &'p Furniture,
}

/// Cuts the subtree of `root` into lines. Elements for which `skip` holds are left out with all in them.
pub(super) fn lines(dom: &Dom, root: NodeId, skip: impl Fn(NodeId) -> bool) -> Vec<Line> {
    let mut maker = Maker {
        dom,
        lines: Vec::new(),
        text: String::new(),
        links: Vec::new(),
        first: None,
        open: Vec::new(),
        blank: false,
        breaks: 0,
        depth: Depth::default(),
    };
    let end = dom.end(root);
    let mut at = root.index();
    while at < end {
        maker.leave(at);
        let node = NodeId::at(at);
        let tag = dom.tag(node);
        let unseen = tag.is_unseen() && tag != Tag::Noscript;
        if tag != Tag::Text && at != root.index() && (unseen || skip(node)) {
            if tag == Tag::Noscript || tag.is_block() {
                maker.flush();
            }
            at = dom.end(node).max(at + 1);
            continue;
        }
        maker.enter(node, tag);
        at += 1;
    }
    maker.leave(usize::MAX);
    maker.flush();
    maker.lines
}

struct Maker<'d> {
    dom: &'d Dom,
    lines: Vec<Line>,
    text: String,
    /// Links of the line under way; an open one ends where it starts.
    links: Vec<(Span, NodeId)>,
    first: Option<NodeId>,
    open: Vec<Open>,
    /// Whether white space waits to be written.
    blank: bool,
    /// `br` elements since the last character.
    breaks: u8,
    depth: Depth,
}

struct Open {
    node: NodeId,
    tag: Tag,
    end: usize,
}

impl Maker<'_> {
    fn enter(&mut self, node: NodeId, tag: Tag) {
        match tag {
            Tag::Text => return self.write(node),
            Tag::Br => {
                self.breaks = self.breaks.saturating_add(1);
                if self.depth.verbatim > 0 {
                    self.text.push('\n');
                }
                return;
            }
            Tag::Td | Tag::Th if self.depth.row > 0 && !self.text.is_empty() => {
                self.text.truncate(self.text.trim_end().len());
                self.text.push_str(" | ");
                self.blank = false;
            }
            Tag::Td | Tag::Th if self.depth.row > 0 => {}
            Tag::Hr => return self.flush(),
            _ if tag.is_block() => self.border(),
            Tag::Button | Tag::Label => self.border(),
            _ => {}
        }
        match tag {
            Tag::Pre => self.depth.verbatim += 1,
            Tag::Tr if is_data_table(self.dom, node) => self.depth.row += 1,
            Tag::Ul | Tag::Ol | Tag::Menu => self.depth.list += 1,
            Tag::Blockquote => self.depth.quote += 1,
            _ => {}
        }
        if self.dom.end(node) > node.index() + 1 {
            self.open.push(Open {
                node,
                tag,
                end: self.dom.end(node),
            });
        } else {
            self.count_out(tag);
        }
    }

    /// Ends the elements that end before the node at index `at`.
    fn leave(&mut self, at: usize) {
        while let Some(last) = self.open.last()
            && last.end <= at
        {
            let (node, tag) = (last.node, last.tag);
            if tag == Tag::A {
                self.end_link(node);
            }
            if tag.is_block() && !matches!(tag, Tag::Td | Tag::Th)
                || matches!(tag, Tag::Button | Tag::Label)
            {
                if tag == Tag::Tr && self.depth.row > 0 {
                    self.flush();
                } else {
                    self.border();
                }
            } else if matches!(tag, Tag::Td | Tag::Th) {
                self.border();
            }
            self.open.pop();
            self.count_out(tag);
        }
    }

    fn count_out(&mut self, tag: Tag) {
        let count = match tag {
            Tag::Pre => &mut self.depth.verbatim,
            Tag::Tr => &mut self.depth.row,
            Tag::Ul | Tag::Ol | Tag::Menu => &mut self.depth.list,
            Tag::Blockquote => &mut self.depth.quote,
            _ => return,
        };
        *count = count.saturating_sub(1);
    }

    /// The border of a block: a new line, but in a row only a blank.
    fn border(&mut self) {
        if self.depth.row > 0 {
            self.blank = !self.text.is_empty();
        } else {
            self.flush();
        }
    }

    fn write(&mut self, node: NodeId) {
        let text = self.dom.text(node);
        if text.trim().is_empty() {
            self.blank |= !text.is_empty();
            if self.depth.verbatim > 0 {
                self.text.push_str(text);
            }
            return;
        }
        if self.breaks > 0 && self.depth.verbatim == 0 {
            // Two breaks are a border of paragraphs, one is a blank.
            if self.breaks > 1 {
                self.border();
            }
            self.blank = true;
        }
        self.breaks = 0;
        self.first.get_or_insert(node);
        let start = self.text.len();
        if self.depth.verbatim > 0 {
            self.text.push_str(text);
        } else {
            self.fold(text);
        }
        self.link(start);
    }

    fn fold(&mut self, text: &str) {
        let mut blank = self.blank || text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            if blank && !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            self.text.push_str(word);
            blank = true;
        }
        self.blank = text.ends_with(char::is_whitespace);
    }

    /// Marks what was written from byte `start` as part of the open link, if one is open.
    fn link(&mut self, start: usize) {
        let Some(open) = self.open.iter().rev().find(|o| o.tag == Tag::A) else {
            return;
        };
        let piece = Span::new(start, self.text.len()).trimmed(&self.text);
        match self.links.last_mut() {
            Some((span, node)) if *node == open.node => *span = span.union(piece),
            _ => self.links.push((piece, open.node)),
        }
    }

    fn end_link(&mut self, node: NodeId) {
        if let Some((span, last)) = self.links.last_mut()
            && *last == node
        {
            *span = span.trimmed(&self.text);
        }
    }

    fn flush(&mut self) {
        self.blank = false;
        self.breaks = 0;
        let (Some(first), false) = (self.first.take(), self.text.trim().is_empty()) else {
            self.text.clear();
            self.links.clear();
            return;
        };
        let mut text = std::mem::take(&mut self.text);
        text.truncate(text.trim_end().len());
        if text.ends_with(" |") {
            text.truncate(text.len() - 2);
        }
        let whole = Span::new(0, text.len());
        let mut links = std::mem::take(&mut self.links);
        links.retain(|(span, _)| whole.contains(*span) && !span.is_empty());
        let node = self
            .dom
            .lineage(first)
            .find(|n| self.dom.tag(*n).is_block())
            .unwrap_or(NodeId::ROOT);
        self.lines.push(Line {
            kind: kind::of(self.dom, node, first, &text, self.depth),
            linked: links.iter().map(|(span, _)| span.len()).sum(),
            text,
            links,
            node,
            first,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::html::tag::Attr;

    fn check(html: &str, want: &[(&str, BlockKind)]) {
        let dom = Dom::parse(html);
        let lines = lines(&dom, NodeId::ROOT, |n| dom.attr(n, Attr::Hidden).is_some());
        let got: Vec<(&str, BlockKind)> = lines.iter().map(|l| (l.text.as_str(), l.kind)).collect();
        assert_eq!(got, want, "{html}");
    }

    #[test]
    fn a_page_becomes_lines() {
        use BlockKind::{Caption, Heading, Item, Paragraph, Quote, Row, Verbatim};
        check(
            "<h2>A  b</h2><p>c <b>d</b>\n e</p>",
            &[("A b", Heading(2)), ("c d e", Paragraph)],
        );
        check("a<br>b<br><br>c", &[("a b", Paragraph), ("c", Paragraph)]);
        check(
            "<ul><li>a<li><p>b</p><ol><li>c</ol></ul>",
            &[("a", Item(0)), ("b", Item(0)), ("c", Item(1))],
        );
        check(
            "<blockquote><p>a</p><p>b</p></blockquote>c",
            &[("a", Quote), ("b", Quote), ("c", Paragraph)],
        );
        check(
            "<figure><img><figcaption>a</figcaption></figure>",
            &[("a", Caption)],
        );
        check(
            "<table><tr><th>a<th>b<tr><td><p>1</p><td>2</table>",
            &[("a | b", Row), ("1 | 2", Row)],
        );
        check(
            "<table><tr><td><table><tr><td>a</table><td><p>b</table>",
            &[("a", Paragraph), ("b", Paragraph)],
        );
        check("<pre>a\n  b</pre>", &[("a\n  b", Verbatim)]);
        check(
            "<p>a<script>x</script><i hidden>y</i>b",
            &[("ab", Paragraph)],
        );
        check(
            "<a href=x>a</a><button>b</button>c",
            &[("a", Paragraph), ("b", Paragraph), ("c", Paragraph)],
        );
        check(
            "x\u{a0}<p>\u{a0}</p>y",
            &[("x", Paragraph), ("y", Paragraph)],
        );
    }

    #[test]
    fn links_are_marked() {
        let dom = Dom::parse("<p>See <a href=u> the <b>whole</b> story </a>, <a href=v>now</a>.");
        let lines = lines(&dom, NodeId::ROOT, |_| false);
        let marked: Vec<&str> = lines[0]
            .links
            .iter()
            .map(|(s, _)| s.of(&lines[0].text))
            .collect();
        assert_eq!(lines[0].text, "See the whole story , now.");
        assert_eq!(marked, ["the whole story", "now"]);
        assert_eq!(lines[0].linked, 18);
    }
}
