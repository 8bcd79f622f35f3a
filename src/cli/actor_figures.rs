//! Owns: the figures of `actors --json` besides counts: how surprising an actor is in the answer, when it was in the news,
//! with whom.
//! Promises: one actor at a time, so that memory does not grow with the answer; of a long list of articles a sample.

use std::cmp::Reverse;
use std::collections::HashMap;

use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::bits::Bits;
use nutgraf_library::catalog::row::ActorNo;
use nutgraf_library::filter::stats::actor_stats::{self, Stretch, TREND};
use nutgraf_read::model::actor::ActorCount;
use nutgraf_read::model::id::{ActorId, ArticleId};
use nutgraf_read::model::moment::Moment;

/// Company is counted over at most so many articles of an actor.
const MOST_ARTICLES: usize = 4_000;
/// So many are named as company.
const MOST_COMPANY: usize = 8;

/// The figures of one actor.
#[derive(Debug)]
pub struct Figures {
    /// Dunning's log-likelihood ratio against the rest of the library, see `actor_stats::surprise`.
    pub surprise: f32,
    /// Articles in each of equal parts of the answer's time, the earliest first.
    pub trend: [u32; TREND],
    /// The actors that are in most of the same articles, with how many; none that the query asks for.
    pub company: Vec<(ActorId, String, u32)>,
}

/// An answer whose actors are looked at.
#[derive(Debug)]
pub struct Answered<'a> {
    catalog: &'a Catalog,
    articles: Bits,
    asked: Vec<ActorNo>,
    stretch: Stretch,
}

impl<'a> Answered<'a> {
    /// These articles, found by a query that asks for these actors.
    pub fn new(catalog: &'a Catalog, ids: &[ArticleId], asked: Vec<ActorNo>) -> Self {
        let mut articles = Bits::empty(catalog.slots());
        for id in ids {
            articles.add(*id);
        }
        let dates = ids.iter().filter_map(|id| catalog.date(*id));
        Self {
            catalog,
            articles,
            asked,
            stretch: Stretch::over(dates.map(|date| date.0)),
        }
    }

    /// The time over which trends go; `None` where it is one moment.
    pub fn time(&self) -> Option<(Moment, Moment)> {
        let Stretch { from, seconds } = self.stretch;
        (seconds > 0).then_some((Moment(from), Moment(from + seconds)))
    }

    /// The figures of an actor of the answer.
    pub fn figures(&self, count: &ActorCount) -> Figures {
        let actors = self.catalog.actors();
        let (mut trend, mut company) = ([0; TREND], HashMap::new());
        let mut all = 0;
        if let Some(no) = actors.number(&count.id) {
            all = actors.articles(no);
            let mut here: Vec<ArticleId> = Vec::new();
            actors.for_articles(no, |article| {
                if self.articles.has(article) {
                    here.push(article);
                }
            });
            for date in here.iter().filter_map(|id| self.catalog.date(*id)) {
                let bucket = self.stretch.bucket(date.0);
                if let Some(count) = bucket.and_then(|bucket| trend.get_mut(bucket)) {
                    *count += 1;
                }
            }
            let step = here.len().div_ceil(MOST_ARTICLES).max(1);
            for id in here.iter().step_by(step) {
                for other in self.catalog.cast(*id).map(|other| other.actor) {
                    if other != no && !self.asked.contains(&other) {
                        *company.entry(other).or_default() += 1;
                    }
                }
            }
        }
        let articles = self.articles.count();
        let others = self.catalog.articles().saturating_sub(articles);
        let elsewhere = all.saturating_sub(count.articles);
        Figures {
            surprise: actor_stats::surprise(count.articles, articles, elsewhere, others),
            trend,
            company: self.most(company),
        }
    }

    fn most(&self, company: HashMap<ActorNo, u32>) -> Vec<(ActorId, String, u32)> {
        let mut company: Vec<(ActorNo, u32)> = company.into_iter().collect();
        company.sort_unstable_by_key(|(no, count)| (Reverse(*count), *no));
        let most = company.into_iter().take(MOST_COMPANY);
        most.filter_map(|(no, count)| {
            let actor = self.catalog.actors().get(no)?;
            Some((actor.id.clone(), actor.name.clone(), count))
        })
        .collect()
    }
}
