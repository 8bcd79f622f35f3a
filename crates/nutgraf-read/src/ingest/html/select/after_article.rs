//! Owns: what a page shows below its article: the next articles of an endless page, readers' remarks that no mark names, what
//! follows the end mark of a press release, parts under a heading that is not the article's, who wrote it, boxes with a form.
//! Promises: linear in nodes times depth; the text above stays, and there is enough of it.

use std::ops::Range;

use crate::ingest::html::clutter;
use crate::ingest::html::dom::NodeId;
use crate::ingest::html::select::Page;
use crate::ingest::html::tag::{Attr, Tag};
use crate::ingest::html::wording::{is_end_mark, is_of_remark, opens_remarks, opens_tail};
use crate::model::article::BlockKind;
use crate::model::flaw::DropReason;

/// What must stand above for the rest to be something else: about three sentences.
const ENOUGH: f32 = 250.0;
/// So many places are looked at, however many there are.
const MOST: usize = 30;

impl Page<'_> {
    /// Drops the articles that follow the one that the page is for: elements beside it that are marked alike and have a
    /// headline of their own.
    pub(super) fn drop_next_articles(&mut self) {
        let Some(title) = self.title else {
            return;
        };
        let is_headline = |i: &usize| {
            self.lines
                .get(*i)
                .is_some_and(|l| l.kind == BlockKind::Heading(1))
        };
        if !is_headline(&title) {
            return;
        }
        let next: Option<Range<usize>> = (title + 1..self.lines.len())
            .filter(is_headline)
            .take(MOST)
            .find_map(|other| self.next_article(title, other));
        if let Some(range) = next {
            self.drop(range, DropReason::Related);
        }
    }

    /// The lines of the article that the headline `other` opens and of all that follow beside it, when it stands next to the
    /// one of the headline `title`.
    fn next_article(&self, title: usize, other: usize) -> Option<Range<usize>> {
        let first = |line: usize| self.lines.get(line).map(|l| l.first);
        let (title, other) = (first(title)?, first(other)?);
        let own = |holder: &NodeId| !self.dom.inside(title, *holder);
        let next = self.dom.lineage(other).take_while(own).last()?;
        let parent = self.dom.parent(next);
        let here = self
            .dom
            .lineage(title)
            .take_while(|n| *n != parent)
            .last()?;
        let is_story = |n: NodeId| {
            let lines = self.lines_in(n);
            let begins = lines.start..(lines.start + 4).min(lines.end);
            let headed = begins.into_iter().any(|i| {
                self.lines
                    .get(i)
                    .is_some_and(|l| l.kind == BlockKind::Heading(1))
            });
            headed && self.mass(lines) >= ENOUGH && self.is_marked_story(n)
        };
        if !self.is_like(here, next) || !is_story(here) || !is_story(next) {
            return None;
        }
        let behind = self.dom.children(parent).skip_while(|n| *n != next);
        let last = behind.filter(|n| self.is_like(*n, next)).last()?;
        Some(self.lines_in(next).start..self.lines_in(last).end)
    }

    /// Whether an element is an article by its tag or name, or holds a body of one.
    fn is_marked_story(&self, node: NodeId) -> bool {
        let named = |n: NodeId| {
            let class = self.dom.attr(n, Attr::Class).unwrap_or("");
            class.split_whitespace().take(12).any(|class| {
                clutter::words(class).iter().any(|w| {
                    matches!(
                        w.as_str(),
                        "article" | "story" | "post" | "entry" | "hentry"
                    )
                })
            })
        };
        self.dom.tag(node) == Tag::Article
            || named(node)
            || self.marked_within(node).next().is_some()
    }

    /// Drops readers' remarks that only their heading tells: `12 Comments`, and under it ages and "Reply" again and again.
    pub(super) fn drop_remarks(&mut self) {
        const LEAST: usize = 2;
        let opens = |i: &usize| {
            self.lines.get(*i).is_some_and(|l| {
                l.linked * 2 < l.text.len() && opens_remarks(&l.text, self.furniture)
            })
        };
        let Some(from) = (0..self.lines.len())
            .filter(opens)
            .take(MOST)
            .find(|i| self.mass(0..*i) >= ENOUGH)
        else {
            return;
        };
        let signs = (from..self.lines.len())
            .filter_map(|i| self.lines.get(i))
            .filter(|l| is_of_remark(&l.text, self.furniture))
            .count();
        if signs >= LEAST {
            self.drop(from..self.lines.len(), DropReason::Comments);
        }
    }

    /// Drops the mark that ends a press release and what follows it: whom to ask, what the firm is.
    pub(super) fn drop_after_end(&mut self) {
        let all = self.mass(0..self.lines.len());
        let is_end = |i: &usize| self.lines.get(*i).is_some_and(|l| is_end_mark(&l.text));
        let end = (0..self.lines.len())
            .filter(is_end)
            .take(MOST)
            .find(|i| self.is_kept(*i) && self.mass(0..*i) >= all * 0.6);
        if let Some(end) = end {
            self.drop(end..self.lines.len(), DropReason::Disclaimer);
        }
    }

    /// Drops parts near the end by what their headings say: `Related stories`, `About the author`.
    pub(super) fn drop_tails(&mut self) {
        let all = self.mass(0..self.lines.len());
        let opens = |page: &Self, i: usize| {
            let line = page.lines.get(i).filter(|_| page.is_kept(i))?;
            opens_tail(&line.text, page.furniture)
        };
        let tails: Vec<usize> = (0..self.lines.len())
            .rev()
            .filter(|i| opens(self, *i).is_some())
            .take(MOST)
            .collect();
        for from in tails {
            let Some(reason) = opens(self, from) else {
                continue;
            };
            let (above, below) = (self.mass(0..from), self.mass(from..self.lines.len()));
            if above < ENOUGH || below > all * 0.25 {
                break;
            }
            let is_heading = |i: &usize| {
                let kind = self.lines.get(*i).map(|l| l.kind);
                self.is_kept(*i) && matches!(kind, Some(BlockKind::Heading(_)))
            };
            let end = (from + 1..self.lines.len()).find(is_heading);
            self.drop(from..end.unwrap_or(self.lines.len()), reason);
        }
    }

    /// Drops what the last lines tell of the author, whom they name first.
    pub(super) fn drop_bios(&mut self, byline: &str) {
        const LAST: usize = 3;
        const LONGEST: usize = 500;
        let names: Vec<&str> = byline
            .split(", ")
            .filter(|name| name.contains(' '))
            .collect();
        let kept: Vec<usize> = (0..self.lines.len()).filter(|i| self.is_kept(*i)).collect();
        for at in kept.iter().skip(3).rev().take(LAST) {
            let is_bio = self.lines.get(*at).is_some_and(|l| {
                let told = names.iter().find_map(|name| l.text.strip_prefix(name));
                l.text.len() <= LONGEST && told.is_some_and(|rest| rest.starts_with([' ', ',']))
            });
            if is_bio {
                self.drop(*at..*at + 1, DropReason::AuthorBio);
            }
        }
    }

    /// Drops small boxes with a field to fill in: letters to order, searches, log-ins.
    pub(super) fn drop_forms(&mut self) {
        const SMALL: usize = 400;
        const FEW: usize = 12;
        let total = self.mass(0..self.lines.len());
        let mut at = 0;
        while at < self.dom.size() {
            let node = NodeId::at(at);
            at += 1;
            if !matches!(self.dom.tag(node), Tag::Form | Tag::Input) {
                continue;
            }
            let text = |n: NodeId| -> usize {
                let lines = self.lines.get(self.lines_in(n)).unwrap_or(&[]);
                match lines.len() {
                    0..=FEW => lines.iter().map(|l| l.text.len()).sum(),
                    _ => usize::MAX,
                }
            };
            let is_box = |n: &NodeId| {
                let whole = matches!(
                    self.dom.tag(*n),
                    Tag::Html | Tag::Body | Tag::Main | Tag::Article
                );
                !whole && text(*n) <= SMALL
            };
            let Some(found) = self.dom.lineage(node).take_while(is_box).last() else {
                continue;
            };
            let range = self.lines_in(found);
            if range.contains(&self.title.unwrap_or(usize::MAX)) || range.is_empty() {
                continue;
            }
            if self.mass(range.clone()) <= total * 0.2 {
                self.drop(range, DropReason::Promotion);
            }
            at = self.dom.end(found).max(at);
        }
    }
}
