//! Owns: the thread that fetches rows and whole articles for the screen.
//! Promises: answers in the order of asking, except that of several articles asked for only the newest is fetched.

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;

use crossbeam_channel::{Receiver, Sender, bounded};

use crate::app::msg::{Level, Msg, Snapshot};
use crate::engine::account;
use crate::engine::thread::{spawn, tell};
use nutgraf_analysis::AnalysisOptions;
use nutgraf_analysis::summary::word_class::WordClasses;
use nutgraf_analysis::summary::{self, Ranker};
use nutgraf_library::catalog::bits::Bits;
use nutgraf_library::filter::stats::stories::{self, Story};
use nutgraf_library::{Library, LibraryError, Reader};
use nutgraf_read::model::headline::Reading;
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::summary_request::SummaryRequest;
use nutgraf_read::model::voices::Voices;

/// Errands that may wait; the screen asks a few at each key.
const ERRANDS: usize = 1024;

/// Something to fetch.
#[derive(Clone, Debug, PartialEq)]
pub enum Errand {
    /// What list rows show.
    Rows(Vec<ArticleId>),
    /// A whole article.
    Open(ArticleId),
    /// How articles are summed up that are opened from here on.
    Summarize(SummaryRequest),
    /// Articles put together to stories.
    Stories {
        /// The columns that the articles stand in.
        catalog: Snapshot,
        /// Which articles.
        articles: Arc<Bits>,
    },
    /// What stands beside a story.
    Account {
        /// The columns that its articles stand in.
        catalog: Snapshot,
        /// The story.
        story: Arc<Story>,
    },
    /// Who said what in some articles.
    Statements {
        /// Which articles.
        articles: Arc<[ArticleId]>,
        /// Whose statements.
        voices: Voices,
        /// Goes into the answer.
        asking: u32,
    },
    /// How many articles there are.
    Counts,
}

/// Starts the thread. It ends when the sender is dropped.
///
/// # Errors
/// When the system has no thread to give.
pub fn start(
    library: &Arc<Library>,
    options: AnalysisOptions,
    inbox: Sender<Msg>,
) -> io::Result<(Sender<Errand>, JoinHandle<()>)> {
    let (errands, waiting) = bounded(ERRANDS);
    let library = Arc::clone(library);
    let handle = spawn("reader", inbox.clone(), move || match library.reader() {
        Ok(reader) => run(&reader, &mut Summing::new(options), &waiting, &inbox),
        Err(error) => tell(&inbox, Level::Error, error.to_string()),
    })?;
    Ok((errands, handle))
}

/// How what is opened is summed up.
struct Summing {
    /// How it was summed up when it was stored.
    options: AnalysisOptions,
    brief: SummaryRequest,
    /// The classes of small words, by which an author's own voice is told.
    word_classes: WordClasses,
    /// Made when it is needed first.
    ranker: Option<Ranker>,
}

impl Summing {
    fn new(options: AnalysisOptions) -> Self {
        Self {
            brief: SummaryRequest {
                length: options.length,
                about: Vec::new(),
            },
            options,
            word_classes: WordClasses::new(),
            ranker: None,
        }
    }

    /// Puts the wanted summary in the place of the stored one, where they differ.
    fn sum_up(&mut self, reading: &mut Reading) {
        let (article, analysis) = (&reading.analyzed.article, &reading.analyzed.analysis);
        reading.own_voice = summary::own_voice(article, &analysis.sentences, &self.word_classes);
        let stored = self.brief.about.is_empty() && self.brief.length == self.options.length;
        if stored || reading.analyzed.analysis.version == 0 {
            return;
        }
        let ranker = self.ranker.get_or_insert_with(Ranker::new);
        let short = self.options.summary_sentences;
        let made = ranker.requested(&reading.analyzed, &self.brief, short);
        reading.about = made
            .about
            .iter()
            .filter_map(|at| self.brief.about.get(*at))
            .map(|subject| Arc::clone(&subject.name))
            .collect();
        Arc::make_mut(&mut reading.analyzed).analysis.summary = made.summary;
    }
}

fn run(reader: &Reader, summing: &mut Summing, waiting: &Receiver<Errand>, inbox: &Sender<Msg>) {
    while let Ok(first) = waiting.recv() {
        let mut errands = vec![first];
        errands.extend(waiting.try_iter());
        let last_open = errands.iter().rposition(|e| matches!(e, Errand::Open(_)));
        let last_stories = errands
            .iter()
            .rposition(|e| matches!(e, Errand::Stories { .. }));
        let last_account = errands
            .iter()
            .rposition(|e| matches!(e, Errand::Account { .. }));
        let last_said = errands
            .iter()
            .rposition(|e| matches!(e, Errand::Statements { .. }));
        let last_count = errands.iter().rposition(|e| matches!(e, Errand::Counts));
        for (at, errand) in errands.into_iter().enumerate() {
            let overtaken = match &errand {
                Errand::Open(_) => last_open != Some(at),
                Errand::Stories { .. } => last_stories != Some(at),
                Errand::Account { .. } => last_account != Some(at),
                Errand::Counts => last_count != Some(at),
                Errand::Statements { .. } => last_said != Some(at),
                Errand::Rows(_) => false,
                Errand::Summarize(brief) => {
                    summing.brief.clone_from(brief);
                    true
                }
            };
            if overtaken {
                continue;
            }
            match fetch(reader, summing, errand) {
                Ok(None) => {}
                Ok(Some(msg)) => {
                    if inbox.send(msg).is_err() {
                        return;
                    }
                }
                Err(error) => tell(inbox, Level::Error, error.to_string()),
            }
        }
    }
}

fn fetch(
    reader: &Reader,
    summing: &mut Summing,
    errand: Errand,
) -> Result<Option<Msg>, LibraryError> {
    Ok(Some(match errand {
        Errand::Summarize(_) => return Ok(None),
        Errand::Rows(ids) => Msg::Rows(reader.headlines(&ids)?),
        Errand::Open(id) => {
            let mut reading = reader.open(id)?.map(Box::new);
            if let Some(reading) = &mut reading {
                summing.sum_up(reading);
            }
            Msg::Opened { id, reading }
        }
        Errand::Stories { catalog, articles } => {
            let seen = reader.stories_seen()?.into_iter().collect();
            let ids: Vec<ArticleId> = articles.iter().collect();
            let found = stories::group(&catalog.0, &ids, &seen).into_iter();
            Msg::Stories(found.map(|one| stories::line(&catalog.0, one)).collect())
        }
        Errand::Account { catalog, story } => {
            let seen = reader.stories_seen()?.into_iter().collect();
            let told = account::account(reader, &catalog.0, &story, &seen)?;
            Msg::Account(Arc::new(told))
        }
        Errand::Statements {
            articles,
            voices,
            asking,
        } => {
            let found = reader.statements(&articles, &voices, usize::MAX)?;
            Msg::Said {
                asking,
                statements: Arc::from(found),
            }
        }
        Errand::Counts => Msg::Counts(reader.counts()?),
    }))
}
