//! Owns: `Span`, the only way a piece of a text is named.
//! Promises: spans are byte ranges on char borders; `Span::of` is the only place that slices, and it never panics.

/// A half-open range of bytes, `start..end`, on char borders of one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span from byte offsets. Texts are limited to 4 GiB; larger offsets saturate.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            start: clamp(start),
            end: clamp(end.max(start)),
        }
    }

    /// The piece of `text` that this span names; empty when the span does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span as a range of `usize`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether no byte is named.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies inside.
    pub fn covers(self, offset: usize) -> bool {
        self.range().contains(&offset)
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same length moved right by `bytes`.
    #[must_use]
    pub fn shifted(self, bytes: usize) -> Span {
        Span::new(self.start as usize + bytes, self.end as usize + bytes)
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn union(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The span without white space at its ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Span {
        let piece = self.of(text);
        let head = piece.len() - piece.trim_start().len();
        let tail = piece.len() - piece.trim_end().len();
        if head == piece.len() {
            return Span {
                start: self.start,
                end: self.start,
            };
        }
        Span::new(self.start as usize + head, self.end as usize - tail)
    }

    /// Whether the span lies inside `text` with both ends on char borders.
    pub fn fits(self, text: &str) -> bool {
        self.start <= self.end && text.get(self.range()).is_some()
    }
}

/// Turns byte offsets of one text into counts of Unicode scalar values, the unit of the public JSON. Ask in any
/// order; answers cost a short scan from the nearest of the marks that are set every 1,024 bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct CharIndex<'t> {
    text: &'t str,
    /// Scalar values before byte `i * STRIDE` (moved to the next char border).
    marks: Vec<u32>,
}

const STRIDE: usize = 1024;

impl<'t> CharIndex<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0u32;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                marks.push(count);
            }
            // A byte that does not continue a char starts one.
            if byte & 0b1100_0000 != 0b1000_0000 {
                count += 1;
            }
        }
        Self { text, marks }
    }

    /// How many scalar values start before byte `offset` (clamped to the text).
    pub fn chars_before(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let mark = (offset / STRIDE).min(self.marks.len().saturating_sub(1));
        let base = self.marks.get(mark).copied().unwrap_or(0) as usize;
        let from = (mark * STRIDE).min(offset);
        let bytes = self.text.as_bytes().get(from..offset).unwrap_or(&[]);
        base + bytes
            .iter()
            .filter(|b| *b & 0b1100_0000 != 0b1000_0000)
            .count()
    }

    /// A span as `(start, end)` in scalar values.
    pub fn chars(&self, span: Span) -> (usize, usize) {
        (
            self.chars_before(span.start as usize),
            self.chars_before(span.end as usize),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_that_does_not_fit_names_nothing() {
        assert_eq!(Span::new(1, 2).of("é"), "");
        assert_eq!(Span::new(0, 9).of("abc"), "");
        assert_eq!(Span::new(5, 2).len(), 0);
    }

    #[test]
    fn trimming_keeps_inner_blanks_and_handles_all_blank() {
        let text = "  a b \n";
        assert_eq!(Span::new(0, text.len()).trimmed(text).of(text), "a b");
        assert!(Span::new(0, 2).trimmed(text).is_empty());
    }

    #[test]
    fn char_index_agrees_with_counting() {
        let text = "aé€😀".repeat(700);
        let index = CharIndex::new(&text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(index.chars_before(at), count);
        }
        assert_eq!(index.chars_before(text.len()), 2800);
        assert_eq!(CharIndex::new("").chars_before(0), 0);
    }
}
