//! Owns: which part of a page holds the article, and what beside it belongs to it.
//! Promises: linear in nodes times depth; a page with text keeps text.

use crate::ingest::html::clutter;
use crate::ingest::html::dom::NodeId;
use crate::ingest::html::lines::Line;
use crate::ingest::html::select::{Page, is_ended};
use crate::ingest::html::tag::{Attr, Tag};
use crate::model::article::BlockKind;
use crate::model::flaw::DropReason;

/// What share of the page's good text a part must hold to be the article alone.
const WHOLE: f32 = 0.92;
/// What share a part that is marked as the body of the article must hold.
const MARKED: f32 = 0.5;
/// What share the only part that is marked must hold, when no part holds nearly all.
const FAINT: f32 = 0.3;
/// So many lines above the body are looked through for the first words of an article, of which they are few.
const FAR: usize = 30;
/// A paragraph so long, in bytes, is looked for among any number of lines.
const LONG: usize = 240;
/// What share a part must hold that has the headline in it.
const TITLED: f32 = 0.5;
/// What share a part must hold that begins under the headline.
const UNDER: f32 = 0.8;
/// What share of the text in all parts marked as bodies must stand in one for it to be the body alone.
const SOLE: f32 = 0.85;

/// The look of an element's place: its depth, and tag and class of itself and the two around it.
type Place<'d> = (usize, [(Tag, &'d str); 3]);

