//! Owns: newsboat's articles, brought into the library with what its reader did with them.
//! Promises: read state, flags and what was deleted come along; on all cores; a second time nothing changes.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, bounded};

use crate::cli::fault::Fault;
use crate::cli::open_library;
use crate::cli::pipeline::{self, PipelineOptions};
use crate::cli::session::Session;
use crate::engine::batch::Batches;
use crate::engine::clock;
use crate::engine::pipeline::Pipeline;
use crate::print::style::many;
use nutgraf_library::newsboat::{self, Item};
use nutgraf_library::{LibraryError, Reader, Writer};
use nutgraf_read::model::change::{Change, Entry, FeedChange, GivenMarks};

/// Items and changes that may wait.
const WAITING: usize = 256;

/// Brings the articles of a `cache.db`. Answers what came, in words.
pub fn bring(session: &Session, path: &Path) -> Result<String, Fault> {
    let library = open_library::open(session)?;
    let options = PipelineOptions {
        analyse: true,
        stored: true,
        ..PipelineOptions::default()
    };
    let reader = Arc::new(Mutex::new(library.reader()?));
    let pipeline = Pipeline {
        known: Some(Arc::clone(&reader)),
        ..pipeline::pipeline(session, &options)?
    };
    let writer = library.writer()?;
    let (items, waiting) = bounded::<Item>(WAITING);
    let (changes, receive) = bounded::<Change>(WAITING);
    let (buried, marked) = (AtomicU64::new(0), AtomicU64::new(0));
    let (read, stored) = thread::scope(|scope| {
        let store = scope.spawn(|| store_all(writer, &receive));
        for number in 0..pipeline.workers.max(1) {
            let (waiting, changes) = (waiting.clone(), changes.clone());
            let (pipeline, reader, buried, marked) = (&pipeline, &*reader, &buried, &marked);
            let work = move || {
                for item in waiting {
                    let change = change(pipeline, reader, &item);
                    match &change {
                        Some(Change::Feed(FeedChange::Bury { .. })) => {
                            buried.fetch_add(1, Ordering::Relaxed);
                        }
                        Some(Change::Entry(_)) => {
                            marked.fetch_add(u64::from(!item.unread), Ordering::Relaxed);
                        }
                        _ => {}
                    }
                    if change.is_some_and(|change| changes.send(change).is_err()) {
                        return;
                    }
                }
            };
            let thread = thread::Builder::new().name(format!("analyse-{number}"));
            drop(thread.spawn_scoped(scope, work));
        }
        drop(waiting);
        drop(changes);
        let read = newsboat::read(path, &mut |item| items.send(item).is_ok());
        // The analysts end when nothing more can come.
        drop(items);
        (read, store.join())
    });
    let broken = read?;
    let stored =
        stored.map_err(|_panic| Fault::failed("cannot import: the writer ended early"))??;
    drop(reader);
    drop(library.writer().and_then(|writer| writer.merge()));
    let mut told = format!(
        "{} from {} ({} read), {} kept away",
        many(usize::try_from(stored).unwrap_or(usize::MAX), "article"),
        path.display(),
        marked.load(Ordering::Relaxed),
        many(
            usize::try_from(buried.load(Ordering::Relaxed)).unwrap_or(usize::MAX),
            "deleted one"
        )
    );
    if broken > 0 {
        told = format!("{told}, {broken} could not be read");
    }
    Ok(told)
}

/// What is to be done with an article; `None` when the library has it so.
fn change(pipeline: &Pipeline, reader: &Mutex<Reader>, item: &Item) -> Option<Change> {
    let kept = &item.kept;
    let feed: Arc<str> = Arc::from(item.feed.as_str());
    if item.deleted {
        let identity = kept.identity();
        return Some(Change::Feed(FeedChange::Bury { feed, identity }));
    }
    let options = pipeline.reading.with_origin(item.feed.as_str());
    let article = nutgraf_read::article(kept.draft(&options), &pipeline.reading);
    let article = pipeline.without_boilerplate(article);
    let version = nutgraf_analysis::VERSION;
    let settled = {
        let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
        reader.entry_settled(&feed, &article, (version, clock::now()))
    };
    let flags = item.flags.chars().filter(|flag| flag.is_alphabetic());
    let marks = GivenMarks {
        read: !item.unread,
        starred: !item.flags.is_empty(),
        tags: flags.map(String::from).collect(),
    };
    if settled.unwrap_or(false) {
        let identity = kept.identity();
        return (marks != GivenMarks::default())
            .then_some(Change::Feed(FeedChange::Give { identity, marks }));
    }
    Some(Change::Entry(Box::new(Entry {
        feed,
        analyzed: pipeline.renew(article),
        marks: Some(marks),
    })))
}

/// Stores what comes; answers how many articles are new.
fn store_all(mut writer: Writer, receive: &Receiver<Change>) -> Result<u64, LibraryError> {
    let mut batches = Batches::alone();
    let mut new = 0;
    while let Ok(first) = receive.recv() {
        let batch = batches.gather(first, receive, || false);
        new += u64::from(writer.apply(&batch)?.new);
    }
    Ok(new)
}
