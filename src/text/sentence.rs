//! Owns: sentences.
//! May import: `model::{span, article}`, `text::{rules, abbreviation}`.
//! Promises: sentences ascend, never overlap, are never empty, never start or end in white space, never leave a block.

use crate::model::article::{Block, BlockKind};
use crate::model::span::Span;
use crate::text::abbreviation::Habit;
use crate::text::rules::Rules;

/// The sentences of a text. Blocks bound sentences; without blocks, blank lines do.
pub fn sentences(text: &str, blocks: &[Block], rules: &Rules) -> Vec<Span> {
    let mut found = Vec::with_capacity(text.len() / 100 + 1);
    if blocks.is_empty() {
        for span in paragraphs(text) {
            split(text, span, rules, &mut found);
        }
        return found;
    }
    for block in blocks {
        match block.kind {
            BlockKind::Heading(_) | BlockKind::Row => {
                let span = block.span.trimmed(text);
                if !span.is_empty() {
                    found.push(span);
                }
            }
            BlockKind::Verbatim => lines(text, block.span, &mut found),
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item(_) | BlockKind::Caption => {
                split(text, block.span, rules, &mut found);
            }
        }
    }
    found
}

fn paragraphs(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    text.split("\n\n").map(move |piece| {
        let span = Span::new(at, at + piece.len());
        at += piece.len() + 2;
        span
    })
}

fn lines(text: &str, span: Span, found: &mut Vec<Span>) {
    let mut at = span.start as usize;
    for line in span.of(text).split('\n') {
        let piece = Span::new(at, at + line.len()).trimmed(text);
        if !piece.is_empty() {
            found.push(piece);
        }
        at += line.len() + 1;
    }
}

fn split(text: &str, span: Span, rules: &Rules, found: &mut Vec<Span>) {
    let piece = span.of(text);
    let base = span.start as usize;
    let mut start = 0;
    for (at, c) in piece.char_indices() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let after = piece.get(at + c.len_utf8()..).unwrap_or("");
        let closing = after.len()
            - after
                .trim_start_matches(['"', '”', '’', '\'', ')', ']'])
                .len();
        let rest = after.get(closing..).unwrap_or("");
        if !rest.starts_with(char::is_whitespace) {
            continue;
        }
        let word = piece.get(start..at).unwrap_or("");
        let word = word.rsplit(char::is_whitespace).next().unwrap_or("");
        let opens = rest
            .trim_start()
            .chars()
            .next()
            .is_some_and(|c| !c.is_lowercase());
        let known = matches!(
            rules.abbreviations.habit(word),
            Some(Habit::Title | Habit::Number | Habit::Inner)
        );
        if opens && !(c == '.' && (known || word.chars().count() == 1)) {
            let end = at + c.len_utf8() + closing;
            push(text, base + start, base + end, found);
            start = end;
        }
    }
    push(text, base + start, base + piece.len(), found);
}

fn push(text: &str, start: usize, end: usize, found: &mut Vec<Span>) {
    let span = Span::new(start, end).trimmed(text);
    if !span.is_empty() {
        found.push(span);
    }
}
