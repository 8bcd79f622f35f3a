//! Owns: the stories of an answer: which articles each has, how many told it themselves, what the reader does not know of it
//! yet, and what it weighs.
//! Promises: every article of the answer stands in exactly one story; counts are exact.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::catalog::Catalog;
use crate::catalog::chunk::READ;
use crate::catalog::row::ActorNo;
use crate::filter::stats::origin;
use crate::filter::stats::weight::{KNOWN, Scale, Telling};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;

/// What the reader knows of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StoryState {
    /// Nothing of it was read.
    New,
    /// Articles came that the reader has not seen.
    Updated,
    /// Nothing came since.
    Known,
}

impl StoryState {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "updated",
            Self::Known => "known",
        }
    }
}

/// A story, as far as it is in an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Its number: that of the article that founded it.
    pub number: u32,
    /// Its articles in the order of publication, undated ones first.
    pub articles: Vec<ArticleId>,
    /// When its first dated article was published.
    pub first: Option<Moment>,
    /// When its last was.
    pub last: Option<Moment>,
    /// How many sources have it.
    pub sources: u32,
    /// How many told it themselves: copies, texts of one agency and houses of one publisher count once.
    pub origins: u32,
    /// Articles that the reader has not seen.
    pub new: u32,
    /// What the reader knows of it.
    pub state: StoryState,
    /// The unread ones of an updated story, in their order; of other stories none.
    pub fresh: Vec<ArticleId>,
    /// How much a reader of today would want it: origins and articles, more for what states and people do, less for service and
    /// with every day before the answer's latest.
    pub weight: f32,
}

/// Up to which arrival the reader knows each story that was ever looked at.
pub type Seen = BTreeMap<u32, ArticleId>;

/// A story as a list of stories shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryLine {
    /// The story.
    pub story: Story,
    /// The article that tells it best.
    pub lead: ArticleId,
    /// Its actors, those that most of its articles are about first.
    pub actors: Vec<ActorNo>,
    /// How many articles each of its days has, from the first day on; of a long story each of equal stretches.
    pub days: Vec<u32>,
}

/// An actor of a story with the number of its articles that name it.
pub type StoryActor = (ActorNo, u32);

const DAY: f32 = 86_400.0;

/// The stories of these articles, the weightiest first. `seen` tells up to which arrival the reader knows a story.
pub fn group(catalog: &Catalog, ids: &[ArticleId], seen: &Seen) -> Vec<Story> {
    let mut placed: Vec<(u32, i64, ArticleId)> = ids
        .iter()
        .map(|id| (catalog.story(*id), catalog.seconds(*id), *id))
        .collect();
    placed.sort_unstable();
    let latest = placed.iter().map(|(_, date, _)| *date).max().unwrap_or(0);
    let mut grouping = Grouping {
        catalog,
        seen,
        latest,
        origins: Origins::default(),
        scale: Scale::new(catalog, ids),
    };
    let mut stories: Vec<Story> = placed
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|members| {
            let (number, ..) = members.first()?;
            Some(grouping.story(*number, members))
        })
        .collect();
    stories.sort_by(order);
    stories
}

/// The weightier story first, of equal ones the later.
pub fn order(a: &Story, b: &Story) -> Ordering {
    let by_weight = b.weight.total_cmp(&a.weight);
    by_weight.then_with(|| b.last.cmp(&a.last).then(b.number.cmp(&a.number)))
}

impl Story {
    /// What it weighs, whether the reader knows it or not.
    pub fn own_weight(&self) -> f32 {
        match self.state {
            StoryState::Known => self.weight / KNOWN,
            StoryState::New | StoryState::Updated => self.weight,
        }
    }
}

/// What the stories of an answer are made with.
struct Grouping<'a> {
    catalog: &'a Catalog,
    seen: &'a Seen,
    latest: i64,
    origins: Origins,
    scale: Scale<'a>,
}

impl Grouping<'_> {
    fn story(&mut self, number: u32, members: &[(u32, i64, ArticleId)]) -> Story {
        let catalog = self.catalog;
        let articles: Vec<ArticleId> = members.iter().map(|(.., id)| *id).collect();
        let mut dates = articles.iter().filter_map(|id| catalog.date(*id));
        let first = dates.next();
        let last = dates.next_back().or(first);
        let (sources, count) = self.origins.count(catalog, &articles);
        let known_until = self.seen.get(&number);
        let is_read = |id: &ArticleId| catalog.flags(*id) & READ != 0;
        let unseen = |id: &&ArticleId| known_until.is_none_or(|until| *id > until) && !is_read(id);
        let new = small(articles.iter().filter(unseen).count());
        let state = if new == 0 {
            StoryState::Known
        } else if known_until.is_some() || articles.iter().any(is_read) {
            StoryState::Updated
        } else {
            StoryState::New
        };
        let fresh = match state {
            StoryState::Updated => articles.iter().filter(unseen).copied().collect(),
            StoryState::New | StoryState::Known => Vec::new(),
        };
        let weight = self.scale.weight(&Telling {
            articles: &articles,
            origins: count,
            age: last.map_or(0.0, |last| days_between(last.0, self.latest)),
            known: state == StoryState::Known,
        });
        Story {
            number,
            articles,
            first,
            last,
            sources,
            origins: count,
            new,
            state,
            fresh,
            weight,
        }
    }
}

