//! Owns: the stories that belong to a story without being it: what came before it, what went on from it.
//! Promises: a story is never related to itself; what is related shares more than actors that half of the library names; a bounded
//! number of stories is compared.

use std::collections::HashMap;

use crate::catalog::Catalog;
use crate::catalog::row::ActorNo;
use crate::filter::stats::stories::{Story, title_words};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::text::hash;

/// Days between the ends of two stories, beyond which neither goes on from the other.
const REACH: i64 = 90;
/// Actors by which other stories are sought. One that more than a quarter of the articles name, and more than a few, leads to
/// nothing.
const SOUGHT: usize = 6;
const EVERYWHERE: u32 = 4;
const FEW: u32 = 8;
/// Stories that are compared, and articles of each that are looked at.
const COMPARED: usize = 40;
const ARTICLES: usize = 24;
/// What an actor counts that an article names without being about it.
const NAMED: f32 = 0.3;
/// How much of the closeness is words of titles, and from which on stories are related.
const TITLE: f32 = 0.4;
const LEAST: f32 = 0.4;

/// The numbers of the stories that are nearest to one, at most `most`, the nearest first.
pub fn related(catalog: &Catalog, story: &Story, most: usize) -> Vec<u32> {
    let own = Likeness::of(catalog, &story.articles);
    let mut near: Vec<(f32, Vec<ArticleId>)> = candidates(catalog, story, &own).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    near.truncate(COMPARED);
    let mut found: Vec<(f32, Option<Moment>, u32)> = near
        .into_iter()
        .filter_map(|(_, articles)| {
            let last = *articles.last()?;
            let closeness = own.closeness(&Likeness::of(catalog, &articles));
            let told = (closeness, catalog.date(last), catalog.story(last));
            (closeness >= LEAST).then_some(told)
        })
        .collect();
    found.sort_by(|a, b| {
        let near = b.0.total_cmp(&a.0);
        near.then_with(|| b.1.cmp(&a.1)).then_with(|| a.2.cmp(&b.2))
    });
    found.truncate(most);
    found.into_iter().map(|(_, _, story)| story).collect()
}

/// Other stories that share an actor by which they are sought, each with what these actors weigh and the articles that name them,
/// in the order of publication.
fn candidates(
    catalog: &Catalog,
    story: &Story,
    own: &Likeness,
) -> impl Iterator<Item = (f32, Vec<ArticleId>)> {
    let reach = |at: Moment, by: i64| Moment(at.0.saturating_add(by * REACH * 86_400));
    let (from, to) = (
        story.first.map(|at| reach(at, -1)),
        story.last.map(|at| reach(at, 1)),
    );
    let mut found: HashMap<u32, (f32, Vec<ArticleId>)> = HashMap::new();
    for (actor, weight) in own.sought(catalog) {
        catalog.actors().for_articles(actor, |id| {
            let number = catalog.story(id);
            let date = catalog.date(id);
            let in_reach = date.is_none() || (date >= from && (to.is_none() || date <= to));
            if number == story.number || !in_reach {
                return;
            }
            let (sum, articles) = found.entry(number).or_default();
            if !articles.contains(&id) && articles.len() < ARTICLES {
                articles.push(id);
            }
            *sum += weight;
        });
    }
    found.into_values().map(|(sum, mut articles)| {
        articles.sort_by_key(|id| (catalog.date(*id), *id));
        let all = as_float(articles.len().max(1));
        (sum / all, articles)
    })
}

/// What a story is known by: actors, and words of titles.
struct Likeness {
    /// Each actor with its weight, ascending by number; the squares sum up to 1.
    actors: Vec<(ActorNo, f32)>,
    /// Hashes of the words of its titles, ascending.
    words: Vec<u64>,
}

impl Likeness {
    fn of(catalog: &Catalog, articles: &[ArticleId]) -> Self {
        let all = as_float(catalog.articles() as usize + 1);
        let looked_at = articles.iter().rev().take(ARTICLES);
        let cast = looked_at.clone().flat_map(|id| catalog.cast(*id));
        let mut actors: Vec<(ActorNo, f32)> = cast
            .map(|part| (part.actor, if part.central { 1.0 } else { NAMED }))
            .collect();
        actors.sort_unstable_by_key(|(actor, _)| *actor);
        actors.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0.0 };
            same
        });
        for (actor, weight) in &mut actors {
            let rare = all / as_float(catalog.actors().articles(*actor).max(1) as usize);
            *weight *= rare.ln().max(0.0);
        }
        let length = actors.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        for (_, weight) in &mut actors {
            *weight /= length.max(f32::MIN_POSITIVE);
        }
        let titles = looked_at.flat_map(|id| title_words(catalog, *id));
        let mut words: Vec<u64> = titles.map(|word| hash::fnv(word.as_bytes())).collect();
        words.sort_unstable();
        words.dedup();
        Self { actors, words }
    }

    /// The actors by which other stories are sought, the weightiest first.
    fn sought(&self, catalog: &Catalog) -> Vec<(ActorNo, f32)> {
        let known = catalog.actors();
        let most = (catalog.articles() / EVERYWHERE).max(FEW);
        let few = |actor: ActorNo| known.articles(actor) <= most;
        let mut sought: Vec<(ActorNo, f32)> = self.actors.clone();
        sought.retain(|(actor, _)| few(*actor));
        sought.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sought.truncate(SOUGHT);
        sought
    }

    /// How near two are, 0 to 1.
    fn closeness(&self, other: &Self) -> f32 {
        let weight = |actor: ActorNo| {
            let at = other.actors.binary_search_by_key(&actor, |(a, _)| *a);
            at.ok()
                .and_then(|at| other.actors.get(at))
                .map_or(0.0, |(_, w)| *w)
        };
        let actors: f32 = self.actors.iter().map(|(a, w)| w * weight(*a)).sum();
        let has = |word: &&u64| other.words.binary_search(word).is_ok();
        let shared = self.words.iter().filter(has).count();
        let fewest = self.words.len().min(other.words.len()).max(1);
        let words = (as_float(shared) / as_float(fewest).max(5.0)).min(1.0);
        (1.0 - TITLE) * actors + TITLE * words.sqrt()
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of articles are far below the 24 bits of a float, and only weigh"
)]
fn as_float(count: usize) -> f32 {
    count as f32
}

#[cfg(test)]
mod tests;
