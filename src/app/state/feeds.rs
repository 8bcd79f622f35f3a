//! Owns: `FeedTable`, the feeds that are followed, over the whole screen; and `FeedLine`, one of them.
//! Promises: plain data; the cursor stays on its feed when the lines come anew or are grouped.

use std::collections::BTreeMap;
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

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedRow {
    /// The head of a group: its tag, empty for the feeds without one; how many feeds it has, and how many unread articles.
    Tag {
        /// The tag.
        tag: String,
        /// Its feeds.
        feeds: u32,
        /// Their unread articles; those of two feeds count twice.
        unread: u32,
    },
    /// A feed, by its place among the lines.
    Feed(usize),
}

/// The feeds over the whole screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeedTable {
    /// The feeds, those that need their reader first; `None` until they have come.
    pub lines: Option<Arc<[FeedLine]>>,
    /// The file that names them.
    pub file: String,
    /// What is shown of them, from above.
    rows: Vec<FeedRow>,
    /// Whether they stand under their tags.
    by_tag: bool,
    /// Which row the cursor is on.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
}

impl FeedTable {
    /// A table without feeds yet, that groups them by tag or not.
    pub fn new(by_tag: bool) -> Self {
        Self {
            by_tag,
            ..Self::default()
        }
    }

    /// The feeds; none until they have come.
    pub fn lines(&self) -> &[FeedLine] {
        self.lines.as_deref().unwrap_or(&[])
    }

    /// The rows: the feeds as they come, or under each of their tags.
    pub fn rows(&self) -> &[FeedRow] {
        &self.rows
    }

    /// The feed of a row.
    pub fn feed(&self, row: &FeedRow) -> Option<&FeedLine> {
        match row {
            FeedRow::Feed(at) => self.lines().get(*at),
            FeedRow::Tag { .. } => None,
        }
    }

    /// The feed under the cursor.
    pub fn current(&self) -> Option<&FeedLine> {
        self.feed(self.rows.get(self.cursor)?)
    }

    /// The tag whose head is under the cursor; empty for the feeds without one.
    pub fn current_tag(&self) -> Option<&str> {
        match self.rows.get(self.cursor)? {
            FeedRow::Tag { tag, .. } => Some(tag),
            FeedRow::Feed(_) => None,
        }
    }

    /// Takes the feeds as they are now.
    pub fn take(&mut self, lines: Arc<[FeedLine]>, file: String) {
        let here = self.here();
        self.lines = Some(lines);
        self.file = file;
        self.arrange(here);
    }

    /// Groups the feeds by tag, or no longer.
    pub fn group(&mut self, by_tag: bool) {
        let here = self.here();
        self.by_tag = by_tag;
        self.arrange(here);
    }

    /// The group that the cursor is in, and the address of its feed.
    fn here(&self) -> (Option<String>, Option<Arc<str>>) {
        let above = self.rows.iter().take(self.cursor + 1).rev();
        let tag = above.into_iter().find_map(|row| match row {
            FeedRow::Tag { tag, .. } => Some(tag.clone()),
            FeedRow::Feed(_) => None,
        });
        (tag, self.current().map(|line| Arc::clone(&line.url)))
    }

    /// Makes the rows anew; the cursor stays on its feed, in its group where that is still there.
    fn arrange(&mut self, (tag, url): (Option<String>, Option<Arc<str>>)) {
        self.rows = if self.by_tag {
            grouped(self.lines())
        } else {
            (0..self.lines().len()).map(FeedRow::Feed).collect()
        };
        let (mut group, mut anywhere, mut inside) = (None, None, None);
        for (at, row) in self.rows.iter().enumerate() {
            match row {
                FeedRow::Tag { tag: head, .. } => {
                    group = Some(head);
                    if url.is_none() && group == tag.as_ref() {
                        inside = Some(at);
                    }
                }
                FeedRow::Feed(_) if url.is_some() => {
                    if self.feed(row).map(|line| &line.url) == url.as_ref() {
                        anywhere = anywhere.or(Some(at));
                        inside = inside.or((group == tag.as_ref()).then_some(at));
                    }
                }
                FeedRow::Feed(_) => {}
            }
        }
        let last = self.rows.len().saturating_sub(1);
        self.cursor = inside.or(anywhere).unwrap_or(self.cursor).min(last);
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Keeps the cursor visible among so many rows.
    pub fn follow(&mut self, rows: usize) {
        let from = (self.cursor + 1).saturating_sub(rows.max(1));
        self.top = self.top.clamp(from, self.cursor.max(from));
    }
}

/// The rows of feeds under their tags; those without one come last.
fn grouped(lines: &[FeedLine]) -> Vec<FeedRow> {
    let mut groups: BTreeMap<(bool, String), Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        if line.tags.is_empty() {
            groups.entry((true, String::new())).or_default().push(at);
        }
        let mut tags: Vec<&String> = line.tags.iter().collect();
        tags.sort_unstable();
        tags.dedup();
        for tag in tags {
            groups.entry((false, tag.clone())).or_default().push(at);
        }
    }
    let mut rows = Vec::new();
    for ((_, tag), feeds) in groups {
        let unread = feeds.iter().filter_map(|at| lines.get(*at));
        rows.push(FeedRow::Tag {
            tag,
            feeds: u32::try_from(feeds.len()).unwrap_or(u32::MAX),
            unread: unread.map(|line| line.unread).sum(),
        });
        rows.extend(feeds.into_iter().map(FeedRow::Feed));
    }
    rows
}
