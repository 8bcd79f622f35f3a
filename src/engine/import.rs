//! Owns: the thread that brings documents into the library while the screen is open.
//! Promises: the first article is on its way before the last is found; refusals are told and counted, never swallowed.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TryRecvError, bounded};

use crate::app::msg::{Level, Msg, Progress};
use crate::engine::clock;
use crate::engine::pipeline::{Fed, Gauge, Pipeline, What, compile};
use crate::engine::refresh::FeedsSetup;
use crate::engine::starters;
use crate::engine::thread::{spawn, step_back, tell};
use crate::engine::upkeep::renewed;
use crate::engine::writer::WriterQueues;
use nutgraf_analysis::{self, AnalysisOptions, Analyst};
use nutgraf_feeds::chat::Server;
use nutgraf_library::{Keep, Library, Reader};
use nutgraf_read::Options;
use nutgraf_read::ingest::Limits;
use nutgraf_read::model::article::Format;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::lexicon::LexiconFiles;
use nutgraf_read::text::Rules;
use nutgraf_read::text::shared::Sources;

/// After so many articles an import is long, and gives way to whoever sits at the screen.
const MANY: u64 = 256;
/// Imports that may wait; they come at the pace of a human hand.
const JOBS: usize = 64;
/// How often the screen hears of progress.
const PACE: Duration = Duration::from_millis(100);
/// Articles that are analysed anew between two looks at what else is wanted.
const RENEWED: usize = 64;
/// How long it is waited before it is looked again for articles to be analysed anew.
const LATER: Duration = Duration::from_secs(1);
/// Renewed articles that the writer may still have in its queues, and more.
const WRITING: usize = 2048;
/// Refusals that are told one by one; the rest is only counted.
const TOLD: u32 = 20;

/// What to import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// Paths, addresses, `-`.
    Inputs(Vec<PathBuf>),
    /// The starter articles that the program carries.
    Starters,
    /// Takes out what the reader's rule does not keep.
    Tidy,
}

/// Dictionaries and weights.
type Compiled = (Arc<Rules>, Arc<Analyst>);

/// Dictionaries and weights that are being compiled.
pub type Ahead = JoinHandle<Compiled>;

/// What an import needs besides its inputs.
#[derive(Clone, Debug)]
pub struct ReadingSetup {
    /// The dictionaries.
    pub lexicon: LexiconFiles,
    /// What is wanted of the analysis.
    pub options: AnalysisOptions,
    /// How large a document may be.
    pub limits: Limits,
    /// The format to assume.
    pub format: Option<Format>,
    /// Threads that analyse.
    pub workers: usize,
    /// How many days and how many articles the library keeps; 0 for all.
    pub keep: (u32, u32),
    /// The language model to ask; `None` for none.
    pub server: Option<Server>,
    /// Following feeds; `None` where nothing is followed.
    pub feeds: Option<FeedsSetup>,
}

impl ReadingSetup {
    /// Compiles dictionaries and weights.
    pub fn pipeline(&self) -> Pipeline {
        self.with(compile(&self.lexicon))
    }

    /// Begins to compile them before there is a library to read documents into. `None` when the system has no thread to
    /// give; they are then compiled when they are needed.
    pub fn ahead(&self) -> Option<Ahead> {
        let lexicon = self.lexicon.clone();
        let begun = std::thread::Builder::new().name("compile".to_owned());
        begun.spawn(move || compile(&lexicon)).ok()
    }

    fn with(&self, (rules, analyst): Compiled) -> Pipeline {
        Pipeline {
            reading: Options {
                limits: self.limits,
                format: self.format,
                ..Options::with_rules(rules)
            },
            analyst,
            options: self.options.clone(),
            analyse: true,
            known: None,
            workers: self.workers,
        }
    }
}

/// Starts the thread. It ends when the sender is dropped or `stop` is set.
///
/// # Errors
/// When the system has no thread to give.
pub fn start(
    library: &Arc<Library>,
    setup: ReadingSetup,
    ahead: Option<Ahead>,
    around: Surroundings,
) -> io::Result<(Sender<Job>, JoinHandle<()>)> {
    let (jobs, waiting) = bounded(JOBS);
    let library = Arc::clone(library);
    let inbox = around.inbox.clone();
    let handle = spawn("import", inbox, move || match library.reader() {
        Ok(reader) => {
            let bench = Bench {
                setup: &setup,
                reader: &Arc::new(Mutex::new(reader)),
                around: &around,
            };
            bench.work(ahead, &waiting);
        }
        Err(error) => tell(&around.inbox, Level::Error, error.to_string()),
    })?;
    Ok((jobs, handle))
}

