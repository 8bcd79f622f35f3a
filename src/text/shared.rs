//! Owns: the lines that documents of one source have in common: leftovers of that source.
//! May import: `model`, `text::fold`.
//! Promises: only the edges of a text are pruned, never all of it; what goes is listed under `dropped`.

use std::collections::{HashMap, HashSet};

use crate::model::article::{Article, Block};
use crate::model::flaw::{DropReason, Dropped};
use crate::model::span::Span;
use crate::text::fold;

/// Blocks longer than this are not compared: a press release printed by many is still an article.
const LONGEST: usize = 400;
/// How many blocks at either end are looked at.
const EDGE: usize = 12;
/// In how many documents a line stands before it is a leftover, at least.
const LEAST: u32 = 3;

/// Counts lines over the documents of one source.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Fingerprint of a line, number of documents that have it at an edge.
    lines: HashMap<u64, u32>,
    documents: u32,
}

impl Shared {
    /// Takes a document in.
    pub fn add(&mut self, article: &Article) {
        self.documents += 1;
        let mut seen = HashSet::new();
        for (_, block) in edges(&article.blocks) {
            let line = block.span.of(&article.text);
            if line.len() <= LONGEST && seen.insert(fold::fingerprint(line)) {
                *self.lines.entry(fold::fingerprint(line)).or_default() += 1;
            }
        }
    }

    /// Whether a line stands in several of the documents, and in at least a tenth of them.
    pub fn has(&self, line: &str) -> bool {
        let least = LEAST.max(self.documents / 10);
        line.len() <= LONGEST
            && self
                .lines
                .get(&fold::fingerprint(line))
                .is_some_and(|n| *n >= least)
    }

    /// The article without shared lines at its ends. Its key stays: it is the same document.
    #[must_use]
    pub fn prune(&self, mut article: Article) -> Article {
        let gone: HashSet<usize> = edges(&article.blocks)
            .filter(|(_, block)| self.has(block.span.of(&article.text)))
            .map(|(at, _)| at)
            .collect();
        if gone.is_empty() || gone.len() == article.blocks.len() {
            return article;
        }
        let old = std::mem::replace(&mut article.text, "".into());
        let mut text = String::with_capacity(old.len());
        let (mut blocks, mut links) = (Vec::new(), Vec::new());
        let mut from = 0;
        for (at, block) in article.blocks.iter().enumerate() {
            let line = block.span.of(&old);
            let place = article
                .raw
                .get(from..)
                .and_then(|rest| rest.find(line))
                .map(|at| Span::new(from + at, from + at + line.len()));
            from = place.map_or(from, |span| span.end as usize);
            if gone.contains(&at) {
                article.dropped.extend(place.map(|span| Dropped {
                    span,
                    reason: DropReason::Navigation,
                }));
                continue;
            }
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(line);
            blocks.push(Block {
                kind: block.kind,
                span: Span::new(start, text.len()),
            });
            let inside = article
                .links
                .iter()
                .filter(|link| block.span.contains(link.span));
            links.extend(inside.cloned().map(|mut link| {
                let length = link.span.len();
                let offset = start + (link.span.start - block.span.start) as usize;
                link.span = Span::new(offset, offset + length);
                link
            }));
        }
        article.dropped.sort_by_key(|dropped| dropped.span);
        article.text = text.into();
        article.blocks = blocks;
        article.links = links;
        article
    }
}

fn edges(blocks: &[Block]) -> impl Iterator<Item = (usize, &Block)> {
    let last = blocks.len().saturating_sub(EDGE);
    blocks
        .iter()
        .enumerate()
        .filter(move |(at, _)| *at < EDGE || *at >= last)
}
