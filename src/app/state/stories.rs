//! Owns: `StoryTable`, the stories of the list, over the list.
//! Promises: plain data; the cursor stays on its story when the stories come anew.

use std::sync::Arc;

use nutgraf_library::filter::stats::stories::StoryLine;
use nutgraf_read::model::account::Account;
use nutgraf_read::model::id::ArticleId;

/// Articles of a story whose sentences stand beside it.
const TOLD: usize = 8;

/// The articles of a story that stand beside it: the latest.
pub fn told(articles: &[ArticleId]) -> impl Iterator<Item = ArticleId> {
    articles.iter().rev().take(TOLD).copied()
}

/// What stories stand first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoryOrder {
    /// The weightiest.
    #[default]
    Weight,
    /// The latest.
    Time,
}

/// The stories of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StoryTable {
    /// The stories in their order; `None` until they have come.
    pub lines: Option<Arc<[StoryLine]>>,
    /// The rows of the list that they were asked of, and the version of the catalog's stories then.
    pub of: Option<(Arc<[ArticleId]>, u64)>,
    /// What stands first.
    pub order: StoryOrder,
    /// Which of them the cursor is on.
    pub cursor: usize,
    /// The first one on the screen.
    pub top: usize,
    /// What stands beside a story, of the one that it was last told of.
    pub account: Option<Arc<Account>>,
    /// The story that this was asked of last.
    pub asked: Option<u32>,
    /// The story that another one is to be the same as.
    pub same: Option<u32>,
}

impl StoryTable {
    /// The stories; none until they have come.
    pub fn lines(&self) -> &[StoryLine] {
        self.lines.as_deref().unwrap_or(&[])
    }

    /// The story under the cursor.
    pub fn current(&self) -> Option<&StoryLine> {
        self.lines().get(self.cursor)
    }

    /// What stands beside the story under the cursor; `None` until it has come.
    pub fn beside(&self) -> Option<&Account> {
        let here = self.current()?.story.number;
        self.account.as_deref().filter(|told| told.story == here)
    }

    /// Takes the stories of these rows.
    pub fn take(&mut self, mut lines: Vec<StoryLine>) {
        let here = self.current().map(|line| line.story.number);
        sort(&mut lines, self.order);
        let at = here.and_then(|number| lines.iter().position(|line| line.story.number == number));
        self.cursor = at.unwrap_or(self.cursor).min(lines.len().saturating_sub(1));
        self.lines = Some(Arc::from(lines));
        self.asked = None;
    }

    /// Puts the latest first, or the weightiest again.
    pub fn turn(&mut self) {
        self.order = match self.order {
            StoryOrder::Weight => StoryOrder::Time,
            StoryOrder::Time => StoryOrder::Weight,
        };
        let lines = self.lines().to_vec();
        self.take(lines);
        self.cursor = 0;
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

fn sort(lines: &mut [StoryLine], order: StoryOrder) {
    match order {
        StoryOrder::Weight => lines.sort_by(|a, b| b.story.weight.total_cmp(&a.story.weight)),
        StoryOrder::Time => lines.sort_by_key(|line| std::cmp::Reverse(line.story.last)),
    }
}
