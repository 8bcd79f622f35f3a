//! Owns: which feeds there are and which articles came from each, in the catalog.
//! Promises: only articles that are here are among those of a feed.

use crate::catalog::Catalog;
use crate::catalog::feeds::{FeedRow, FiledFeed, NamedFeed};
use nutgraf_read::model::feed::FeedId;
use nutgraf_read::model::id::ArticleId;

impl Catalog {
    /// The feeds: those of the library and those that its reader follows.
    pub fn feeds(&self) -> &[NamedFeed] {
        self.feeds.all()
    }

    /// Says how the reader files the feeds that they follow.
    pub fn file_feeds(&mut self, filed: Vec<FiledFeed>) {
        self.version += u64::from(self.feeds.file(filed));
    }

    /// Says which feeds the library has. Answers whether one is gone, so that its articles may be another's now.
    pub(crate) fn set_feeds(&mut self, rows: Vec<FeedRow>) -> bool {
        let (changed, lost) = self.feeds.set_rows(rows);
        self.version += u64::from(changed);
        lost
    }

    /// Whether a feed of the library is known, with the name that it gives itself.
    pub(crate) fn knows_feed(&self, row: FeedId) -> bool {
        self.feeds.knows(row)
    }

    /// Says which feeds articles came from, besides those that were said. Articles that are not here are left out.
    pub(crate) fn came_from(&mut self, pairs: &[(ArticleId, FeedId)]) {
        let here: Vec<(ArticleId, FeedId)> = pairs
            .iter()
            .copied()
            .filter(|(article, _)| self.has(*article))
            .collect();
        self.version += u64::from(self.feeds.add(here.into_iter()));
    }

    /// Takes back what was said of where articles came from.
    pub(crate) fn forget_origins(&mut self) {
        self.feeds.clear();
        self.version += 1;
    }
}
