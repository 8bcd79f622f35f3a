//! Owns: `State`, all that the browser knows, and `Options`, what it was started with.
//! Promises: `Clone + PartialEq + Debug`; only `app::update` changes it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::command::Place;
use crate::app::effect::Memory;
use crate::app::key::Key;
use crate::app::keymap::Keymap;
use crate::app::line::Line;
use crate::app::list::{Grouping, Heading, List, RowForm};
use crate::app::msg::{Progress, Report, Size, Snapshot, Ways};
use crate::app::reader::Reader;
use crate::app::tour::Tour;
use nutgraf_library::Counts;
use nutgraf_library::filter::Plan;
use nutgraf_library::filter::search::found::Found;
use nutgraf_library::filter::stats::actor_stats::TREND;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::id::{ActorId, ArticleId, Generation};
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::retelling::Retelling;
use nutgraf_read::model::saved::{Saved, Tally};
use nutgraf_read::model::summary_request::{Length, SummaryRequest};
use nutgraf_read::text::hyphen::Hyphens;

/// What the browser is started with.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own"
)]
pub struct Options {
    /// What is being read, for the head line: `library`, or the name of the folder given on the command line.
    pub label: String,
    /// Only ASCII characters on the screen.
    pub ascii: bool,
    /// Most columns of the reading text.
    pub reading_width: u16,
    /// Words a minute, for reading times.
    pub words_per_minute: u32,
    /// Whether an article is marked as read when it is opened.
    pub mark_read: bool,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// Whether links are marked for terminals that open them (OSC 8).
    pub links: bool,
    /// Whether the terminal is told when long work has ended (OSC 9).
    pub notify: bool,
    /// The program that edits a text, with its arguments; empty when there is none.
    pub editor: Vec<String>,
    /// The program that pages a text, with its arguments; empty when there is none.
    pub pager: Vec<String>,
    /// Whether the run begins with the tour, over the starter articles.
    pub tour: bool,
    /// What is wrong with the user's keys or themes, to be told at the start; empty for nothing.
    pub trouble: String,
    /// The keys.
    pub keymap: Arc<Keymap>,
    /// The reader's saved lines.
    pub saved: Vec<Saved>,
    /// The names of the themes that there are.
    pub themes: Vec<String>,
    /// Whether something is being read in from the start: an empty list is then no empty library.
    pub importing: bool,
    /// How long summaries are.
    pub length: Length,
    /// What was kept from the last run.
    pub memory: Memory,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            label: "library".to_owned(),
            ascii: false,
            reading_width: 72,
            words_per_minute: 220,
            mark_read: true,
            mouse: false,
            links: false,
            notify: false,
            editor: Vec::new(),
            pager: Vec::new(),
            tour: false,
            trouble: String::new(),
            keymap: Arc::new(Keymap::embedded()),
            saved: Vec::new(),
            themes: Vec::new(),
            importing: false,
            length: Length::Short,
            memory: Memory::default(),
        }
    }
}

/// How the list, the briefing and the actors share the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LayoutForm {
    /// As the size suggests.
    #[default]
    Auto,
    /// Side by side.
    Wide,
    /// The list over the briefing.
    Medium,
    /// The list alone.
    SearchCache,
}

impl LayoutForm {
    /// All forms, in the order of the key that changes them.
    pub const ALL: [LayoutForm; 4] = [Self::Auto, Self::Wide, Self::Medium, Self::SearchCache];

    /// The name on the command line and in memory.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Wide => "wide",
            Self::Medium => "medium",
            Self::SearchCache => "narrow",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }
}

/// What summaries turn to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Turning {
    /// What the filter asks for.
    #[default]
    Filter,
    /// Nothing: they keep to what the articles are about.
    Never,
    /// This, whatever the filter says.
    To(String),
}

/// A line that asks for one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asking {
    /// A command by name.
    Command,
    /// Words to seek in the text or in the help.
    Search,
    /// A tag to add or take away.
    Tag,
    /// A program to give the text to.
    Pipe,
    /// Files, folders or addresses to read in.
    Import,
    /// Who an actor really is.
    Merge,
    /// Which of an actor's names is another's.
    Split,
    /// An actor's name.
    Rename,
    /// What an actor is.
    Kind,
}

impl Asking {
    /// What stands before the line.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Command => ":",
            Self::Search => "/",
            Self::Tag => "tag ",
            Self::Pipe => "| ",
            Self::Import => "import ",
            Self::Merge => "is really ",
            Self::Split => "split off ",
            Self::Rename => "rename to ",
            Self::Kind => "kind ",
        }
    }
}

/// A line that is being written at the foot of the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// What it asks for.
    pub asking: Asking,
    /// The line.
    pub line: Line,
}

/// One way to go on with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Bytes of the line that it replaces, first.
    pub start: usize,
    /// And one past the last.
    pub end: usize,
    /// What it puts there.
    pub text: String,
    /// What stands beside it, for instance a count.
    pub note: String,
}

