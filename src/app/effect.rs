//! Owns: `Effect`, what `update` wants done outside, by those who do it: the engine, the terminal, the reader's files.
//! Promises: effects are data; whoever carries them out takes an enum of its own whole.

use std::sync::Arc;

use crate::app::memory::Memory;
use crate::app::snapshot::Snapshot;
use crate::print::brief::Brief;
use nutgraf_library::catalog::bits::Bits;
use nutgraf_library::filter::stats::stories::Story;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::feed::{FeedEdit, Which};
use nutgraf_read::model::id::{ArticleId, Generation};
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::saved::{Keeping, Saved};
use nutgraf_read::model::summary_request::{Subject, SummaryRequest};
use nutgraf_read::model::voices::Voices;

/// Something to be done outside of the state, by whoever takes it whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The engine's.
    Library(Request),
    /// The terminal's, with the programs that it is handed to.
    Terminal(Action),
    /// Concerns a file of the reader's.
    File(FileChange),
    /// End the program.
    Quit,
}

impl From<Request> for Effect {
    fn from(request: Request) -> Self {
        Self::Library(request)
    }
}

impl From<Action> for Effect {
    fn from(action: Action) -> Self {
        Self::Terminal(action)
    }
}

impl From<FileChange> for Effect {
    fn from(change: FileChange) -> Self {
        Self::File(change)
    }
}

/// What the engine is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Find the articles for a filter line. Only the newest question needs an answer (`Msg::Found`).
    Search(Question),
    /// Fetch what list rows show (`Msg::Rows`).
    LoadRows(Vec<ArticleId>),
    /// Fetch a whole article (`Msg::Opened`).
    Open(ArticleId),
    /// Gather who said what in some articles (`Msg::Said`).
    Statements {
        /// Which articles, in their order.
        articles: Arc<[ArticleId]>,
        /// Whose statements.
        voices: Voices,
        /// Goes into the answer.
        asking: u32,
    },
    /// Have a language model retell an article (`Msg::Retold`).
    Retell {
        /// The article.
        article: ArticleId,
        /// Goes into the answers.
        asking: u32,
    },
    /// Let go of what is being retold.
    StopRetelling,
    /// From now on, sum up what is opened in this way.
    Summarize(SummaryRequest),
    /// Change the library (`Msg::Applied`).
    Apply(Change),
    /// Read files, folders or addresses into the library (`Msg::Progress`, `Msg::Report`).
    Import(Vec<String>),
    /// Write articles into a file, in the form that its ending names (`Msg::Report`).
    Export {
        /// Which articles, in their order.
        articles: Arc<[ArticleId]>,
        /// The file, as written by the reader.
        file: String,
    },
    /// Read the starter articles into the library.
    ImportStarters,
    /// Tell day by day what happened in some articles (`Msg::Timeline`). Only the newest wish needs an answer.
    Timeline {
        /// Which, the newest first.
        articles: Arc<[ArticleId]>,
        /// Goes into the answer.
        generation: Generation,
    },
    /// Make a brief (`Msg::Brief`), or tell one of its stories otherwise (`Msg::BriefStory`). Of whole ones only the newest wish
    /// needs an answer.
    Brief(Box<BriefWish>),
    /// Write a brief into a file, in the form that its ending names (`Msg::Report`).
    ExportBrief {
        /// The brief.
        brief: Arc<Brief>,
        /// The file, as written by the reader.
        file: String,
    },
    /// Change which articles are one story (`Msg::Report`).
    Story(StoryWish),
    /// Put articles together to stories (`Msg::Stories`).
    Stories {
        /// The columns that the articles stand in.
        catalog: Snapshot,
        /// Which articles.
        articles: Arc<Bits>,
    },
    /// Tell what stands beside a story (`Msg::Account`). Only the newest wish needs an answer.
    Account {
        /// The columns that its articles stand in.
        catalog: Snapshot,
        /// The story.
        story: Arc<Story>,
    },
    /// Tell the feeds as they are (`Msg::Feeds`).
    Feeds,
    /// Ask feeds (`Msg::Progress`, `Msg::Report`, `Msg::Feeds`).
    Refresh(Which),
    /// Change the file of feeds (`Msg::Feeds`).
    ChangeFeeds(FeedEdit),
    /// Take the last change of that file back.
    UndoFeeds,
    /// Fetch the page of an article, once, and keep its text where it is the longer one (`Msg::Report`, `Msg::Applied`).
    WholePage(ArticleId),
    /// Follow the starter feeds, and ask them.
    StarterFeeds,
    /// Hide what the mutes of these lines match, and count what its tabs come to (`Msg::Tallies`).
    Saved(Vec<Saved>),
    /// When the reader was here last, for the filter `last`.
    LastVisit(Option<Moment>),
    /// Find the articles of a line that something is to be done to (`Msg::Matched`).
    Match(BulkRequest),
}

