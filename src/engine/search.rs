//! Owns: the thread that keeps the catalog in step with the library and answers filter lines over it.
//! Promises: the newest question wins; the filter works on what is loaded while the rest loads behind it; nothing that
//! takes long stands between a question and its rows.

mod answer;
mod completions;
mod load;
mod question;

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, after, bounded, never, select_biased};

use crate::app::effect::{BulkRequest, Question};
use crate::app::msg::{Level, Msg};
use crate::engine::saved_counts::SavedCounts;
use crate::engine::search::question::{Open, Planned, Showing};
use crate::engine::text::{self, Index};
use crate::engine::thread::{spawn, tell};
use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::feeds::FiledFeed;
use nutgraf_library::filter::SearchCache;
use nutgraf_library::filter::search::article_phrases::Phrases;
use nutgraf_library::filter::search::found::{Facets, FullText};
use nutgraf_library::{ChangeMark, Library, LibraryError, NEWEST, Reader, Written};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::saved::Saved;

/// News that may wait; a writer that is this far ahead of the catalog waits for it.
const NEWS: usize = 512;
/// Articles that are loaded in one step, which a question cuts short.
const STEP: u32 = 1024;
/// Changed articles that are asked for at once.
const CHANGES: usize = 4096;
/// How often the screen hears of a catalog that grows or changes under a question already answered.
const PACE: Duration = Duration::from_millis(120);
/// It hears of it less often where answers take long: they shall take one part in so many of the thread's time, and what is new is
/// seen within `SLOWEST` all the same.
const SHARE: u32 = 8;
/// The longest pause between two such answers.
const SLOWEST: Duration = Duration::from_secs(1);
/// The same while the library is small: an answer costs next to nothing then, and a folder of documents should be on the
/// screen the moment it is read.
const QUICK: Duration = Duration::from_millis(16);
/// Up to this many articles a library is small.
const SMALL: u32 = 4096;
/// While a library loads, each answer waits twice as long as the one before, from this on: what an answer shares with
/// the screen has to be copied when loading goes on, and the whole list is there from the first answer.
const FIRST_REST: Duration = Duration::from_millis(60);
/// The actors of an answer are counted so much later at most, for the full text to add its articles.
const MOMENT: Duration = Duration::from_millis(3);
/// Answers of the full text are kept for so many terms.
const TERMS: usize = 48;

/// Questions that may wait; only the newest is answered.
const QUESTIONS: usize = 256;

/// What the thread is told besides questions.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// These articles were stored or changed by this process, under these numbers.
    Touched(Vec<ArticleId>, Written),
    /// These articles belong to other stories now, by this process, under these numbers; all else of them is as it was.
    Regrouped(Vec<ArticleId>, Written),
    /// Another process wrote to the library.
    Elsewhere,
    /// The reader's saved lines, whenever they change.
    Saved(Vec<Saved>),
    /// The feeds that are followed, as their reader files them.
    Feeds(Vec<FiledFeed>),
    /// When the reader was here last.
    LastVisit(Option<Moment>),
    /// The articles of a line are wanted as a set.
    Match(BulkRequest),
    /// The file of corrections was written.
    Corrected,
    /// The program is ending.
    End,
}

/// The ways in.
#[derive(Clone, Debug)]
pub struct SearchThread {
    /// Filter lines.
    pub questions: Sender<Question>,
    /// What changed.
    pub news: Sender<News>,
}

/// Starts the thread. It ends with `News::End` or when nobody can send any more.
///
/// # Errors
/// When the system has no thread to give.
pub fn start(
    library: &Arc<Library>,
    inbox: Sender<Msg>,
) -> io::Result<(SearchThread, JoinHandle<()>)> {
    let (news, waiting) = bounded(NEWS);
    let (questions, asked) = bounded(QUESTIONS);
    let (index, _) = text::start(library, inbox.clone())?;
    let library = Arc::clone(library);
    let handle = spawn("search", inbox.clone(), move || match library.reader() {
        Ok(reader) => Keeper::new(reader, inbox, Incoming { asked, waiting }, index).keep(),
        Err(error) => tell(&inbox, Level::Error, error.to_string()),
    })?;
    Ok((SearchThread { questions, news }, handle))
}

