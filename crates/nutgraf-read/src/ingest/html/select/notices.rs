//! Owns: which lines are the page's own words to its reader: questions about cookies, calls for a script, cards of other stories
//! among the text.
//! Promises: linear in nodes times depth; goes by what lines say and how they stand, not by names of classes.

use std::ops::Range;

use crate::ingest::html::dom::NodeId;
use crate::ingest::html::lines::Line;
use crate::ingest::html::select::Page;
use crate::ingest::html::tag::Tag;
use crate::ingest::html::wording::{
    is_about_consent, is_consent_button, is_script_notice, opens_consent,
};
use crate::model::article::BlockKind;
use crate::model::flaw::DropReason;

/// So many places are looked at, however many there are.
const MOST: usize = 40;

impl Page<'_> {
    /// Drops questions about cookies: from their buttons and first words up to the largest element that is about nothing else.
    pub(super) fn drop_consent(&mut self) {
        let seeds: Vec<usize> = (0..self.lines.len())
            .filter(|i| {
                let said = |l: &Line| {
                    is_consent_button(&l.text, self.furniture)
                        || opens_consent(&l.text, self.furniture)
                };
                self.is_kept(*i) && self.lines.get(*i).is_some_and(said)
            })
            .take(MOST)
            .collect();
        for seed in seeds {
            if let Some(range) = self.consent_around(seed).filter(|_| self.is_kept(seed)) {
                self.drop(range, DropReason::Consent);
            }
        }
    }

    /// The lines of the largest element around a line that is a question about cookies as a whole.
    fn consent_around(&self, seed: usize) -> Option<Range<usize>> {
        const LINES: usize = 80;
        let node = self.lines.get(seed)?.node;
        let is_box = |n: &NodeId| {
            let whole = matches!(
                self.dom.tag(*n),
                Tag::Html | Tag::Body | Tag::Main | Tag::Article
            );
            let range = self.lines_in(*n);
            !whole && range.len() <= LINES && !self.title.is_some_and(|t| range.contains(&t))
        };
        let ranges = self.dom.lineage(node).take_while(is_box);
        let ranges = ranges.map(|n| self.lines_in(n));
        ranges.filter(|r| self.is_consent(r.clone())).last()
    }

    /// Whether most of the longer lines are about cookies and consent.
    pub(super) fn is_consent(&self, range: Range<usize>) -> bool {
        const LONG: usize = 60;
        let lines = self.lines.get(range).unwrap_or(&[]);
        let long = lines.iter().filter(|l| l.text.len() >= LONG);
        let (all, about) = long.fold((0, 0), |(all, about), line| {
            let length = line.text.len();
            let told = if is_about_consent(&line.text, self.furniture) {
                length
            } else {
                0
            };
            (all + length, about + told)
        });
        all > 0 && about * 3 >= all * 2
    }

    /// Drops lines that ask for a script or another browser.
    pub(super) fn drop_script_notices(&mut self) {
        for at in 0..self.lines.len() {
            let asks = self
                .lines
                .get(at)
                .is_some_and(|l| is_script_notice(&l.text, self.furniture));
            if asks && self.title != Some(at) {
                self.drop(at..at + 1, DropReason::Debris);
            }
        }
    }

    /// Drops cards of other stories that stand among the text of an article much longer than they are, with the heading above them.
    pub(super) fn drop_cards(&mut self) {
        for range in std::mem::take(&mut self.cards).into_iter().take(MOST) {
            let said = self.length(range.clone());
            #[expect(clippy::cast_precision_loss, reason = "pages are smaller")]
            let is_aside = said as f32 <= self.mass(0..self.lines.len()) * 0.5;
            if !is_aside || self.title.is_some_and(|t| range.contains(&t)) {
                continue;
            }
            let above = range.start.checked_sub(1).filter(|above| {
                let line = self.lines.get(*above);
                line.is_some_and(|l| {
                    matches!(l.kind, BlockKind::Heading(_)) && self.title != Some(*above)
                })
            });
            self.drop(above.unwrap_or(range.start)..range.end, DropReason::Related);
        }
    }
}
