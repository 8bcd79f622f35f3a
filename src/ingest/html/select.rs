//! Owns: which lines of a page are the article.
//! May import: `ingest::html::{clutter, dom, lines, phrase, tag}`, `model`.
//! Promises: linear in lines times depth; a page with text gives text.

use crate::ingest::html::clutter;
use crate::ingest::html::dom::{Dom, NodeId};
use crate::ingest::html::lines::Line;
use crate::ingest::html::phrase;
use crate::ingest::html::tag::{Attr, Tag};
use crate::ingest::html::title::loose;
use crate::model::article::BlockKind;
use crate::model::flaw::DropReason;

/// What share of the page's good text a part must hold to be the article alone.
const WHOLE: f32 = 0.92;
/// What share a part that is marked as the body of the article must hold.
const MARKED: f32 = 0.5;
/// What share the only part that is marked must hold, when no part holds nearly all.
const FAINT: f32 = 0.3;
/// The same for elements whose name says little.
const WEAK: f32 = 0.15;
/// Furniture that holds more than this share of the good text is none.
const TOO_MUCH: f32 = 0.45;

/// What is known about the article from elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'e> {
    /// Its headline.
    pub title: &'e str,
    /// Its authors, as the byline gives them.
    pub byline: &'e str,
    /// Its text as JSON-LD gives it; often cut, sometimes of another story.
    pub body: &'e str,
}

/// Says for each line why it is not part of the article; `None` for those that are.
pub fn select(dom: &Dom, lines: &[Line], evidence: Evidence<'_>) -> Vec<Option<DropReason>> {
    let mut page = Page::new(dom, lines);
    page.weigh_title(evidence.title);
    page.weigh_body(evidence.body);
    page.weigh_teasers();
    page.drop_repeats();
    page.drop_furniture();
    page.keep_container();
    page.drop_lists();
    page.drop_lines(evidence);
    page.trim_ends();
    page.reasons
}

struct Page<'p> {
    dom: &'p Dom,
    lines: &'p [Line],
    /// How much each line looks like a piece of an article: about its characters outside of links.
    weights: Vec<f32>,
    reasons: Vec<Option<DropReason>>,
    /// The line that is the headline.
    title: Option<usize>,
    /// Lines that the page itself declares to be the article's.
    declared: Vec<bool>,
}

impl<'p> Page<'p> {
    fn new(dom: &'p Dom, lines: &'p [Line]) -> Self {
        Self {
            dom,
            lines,
            weights: lines.iter().map(weight).collect(),
            reasons: vec![None; lines.len()],
            title: None,
            declared: vec![false; lines.len()],
        }
    }

    /// What stands before the headline is seldom the article.
    fn weigh_title(&mut self, title: &str) {
        let title = loose(title);
        if title.is_empty() {
            return;
        }
        let is_title = |l: &Line| l.text.len() < 400 && loose(&l.text) == title;
        let is_heading = |l: &Line| matches!(l.kind, BlockKind::Heading(_));
        let found = self
            .lines
            .iter()
            .position(|l| l.kind == BlockKind::Heading(1) && is_title(l))
            .or_else(|| {
                self.lines
                    .iter()
                    .position(|l| is_heading(l) && l.linked == 0 && is_title(l))
            });
        self.title = found;
        for weight in self.weights.iter_mut().take(found.unwrap_or(0)) {
            *weight *= 0.3;
        }
    }

    /// Lines that JSON-LD has too are the article's, when it has enough of the page.
    fn weigh_body(&mut self, body: &str) {
        let body = loose(body);
        if body.len() < 300 {
            return;
        }
        let finder_in = |line: &Line| {
            line.text.len() >= 40
                && memchr::memmem::find(body.as_bytes(), loose(&line.text).as_bytes()).is_some()
        };
        let found: Vec<bool> = self.lines.iter().map(finder_in).collect();
        let covered: usize = self
            .lines
            .iter()
            .zip(&found)
            .filter(|(_, f)| **f)
            .map(|(l, _)| l.text.len())
            .sum();
        if covered * 2 < body.len() {
            return;
        }
        for (weight, found) in self.weights.iter_mut().zip(&found) {
            if *found {
                *weight = weight.max(20.0) * 2.0;
            }
        }
        self.declared = found;
    }

