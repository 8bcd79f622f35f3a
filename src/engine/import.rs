//! Owns: the thread that brings documents into the library while the screen is open.
//! May import: `model`, `config`, `ingest`, `text`, `analysis`, `library`, `app::msg`, `engine::{clock, pipeline, thread, writer}`.
//! Promises: the first article is on its way before the last is found; refusals are told and counted, never swallowed.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::analysis::{Analyst, Wishes};
use crate::app::msg::{Level, Msg, Progress};
use crate::engine::clock;
use crate::engine::pipeline::{Fed, Gauge, Pipeline, What};
use crate::engine::starters;
use crate::engine::thread::{spawn, tell};
use crate::engine::writer::Desk;
use crate::ingest::Limits;
use crate::model::article::Format;
use crate::model::change::Change;
use crate::model::lexicon::LexiconFiles;
use crate::text::Rules;

/// Imports that may wait; they come at the pace of a human hand.
const JOBS: usize = 64;
/// How often the screen hears of progress.
const PACE: Duration = Duration::from_millis(100);
/// Refusals that are told one by one; the rest is only counted.
const TOLD: u32 = 20;

/// What to import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// Paths, addresses, `-`.
    Inputs(Vec<PathBuf>),
    /// The starter articles that the program carries.
    Starters,
}

/// What an import needs besides its inputs.
#[derive(Clone, Debug)]
pub struct Kit {
    /// The dictionaries.
    pub lexicon: LexiconFiles,
    /// What is wanted of the analysis.
    pub wishes: Wishes,
    /// How large a document may be.
    pub limits: Limits,
    /// The format to assume.
    pub format: Option<Format>,
    /// Threads that analyse.
    pub workers: usize,
}

impl Kit {
    /// Compiles dictionaries and weights.
    pub fn pipeline(&self) -> Pipeline {
        Pipeline {
            rules: Arc::new(Rules::new(&self.lexicon)),
            analyst: Arc::new(Analyst::new(&self.lexicon)),
            wishes: self.wishes.clone(),
            limits: self.limits,
            clean: true,
            analyse: true,
            format: self.format,
            workers: self.workers,
        }
    }
}

/// Starts the thread. It ends when the sender is dropped or `stop` is set.
///
/// # Errors
/// When the system has no thread to give.
pub fn start(
    kit: Kit,
    desk: Desk,
    stop: Arc<AtomicBool>,
    inbox: Sender<Msg>,
) -> io::Result<(Sender<Job>, JoinHandle<()>)> {
    let (jobs, waiting) = bounded(JOBS);
    let handle = spawn("import", inbox.clone(), move || {
        run(&kit, &desk, &waiting, &Surroundings { stop, inbox });
    })?;
    Ok((jobs, handle))
}

struct Surroundings {
    stop: Arc<AtomicBool>,
    inbox: Sender<Msg>,
}

fn run(kit: &Kit, desk: &Desk, waiting: &Receiver<Job>, around: &Surroundings) {
    // Compiled at the first job: a start without one does without.
    let mut pipeline = None;
    for job in waiting {
        let pipeline = pipeline.get_or_insert_with(|| kit.pipeline());
        let tally = Tally::new(&around.inbox);
        match job {
            Job::Inputs(inputs) => {
                let sink = |fed: Fed| tally.take(fed, desk);
                pipeline.feed(&inputs, &around.stop, &tally.gauge, &sink);
            }
            Job::Starters => {
                for (order, outcome) in starters::documents(&kit.limits).enumerate() {
                    let found = vec![pipeline.finish(outcome)];
                    let order = order as u64;
                    tally.take(Fed { order, found }, desk);
                }
            }
        }
        tally.finish();
        if around.stop.load(Ordering::Relaxed) {
            return;
        }
    }
}

/// Counts what came in and tells it at a calm pace.
struct Tally<'a> {
    inbox: &'a Sender<Msg>,
    gauge: Gauge,
    articles: AtomicU64,
    failed: AtomicU32,
    told: Mutex<Instant>,
}

impl<'a> Tally<'a> {
    fn new(inbox: &'a Sender<Msg>) -> Self {
        Self {
            inbox,
            gauge: Gauge::default(),
            articles: AtomicU64::new(0),
            failed: AtomicU32::new(0),
            told: Mutex::new(clock::instant()),
        }
    }

    fn take(&self, fed: Fed, desk: &Desk) {
        for what in fed.found {
            match what {
                What::Article(analyzed) => {
                    self.articles.fetch_add(1, Ordering::Relaxed);
                    desk.put(Change::Put(analyzed));
                }
                What::Refused(line) => {
                    if self.failed.fetch_add(1, Ordering::Relaxed) < TOLD {
                        tell(self.inbox, Level::Warning, line);
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
            drop(self.inbox.try_send(Msg::Progress(self.progress(false))));
        }
    }

    fn progress(&self, finished: bool) -> Progress {
        let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let walked = self.gauge.walked.load(Ordering::Relaxed);
        let done = self.gauge.done.load(Ordering::Relaxed);
        let found = self.gauge.found.load(Ordering::Relaxed);
        Progress {
            stage: "reading".to_owned(),
            done: small(done),
            total: if walked || finished { small(found) } else { 0 },
            failed: self.failed.load(Ordering::Relaxed),
            finished,
        }
    }

    fn finish(self) {
        let failed = self.failed.load(Ordering::Relaxed);
        if failed > TOLD {
            let more = failed - TOLD;
            tell(
                self.inbox,
                Level::Warning,
                format!("{more} more documents could not be read"),
            );
        }
        drop(self.inbox.send(Msg::Progress(self.progress(true))));
    }
}