struct Incoming {
    asked: Receiver<Question>,
    waiting: Receiver<News>,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "independent reasons to act; any of them may hold at once"
)]
struct Keeper {
    reader: Reader,
    inbox: Sender<Msg>,
    incoming: Incoming,
    index: Index,
    catalog: Catalog,
    cache: SearchCache,
    /// What the full text said, and for which state of the library it need not be asked again.
    text: FullText,
    text_question: u64,
    saved_counts: SavedCounts,
    /// The facets counted last; they stand in while others are counted.
    facets: Facets,
    /// Articles from this on are loaded; `None` when all are.
    loading: Option<ArticleId>,
    /// How long the next answer waits while the catalog loads.
    rest: Duration,
    /// The whole list while the catalog loads.
    order: Option<Arc<[ArticleId]>>,
    touched: Vec<ArticleId>,
    /// Articles that are in other stories.
    regrouped: Vec<ArticleId>,
    /// Whether another process wrote, and not all of it is asked for yet.
    elsewhere: bool,
    mark: ChangeMark,
    question: Option<Question>,
    /// The answer whose facets are still to be counted.
    open: Option<Open>,
    /// How the last question was understood, over which catalog.
    planned: Option<Planned>,
    /// What the screen was given of the catalog and of rows.
    showing: Showing,
    /// The keyphrases of articles found last.
    phrases: Phrases,
    /// Whether the question waits for its first answer.
    fresh: bool,
    /// Whether the catalog has changed since the last answer.
    stale: bool,
    told: Option<Instant>,
    /// How long the last answer took.
    took: Duration,
    /// Whether actors are to be seen anew.
    corrected: bool,
    /// Whether feeds may be called otherwise.
    feeds_renamed: bool,
    /// Whether the right words of the catalog are known, as it stood at the last answer.
    learnt: bool,
    ended: bool,
}

impl Keeper {
    fn new(reader: Reader, inbox: Sender<Msg>, incoming: Incoming, index: Index) -> Self {
        let mark = reader.change_mark().unwrap_or_default();
        Self {
            reader,
            inbox,
            incoming,
            index,
            catalog: Catalog::new(),
            cache: SearchCache::default(),
            text: FullText::new(),
            text_question: 0,
            saved_counts: SavedCounts::default(),
            facets: Facets::default(),
            loading: Some(NEWEST),
            rest: FIRST_REST,
            order: None,
            touched: Vec::new(),
            regrouped: Vec::new(),
            elsewhere: false,
            mark,
            question: None,
            open: None,
            planned: None,
            showing: Showing::default(),
            phrases: Phrases::default(),
            fresh: false,
            stale: false,
            told: None,
            took: Duration::ZERO,
            corrected: false,
            feeds_renamed: false,
            learnt: false,
            ended: false,
        }
    }

    fn keep(mut self) {
        while !self.ended {
            self.listen();
            if self.ended {
                return;
            }
            if let Err(error) = self.work() {
                tell(&self.inbox, Level::Error, error.to_string());
                self.loading = None;
                (self.elsewhere, self.feeds_renamed) = (false, false);
                self.touched.clear();
                self.regrouped.clear();
            }
        }
    }

    /// The one thing that is most urgent.
    fn work(&mut self) -> Result<(), LibraryError> {
        self.catch_up()?;
        let due = self.told.is_none_or(|told| told.elapsed() >= self.pace());
        if self.fresh || (self.stale && due) {
            self.mute();
            self.answer();
        } else if self.hears_text() {
            // What it says is answered first, and counted once.
        } else if let Some(open) = self.open.take() {
            self.count(open);
        } else if let Some(request) = self.saved_counts.next_bulk() {
            self.carry_out(request)?;
        } else if self.loading.is_none() && !self.stale && self.saved_counts.owes(&self.catalog) {
            self.tally()?;
        } else if self.learns() {
            self.learnt = self.cache.learn(&self.catalog);
        }
        Ok(())
    }

    /// Waits a moment for the full text, when the answer lacks it; whether it, or a newer question, came.
    fn hears_text(&mut self) -> bool {
        let Some(open) = &mut self.open else {
            return false;
        };
        if !open.found.awaits_text || std::mem::replace(&mut open.waited, true) {
            return false;
        }
        select_biased! {
            recv(self.incoming.asked) -> question => match question {
                Ok(question) => self.ask(question),
                Err(_) => self.ended = true,
            },
            recv(self.index.answers) -> answer => match answer {
                Ok(answer) => self.learn(answer),
                Err(_) => return false,
            },
            default(MOMENT) => return false,
        }
        true
    }

