//! Owns: `FeedTable`, the feeds that are followed, over the whole screen; and `FeedLine`, one of them.
//! Promises: plain data; the cursor stays on its feed when the lines come anew.

use std::sync::Arc;

use nutgraf_read::model::feed::Health;
use nutgraf_read::model::moment::Moment;

/// A feed that is followed, as the screen shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedLine {
    /// Its address, as its reader wrote it: what it is known by.
    pub url: Arc<str>,
    /// The same, without a password.
    pub shown: String,
    /// Its name.
    pub name: String,
    /// How it is.
    pub health: Health,
    /// The same in words.
    pub state: String,
    /// Articles of it that are unread.
    pub unread: u32,
    /// Articles that came in the last seven days.
    pub week: u32,
    /// When its last article is from.
    pub latest: Option<Moment>,
    /// When it may be asked again.
    pub next: Option<Moment>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether the whole pages of its entries are fetched.
    pub full: bool,
}

/// The feeds over the whole screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeedTable {
    /// The feeds, those that need their reader first; `None` until they have come.
    pub lines: Option<Arc<[FeedLine]>>,
    /// The file that names them.
    pub file: String,
    /// Which of them the cursor is on.
    pub cursor: usize,
    /// The first one on the screen.
    pub top: usize,
}

impl FeedTable {
    /// The feeds; none until they have come.
    pub fn lines(&self) -> &[FeedLine] {
        self.lines.as_deref().unwrap_or(&[])
    }

    /// The feed under the cursor.
    pub fn current(&self) -> Option<&FeedLine> {
        self.lines().get(self.cursor)
    }

    /// Takes the feeds as they are now.
    pub fn take(&mut self, lines: Arc<[FeedLine]>, file: String) {
        let here = self.current().map(|line| Arc::clone(&line.url));
        let at = here.and_then(|url| lines.iter().position(|line| line.url == url));
        self.cursor = at.unwrap_or(self.cursor).min(lines.len().saturating_sub(1));
        self.lines = Some(lines);
        self.file = file;
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        let last = self.lines().len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Keeps the cursor visible among so many rows.
    pub fn follow(&mut self, rows: usize) {
        let from = (self.cursor + 1).saturating_sub(rows.max(1));
        self.top = self.top.clamp(from, self.cursor.max(from));
    }
}
