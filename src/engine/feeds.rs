//! Owns: the thread that follows feeds while the browser is open: which there are, asking them, changing their file.
//! Promises: the screen never waits for it; without a wish and without `[feeds] refresh` it sleeps for ever; one refresh of a
//! library at a time, whichever program does it.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use crate::app::msg::{Level, Msg, Progress};
use crate::app::state::feeds::FeedLine;
use crate::config::duration::spoken;
use crate::engine::clock;
use crate::engine::followed::{Followed, called};
use crate::engine::import::ReadingSetup;
use crate::engine::pipeline::Pipeline;
use crate::engine::refresh::{self, FeedsSetup, Outcome, PageSetup, Told, Wish, Work};
use crate::engine::search::News;
use crate::engine::thread::{spawn, tell};
use crate::engine::writer::WriterQueues;
use nutgraf_feeds::address::without_password;
use nutgraf_library::Library;
use nutgraf_read::ingest::opml;
use nutgraf_read::model::change::{Change, FeedChange};
use nutgraf_read::model::feed::{FeedEdit, FeedRow, FeedTally, Full, Health, Wanted, Which};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;

/// Wishes that may wait; they come at the pace of a human hand.
const WISHES: usize = 64;
/// Articles that came within so many seconds are new this week.
pub const WEEK: i64 = 7 * 24 * 3600;
/// How often, and with which pause, it is looked whether the writer has stored what came last.
const LOOKS: u32 = 100;
const LOOK: Duration = Duration::from_millis(20);
/// The feeds to begin with.
const STARTERS: &str = include_str!("../../seeds/starter.opml");

/// What is wished for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedWish {
    /// The feeds as they are (`Msg::Feeds`).
    Show,
    /// Asks some.
    Refresh(Which),
    /// Changes the file.
    Edit(FeedEdit),
    /// Takes the last change back.
    Undo,
    /// Fetches the page of an article, once.
    WholePage(ArticleId),
    /// Follows the starter feeds and asks them.
    Starters,
}

/// Starts the thread; it ends when the sender is dropped.
///
/// # Errors
/// When the system has no thread to give.
pub fn start(
    library: &Arc<Library>,
    (setup, reading): (FeedsSetup, ReadingSetup),
    (writer, news, stop): (WriterQueues, Sender<News>, Arc<AtomicBool>),
    inbox: Sender<Msg>,
) -> io::Result<(Sender<FeedWish>, JoinHandle<()>)> {
    let (wishes, waiting) = bounded(WISHES);
    let keeper = Keeper {
        library: Arc::clone(library),
        setup,
        reading,
        writer,
        news,
        stop,
        inbox: inbox.clone(),
        compiled: Mutex::default(),
        undo: None,
        last_page: None,
    };
    let handle = spawn("feeds", inbox, move || keeper.work(&waiting))?;
    Ok((wishes, handle))
}

struct Keeper {
    library: Arc<Library>,
    setup: FeedsSetup,
    reading: ReadingSetup,
    writer: WriterQueues,
    news: Sender<News>,
    stop: Arc<AtomicBool>,
    inbox: Sender<Msg>,
    compiled: Mutex<Option<Arc<Pipeline>>>,
    /// The file's text before the last change, and after it.
    undo: Option<(String, String)>,
    /// When a single page was fetched last.
    last_page: Option<Instant>,
}

