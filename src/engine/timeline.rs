//! Owns: making the timeline of articles of a library.
//! Promises: reads only; of many articles only those are kept in memory that tell a chosen day; gives up when asked to.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use crossbeam_channel::Sender;

use crate::app::msg::{Level, Msg};
use crate::engine::newest::Newest;
use crate::engine::thread::tell;
use nutgraf_analysis::timeline::{self, Candidate, DatedArticle, Source, TimelineDay};
use nutgraf_library::{Library, LibraryError, Reader};
use nutgraf_read::date::calendar::Calendar;
use nutgraf_read::date::mention;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::dated::{DatedSentence, Precision};
use nutgraf_read::model::id::{ArticleId, Generation};
use nutgraf_read::model::moment::{Day, Moment};
use nutgraf_read::model::span::{CharIndex, Span};
use nutgraf_read::model::timeline::{Timeline, ToldDay, ToldLine};

/// Of so many articles all texts are read, so that those that are off the topic weigh less.
const WHOLE: usize = 1500;
/// The newest of more articles that are looked at.
const MOST: usize = 50_000;
/// So many articles at most may tell one day then.
const CANDIDATES: usize = 40;

/// How long a timeline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Days at most; without it as many as matter.
    pub days: Option<usize>,
    /// Sentences of a day at most.
    pub lines: usize,
}

/// An article with what a timeline is made of.
#[derive(Debug)]
pub struct Held {
    id: ArticleId,
    article: Article,
    sentences: Vec<Span>,
    days: Vec<DatedSentence>,
}

impl Held {
    /// An article with its sentences, and the days that they speak of.
    pub fn new(id: ArticleId, article: Article, sentences: Vec<Span>) -> Self {
        let days = mention::dated_sentences(&mention::in_article(&article, &sentences));
        Self {
            id,
            article,
            sentences,
            days,
        }
    }

    fn published(&self) -> Option<Day> {
        self.article.meta.local().and_then(Moment::day)
    }

    fn source(&self) -> Source<'_> {
        Source {
            published: self.published(),
            text: &self.article.text,
            sentences: &self.sentences,
            days: &self.days,
        }
    }
}

/// What the screen shows.
pub const SHOWN: Extent = Extent {
    days: None,
    lines: timeline::LINES,
};

/// Makes a timeline on a thread of its own and tells it.
///
/// # Errors
/// When the system has no thread to give.
pub fn begin(
    newest: &Newest,
    library: &Arc<Library>,
    ids: Arc<[ArticleId]>,
    generation: Generation,
    inbox: Sender<Msg>,
) -> io::Result<()> {
    let (library, told) = (Arc::clone(library), inbox.clone());
    newest.begin("timeline", inbox, move |old| {
        let made = library
            .reader()
            .and_then(|reader| make(&reader, &ids, SHOWN, old));
        match made {
            Ok(None) => {}
            // Nobody is left to be told when the inbox is closed.
            Ok(Some(timeline)) => drop(told.send(Msg::Timeline {
                generation,
                timeline,
            })),
            Err(error) => tell(&told, Level::Error, error.to_string()),
        }
    })
}

