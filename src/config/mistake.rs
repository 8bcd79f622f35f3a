//! Owns: `ConfigError`, a mistake in a settings file.
//! May import: nothing.
//! Promises: one line of words, with the line of the file.

/// A mistake in a settings file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ConfigError {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

impl ConfigError {
    /// Makes one; white space in `message` is folded, as messages of the parser may span lines.
    pub(super) fn new(line: usize, message: &str) -> Self {
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { line, message }
    }
}
