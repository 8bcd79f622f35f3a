//! Owns: `import`: documents into the library.
//! Promises: stored in batches, each whole or not at all; an interrupt stores what is analysed and ends cleanly, and the
//! next run goes on without duplicates; a document that cannot be read is one line on standard error.

pub mod afterwards;
mod progress;

use std::ffi::OsString;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded};

use crate::cli::arguments::{Query, ReadingArguments};
use crate::cli::documents::{trouble, verdict};
use crate::cli::fault::Fault;
use crate::cli::import::afterwards::{clean, library_stories, place_rest, tidy};
use crate::cli::import::progress::{Progress, rate};
use crate::cli::open_library;
use crate::cli::pipeline::{self, PipelineOptions};
use crate::cli::query;
use crate::cli::session::{Session, complain, output};
use crate::engine::batch::Batches;
use crate::engine::clock;
use crate::engine::pipeline::{Fed, Gauge, What};
use crate::engine::stories::beside::{self, Storing};
use crate::print::json;
use nutgraf_library::{Library, LibraryError, Writer};
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::change::Change;

/// Articles that may wait for the writer.
const WAITING: usize = 512;
/// How often progress is drawn.
const PACE: Duration = Duration::from_millis(100);

/// What an import did.
#[derive(Clone, Copy, Default)]
struct Stored {
    new: u64,
    updated: u64,
    same: u64,
}

impl Stored {
    fn all(self) -> u64 {
        self.new + self.updated + self.same
    }
}

/// What became of an import.
struct Ended {
    stored: Stored,
    refused: u64,
    /// Old articles that the reader's rule took out; `None` without a rule.
    removed: Option<usize>,
    interrupted: bool,
    took: Duration,
}

/// `import PATH…`.
pub fn import(
    session: &Session,
    inputs: Vec<OsString>,
    reading: ReadingArguments,
) -> Result<(), Fault> {
    let ended = take_in(session, &open_library::open(session)?, inputs, reading)?;
    tell(session, &ended)?;
    end(session, &ended)
}

/// What the browser does without a terminal: the articles of some inputs as a list, by way of a temporary library.
pub fn list_inputs(session: &Session, inputs: Vec<OsString>) -> Result<(), Fault> {
    let library = Library::temporary()?.corrected_by(Some(session.corrections_path()));
    let ended = take_in(session, &library, inputs, ReadingArguments::default())?;
    if ended.stored.all() > 0 {
        query::list_of(session, &library, &Query::default(), false)?;
    }
    end(session, &ended)
}

fn end(session: &Session, ended: &Ended) -> Result<(), Fault> {
    let (stored, refused) = (&ended.stored, ended.refused);
    tracing::info!(
        new = stored.new,
        updated = stored.updated,
        refused,
        "read in"
    );
    if ended.interrupted {
        return Err(Fault::failed(
            "interrupted; what was read is stored, and the same command goes on from there",
        ));
    }
    verdict(session, ended.stored.all(), ended.refused)
}

/// Reads, analyses and stores.
fn take_in(
    session: &Session,
    library: &Library,
    inputs: Vec<OsString>,
    reading: ReadingArguments,
) -> Result<Ended, Fault> {
    let options = PipelineOptions {
        reading,
        analyse: true,
        about: None,
        stored: true,
        ..PipelineOptions::default()
    };
    let mut pipeline = pipeline::pipeline(session, &options)?;
    pipeline.known = Some(Arc::new(Mutex::new(library.reader()?)));
    let writer = library.writer()?;
    writer.expect_many()?;
    let stop = Arc::new(AtomicBool::new(false));
    listen(&stop)?;
    let inputs = pipeline::paths(inputs);
    let gauge = Gauge::default();
    let refused = AtomicU64::new(0);
    let known = AtomicU64::new(0);
    let (send, receive) = bounded(WAITING);
    let progress = Progress {
        draw: session.shows_progress(),
        gauge: &gauge,
        refused: &refused,
        known: &known,
        started: clock::instant(),
    };
    let broken = AtomicBool::new(false);
    let mut stories = library_stories(library);
    let (deciding, storing) = beside::sides();
    let stored = std::thread::scope(|scope| {
        let decide = std::thread::Builder::new().name("stories".to_owned());
        let stories = &mut stories;
        let (stop, broken, progress) = (&*stop, &broken, &progress);
        let decide = decide.spawn_scoped(scope, move || {
            deciding.run(stories, &library.reader()?, stop)
        })?;
        let store = std::thread::Builder::new().name("writer".to_owned());
        let store = store.spawn_scoped(scope, move || {
            let stored = store_all((library, writer), &receive, storing, progress);
            // Nobody needs to analyse what cannot be stored.
            if stored.is_err() {
                broken.store(true, Ordering::Relaxed);
                stop.store(true, Ordering::Relaxed);
            }
            stored
        })?;
        let put = |analyzed: Box<Analyzed>, change: fn(Box<Analyzed>) -> Change| {
            tell_trouble(session, progress, &analyzed.article);
            drop(send.send(change(analyzed)));
        };
        let sink = |fed: Fed| {
            for what in fed.found {
                match what {
                    What::Article(analyzed) => put(analyzed, Change::Put),
                    What::Taken(analyzed) => put(analyzed, Change::Take),
                    What::Known => {
                        known.fetch_add(1, Ordering::Relaxed);
                    }
                    What::Refused(refusal) => {
                        refused.fetch_add(1, Ordering::Relaxed);
                        progress.clear();
                        complain(&refusal.to_string());
                    }
                }
            }
        };
        pipeline.feed(&inputs, stop, &gauge, &sink);
        drop(send);
        let stored = store.join();
        progress.clear();
        let stored = stored.map_err(|_panic| io::Error::other("the writer ended early"))?;
        let stored = stored.and_then(|(stored, mut writer, mut storing)| {
            let reader = library.reader()?;
            storing.tell_last();
            let meanwhile = |writer: &mut Writer| storing.store(&reader, writer);
            clean(&pipeline, &mut writer, stop, &meanwhile)?;
            storing.finish(&reader, &mut writer)?;
            Ok(stored)
        });
        decided(decide.join());
        Ok::<_, io::Error>(stored)
    });
    place_rest(library, &mut stories, &stop)?;
    // The last to close is one that may write: it merges the log and takes it away.
    drop(pipeline);
    drop(library.writer().and_then(|writer| writer.merge()));
    let mut stored = stored.map_err(|error| Fault::failed(format!("cannot import: {error}")))??;
    stored.same += known.load(Ordering::Relaxed);
    let interrupted = stop.load(Ordering::Relaxed) && !broken.load(Ordering::Relaxed);
    Ok(Ended {
        stored,
        refused: refused.load(Ordering::Relaxed),
        removed: if interrupted {
            None
        } else {
            tidy(session, library)?
        },
        interrupted,
        took: progress.started.elapsed(),
    })
}

