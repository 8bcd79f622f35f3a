//! Owns: `refresh`: the feeds that are due are asked, for a person, a script or a timer.
//! Promises: what failed is named on standard error, one line each; an interrupt stores what came and ends cleanly; one refresh
//! of a library at a time.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crossbeam_channel::{Receiver, bounded};

use crate::cli::fault::{Fault, code};
use crate::cli::followed;
use crate::cli::import::afterwards::{keep_up, tidy};
use crate::cli::import::listen;
use crate::cli::open_library;
use crate::cli::pipeline::{self, PipelineOptions};
use crate::cli::session::{Session, complain, output};
use crate::engine::batch::Batches;
use crate::engine::clock;
use crate::engine::followed::{Followed, called};
use crate::engine::pipeline::Pipeline;
use crate::engine::refresh::{self, Outcome, Told, Wish, Work};
use crate::print::json;
use crate::print::style::many;
use nutgraf_feeds::address::without_password;
use nutgraf_library::{Fed, Library, LibraryError, Writer};
use nutgraf_read::model::change::Change;
use nutgraf_read::model::feed::{FeedRow, Wanted, Which};

/// Changes that may wait for the writer.
const WAITING: usize = 256;
/// How often progress is drawn.
const PACE: Duration = Duration::from_millis(100);

/// `refresh`.
pub fn refresh(
    session: &Session,
    feed: Option<&str>,
    (all, force, no_gap): (bool, bool, bool),
) -> Result<(), Fault> {
    let followed = followed::told(session)?;
    if followed.file.feeds.is_empty() {
        return Err(Fault::failed(format!(
            "no feeds are followed yet; `nutgraf feeds add URL` follows one (they stand in {})",
            followed.path.display()
        )));
    }
    let library = open_library::open(session)?;
    let which = match feed {
        None if all || force => Which::All,
        None => Which::Due,
        Some(feed) => {
            let known = library.reader()?.feeds()?;
            let named = |feed: &Wanted| called(feed, known.get(feed.url.as_str()));
            Which::These(vec![
                followed::find(&followed.file.feeds, feed, &named)?
                    .url
                    .clone(),
            ])
        }
    };
    let wish = Wish {
        which,
        force,
        no_gap,
    };
    let ended = run(session, &library, &followed, &wish)?;
    let known = library.reader()?.feeds()?;
    tell(session, &ended, &known)?;
    verdict(session, &ended)
}

/// What became of a refresh.
#[derive(Debug)]
pub struct Ended {
    /// Of each feed, in the order in which they answered.
    pub told: Vec<Told>,
    /// What was stored, by feed.
    pub fed: HashMap<Arc<str>, Fed>,
    interrupted: bool,
    took: Duration,
}

/// Asks feeds and stores what comes.
pub fn run(
    session: &Session,
    library: &Library,
    followed: &Followed,
    wish: &Wish,
) -> Result<Ended, Fault> {
    let writer = library.writer()?;
    let began = clock::instant();
    // A library for this run only is nobody else's.
    let claim = match library.path() {
        Some(path) => refresh::claim(path).map_err(|error| {
            Fault::failed(format!("cannot refresh {}: {error}", path.display()))
        })?,
        None => None,
    };
    if claim.is_none() && library.path().is_some() {
        return Err(Fault::Say {
            code: code::BUSY,
            message: "another nutgraf is fetching feeds into this library; wait for it to end"
                .to_owned(),
        });
    }
    let stop = Arc::new(AtomicBool::new(false));
    listen(&stop)?;
    let reader = Arc::new(Mutex::new(library.reader()?));
    let compiled: Mutex<Option<Arc<Pipeline>>> = Mutex::default();
    let options = PipelineOptions {
        analyse: true,
        stored: true,
        ..PipelineOptions::default()
    };
    // Made once before anything is asked of it, so that it can't fail later.
    pipeline::length(session)?;
    let pipeline = || {
        let mut compiled = compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || {
            let pipeline = pipeline::pipeline(session, &options).ok()?;
            Some(Arc::new(Pipeline {
                known: Some(Arc::clone(&reader)),
                ..pipeline
            }))
        };
        let ready = compiled.clone().or_else(made);
        compiled.clone_from(&ready);
        ready.unwrap_or_else(|| Arc::new(crate::engine::pipeline::plain()))
    };
    let setup = followed::setup(session, followed);
    let (send, receive) = bounded(WAITING);
    let (asked, answered) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let told: Mutex<Vec<Told>> = Mutex::default();
    let progress = Progress {
        draw: session.shows_progress(),
        asked: &asked,
        answered: &answered,
    };
    let fed = std::thread::scope(|scope| {
        let store = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn_scoped(scope, || store_all(writer, &receive, &progress))?;
        let sink = |change| drop(send.send(change));
        let work = Work {
            feeds: &followed.file.feeds,
            hosts: &followed.file.hosts,
            reader: &reader,
            pipeline: &pipeline,
            setup: &setup,
            stop: &stop,
            sink: &sink,
            tell: &|one| {
                answered.fetch_add(1, Ordering::Relaxed);
                told.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(one);
            },
            begin: &|many| asked.store(many, Ordering::Relaxed),
        };
        let refreshed = refresh::refresh(&work, wish);
        drop(send);
        let stored = store
            .join()
            .map_err(|_panic| io::Error::other("the writer ended early"));
        Ok::<_, io::Error>((refreshed, stored?))
    });
    progress.clear();
    let (refreshed, stored) =
        fed.map_err(|error| Fault::failed(format!("cannot refresh: {error}")))?;
    refreshed?;
    let interrupted = stop.load(Ordering::Relaxed);
    let fed = stored?;
    // Where nothing was read there is no pipeline, and nothing was learnt.
    let read = compiled
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    if let Some(pipeline) = read {
        keep_up(&pipeline, library, &stop)?;
    }
    if !interrupted && !fed.is_empty() {
        tidy(session, library)?;
    }
    drop(library.writer().and_then(|writer| writer.merge()));
    Ok(Ended {
        told: told.into_inner().unwrap_or_else(PoisonError::into_inner),
        fed,
        interrupted,
        took: began.elapsed(),
    })
}

