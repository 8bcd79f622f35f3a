//! Owns: breaking text into lines: filled with good line ends and, where it helps, hyphens; preformatted text cut.
//! Promises: lines are spans of the text, ascending; no letter is lost and no line is wider than asked.

use textwrap::WordSeparator;
use textwrap::core::Word;
use textwrap::wrap_algorithms::{Penalties, wrap_first_fit, wrap_optimal_fit};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use nutgraf_read::model::span::Span;
use nutgraf_read::text::hyphen::Hyphens;

/// A line that leaves one in so many of its columns free is loose: only then are words broken.
const LOOSE: usize = 9;
/// What a hyphen costs, in squares of free columns at a line's end.
const HYPHEN: usize = 80;

/// One line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// What stands on it, without white space at its end.
    pub span: Span,
    /// Whether a hyphen follows.
    pub hyphen: bool,
}

impl Filled {
    /// A line that ends with a whole word.
    pub fn whole(span: Span) -> Self {
        Self {
            span,
            hyphen: false,
        }
    }
}

/// Breaks a piece of text at blanks, with good line ends (optimal fit), words longer than the width in two. Line
/// feeds always break.
pub fn wrap(text: &str, piece: Span, width: u16) -> Vec<Span> {
    let lines = fill(text, piece, width, None);
    lines.into_iter().map(|line| line.span).collect()
}

/// As `wrap`; paragraphs with loose lines are broken anew with hyphens.
pub fn fill(text: &str, piece: Span, width: u16, hyphens: Option<&Hyphens>) -> Vec<Filled> {
    let mut lines = Vec::new();
    let mut at = piece.start as usize;
    for line in piece.of(text).split('\n') {
        fill_line(line, (at, usize::from(width)), hyphens, &mut lines);
        at += line.len() + 1;
    }
    lines
}

fn fill_line(
    line: &str,
    (at, width): (usize, usize),
    hyphens: Option<&Hyphens>,
    lines: &mut Vec<Filled>,
) {
    if line.width() <= width {
        lines.push(Filled::whole(Span::new(at, at + line.trim_end().len())));
        return;
    }
    let words = WordSeparator::UnicodeBreakProperties.find_words(line);
    let words: Vec<Word<'_>> = words.flat_map(|word| fitting(word, width)).collect();
    let rows = rows(&words, width);
    let loose = rows.split_last().is_some_and(|(_, rows)| {
        rows.iter()
            .any(|row| (width - wide(row).min(width)) * LOOSE > width)
    });
    match hyphens.filter(|_| loose) {
        Some(hyphens) => {
            let pieces: Vec<Word<'_>> = words.iter().flat_map(|w| broken(*w, hyphens)).collect();
            put(&self::rows(&pieces, width), at, lines);
        }
        None => put(&rows, at, lines),
    }
}

/// A word in pieces that fit on a line; letters of several characters are kept together, however narrow the line is, and vowels
/// that are written beside their consonant where the line has room for both.
fn fitting(word: Word<'_>, width: usize) -> Vec<Word<'_>> {
    if word.word.width() <= width {
        return vec![word];
    }
    let mut pieces = Vec::new();
    let (mut start, mut used, mut border, mut before) = (0, 0, 0, "");
    for (offset, cluster) in word.word.grapheme_indices(true) {
        let wide = cluster.width();
        if !is_tied(before, cluster) {
            border = offset;
        }
        if used + wide > width && offset > start {
            let at = if border > start { border } else { offset };
            pieces.push(Word::from(word.word.get(start..at).unwrap_or("")));
            (start, used) = (at, word.word.get(at..offset).unwrap_or("").width());
        }
        used += wide;
        before = cluster;
    }
    let mut last = Word::from(word.word.get(start..).unwrap_or(""));
    last.whitespace = word.whitespace;
    last.penalty = word.penalty;
    pieces.push(last);
    pieces
}

/// Whether two letters of Thai or Lao are a consonant with a vowel beside it: some stand before, some behind.
fn is_tied(before: &str, after: &str) -> bool {
    let first = |text: &str| text.chars().next().unwrap_or(' ');
    matches!(first(before), '\u{e40}'..='\u{e44}' | '\u{ec0}'..='\u{ec4}')
        || matches!(
            first(after),
            '\u{e2f}'
                | '\u{e30}'
                | '\u{e32}'
                | '\u{e33}'
                | '\u{e45}'
                | '\u{e46}'
                | '\u{eb0}'
                | '\u{eb2}'
                | '\u{eb3}'
                | '\u{ec6}'
        )
}

fn rows<'a, 'w>(words: &'a [Word<'w>], width: usize) -> Vec<&'a [Word<'w>]> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "widths of screens are small numbers"
    )]
    let widths = [width as f64];
    let mut penalties = Penalties::new();
    penalties.hyphen_penalty = HYPHEN;
    wrap_optimal_fit(words, &widths, &penalties)
        .unwrap_or_else(|_overflow| wrap_first_fit(words, &widths))
}

