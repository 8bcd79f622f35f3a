//! Owns: the index from rare words and actors, and the days around, to the articles in memory.
//! Promises: a question costs some hundred look-ups whatever is in it; an article that was taken out is not found.

use crate::story::likeness::{Weighted, WeightedActor};
use crate::story::postings::{Postings, Slot};
use nutgraf_read::model::moment::Moment;

/// Words of an article that are looked up.
const WORDS: usize = 14;
/// Actors of an article that are looked up.
const ACTORS: usize = 8;
/// Articles that are remembered for a word of some days.
const MOST_OF_KEY: usize = 96;
/// Days that are looked up together.
const DAYS: i64 = 11;
/// Where articles without a day stand.
const UNDATED: i64 = 1 << 36;
/// Where all articles stand, for those without a day to look for them.
const ANY: i64 = 1 << 37;

/// From rare words and actors to articles.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    postings: Postings,
    /// How much each article has in common with the one that is asked for; nought between questions.
    shared: Vec<f32>,
}

impl Index {
    /// Puts an article in.
    pub(crate) fn put(&mut self, slot: Slot, article: &Weighted) {
        for (key, _) in keys(article) {
            for bucket in [bucket(article.published), ANY] {
                self.postings.push(at(key, bucket), slot, MOST_OF_KEY);
            }
        }
    }

    /// Takes an article out.
    pub(crate) fn take(&mut self, slot: Slot, article: &Weighted) {
        for (key, _) in keys(article) {
            for bucket in [bucket(article.published), ANY] {
                self.postings.take(at(key, bucket), slot);
            }
        }
    }

    /// The articles of some weeks around that have most in common with one, at most `most`; ascending.
    pub(crate) fn near(&mut self, slot: Slot, article: &Weighted, most: usize) -> Vec<Slot> {
        let mut found: Vec<Slot> = Vec::new();
        let own = bucket(article.published);
        let buckets = if own == UNDATED {
            vec![ANY]
        } else {
            vec![own - 2, own - 1, own, own + 1, own + 2, UNDATED]
        };
        for (key, weight) in keys(article) {
            // Rare actors lead further back than some weeks: they wake a story that was long quiet.
            let is_it = |one: &WeightedActor| actor(one) == key && one.wakes;
            let buckets: &[i64] = if key & ACTOR != 0 && article.actors.iter().any(is_it) {
                &[ANY]
            } else {
                &buckets
            };
            for bucket in buckets {
                let posting = self.postings.of(at(key, *bucket));
                for other in posting.iter().filter(|other| **other != slot) {
                    let place = *other as usize;
                    if place >= self.shared.len() {
                        self.shared.resize(place + 1, 0.0);
                    }
                    if let Some(shared) = self.shared.get_mut(place) {
                        if *shared <= 0.0 {
                            found.push(*other);
                        }
                        *shared += weight;
                    }
                }
            }
        }
        let shared = |slot: &Slot| self.shared.get(*slot as usize).copied().unwrap_or(0.0);
        if found.len() > most {
            found.select_nth_unstable_by(most, |a, b| {
                shared(b).total_cmp(&shared(a)).then(b.cmp(a))
            });
        }
        for slot in &found {
            if let Some(shared) = self.shared.get_mut(*slot as usize) {
                *shared = 0.0;
            }
        }
        found.truncate(most);
        found.sort_unstable();
        found
    }
}

/// The words and actors by which an article is looked up, with how much each tells.
fn keys(article: &Weighted) -> impl Iterator<Item = (u64, f32)> {
    let mut words: Vec<(f32, u64)> = article
        .terms
        .iter()
        .map(|t| (t.weight(), u64::from(t.term.word())))
        .collect();
    let mut actors: Vec<(f32, u64)> = article
        .actors
        .iter()
        .map(|a| (a.weight, actor(a)))
        .collect();
    for (list, most) in [(&mut words, WORDS), (&mut actors, ACTORS)] {
        list.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        list.truncate(most);
    }
    words.into_iter().chain(actors).map(|(w, key)| (key, w))
}

/// What marks the key of an actor.
const ACTOR: u64 = 1 << 24;

fn actor(actor: &WeightedActor) -> u64 {
    u64::from(actor.actor.actor()) | ACTOR
}

fn bucket(published: Option<Moment>) -> i64 {
    published.map_or(UNDATED, |moment| moment.0.div_euclid(86_400 * DAYS))
}

fn at(key: u64, bucket: i64) -> u64 {
    key | bucket.cast_unsigned() << 25
}