/// Where the thread's work goes and what ends it.
#[derive(Debug)]
pub struct Surroundings {
    /// Takes the articles.
    pub writer: WriterQueues,
    /// Set when the program ends.
    pub stop: Arc<AtomicBool>,
    /// Hears of progress and refusals.
    pub inbox: Sender<Msg>,
}

/// What the thread works with.
struct Bench<'a> {
    setup: &'a ReadingSetup,
    reader: &'a Arc<Mutex<Reader>>,
    around: &'a Surroundings,
}

impl Bench<'_> {
    fn work(&self, mut ahead: Option<Ahead>, waiting: &Receiver<Job>) {
        let Self {
            setup,
            reader,
            around,
        } = self;
        // Compiled at the first job that needs it: a start without one does without.
        let mut compiled: Option<Pipeline> = None;
        let mut renewal = Renewal::default();
        loop {
            // What is to be analysed anew is renewed while nothing else is wanted.
            let job = match waiting.try_recv() {
                Ok(job) => job,
                Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) => {
                    let old = renewal.next(reader);
                    if old.is_empty() && renewal.may_find_more(reader) {
                        match waiting.recv_timeout(LATER) {
                            Ok(job) => job,
                            Err(RecvTimeoutError::Timeout) => {
                                renewal.look_again();
                                continue;
                            }
                            Err(RecvTimeoutError::Disconnected) => return,
                        }
                    } else if old.is_empty() {
                        match waiting.recv() {
                            Ok(job) => job,
                            Err(_) => return,
                        }
                    } else {
                        let pipeline = compiled.get_or_insert_with(|| self.ready(&mut ahead));
                        renew(pipeline, reader, &old, around);
                        continue;
                    }
                }
            };
            match job {
                Job::Inputs(inputs) => {
                    let pipeline = compiled.get_or_insert_with(|| self.ready(&mut ahead));
                    let tally = Tally::new(&around.inbox);
                    let sink = |fed: Fed| tally.take(fed, &around.writer);
                    pipeline.feed(&inputs, &around.stop, &tally.gauge, &sink);
                    around.writer.hurry();
                    tally.finish("reading");
                    tidy(setup, reader, around);
                }
                Job::Starters => {
                    let pipeline = compiled.get_or_insert_with(|| self.ready(&mut ahead));
                    let tally = Tally::new(&around.inbox);
                    for (order, outcome) in starters::documents(&pipeline.reading).enumerate() {
                        let found = vec![pipeline.finish(outcome, &Sources::default())];
                        let order = order as u64;
                        tally.take(Fed { order, found }, &around.writer);
                    }
                    around.writer.hurry();
                    tally.finish("reading");
                }
                Job::Tidy => tidy(setup, reader, around),
            }
            renewal = Renewal::after_import();
            if around.stop.load(Ordering::Relaxed) {
                return;
            }
        }
    }

    fn ready(&self, ahead: &mut Option<Ahead>) -> Pipeline {
        let compiled = ahead.take().and_then(|ahead| ahead.join().ok());
        let pipeline = match compiled {
            Some(compiled) => self.setup.with(compiled),
            None => self.setup.pipeline(),
        };
        Pipeline {
            known: Some(Arc::clone(self.reader)),
            ..pipeline
        }
    }
}

/// Asks the writer to take out what the reader's rule does not keep.
fn tidy(setup: &ReadingSetup, reader: &Mutex<Reader>, around: &Surroundings) {
    let (days, articles) = setup.keep;
    let keep = Keep::of(days, articles, clock::now());
    let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
    match reader.surplus(&keep) {
        Ok(surplus) if surplus.is_empty() => {}
        // A full queue holds an older form of the same list.
        Ok(surplus) => drop(around.writer.take_out(surplus)),
        Err(error) => tell(&around.inbox, Level::Warning, error.to_string()),
    }
}

/// Finds articles that are to be analysed anew, the oldest reading first, each once.
#[derive(Default)]
struct Renewal {
    tried: HashSet<ArticleId>,
    /// Whether all were found that there were.
    done: bool,
    /// How many more times it is looked whether there are others now.
    looks: u8,
}