    /// Cards in a row, each with a linked headline and a few words, are other stories.
    fn weigh_teasers(&mut self) {
        let mut at = 0;
        while at < self.dom.size() {
            let node = NodeId::at(at);
            at += 1;
            if !matches!(
                self.dom.tag(node),
                Tag::Div
                    | Tag::Section
                    | Tag::Ul
                    | Tag::Ol
                    | Tag::Main
                    | Tag::Body
                    | Tag::Article
                    | Tag::Aside
            ) {
                continue;
            }
            let range = self.lines_in(node);
            if range.len() < 6 {
                continue;
            }
            let cards: Vec<std::ops::Range<usize>> = self
                .dom
                .children(node)
                .filter(|c| {
                    matches!(
                        self.dom.tag(*c),
                        Tag::Li | Tag::Div | Tag::Article | Tag::Section
                    )
                })
                .map(|c| self.lines_in(c))
                .filter(|r| !r.is_empty())
                .collect();
            let teasers: Vec<&std::ops::Range<usize>> = cards
                .iter()
                .filter(|r| self.is_teaser((*r).clone()))
                .collect();
            if teasers.len() < 3 || teasers.len() * 10 < cards.len() * 6 {
                continue;
            }
            for range in teasers {
                for weight in self.weights.get_mut(range.clone()).into_iter().flatten() {
                    *weight = weight.min(0.0) - 1.0;
                }
            }
        }
    }

    fn is_teaser(&self, range: std::ops::Range<usize>) -> bool {
        let lines = self.lines.get(range).unwrap_or(&[]);
        let text: usize = lines.iter().map(|l| l.text.len()).sum();
        // The headline of a card is a link as a whole, and long enough to be one.
        let headline = lines
            .iter()
            .take(4)
            .any(|l| l.text.len() >= 20 && l.linked * 10 >= l.text.len() * 9);
        let paragraphs = lines.iter().filter(|l| l.text.len() > 120).count();
        headline && lines.len() <= 8 && paragraphs <= 2 && text <= 1200
    }

