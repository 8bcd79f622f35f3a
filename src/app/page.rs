//! Owns: `Page`, an article broken into lines for one width.
//! Promises: lines are spans of the article's text; wrapped once a width; ascending, and no letter is lost.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other blocks are filled"
)]

use crate::app::table::{Column, columns};
use crate::app::wrap::{Filled, cut, fill};
use nutgraf_read::model::article::{Article, Block, BlockKind};
use nutgraf_read::model::span::Span;
use nutgraf_read::text::hyphen::Hyphens;

pub use crate::app::wrap::wrap;

/// What one line of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A line of the title; the span is into the title.
    Title,
    /// Source, author, date, length.
    Byline,
    /// Nothing.
    Blank,
    /// A line of the text; `first` on a block's first line.
    Text {
        /// The block that it belongs to.
        block: BlockKind,
        /// Whether it opens its block.
        first: bool,
    },
    /// A piece that cleaning left out; the span is into the raw document.
    Dropped {
        /// Index into `Article::dropped`.
        index: u32,
        /// Whether it opens its piece.
        first: bool,
    },
    /// The line after which the text is over.
    End,
    /// Link of this number, from 1; the span is into the text.
    Link(u32),
}

/// One line of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLine {
    /// What it is.
    pub kind: LineKind,
    /// What stands on it, without white space at its end.
    pub span: Span,
    /// Columns left free before it.
    pub indent: u16,
    /// Whether a word is broken at its end, so that a hyphen follows.
    pub hyphen: bool,
    /// The table that it is a row of, as an index into `Page::tables`.
    pub table: Option<u16>,
}

/// An article broken into lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Columns of the text.
    pub width: u16,
    /// The lines, from the title to the end mark.
    pub lines: Vec<PageLine>,
    /// The columns of each table that is narrow enough to be shown as one.
    pub tables: Vec<Vec<Column>>,
    /// Index of the first line that does not belong to the title and the byline.
    pub body: usize,
    /// Index of the line after the text.
    pub end: usize,
    /// The table that rows belong to while the page is made.
    open_table: Option<u16>,
}

impl Page {
    /// Breaks an article. With `dropped`, what cleaning left out stands where it stood.
    pub fn new(article: &Article, width: u16, dropped: bool) -> Self {
        Self::set(article, width, dropped, None)
    }

    /// Breaks an article, and long words of English ones where that makes lines more even.
    pub fn set(article: &Article, width: u16, dropped: bool, hyphens: Option<&Hyphens>) -> Self {
        let english = article
            .meta
            .language
            .as_deref()
            .is_none_or(|l| l.starts_with("en"));
        let hyphens = hyphens.filter(|_| english);
        let width = width.max(1);
        let mut page = Self {
            width,
            ..Self::default()
        };
        let title = &article.meta.title;
        for span in wrap(title, Span::new(0, title.len()), width) {
            page.put(LineKind::Title, span, 0);
        }
        page.put(LineKind::Byline, Span::default(), 0);
        page.blank();
        page.body = page.lines.len();
        let left_out = if dropped {
            places_of_dropped(article)
        } else {
            Vec::new()
        };
        let mut left_out = left_out.into_iter().peekable();
        let whole = [Block {
            kind: BlockKind::Paragraph,
            span: Span::new(0, article.text.len()),
        }];
        let blocks = if article.blocks.is_empty() {
            whole.as_slice()
        } else {
            article.blocks.as_slice()
        };
        for (number, block) in blocks.iter().enumerate() {
            while let Some((_, index)) = left_out.next_if(|(before, _)| *before <= number) {
                page.dropped(article, index);
            }
            let before = number.checked_sub(1).and_then(|n| blocks.get(n));
            if block.kind == BlockKind::Row && before.is_none_or(|b| b.kind != BlockKind::Row) {
                page.table(article, blocks.get(number..).unwrap_or(&[]));
            }
            page.block(article, *block, before, hyphens);
        }
        for (_, index) in left_out {
            page.dropped(article, index);
        }
        page.end = page.lines.len();
        page.blank();
        page.put(LineKind::End, Span::default(), 0);
        if !article.links.is_empty() {
            page.blank();
            for (number, link) in (1u32..).zip(&article.links) {
                page.put(LineKind::Link(number), link.span, 0);
            }
        }
        page
    }

    /// The line that shows the byte at `offset` of the text, or the nearest before it.
    pub fn line_of(&self, offset: u32) -> usize {
        let mut best = self.body.min(self.lines.len().saturating_sub(1));
        // Lines of the text ascend, with others between them.
        let (mut low, mut high) = (self.body, self.end.min(self.lines.len()));
        while low < high {
            let middle = low + (high - low) / 2;
            let at = (low..=middle)
                .rev()
                .find_map(|i| self.text_start(i).map(|start| (i, start)));
            match at {
                Some((i, start)) if start <= offset => {
                    best = i;
                    low = middle + 1;
                }
                Some((i, _)) => high = i,
                None => low = middle + 1,
            }
        }
        best
    }