/// Ways to go on with the line, while Tab walks through them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// All of them, the best first.
    pub all: Vec<Choice>,
    /// Which one is in the line, when one is.
    pub taken: Option<usize>,
    /// The line as it was before one was taken.
    pub before: String,
    /// Tab was struck and the answer that says how the filter line could go on has not come: the first of them is put in
    /// when it comes, or the last.
    pub wish: Option<bool>,
}

/// What a letter is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// An actor, into the filter or kept out of it.
    Actor {
        /// Keep him out.
        without: bool,
        /// Letters stand for the actors of the whole list, not of the article.
        of_list: bool,
    },
    /// An actor whose mentions are to be walked.
    Choose,
    /// An actor whose card is to be shown.
    Card,
    /// A summary line.
    Evidence,
}

/// Someone or something, as shown on a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Who.
    pub id: ActorId,
    /// His canonical name.
    pub name: String,
    /// What he is.
    pub kind: Kind,
    /// Other names of him.
    pub aliases: Vec<String>,
    /// His number in Wikidata (794 for Q794), where the dictionaries have it.
    pub wikidata: Option<u32>,
    /// In how many articles he is.
    pub articles: u32,
    /// Who is in the same articles, most often first.
    pub with: Vec<(String, u32)>,
    /// The newest articles with him.
    pub latest: Vec<ArticleId>,
    /// Which of the newest articles the cursor is on.
    pub cursor: usize,
    /// When he was in the news: articles in equal stretches between two moments.
    pub trend: Option<([u32; TREND], Moment, Moment)>,
}

/// The actors of the whole list, over the whole screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// Which of them the cursor is on.
    pub cursor: usize,
    /// The first one on the screen.
    pub top: usize,
}

/// The actor whom a correction is about, while it is being asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Who.
    pub id: ActorId,
    /// His name as shown.
    pub name: String,
    /// What he is.
    pub kind: Kind,
}

/// The help as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Help {
    /// First line on the screen.
    pub top: usize,
    /// Only lines with these words are shown.
    pub sought: String,
}

/// All that the browser knows.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is independent of the others"
)]
pub struct State {
    /// What it was started with.
    pub options: Options,
    /// The terminal's size.
    pub size: Size,
    /// The time as far as it was told.
    pub now: Moment,
    /// How many articles the library holds; `None` until it is told.
    pub counts: Option<Counts>,

    /// Titles, dates and actors of all articles, as far as filled.
    pub catalog: Snapshot,
    /// The rows.
    pub list: List,
    /// The filter line.
    pub filter: Line,
    /// Whether the filter line has the keys.
    pub filtering: bool,
    /// The newest search that was asked for.
    pub asked: Generation,
    /// The newest search that was answered.
    pub answered: Generation,
    /// How articles are summed up.
    pub brief: SummaryRequest,
    /// What summaries turn to.
    pub turning: Turning,
    /// The answer.
    pub found: Arc<Found>,
    /// How the line was understood.
    pub plan: Arc<Plan>,
    /// How long the answer took, in microseconds.
    pub micros: u32,

    /// The reader's saved lines.
    pub saved: Vec<Saved>,
    /// What the briefs among them come to, as far as it was told.
    pub tallies: Vec<Tally>,
    /// How many bulk actions wait for their articles.
    pub matching: u32,

    /// The line being written at the foot.
    pub prompt: Option<Prompt>,
    /// Lines of the past of each kind of prompt.
    pub past: BTreeMap<Asking, Vec<String>>,
    /// Ways to go on with the line that is being written.
    pub choices: Choices,
    /// What the last answer says about how the filter line could go on.
    pub ways: Ways,
    /// A letter is awaited.
    pub pick: Option<Pick>,
    /// Keys struck so far of a longer sequence.
    pub pending: Vec<Key>,
    /// The number struck before a command.
    pub count: Option<u32>,

    /// The open article.
    pub reader: Option<Reader>,
    /// The article that is to be opened when it comes.
    pub opening: Option<ArticleId>,
    /// The summary line to show when it comes.
    pub opening_at: Option<usize>,
    /// The article that the last run ended on, to go back to when the rows come.
    pub returning: Option<ArticleId>,
    /// Articles that came lately, the newest last.
    pub readings: Vec<Arc<Reading>>,
    /// The article that was asked for last, to look at or to open.
    pub fetching: Option<ArticleId>,
    /// The abstract that a language model writes or wrote.
    pub retelling: Option<Retelling>,
    /// The number of the last asking for one.
    pub asking: u32,
    /// The actor's card.
    pub card: Option<Card>,
    /// The actors of the whole list.
    pub who: Option<Who>,
    /// Actors of the list stand in the order of surprise, not of articles.
    pub by_surprise: bool,
    /// Whom the prompt asks about.
    pub subject: Option<Subject>,
    /// The help.
    pub help: Option<Help>,

