//! Owns: how the evidence of a page's title, its JSON-LD and its cards of other stories shifts the weights of lines.
//! Promises: linear in nodes times the length of what JSON-LD gives; nothing is dropped here.

use crate::ingest::html::dom::NodeId;
use crate::ingest::html::lines::Line;
use crate::ingest::html::select::{Page, weight_of_text};
use crate::ingest::html::tag::Tag;
use crate::ingest::html::title::loose;
use crate::model::article::BlockKind;

impl Page<'_> {
    /// What stands before the headline is seldom the article.
    pub(super) fn weigh_title(&mut self, title: &str) {
        let title = loose(title);
        if title.is_empty() {
            return;
        }
        let is_title = |l: &Line| is_headline(l, &title);
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
    pub(super) fn weigh_body(&mut self, body: &str) {
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
        self.in_jsonld = found;
    }

    /// Cards in a row, each with a linked headline and a few words, are other stories.
    pub(super) fn weigh_teasers(&mut self) {
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
            for range in &teasers {
                for weight in self.weights.get_mut((*range).clone()).into_iter().flatten() {
                    *weight = weight.min(0.0) - 1.0;
                }
            }
            if teasers.iter().all(|r| self.is_short((*r).clone())) {
                let (first, last) = (teasers.first(), teasers.last());
                self.cards
                    .extend(first.zip(last).map(|(first, last)| first.start..last.end));
            }
        }
    }

    /// Whether a card says no more than what makes curious.
    fn is_short(&self, range: std::ops::Range<usize>) -> bool {
        const LONGEST: usize = 450;
        let lines = self.lines.get(range).unwrap_or(&[]);
        lines.iter().map(|l| l.text.len()).sum::<usize>() <= LONGEST
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

    /// Where nearly all that is said is said in captions they are the text.
    pub(super) fn weigh_captions(&mut self) {
        let captions: Vec<(usize, f32)> = self
            .lines
            .iter()
            .enumerate()
            .filter(|(_, l)| l.kind == BlockKind::Caption && l.text.len() >= 80)
            .map(|(i, l)| (i, weight_of_text(l)))
            .collect();
        let said: f32 = captions.iter().map(|(_, w)| w).sum();
        self.gallery = captions.len() >= 5 && said > self.mass(0..self.lines.len());
        if self.gallery {
            for (at, weight) in captions {
                if let Some(slot) = self.weights.get_mut(at) {
                    *slot = weight;
                }
            }
        }
    }
}

/// Whether a line is the headline; a first-level heading may go on, with the site's name for instance. `title` is loose.
pub(super) fn is_headline(line: &Line, title: &str) -> bool {
    const LONG: usize = 24;
    if line.text.len() >= 400 {
        return false;
    }
    let text = loose(&line.text);
    let goes_on = line.kind == BlockKind::Heading(1) && title.len() >= LONG;
    text == title || goes_on && text.len() <= title.len() * 2 && text.starts_with(title)
}