/// Who told a story first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstTold {
    /// The article.
    pub article: ArticleId,
    /// Whether times are missing, so that it is only the first that was seen here.
    pub seen_here: bool,
}

/// Who told a story first: the earliest published. Where no article has a time, or the first day has several and only days are
/// known, it is the one that came here first.
pub fn first_told(catalog: &Catalog, articles: &[ArticleId]) -> Option<FirstTold> {
    const SECONDS: i64 = 86_400;
    let dated = articles
        .iter()
        .filter_map(|id| Some((catalog.date(*id)?.0, *id)));
    let Some((first, article)) = dated.clone().min() else {
        let article = *articles.iter().min()?;
        return Some(FirstTold {
            article,
            seen_here: true,
        });
    };
    let day = first.div_euclid(SECONDS);
    let same_day = dated.filter(|(at, _)| at.div_euclid(SECONDS) == day);
    let only_days = first.rem_euclid(SECONDS) == 0 && same_day.clone().count() > 1;
    let earliest = same_day.map(|(_, id)| id).min().filter(|_| only_days);
    Some(FirstTold {
        article: earliest.unwrap_or(article),
        seen_here: only_days,
    })
}

/// An actor of some articles, as it is counted.
struct Part {
    actor: ActorNo,
    /// Three for an article that is about it, one for an article that names it.
    weight: u32,
    articles: u32,
    /// How many actors stand before it in its articles.
    behind: u32,
}

/// The actors of a story, those that most of its articles are about first, of equal ones the more salient; at most `most`.
pub fn actors(catalog: &Catalog, articles: &[ArticleId], most: usize) -> Vec<StoryActor> {
    let cast = |id: &ArticleId| catalog.cast(*id).zip(0..);
    let mut parts: Vec<Part> = articles
        .iter()
        .flat_map(cast)
        .map(|(part, behind)| Part {
            actor: part.actor,
            weight: if part.central { 3 } else { 1 },
            articles: 1,
            behind,
        })
        .collect();
    parts.sort_unstable_by_key(|part| part.actor);
    parts.dedup_by(|next, kept| {
        let same = next.actor == kept.actor;
        if same {
            kept.weight += next.weight;
            kept.articles += next.articles;
            kept.behind += next.behind;
        }
        same
    });
    let id = |part: &Part| Some(catalog.actors().get(part.actor)?.id);
    let key = |part: &Part| (Reverse((part.weight, part.articles)), part.behind);
    parts.sort_unstable_by_key(key);
    if let Some(last) = parts.get(most.saturating_sub(1)) {
        let last = key(last);
        parts.truncate(parts.partition_point(|part| key(part) <= last));
    }
    // Numbers hang on the order of arrival; only those that are told need anything else.
    parts.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| id(a).cmp(&id(b))));
    parts.truncate(most);
    parts.iter().map(|p| (p.actor, p.articles)).collect()
}

/// Most days that are counted one by one.
const DAYS: usize = 14;
/// Actors of a line.
const LINE_ACTORS: usize = 5;

/// What a list shows of a story.
pub fn line(catalog: &Catalog, story: Story) -> StoryLine {
    let lead = lead(catalog, &story.articles).unwrap_or_default();
    let actors = actors(catalog, &story.articles, LINE_ACTORS);
    StoryLine {
        lead,
        actors: actors.into_iter().map(|(actor, _)| actor).collect(),
        days: days(catalog, &story),
        story,
    }
}

