//! Owns: the one thread that writes to the library: the screen's changes at once, imported articles in batches.
//! Promises: a change of the reader's never waits for more than one batch of an import; what was reported as stored is.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, select_biased};

use crate::app::effect::StoryWish;
use crate::app::msg::{Level, Msg};
use crate::engine::batch::Batches;
use crate::engine::clock;
use crate::engine::search::News;
use crate::engine::stories::Stories;
use crate::engine::thread::{spawn, tell};
use nutgraf_library::{Library, Reader, Writer};
use nutgraf_read::model::change::Change;
use nutgraf_read::model::id::ArticleId;

/// Changes of the reader's that may wait; they come at the pace of a human hand.
const CHANGES: usize = 4096;
/// Articles that may wait for the writer; more, and the analysts wait.
const ARTICLES: usize = 256;
/// Lists of articles to be taken out that may wait.
const REMOVALS: usize = 4;
/// What the reader says about stories that may wait.
const SAID: usize = 16;
/// Articles that are given to stories in one transaction, when nobody else wants to write.
const PLACED_AT_ONCE: usize = 256;
/// Articles that are taken out in one transaction, when nobody else wants to write.
const REMOVED_AT_ONCE: usize = 64;
/// The same for articles that are brought over from the form of an older program.
const BROUGHT_OVER_AT_ONCE: usize = 32;
/// The shortest pause between two such transactions; it is as long as the one before took, so that what answers the reader finds a core.
const REST: Duration = Duration::from_millis(5);

/// The ways in. The thread ends when all of them are dropped.
#[derive(Clone, Debug)]
pub struct WriterQueues {
    changes: Sender<Change>,
    articles_in: Sender<Change>,
    removals: Sender<Vec<ArticleId>>,
    stories: Sender<StoryWish>,
    /// Whether no more articles are to be waited for.
    hurried: Arc<AtomicBool>,
}

impl WriterQueues {
    /// Starts the thread. It tells `inbox` what was stored and `search` which articles changed.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn open(
        library: &Arc<Library>,
        inbox: Sender<Msg>,
        search: Sender<News>,
    ) -> io::Result<(Self, JoinHandle<()>)> {
        let (changes, asked) = bounded(CHANGES);
        let (articles_in, put) = bounded(ARTICLES);
        let (removals, removed) = bounded(REMOVALS);
        let (stories, said) = bounded(SAID);
        let library = Arc::clone(library);
        let hurried = Arc::new(AtomicBool::new(false));
        let incoming = Incoming {
            asked,
            put,
            removed,
            said,
            hurried: Arc::clone(&hurried),
        };
        let handle = spawn("writer", inbox.clone(), move || {
            work(&library, &incoming, &Outgoing { inbox, search });
        })?;
        let writer = Self {
            changes,
            articles_in,
            removals,
            stories,
            hurried,
        };
        Ok((writer, handle))
    }

    /// Asks for a change of the reader's. Never waits; false when the queue is full, which no hand can do.
    pub fn change(&self, change: Change) -> bool {
        self.changes.try_send(change).is_ok()
    }

    /// Hands over an analysed article; waits while the writer is behind. False when the writer is gone.
    pub fn put(&self, change: Change) -> bool {
        self.articles_in.send(change).is_ok()
    }

    /// Says that the last article of an import has been handed over: what is there is stored without waiting for more.
    pub fn hurry(&self) {
        self.hurried.store(true, Ordering::Relaxed);
    }

    /// The way in for what is said about stories.
    pub fn about_stories(&self) -> Sender<StoryWish> {
        self.stories.clone()
    }

    /// Has other articles be one story. Never waits.
    pub fn story(&self, wish: StoryWish) -> bool {
        self.stories.try_send(wish).is_ok()
    }

    /// Has old articles taken out, a few at a time when nothing else is to be written. Never waits.
    pub fn take_out(&self, articles: Vec<ArticleId>) -> bool {
        self.removals.try_send(articles).is_ok()
    }
}