impl Renewal {
    /// The writer may still be storing what was imported, and find out from it what is boilerplate.
    fn after_import() -> Self {
        Self {
            looks: 2,
            ..Self::default()
        }
    }

    /// Whether there may be others in a while.
    fn may_find_more(&self, reader: &Mutex<Reader>) -> bool {
        let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
        self.looks > 0 || reader.is_behind().unwrap_or(false)
    }

    fn look_again(&mut self) {
        *self = Self {
            looks: self.looks.saturating_sub(1),
            ..Self::default()
        };
    }

    fn next(&mut self, reader: &Mutex<Reader>) -> Vec<ArticleId> {
        if self.done {
            return Vec::new();
        }
        let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
        // Those that the writer has not stored yet, or that fail, come again and again: look past them.
        let limit = RENEWED + WRITING;
        let old: Vec<ArticleId> = reader
            .stale(nutgraf_analysis::VERSION, limit)
            .unwrap_or_default()
            .into_iter()
            .filter(|id| self.tried.insert(*id))
            .take(RENEWED)
            .collect();
        self.done = old.is_empty();
        old
    }
}

/// Analyses old articles anew; what the reader did with them stays.
fn renew(pipeline: &Pipeline, reader: &Mutex<Reader>, old: &[ArticleId], around: &Surroundings) {
    for id in old {
        if around.stop.load(Ordering::Relaxed) {
            return;
        }
        if let Some(renewed) = renewed(pipeline, reader, *id) {
            around.writer.put(Change::Put(Box::new(renewed)));
        }
    }
    // One core in two rests at least a little: nobody waits for this.
    std::thread::sleep(PACE);
}

/// Counts what came in and tells it at a calm pace.
struct Tally<'a> {
    inbox: &'a Sender<Msg>,
    gauge: Gauge,
    articles: AtomicU64,
    known: AtomicU64,
    failed: AtomicU32,
    told: Mutex<Instant>,
}

impl<'a> Tally<'a> {
    fn new(inbox: &'a Sender<Msg>) -> Self {
        Self {
            inbox,
            gauge: Gauge::default(),
            articles: AtomicU64::new(0),
            known: AtomicU64::new(0),
            failed: AtomicU32::new(0),
            told: Mutex::new(clock::instant()),
        }
    }

    fn take(&self, fed: Fed, writer: &WriterQueues) {
        let put = |change: Change| {
            if self.articles.fetch_add(1, Ordering::Relaxed) >= MANY {
                step_back();
            }
            writer.put(change);
        };
        for what in fed.found {
            match what {
                What::Article(analyzed) => put(Change::Put(analyzed)),
                What::Taken(analyzed) => put(Change::Take(analyzed)),
                What::Known => {
                    self.known.fetch_add(1, Ordering::Relaxed);
                }
                What::Refused(refusal) => {
                    if self.failed.fetch_add(1, Ordering::Relaxed) < TOLD {
                        tell(self.inbox, Level::Warning, refusal.to_string());
                    }
                }
            }
        }
        // Whoever finds the lock taken knows that another thread is telling.
        if let Ok(mut told) = self.told.try_lock()
            && told.elapsed() >= PACE
        {
            *told = clock::instant();
            // A full inbox means that the screen is behind; it needs no progress then.
            drop(
                self.inbox
                    .try_send(Msg::Progress(self.progress("reading", false))),
            );
        }
    }

    fn progress(&self, stage: &str, finished: bool) -> Progress {
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let walked = self.gauge.walked.load(Ordering::Relaxed);
        let done = self.gauge.done.load(Ordering::Relaxed);
        let found = self.gauge.found.load(Ordering::Relaxed);
        Progress {
            stage: stage.to_owned(),
            done: small(done),
            total: if walked || finished { small(found) } else { 0 },
            failed: self.failed.load(Ordering::Relaxed),
            articles: small(self.articles.load(Ordering::Relaxed)),
            finished,
        }
    }

    fn finish(self, stage: &str) {
        let failed = self.failed.load(Ordering::Relaxed);
        if failed > TOLD {
            let more = failed - TOLD;
            tell(
                self.inbox,
                Level::Warning,
                format!("{more} more documents could not be read"),
            );
        }
        drop(self.inbox.send(Msg::Progress(self.progress(stage, true))));
    }
}
