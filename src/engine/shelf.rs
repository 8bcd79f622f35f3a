//! Owns: the thread that keeps the catalog in step with the library and answers filter lines over it.
//! May import: `model`, `catalog`, `filter`, `library`, `app::msg`, `engine::{clock, thread}`.
//! Promises: the newest question wins; the filter works on what is loaded while the rest loads behind it.

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, after, bounded, never, select_biased};

use crate::app::msg::{Counts, Level, Msg, Snapshot};
use crate::catalog::Catalog;
use crate::engine::clock;
use crate::engine::thread::{spawn, tell};
use crate::filter::found::{Found, FullText};
use crate::filter::query::Sort;
use crate::filter::{self, Narrow};
use crate::library::Library;
use crate::library::changes::ChangeMark;
use crate::library::error::LibraryError;
use crate::library::fill::NEWEST;
use crate::library::reader::Reader;
use crate::model::id::{ArticleId, Generation};

/// News that may wait; a writer that is this far ahead of the catalog waits for it.
const NEWS: usize = 512;
/// Articles that are loaded between two looks at the news: a chunk of the catalog.
const CHUNK: u32 = 4096;
/// Changed articles that are asked for at once.
const CHANGES: usize = 4096;
/// How often the screen hears of a catalog that grows or changes under a question already answered.
const PACE: Duration = Duration::from_millis(120);
/// The same while the library is small: an answer costs next to nothing then, and a folder of documents should be on the
/// screen the moment it is read.
const QUICK: Duration = Duration::from_millis(16);
/// Up to this many articles a library is small.
const SMALL: u32 = 4096;
/// While a library loads, each answer waits twice as long as the one before, from this on: what an answer shares with
/// the screen has to be copied when loading goes on, and the whole list is there from the first answer.
const FIRST_REST: Duration = Duration::from_millis(60);

/// Questions that may wait; only the newest is answered.
const QUESTIONS: usize = 256;

/// A filter line to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Goes into the answer.
    pub generation: Generation,
    /// The line as typed.
    pub line: String,
}

/// What the thread is told besides questions.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// These articles were stored or changed by this process.
    Touched(Vec<ArticleId>),
    /// Another process wrote to the library.
    Elsewhere,
    /// The program is ending.
    End,
}

/// The ways in.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Filter lines.
    pub questions: Sender<Question>,
    /// What changed.
    pub news: Sender<News>,
}

/// Starts the thread. It ends with `News::End` or when nobody can send any more.
///
/// # Errors
/// When the system has no thread to give.
pub fn start(library: &Arc<Library>, inbox: Sender<Msg>) -> io::Result<(Shelf, JoinHandle<()>)> {
    let (news, waiting) = bounded(NEWS);
    let (questions, asked) = bounded(QUESTIONS);
    let library = Arc::clone(library);
    let handle = spawn("search", inbox.clone(), move || match library.reader() {
        Ok(reader) => Keeper::new(reader, inbox, Incoming { asked, waiting }).keep(),
        Err(error) => tell(&inbox, Level::Error, error.to_string()),
    })?;
    Ok((Shelf { questions, news }, handle))
}

struct Incoming {
    asked: Receiver<Question>,
    waiting: Receiver<News>,
}

struct Keeper {
    reader: Reader,
    inbox: Sender<Msg>,
    incoming: Incoming,
    catalog: Catalog,
    narrow: Narrow,
    /// Articles from this on are loaded; `None` when all are.
    loading: Option<ArticleId>,
    /// How long the next answer waits while the catalog loads.
    rest: Duration,
    /// The whole list while the catalog loads.
    order: Option<Arc<[ArticleId]>>,
    touched: Vec<ArticleId>,
    /// Whether another process wrote, and not all of it is asked for yet.
    elsewhere: bool,
    mark: ChangeMark,
    question: Option<Question>,
    /// Whether the question waits for its first answer.
    fresh: bool,
    /// Whether the catalog has changed since the last answer.
    stale: bool,
    told: Option<Instant>,
    ended: bool,
}

impl Keeper {
    fn new(reader: Reader, inbox: Sender<Msg>, incoming: Incoming) -> Self {
        let mark = reader.change_mark().unwrap_or_default();
        Self {
            reader,
            inbox,
            incoming,
            catalog: Catalog::new(),
            narrow: Narrow::default(),
            loading: Some(NEWEST),
            rest: FIRST_REST,
            order: None,
            touched: Vec::new(),
            elsewhere: false,
            mark,
            question: None,
            fresh: false,
            stale: false,
            told: None,
            ended: false,
        }
    }

    fn keep(mut self) {
        while !self.ended {
            self.listen();
            if self.ended {
                return;
            }
            if let Err(error) = self.catch_up() {
                tell(&self.inbox, Level::Error, error.to_string());
                self.loading = None;
                self.elsewhere = false;
                self.touched.clear();
            }
            let due = self.told.is_none_or(|told| told.elapsed() >= self.pace());
            if self.fresh || (self.stale && due) {
                self.answer();
            }
        }
    }