struct Incoming {
    asked: Receiver<Change>,
    put: Receiver<Change>,
    removed: Receiver<Vec<ArticleId>>,
    said: Receiver<StoryWish>,
    hurried: Arc<AtomicBool>,
}

struct Outgoing {
    inbox: Sender<Msg>,
    search: Sender<News>,
}

fn work(library: &Library, incoming: &Incoming, outgoing: &Outgoing) {
    let mut writer = match library.writer() {
        Ok(writer) => writer,
        Err(error) => {
            // One that can only be read has said so when it was opened.
            if !library.is_read_only() {
                tell(&outgoing.inbox, Level::Warning, error.to_string());
            }
            return refuse(incoming, &outgoing.inbox);
        }
    };
    let mut batches = Batches::beside_a_reader();
    let mut leaving: Vec<ArticleId> = Vec::new();
    let reader = library.reader().ok();
    let mut behind = reader
        .as_ref()
        .is_some_and(|reader| reader.is_behind().unwrap_or(false));
    let mut stories = Stories::new(Arc::clone(library.story_links()));
    let mut unplaced = reader.is_some();
    // A hand may have changed the file since.
    heed(&mut stories, reader.as_ref(), &mut writer, outgoing);
    let (mut changing, mut putting) = (true, true);
    let mut rest = REST;
    while changing || putting {
        let never = crossbeam_channel::never();
        let asked = if changing { &incoming.asked } else { &never };
        let put = if putting { &incoming.put } else { &never };
        // Old articles leave, and those of an older program are brought over, when nobody else wants to write; what is left of
        // them at the end has its turn the next time.
        let idle = if leaving.is_empty() && !behind && !unplaced {
            crossbeam_channel::never()
        } else {
            crossbeam_channel::after(rest)
        };
        select_biased! {
            recv(asked) -> change => match change {
                Ok(change) => {
                    if store(&mut writer, &[change], outgoing) {
                        heed(&mut stories, reader.as_ref(), &mut writer, outgoing);
                    }
                }
                Err(_) => changing = false,
            },
            recv(put) -> first => match first {
                Ok(change) => {
                    let hurry = || {
                        !incoming.asked.is_empty()
                            || incoming.hurried.swap(false, Ordering::Relaxed)
                    };
                    let batch = batches.gather(change, &incoming.put, hurry);
                    let _: bool = store(&mut writer, &batch, outgoing);
                    unplaced = reader.is_some();
                }
                Err(_) => putting = false,
            },
            recv(incoming.said) -> wish => if let Ok(StoryWish::Reread) = wish {
                heed(&mut stories, reader.as_ref(), &mut writer, outgoing);
            } else if let (Ok(wish), Some(reader)) = (wish, &reader) {
                match stories.linking(reader, wish) {
                    Ok(Some(linking)) => {
                        let words = format!("{}; u takes that back", linking.words);
                        if store(&mut writer, &[Change::Link(linking)], outgoing) {
                            heed(&mut stories, Some(reader), &mut writer, outgoing);
                            tell(&outgoing.inbox, Level::Note, words);
                        }
                    }
                    Ok(None) => tell(&outgoing.inbox, Level::Note, "the stories stay as they are"),
                    Err(error) => tell(&outgoing.inbox, Level::Warning, error.to_string()),
                }
            },
            recv(incoming.removed) -> articles => leaving.extend(articles.unwrap_or_default()),
            recv(idle) -> _ => {
                let began = clock::instant();
                if !leaving.is_empty() {
                    take_out(&mut writer, &mut leaving, outgoing);
                } else if unplaced {
                    unplaced = place(&mut stories, reader.as_ref(), &mut writer, outgoing);
                } else {
                    behind = catch_up(&mut writer, outgoing);
                }
                rest = REST.max(began.elapsed());
            },
        }
    }
    // What can't be merged now stays in the log and is as safe there.
    drop(writer.merge());
}

