//! Owns: whether what an element says, and how it stands, bears out that its name is one of furniture.
//! Promises: a name alone proves nothing: running text that nothing else speaks against stays, whatever its element is called.

use std::ops::Range;

use crate::ingest::html::author;
use crate::ingest::html::dom::NodeId;
use crate::ingest::html::lines::Line;
use crate::ingest::html::select::{Page, is_ended};
use crate::ingest::html::tag::Tag;
use crate::ingest::html::wording;
use crate::model::article::BlockKind;
use crate::model::flaw::DropReason;

/// What the lines of an element say, in bytes.
#[derive(Clone, Copy, Default)]
struct Said {
    all: usize,
    linked: usize,
    prose: usize,
    /// Lines that are links as a whole, as headlines of other stories are.
    headlines: usize,
}

impl Page<'_> {
    /// Whether an element that is named like furniture is some: by its links, its words, what can be filled in.
    pub(super) fn is_borne_out(
        &self,
        node: NodeId,
        reason: DropReason,
        range: Range<usize>,
        byline: &str,
    ) -> bool {
        /// So much prose may stand around a line that says what the name says.
        const MUCH: usize = 1000;
        /// So much may stand around one that says something else of the kind.
        const LITTLE: usize = 300;
        let said = self.said(range.clone());
        if said.linked * 10 > said.all * 3 {
            return true;
        }
        let tag = self.dom.tag(node);
        if tag.heading().is_some() || tag == Tag::P {
            return self.is_any_told(range.clone(), None) && said.prose <= LITTLE
                || self.is_of_head(range, byline);
        }
        if said.prose == 0 {
            const SCRAPS: usize = 200;
            return said.all <= SCRAPS
                || said.linked * 10 > said.all
                || self.has_field(node)
                || self.is_any_told(range, None);
        }
        said.headlines >= 2
            || said.prose <= LITTLE && self.is_any_told(range.clone(), None)
            || said.prose <= MUCH && self.is_any_told(range.clone(), Some(reason))
            || self.has_field(node)
            || match reason {
                DropReason::Comments => self.is_of_readers(range),
                DropReason::Consent => self.is_consent(range),
                DropReason::AuthorBio | DropReason::Metadata => self.is_of_head(range, byline),
                _ => false,
            }
    }

    fn said(&self, range: Range<usize>) -> Said {
        let mut said = Said::default();
        for line in self.lines.get(range).unwrap_or(&[]) {
            let length = line.text.len();
            said.all += length;
            said.linked += line.linked;
            said.headlines += usize::from(length >= 20 && line.linked * 10 >= length * 9);
            said.prose += if is_prose(line) { length } else { 0 };
        }
        said
    }

    /// Whether one of a few lines is worded as furniture is, of some kind or of the one that is asked for.
    fn is_any_told(&self, mut range: Range<usize>, wanted: Option<DropReason>) -> bool {
        const MOST: usize = 40;
        let is_told = |at: usize| {
            let told = self.lines.get(at).and_then(|l| self.told(l));
            told.is_some_and(|told| wanted.is_none_or(|wanted| wanted == told))
        };
        range.len() <= MOST && range.any(is_told)
    }

    fn told(&self, line: &Line) -> Option<DropReason> {
        wording::reason(&line.text, line.linked, self.furniture)
            .or_else(|| wording::closing(&line.text, self.furniture))
            .or_else(|| wording::opens_tail(&line.text, self.furniture))
    }

    /// Whether the first line is a byline or a date, or begins with the name of an author.
    fn is_of_head(&self, range: Range<usize>, byline: &str) -> bool {
        const LONGEST: usize = 1200;
        let Some(line) = self.lines.get(range.start) else {
            return false;
        };
        let text = line.text.as_str();
        let is_byline = || {
            (line.linked > 0 || !is_prose(line))
                && author::is_opened(text)
                && author::names(text)
                    .iter()
                    .any(|name| author::is_person(name))
        };
        text.len() <= LONGEST
            && (wording::is_dateline(text, self.furniture)
                || is_byline()
                || self.tells_of(byline, range))
    }

    /// Whether one of a few lines begins with the name of an author.
    fn tells_of(&self, byline: &str, range: Range<usize>) -> bool {
        const MOST: usize = 8;
        let begins = |text: &str, name: &str| {
            let start = text.get(..name.len());
            name.contains(' ')
                && start.is_some_and(|start| start.to_lowercase() == name.to_lowercase())
        };
        let lines = self.lines.get(range).unwrap_or(&[]);
        let mut lines = lines.iter().take(MOST);
        lines.any(|line| byline.split(", ").any(|name| begins(&line.text, name)))
    }

    /// Whether the words of an element are readers' remarks.
    fn is_of_readers(&self, range: Range<usize>) -> bool {
        let lines = self.lines.get(range).unwrap_or(&[]);
        let opens = |l: &Line| wording::opens_remarks(&l.text, self.furniture);
        let frames = lines
            .iter()
            .filter(|l| wording::is_of_remark(&l.text, self.furniture));
        lines.iter().take(3).any(opens) || frames.count() >= 2
    }

    /// Whether there is something to fill in.
    fn has_field(&self, node: NodeId) -> bool {
        self.dom
            .subtree(node)
            .any(|n| matches!(self.dom.tag(n), Tag::Form | Tag::Input | Tag::Button))
    }
}

/// Whether a line tells something: a sentence, an item of some words, a row of facts.
fn is_prose(line: &Line) -> bool {
    let words = line.text.split_whitespace().count();
    let is_told = match line.kind {
        BlockKind::Paragraph | BlockKind::Quote => words >= 5 && is_ended(&line.text),
        BlockKind::Item(_) => words >= 4,
        BlockKind::Row => line.linked == 0,
        _ => false,
    };
    is_told && line.linked * 2 < line.text.len()
}
