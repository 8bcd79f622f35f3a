//! Owns: `State`, all that the browser knows, and `Options`, what it was started with.
//! May import: `model`, `app::{msg, effect, line}`.
//! Promises: `Clone + PartialEq + Debug`; only `app::update` changes it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::app::effect::Memory;
use crate::app::line::Line;
use crate::app::msg::{Counts, Progress, Report, Size};
use crate::model::headline::{Headline, Reading};
use crate::model::id::{ArticleId, Generation};
use crate::model::moment::Moment;

/// What the browser is started with.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// What is being read, for the head line: `library`, or the name of the folder given on the command line.
    pub label: String,
    /// Only ASCII characters on the screen.
    pub ascii: bool,
    /// Most columns of the reading text.
    pub reading_width: u16,
    /// What was kept from the last run.
    pub memory: Memory,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            label: "library".to_owned(),
            ascii: false,
            reading_width: 72,
            memory: Memory::default(),
        }
    }
}

/// All that the browser knows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What it was started with.
    pub options: Options,
    /// The terminal's size.
    pub size: Size,
    /// The time as far as it was told.
    pub now: Moment,
    /// How many articles the library holds.
    pub counts: Counts,
    /// The filter line.
    pub line: Line,
    /// The newest search that was asked for.
    pub asked: Generation,
    /// Rows in display order.
    pub rows: Arc<[ArticleId]>,
    /// Details of rows, as far as loaded.
    pub headlines: HashMap<ArticleId, Arc<Headline>>,
    /// The row under the cursor.
    pub cursor: usize,
    /// The open article.
    pub open: Option<Arc<Reading>>,
    /// The last message.
    pub report: Option<Report>,
    /// Long work under way.
    pub progress: Option<Progress>,
}

impl State {
    /// The browser before anything has happened.
    pub fn new(options: Options) -> Self {
        Self {
            line: Line::new(options.memory.line.clone()),
            options,
            size: Size::default(),
            now: Moment::default(),
            counts: Counts::default(),
            asked: Generation::default(),
            rows: Arc::from(Vec::new()),
            headlines: HashMap::new(),
            cursor: 0,
            open: None,
            report: None,
            progress: None,
        }
    }
}