/// Makes the timeline of some articles; `None` when `give_up` said so. Articles that are gone are passed over.
pub fn make(
    reader: &Reader,
    ids: &[ArticleId],
    extent: Extent,
    give_up: &dyn Fn() -> bool,
) -> Result<Option<Timeline>, LibraryError> {
    if ids.len() <= WHOLE {
        let mut held = Vec::with_capacity(ids.len());
        for id in ids {
            if give_up() {
                return Ok(None);
            }
            held.extend(hold(reader, *id)?);
        }
        return Ok(Some(of(&held, extent)));
    }
    let newest = ids.get(..MOST).unwrap_or(ids);
    let Some(dates) = dates(reader, newest, give_up)? else {
        return Ok(None);
    };
    let articles: Vec<DatedArticle<'_>> = dates
        .iter()
        .map(|(published, days)| DatedArticle {
            published: *published,
            days,
            weight: 1.0,
        })
        .collect();
    let chosen = timeline::choose(timeline::weigh(&articles), extent.days);
    let mut wanted = BTreeSet::new();
    for day in &chosen {
        // What appeared next to a day tells it best.
        let told = day.day.number();
        let mut speaking = day.articles.clone();
        speaking.sort_by_key(|at| {
            let appeared = dates
                .get(*at)
                .and_then(|(published, _)| published.as_ref()?.number());
            appeared.zip(told).map_or(i32::MAX, |(a, b)| (a - b).abs())
        });
        wanted.extend(speaking.into_iter().take(CANDIDATES));
    }
    let mut held = Vec::with_capacity(wanted.len());
    for at in wanted {
        if give_up() {
            return Ok(None);
        }
        let found = newest.get(at).map(|id| hold(reader, *id)).transpose()?;
        held.extend(found.flatten());
    }
    let sources: Vec<Source<'_>> = held.iter().map(Held::source).collect();
    let candidates: Vec<Candidate<'_>> = sources
        .iter()
        .zip(timeline::nearness(&sources))
        .enumerate()
        .map(|(article, (source, weight))| Candidate {
            article,
            source: *source,
            weight,
        })
        .collect();
    let days = timeline::tell(&chosen, &candidates, extent.lines);
    Ok(Some(whole(&days, &held, ids.len())))
}

/// When each article appeared and the days that it speaks of.
type Dates = Vec<(Option<Day>, Vec<DatedSentence>)>;

fn dates(
    reader: &Reader,
    ids: &[ArticleId],
    give_up: &dyn Fn() -> bool,
) -> Result<Option<Dates>, LibraryError> {
    let mut dates = Vec::with_capacity(ids.len());
    for id in ids {
        if give_up() {
            return Ok(None);
        }
        let stored = reader.days_of(*id)?;
        dates.push(match stored {
            Some((published, days)) => (published.and_then(Moment::day), days),
            // An older program stored it: its text is read.
            None => {
                hold(reader, *id)?.map_or((None, Vec::new()), |one| (one.published(), one.days))
            }
        });
    }
    Ok(Some(dates))
}

fn hold(reader: &Reader, id: ArticleId) -> Result<Option<Held>, LibraryError> {
    let found = reader.with_sentences(id)?;
    Ok(found.map(|(article, sentences)| Held::new(id, article, sentences)))
}

/// The timeline of articles that are all at hand.
pub fn of(held: &[Held], extent: Extent) -> Timeline {
    let sources: Vec<Source<'_>> = held.iter().map(Held::source).collect();
    let days = timeline::timeline(&sources, extent.days, extent.lines);
    whole(&days, held, held.len())
}

fn whole(days: &[TimelineDay], held: &[Held], articles: usize) -> Timeline {
    let days = days.iter().filter_map(|day| told(day, held));
    Timeline {
        days: days.collect(),
        articles,
    }
}

/// A day with the texts that tell it.
fn told(day: &TimelineDay, held: &[Held]) -> Option<ToldDay> {
    let Day { year, month, .. } = day.day;
    let lines = day.lines.iter().filter_map(|line| {
        let one = held.get(line.article)?;
        let text = &one.article.text;
        Some(ToldLine {
            id: one.id,
            key: one.article.key.clone(),
            source: one.article.meta.source.as_deref().map(Arc::from),
            text: line.span.of(text).into(),
            span: line.span,
            place: CharIndex::new(text).chars(line.span),
        })
    });
    Some(ToldDay {
        date: match day.precision {
            Precision::Day => Calendar::Day(day.day),
            Precision::Month => Calendar::Month(year, month),
            Precision::Year => Calendar::Year(year),
        },
        articles: day.articles,
        announced: day.announced,
        lines: lines.collect(),
    })
    .filter(|day| !day.lines.is_empty())
}
