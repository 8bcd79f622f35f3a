//! Owns: how actors stand in an answer: which are there more often than elsewhere, when they were in the news, which are
//! with them.
//! Promises: bounded work: of a long answer an even sample is looked at for times and neighbours; counts are exact.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::catalog::bits::{Bits, Ones};
use crate::catalog::chunk::{ROWS, UNDATED, unpack};
use crate::catalog::row::ActorNo;
use crate::filter::search::top::Top;
use nutgraf_read::model::actor::ActorCount;
use nutgraf_read::model::id::ActorId;

/// Stretches of time that a trend has.
pub const TREND: usize = 16;
/// So many articles are looked at for trends and neighbours.
const LOOKED_AT: u32 = 8_000;
/// So many are named as neighbours of one actor.
const NEIGHBOURS: usize = 8;
/// Articles before the earliest hundredth say when an archive was wrong about a date, not when the news was.
const EARLIEST: usize = 100;
/// Stands for "not among those asked for".
const NONE: u8 = u8::MAX;

/// Figures about an actor of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorStats {
    /// Which actor.
    pub id: ActorId,
    /// How many articles of the whole library name it.
    pub all: u32,
    /// How much more often it is here than in the rest of the library: Dunning's log-likelihood ratio (G²), negative when
    /// it is here less often. 10.8 is one chance in a thousand.
    pub surprise: f32,
    /// How many articles name it in each of `TREND` equal stretches of the answer's time, the earliest first; of a long
    /// answer those of a sample.
    pub trend: [u32; TREND],
    /// Which others are in the same articles, by name, most often first.
    pub with: Vec<Arc<str>>,
}

/// Dunning's log-likelihood ratio for `here` of `articles` against `elsewhere` of `others`; negative when the share here is
/// the smaller. (T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, 1993.)
pub fn surprise(here: u32, articles: u32, elsewhere: u32, others: u32) -> f32 {
    let [k1, n1, k2, n2] = [here, articles, elsewhere, others].map(f64::from);
    if n1 <= 0.0 || n2 <= 0.0 {
        return 0.0;
    }
    // x ln(p), where nothing of nothing is nothing.
    let part = |x: f64, p: f64| if x <= 0.0 { 0.0 } else { x * p.ln() };
    let likelihood = |p: f64, k: f64, n: f64| part(k, p) + part(n - k, 1.0 - p);
    let (p1, p2, p) = (k1 / n1, k2 / n2, (k1 + k2) / (n1 + n2));
    let ratio = likelihood(p1, k1, n1) + likelihood(p2, k2, n2)
        - likelihood(p, k1, n1)
        - likelihood(p, k2, n2);
    #[expect(clippy::cast_possible_truncation, reason = "shown with a digit or two")]
    let ratio = (2.0 * ratio).max(0.0) as f32;
    if p1 < p2 { -ratio } else { ratio }
}

/// The `most` actors that are in `articles` articles more often than the rest of the library would make one think, most
/// surprising first. `counts` holds the articles of each actor in its upper half.
pub(crate) fn surprising(
    catalog: &Catalog,
    counts: &[u64],
    articles: u32,
    most: usize,
) -> Vec<ActorNo> {
    let others = catalog.articles().saturating_sub(articles);
    if others == 0 || articles == 0 {
        return Vec::new();
    }
    // One article is a surprise only where there are few.
    let mut least = if articles < 8 { 1 } else { 2 };
    let mut top = Top::of(most);
    for (count, no) in counts.iter().zip(0..) {
        let here = u32::try_from(count >> 32).unwrap_or(u32::MAX);
        if here < least {
            continue;
        }
        let no = ActorNo(no);
        let elsewhere = catalog.actors().articles(no).saturating_sub(here);
        if u64::from(here) * u64::from(others) <= u64::from(elsewhere) * u64::from(articles) {
            continue;
        }
        let much = surprise(here, articles, elsewhere, others);
        if much > 0.0 {
            // Bits of a positive number ascend with it.
            top.offer((much.to_bits(), Reverse(no)));
            if let Some((bar, _)) = top.bar() {
                least = least.max(fewest(f32::from_bits(*bar), articles, others));
            }
        }
    }
    top.sorted().map(|(_, Reverse(no))| no).collect()
}

