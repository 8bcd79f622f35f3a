//! Owns: the order of articles by date, kept while articles come and go.
//! Promises: of equal dates the lower id is the older; those without a date are the oldest.

use std::borrow::Cow;
use std::sync::Arc;

use crate::catalog::Catalog;
use nutgraf_read::model::id::ArticleId;

impl Catalog {
    /// Brings the order by date up to date. Cheap when articles came in about their order; call it after a batch,
    /// before the clone that is handed on.
    pub fn settle(&mut self) {
        if let Cow::Owned(order) = self.sorted() {
            self.order = Arc::new(order);
            self.order_version += 1;
            self.unsorted = Vec::new();
            self.disordered = false;
        }
    }

    /// Settles, and hands out a snapshot.
    pub fn snapshot(&mut self) -> Arc<Self> {
        self.settle();
        Arc::new(self.clone())
    }

    fn sorted(&self) -> Cow<'_, [u32]> {
        if self.unsorted.is_empty() && !self.disordered {
            return Cow::Borrowed(&self.order);
        }
        let mut fresh: Vec<(i64, u32)> = Vec::new();
        let key = |id: u32| (self.seconds(ArticleId(id)), id);
        let known: &[u32] = if self.disordered { &self.order } else { &[] };
        let ids = self.unsorted.iter().chain(known).copied();
        fresh.extend(ids.filter(|id| self.has(ArticleId(*id))).map(key));
        fresh.sort_unstable();
        fresh.dedup();
        let fresh_ids = fresh.iter().map(|(_, id)| *id);
        let old: &[u32] = if self.disordered { &[] } else { &self.order };
        let (Some(first), Some(last)) = (fresh.first(), fresh.last()) else {
            return Cow::Owned(old.to_vec());
        };
        let from = old.partition_point(|id| key(*id) < *first);
        let to = old.partition_point(|id| key(*id) < *last);
        let mut order = Vec::with_capacity(old.len() + fresh.len());
        order.extend_from_slice(old.get(..from).unwrap_or(&[]));
        let mut middle = old.get(from..to).unwrap_or(&[]).iter().copied().peekable();
        for (id, at) in fresh_ids.zip(&fresh) {
            while let Some(other) = middle.next_if(|other| key(*other) < *at) {
                order.push(other);
            }
            order.push(id);
        }
        order.extend(middle);
        order.extend_from_slice(old.get(to..).unwrap_or(&[]));
        Cow::Owned(order)
    }

    /// All articles, the newest first, those without a date last; of equal dates the higher id first.
    pub fn newest(&self) -> impl Iterator<Item = ArticleId> + '_ {
        let order = self.sorted();
        (0..order.len())
            .rev()
            .filter_map(move |at| order.get(at).copied().map(ArticleId))
    }

    /// The same order the other way round, as one slice; sorted on the spot when `settle` was forgotten.
    pub fn oldest(&self) -> Cow<'_, [u32]> {
        self.sorted()
    }
}
