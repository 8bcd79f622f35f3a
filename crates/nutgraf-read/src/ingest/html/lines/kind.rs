//! Owns: what a line of a page is: heading, item, row, caption, quote, preformatted, paragraph.
//! Promises: looks at a line's element and a few around it.

use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::tag::{Attr, Tag};
use crate::model::article::BlockKind;
use crate::text::word_list::phrases;

/// How many elements of a kind are open around a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Depth {
    pub verbatim: u16,
    pub row: u16,
    pub list: u16,
    pub quote: u16,
}

/// What the line is that begins with the text node `first` in the block element `node`.
pub(super) fn of(dom: &Dom, node: NodeId, first: NodeId, text: &str, depth: Depth) -> BlockKind {
    if let Some(level) = dom.tag(node).heading() {
        return BlockKind::Heading(level);
    }
    if depth.verbatim > 0 {
        return BlockKind::Verbatim;
    }
    if depth.row > 0 {
        return BlockKind::Row;
    }
    if is_caption_within(dom, node, first, text) {
        return BlockKind::Caption;
    }
    for holder in dom.lineage(node).take(6) {
        match dom.tag(holder) {
            Tag::Li => {
                let depth = u8::try_from(depth.list.saturating_sub(1)).unwrap_or(u8::MAX);
                return BlockKind::Item(depth);
            }
            Tag::Figcaption | Tag::Caption => return BlockKind::Caption,
            Tag::Figure if depth.quote == 0 && text.len() <= LONGEST => return BlockKind::Caption,
            Tag::P | Tag::Div | Tag::Dd | Tag::Span if is_caption(dom, holder) => {
                return BlockKind::Caption;
            }
            Tag::H1 => return BlockKind::Heading(1),
            Tag::H2 => return BlockKind::Heading(2),
            Tag::H3 => return BlockKind::Heading(3),
            Tag::Article | Tag::Section | Tag::Main | Tag::Table | Tag::Blockquote => break,
            _ => {}
        }
    }
    if depth.quote > 0 {
        BlockKind::Quote
    } else {
        BlockKind::Paragraph
    }
}

/// The longest caption that is told from a paragraph by its place, in bytes.
const LONGEST: usize = 300;

/// Whether a text says whose picture it stands under.
fn is_credited(text: &str) -> bool {
    const CREDITS: [&str; 18] = phrases(
        "photo: | photos: | photo by | photos by | photo credit | photograph: | photograph by | \
         image: | image by | image credit | image courtesy | credit: | picture: | \
         getty images | ap photo | foto: | fotos: | bild:",
    );
    let lower = text.to_ascii_lowercase();
    CREDITS.iter().any(|credit| lower.contains(credit))
}

/// Whether nothing but markup stands between a picture and the text after it.
fn is_under_picture(dom: &Dom, first: NodeId) -> bool {
    const NEAR: usize = 12;
    let before = (first.index().saturating_sub(NEAR)..first.index()).rev();
    for node in before.map(NodeId::at) {
        match dom.tag(node) {
            Tag::Img => return true,
            Tag::Text if !dom.text(node).trim().is_empty() => return false,
            _ => {}
        }
    }
    false
}

/// Whether an element is a caption by its class, with something to look at beside it.
fn is_caption(dom: &Dom, node: NodeId) -> bool {
    is_named_caption(dom, node) && has_picture(dom, node)
}

/// Whether something to look at stands in the element around the one around `node`.
fn has_picture(dom: &Dom, node: NodeId) -> bool {
    const NEAR: usize = 60;
    let around = dom.parent(dom.parent(node));
    let from = node.index().saturating_sub(NEAR).max(around.index());
    let to = dom.end(around).min(dom.end(node) + NEAR);
    let is_shown = |n: NodeId| {
        matches!(
            dom.tag(n),
            Tag::Img
                | Tag::Picture
                | Tag::Figure
                | Tag::Video
                | Tag::Iframe
                | Tag::Svg
                | Tag::Object
                | Tag::Embed
                | Tag::Audio
                | Tag::Canvas
        )
    };
    (from..to).map(NodeId::at).any(is_shown)
}

/// Whether the class of an element says that it is a caption.
fn is_named_caption(dom: &Dom, node: NodeId) -> bool {
    dom.attr(node, Attr::Class).is_some_and(|class| {
        class.split_whitespace().any(|c| {
            let c = c.to_ascii_lowercase();
            (c.contains("caption") && !c.starts_with("has-") && !c.starts_with("no-"))
                || c == "bildunterschrift"
        })
    })
}

/// Whether all of a line stands in one piece of its element that is a caption: by its class, or because it is set in italics
/// or small under a picture.
fn is_caption_within(dom: &Dom, node: NodeId, first: NodeId, text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    if is_credited(text) && is_under_picture(dom, first) {
        return true;
    }
    let inner = dom.lineage(first).skip(1).take_while(|n| *n != node);
    let holds = |n: NodeId| dom.flat(n, text.len()).len() >= text.len();
    let mut set_apart = inner.filter(|n| match dom.tag(*n) {
        Tag::Span => is_caption(dom, *n),
        Tag::Em | Tag::I | Tag::Small => {
            let before = dom.subtree(node).take_while(|before| *before < *n);
            before.take(8).any(|before| dom.tag(before) == Tag::Img)
        }
        _ => false,
    });
    set_apart.any(holds)
}

/// Whether a row belongs to a table of facts, not of layout: short cells and no block of text inside.
pub(super) fn is_data_table(dom: &Dom, row: NodeId) -> bool {
    const LONGEST_ROW: usize = 600;
    let mut length = 0;
    let mut cells = 0;
    for node in dom.subtree(row).skip(1) {
        match dom.tag(node) {
            Tag::Text => length += dom.text(node).trim().len(),
            Tag::Td | Tag::Th => cells += 1,
            Tag::Table
            | Tag::H1
            | Tag::H2
            | Tag::Article
            | Tag::Form
            | Tag::Ul
            | Tag::Blockquote => {
                return false;
            }
            _ => {}
        }
        if length > LONGEST_ROW {
            return false;
        }
    }
    cells > 1
}