/// Columns of a row without the blanks at its end.
fn wide(row: &[Word<'_>]) -> usize {
    let all: usize = row
        .iter()
        .map(|w| w.word.width() + w.whitespace.len())
        .sum();
    all - row.last().map_or(0, |w| w.whitespace.len())
}

/// A word in the pieces that it may be broken into.
fn broken<'w>(word: Word<'w>, hyphens: &Hyphens) -> Vec<Word<'w>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for at in hyphens.breaks(word.word) {
        let mut piece = Word::from(word.word.get(from..at).unwrap_or(""));
        piece.penalty = "-";
        pieces.push(piece);
        from = at;
    }
    if from == 0 {
        return vec![word];
    }
    let mut last = Word::from(word.word.get(from..).unwrap_or(""));
    last.whitespace = word.whitespace;
    last.penalty = word.penalty;
    pieces.push(last);
    pieces
}

fn put(rows: &[&[Word<'_>]], at: usize, lines: &mut Vec<Filled>) {
    let mut start = at;
    for row in rows {
        let length: usize = row.iter().map(|w| w.word.len() + w.whitespace.len()).sum();
        let last = row.last();
        let blank = last.map_or(0, |w| w.whitespace.len());
        lines.push(Filled {
            span: Span::new(start, start + length - blank),
            hyphen: last.is_some_and(|w| w.penalty == "-"),
        });
        start += length;
    }
}

/// Breaks preformatted text: line feeds count, longer lines are cut at the width.
pub fn cut(text: &str, piece: Span, width: u16) -> Vec<Filled> {
    let mut lines = Vec::new();
    let mut at = piece.start as usize;
    for line in piece.of(text).split('\n') {
        let (mut start, mut used) = (0, 0);
        for (offset, cluster) in line.grapheme_indices(true) {
            let wide = cluster.width();
            if used + wide > usize::from(width) && offset > start {
                lines.push(Filled::whole(Span::new(at + start, at + offset)));
                (start, used) = (offset, 0);
            }
            used += wide;
        }
        lines.push(Filled::whole(Span::new(at + start, at + line.len())));
        at += line.len() + 1;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: u16) -> Vec<&str> {
        wrap(text, Span::new(0, text.len()), width)
            .into_iter()
            .map(|s| s.of(text))
            .collect()
    }

    #[test]
    fn lines_break_at_blanks_and_lose_nothing() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("", 7), [""]);
        assert_eq!(wrapped("a\nb", 7), ["a", "b"]);
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrapped("दिया", 1), ["दि", "या"], "no letter is torn");
        assert_eq!(
            wrapped("กกจะกก", 3),
            ["กก", "จะก", "ก"],
            "no vowel begins a line"
        );
        assert_eq!(wrapped("กกเจก", 3), ["กก", "เจก"], "none ends one");
        for width in [1, 2, 5, 72] {
            let text =
                "Ünïcode — naïve “quotes”, 漢字かな交じり文 and a-very-long-hyphenated-word.";
            let lines = wrapped(text, width);
            let all: String = lines
                .concat()
                .chars()
                .filter(|c| !c.is_whitespace())
                .collect();
            let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            assert_eq!(all, wanted);
            for line in lines {
                assert!(line.width() <= usize::from(width).max(2), "{line:?}");
            }
        }
    }

    #[test]
    fn words_are_broken_where_lines_would_be_loose_and_nothing_is_lost() {
        let hyphens = Hyphens::english().unwrap();
        let text = "The administration announced unconditional negotiations about extraordinary \
                    responsibilities, notwithstanding considerable international disagreement.";
        for width in [20, 30, 40, 200] {
            let lines = fill(text, Span::new(0, text.len()), width, Some(&hyphens));
            let mut all = String::new();
            for line in &lines {
                let words = line.span.of(text);
                let columns = words.width() + usize::from(line.hyphen);
                assert!(columns <= usize::from(width), "{words:?}");
                all += words;
                if !line.hyphen {
                    all.push(' ');
                }
            }
            assert_eq!(all.trim_end(), text);
            let broken = lines.iter().filter(|l| l.hyphen).count();
            assert_eq!(broken > 0, width <= 40, "{width}: {broken}");
        }
    }

    #[test]
    fn ordinary_text_stays_unbroken_at_the_reading_width() {
        let hyphens = Hyphens::english().unwrap();
        let text = "The board met in the old customs house for the first time since the gate gave way, and by \
                    noon it had agreed on little more than the date of its next session.";
        for (width, broken) in [(72, 0), (60, 0)] {
            let lines = fill(text, Span::new(0, text.len()), width, Some(&hyphens));
            assert_eq!(lines.iter().filter(|l| l.hyphen).count(), broken, "{width}");
        }
    }

    #[test]
    fn preformatted_lines_are_cut_not_filled() {
        let text = "a  b\n    deep";
        let lines = cut(text, Span::new(0, text.len()), 6);
        let lines: Vec<&str> = lines.iter().map(|l| l.span.of(text)).collect();
        assert_eq!(lines, ["a  b", "    de", "ep"]);
    }
}