    /// Whether something can be done without hearing anything new.
    fn busy(&self) -> bool {
        self.loading.is_some()
            || !self.touched.is_empty()
            || !self.regrouped.is_empty()
            || self.elsewhere
            || self.corrected
            || self.feeds_renamed
            || self.fresh
            || self.open.is_some()
            || self.saved_counts.has_bulk()
            || (!self.stale && self.saved_counts.owes(&self.catalog))
            || self.learns()
    }

    /// Whether right words are to be learnt, for putting spelling right: once somebody filters, when all is loaded, a little
    /// at a time between two looks at the questions.
    fn learns(&self) -> bool {
        let filters = || self.question.as_ref().is_some_and(|q| !q.line.is_empty());
        !self.learnt && !self.stale && self.loading.is_none() && filters()
    }

    /// Takes in all news; waits for some when there is nothing else to do.
    fn listen(&mut self) {
        if !self.busy() {
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
                recv(self.index.answers) -> answer => {
                    if let Ok(answer) = answer {
                        self.learn(answer);
                    }
                }
                recv(pause) -> _ => {}
            }
        }
        while let Ok(news) = self.incoming.waiting.try_recv() {
            self.take(news);
        }
        while let Ok(answer) = self.index.answers.try_recv() {
            self.learn(answer);
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
            PACE.max(self.took.saturating_mul(SHARE).min(SLOWEST))
        }
    }

    fn ask(&mut self, question: Question) {
        self.question = Some(question);
        self.fresh = true;
        self.open = None;
    }

    /// Takes in what the full text said; what it was asked for is answered anew.
    fn learn(&mut self, answer: text::Answer) {
        if self.text.len() > TERMS {
            self.text.clear();
        }
        for (term, hits) in answer.hits {
            self.text.insert(term, hits);
        }
        if answer.number == self.text_question {
            // At once: the rows of the titles are on the screen, and those of the texts join them.
            (self.stale, self.told) = (true, None);
        }
    }

    fn take(&mut self, news: News) {
        match news {
            News::Touched(ids, written) => {
                self.touched.extend(ids);
                // Where nothing watches for other programs, a gap in the numbers tells of them.
                self.elsewhere |= self.mark.pass(written);
            }
            News::Regrouped(ids, written) => {
                self.regrouped.extend(ids);
                self.elsewhere |= self.mark.pass(written);
            }
            News::Elsewhere => (self.elsewhere, self.feeds_renamed) = (true, true),
            News::Feeds(filed) => {
                self.catalog.file_feeds(filed);
                (self.feeds_renamed, self.stale) = (true, true);
            }
            News::Saved(saved) => {
                self.saved_counts.set(saved);
                self.stale = true;
            }
            News::LastVisit(at) => {
                let seen = at.and_then(|at| self.reader.arrived_before(at).ok());
                self.catalog.set_seen(seen);
                self.stale = true;
            }
            News::Match(request) => self.saved_counts.add(request),
            News::Corrected => self.corrected = true,
            News::End => self.ended = true,
        }
    }

    /// Brings what is muted up to date with the catalog.
    fn mute(&mut self) {
        match self
            .saved_counts
            .mute(&mut self.catalog, &self.reader, &mut self.cache)
        {
            Ok(()) => {}
            Err(error) => tell(&self.inbox, Level::Error, error.to_string()),
        }
    }

    /// Finds the articles of a line that something is to be done to.
    fn carry_out(&mut self, request: BulkRequest) -> Result<(), LibraryError> {
        let matched = crate::engine::saved_counts::matched(
            request,
            &self.catalog,
            &self.reader,
            &mut self.cache,
        )?;
        self.send(matched);
        Ok(())
    }

    /// Counts one more tab, when nobody is asking.
    fn tally(&mut self) -> Result<(), LibraryError> {
        let asked = &self.incoming.asked;
        let newer = || !asked.is_empty();
        let tallies =
            self.saved_counts
                .tally(&self.catalog, &self.reader, &mut self.cache, &newer)?;
        if let Some(tallies) = tallies {
            self.send(Msg::Tallies(tallies));
        }
        Ok(())
    }

    fn send(&mut self, msg: Msg) -> bool {
        self.ended |= self.inbox.send(msg).is_err();
        // The screen's thread may have been put behind this one, which goes on working: it comes first.
        std::thread::yield_now();
        !self.ended
    }
}