/// Fewer articles than this cannot be such a surprise, whichever they name: one that is in `k` articles surprises most when it is
/// nowhere else, and then G² is under `2 k (1 + ln ((articles + others) / articles))`.
fn fewest(surprise: f32, articles: u32, others: u32) -> u32 {
    let [articles, others] = [articles, others].map(f64::from);
    let each = 2.0 * (1.0 + ((articles + others) / articles).ln());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of articles; a fraction says nothing"
    )]
    let fewest = (f64::from(surprise) / each).max(0.0) as u32;
    fewest
}

/// How these actors stand among the articles of an answer, and the time over which their trends go.
pub(crate) fn of(
    catalog: &Catalog,
    within: &Bits,
    actors: &[&[ActorCount]],
) -> (Vec<ActorStats>, Option<Stretch>) {
    let articles = within.count();
    let others = catalog.articles().saturating_sub(articles);
    let mut slots = vec![NONE; catalog.actors().len()];
    let mut actor_stats: Vec<ActorStats> = Vec::new();
    for count in actors.iter().copied().flatten() {
        let Some(no) = catalog.actors().number(&count.id) else {
            continue;
        };
        let (Some(slot), Ok(at)) = (
            slots.get_mut(no.0 as usize),
            u8::try_from(actor_stats.len()),
        ) else {
            continue;
        };
        if *slot != NONE || at == NONE {
            continue;
        }
        *slot = at;
        let all = catalog.actors().articles(no);
        actor_stats.push(ActorStats {
            id: count.id.clone(),
            all,
            surprise: surprise(
                count.articles,
                articles,
                all.saturating_sub(count.articles),
                others,
            ),
            trend: [0; TREND],
            with: Vec::new(),
        });
    }
    let sample = sample(catalog, within, articles.div_ceil(LOOKED_AT).max(1));
    let stretch = Stretch::over(sample.iter().map(|(date, ..)| *date));
    let many = actor_stats.len();
    let mut together = vec![0u32; many * many];
    let mut here: Vec<u8> = Vec::new();
    for (date, chunk, at) in &sample {
        let Some(chunk) = catalog.chunks().get(*chunk) else {
            continue;
        };
        here.clear();
        here.extend(chunk.packed(*at).iter().filter_map(|packed| {
            let slot = slots.get(unpack(*packed).actor.0 as usize).copied()?;
            (slot != NONE).then_some(slot)
        }));
        let bucket = stretch.bucket(*date);
        for one in &here {
            if let (Some(bucket), Some(stats)) = (bucket, actor_stats.get_mut(usize::from(*one)))
                && let Some(count) = stats.trend.get_mut(bucket)
            {
                *count += 1;
            }
            for other in &here {
                if let Some(count) =
                    together.get_mut(usize::from(*one) * many + usize::from(*other))
                {
                    *count += 1;
                }
            }
        }
    }
    let names: Vec<Arc<str>> = actor_stats
        .iter()
        .map(|s| {
            let actors = catalog.actors();
            let known = actors.number(&s.id).and_then(|no| actors.get(no));
            known.map_or_else(|| Arc::clone(&s.id.0), |a| Arc::from(a.name.as_str()))
        })
        .collect();
    for (one, stats) in actor_stats.iter_mut().enumerate() {
        let row = together.get(one * many..(one + 1) * many).unwrap_or(&[]);
        let mut neighbours: Vec<(Reverse<u32>, usize)> = row
            .iter()
            .enumerate()
            .filter(|(other, count)| *other != one && **count > 0)
            .map(|(other, count)| (Reverse(*count), other))
            .collect();
        neighbours.sort_unstable();
        let near = neighbours.iter().take(NEIGHBOURS);
        stats.with = near
            .filter_map(|(_, other)| names.get(*other).cloned())
            .collect();
    }
    (actor_stats, Some(stretch).filter(|s| s.seconds > 0))
}

/// A date in seconds, a chunk, a slot in it.
type Seen = (i64, usize, usize);

/// How many of these dates (in seconds) lie in each of `TREND` equal stretches between the first and the last of them, and
/// those two; nothing when they are one moment.
pub fn trend(dates: &[i64]) -> Option<([u32; TREND], i64, i64)> {
    let from = dates.iter().copied().min()?;
    let until = dates.iter().copied().max()?;
    let stretch = Stretch {
        from,
        seconds: until.saturating_sub(from),
    };
    let mut counts = [0; TREND];
    for date in dates {
        if let Some(count) = counts.get_mut(stretch.bucket(*date)?) {
            *count += 1;
        }
    }
    Some((counts, from, until))
}

