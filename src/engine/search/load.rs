//! Owns: bringing the catalog in step with the library: what was touched, and the rest of it while it loads.
//! Promises: each step is short; the reader who types comes first.

use std::sync::Arc;

use crate::engine::clock;
use crate::engine::search::{CHANGES, Keeper, STEP};
use nutgraf_library::LibraryError;
use nutgraf_library::filter::search::found::Found;
use nutgraf_read::model::id::ArticleId;

impl Keeper {
    /// Brings the catalog one step nearer to the library.
    pub(super) fn catch_up(&mut self) -> Result<(), LibraryError> {
        if self.elsewhere {
            // A part at a time, until nothing comes.
            let ids = self.reader.changes_since(&mut self.mark, CHANGES)?;
            self.elsewhere = !ids.is_empty();
            self.touched.extend(ids);
        }
        if std::mem::take(&mut self.feeds_renamed) {
            let before = self.catalog.version();
            self.reader.refill_feeds(&mut self.catalog)?;
            self.stale |= self.catalog.version() != before;
        }
        let corrected = std::mem::take(&mut self.corrected);
        let regrouped = std::mem::take(&mut self.regrouped);
        if !regrouped.is_empty() {
            let before = self.catalog.version();
            self.reader.regroup(&mut self.catalog, &regrouped)?;
            self.stale |= self.catalog.version() != before;
        }
        if !self.touched.is_empty() || corrected {
            let ids = std::mem::take(&mut self.touched);
            // Rows beyond the loaded part come with their chunk.
            let ids: Vec<ArticleId> = match self.loading {
                Some(lowest) => ids.into_iter().filter(|id| *id >= lowest).collect(),
                None => ids,
            };
            // Without articles too: reading looks whether actors are to be seen otherwise.
            if !ids.is_empty() || corrected {
                self.reader.refill(&mut self.catalog, &ids)?;
                // Words of new texts: what was said before holds until the index is asked again.
                self.text.age();
                self.phrases.forget();
                self.saved_counts.age();
                self.stale = true;
            }
        }
        // The reader who types comes first; loading goes on after the answer, but an answer needs something to look at. That
        // is there before the first key when it is read before the whole list, whose first rows are on the screen already.
        if let Some(below) = self.loading
            && (!self.fresh || self.catalog.articles() == 0)
        {
            let began = clock::instant();
            let asked = &self.incoming.asked;
            let goes_on = || !self.fresh && asked.is_empty();
            self.loading = self
                .reader
                .fill_while(&mut self.catalog, below, STEP, &goes_on)?;
            tracing::trace!(articles = self.catalog.articles(), took = ?began.elapsed(), "loaded");
            self.stale = true;
            if self.loading.is_none() {
                self.order = None;
            }
        }
        Ok(())
    }

    /// The answer to an empty line while the catalog loads: the list is whole from the start, the rest of the answer
    /// follows with the catalog.
    pub(super) fn all(&mut self, found: Found) -> Found {
        if self.order.is_none() {
            // The whole list waits for a question that is asked meanwhile.
            let goes_on = || self.incoming.asked.is_empty();
            let all = self.reader.all_newest_while(&goes_on).ok().flatten();
            self.order = all.map(Arc::from);
        }
        let counts = self.reader.counts();
        match (&self.order, counts) {
            (Some(rows), Ok(counts)) if self.catalog.muted().is_empty() => Found {
                rows: Arc::clone(rows),
                exact_until: rows.len(),
                unread: counts.unread,
                hints: Vec::new(),
                ..found
            },
            _ => found,
        }
    }
}
