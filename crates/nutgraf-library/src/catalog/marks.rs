//! Owns: what the reader does with articles, in the columns: read, starred, tags.
//! Promises: the counts of unread and starred articles stay right.

use std::sync::Arc;

use crate::catalog::chunk::{READ, STARRED};
use crate::catalog::{Catalog, place};
use nutgraf_read::model::id::ArticleId;

impl Catalog {
    /// Marks an article read or unread.
    pub fn set_read(&mut self, id: ArticleId, on: bool) {
        if self.set_flag(id, READ, on) {
            self.counts.unread = if on {
                self.counts.unread - 1
            } else {
                self.counts.unread + 1
            };
        }
    }

    /// Stars or unstars an article.
    pub fn set_starred(&mut self, id: ArticleId, on: bool) {
        if self.set_flag(id, STARRED, on) {
            self.counts.starred = if on {
                self.counts.starred + 1
            } else {
                self.counts.starred - 1
            };
        }
    }

    fn set_flag(&mut self, id: ArticleId, flag: u8, on: bool) -> bool {
        let (at, slot) = place(id);
        let holds = self.flags(id) & flag != 0;
        if !self.has(id) || holds == on {
            return false;
        }
        self.version += 1;
        self.chunks
            .get_mut(at)
            .is_some_and(|chunk| Arc::make_mut(chunk).flag(slot, flag, on))
    }

    /// Gives an article a tag or takes it away.
    pub fn set_tag(&mut self, id: ArticleId, tag: &Arc<str>, on: bool) {
        self.version += 1;
        let tags = Arc::make_mut(&mut self.tags);
        let at = match tags.iter().position(|(name, _)| name == tag) {
            Some(at) => at,
            None if !on => return,
            None => {
                tags.push((Arc::clone(tag), Arc::default()));
                tags.len() - 1
            }
        };
        if let Some((_, articles)) = tags.get_mut(at) {
            let articles = Arc::make_mut(articles);
            if on {
                articles.insert(id.0);
            } else {
                articles.remove(id.0);
            }
        }
    }
}
