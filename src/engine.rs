//! Owns: every thread and queue: importing, writing, fetching, searching, watching; turns effects into messages.
//! Promises: `carry_out` never waits; quitting waits for the writer alone, so that nothing stored is half stored.

pub mod account;
pub mod batch;
pub mod brief;
pub mod clock;
pub mod export;
pub mod feeds;
pub mod figures;
pub mod followed;
pub mod import;
mod inputs;
pub mod newest;
pub mod path;
pub mod pipeline;
pub mod reader;
pub mod refresh;
pub mod retell;
pub mod saved_counts;
pub mod search;
pub mod starters;
pub mod stories;
pub mod text;
pub mod thread;
pub mod timeline;
pub mod upkeep;
pub mod watch;
pub mod writer;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use crossbeam_channel::Sender;

use crate::app::effect::Request;
use crate::app::msg::{Level, Msg, Report};
use crate::engine::feeds::FeedWish;
use crate::engine::import::Surroundings;
use crate::engine::newest::Newest;
use crate::engine::reader::Errand;
use crate::engine::retell::Reteller;
use crate::engine::search::{News, SearchThread};
use crate::engine::writer::WriterQueues;
use nutgraf_library::Library;

pub use crate::engine::import::{Ahead, Job, ReadingSetup};
pub use crate::engine::refresh::FeedsSetup;

/// The threads and the ways to them.
#[derive(Debug)]
pub struct Engine {
    library: Arc<Library>,
    writer: WriterQueues,
    errands: Sender<Errand>,
    search: SearchThread,
    reteller: Reteller,
    jobs: Sender<Job>,
    /// `None` for a temporary library, which follows nothing.
    feeds: Option<Sender<FeedWish>>,
    following: Option<JoinHandle<()>>,
    timelines: Newest,
    briefs: Newest,
    inbox: Sender<Msg>,
    stop: Arc<AtomicBool>,
    writing: JoinHandle<()>,
    importing: JoinHandle<()>,
}

impl Engine {
    /// Starts all threads over `library`; they send what they have to tell to `inbox`.
    ///
    /// # Errors
    /// When the system has no threads to give.
    pub fn start(
        library: &Arc<Library>,
        setup: ReadingSetup,
        inbox: Sender<Msg>,
    ) -> io::Result<Self> {
        Self::start_with(library, setup, None, inbox)
    }

