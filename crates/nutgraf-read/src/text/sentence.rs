//! Owns: sentences.
//! Promises: sentences ascend, never overlap, are never empty, never start or end in white space, never leave a block;
//! linear in the text. Quotation marks are never counted, so a stray one glues nothing.

mod mark;
mod next;

use crate::model::article::{Block, BlockKind};
use crate::model::span::Span;
use crate::text::rules::Rules;
use crate::text::sentence::mark::Mark;

/// The sentences of a text. Blocks bound sentences; without blocks, blank lines and ended lines do.
pub fn sentences(text: &str, blocks: &[Block], rules: &Rules) -> Vec<Span> {
    let mut found = Vec::with_capacity(text.len() / 100 + 1);
    if blocks.is_empty() {
        for span in pieces(text) {
            split(text, span, rules, &mut found);
        }
        return found;
    }
    for block in blocks {
        match block.kind {
            BlockKind::Heading(_) | BlockKind::Row => push(text, block.span, &mut found),
            BlockKind::Verbatim => {
                let mut at = block.span.start as usize;
                for line in block.span.of(text).split('\n') {
                    push(text, Span::new(at, at + line.len()), &mut found);
                    at += line.len() + 1;
                }
            }
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item(_) | BlockKind::Caption => {
                split(text, block.span, rules, &mut found);
            }
        }
    }
    found
}

/// Stretches of text without blocks that no sentence crosses: a line goes on in the next one only when it is long and
/// unfinished, or when the next one opens in a small letter.
fn pieces(text: &str) -> Vec<Span> {
    const LONG: usize = 50;
    let mut made: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len());
        at += line.len() + 1;
        let bare = line.trim();
        let goes_on = !bare.is_empty()
            && (open || bare.starts_with(char::is_lowercase))
            && made.last().is_some_and(|last| last.end + 1 == span.start);
        match made.last_mut() {
            Some(last) if goes_on => *last = last.union(span),
            _ if bare.is_empty() => {}
            _ => made.push(span),
        }
        open = bare.len() >= LONG && !bare.ends_with(['.', '!', '?', ':', '…', '"', '”', '’', ')']);
    }
    made
}

fn push(text: &str, span: Span, found: &mut Vec<Span>) {
    let span = span.trimmed(text);
    if !span.is_empty() {
        found.push(span);
    }
}

fn split(text: &str, span: Span, rules: &Rules, found: &mut Vec<Span>) {
    let piece = span.of(text);
    let base = span.start as usize;
    let bytes = piece.as_bytes();
    let mut start = 0;
    let mut at = 0;
    let next = |at: usize| {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let steps = rest.iter().position(|byte| MARKS[usize::from(*byte)]);
        steps.map(|steps| at + steps)
    };
    while let Some(mark) = next(at) {
        at = mark;
        let end = match bytes.get(at) {
            Some(b'.' | b'!' | b'?') => Mark::at(piece, start, at).end(rules),
            _ => wide(piece, start, at, rules),
        };
        match end {
            Some(end) if end > at => {
                push(text, Span::new(base + start, base + end), found);
                start = end;
                at = end;
            }
            // The end lies before this place (a bullet): what follows it is looked at as usual.
            Some(end) => {
                push(text, Span::new(base + start, base + end), found);
                start = end;
                at += 1;
            }
            None => at += 1,
        }
    }
    push(text, Span::new(base + start, base + piece.len()), found);
}

/// The bytes that a mark may begin with: `…`, `•` and the stops of other scripts are of several bytes.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let bytes = [b'.', b'!', b'?', 0xe2, 0xe3, 0xef, 0xe0, 0xd8, 0xdb];
    let mut at = 0;
    while at < bytes.len() {
        marks[bytes[at] as usize] = true;
        at += 1;
    }
    marks
};

/// Marks of more than one byte: an ellipsis, an inline bullet, full stops of other scripts.
fn wide(piece: &str, start: usize, at: usize, rules: &Rules) -> Option<usize> {
    let rest = piece.get(at..)?;
    let c = rest.chars().next()?;
    match c {
        '…' => Mark::at(piece, start, at).end(rules),
        '。' | '！' | '？' | '｡' => {
            let after =
                rest.trim_start_matches(['。', '！', '？', '｡', '”', '’', '」', '』', '）']);
            Some(piece.len() - after.len())
        }
        '।' | '॥' | '۔' | '؟' | '။' => {
            let after = rest.get(c.len_utf8()..)?;
            let after = after.trim_start_matches(['"', '”', '’', '»', ')']);
            after
                .starts_with(char::is_whitespace)
                .then_some(piece.len() - after.len())
        }
        '•' | '◦' | '▪' | '‣' => {
            let spaced =
                piece.get(start..at)?.ends_with(' ') && rest.get(c.len_utf8()..)?.starts_with(' ');
            (spaced && !piece.get(start..at)?.trim().is_empty()).then_some(at)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
