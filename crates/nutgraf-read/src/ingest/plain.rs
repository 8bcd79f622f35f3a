//! Owns: plain text as a draft: one block a line.
//! Promises: every line that is not blank is one block, in order, with its span.

use std::sync::Arc;

use crate::model::article::{BlockKind, Draft, Format, Meta, Paragraph};
use crate::model::identity::Identity;
use crate::model::span::Span;

/// Reads plain text. The title is left to cleaning, which knows leftovers from headlines.
pub fn read(text: String, origin: &str) -> Draft {
    let raw: Arc<str> = Arc::from(text);
    let paragraphs = paragraphs(&raw, 0);
    Draft {
        key: None,
        identity: Identity::default(),
        origin: origin.to_owned(),
        format: Format::Text,
        meta: Meta::default(),
        raw,
        paragraphs,
        dropped: Vec::new(),
        flaws: Vec::new(),
        analysed: None,
    }
}

/// The lines of `text` from byte `from` as paragraphs. A line ends at LF, CR, CR LF, a form feed, or U+2028/2029.
pub fn paragraphs(text: &str, from: usize) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut gap = 0u8;
    let mut start = from;
    let Some(rest) = text.get(from..) else {
        return paragraphs;
    };
    // CR LF is one end of line: the empty piece between them is no blank line.
    let mut after_cr = false;
    for piece in rest.split_inclusive(['\n', '\r', '\u{0C}', '\u{2028}', '\u{2029}']) {
        let span = Span::new(start, start + piece.len());
        start += piece.len();
        let half = after_cr && piece == "\n";
        after_cr = piece.ends_with('\r');
        if half {
            continue;
        }
        let trimmed = span.trimmed(text);
        if trimmed.is_empty() {
            gap = gap.saturating_add(1);
            continue;
        }
        paragraphs.push(Paragraph {
            kind: BlockKind::Paragraph,
            text: folded(trimmed.of(text)),
            span: trimmed,
            gap,
            links: Vec::new(),
        });
        gap = 0;
    }
    paragraphs
}

/// `text` with each run of white space as one blank and none at the ends.
pub fn folded(text: &str) -> String {
    // Most lines are so already.
    let bytes = text.as_bytes();
    let single = |pair: &[u8]| pair != b"  ";
    let plain = bytes.iter().all(|b| matches!(b, b' '..=b'~'));
    if plain && text.trim_ascii() == text && bytes.windows(2).all(single) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_blocks_with_their_gaps_and_spans() {
        let text = "One\r\n\r\n\r\n  Two\u{a0}\ttwo \rThree\n\nFour";
        let draft = read(text.to_owned(), "x");
        let got: Vec<(&str, u8, &str)> = draft
            .paragraphs
            .iter()
            .map(|b| (b.text.as_str(), b.gap, b.span.of(&draft.raw)))
            .collect();
        assert_eq!(
            got,
            [
                ("One", 0, "One"),
                ("Two two", 2, "Two\u{a0}\ttwo"),
                ("Three", 0, "Three"),
                ("Four", 1, "Four"),
            ]
        );
        assert!(read(" \n\n".to_owned(), "x").paragraphs.is_empty());
    }
}