fn days(catalog: &Catalog, story: &Story) -> Vec<u32> {
    let day = |moment: Moment| moment.0.div_euclid(86_400);
    let (Some(first), Some(last)) = (story.first.map(day), story.last.map(day)) else {
        return Vec::new();
    };
    let all = usize::try_from(last - first).unwrap_or(0) + 1;
    let mut counts = vec![0; all.min(DAYS)];
    for date in story.articles.iter().filter_map(|id| catalog.date(*id)) {
        let at = usize::try_from(day(date) - first).unwrap_or(0) * counts.len() / all;
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    counts
}

/// The article that tells a story best: whose headline and actors most of the others share, the latest of about equal ones.
pub fn lead(catalog: &Catalog, articles: &[ArticleId]) -> Option<ArticleId> {
    if articles.len() < 3 {
        return articles.last().copied();
    }
    let titles = Titles::of(catalog, articles);
    let cast = articles.iter().flat_map(|id| catalog.cast(*id));
    let mut cast: Vec<ActorNo> = cast.map(|part| part.actor).collect();
    cast.sort_unstable();
    let naming = |actor: ActorNo| {
        let from = cast.partition_point(|other| *other < actor);
        let behind = cast.get(from..).unwrap_or_default();
        behind.partition_point(|other| *other <= actor)
    };
    let all = as_float(small(articles.len()));
    let latest = articles.iter().map(|id| catalog.seconds(*id)).max()?;
    let earliest = articles.iter().map(|id| catalog.seconds(*id)).min()?;
    let span = days_between(earliest, latest).max(1.0);
    let score = |id: ArticleId, title: &[usize]| {
        let shared: f32 = title
            .iter()
            .map(|word| titles.having(*word))
            .filter(|count| *count > 1)
            .map(|count| (as_float(count) / all).sqrt())
            .sum();
        let shared = shared / as_float(small(title.len().max(5))).sqrt();
        let who: f32 = catalog
            .cast(id)
            .filter(|part| part.central)
            .map(|part| as_float(small(naming(part.actor))) / all)
            .sum();
        let fresh = 1.0 - days_between(catalog.seconds(id), latest) / span;
        shared + 0.3 * who.min(3.0) + 0.5 * fresh
    };
    let scored = articles.iter().zip(&titles.words);
    scored
        .map(|(id, title)| (score(*id, title), *id))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, id)| id)
}

/// The words of the titles of some articles, by number.
#[derive(Debug, Default)]
struct Titles {
    /// Those of each article.
    words: Vec<Vec<usize>>,
    /// How many articles have a word, and which of them was the last to be counted.
    counts: Vec<(u32, usize)>,
}

impl Titles {
    fn of(catalog: &Catalog, articles: &[ArticleId]) -> Self {
        let mut titles = Self::default();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        for (place, id) in articles.iter().enumerate() {
            let mut own = Vec::new();
            for word in title_words(catalog, *id) {
                let next = titles.counts.len();
                let number = *numbers.entry(word).or_insert(next);
                if number == next {
                    titles.counts.push((0, usize::MAX));
                }
                if let Some((count, last)) = titles.counts.get_mut(number)
                    && *last != place
                {
                    (*count, *last) = (*count + 1, place);
                }
                own.push(number);
            }
            titles.words.push(own);
        }
        titles
    }

    /// In how many titles a word stands.
    fn having(&self, word: usize) -> u32 {
        self.counts.get(word).map_or(0, |(count, _)| *count)
    }
}

pub(super) fn title_words(catalog: &Catalog, id: ArticleId) -> impl Iterator<Item = &str> {
    catalog
        .folded(id)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 3)
}

/// Counts sources and origins; what it found out about a source and an author line is kept.
#[derive(Debug, Default)]
struct Origins {
    /// Origins by number.
    names: HashMap<String, u32>,
    /// That of a source and an author line; `None` where they name nobody.
    known: HashMap<(u32, u32), Option<u32>>,
}

impl Origins {
    fn of(&mut self, catalog: &Catalog, (source, byline): (u32, u32)) -> Option<u32> {
        if let Some(known) = self.known.get(&(source, byline)) {
            return *known;
        }
        let name = origin::of(
            catalog.sources().name(source).map(AsRef::as_ref),
            catalog.bylines().name(byline).map(AsRef::as_ref),
        );
        let next = small(self.names.len());
        let number = (!name.is_empty()).then(|| *self.names.entry(name).or_insert(next));
        self.known.insert((source, byline), number);
        number
    }

    /// The sources of some articles, and their origins.
    fn count(&mut self, catalog: &Catalog, articles: &[ArticleId]) -> (u32, u32) {
        if let [_] = articles {
            return (1, 1);
        }
        let mut sources = Vec::new();
        let mut told = Vec::new();
        let mut unnamed = 0;
        // Copies are one text: the earliest print of it is what counts.
        let mut texts = HashSet::new();
        for id in articles {
            let Some((chunk, slot)) = catalog.chunk(*id) else {
                continue;
            };
            let at = |column: &[u32]| column.get(slot).copied().unwrap_or(0);
            let (source, byline, copies) =
                (at(chunk.sources()), at(chunk.bylines()), at(chunk.copies()));
            sources.push(source);
            if copies != 0 && !texts.insert(copies) {
                continue;
            }
            match self.of(catalog, (source, byline)) {
                Some(origin) => told.push(origin),
                // What names nobody stands for itself.
                None => unnamed += 1,
            }
        }
        for list in [&mut sources, &mut told] {
            list.sort_unstable();
            list.dedup();
        }
        (small(sources.len()), small(told.len()) + unnamed)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of articles are far below the 24 bits of a float, and only weigh"
)]
fn as_float(count: u32) -> f32 {
    count as f32
}

#[expect(
    clippy::cast_precision_loss,
    reason = "days apart only weigh; a second more or less does not count"
)]
fn days_between(earlier: i64, later: i64) -> f32 {
    later.saturating_sub(earlier).clamp(0, i64::from(u32::MAX)) as f32 / DAY
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
