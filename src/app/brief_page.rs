//! Owns: a brief's page as lines of a width: what stands on each, and where one can stop.
//! Promises: pure; every line fits; what one stops at are sentences, statements, headlines and sources.

use unicode_width::UnicodeWidthStr;

use crate::app::wrap::wrap;
use crate::print::bars;
use crate::print::brief::page::{self, Block, Part};
use crate::print::brief::piece::Piece;
use crate::print::brief::{Brief, words};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::sanitize;

/// Columns that items stand further in.
pub const INDENT: u16 = 2;
/// Columns of a name before its bars, at most.
const NAME: usize = 24;

/// A block of the page with its words in a row.
#[derive(Clone, Debug, PartialEq)]
pub struct PageBlock {
    /// What it is.
    pub part: Part,
    /// The story that it belongs to, by its place in the brief.
    pub story: Option<usize>,
    /// Its words.
    pub text: String,
    /// Where in them what can wait stands: numbers of sources, outlets.
    pub dim: Vec<Span>,
    /// Where in which article that stands.
    pub place: Option<(ArticleId, Span)>,
    /// Whether it came after the brief before.
    pub fresh: bool,
}

impl PageBlock {
    /// Whether one can stop at it.
    pub fn stops(&self) -> bool {
        self.place.is_some() || self.part == Part::Top
    }

    /// Whether it is set further in, behind a mark.
    pub fn is_item(&self) -> bool {
        matches!(self.part, Part::Top | Part::Line | Part::Said)
    }
}

/// A line of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLine {
    /// The block, by its place; none for a blank line.
    pub block: Option<usize>,
    /// What of its words stands here.
    pub span: Span,
}

/// The blocks of a brief. What came after the article `last` is fresh.
pub fn blocks(brief: &Brief, last: Option<ArticleId>, ascii: bool) -> Vec<PageBlock> {
    let blocks = page::blocks(brief);
    let courses = blocks.iter().filter(|block| block.part == Part::Course);
    let names = courses.filter_map(|block| block.pieces.first());
    let widest = names.map(|name| words_of(name).width()).max().unwrap_or(0);
    let widest = widest.min(NAME);
    blocks
        .iter()
        .map(|block| flat(block, (widest, ascii), last))
        .collect()
}

fn words_of(piece: &Piece) -> &str {
    match piece {
        Piece::Own(words) | Piece::Foreign(words) | Piece::Speaker(words) => words,
        Piece::Reference(_) | Piece::Bars(_) => "",
    }
}

fn flat(block: &Block, (widest, ascii): (usize, bool), last: Option<ArticleId>) -> PageBlock {
    let (mut text, mut dim) = (String::new(), Vec::new());
    if let Part::Source(number) = block.part {
        text = format!("{number}. ");
    }
    for (at, piece) in block.pieces.iter().enumerate() {
        let from = text.len();
        let words = match piece {
            Piece::Reference(number) => format!(" [{number}]"),
            Piece::Bars(counts) => bars::row(counts, ascii),
            Piece::Own(words) if ascii => words.replace('→', "->").replace('–', "-"),
            Piece::Own(words) | Piece::Foreign(words) | Piece::Speaker(words) => one_line(words),
        };
        text.push_str(&words);
        if block.part == Part::Course {
            let wide = text.get(from..).map_or(0, UnicodeWidthStr::width);
            let gap = if at == 0 {
                widest.saturating_sub(wide)
            } else {
                0
            };
            text.push_str(&" ".repeat(gap + 2));
        }
        if matches!(piece, Piece::Reference(_)) || block.part == Part::Course && at > 1 {
            dim.push(Span::new(from, text.len()));
        }
    }
    if let Some(cited) = &block.cited {
        let outlet = one_line(&words::outlet(cited));
        if !outlet.is_empty() {
            let from = text.len();
            text.push_str("  ");
            text.push_str(&outlet);
            dim.push(Span::new(from, text.len()));
        }
    }
    let fresh = |(article, _): (ArticleId, Span)| last.is_some_and(|last| article > last);
    let tells = matches!(block.part, Part::Line | Part::Said);
    PageBlock {
        part: block.part,
        story: block.story,
        text,
        dim,
        place: block.place,
        fresh: tells && block.place.is_some_and(fresh),
    }
}

/// Foreign words in one line, with the blanks at their ends.
fn one_line(words: &str) -> String {
    let safe = sanitize::strip(words);
    let mut out = String::with_capacity(safe.len());
    for c in safe.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// The lines of the page.
pub fn lines(blocks: &[PageBlock], width: u16) -> Vec<PageLine> {
    let blank = PageLine {
        block: None,
        span: Span::default(),
    };
    let mut lines = vec![blank];
    let mut before: Option<Part> = None;
    for (at, block) in blocks.iter().enumerate() {
        let kin = |before: Part| match (before, block.part) {
            (Part::Story, Part::Facts)
            | (Part::SaidHead, Part::Said)
            | (Part::Source(_), Part::Source(_))
            | (Part::Title, Part::Extent) => true,
            (before, part) => before == part && part.is_item() && part != Part::Line,
        };
        if before.is_some_and(|before| !kin(before)) {
            lines.push(blank);
        }
        before = Some(block.part);
        let room = if block.is_item() {
            width.saturating_sub(INDENT)
        } else {
            width
        };
        if block.part == Part::Course {
            // Bars are one line or nothing.
            let span = Span::new(0, block.text.len());
            lines.push(PageLine {
                block: Some(at),
                span,
            });
            continue;
        }
        let spans = wrap(&block.text, Span::new(0, block.text.len()), room.max(1));
        lines.extend(spans.into_iter().map(|span| PageLine {
            block: Some(at),
            span,
        }));
    }
    lines
}
