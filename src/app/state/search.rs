//! Owns: `Search`, what was asked for last with the filter line, and what came of it.
//! Promises: plain data.

use std::sync::Arc;

use crate::app::msg::Completions;
use nutgraf_library::filter::Plan;
use nutgraf_library::filter::search::found::Found;
use nutgraf_read::model::id::{ArticleId, Generation};

/// The search whose rows are shown, and the one that was asked for since.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    /// The newest that was asked for.
    pub asked: Generation,
    /// The newest that was answered.
    pub answered: Generation,
    /// The answer.
    pub found: Arc<Found>,
    /// How the line was understood.
    pub plan: Arc<Plan>,
    /// The article that the cursor is to be on again when it is answered.
    pub(in crate::app) back_to: Option<ArticleId>,
    /// How long the answer took, in microseconds.
    pub micros: u32,
    /// What the last answer says about how the line could go on.
    pub completions: Completions,
}

impl Search {
    /// Whether the rows are those of the newest search.
    pub fn is_answered(&self) -> bool {
        self.answered == self.asked
    }
}
