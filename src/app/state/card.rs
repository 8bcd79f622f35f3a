//! Owns: `Card`, what the catalog knows of an actor.
//! Promises: pure; bounded work, however often an actor is named.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use nutgraf_library::Statement;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::row::ActorNo;
use nutgraf_library::filter::stats::actor_stats::{self, TREND};
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::id::{ActorId, ArticleId};
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

/// Company is counted over at most so many of an actor's newest articles.
const MOST_ARTICLES: usize = 10_000;
/// So many are named as company.
const MOST_COMPANY: usize = 12;
/// What an actor said is gathered from at most so many of its articles.
const MOST_SPOKEN: usize = 24;
/// So many statements stand on a card.
pub const MOST_SAID: usize = 12;
/// So many headlines stand on a card.
const MOST_LATEST: usize = 8;

/// An actor, as shown on a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Which actor.
    pub id: ActorId,
    /// Its canonical name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Its number in Wikidata (794 for Q794), where the dictionaries have it.
    pub wikidata: Option<u32>,
    /// In how many articles it is.
    pub articles: u32,
    /// Which actors are in the same articles, most often first.
    pub with: Vec<(String, u32)>,
    /// The newest articles with it.
    pub latest: Vec<ArticleId>,
    /// What it said, the latest first; empty until it has come.
    pub said: Arc<[Statement]>,
    /// Which asking for that is the last.
    pub asking: u32,
    /// Which row the cursor is on: what it said, then the newest articles.
    pub cursor: usize,
    /// When it was in the news: articles in equal stretches between two moments.
    pub trend: Option<([u32; TREND], Moment, Moment)>,
}

impl Card {
    /// The card of an actor, if the catalog knows it yet.
    pub fn of(catalog: &Catalog, id: &ActorId) -> Option<Self> {
        let actors = catalog.actors();
        let no = actors.number(id)?;
        let actor = actors.get(no)?;
        let mut articles: Vec<ArticleId> = Vec::new();
        actors.for_articles(no, |article| articles.push(article));
        let far = articles.len().saturating_sub(MOST_ARTICLES);
        let near = articles.get(far..).unwrap_or(&[]);
        let mut company: HashMap<ActorNo, u32> = HashMap::new();
        let mut latest = BTreeSet::new();
        let mut dates: Vec<i64> = Vec::with_capacity(near.len());
        for article in near {
            dates.extend(catalog.date(*article).map(|date| date.0));
            for other in catalog.cast(*article).filter(|c| c.actor != no) {
                *company.entry(other.actor).or_default() += 1;
            }
            latest.insert((catalog.date(*article), *article));
            if latest.len() > MOST_LATEST {
                latest.pop_first();
            }
        }
        let mut company: Vec<(ActorNo, u32)> = company.into_iter().collect();
        company.sort_by_key(|(other, count)| (Reverse(*count), *other));
        let company = company.iter().take(MOST_COMPANY);
        let with = company
            .filter_map(|(other, count)| Some((actors.get(*other)?.name.clone(), *count)))
            .collect();
        let latest = latest.into_iter().rev();
        Some(Self {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            aliases: actor.aliases.clone(),
            wikidata: nutgraf_analysis::wikidata(&actor.id.0),
            articles: actors.articles(no),
            with,
            latest: latest.map(|(_, article)| article).collect(),
            said: Arc::default(),
            asking: 0,
            cursor: 0,
            trend: actor_stats::trend(&dates)
                .map(|(counts, from, until)| (counts, Moment(from), Moment(until))),
        })
    }

    /// Moves the cursor.
    pub fn step(&mut self, by: isize) {
        let last = (self.said.len() + self.latest.len()).saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// The article that the cursor is on, and where in it.
    pub fn current(&self) -> Option<(ArticleId, Option<Span>)> {
        if let Some(said) = self.said.get(self.cursor) {
            return Some((said.article, Some(said.span)));
        }
        let latest = self.latest.get(self.cursor - self.said.len());
        latest.map(|article| (*article, None))
    }

    /// Puts the cursor on a row that was on it before, where it still is.
    pub fn go_to(&mut self, row: Option<(ArticleId, Option<Span>)>) {
        let said = self.said.iter().map(|said| (said.article, Some(said.span)));
        let latest = self.latest.iter().map(|article| (*article, None));
        let mut rows = said.chain(latest);
        let at = rows.position(|one| Some(one) == row);
        self.cursor = at.unwrap_or(0);
    }

    /// The newest articles in which an actor says something, the latest first.
    pub fn speaking(catalog: &Catalog, id: &ActorId) -> Vec<ArticleId> {
        let actors = catalog.actors();
        let Some(no) = actors.number(id) else {
            return Vec::new();
        };
        let mut articles: Vec<ArticleId> = Vec::new();
        actors.for_articles(no, |article| articles.push(article));
        let far = articles.len().saturating_sub(MOST_ARTICLES);
        let near = articles.get(far..).unwrap_or(&[]);
        let speaks = |article: &&ArticleId| {
            let mut cast = catalog.cast(**article);
            cast.any(|part| part.actor == no && part.speaks)
        };
        let mut spoken: Vec<ArticleId> = near.iter().filter(speaks).copied().collect();
        spoken.sort_by_key(|article| Reverse((catalog.date(*article), *article)));
        spoken.truncate(MOST_SPOKEN);
        spoken
    }
}
