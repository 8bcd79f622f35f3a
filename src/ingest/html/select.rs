//! Owns: which lines of a page are the article.
//! May import: `ingest::html::{clutter, dom, lines, phrase, tag}`, `model`.
//! Promises: linear in lines times depth; a page with text gives text.

use crate::ingest::html::clutter;
use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::lines::Line;
use crate::ingest::html::phrase;
use crate::ingest::html::tag::Tag;
use crate::model::article::BlockKind;
use crate::model::flaw::DropReason;

/// What share of the page's good text a part must hold to be the article alone.
const WHOLE: f32 = 0.86;
/// What share a part that is marked as the body of the article must hold.
const MARKED: f32 = 0.5;
/// Furniture that holds more than this share of the good text is none.
const TOO_MUCH: f32 = 0.45;

/// Says for each line why it is not part of the article; `None` for those that are.
pub fn select(dom: &Dom, lines: &[Line], title: &str) -> Vec<Option<DropReason>> {
    let mut page = Page::new(dom, lines);
    page.drop_furniture();
    page.keep_container();
    page.drop_lists();
    page.drop_lines(title);
    page.trim_ends();
    page.reasons
}

struct Page<'p> {
    dom: &'p Dom,
    lines: &'p [Line],
    /// How much each line looks like a piece of an article: about its characters outside of links.
    weights: Vec<f32>,
    reasons: Vec<Option<DropReason>>,
}

impl<'p> Page<'p> {
    fn new(dom: &'p Dom, lines: &'p [Line]) -> Self {
        Self {
            dom,
            lines,
            weights: lines.iter().map(weight).collect(),
            reasons: vec![None; lines.len()],
        }
    }

    /// The lines whose first character lies in the subtree of `node`, as a range of indices.
    fn lines_in(&self, node: NodeId) -> std::ops::Range<usize> {
        let end = NodeId::at(self.dom.end(node));
        let from = self.lines.partition_point(|l| l.first < node);
        let to = self.lines.partition_point(|l| l.first < end);
        from..to.max(from)
    }

    /// The good text that is still kept in a range of lines.
    fn mass(&self, range: std::ops::Range<usize>) -> f32 {
        range
            .filter(|i| self.reasons.get(*i).is_some_and(Option::is_none))
            .filter_map(|i| self.weights.get(i))
            .filter(|w| **w > 0.0)
            .sum()
    }

    fn drop(&mut self, range: std::ops::Range<usize>, reason: DropReason) {
        for slot in self.reasons.get_mut(range).into_iter().flatten() {
            slot.get_or_insert(reason);
        }
    }

    /// Drops elements that are furniture by their names, unless they hold the article.
    fn drop_furniture(&mut self) {
        let total = self.mass(0..self.lines.len());
        let mut at = 0;
        while at < self.dom.len() {
            let node = NodeId::at(at);
            at += 1;
            if self.dom.tag(node) == Tag::Text {
                continue;
            }
            let Some(reason) = clutter::reason(self.dom, node) else {
                continue;
            };
            let range = self.lines_in(node);
            if range.is_empty() {
                at = self.dom.end(node).max(at);
                continue;
            }
            let limit = if reason == DropReason::Comments {
                0.8
            } else {
                TOO_MUCH
            };
            if self.mass(range.clone()) <= total * limit {
                self.drop(range, reason);
                at = self.dom.end(node).max(at);
            }
        }
    }

    /// Goes down to the smallest part that holds nearly all of the good text, and drops what stands outside.
    fn keep_container(&mut self) {
        let all = 0..self.lines.len();
        let total = self.mass(all.clone());
        if total <= 0.0 {
            return;
        }
        let mut container = NodeId::ROOT;
        loop {
            let here = self.mass(self.lines_in(container));
            let best = self
                .dom
                .children(container)
                .filter(|c| self.dom.tag(*c) != Tag::Text)
                .map(|c| (c, self.mass(self.lines_in(c))))
                .max_by(|a, b| a.1.total_cmp(&b.1));
            match best {
                Some((child, mass)) if mass >= here * WHOLE => container = child,
                Some((child, mass)) if mass >= here * MARKED && self.is_article(child) => {
                    container = child
                }
                _ => break,
            }
        }
        // A single paragraph is no container.
        while container != NodeId::ROOT && self.lines_in(container).len() < 2 {
            let parent = self.dom.parent(container);
            if self.lines_in(parent).len() > 40 {
                break;
            }
            container = parent;
        }
        let range = self.lines_in(container);
        self.drop(0..range.start, DropReason::Navigation);
        self.drop(range.end..all.end, DropReason::Navigation);
    }

