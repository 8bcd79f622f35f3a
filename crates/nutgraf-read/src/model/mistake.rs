//! Owns: `Mistake`, something wrong in a file that a person writes: settings, keys, themes, saved lines, corrections.
//! Promises: one line of words, with the line of the file.

use std::ops::Range;
use std::path::Path;

/// A mistake in a file that a person writes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct Mistake {
    /// Line of the file, from 1; 0 when it stands in no line of it.
    pub line: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Mistake {
    /// Makes one; white space in `message` is folded, as messages of a parser may span lines.
    pub fn new(line: usize, message: &str) -> Self {
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { line, message }
    }

    /// In one line, with the file that it is in; the words alone when it stands in no line.
    pub fn in_file(&self, path: &Path) -> String {
        match self.line {
            0 => self.message.clone(),
            line => format!("{}:{line}: {}", path.display(), self.message),
        }
    }

    /// One at a range of bytes of a file's text.
    pub fn at(text: &str, span: &Range<usize>, message: &str) -> Self {
        Self::new(line_of(text, span), message)
    }
}

/// The line, from 1, of the first byte of a range.
pub fn line_of(text: &str, span: &Range<usize>) -> usize {
    let before = text.as_bytes().get(..span.start).unwrap_or(&[]);
    1 + memchr::memchr_iter(b'\n', before).count()
}
