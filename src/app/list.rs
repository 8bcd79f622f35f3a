//! Owns: `List`, the rows of the list and what is known of them.
//! Promises: a row's height does not depend on whether its details are loaded.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use nutgraf_read::model::headline::Headline;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Day;

/// How much a row shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowForm {
    /// As much as there is room for.
    #[default]
    Auto,
    /// One line: headline, source, reading time.
    Line,
    /// Two lines: with the first sentence of the summary.
    Two,
    /// Four lines: with the actors, and a blank line after.
    Full,
}

impl RowForm {
    /// All forms, in the order of the key that changes them.
    pub const ALL: [RowForm; 4] = [Self::Auto, Self::Line, Self::Two, Self::Full];

    /// The name on the command line and in memory.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Line => "line",
            Self::Two => "two",
            Self::Full => "full",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// Lines of a row, without its heading.
    pub fn lines(self) -> u16 {
        match self {
            Self::Auto | Self::Line => 1,
            Self::Two => 2,
            Self::Full => 4,
        }
    }

    /// Lines of a row that must be visible: the blank one that ends a full row need not be.
    pub fn least_lines(self) -> u16 {
        match self {
            Self::Full => self.lines() - 1,
            Self::Auto | Self::Line | Self::Two => self.lines(),
        }
    }

    /// Lines that a day's heading takes above a row that is not the first on the screen.
    pub fn heading_lines(self) -> u16 {
        match self {
            Self::Auto | Self::Line | Self::Full => 1,
            Self::Two => 2,
        }
    }
}

/// What a heading over a row says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The day of the rows below.
    Day(Day),
    /// The rows below have no date.
    Undated,
    /// The publisher of the rows below, by its number in the catalog; 0 for none.
    Source(u32),
    /// The story that the rows below tell, by its number.
    Story(u32),
    /// Nobody else tells of the rows below.
    Alone,
    /// The rows below match only loosely.
    Loose,
}

/// What heads the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The days, where rows stand in the order of their dates.
    #[default]
    Day,
    /// The publishers.
    Source,
    /// The stories.
    Story,
    /// Nothing.
    None,
}

/// The rows of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// Rows in display order.
    pub rows: Arc<[ArticleId]>,
    /// Rows from here on match only loosely.
    pub exact_until: usize,
    /// What heads the rows.
    pub grouping: Grouping,
    /// Details of rows, as far as they are loaded.
    pub headlines: HashMap<ArticleId, Arc<Headline>>,
    /// Rows whose details were asked for and have not come.
    pub wanted: BTreeSet<ArticleId>,
    /// Rows whose details have changed since they were loaded; the old ones are shown until the new ones come.
    pub stale: BTreeSet<ArticleId>,
    /// The row under the cursor.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
}

/// Details of at most so many rows are kept.
const MOST_HEADLINES: usize = 4000;

impl List {
    /// The article under the cursor.
    pub fn current(&self) -> Option<ArticleId> {
        self.rows.get(self.cursor).copied()
    }

    /// Details of the row under the cursor.
    pub fn current_headline(&self) -> Option<&Arc<Headline>> {
        self.headlines.get(&self.current()?)
    }

    /// Details of a row.
    pub fn headline(&self, index: usize) -> Option<&Arc<Headline>> {
        self.headlines.get(self.rows.get(index)?)
    }

    /// Puts the cursor on a row, as near as there is one.
    pub fn go(&mut self, row: usize) {
        self.cursor = row.min(self.last());
    }

    /// Moves the cursor by rows.
    pub fn step(&mut self, rows: isize) {
        self.go(self.cursor.saturating_add_signed(rows));
    }

    /// The index of the last row; 0 when there is none.
    pub fn last(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// Takes in details of rows that nothing is known of yet: what is known may be newer.
    pub fn keep_new(&mut self, mut headlines: Vec<Headline>) {
        headlines.retain(|headline| !self.headlines.contains_key(&headline.id));
        self.keep(headlines);
    }

    /// Takes details in; those far from the cursor go when there are too many.
    pub fn keep(&mut self, headlines: Vec<Headline>) {
        for headline in headlines {
            self.wanted.remove(&headline.id);
            self.stale.remove(&headline.id);
            self.headlines.insert(headline.id, Arc::new(headline));
        }
        if self.headlines.len() > MOST_HEADLINES {
            let from = self.top.saturating_sub(MOST_HEADLINES / 8);
            let to = (self.top + MOST_HEADLINES / 8).min(self.rows.len());
            let near: BTreeSet<ArticleId> = self
                .rows
                .get(from..to)
                .unwrap_or(&[])
                .iter()
                .copied()
                .collect();
            self.headlines.retain(|id, _| near.contains(id));
        }
    }

    /// All details may have changed.
    pub fn forget_details(&mut self) {
        self.stale.extend(self.headlines.keys().copied());
        self.wanted.clear();
    }

    /// The articles above the rule, in their order.
    pub fn exact(&self) -> Arc<[ArticleId]> {
        let rows = self.rows.get(..self.exact_until).unwrap_or(&self.rows);
        rows.into()
    }

    /// Replaces the rows. With `stay`, stays on the article under the cursor where it is still there; else at the top.
    pub fn replace(&mut self, rows: Arc<[ArticleId]>, exact_until: usize, stay: bool) {
        let current = self.current().filter(|_| stay);
        let offset = self.cursor.saturating_sub(self.top);
        let stays = current.and_then(|id| rows.iter().position(|r| *r == id));
        self.rows = rows;
        self.exact_until = exact_until;
        self.cursor = stays.unwrap_or(0);
        self.top = self.cursor.saturating_sub(offset);
    }

    /// The heading over a row, seen from the row before: `None` when both belong together.
    pub fn heading(
        &self,
        index: usize,
        heading_of: &dyn Fn(ArticleId) -> Option<Heading>,
    ) -> Option<Heading> {
        let own = self.group(index, heading_of)?;
        let before = index.checked_sub(1).and_then(|i| self.group(i, heading_of));
        (before != Some(own)).then_some(own)
    }

    /// The heading that a row stands under.
    pub fn group(
        &self,
        index: usize,
        heading_of: &dyn Fn(ArticleId) -> Option<Heading>,
    ) -> Option<Heading> {
        let id = *self.rows.get(index)?;
        if index >= self.exact_until {
            return Some(Heading::Loose);
        }
        heading_of(id)
    }
}
