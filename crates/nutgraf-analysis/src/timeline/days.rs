//! Owns: which days matter: weighing the days that articles speak of and appear on, and choosing among them.
//! Promises: the same articles in any order give the same days; linear in the dated sentences.

use std::collections::{BTreeMap, HashMap};

use nutgraf_read::model::dated::{DatedSentence, Precision};
use nutgraf_read::model::moment::Day;

/// What the days of an article are weighed by.
#[derive(Clone, Copy, Debug)]
pub struct DatedArticle<'a> {
    /// The day on which it appeared, where it appeared.
    pub published: Option<Day>,
    /// The days that its sentences speak of.
    pub days: &'a [DatedSentence],
    /// How near it is to what all the articles are about: 1 as the median, 0 not at all.
    pub weight: f32,
}

/// A day, how much it matters, and who speaks of it.
#[derive(Clone, Debug, PartialEq)]
pub struct WeighedDay {
    /// The day; of a month or year its first day.
    pub day: Day,
    /// Whether a day, a month or a year is meant.
    pub precision: Precision,
    /// How much it matters; comparable within one set of articles.
    pub weight: f32,
    /// The articles that speak of it or appeared on it, ascending.
    pub articles: Vec<usize>,
    /// Whether it lies after the last day on which one of the articles appeared.
    pub announced: bool,
}

/// A day that was spoken of so many days later is remembered, not reported.
const REMEMBERED: i32 = 14;
/// A day so long before the first article is background.
const BACKGROUND: i32 = 3;
/// How much a day loses by that.
const BACKGROUND_LOSS: f32 = 0.5;

/// Days of a timeline when nobody says how many.
const FEWEST: usize = 5;
const MOST: usize = 20;
/// A day that has less than this part of the heaviest day's weight is left out then.
const LEAST_PART: f32 = 0.45;

/// How much articles weigh that speak of a day, and those of them that do it in some way. The parts were fitted on
/// ten timelines of four topics.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// Articles that speak of it at all.
    any: f32,
    /// Those that appeared after it.
    later: f32,
    /// Those that appeared two weeks after it or later.
    remembered: f32,
    /// Those that name it by its date.
    explicit: f32,
    /// Those that appeared on it.
    same: f32,
    /// Articles that appeared on it, whatever they speak of.
    published: f32,
}

impl Tally {
    fn weight(&self) -> f32 {
        let parts = [
            (self.any, 0.5),
            (self.later, 0.7),
            (self.remembered, 0.4),
            (self.explicit, 0.4),
            (self.same, -0.3),
            (self.published, 0.25),
        ];
        parts.iter().map(|(mass, part)| part * mass.ln_1p()).sum()
    }
}

/// Weighs all days that the articles speak of or appeared on, the heaviest first; months and years come behind the days.
pub fn weigh(articles: &[DatedArticle<'_>]) -> Vec<WeighedDay> {
    let appeared: Vec<Option<i32>> = articles
        .iter()
        .map(|article| article.published.and_then(Day::number))
        .collect();
    let first = appeared.iter().flatten().min().copied();
    let last = appeared.iter().flatten().max().copied();
    let mut days: HashMap<(Precision, i32), (Tally, Vec<usize>)> = HashMap::new();
    for (at, (article, appeared)) in articles.iter().zip(&appeared).enumerate() {
        let weight = article.weight.clamp(0.0, 2.0);
        let mut seen: BTreeMap<(Precision, i32), bool> = BTreeMap::new();
        for dated in article.days {
            if let Some(key) = key(dated) {
                *seen.entry(key).or_default() |= dated.explicit;
            }
        }
        if let Some(day) = *appeared {
            let (tally, who) = days.entry((Precision::Day, day)).or_default();
            tally.published += weight;
            who.push(at);
        }
        for (key, explicit) in seen {
            let (tally, who) = days.entry(key).or_default();
            tally.any += weight;
            tally.explicit += if explicit { weight } else { 0.0 };
            match appeared.map(|appeared| appeared - key.1) {
                Some(0) => tally.same += weight,
                Some(gap) if gap > 0 => {
                    tally.later += weight;
                    tally.remembered += if gap >= REMEMBERED { weight } else { 0.0 };
                }
                Some(_) | None => {}
            }
            if who.last() != Some(&at) {
                who.push(at);
            }
        }
    }
    let mut weighed: Vec<WeighedDay> = days
        .into_iter()
        .filter_map(|((precision, number), (tally, articles))| {
            let background = first.is_some_and(|first| first - number > BACKGROUND);
            let loss = if background { BACKGROUND_LOSS } else { 0.0 };
            Some(WeighedDay {
                day: Day::of_number(number)?,
                precision,
                weight: tally.weight() - loss,
                articles,
                announced: last.is_some_and(|last| number > last),
            })
        })
        .collect();
    weighed.sort_by(|a, b| {
        let by_weight = b.weight.total_cmp(&a.weight);
        a.precision
            .cmp(&b.precision)
            .then(by_weight)
            .then(a.day.cmp(&b.day))
    });
    weighed
}

/// The stretch that a sentence speaks of, by its first day.
fn key(dated: &DatedSentence) -> Option<(Precision, i32)> {
    let Day { year, month, .. } = dated.day;
    let first = match dated.precision {
        Precision::Day => dated.day,
        Precision::Month => Day {
            year,
            month,
            day: 1,
        },
        Precision::Year => Day {
            year,
            month: 1,
            day: 1,
        },
    };
    Some((dated.precision, first.number()?))
}

/// The days to tell, ascending: the `count` heaviest, or as many as matter. Months and years only fill up what days are
/// missing.
pub fn choose(weighed: Vec<WeighedDay>, count: Option<usize>) -> Vec<WeighedDay> {
    let count = count.unwrap_or_else(|| sensible(&weighed));
    let mut chosen: Vec<WeighedDay> = weighed.into_iter().take(count).collect();
    chosen.sort_by_key(|day| (day.day, day.precision));
    chosen
}

/// How many of the weighed days matter.
fn sensible(weighed: &[WeighedDay]) -> usize {
    let days = weighed.iter().filter(|day| day.precision == Precision::Day);
    let heaviest = weighed.first().map_or(0.0, |day| day.weight);
    let heavy = days
        .clone()
        .take_while(|day| day.weight >= heaviest * LEAST_PART && day.weight > 0.0)
        .count();
    heavy.clamp(FEWEST.min(days.count()), MOST)
}
