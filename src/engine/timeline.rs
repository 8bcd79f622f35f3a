//! Owns: making the timeline of articles of a library.
//! Promises: reads only; of many articles only those are kept in memory that tell a chosen day; gives up when asked to.

use std::collections::BTreeSet;
use std::sync::Arc;

use nutgraf_analysis::timeline::{self, Candidate, DatedArticle, Source, TimelineDay};
use nutgraf_library::{LibraryError, Reader};
use nutgraf_read::date::calendar::Calendar;
use nutgraf_read::date::mention;
use nutgraf_read::model::article::Article;
use nutgraf_read::model::dated::{DatedSentence, Precision};
use nutgraf_read::model::id::ArticleId;
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
struct Held {
    id: ArticleId,
    article: Article,
    sentences: Vec<Span>,
    days: Vec<DatedSentence>,
}

impl Held {
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

/// Makes the timeline of some articles; `None` when `give_up` said so. Articles that are gone are passed over.
pub fn make(
    reader: &Reader,
    ids: &[ArticleId],
    extent: Extent,
    give_up: &dyn Fn() -> bool,
) -> Result<Option<Timeline>, LibraryError> {
    let ids = ids.get(..MOST).unwrap_or(ids);
    let mut held: Vec<Held> = Vec::new();
    let days = if ids.len() <= WHOLE {
        for id in ids {
            if give_up() {
                return Ok(None);
            }
            held.extend(hold(reader, *id)?);
        }
        let sources: Vec<Source<'_>> = held.iter().map(Held::source).collect();
        timeline::timeline(&sources, extent.days, extent.lines)
    } else {
        let Some(dates) = dates(reader, ids, give_up)? else {
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
            wanted.extend(day.articles.iter().take(CANDIDATES).copied());
        }
        let mut numbers = Vec::with_capacity(wanted.len());
        for at in wanted {
            if give_up() {
                return Ok(None);
            }
            if let Some(one) = ids
                .get(at)
                .map(|id| hold(reader, *id))
                .transpose()?
                .flatten()
            {
                held.push(one);
                numbers.push(at);
            }
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
        timeline::tell(&chosen, &candidates, extent.lines)
    };
    Ok(Some(Timeline {
        days: days
            .into_iter()
            .filter_map(|day| told(day, &held))
            .collect(),
        articles: ids.len(),
    }))
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
        let one = hold(reader, *id)?;
        dates.push(one.map_or((None, Vec::new()), |one| (one.published(), one.days)));
    }
    Ok(Some(dates))
}

fn hold(reader: &Reader, id: ArticleId) -> Result<Option<Held>, LibraryError> {
    Ok(reader.with_sentences(id)?.map(|(article, sentences)| {
        let days = mention::dated_sentences(&mention::in_article(&article, &sentences));
        Held {
            id,
            article,
            sentences,
            days,
        }
    }))
}

/// A day with the texts that tell it.
fn told(day: TimelineDay, held: &[Held]) -> Option<ToldDay> {
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