    /// Takes in all news; waits for some when there is nothing else to do.
    fn listen(&mut self) {
        let idle = self.loading.is_none() && self.touched.is_empty() && !self.elsewhere;
        if idle && !self.fresh {
            let pause = match self.told {
                Some(told) if self.stale => after(self.pace().saturating_sub(told.elapsed())),
                _ => never(),
            };
            select_biased! {
                recv(self.incoming.asked) -> question => match question {
                    Ok(question) => self.ask(question),
                    Err(_) => self.ended = true,
                },
                recv(self.incoming.waiting) -> news => self.take(news.unwrap_or(News::End)),
                recv(pause) -> _ => {}
            }
        }
        while let Ok(news) = self.incoming.waiting.try_recv() {
            self.take(news);
        }
        while let Ok(question) = self.incoming.asked.try_recv() {
            self.ask(question);
        }
    }

    fn pace(&self) -> Duration {
        if self.loading.is_some() {
            self.rest
        } else if self.catalog.articles() <= SMALL {
            QUICK
        } else {
            PACE
        }
    }

    fn ask(&mut self, question: Question) {
        self.question = Some(question);
        self.fresh = true;
    }

    fn take(&mut self, news: News) {
        match news {
            News::Touched(ids) => self.touched.extend(ids),
            News::Elsewhere => self.elsewhere = true,
            News::End => self.ended = true,
        }
    }

    /// Brings the catalog one step nearer to the library.
    fn catch_up(&mut self) -> Result<(), LibraryError> {
        if self.elsewhere {
            // A part at a time, until nothing comes.
            let ids = self.reader.changes_since(&mut self.mark, CHANGES)?;
            self.elsewhere = !ids.is_empty();
            self.touched.extend(ids);
        }
        if !self.touched.is_empty() {
            let ids = std::mem::take(&mut self.touched);
            // Rows beyond the loaded part come with their chunk.
            let ids: Vec<ArticleId> = match self.loading {
                Some(lowest) => ids.into_iter().filter(|id| *id >= lowest).collect(),
                None => ids,
            };
            if !ids.is_empty() {
                self.reader.refill(&mut self.catalog, &ids)?;
                self.stale = true;
            }
        }
        // The reader who types comes first; loading goes on after the answer, but an answer needs something to look at.
        if let Some(below) = self.loading
            && (!self.fresh || self.catalog.articles() == 0 && self.asks_for_something())
        {
            self.loading = self.reader.fill(&mut self.catalog, below, CHUNK)?;
            self.stale = true;
            if self.loading.is_none() {
                self.order = None;
            }
        }
        Ok(())
    }

    fn asks_for_something(&self) -> bool {
        self.question
            .as_ref()
            .is_some_and(|question| !question.line.trim().is_empty())
    }

    /// The answer to an empty line while the catalog loads: the list is whole from the start, the rest of the answer
    /// follows with the catalog.
    fn all(&mut self, found: Found) -> Found {
        if self.order.is_none() {
            self.order = self.reader.all_newest().ok().map(Arc::from);
        }
        let counts = self.reader.counts();
        match (&self.order, counts) {
            (Some(rows), Ok(counts)) => Found {
                rows: Arc::clone(rows),
                exact_until: rows.len(),
                unread: counts.unread,
                hints: Vec::new(),
                ..found
            },
            _ => found,
        }
    }

    /// Answers the question over the catalog as it is: first by titles and actors, then with the full text.
    fn answer(&mut self) {
        let (fresh, began) = (self.fresh, clock::instant());
        (self.fresh, self.stale, self.told) = (false, false, Some(began));
        self.rest *= 2;
        let snapshot = self.catalog.snapshot();
        if self
            .inbox
            .send(Msg::Catalog(Snapshot(Arc::clone(&snapshot))))
            .is_err()
        {
            self.ended = true;
            return;
        }
        if self.loading.is_none() {
            let counts = Counts {
                articles: snapshot.articles(),
                unread: snapshot.unread(),
                starred: snapshot.starred(),
            };
            drop(self.inbox.send(Msg::Counts(counts)));
        }
        let Some(Question { generation, line }) = self.question.clone() else {
            return;
        };
        let parsed = filter::parse(&line);
        let plan = Arc::new(filter::plan(&parsed, &snapshot, clock::now()));
        let wanted = plan.full_text();
        let mut text = FullText::default();
        // A question that was answered before keeps its full-text hits while the catalog grows.
        let passes: &[bool] = match (wanted.is_empty(), fresh) {
            (true, _) => &[false],
            (false, true) => &[false, true],
            (false, false) => &[true],
        };
        for with_text in passes {
            if *with_text {
                for term in &wanted {
                    match self.reader.text_hits(std::slice::from_ref(term)) {
                        Ok(hits) => text.insert(term.clone(), hits),
                        Err(error) => return tell(&self.inbox, Level::Error, error.to_string()),
                    }
                }
            }
            let asked = &self.incoming.asked;
            let newer = || !asked.is_empty();
            let Some(mut found) = filter::run(&plan, &snapshot, &text, &mut self.narrow, &newer)
            else {
                return;
            };
            if self.loading.is_some() && plan.is_empty() && plan.sort() == Sort::default() {
                found = self.all(found);
            }
            let micros = u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX);
            let found = Arc::new(filter::once(found, &plan, &snapshot));
            if self
                .inbox
                .send(Msg::Found {
                    generation,
                    found,
                    plan: Arc::clone(&plan),
                    micros,
                })
                .is_err()
            {
                self.ended = true;
                return;
            }
        }
    }
}