    /// The offset in the text that line `index` begins with, or the next line that has one.
    pub fn offset_at(&self, index: usize) -> u32 {
        (index.max(self.body)..self.end)
            .find_map(|i| self.text_start(i))
            .or_else(|| (self.body..self.end).rev().find_map(|i| self.text_start(i)))
            .unwrap_or(0)
    }

    fn text_start(&self, index: usize) -> Option<u32> {
        let line = self.lines.get(index)?;
        matches!(line.kind, LineKind::Text { .. }).then_some(line.span.start)
    }

    fn put(&mut self, kind: LineKind, span: Span, indent: u16) {
        self.lines.push(PageLine {
            kind,
            span,
            indent,
            hyphen: false,
            table: None,
        });
    }

    fn blank(&mut self) {
        self.put(LineKind::Blank, Span::default(), 0);
    }

    /// Measures the table that begins with the first of the blocks.
    fn table(&mut self, article: &Article, blocks: &[Block]) {
        let rows = blocks.iter().take_while(|b| b.kind == BlockKind::Row);
        let rows: Vec<&str> = rows.map(|b| b.span.of(&article.text)).collect();
        self.open_table = columns(&rows, self.width).map(|columns| {
            self.tables.push(columns);
            u16::try_from(self.tables.len() - 1).unwrap_or(u16::MAX)
        });
    }

    fn block(
        &mut self,
        article: &Article,
        block: Block,
        before: Option<&Block>,
        hyphens: Option<&Hyphens>,
    ) {
        let tight = |kind: BlockKind| matches!(kind, BlockKind::Item(_) | BlockKind::Row);
        let joined = before.is_some_and(|b| tight(b.kind) && tight(block.kind));
        let after_dropped = matches!(
            self.lines.last().map(|l| l.kind),
            Some(LineKind::Dropped { .. })
        );
        if after_dropped || (before.is_some() && !joined) {
            self.blank();
        }
        let room = self.width.saturating_sub(8).max(1);
        let indent = match block.kind {
            BlockKind::Quote | BlockKind::Verbatim => 3.min(room),
            BlockKind::Item(depth) => (2 + 2 * u16::from(depth.min(6))).min(room),
            BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Row | BlockKind::Caption => 0,
        };
        let width = self.width.saturating_sub(indent).max(1);
        let text = article.text.as_ref();
        let table = self.open_table.filter(|_| block.kind == BlockKind::Row);
        let lines = match block.kind {
            BlockKind::Verbatim => cut(text, block.span, width),
            BlockKind::Row if table.is_some() => vec![Filled::whole(block.span)],
            BlockKind::Paragraph | BlockKind::Item(_) | BlockKind::Quote => {
                fill(text, block.span, width, hyphens)
            }
            _ => fill(text, block.span, width, None),
        };
        for (number, filled) in lines.into_iter().enumerate() {
            let kind = LineKind::Text {
                block: block.kind,
                first: number == 0,
            };
            self.lines.push(PageLine {
                kind,
                span: filled.span,
                indent,
                hyphen: filled.hyphen,
                table,
            });
        }
    }

    fn dropped(&mut self, article: &Article, index: u32) {
        let Some(piece) = article.dropped.get(index as usize) else {
            return;
        };
        if self.lines.last().is_some_and(|l| l.kind != LineKind::Blank) {
            self.blank();
        }
        let width = self.width.saturating_sub(3).max(1);
        let mut first = true;
        for span in wrap(&article.raw, piece.span, width) {
            if !span.is_empty() {
                self.put(
                    LineKind::Dropped { index, first },
                    span,
                    3.min(self.width - 1),
                );
                first = false;
            }
        }
    }
}

/// For each dropped piece the number of the block that it stood before, found by looking for the beginnings of the
/// blocks in the raw document; pieces whose place is not found stand at the end.
fn places_of_dropped(article: &Article) -> Vec<(usize, u32)> {
    const HEAD_CHARS: usize = 16;
    let mut starts = Vec::with_capacity(article.blocks.len());
    let mut from = 0;
    for block in &article.blocks {
        let words = block.span.of(&article.text);
        let end = words
            .char_indices()
            .nth(HEAD_CHARS)
            .map_or(words.len(), |(at, _)| at);
        let head = words.get(..end).unwrap_or(words);
        let found = article.raw.get(from..).and_then(|rest| rest.find(head));
        starts.push(found.map(|at| from + at));
        if let Some(at) = found {
            from += at;
        }
    }
    (0u32..)
        .zip(&article.dropped)
        .map(|(index, piece)| {
            let at = piece.span.start as usize;
            let before = starts
                .iter()
                .position(|start| start.is_some_and(|s| s >= at));
            (before.unwrap_or(article.blocks.len()), index)
        })
        .collect()
}
