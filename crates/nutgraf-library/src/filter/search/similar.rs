//! Owns: which articles are like one: shared actors and shared keyphrases.
//! Promises: total; the article itself is not among them.

use crate::catalog::Catalog;
use crate::filter::language::plan::Likeness;
use crate::filter::search::found::FullText;
use nutgraf_read::model::id::ArticleId;

/// So many of the article's actors count, the most salient first.
const ACTORS: usize = 16;
/// At most so many articles are like one.
const MOST: usize = 200;
/// Actors and phrases in more than this share of all articles say little; skipped when others are there.
const COMMON: f32 = 0.2;
/// Up to this many articles a library is small.
const SMALL: u32 = 500;
/// An article is alike when it shares at least this part of the weight.
const LEAST: f32 = 0.3;
/// So many of the likest are shown however little they share: the reader asked for them.
const BEST: usize = 12;

/// Articles that share actors or keyphrases with one, the likest first, with the shared part of the weight, 0 to 1. What
/// is rare weighs more (inverse document frequency), central actors double.
pub(crate) fn like(catalog: &Catalog, like: &Likeness, text: &FullText) -> Vec<(ArticleId, f32)> {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a weight needs no more precision than a float holds"
    )]
    let ratio = |count: u64| count.max(1) as f32 / catalog.articles().max(1) as f32;
    let rarity = |share: f32| 0.1 - share.min(1.0).ln();
    let id = like.article;
    let mut cast: Vec<_> = catalog.cast(id).take(ACTORS).collect();
    let share = |actor| ratio(u64::from(catalog.actors().articles(actor)));
    let telling = |actor| share(actor) <= COMMON;
    // In a small library everybody is in many articles.
    let many = catalog.articles() > SMALL;
    if many && cast.iter().filter(|part| telling(part.actor)).count() >= 2 {
        cast.retain(|part| telling(part.actor));
    }
    let mut scores = vec![0.0f32; catalog.slots()];
    let mut whole = 0.0;
    for part in &cast {
        let rare = rarity(share(part.actor));
        let weight = if part.central { rare * 2.0 } else { rare };
        whole += weight;
        catalog.actors().for_articles(part.actor, |other| {
            if let Some(score) = scores.get_mut(other.0 as usize) {
                *score += weight;
            }
        });
    }
    for hits in like.phrases.iter().filter_map(|term| text.get(term)) {
        // A phrase that only this article has tells nothing about others.
        if hits.len() < 2 || ratio(hits.len()) > COMMON {
            continue;
        }
        let weight = rarity(ratio(hits.len()));
        whole += weight;
        for other in hits {
            if let Some(score) = scores.get_mut(other as usize) {
                *score += weight;
            }
        }
    }
    let ids = (0..).map(ArticleId);
    let mut alike: Vec<(ArticleId, f32)> = ids
        .zip(scores)
        .filter(|(other, score)| *score > 0.0 && *other != id && catalog.has(*other))
        .map(|(other, score)| (other, score / whole))
        .collect();
    let newer = |id: ArticleId| (catalog.date(id), id);
    alike.sort_unstable_by(|(one, a), (other, b)| {
        b.total_cmp(a).then(newer(*other).cmp(&newer(*one)))
    });
    let enough = alike.partition_point(|(_, score)| *score >= LEAST);
    alike.truncate(enough.clamp(BEST, MOST));
    alike
}
