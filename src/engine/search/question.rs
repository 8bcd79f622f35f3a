//! Owns: the answer that the thread that searches still owes, and what the screen has of it.
//! Promises: plain data.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use crate::app::effect::Question;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::filter::Plan;
use nutgraf_library::filter::search::found::Found;
use nutgraf_read::model::id::{ArticleId, Generation};

/// An answer that still lacks something.
pub(super) struct Open {
    pub(super) question: Question,
    pub(super) plan: Arc<Plan>,
    pub(super) snapshot: Arc<Catalog>,
    pub(super) found: Found,
    pub(super) began: Instant,
    /// Whether the full text was waited for.
    pub(super) waited: bool,
}

/// How a question was understood over a catalog.
pub(super) type Planned = (Generation, Arc<Catalog>, Arc<Plan>);

/// What the screen was given already.
#[derive(Default)]
pub(super) struct Showing {
    /// The catalog as it was given, and which state of it that was.
    pub(super) catalog: Option<(u64, Arc<Catalog>)>,
    /// Rows whose details went along with an answer over this catalog.
    pub(super) rows: HashSet<ArticleId>,
}