impl Keeper {
    fn work(mut self, waiting: &Receiver<FeedWish>) {
        // What can't be read is said when somebody looks at the feeds.
        if let Ok(followed) = Followed::read(&self.setup.file) {
            self.tell_names(&followed);
        }
        loop {
            let wish = match self.setup.every {
                None => waiting
                    .recv()
                    .map_err(|_ended| RecvTimeoutError::Disconnected),
                Some(every) => waiting.recv_timeout(every),
            };
            let done = match wish {
                Ok(wish) => self.carry_out(wish),
                Err(RecvTimeoutError::Timeout) => self.refresh(Which::Due, false),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            if let Err(words) = done {
                tell(&self.inbox, Level::Error, words);
            }
            if self.stop.load(Ordering::Relaxed) {
                return;
            }
        }
    }

    fn carry_out(&mut self, wish: FeedWish) -> Result<(), String> {
        match wish {
            FeedWish::Show => {}
            FeedWish::Refresh(which) => self.refresh(which, true)?,
            FeedWish::Edit(edit) => self.edit(&edit)?,
            FeedWish::Undo => self.take_back()?,
            FeedWish::WholePage(id) => return self.whole_page(id),
            FeedWish::Starters => {
                self.edit(&FeedEdit::Add(starters()))?;
                self.show()?;
                self.refresh(Which::Due, true)?;
            }
        }
        self.show()
    }

    /// Fetches the page of an article and has it stored.
    fn whole_page(&mut self, id: ArticleId) -> Result<(), String> {
        if self.library.is_read_only() {
            return Err("the library can only be read; no page is fetched".to_owned());
        }
        let followed = Followed::read(&self.setup.file)?;
        let reader = self.library.reader().map_err(|error| error.to_string())?;
        let reader = Arc::new(Mutex::new(reader));
        let pipeline = self.pipeline(&reader);
        let mut setup = PageSetup {
            feeds: &followed.file.feeds,
            hosts: &followed.file.hosts,
            setup: &self.setup.refresh,
            last: &mut self.last_page,
        };
        let fetched = refresh::whole_page(&mut setup, &reader, &pipeline, id);
        let (level, words) = match fetched {
            Ok(Some(analyzed)) => {
                let words = analyzed.analysis.words;
                let change = FeedChange::Whole(Box::new(analyzed));
                if self.writer.change(Change::Feed(change)) {
                    (Level::Note, format!("the whole page: {words} words"))
                } else {
                    (Level::Warning, "too much at once; try again".to_owned())
                }
            }
            Ok(None) => (
                Level::Note,
                "the page has no more than is here; nothing was changed".to_owned(),
            ),
            Err(words) => (
                Level::Warning,
                format!("the article stays as it is: {words}"),
            ),
        };
        tell(&self.inbox, level, words);
        Ok(())
    }

    fn edit(&mut self, edit: &FeedEdit) -> Result<(), String> {
        let mut followed = Followed::read(&self.setup.file)?;
        let before = followed.text().to_owned();
        followed.edit(edit)?;
        self.undo = Some((before, followed.text().to_owned()));
        Ok(())
    }

    fn take_back(&mut self) -> Result<(), String> {
        let mut followed = Followed::read(&self.setup.file)?;
        match self.undo.take() {
            Some((before, after)) if after == followed.text() => {
                followed.write(&before)?;
                tell(
                    &self.inbox,
                    Level::Note,
                    "the last change to the feeds is taken back",
                );
            }
            Some(_) => tell(
                &self.inbox,
                Level::Note,
                "the file of feeds was changed since; nothing is taken back",
            ),
            None => tell(&self.inbox, Level::Note, "nothing to take back here"),
        }
        Ok(())
    }

    /// Tells those who filter what feeds are called.
    fn tell_names(&self, followed: &Followed) {
        // Nobody listens any more when the program is ending.
        drop(self.news.send(News::Feeds(followed.filed())));
    }

    /// Tells the screen the feeds as they are.
    fn show(&self) -> Result<(), String> {
        let followed = Followed::read(&self.setup.file)?;
        if let Some(first) = followed.complaints.first() {
            tell(&self.inbox, Level::Warning, first.clone());
        }
        self.tell_names(&followed);
        let reader = self.library.reader().map_err(|error| error.to_string())?;
        let now = clock::now();
        let rows = reader.feeds().map_err(|error| error.to_string())?;
        let tallies = reader
            .feed_tallies(now.plus(-WEEK))
            .map_err(|error| error.to_string())?;
        let none = FeedRow::default();
        let shown = followed.file.feeds.iter().filter(|feed| !feed.hidden);
        let mut lines: Vec<FeedLine> = shown
            .map(|feed| {
                let row = rows.get(feed.url.as_str()).unwrap_or(&none);
                let tally = tallies.get(&row.id).copied().unwrap_or_default();
                line(feed, row, tally, now)
            })
            .collect();
        lines.sort_by_cached_key(|line| (!line.health.is_trouble(), line.name.to_lowercase()));
        let file = followed.path.display().to_string();
        drop(self.inbox.send(Msg::Feeds(lines.into(), file)));
        Ok(())
    }

    fn pipeline(&self, reader: &Arc<Mutex<nutgraf_library::Reader>>) -> Arc<Pipeline> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || {
            Arc::new(Pipeline {
                known: Some(Arc::clone(reader)),
                ..self.reading.pipeline()
            })
        };
        Arc::clone(compiled.get_or_insert_with(made))
    }