    /// The same with dictionaries and weights whose compiling has begun.
    ///
    /// # Errors
    /// When the system has no threads to give.
    pub fn start_with(
        library: &Arc<Library>,
        setup: ReadingSetup,
        ahead: Option<Ahead>,
        inbox: Sender<Msg>,
    ) -> io::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let (errands, _) = reader::start(library, setup.options.clone(), inbox.clone())?;
        let (search, _) = search::start(library, inbox.clone())?;
        let (writer, writing) = WriterQueues::open(library, inbox.clone(), search.news.clone())?;
        let around = Surroundings {
            writer: writer.clone(),
            stop: Arc::clone(&stop),
            inbox: inbox.clone(),
        };
        let reteller = Reteller::new(setup.server.clone(), library, writer.clone(), inbox.clone());
        let (feeds, following) = match setup.feeds.clone() {
            Some(feeds) if library.path().is_some() => {
                let ends = (writer.clone(), search.news.clone(), Arc::clone(&stop));
                let with = (feeds, setup.clone());
                let (feeds, following) = feeds::start(library, with, ends, inbox.clone())?;
                (Some(feeds), Some(following))
            }
            Some(_) | None => (None, None),
        };
        let (jobs, importing) = import::start(library, setup, ahead, around)?;
        if !library.is_read_only() {
            // The queue was made a line ago and holds more than one.
            drop(jobs.try_send(Job::Tidy));
        }
        let faults = library.corrections().faults();
        for fault in faults.into_iter().chain(library.story_links().faults()) {
            thread::tell(&inbox, Level::Warning, fault);
        }
        if library.path().is_some() {
            // Without it the program works; another process's changes then show at our own next change.
            let told = (search.news.clone(), writer.about_stories());
            drop(watch::start(library, told, inbox.clone()));
        }
        Ok(Self {
            library: Arc::clone(library),
            writer,
            errands,
            search,
            reteller,
            jobs,
            feeds,
            following,
            timelines: Newest::default(),
            briefs: Newest::default(),
            inbox,
            stop,
            writing,
            importing,
        })
    }

    /// Carries out what is asked of the library. Never waits.
    pub fn carry_out(&self, request: Request) {
        let taken = match request {
            Request::Search(question) => self.search.questions.try_send(question).is_ok(),
            Request::LoadRows(ids) => {
                ids.is_empty() || self.errands.try_send(Errand::Rows(ids)).is_ok()
            }
            Request::Open(id) => self.errands.try_send(Errand::Open(id)).is_ok(),
            Request::Statements {
                articles,
                voices,
                asking,
            } => self
                .errands
                .try_send(Errand::Statements {
                    articles,
                    voices,
                    asking,
                })
                .is_ok(),
            Request::Retell { article, asking } => {
                self.reteller.begin(article, asking);
                true
            }
            Request::StopRetelling => {
                self.reteller.stop();
                true
            }
            Request::Summarize(how) => self.errands.try_send(Errand::Summarize(how)).is_ok(),
            Request::Apply(change) => self.writer.change(change),
            Request::Saved(saved) => self.search.news.try_send(News::Saved(saved)).is_ok(),
            Request::LastVisit(at) => self.search.news.try_send(News::LastVisit(at)).is_ok(),
            Request::Match(bulk) => self.search.news.try_send(News::Match(bulk)).is_ok(),
            Request::Import(inputs) => {
                self.import(inputs.iter().map(|i| path::written(i)).collect())
            }
            Request::Export { articles, file } => {
                let file = path::written(&file);
                export::begin(&self.library, articles, file, self.inbox.clone()).is_ok()
            }
            Request::Timeline {
                articles,
                generation,
            } => {
                let inbox = self.inbox.clone();
                let (newest, library) = (&self.timelines, &self.library);
                timeline::begin(newest, library, articles, generation, inbox).is_ok()
            }
            Request::Brief(wish) => {
                let inbox = self.inbox.clone();
                brief::wish::begin(&self.briefs, &self.library, *wish, inbox).is_ok()
            }
            Request::ExportBrief { brief, file } => {
                let file = path::written(&file);
                brief::file::begin(brief, file, self.inbox.clone()).is_ok()
            }
            Request::ImportStarters => self.jobs.try_send(Job::Starters).is_ok(),
            Request::Story(wish) => self.writer.story(wish),
            Request::Stories { catalog, articles } => {
                let errand = Errand::Stories { catalog, articles };
                self.errands.try_send(errand).is_ok()
            }
            Request::Account { catalog, story } => {
                let errand = Errand::Account { catalog, story };
                self.errands.try_send(errand).is_ok()
            }
            Request::Feeds => self.follow(FeedWish::Show),
            Request::Refresh(which) => self.follow(FeedWish::Refresh(which)),
            Request::ChangeFeeds(edit) => self.follow(FeedWish::Edit(edit)),
            Request::UndoFeeds => self.follow(FeedWish::Undo),
            Request::WholePage(id) => self.follow(FeedWish::WholePage(id)),
            Request::StarterFeeds => self.follow(FeedWish::Starters),
        };
        if !taken {
            // Never `send`: the caller is the thread that empties the inbox.
            drop(self.inbox.try_send(Msg::Report(Report {
                level: Level::Warning,
                text: "too much at once; that was left out, try again".to_owned(),
            })));
        }
    }

    /// Hands a wish to the thread that follows feeds; a temporary library has none and wants none.
    fn follow(&self, wish: FeedWish) -> bool {
        let feeds = self.feeds.as_ref();
        feeds.is_none_or(|feeds| feeds.try_send(wish).is_ok())
    }

    /// Reads paths, addresses and `-` into the library. False when too many imports wait.
    pub fn import(&self, inputs: Vec<PathBuf>) -> bool {
        self.jobs.try_send(Job::Inputs(inputs)).is_ok()
    }

    /// Asks for the counts of the library (`Msg::Counts`).
    pub fn count(&self) {
        // A full queue holds other errands that end in counts.
        drop(self.errands.try_send(Errand::Counts));
    }

    /// Ends: imports stop at the next document, what is in the writer's queues is stored.
    pub fn finish(self) {
        let Self {
            writer,
            errands,
            search,
            reteller,
            jobs,
            feeds,
            following,
            timelines,
            briefs,
            stop,
            writing,
            importing,
            ..
        } = self;
        reteller.stop();
        drop(reteller);
        timelines.give_up();
        briefs.give_up();
        stop.store(true, Ordering::Relaxed);
        drop(jobs);
        drop(errands);
        drop(feeds);
        drop(importing.join());
        if let Some(following) = following {
            drop(following.join());
        }
        drop(writer);
        drop(writing.join());
        drop(search.news.try_send(News::End));
    }
}

#[cfg(test)]
#[path = "../crates/nutgraf-library/tests/fixture/analyzed.rs"]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