impl Page<'_> {
    /// Goes down to the smallest part that holds nearly all of the good text, and drops what stands outside.
    pub(super) fn keep_container(&mut self) {
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
                        && self.is_alone(child, here)
                        && mass >= self.marked_mass(container) * SOLE =>
                {
                    container = child;
                }
                Some((child, mass))
                    if (mass >= here * TITLED && self.holds_headline(child)
                        || mass >= here * UNDER && self.is_under_headline(child))
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
        let mut piece = vec![false; self.lines.len()];
        for part in self
            .pieces(container)
            .into_iter()
            .chain(self.twins(range.clone()))
        {
            piece
                .get_mut(part)
                .into_iter()
                .flatten()
                .for_each(|p| *p = true);
        }
        let is_piece = |i: usize| piece.get(i).is_some_and(|p| *p);
        self.drop_above_title(range.clone());
        // The standfirst often stands beside the body, under the headline.
        let lead = self
            .title
            .map_or_else(|| self.head_of(container), |t| t + 1)
            .min(range.start);
        let near = self.near(container);
        let mut begun = false;
        for i in lead..range.start {
            let Some(line) = self.lines.get(i).filter(|_| !is_piece(i)) else {
                continue;
            };
            let is_far = range.start - lead > FAR && line.text.len() < LONG;
            let is_lead = line.kind != BlockKind::Caption
                && line.linked * 4 < line.text.len()
                && line.text.chars().count() >= 60
                && is_ended(&line.text)
                && !is_far;
            // What stands between the first paragraph and the others is of the article, too.
            let is_between = begun && near.contains(&i) && line.linked * 2 < line.text.len();
            begun |= is_lead && near.contains(&i) && self.is_kept(i);
            if !is_lead && !is_between {
                self.drop(i..i + 1, DropReason::Navigation);
            }
        }
        for i in (0..lead).filter(|i| !is_piece(*i)) {
            self.drop(i..i + 1, DropReason::Navigation);
        }
        for i in range.end..all.end {
            if !is_piece(i) && !self.in_jsonld.get(i).is_some_and(|d| *d) {
                self.drop(i..i + 1, DropReason::Navigation);
            }
        }
    }

    /// The lines of the largest of the two elements around the container that hold little besides it.
    fn near(&self, container: NodeId) -> std::ops::Range<usize> {
        const FEW: usize = 16;
        let inner = self.lines_in(container);
        let around = self.dom.lineage(container).skip(1).take(2);
        let around = around.map(|n| self.lines_in(n));
        let is_close = |r: &std::ops::Range<usize>| inner.start - r.start.min(inner.start) <= FEW;
        around.take_while(is_close).last().unwrap_or(inner)
    }

    /// Whether an element begins soon after the headline of the first level.
    fn is_under_headline(&self, node: NodeId) -> bool {
        const SOON: usize = 12;
        let from = self.lines_in(node).start;
        self.title.is_some_and(|title| {
            let line = self.lines.get(title);
            line.is_some_and(|l| l.kind == BlockKind::Heading(1))
                && (title + 1..=title + SOON).contains(&from)
        })
    }

    /// Whether the headline, of the first level, stands in an element.
    fn holds_headline(&self, node: NodeId) -> bool {
        self.title.is_some_and(|title| {
            let line = self.lines.get(title);
            line.is_some_and(|l| l.kind == BlockKind::Heading(1) && self.dom.inside(l.first, node))
        })
    }

    /// Drops what stands in the container above the headline, where the text is below it.
    fn drop_above_title(&mut self, range: std::ops::Range<usize>) {
        let Some(title) = self.title.filter(|t| range.contains(t)) else {
            return;
        };
        let first_level = |l: &Line| l.kind == BlockKind::Heading(1);
        let above = range.start..title;
        if self.lines.get(title).is_some_and(first_level)
            && self.mass(title..range.end) >= 2.0 * self.mass(above.clone())
        {
            self.drop(above, DropReason::Navigation);
        }
    }

    /// Where the article element around a part begins.
    fn head_of(&self, container: NodeId) -> usize {
        self.dom
            .lineage(container)
            .find(|n| matches!(self.dom.tag(*n), Tag::Article | Tag::Main))
            .map_or(usize::MAX, |n| self.lines_in(n).start)
    }

    /// The parts of `container` that are marked as bodies, without it and those inside of others.
    pub(super) fn marked_within(&self, container: NodeId) -> impl Iterator<Item = NodeId> {
        let from = self.marked.partition_point(|n| *n <= container);
        let end = NodeId::at(self.dom.end(container));
        let inner = self.marked.get(from..).unwrap_or(&[]);
        let mut behind = 0;
        let inner = inner.iter().copied().take_while(move |n| *n < end);
        inner.filter(move |n| {
            let outer = n.index() >= behind;
            if outer {
                behind = self.dom.end(*n);
            }
            outer
        })
    }

    /// The text in all of them.
    fn marked_mass(&self, container: NodeId) -> f32 {
        self.marked_within(container)
            .map(|n| self.mass(self.lines_in(n)))
            .sum()
    }

    fn place(&self, node: NodeId) -> Place<'_> {
        let look = |n: NodeId| (self.dom.tag(n), self.dom.attr(n, Attr::Class).unwrap_or(""));
        let parent = self.dom.parent(node);
        let depth = self.dom.lineage(node).count();
        (
            depth,
            [look(node), look(parent), look(self.dom.parent(parent))],
        )
    }

    /// Lines outside of the article that stand in places which look just like those of its text: a page often cuts its
    /// text into parts, with boxes between them.
    fn twins(&self, range: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
        let mut places: std::collections::HashMap<Place<'_>, f32> =
            std::collections::HashMap::new();
        let good = |i: usize| {
            let weight = self.weights.get(i).copied().unwrap_or(0.0);
            (self.is_kept(i) && weight >= 60.0).then_some(weight)
        };
        let mut all = 0.0;
        for i in range.clone() {
            if let (Some(line), Some(weight)) = (self.lines.get(i), good(i)) {
                *places.entry(self.place(line.node)).or_default() += weight;
                all += weight;
            }
        }
        // Without a class a place looks like any other.
        places.retain(|(_, look), sum| {
            *sum >= all * 0.3 && look.iter().any(|(_, class)| !class.is_empty())
        });
        if places.is_empty() {
            return Vec::new();
        }
        let mut parents: Vec<NodeId> = (0..self.lines.len())
            .filter(|i| !range.contains(i) && good(*i).is_some())
            .filter_map(|i| self.lines.get(i))
            .filter(|l| places.contains_key(&self.place(l.node)))
            .map(|l| self.dom.parent(l.node))
            .collect();
        parents.dedup();
        parents.into_iter().map(|p| self.lines_in(p)).collect()
    }

    /// Whether no part beside `child` is marked like it and holds text: bodies often come in several pieces.
    fn is_alone(&self, child: NodeId, here: f32) -> bool {
        let mut beside = self
            .dom
            .children(self.dom.parent(child))
            .filter(|c| *c != child);
        !beside.any(|c| {
            let range = self.lines_in(c);
            let mass = self.mass(range.clone());
            // A section is a part of what it stands in, whatever it is called.
            let is_part = || {
                self.dom.tag(c) == Tag::Section
                    && self.dom.tag(child) == Tag::Section
                    && self.is_text(range)
            };
            let is_same = self.is_like(c, child) || is_part();
            is_same && mass >= here * 0.05
        })
    }

    /// Whether some lines are running text and nothing else but headings over it.
    fn is_text(&self, mut range: std::ops::Range<usize>) -> bool {
        range.all(|i| {
            let is_heading = |l: &Line| matches!(l.kind, BlockKind::Heading(_)) && l.linked == 0;
            self.is_kept(i)
                && (self.weights.get(i).is_some_and(|w| *w >= 60.0)
                    || self.lines.get(i).is_some_and(is_heading))
        })
    }

    /// Whether two elements have the same tag and class.
    pub(super) fn is_like(&self, a: NodeId, b: NodeId) -> bool {
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
                let text = self.length(range.clone());
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
        let all = self.marked_mass(container);
        self.marked_within(container).find(|n| {
            let mass = self.mass(self.lines_in(*n));
            mass >= here * FAINT && mass >= all * SOLE
        })
    }

    fn is_article(&self, node: NodeId) -> bool {
        matches!(self.dom.tag(node), Tag::Article | Tag::Main) || clutter::is_body(self.dom, node)
    }
}