/// A library that can only be read: every change is answered with what can't be done.
fn refuse(incoming: &Incoming, inbox: &Sender<Msg>) {
    let put = incoming.put.clone();
    for _ in &incoming.asked {
        tell(
            inbox,
            Level::Error,
            "the library can only be read; nothing was changed",
        );
        while put.try_recv().is_ok() {}
    }
    for _ in put {}
}

/// Brings over the next few articles of an older program. Answers whether there may be more.
fn catch_up(writer: &mut Writer, outgoing: &Outgoing) -> bool {
    match writer.catch_up(BROUGHT_OVER_AT_ONCE) {
        Ok(done) => done > 0,
        Err(error) => {
            tell(&outgoing.inbox, Level::Warning, error.to_string());
            false
        }
    }
}

/// Heeds what the reader said about stories.
fn heed(stories: &mut Stories, reader: Option<&Reader>, writer: &mut Writer, outgoing: &Outgoing) {
    let Some(reader) = reader else {
        return;
    };
    match stories.heed(reader, writer) {
        Ok(Some(applied)) => announce(News::Regrouped(applied.touched, applied.written), outgoing),
        Ok(None) => {}
        Err(error) => tell(&outgoing.inbox, Level::Warning, error.to_string()),
    }
}

/// Gives the next articles to stories. Answers whether there may be more.
fn place(
    stories: &mut Stories,
    reader: Option<&Reader>,
    writer: &mut Writer,
    outgoing: &Outgoing,
) -> bool {
    let Some(reader) = reader else {
        return false;
    };
    match stories.place_some(reader, writer, PLACED_AT_ONCE) {
        Ok(Some(applied)) => {
            if !applied.touched.is_empty() {
                announce(News::Regrouped(applied.touched, applied.written), outgoing);
            }
            true
        }
        Ok(None) => false,
        Err(error) => {
            tell(&outgoing.inbox, Level::Warning, error.to_string());
            false
        }
    }
}

/// Takes out the next few of the articles that are to leave.
fn take_out(writer: &mut Writer, leaving: &mut Vec<ArticleId>, outgoing: &Outgoing) {
    let removed = leaving.split_off(leaving.len().saturating_sub(REMOVED_AT_ONCE));
    match writer.take_out(&removed) {
        Ok(applied) => announce(News::Touched(applied.touched, applied.written), outgoing),
        Err(error) => {
            leaving.clear();
            tell(&outgoing.inbox, Level::Warning, error.to_string());
        }
    }
}

/// Tells the search what is different. One that is gone means that the program is ending.
fn announce(news: News, outgoing: &Outgoing) {
    drop(outgoing.search.send(news));
}

/// Answers whether other articles are said to be one story now.
fn store(writer: &mut Writer, changes: &[Change], outgoing: &Outgoing) -> bool {
    let began = clock::instant();
    match writer.apply(changes) {
        Ok(applied) => {
            let (new, updated) = (applied.new, applied.updated);
            tracing::debug!(changes = changes.len(), new, updated, took = ?began.elapsed(), "stored");
            if matches!(changes, [Change::Undo]) && applied.undone.is_none() {
                tell(&outgoing.inbox, Level::Note, "nothing to undo");
            }
            let linked = applied.linked;
            let silent = matches!(
                changes,
                [Change::SetPosition(..)
                    | Change::Keep(..)
                    | Change::KnowStories(_)
                    | Change::KeepBrief(_),]
            );
            let touched = applied.touched.clone();
            announce(News::Touched(touched, applied.written), outgoing);
            if applied.corrected {
                announce(News::Corrected, outgoing);
                // A screen that is gone means the same.
                drop(outgoing.inbox.send(Msg::Corrected));
            }
            if !silent {
                drop(outgoing.inbox.send(Msg::Applied(applied)));
            }
            linked
        }
        Err(error) => {
            tracing::error!(%error, "not stored");
            tell(&outgoing.inbox, Level::Error, error.to_string());
            false
        }
    }
}