    /// How the panes share the screen.
    pub layout: LayoutForm,
    /// Share of the list, in percent of the width or height; 0 for the default.
    pub split: u16,
    /// Columns of the reading text; 0 for those of the settings.
    pub column: u16,
    /// Nothing but the text.
    pub zen: bool,
    /// Where English words may be broken, once that is known and wanted.
    pub hyphens: Option<Hyphens>,
    /// The tour, while one is on it.
    pub tour: Option<Tour>,
    /// The place in the open article that was kept last.
    pub kept: Option<(ArticleId, u32)>,
    /// When the long work under way began.
    pub working: Option<Moment>,
    /// The theme that was chosen by name; empty for the one of the settings.
    pub theme: String,

    /// The last message.
    pub report: Option<Report>,
    /// Long work under way.
    pub progress: Option<Progress>,
    /// A key was struck: from then on the cursor stays on its article while the list grows above it.
    pub struck: bool,
    /// The program ends.
    pub ended: bool,
    /// What was kept last.
    pub remembered: Memory,
}

impl State {
    /// The browser before anything has happened.
    pub fn new(options: Options) -> Self {
        let memory = &options.memory;
        let mut filter = Line::new(memory.line.clone());
        filter.set_history(memory.history.clone());
        let list = List {
            form: RowForm::parse(&memory.rows).unwrap_or_default(),
            ..List::default()
        };
        Self {
            layout: LayoutForm::parse(&memory.layout).unwrap_or_default(),
            split: memory.split,
            column: memory.column,
            hyphens: None,
            tour: None,
            kept: None,
            working: None,
            size: Size::default(),
            now: Moment::default(),
            counts: None,
            catalog: Snapshot::default(),
            list,
            filter,
            filtering: false,
            asked: Generation::default(),
            answered: Generation::default(),
            brief: SummaryRequest {
                length: options.length,
                about: Vec::new(),
            },
            turning: Turning::Filter,
            found: Arc::default(),
            plan: Arc::default(),
            micros: 0,
            saved: options.saved.clone(),
            tallies: Vec::new(),
            matching: 0,
            prompt: None,
            past: BTreeMap::new(),
            choices: Choices::default(),
            ways: Ways::default(),
            pick: None,
            pending: Vec::new(),
            count: None,
            reader: None,
            opening: None,
            opening_at: None,
            returning: (memory.article != 0).then_some(ArticleId(memory.article)),
            readings: Vec::new(),
            fetching: None,
            retelling: None,
            asking: 0,
            card: None,
            who: None,
            by_surprise: false,
            subject: None,
            help: None,
            zen: false,
            report: None,
            progress: None,
            struck: false,
            ended: false,
            theme: memory.theme.clone(),
            remembered: memory.clone(),
            options,
        }
    }

    /// Where the keys go.
    pub fn place(&self) -> Place {
        if self.prompt.is_some() {
            Place::Prompt
        } else if self.filtering {
            Place::Filter
        } else if self.help.is_some() {
            Place::Help
        } else if self.card.is_some() {
            Place::Card
        } else if self.who.is_some() {
            Place::Who
        } else if self.reader.is_some() {
            Place::Reader
        } else {
            Place::List
        }
    }

    /// An article that came lately.
    pub fn reading(&self, id: ArticleId) -> Option<&Arc<Reading>> {
        self.readings.iter().find(|r| r.id == id)
    }

    /// The article that the screen is about: the open one, else the one under the cursor.
    pub fn current(&self) -> Option<ArticleId> {
        match &self.reader {
            Some(reader) => Some(reader.reading.id),
            None => self.list.current(),
        }
    }

    /// The article that the screen is about, when it has come.
    pub fn current_reading(&self) -> Option<&Arc<Reading>> {
        match &self.reader {
            Some(reader) => Some(&reader.reading),
            None => self.reading(self.list.current()?),
        }
    }

    /// When an article was published, as far as is known without asking.
    pub fn date_of(&self, id: ArticleId) -> Option<Moment> {
        match self.list.headlines.get(&id) {
            Some(headline) => headline.published,
            None => self.catalog.0.date(id),
        }
    }

    /// What a row stands under.
    pub fn heading_of(&self, id: ArticleId) -> Option<Heading> {
        match self.list.grouping {
            Grouping::Day => Some(
                self.date_of(id)
                    .and_then(Moment::day)
                    .map_or(Heading::Undated, Heading::Day),
            ),
            Grouping::Source => {
                let number = self.catalog.0.chunk(id);
                let number = number.and_then(|(chunk, slot)| chunk.sources().get(slot));
                Some(Heading::Source(number.copied().unwrap_or(0)))
            }
            Grouping::None => None,
        }
    }

    /// Whether there is nothing to show at all.
    pub fn is_first_run(&self) -> bool {
        !self.options.importing
            && self.counts.is_some_and(|c| c.articles == 0)
            && self.list.rows.is_empty()
            && self.filter.is_empty()
            && self.progress.is_none()
    }
}
