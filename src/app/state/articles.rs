//! Owns: `Articles`, whole articles at hand and those that were asked for.
//! Promises: nothing is asked for twice; only so many stay at hand.

use std::sync::Arc;

use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::span::Span;

/// So many articles are kept at hand.
const MOST: usize = 12;

/// An article that is to be opened when it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct Opening {
    /// Which.
    pub(in crate::app) article: ArticleId,
    /// What of it is to be shown.
    pub(in crate::app) at: Option<Jump>,
}

/// A sentence of an article to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Jump {
    /// That of a line of its summary.
    Summary(usize),
    /// The one that stands there.
    Sentence(Span),
}

/// Whole articles at hand and on their way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Articles {
    /// Those that came lately, the newest last.
    recent: Vec<Arc<Reading>>,
    /// The one that was asked for last, to look at or to open.
    fetching: Option<ArticleId>,
    /// The one that is to be opened.
    pub(in crate::app) opening: Option<Opening>,
    /// The one that the last run ended on, to go back to when the rows come.
    pub(in crate::app) returning: Option<ArticleId>,
    /// The place in the open article that was kept last.
    pub(in crate::app) kept: Option<(ArticleId, u32)>,
}

impl Articles {
    /// None yet; the one that the last run ended on is gone back to.
    pub(in crate::app) fn returning_to(last: Option<ArticleId>) -> Self {
        Self {
            returning: last,
            ..Self::default()
        }
    }

    /// One that came lately.
    pub fn get(&self, id: ArticleId) -> Option<&Arc<Reading>> {
        self.recent.iter().find(|r| r.id == id)
    }

    /// The same, to change.
    pub(in crate::app) fn get_mut(&mut self, id: ArticleId) -> Option<&mut Reading> {
        let recent = self.recent.iter_mut().find(|r| r.id == id);
        recent.map(Arc::make_mut)
    }

    /// Whether one is on its way.
    pub(in crate::app) fn is_fetching(&self) -> bool {
        self.fetching.is_some()
    }

    /// Waits for one. False when it was on its way already.
    pub(in crate::app) fn fetch(&mut self, id: ArticleId) -> bool {
        self.fetching.replace(id) != Some(id)
    }

    /// What was asked for has come, or there is none.
    pub(in crate::app) fn fetched(&mut self, id: ArticleId) {
        self.fetching.take_if(|fetching| *fetching == id);
    }

    /// Takes one that came.
    pub(in crate::app) fn keep(&mut self, reading: Arc<Reading>) {
        self.recent.retain(|r| r.id != reading.id);
        self.recent.push(reading);
        let extra = self.recent.len().saturating_sub(MOST);
        self.recent.drain(..extra);
    }

    /// Lets go of those that have changed.
    pub(in crate::app) fn forget(&mut self, changed: &[ArticleId]) {
        self.recent.retain(|r| !changed.contains(&r.id));
    }

    /// Lets go of all, and waits for none.
    pub(in crate::app) fn forget_all(&mut self) {
        self.recent.clear();
        self.fetching = None;
    }

    /// Takes what is to be opened, if it is this one.
    pub(in crate::app) fn take_opening(&mut self, id: ArticleId) -> Option<Opening> {
        self.opening.take_if(|opening| opening.article == id)
    }
}
