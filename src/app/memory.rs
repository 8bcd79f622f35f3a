//! Owns: `Memory`, what is kept from run to run.
//! Promises: plain data; what is kept brings the same screen back.

use std::sync::Arc;

use crate::app::state::view::View;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::summary_request::Length;

/// What is kept from run to run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// The last filter line.
    pub line: String,
    /// Filter lines of the past, the newest last.
    pub history: Vec<String>,
    /// How the screen is liked.
    pub view: View,
    /// The article that the cursor was on.
    pub article: Option<ArticleId>,
    /// Its key, as far as it was known: ids say nothing in another library.
    pub key: Arc<str>,
    /// Whether the article was open.
    pub reading: bool,
    /// How long summaries are, where that is not what the settings say.
    pub length: Option<Length>,
    /// When the reader was here last.
    pub visited: Option<Moment>,
}