/// Stores what comes, in batches, until nothing more can come.
fn store_all(
    mut writer: Writer,
    receive: &Receiver<Change>,
    progress: &Progress<'_>,
) -> Result<HashMap<Arc<str>, Fed>, LibraryError> {
    let mut fed: HashMap<Arc<str>, Fed> = HashMap::new();
    let mut batches = Batches::alone();
    let mut new = 0;
    let mut drawn = None;
    while let Ok(first) = receive.recv() {
        let batch = batches.gather(first, receive, || false);
        let applied = writer.apply(&batch)?;
        new += applied.new;
        for (feed, more) in applied.fed {
            let own = fed.entry(feed).or_default();
            own.new += more.new;
            own.updated += more.updated;
        }
        if drawn.is_none_or(|at: std::time::Instant| at.elapsed() >= PACE) {
            progress.draw(new);
            drawn = Some(clock::instant());
        }
    }
    Ok(fed)
}

/// Progress on one line of a terminal's standard error.
struct Progress<'a> {
    draw: bool,
    asked: &'a AtomicUsize,
    answered: &'a AtomicUsize,
}

impl Progress<'_> {
    fn draw(&self, new: u32) {
        if self.draw {
            let asked = self.asked.load(Ordering::Relaxed);
            let answered = self.answered.load(Ordering::Relaxed);
            let line = format!("\r\u{1b}[K{answered} of {asked} feeds, {new} new articles");
            drop(io::stderr().lock().write_all(line.as_bytes()));
        }
    }

    fn clear(&self) {
        if self.draw {
            drop(io::stderr().lock().write_all(b"\r\x1b[K"));
        }
    }
}

/// A feed's address as it may be shown, with its name where it has one.
fn shown(feed: &str, known: &HashMap<Arc<str>, FeedRow>) -> String {
    let address = without_password(feed);
    match known.get(feed).map(|row| row.title.as_str()) {
        None | Some("") => address,
        Some(title) => format!("{title} ({address})"),
    }
}

fn tell(session: &Session, ended: &Ended, known: &HashMap<Arc<str>, FeedRow>) -> Result<(), Fault> {
    let mut out = output();
    let (mut new, mut updated, mut same, mut waits) = (0, 0, 0, 0);
    for told in &ended.told {
        let fed = ended.fed.get(&told.feed).copied().unwrap_or_default();
        new += fed.new;
        updated += fed.updated;
        let (kind, words) = match &told.outcome {
            Outcome::Read(_) => ("read", None),
            Outcome::Same => ("same", None),
            Outcome::Waits(words) => ("waits", Some(words)),
            Outcome::Failed(words) => ("failed", Some(words)),
            Outcome::Offline(words) => ("offline", Some(words)),
        };
        same += u32::from(fed == Fed::default() && words.is_none());
        waits += u32::from(kind == "waits");
        if kind == "failed" {
            complain(&format!(
                "{}: {}",
                shown(&told.feed, known),
                words.map_or("", String::as_str)
            ));
        }
        if session.common.json {
            let name = known.get(&told.feed).map(|row| row.title.as_str());
            json::line(
                &mut out,
                &serde_json::json!({
                    "feed": without_password(&told.feed), "name": name.filter(|name| !name.is_empty()),
                    "outcome": kind, "status": Some(told.status).filter(|status| *status > 0),
                    "new": fed.new, "updated": fed.updated,
                    "next": told.next.map(|next| next.to_string()), "message": words,
                }),
            )?;
        }
    }
    if !session.common.json && !session.common.quiet {
        let mut parts = vec![format!("{new} new")];
        if updated > 0 {
            parts.push(format!("{updated} changed"));
        }
        if same > 0 {
            parts.push(format!("{same} without news"));
        }
        if waits > 0 {
            parts.push(format!("{waits} wait for their server"));
        }
        let failed = failures(ended);
        if failed > 0 {
            parts.push(format!("{failed} failed"));
        }
        let feeds = match ended.told.len() {
            0 => "no feed is due".to_owned(),
            all => many(all, "feed"),
        };
        if ended.told.is_empty() {
            writeln!(out, "{feeds}")?;
        } else {
            let took = ended.took.as_secs_f64();
            writeln!(out, "{feeds}: {} ({took:.1} s)", parts.join(", "))?;
        }
    }
    out.flush()?;
    Ok(())
}

fn failures(ended: &Ended) -> usize {
    let failed = ended.told.iter();
    failed
        .filter(|told| matches!(told.outcome, Outcome::Failed(_)))
        .count()
}

/// How the command ends.
fn verdict(_: &Session, ended: &Ended) -> Result<(), Fault> {
    if ended.interrupted {
        return Err(Fault::failed(
            "interrupted; what came is stored, and the next refresh goes on from there",
        ));
    }
    let offline = ended
        .told
        .iter()
        .any(|told| matches!(told.outcome, Outcome::Offline(_)));
    if offline {
        return Err(Fault::failed(
            "no server can be reached, so there seems to be no network; no feed counts as failed",
        ));
    }
    match failures(ended) {
        0 => Ok(()),
        // Each has been named.
        all if all == ended.told.len() => Err(Fault::Silent(code::FAILED)),
        _ => Err(Fault::Silent(code::PARTLY)),
    }
}
