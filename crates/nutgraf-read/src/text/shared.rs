//! Owns: the lines that documents of one source have in common: leftovers of that source.
//! Promises: only the edges of a text are pruned, never most of it; copies of one story are no evidence; what goes is
//! listed under `dropped`.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::model::article::{Article, Block};
use crate::model::flaw::{DropReason, Dropped};
use crate::model::span::Span;
use crate::text::fold;
use crate::text::similar::Sketch;

/// Blocks longer than this are not compared: a press release printed by many is still an article.
const LONGEST: usize = 400;
/// How many blocks at either end are looked at.
const EDGE: usize = 12;
/// In how many documents a line stands before it is a leftover, at least.
const LEAST: u32 = 3;
/// Documents that overlap more are prints of one story: their common lines are the story.
const COPY: f32 = 0.35;
/// So many documents of a source are learned from.
const MOST: usize = 200;

/// Counts lines over the documents of one source.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Fingerprint of a line, number of documents that have it at an edge.
    lines: HashMap<u64, u32>,
    documents: u32,
    sketches: Vec<Sketch>,
}

impl Shared {
    /// Takes a document in, unless it is a copy of one before.
    pub fn add(&mut self, article: &Article) {
        if let Some(sketch) = Sketch::of(&article.text, 30) {
            let copy = |other: &Sketch| other.similarity(&sketch) > COPY;
            if self.sketches.len() >= MOST || self.sketches.iter().any(copy) {
                return;
            }
            self.sketches.push(sketch);
        }
        self.documents += 1;
        let mut seen = HashSet::new();
        for (_, block) in edges(&article.blocks) {
            let line = block.span.of(&article.text);
            let print = fold::fingerprint(line);
            if line.len() <= LONGEST && seen.insert(print) {
                *self.lines.entry(print).or_default() += 1;
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
    pub fn prune(&self, article: Article) -> Article {
        let gone: BTreeSet<usize> = edges(&article.blocks)
            .filter(|(_, block)| self.has(block.span.of(&article.text)))
            .map(|(at, _)| at)
            .collect();
        let bytes: usize = gone
            .iter()
            .filter_map(|at| article.blocks.get(*at))
            .map(|block| block.span.len())
            .sum();
        if gone.is_empty() || bytes * 2 > article.text.len() {
            return article;
        }
        without(article, &gone, DropReason::Boilerplate)
    }
}

/// The sources of some documents.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    all: HashMap<String, Shared>,
}

impl Sources {
    /// Takes a document in.
    pub fn add(&mut self, article: &Article) {
        self.all.entry(source_of(article)).or_default().add(article);
    }

    /// The article without the lines that it shares with others of its source.
    #[must_use]
    pub fn prune(&self, article: Article) -> Article {
        match self.all.get(&source_of(&article)) {
            Some(shared) => shared.prune(article),
            None => article,
        }
    }
}

/// The publisher, else the host of the address, else the folder or file that the document came from.
pub(crate) fn source_of(article: &Article) -> String {
    if let Some(name) = &article.meta.source {
        return name.to_lowercase();
    }
    let host = article.meta.url.as_deref().and_then(|url| {
        let (_, rest) = url.split_once("://")?;
        rest.split('/').next()
    });
    if let Some(host) = host {
        return host.to_lowercase();
    }
    let origin = article.origin.as_str();
    match origin.rsplit_once(':') {
        Some((file, line)) if line.bytes().all(|b| b.is_ascii_digit()) => file.to_owned(),
        _ => origin
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned(),
    }
}

/// The article without some of its blocks, for a reason. What of them does not stand in the raw text, as that of a stored page
/// was cut to its dropped pieces, is put at its end.
pub(crate) fn without(mut article: Article, gone: &BTreeSet<usize>, reason: DropReason) -> Article {
    let old = std::mem::replace(&mut article.text, "".into());
    let mut text = String::with_capacity(old.len());
    let (mut blocks, mut links) = (Vec::new(), Vec::new());
    let mut from = 0;
    let mut missing = Vec::new();
    for (at, block) in article.blocks.iter().enumerate() {
        let line = block.span.of(&old);
        let place = place_of(line, &article.raw, from).filter(|place| {
            let mut dropped = article.dropped.iter();
            !dropped.any(|other| other.span.overlaps(*place))
        });
        from = place.map_or(from, |span| span.end as usize);
        if gone.contains(&at) {
            match place {
                Some(span) => article.dropped.push(Dropped { span, reason }),
                None => missing.push(line),
            }
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
    if !missing.is_empty() {
        let mut raw = article.raw.to_string();
        for line in missing {
            if !raw.is_empty() && !raw.ends_with('\n') {
                raw.push('\n');
            }
            let start = raw.len();
            raw.push_str(line);
            let span = Span::new(start, raw.len());
            article.dropped.push(Dropped { span, reason });
        }
        article.raw = raw.into();
    }
    article.dropped.sort_by_key(|dropped| dropped.span);
    article.text = text.into();
    article.blocks = blocks;
    article.links = links;
    article
}

/// Where a line stands in the raw text from `from` on: whole, or from its first word to its last when blanks and line
/// ends were made tidy.
fn place_of(line: &str, raw: &str, from: usize) -> Option<Span> {
    let rest = raw.get(from..)?;
    if let Some(at) = rest.find(line) {
        return Some(Span::new(from + at, from + at + line.len()));
    }
    let mut words = line.split_ascii_whitespace();
    let first = words.next()?;
    let start = rest.find(first)?;
    let mut end = start + first.len();
    for word in words {
        let gap = rest.get(end..)?;
        let blank = gap.len() - gap.trim_start().len();
        if !gap.get(blank..)?.starts_with(word) {
            return None;
        }
        end += blank + word.len();
    }
    Some(Span::new(from + start, from + end))
}

fn edges(blocks: &[Block]) -> impl Iterator<Item = (usize, &Block)> {
    let last = blocks.len().saturating_sub(EDGE);
    blocks
        .iter()
        .enumerate()
        .filter(move |(at, _)| *at < EDGE || *at >= last)
}