    /// Asks feeds; a quiet count goes to the screen. `said` says whether somebody waits to hear of it.
    fn refresh(&self, which: Which, said: bool) -> Result<(), String> {
        let followed = Followed::read(&self.setup.file)?;
        let Some(path) = self.library.path() else {
            return Ok(());
        };
        if self.library.is_read_only() {
            return Err("the library can only be read; feeds are not asked".to_owned());
        }
        let Some(_claim) = refresh::claim(path).map_err(|error| error.to_string())? else {
            if said {
                tell(
                    &self.inbox,
                    Level::Note,
                    "another nutgraf is asking the feeds already",
                );
            }
            return Ok(());
        };
        let reader = self.library.reader().map_err(|error| error.to_string())?;
        let reader = Arc::new(Mutex::new(reader));
        let (asked, answered, came) = (AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0));
        let failed: Mutex<HashMap<Arc<str>, String>> = Mutex::default();
        let last: Mutex<Option<(Arc<str>, Option<Moment>)>> = Mutex::default();
        let progress = |finished: bool| Progress {
            stage: "feeds".to_owned(),
            done: answered.load(Ordering::Relaxed),
            total: asked.load(Ordering::Relaxed),
            failed: 0,
            articles: came.load(Ordering::Relaxed),
            finished,
        };
        let work = Work {
            feeds: &followed.file.feeds,
            hosts: &followed.file.hosts,
            reader: &reader,
            pipeline: &|| self.pipeline(&reader),
            setup: &self.setup.refresh,
            stop: &self.stop,
            // A writer that is gone means that the program is ending.
            sink: &|change| {
                self.writer.put(change);
            },
            tell: &|told: Told| {
                answered.fetch_add(1, Ordering::Relaxed);
                if !matches!(told.outcome, Outcome::Waits(_)) {
                    let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                    *last = Some((Arc::clone(&told.feed), told.next));
                }
                match told.outcome {
                    Outcome::Read(many) => drop(came.fetch_add(many, Ordering::Relaxed)),
                    Outcome::Failed(words) | Outcome::Offline(words) => {
                        let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                        failed.insert(told.feed, words);
                    }
                    Outcome::Same | Outcome::Waits(_) => {}
                }
                // A full inbox means that the screen is behind; it needs no progress then.
                drop(self.inbox.try_send(Msg::Progress(progress(false))));
            },
            begin: &|many| asked.store(u32::try_from(many).unwrap_or(u32::MAX), Ordering::Relaxed),
        };
        let wish = Wish {
            which,
            ..Wish::default()
        };
        refresh::refresh(&work, &wish).map_err(|error| error.to_string())?;
        self.writer.hurry();
        let last = last.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.wait_for(last);
        drop(self.inbox.send(Msg::Progress(progress(true))));
        let failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
        let asked = asked.load(Ordering::Relaxed);
        if said {
            let (level, words) = words(asked, came.load(Ordering::Relaxed), &failed);
            tell(&self.inbox, level, words);
        }
        Ok(())
    }
}

impl Keeper {
    /// Waits a moment until the writer has stored how a feed stands, so that the screen is not shown what was before.
    fn wait_for(&self, last: Option<(Arc<str>, Option<Moment>)>) {
        let (Some((feed, next)), Ok(reader)) = (last, self.library.reader()) else {
            return;
        };
        for _ in 0..LOOKS {
            let rows = reader.feeds().unwrap_or_default();
            if rows.get(&feed).is_some_and(|row| row.standing.next == next) {
                return;
            }
            std::thread::sleep(LOOK);
        }
    }
}

/// The starter feeds.
fn starters() -> Vec<Wanted> {
    opml::read(STARTERS).into_iter().map(Wanted::from).collect()
}

/// What a refresh came to, in a line.
fn words(asked: u32, came: u32, failed: &HashMap<Arc<str>, String>) -> (Level, String) {
    if asked == 0 {
        return (Level::Note, "no feed is due".to_owned());
    }
    let many = u32::try_from(failed.len()).unwrap_or(u32::MAX);
    if many == asked {
        let first = failed.values().next().map_or("", String::as_str);
        return (Level::Warning, format!("no feed could be reached: {first}"));
    }
    let trouble = match many {
        0 => String::new(),
        1 => ", 1 failed (it stands on top)".to_owned(),
        many => format!(", {many} failed (they stand on top)"),
    };
    (
        Level::Note,
        format!(
            "{} asked, {} came{trouble}",
            many_of(asked, ("feed", "feeds")),
            many_of(came, ("entry", "entries"))
        ),
    )
}

fn many_of(number: u32, (one, several): (&str, &str)) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// A feed as the screen shows it.
fn line(feed: &Wanted, row: &FeedRow, tally: FeedTally, now: Moment) -> FeedLine {
    let shown = without_password(&feed.url);
    FeedLine {
        url: Arc::from(feed.url.as_str()),
        name: called(feed, Some(row)),
        shown,
        health: row.standing.health(),
        state: state(row, now),
        unread: tally.unread,
        week: tally.week,
        latest: tally.latest,
        next: row.standing.next,
        tags: feed.tags.clone(),
        full: feed.full != Full::Feed,
    }
}

/// How a feed is, in a few words.
pub fn state(row: &FeedRow, now: Moment) -> String {
    let standing = &row.standing;
    let words = standing.last().map_or("", |last| last.words.as_str());
    match standing.health() {
        Health::New => "never asked".to_owned(),
        Health::Well => match standing.next {
            Some(next) if next > now => format!("ok, next in {}", spoken(next.0 - now.0)),
            Some(_) | None => "ok, due".to_owned(),
        },
        Health::Waiting => match standing.next {
            Some(next) if next > now => format!("waits for {}", spoken(next.0 - now.0)),
            Some(_) | None => "waited".to_owned(),
        },
        Health::Failing | Health::Dormant | Health::Gone => words.to_owned(),
    }
}

#[cfg(test)]
mod tests;
