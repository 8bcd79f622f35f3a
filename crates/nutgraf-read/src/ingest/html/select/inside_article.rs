//! Owns: what goes inside of the article: repeated lines, furniture by name, lists of links, lines by what they say.
//! Promises: linear in nodes times depth; elements that hold much of the text stay.

use std::collections::HashMap;

use crate::date;
use crate::ingest::html::clutter::{self, Sign};
use crate::ingest::html::dom::NodeId;
use crate::ingest::html::lines::Line;
use crate::ingest::html::select::weights::is_headline;
use crate::ingest::html::select::{Evidence, Page, is_ended};
use crate::ingest::html::tag::Tag;
use crate::ingest::html::title::loose;
use crate::ingest::html::wording;
use crate::model::article::BlockKind;
use crate::model::flaw::DropReason;

/// Furniture that holds more than this share of the good text is none.
const TOO_MUCH: f32 = 0.45;
/// The same for elements whose name says little.
const WEAK: f32 = 0.15;

impl Page<'_> {
    /// A short line that stands many times on a page is furniture; of a long one only the first says something new.
    pub(super) fn drop_repeats(&mut self) {
        let mut seen: HashMap<&str, (u32, usize)> = HashMap::new();
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
            } else if count >= 2
                && length >= 80
                && at != first
                && !self.beside(at, first)
                && let Some(weight) = self.weights.get_mut(at)
            {
                *weight = weight.min(0.0);
            }
        }
    }

    /// Drops the second of two equal paragraphs of the article; a quote pulled out of the text is meant to stand twice.
    pub(super) fn drop_copies(&mut self) {
        let lines = self.lines;
        let shares = self.shares();
        let is_own = |at: usize| {
            let holder = lines.get(at).map(|l| self.dom.parent(l.node));
            let share = holder.and_then(|h| shares.get(&h));
            share.is_some_and(|(long, doubled)| *long >= 2 && doubled * 2 <= *long)
        };
        let mut copies = Vec::new();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (at, line) in lines.iter().enumerate() {
            let is_text = matches!(line.kind, BlockKind::Paragraph | BlockKind::Item(_));
            if !is_text || line.text.len() < 80 || !self.is_kept(at) {
                continue;
            }
            match seen.get(line.text.as_str()) {
                // Where both stand among sentences that are said once, somebody repeats himself.
                Some(first) => {
                    let is_meant = self.beside(at, *first) || is_own(at) && is_own(*first);
                    if !is_meant {
                        copies.push(at);
                    }
                }
                None => {
                    seen.insert(&line.text, at);
                }
            }
        }
        for at in copies {
            self.drop(at..at + 1, DropReason::Debris);
        }
    }

    /// For each element that holds long paragraphs itself: how many, and how many of them stand on the page again.
    fn shares(&self) -> HashMap<NodeId, (u32, u32)> {
        let long = |line: &&Line| line.kind == BlockKind::Paragraph && line.text.len() >= 80;
        let mut times: HashMap<&str, u32> = HashMap::new();
        for line in self.lines.iter().filter(long) {
            *times.entry(line.text.as_str()).or_default() += 1;
        }
        let mut shares: HashMap<NodeId, (u32, u32)> = HashMap::new();
        for line in self.lines.iter().filter(long) {
            let share = shares.entry(self.dom.parent(line.node)).or_default();
            share.0 += 1;
            share.1 += u32::from(times.get(line.text.as_str()) > Some(&1));
        }
        shares
    }

    /// Drops a show of pictures inside of an article, `1/12 …`, `2/12 …`: another story, told in captions.
    pub(super) fn drop_shows(&mut self) {
        const LEAST: usize = 4;
        let mut from = None;
        let mut reached = (0, 0);
        let mut steps = 0;
        let mut last = 0;
        let mut shows = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let Some((step, all)) = self.is_kept(at).then(|| step(&line.text)).flatten() else {
                continue;
            };
            if all >= 4 && (step, all) == (reached.0 + 1, reached.1) {
                steps += 1;
                last = at;
            } else if all >= 4 && step == 1 {
                shows.extend(
                    from.filter(|_| steps >= LEAST)
                        .map(|from: usize| from..last),
                );
                (from, steps, last) = (Some(at), 1, at);
            } else {
                continue;
            }
            reached = (step, all);
        }
        shows.extend(from.filter(|_| steps >= LEAST).map(|from| from..last));
        for show in shows {
            // The last picture's words go, too, and the name of the show before the first one's.
            let spoken = |i: usize| self.lines.get(i).is_some_and(|l| l.text.len() >= 40);
            let end = show.end + 1 + usize::from(spoken(show.end + 1) && !spoken(show.end));
            let is_name = |i: usize| {
                self.lines
                    .get(i)
                    .is_some_and(|l| matches!(l.kind, BlockKind::Heading(_)))
            };
            let start = (0..show.start).rev().take_while(|i| is_name(*i)).last();
            let range = start.unwrap_or(show.start)..end.min(self.lines.len());
            let (inside, all) = (self.mass(range.clone()), self.mass(0..self.lines.len()));
            // With little beside them the pictures are what the page is for.
            if all - inside >= 1000.0 {
                self.drop(range, DropReason::Caption);
            }
        }
    }

    /// Whether two lines stand in the same element.
    fn beside(&self, a: usize, b: usize) -> bool {
        let holder = |i: usize| self.lines.get(i).map(|l| self.dom.parent(l.node));
        holder(a) == holder(b)
    }

    /// Drops elements that are furniture by their tags, or by their names where what they say bears it out, unless they hold
    /// the article.
    pub(super) fn drop_furniture(&mut self, byline: &str) {
        let total = self.mass(0..self.lines.len());
        let mut at = 0;
        while at < self.dom.size() {
            let node = NodeId::at(at);
            at += 1;
            if self.dom.tag(node) == Tag::Text {
                continue;
            }
            let Some((reason, sign)) = clutter::sign(self.dom, node, self.furniture) else {
                continue;
            };
            let range = self.lines_in(node);
            if range.is_empty() {
                at = self.dom.end(node).max(at);
                continue;
            }
            let limit = match reason {
                DropReason::Comments => 0.8,
                _ if clutter::is_weak(self.dom, node, self.furniture) => WEAK,
                _ => TOO_MUCH,
            };
            let declared = self.in_jsonld.get(range.clone()).unwrap_or(&[]);
            let of_article = declared.iter().filter(|d| **d).count() * 2 >= range.len();
            if of_article {
                continue;
            }
            if self.is_part_of_line(node, range.clone()) {
                at = self.dom.end(node).max(at);
                continue;
            }
            if sign == Sign::Name && !self.is_borne_out(node, reason, range.clone(), byline) {
                continue;
            }
            if self.mass(range.clone()) <= total * limit {
                self.drop(range, reason);
                at = self.dom.end(node).max(at);
            }
        }
    }

    /// Whether an element is only the beginning of a line: the place before a report, a coloured word of a program.
    fn is_part_of_line(&self, node: NodeId, range: std::ops::Range<usize>) -> bool {
        range.len() == 1
            && self.lines.get(range.start).is_some_and(|line| {
                line.node < node
                    && self.dom.inside(node, line.node)
                    && self.dom.flat(node, line.text.len()).len() * 2 < line.text.len()
            })
    }

    /// Drops lists, boxes and tables of links.
    pub(super) fn drop_lists(&mut self) {
        let entries = self.linked_entries();
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
            let most = match self.dom.tag(node) {
                Tag::Ul | Tag::Ol if self.is_amid_text(range.clone()) => 10,
                Tag::Ul | Tag::Ol => 8,
                _ => 6,
            };
            let is_list = kept.len() > 1 && linked * 10 > text * most;
            let is_entry = kept
                .first()
                .is_some_and(|l| self.is_linked_entry(l, range.end, &entries));
            let is_link = kept.len() == 1
                && !is_entry
                && linked * 10 > text * 8
                && text < 200
                && kept.iter().all(|l| l.kind != BlockKind::Row);
            let is_time = is_link && range.clone().any(|at| self.is_time(at));
            if (is_list || is_link && !is_time) && self.mass(range.clone()) < 200.0 {
                self.drop(range, DropReason::Related);
                at = self.dom.end(node).max(at);
            }
        }
    }

    /// The levels of headings that are links throughout, each with text under it: the entries of a list of places, books, bands.
    fn linked_entries(&self) -> Vec<u8> {
        const LEAST: usize = 4;
        let mut levels = [(0, 0); 7];
        for at in (0..self.lines.len()).filter(|i| self.is_kept(*i)) {
            let Some(BlockKind::Heading(level)) = self.lines.get(at).map(|l| l.kind) else {
                continue;
            };
            if let Some(count) = levels.get_mut(usize::from(level)) {
                count.0 += 1;
                let linked = self
                    .lines
                    .get(at)
                    .is_some_and(|l| l.linked * 10 >= l.text.len() * 8);
                count.1 += usize::from(linked && self.is_followed(at + 1));
            }
        }
        (1..)
            .zip(levels.into_iter().skip(1))
            .filter(|(_, (all, linked))| *linked >= LEAST && linked * 5 >= all * 4)
            .map(|(level, _)| level)
            .collect()
    }

    /// Whether the next line that is kept from `at` on is running text.
    fn is_followed(&self, at: usize) -> bool {
        const SOON: usize = 6;
        let next = (at..self.lines.len().min(at + SOON)).find(|i| self.is_kept(*i));
        next.is_some_and(|i| self.weights.get(i).is_some_and(|w| *w >= 30.0))
    }

    fn is_linked_entry(&self, line: &Line, after: usize, entries: &[u8]) -> bool {
        let BlockKind::Heading(level) = line.kind else {
            return false;
        };
        entries.contains(&level) && self.is_followed(after)
    }

    /// Whether running text of the article stands right before and somewhere after some lines.
    fn is_amid_text(&self, range: std::ops::Range<usize>) -> bool {
        // Far enough for any box between; a bound, so that a page of lists takes no square of time.
        const REACH: usize = 200;
        let is_text = |i: usize| self.is_kept(i) && self.weights.get(i).is_some_and(|w| *w >= 60.0);
        let before = (range.start.saturating_sub(REACH)..range.start).rfind(|i| self.is_kept(*i));
        before.is_some_and(is_text)
            && (range.end..self.lines.len().min(range.end + REACH)).any(is_text)
    }

    /// Drops lines by what they say.
    pub(super) fn drop_lines(&mut self, evidence: Evidence<'_>) {
        let title = loose(evidence.title);
        let byline = loose(evidence.byline);
        let around = loose(evidence.around);
        let mut before = true;
        let scraps = self.scraps_before();
        for (at, line) in self.lines.iter().enumerate() {
            let is_time = self.is_time(at);
            let Some(slot) = self.reasons.get_mut(at).filter(|s| s.is_none() && !is_time) else {
                continue;
            };
            let is_heading = matches!(line.kind, BlockKind::Heading(_));
            let short = line.text.len() < 400;
            if (before || is_heading) && !title.is_empty() && is_headline(line, &title) {
                *slot = Some(DropReason::Metadata);
                continue;
            }
            // Where the headline stands elsewhere, the page's first heading is often the name of its site.
            let is_first = matches!(line.kind, BlockKind::Heading(1 | 2)) && before;
            if is_first
                && !title.is_empty()
                && line.text.len() >= 4
                && around.contains(&loose(&line.text))
            {
                *slot = Some(DropReason::Navigation);
                continue;
            }
            let by = short
                && !byline.is_empty()
                && line.text.len() < byline.len() + if before { 60 } else { 20 }
                && loose(&line.text).contains(&byline);
            let is_scrap = scraps.contains(&at) && is_scrap(line);
            *slot = if by && !is_ended(&line.text)
                || wording::is_dateline(&line.text, self.furniture)
                || is_scrap
            {
                Some(DropReason::Metadata)
            } else {
                wording::reason(&line.text, line.linked, self.furniture)
            };
            before &= self.weights.get(at).is_none_or(|w| *w < 80.0);
        }
    }

    /// The lines before the first paragraph, when it follows soon.
    fn scraps_before(&self) -> std::ops::Range<usize> {
        const MOST: usize = 12;
        let kept = (0..self.lines.len()).filter(|i| self.is_kept(*i));
        let is_text = |i: &usize| self.weights.get(*i).is_some_and(|w| *w >= 80.0);
        kept.take(MOST).find(is_text).map_or(0..0, |first| 0..first)
    }

    /// Drops headings and scraps after the last and before the first piece of text.
    pub(super) fn trim_ends(&mut self) {
        self.drop_closings();
        let kept = |page: &Self, i: usize| page.is_kept(i);
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

    /// Drops notes among the last lines, as long as the article stays above them.
    fn drop_closings(&mut self) {
        const LAST: usize = 6;
        let kept: Vec<usize> = (0..self.lines.len()).filter(|i| self.is_kept(*i)).collect();
        for at in kept.iter().skip(3).rev().take(LAST) {
            let reason = self
                .lines
                .get(*at)
                .and_then(|l| wording::closing(&l.text, self.furniture));
            if let Some(reason) = reason {
                self.drop(*at..*at + 1, reason);
            }
        }
    }

    /// Captions stand apart from the text, unless they are the text.
    pub(super) fn drop_captions(&mut self) {
        for at in 0..self.lines.len() {
            let is_caption = |l: &Line| l.kind == BlockKind::Caption;
            if !self.gallery && self.lines.get(at).is_some_and(is_caption) {
                self.drop(at..at + 1, DropReason::Caption);
            }
        }
    }
}

/// Whether a line before the text is one of those that stand around a byline: `6 min read`, `Listen`, a name and a date.
fn is_scrap(line: &Line) -> bool {
    // A character of Chinese says more than a letter.
    let wide = |c: char| if c >= '\u{2e80}' { 3 } else { 1 };
    let length: usize = line.text.chars().map(wide).sum();
    let digit = line.text.bytes().any(|b| b.is_ascii_digit());
    let short = length < 28 || length < 80 && digit && date::parse(&line.text).is_some();
    line.kind == BlockKind::Paragraph && short && !is_ended(&line.text)
}

/// `3/12` at the beginning of a line: which of how many.
fn step(text: &str) -> Option<(u32, u32)> {
    let first = text.split_whitespace().next()?;
    let (step, all) = first.split_once('/')?;
    let (step, all) = (step.parse().ok()?, all.parse().ok()?);
    (step >= 1 && step <= all && all <= 500).then_some((step, all))
}
