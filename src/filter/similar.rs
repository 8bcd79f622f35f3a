//! Owns: which articles are like a given one.
//! May import: `catalog`, `model`.
//! Promises: total; the article itself is not among them.

use std::collections::HashMap;

use crate::catalog::Catalog;
use crate::model::id::ArticleId;

/// So many of the article's actors count, the most salient first.
const ACTORS: usize = 16;
/// At most so many articles are like one.
const MOST: usize = 200;
/// Actors in more than this share of all articles say little; skipped when others are there.
const COMMON: f32 = 0.2;
/// An article is alike when it shares at least this part of the weight.
const LEAST: f32 = 0.3;

/// Articles that share actors with `id`, the likest first, with the shared part of the weight, 0 to 1. Rare actors
/// weigh more (inverse document frequency), central ones double.
pub(crate) fn like(catalog: &Catalog, id: ArticleId) -> Vec<(ArticleId, f32)> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a weight needs no more precision than a float holds"
    )]
    let ratio = |count: u32| count.max(1) as f32 / catalog.articles().max(1) as f32;
    let mut cast: Vec<_> = catalog.cast(id).take(ACTORS).collect();
    let telling = |actor| ratio(catalog.actors().articles(actor)) <= COMMON;
    if cast.iter().filter(|part| telling(part.actor)).count() >= 2 {
        cast.retain(|part| telling(part.actor));
    }
    let mut scores: HashMap<ArticleId, f32> = HashMap::new();
    let mut whole = 0.0;
    for part in &cast {
        let rare = 0.1 - ratio(catalog.actors().articles(part.actor)).ln();
        let weight = if part.central { rare * 2.0 } else { rare };
        whole += weight;
        catalog.actors().for_articles(part.actor, |other| {
            *scores.entry(other).or_default() += weight;
        });
    }
    scores.remove(&id);
    let mut alike: Vec<(ArticleId, f32)> = scores
        .into_iter()
        .map(|(other, score)| (other, score / whole))
        .filter(|(_, score)| *score >= LEAST)
        .collect();
    let newer = |id: ArticleId| (catalog.date(id), id);
    alike.sort_unstable_by(|(one, a), (other, b)| {
        b.total_cmp(a).then(newer(*other).cmp(&newer(*one)))
    });
    alike.truncate(MOST);
    alike
}