/// A brief that is wished for.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefWish {
    /// Goes into the answer.
    pub asking: u32,
    /// The columns that the articles stand in.
    pub catalog: Snapshot,
    /// Over which articles.
    pub articles: Arc<[ArticleId]>,
    /// The line that found them.
    pub line: Arc<str>,
    /// Its name, where it is saved under one.
    pub saved: Option<Arc<str>>,
    /// Whom and what it asks for.
    pub subjects: Vec<Subject>,
    /// Whether it tells all; else what is new since the last brief of its name.
    pub all: bool,
    /// What is to be made.
    pub task: BriefTask,
}

/// What is to be made of a brief.
#[derive(Clone, Debug, PartialEq)]
pub enum BriefTask {
    /// The page.
    Whole,
    /// One of its stories anew.
    Story {
        /// The story.
        number: u32,
        /// In how many words.
        words: usize,
        /// What the rest of the page tells.
        before: Vec<String>,
        /// The last article that was there for the brief before.
        last: Option<ArticleId>,
    },
}

/// What the reader says about stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoryWish {
    /// The article does not belong to its story.
    Part(ArticleId),
    /// Two stories are one.
    Join(u32, u32),
    /// What a hand has written into the file holds.
    Reread,
}

/// A filter line to find articles for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Goes into the answer.
    pub generation: Generation,
    /// The filter line, as typed.
    pub line: String,
    /// Where the cursor stands in it, in bytes, when it is to be said how the line could go on.
    pub cursor: Option<usize>,
    /// So many of the first rows will be looked at: what they show may come with the answer.
    pub rows: usize,
}

/// What the terminal is to do, or to let another program do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Put text on the clipboard (OSC 52). The text has no control characters but line feeds.
    Copy(String),
    /// Open an address in the reader's browser. Always http, https or mailto.
    Browse(String),
    /// Give the text to a program on its standard input, with the terminal handed over. Never through a shell.
    Pipe {
        /// The program and its arguments.
        argv: Vec<String>,
        /// What it reads.
        text: String,
    },
    /// Give a copy of the text to an editor, with the terminal handed over. Never through a shell.
    Edit {
        /// The editor and its arguments; the file is added as the last one.
        argv: Vec<String>,
        /// What the file holds.
        text: String,
    },
    /// Give a file of the reader's to an editor, with the terminal handed over. Never through a shell.
    EditFile {
        /// The editor and its arguments; the file is added as the last one.
        argv: Vec<String>,
        /// The file.
        file: String,
    },
    /// Tell the terminal's user that long work has ended (OSC 9). Words of the program's own, never of an article.
    Notice(String),
    /// Give the terminal back and stop, as `^Z` does; then `Msg::Resumed`.
    Suspend,
    /// The tour, as a program of its own over a library of its own, with the terminal handed over.
    Tour,
    /// Paint everything anew.
    Redraw,
    /// Take or leave the mouse.
    Mouse(bool),
    /// Take another theme by name.
    Theme(String),
}

/// A change of a file that the reader owns.
#[derive(Clone, Debug, PartialEq)]
pub enum FileChange {
    /// Keep the place for the next run.
    Place(Memory),
    /// Write into the file of saved lines.
    SavedLine(Keeping),
}

/// A line whose articles something is to be done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkRequest {
    /// The line.
    pub line: String,
    /// What is to be done.
    pub bulk: Bulk,
}

/// What is to be done to all articles of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bulk {
    /// Mark them read or unread.
    Read(bool),
    /// Star or unstar them.
    Starred(bool),
    /// Add a tag, or take it away.
    Tag(Arc<str>, bool),
}