    /// A short line that stands many times on a page is furniture; a long one is only needed once.
    fn drop_repeats(&mut self) {
        let mut seen: std::collections::HashMap<&str, (u32, usize)> =
            std::collections::HashMap::new();
        for (at, line) in self.lines.iter().enumerate() {
            let entry = seen.entry(line.text.as_str()).or_insert((0, at));
            entry.0 += 1;
        }
        for at in 0..self.lines.len() {
            let Some(line) = self.lines.get(at) else {
                continue;
            };
            let Some((count, first)) = seen.get(line.text.as_str()).copied() else {
                continue;
            };
            let length = line.text.len();
            if matches!(line.kind, BlockKind::Row | BlockKind::Verbatim) || self.title == Some(at) {
                continue;
            }
            if count >= 3 && (12..100).contains(&length) {
                self.drop(at..at + 1, DropReason::Navigation);
            } else if count >= 2 && length >= 80 && at != first && !self.beside(at, first) {
                self.drop(at..at + 1, DropReason::Debris);
            }
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

    /// Whether two lines stand in the same element.
    fn beside(&self, a: usize, b: usize) -> bool {
        let holder = |i: usize| self.lines.get(i).map(|l| self.dom.parent(l.node));
        holder(a) == holder(b)
    }

    /// Drops elements that are furniture by their names, unless they hold the article.
    fn drop_furniture(&mut self) {
        let total = self.mass(0..self.lines.len());
        let mut at = 0;
        while at < self.dom.size() {
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
            let limit = match reason {
                DropReason::Comments => 0.8,
                _ if clutter::is_weak(self.dom, node) => WEAK,
                _ => TOO_MUCH,
            };
            let declared = self.declared.get(range.clone()).unwrap_or(&[]);
            let of_article = declared.iter().filter(|d| **d).count() * 2 >= range.len();
            if of_article {
                continue;
            }
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
                Some((child, mass))
                    if mass >= here * MARKED
                        && self.is_article(child)
                        && self.is_alone(child, here) =>
                {
                    container = child;
                }
                _ => break,
            }
        }
        container = self.marked_in(container).unwrap_or(container);
        // A single paragraph is no container.
        while container != NodeId::ROOT && self.lines_in(container).len() < 2 {
            let parent = self.dom.parent(container);
            if self.lines_in(parent).len() > 40 {
                break;
            }
            container = parent;
        }
        let range = self.lines_in(container);
        let pieces = self.pieces(container);
        let is_piece = |i: usize| pieces.iter().any(|r| r.contains(&i));
        // The standfirst often stands beside the body, under the headline.
        let lead = self.title.map_or(range.start, |t| t + 1).min(range.start);
        for i in lead..range.start {
            let is_lead = self.lines.get(i).is_some_and(|l| {
                l.kind != BlockKind::Caption
                    && l.linked * 4 < l.text.len()
                    && l.text.chars().count() >= 60
                    && is_ended(&l.text)
            });
            if !is_piece(i) && (!is_lead || range.start - lead > 30) {
                self.drop(i..i + 1, DropReason::Navigation);
            }
        }
        for i in (0..lead).filter(|i| !is_piece(*i)) {
            self.drop(i..i + 1, DropReason::Navigation);
        }
        for i in range.end..all.end {
            if !is_piece(i) && !self.declared.get(i).is_some_and(|d| *d) {
                self.drop(i..i + 1, DropReason::Navigation);
            }
        }
    }

    /// Whether no part beside `child` is marked like it and holds text: bodies often come in several pieces.
    fn is_alone(&self, child: NodeId, here: f32) -> bool {
        let mut beside = self
            .dom
            .children(self.dom.parent(child))
            .filter(|c| *c != child);
        !beside.any(|c| self.is_like(c, child) && self.mass(self.lines_in(c)) >= here * 0.05)
    }

    /// Whether two elements have the same tag and class.
    fn is_like(&self, a: NodeId, b: NodeId) -> bool {
        let class = |n: NodeId| self.dom.attr(n, Attr::Class).unwrap_or("");
        self.dom.tag(a) == self.dom.tag(b) && class(a) == class(b)
    }

    /// Elements beside the container, or beside what holds it, that are pieces of the same text: paragraphs, and elements
    /// of the same tag and class.
    fn pieces(&self, container: NodeId) -> Vec<std::ops::Range<usize>> {
        let mut found = Vec::new();
        for node in self.dom.lineage(container).take(3) {
            let parent = self.dom.parent(node);
            for sibling in self.dom.children(parent).filter(|c| *c != node) {
                let range = self.lines_in(sibling);
                let mass = self.mass(range.clone());
                let text: usize = self
                    .lines
                    .get(range.clone())
                    .into_iter()
                    .flatten()
                    .map(|l| l.text.len())
                    .sum();
                let piece = match self.dom.tag(sibling) {
                    Tag::P | Tag::Blockquote | Tag::Pre => mass >= 80.0,
                    Tag::Div | Tag::Section => self.is_like(sibling, node) && mass >= 150.0,
                    _ => false,
                };
                #[expect(clippy::cast_precision_loss, reason = "pages are smaller")]
                if piece && mass >= text.min(400 * range.len()) as f32 * 0.5 {
                    found.push(range);
                }
            }
        }
        found
    }

    /// The one part of `container` that is marked as the body of the article, when it holds a good share of the text.
    fn marked_in(&self, container: NodeId) -> Option<NodeId> {
        let here = self.mass(self.lines_in(container));
        let mut found: Option<NodeId> = None;
        let end = self.dom.end(container);
        let mut at = container.index() + 1;
        while at < end {
            let node = NodeId::at(at);
            at += 1;
            if self.dom.tag(node) == Tag::Text || !clutter::is_body(self.dom, node) {
                continue;
            }
            if self.mass(self.lines_in(node)) >= here * FAINT {
                if found.is_some() {
                    return None;
                }
                found = Some(node);
            }
            at = self.dom.end(node).max(at);
        }
        found
    }

    fn is_article(&self, node: NodeId) -> bool {
        matches!(self.dom.tag(node), Tag::Article | Tag::Main) || clutter::is_body(self.dom, node)
    }

    /// Drops lists, boxes and tables of links.
    fn drop_lists(&mut self) {
        let mut at = 0;
        while at < self.dom.size() {
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
    fn drop_lines(&mut self, evidence: Evidence<'_>) {
        let title = loose(evidence.title);
        let byline = loose(evidence.byline);
        let mut before = true;
        for (at, line) in self.lines.iter().enumerate() {
            let Some(slot) = self.reasons.get_mut(at).filter(|s| s.is_none()) else {
                continue;
            };
            let is_heading = matches!(line.kind, BlockKind::Heading(_));
            let short = line.text.len() < 400;
            if short && (before || is_heading) && !title.is_empty() && loose(&line.text) == title {
                *slot = Some(DropReason::Metadata);
                continue;
            }
            let by = short
                && !byline.is_empty()
                && line.text.len() < byline.len() + 60
                && loose(&line.text).contains(&byline);
            *slot = if by && !is_ended(&line.text) || phrase::is_dateline(&line.text) {
                Some(DropReason::Metadata)
            } else {
                phrase::reason(&line.text, line.linked)
            };
            before &= self.weights.get(at).is_none_or(|w| *w < 80.0);
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
    let ended = is_ended(&line.text);
    let base = free.min(400.0) * share;
    match length {
        0..25 => -2.0,
        25..80 if !ended => base * 0.2,
        _ => base,
    }
}

/// Whether a text ends as sentences do.
fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', '»', '“'])
        .ends_with(['.', '!', '?', '…', ':', '。', '！', '？', ';'])
}