    fn is_article(&self, node: NodeId) -> bool {
        matches!(self.dom.tag(node), Tag::Article | Tag::Main) || clutter::is_body(self.dom, node)
    }

    /// Drops lists, boxes and tables of links.
    fn drop_lists(&mut self) {
        let mut at = 0;
        while at < self.dom.len() {
            let node = NodeId::at(at);
            at += 1;
            if !matches!(
                self.dom.tag(node),
                Tag::Ul
                    | Tag::Ol
                    | Tag::Div
                    | Tag::Section
                    | Tag::Table
                    | Tag::Dl
                    | Tag::Header
                    | Tag::Form
                    | Tag::P
                    | Tag::Figure
                    | Tag::Blockquote
            ) {
                continue;
            }
            let range = self.lines_in(node);
            let kept: Vec<&Line> = range
                .clone()
                .filter(|i| self.reasons.get(*i).is_some_and(Option::is_none))
                .filter_map(|i| self.lines.get(i))
                .collect();
            if kept.is_empty() {
                continue;
            }
            let text: usize = kept.iter().map(|l| l.text.len()).sum();
            let linked: usize = kept.iter().map(|l| l.linked).sum();
            let is_list = kept.len() > 1 && linked * 10 > text * 6;
            let is_link = kept.len() == 1
                && linked * 10 > text * 8
                && text < 200
                && kept.iter().all(|l| l.kind != BlockKind::Row);
            if (is_list || is_link) && self.mass(range.clone()) < 200.0 {
                self.drop(range, DropReason::Related);
                at = self.dom.end(node).max(at);
            }
        }
    }

    /// Drops lines by what they say.
    fn drop_lines(&mut self, title: &str) {
        let title = crate::ingest::html::title::loose(title);
        let mut before = true;
        for ((line, weight), slot) in self.lines.iter().zip(&self.weights).zip(&mut self.reasons) {
            if slot.is_some() {
                continue;
            }
            let is_heading = matches!(line.kind, BlockKind::Heading(_));
            if (before || is_heading)
                && !title.is_empty()
                && crate::ingest::html::title::loose(&line.text) == title
            {
                *slot = Some(DropReason::Metadata);
                continue;
            }
            *slot = phrase::reason(&line.text, line.linked);
            before &= *weight < 80.0;
        }
    }

    /// Drops headings and scraps after the last and before the first piece of text.
    fn trim_ends(&mut self) {
        let kept = |page: &Self, i: usize| page.reasons.get(i).is_some_and(Option::is_none);
        let is_text = |page: &Self, i: usize| {
            kept(page, i) && page.weights.get(i).is_some_and(|w| *w >= 20.0)
        };
        let Some(last) = (0..self.lines.len()).rfind(|i| is_text(self, *i)) else {
            return;
        };
        for i in last + 1..self.lines.len() {
            let scrap = self.lines.get(i).is_some_and(|l| {
                matches!(l.kind, BlockKind::Heading(_)) || l.linked * 2 > l.text.len()
            });
            if kept(self, i) && scrap {
                self.drop(i..i + 1, DropReason::Related);
            }
        }
    }
}

/// How much a line looks like a piece of an article.
fn weight(line: &Line) -> f32 {
    let length = line.text.chars().count();
    let linked = line.linked.min(line.text.len());
    #[expect(clippy::cast_precision_loss, reason = "lines are short")]
    let (all, free) = (line.text.len() as f32, (line.text.len() - linked) as f32);
    let share = free / all.max(1.0);
    if matches!(line.kind, BlockKind::Heading(_) | BlockKind::Caption) {
        return 0.0;
    }
    if share < 0.4 {
        return -10.0;
    }
    let ended = line
        .text
        .trim_end_matches(['"', '”', '’', '\'', ')', '»', '“'])
        .ends_with(['.', '!', '?', '…', ':', '。', '！', '？', ';']);
    let base = free.min(400.0) * share;
    match length {
        0..25 => -2.0,
        25..80 if !ended => base * 0.2,
        _ => base,
    }
}