/// Every `step`th article of a set.
fn sample(catalog: &Catalog, within: &Bits, step: u32) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut number = 0u32;
    let chunks = catalog
        .chunks()
        .iter()
        .zip(within.words().chunks(ROWS / 64));
    for (at, (chunk, words)) in chunks.enumerate() {
        for (word_at, word) in words.iter().enumerate() {
            for bit in Ones(*word) {
                if number.is_multiple_of(step) {
                    let slot = word_at * 64 + bit as usize;
                    let date = chunk.date(slot).map_or(UNDATED, |date| date.0);
                    seen.push((date, at, slot));
                }
                number = number.wrapping_add(1);
            }
        }
    }
    seen
}

/// The time of an answer, in `TREND` equal parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its beginning, in seconds since 1970.
    pub from: i64,
    /// Its length.
    pub seconds: i64,
}

impl Stretch {
    /// The time of these dates, in seconds since 1970, but for the earliest hundredth of them.
    pub fn over(dates: impl Iterator<Item = i64>) -> Self {
        let mut dates: Vec<i64> = dates.filter(|date| *date != UNDATED).collect();
        let until = dates.iter().copied().max().unwrap_or(0);
        let early = dates.len() / EARLIEST;
        let from = if early < dates.len() {
            *dates.select_nth_unstable(early).1
        } else {
            until
        };
        Self {
            from,
            seconds: until.saturating_sub(from),
        }
    }

    /// The part that a date falls into; none when all dates are one.
    pub fn bucket(&self, date: i64) -> Option<usize> {
        let parts = i64::try_from(TREND).unwrap_or(1);
        let offset = date
            .checked_sub(self.from)
            .filter(|o| *o >= 0 && date != UNDATED)?;
        if self.seconds <= 0 {
            return None;
        }
        let part = i128::from(offset) * i128::from(parts) / (i128::from(self.seconds) + 1);
        usize::try_from(part).ok().filter(|part| *part < TREND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surprise_is_the_log_likelihood_ratio() {
        // Worked by hand: 2 (Σ observed · ln(observed / expected)) over the four cells.
        for (table, wanted) in [
            ((10, 100, 10, 1000), 22.9),
            ((10, 100, 100, 1000), 0.0),
            ((0, 100, 100, 1000), -20.0),
            ((5, 5, 0, 995), 63.0),
            ((3, 10, 0, 0), 0.0),
            ((0, 0, 3, 10), 0.0),
        ] {
            let (a, b, c, d) = table;
            let found = surprise(a, b, c, d);
            assert!((found - wanted).abs() < 0.1, "{table:?}: {found}");
        }
    }

    #[test]
    fn no_surprise_comes_from_fewer_articles_than_it_takes() {
        for (articles, others) in [(1, 1), (8, 92), (500, 99_500), (70_000, 30_000), (5, 0)] {
            for here in 1..=articles.min(600) {
                for elsewhere in [0, 1, others / 100, others].map(|many| many.min(others)) {
                    let much = surprise(here, articles, elsewhere, others);
                    let fewest = fewest(much.max(0.0), articles, others);
                    assert!(
                        here >= fewest,
                        "{here}/{articles}, {elsewhere}/{others}: {much}"
                    );
                }
            }
        }
    }

    #[test]
    fn time_is_cut_into_equal_parts() {
        let seen: Vec<Seen> = (0..160)
            .map(|n| (n * 10, 0, 0))
            .chain([(UNDATED, 0, 0)])
            .collect();
        let over = |seen: &[Seen]| Stretch::over(seen.iter().map(|(date, ..)| *date));
        let stretch = over(&seen);
        for (date, part) in [
            (10, Some(0)),
            (1590, Some(TREND - 1)),
            (800, Some(7)),
            (0, None),
            (UNDATED, None),
            (5000, None),
        ] {
            assert_eq!(stretch.bucket(date), part, "{date}");
        }
        let alone = over(&[(5, 0, 0)]);
        assert_eq!(alone.bucket(5), None);
    }
}
