//! Owns: `Msg`, everything that can happen.
//! Promises: closed; adding a variant makes the compiler walk through the house.

use std::sync::Arc;

use crate::app::effect::BulkRequest;
use crate::app::key::Key;
pub use crate::app::snapshot::Snapshot;
use crate::app::state::feeds::FeedLine;
use crate::print::brief::{BriefStory, Outcome};
use nutgraf_library::Statement;
use nutgraf_library::filter::search::found::Found;
use nutgraf_library::filter::stats::stories::StoryLine;
use nutgraf_library::filter::{Completion, Plan};
use nutgraf_library::{Applied, Counts};
use nutgraf_read::model::account::Account;
use nutgraf_read::model::headline::{Headline, Reading};
use nutgraf_read::model::id::{ArticleId, Generation};
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::retelling::Retelling;
use nutgraf_read::model::saved::Tally;
use nutgraf_read::model::timeline::Timeline;
use nutgraf_read::text::hyphen::Hyphens;

/// The size of the terminal in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// How far long work is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// What is being done, in a word or two: `reading`, `analysing`.
    pub stage: String,
    /// How many are done.
    pub done: u32,
    /// How many there are as far as is known; 0 for not known.
    pub total: u32,
    /// How many failed.
    pub failed: u32,
    /// How many articles came of it; the library may still be about to store the last of them.
    pub articles: u32,
    /// Whether the work has ended.
    pub finished: bool,
}

/// How grave a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It went well.
    Note,
    /// Something is odd, and went on.
    Warning,
    /// Something that was wanted did not happen.
    Error,
}

/// One line for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// How grave.
    pub level: Level,
    /// What happened and what to do about it.
    pub text: String,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button was pressed.
    Press,
    /// The wheel went up.
    WheelUp,
    /// The wheel went down.
    WheelDown,
}

/// One thing that the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub kind: MouseKind,
    /// Column, from 0.
    pub x: u16,
    /// Row, from 0.
    pub y: u16,
}

/// What a filter line came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Which search it answers.
    pub generation: Generation,
    /// The articles and what is known of all of them.
    pub found: Arc<Found>,
    /// How the line was understood, for marking what matches.
    pub plan: Arc<Plan>,
    /// How long it took, in microseconds.
    pub micros: u32,
    /// How many articles the library holds, when all of them are loaded.
    pub counts: Option<Counts>,
    /// What some of the first rows show. The screen asks for what it lacks.
    pub headlines: Vec<Headline>,
    /// How the line could go on, when that was asked.
    pub completions: Option<Completions>,
}

/// How a filter line could go on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completions {
    /// The line that was asked about.
    pub line: String,
    /// Where in it the cursor stood, in bytes.
    pub cursor: usize,
    /// What can stand there, the most useful first.
    pub all: Vec<Completion>,
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// The screen begins.
    Start {
        /// Its size.
        size: Size,
        /// The time.
        now: Moment,
    },
    /// The time, told at each input and at least once a minute while something is shown that ages.
    Clock(Moment),
    /// A key was struck.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal window got or lost the focus.
    Focus(bool),
    /// A second has passed since something happened: time to keep the place, should the program not end in order.
    Rested,
    /// A command is given by name, with what follows it, as on the command line.
    Order(String),
    /// Where English words may be broken.
    Hyphens(Hyphens),
    /// The program goes on after `Action::Suspend` or an outside program.
    Resumed,
    /// How many articles the library holds.
    Counts(Counts),
    /// The newest rows, before the catalog is there.
    FirstPage(Vec<Headline>),
    /// The catalog as it is now: it grows in chunks while it is filled, and is replaced when something changes.
    Catalog(Snapshot),
    /// The answer to a search, or more of it.
    Found(Box<Answer>),
    /// What the tabs come to, in their order.
    Tallies(Vec<Tally>),
    /// The articles of a bulk action.
    Matched {
        /// What was asked for.
        request: BulkRequest,
        /// The articles that match well.
        ids: Arc<[ArticleId]>,
        /// Why nothing is to be done.
        trouble: Option<String>,
    },
    /// What list rows show.
    Rows(Vec<Headline>),
    /// An article, or `None` when the library has none of that id.
    Opened {
        /// Which was asked for.
        id: ArticleId,
        /// The article.
        reading: Option<Box<Reading>>,
    },
    /// A language model has written more of an abstract, or all of it.
    Retold(Box<Retelling>),
    /// A change was stored.
    Applied(Applied),
    /// Actors are seen otherwise than before: the reader corrected them.
    Corrected,
    /// Long work goes on.
    Progress(Progress),
    /// Stories, the weightiest first.
    Stories(Vec<StoryLine>),
    /// What stands beside a story.
    Account(Arc<Account>),
    /// The feeds that are followed, and the file that names them.
    Feeds(Arc<[FeedLine]>, String),
    /// The timeline of the articles of an answer.
    Timeline {
        /// The answer.
        generation: Generation,
        /// Its days.
        timeline: Timeline,
    },
    /// What came of asking for a brief.
    Brief {
        /// Which asking this answers.
        asking: u32,
        /// What came.
        outcome: Outcome,
    },
    /// A story of a brief in other words.
    BriefStory {
        /// Which asking this answers.
        asking: u32,
        /// The story's number, and in how many words it was to be told.
        size: (u32, usize),
        /// The story; none when nothing can be told of it.
        story: Option<Box<BriefStory>>,
    },
    /// Who said what.
    Said {
        /// Which asking this answers.
        asking: u32,
        /// The statements, in the order of the articles.
        statements: Arc<[Statement]>,
    },
    /// Something to tell.
    Report(Report),
    /// The program is asked to end (SIGTERM and the like).
    Quit,
}

impl Msg {
    /// Whether the reader did something that is to be answered at once.
    pub fn is_struck(&self) -> bool {
        matches!(self, Self::Key(_) | Self::Paste(_) | Self::Mouse(_))
    }
}