/// Notes why stories were not decided, if so; what is left waits in the library.
fn decided(ended: std::thread::Result<Result<(), LibraryError>>) {
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "stories were not decided"),
        Err(_panic) => tracing::warn!("stories were not decided: their thread ended early"),
    }
}

/// ^C and SIGTERM set the flag; a second one ends the program at once.
pub fn listen(stop: &Arc<AtomicBool>) -> Result<(), Fault> {
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        let flag = Arc::clone(stop);
        signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, flag)
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(stop)))
            .map_err(|error| Fault::failed(format!("cannot listen to signals: {error}")))?;
    }
    Ok(())
}

/// Tells what is lost of an article, on lines of their own.
fn tell_trouble(session: &Session, progress: &Progress<'_>, article: &Article) {
    for line in trouble(article) {
        progress.clear();
        session.note(&line);
    }
}

/// Stores what comes, in batches, until nothing more can come, and what is decided about stories meanwhile.
fn store_all(
    (library, mut writer): (&Library, Writer),
    receive: &Receiver<Change>,
    mut storing: Storing,
    progress: &Progress<'_>,
) -> Result<(Stored, Writer, Storing), LibraryError> {
    let mut stored = Stored::default();
    let mut drawn: Option<Instant> = None;
    let mut batches = Batches::alone();
    let reader = library.reader()?;
    while let Ok(first) = receive.recv() {
        let batch = batches.gather(first, receive, || false);
        let applied = writer.apply(&batch)?;
        storing.tell((applied.new + applied.updated) as usize);
        storing.store(&reader, &mut writer)?;
        stored.new += u64::from(applied.new);
        stored.updated += u64::from(applied.updated);
        stored.same += u64::from(applied.same);
        if drawn.is_none_or(|at| at.elapsed() >= PACE) {
            progress.draw(stored.all());
            drawn = Some(clock::instant());
        }
    }
    Ok((stored, writer, storing))
}

fn tell(session: &Session, ended: &Ended) -> Result<(), Fault> {
    let Stored { new, updated, same } = ended.stored;
    let refused = ended.refused;
    let mut out = output();
    if session.common.json {
        let mut record = serde_json::json!({
            "new": new, "updated": updated, "same": same, "failed": refused,
        });
        if let (Some(removed), Some(fields)) = (ended.removed, record.as_object_mut()) {
            fields.insert("removed".to_owned(), removed.into());
        }
        json::line(&mut out, &record)?;
    } else if !session.common.quiet {
        let failed = if refused > 0 {
            format!(", {refused} not read")
        } else {
            String::new()
        };
        let removed = match ended.removed {
            None | Some(0) => String::new(),
            Some(n) => format!(", {n} old ones taken out"),
        };
        let newer = match updated {
            0 => String::new(),
            1 => "1 is a newer version of an article that is here, ".to_owned(),
            n => format!("{n} are newer versions of articles that are here, "),
        };
        let seconds = ended.took.as_secs_f64();
        let pace = rate(ended.stored.all(), ended.took);
        writeln!(
            out,
            "{new} new, {newer}{same} unchanged{failed}{removed} ({seconds:.1} s, {pace} a second)"
        )?;
    }
    out.flush()?;
    Ok(())
}
