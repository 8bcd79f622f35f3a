//! Owns: what a story weighs: how many tell it, what states and people do in it, how fresh it is, what the reader knows and follows.
//! Promises: a function of an answer's catalog; no name of an actor or a source counts for or against a story.

use std::collections::HashSet;

use crate::catalog::Catalog;
use crate::catalog::chunk::STARRED;
use crate::catalog::row::ActorNo;
use crate::filter::stats::service;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::id::ArticleId;

/// Days after which a story weighs half.
const HALVED_AFTER: f32 = 10.0;
/// Origins and articles weigh alike, and ten times as many of either not ten times as much.
const TOLD: f32 = 0.45;
/// What a story weighs in which neither a state nor a person is central, what those of states add, and those of people.
const PLAIN: f32 = 0.1;
const STATES: f32 = 1.0;
const PEOPLE: f32 = 0.35;
/// What a story keeps in which nobody says anything, and one that is all service.
const SILENT: f32 = 0.5;
const SERVICE: f32 = 0.15;
/// What a story that the reader knows weighs beside a new one, and one about actors of articles that the reader has starred.
pub(super) const KNOWN: f32 = 0.6;
const FOLLOWED: f32 = 1.3;

/// A story as far as its weight goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Telling<'a> {
    /// Its articles.
    pub(super) articles: &'a [ArticleId],
    /// How many told it themselves.
    pub(super) origins: u32,
    /// Days before the answer's latest.
    pub(super) age: f32,
    /// Whether nothing of it is new to the reader.
    pub(super) known: bool,
}

/// Weighs the stories of an answer.
#[derive(Debug)]
pub(super) struct Scale<'a> {
    catalog: &'a Catalog,
    followed: HashSet<ActorNo>,
}

impl<'a> Scale<'a> {
    /// For the stories of these articles.
    pub(super) fn new(catalog: &'a Catalog, ids: &[ArticleId]) -> Self {
        let starred = ids.iter().filter(|id| catalog.flags(**id) & STARRED != 0);
        let followed = starred
            .flat_map(|id| catalog.cast(*id))
            .filter(|part| part.central)
            .map(|part| part.actor)
            .collect();
        Self { catalog, followed }
    }

    /// How much a reader of today would want a story.
    pub(super) fn weight(&self, telling: &Telling<'_>) -> f32 {
        let Shares {
            states,
            people,
            speaking,
            service,
            followed,
        } = self.shares(telling.articles);
        let told = (count(telling.origins as usize) * count(telling.articles.len())).powf(TOLD);
        let public = PLAIN + STATES * states + PEOPLE * people;
        let spoken = SILENT + (1.0 - SILENT) * speaking;
        let useful = 1.0 - (1.0 - SERVICE) * service;
        let known = if telling.known { KNOWN } else { 1.0 };
        let followed = 1.0 + (FOLLOWED - 1.0) * followed;
        let fresh = (-telling.age / HALVED_AFTER).exp2();
        told * public * spoken * useful * known * followed * fresh
    }

    fn shares(&self, articles: &[ArticleId]) -> Shares {
        let known = self.catalog.actors();
        let mut counts = [0_usize; 5];
        for id in articles {
            let (mut state, mut person, mut speaks, mut followed) = (false, false, false, false);
            for part in self.catalog.cast(*id) {
                speaks |= part.speaks;
                if part.central {
                    let kind = known.kind(part.actor);
                    state |= kind == Kind::Country;
                    person |= kind == Kind::Person;
                    followed |= self.followed.contains(&part.actor);
                }
            }
            let service = service::is_service(self.catalog.folded(*id));
            let told = [state, person, speaks, service, followed];
            for (count, is) in counts.iter_mut().zip(told) {
                *count += usize::from(is);
            }
        }
        let all = count(articles.len().max(1));
        let [states, people, speaking, service, followed] = counts.map(|part| count(part) / all);
        Shares {
            states,
            people,
            speaking,
            service,
            followed,
        }
    }
}

/// Shares of the articles of a story, each 0 to 1.
struct Shares {
    /// In which a state is central.
    states: f32,
    /// In which a person is.
    people: f32,
    /// In which somebody says something.
    speaking: f32,
    /// That are service.
    service: f32,
    /// In which an actor of the reader's starred articles is central.
    followed: f32,
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of articles are far below the 24 bits of a float, and only weigh"
)]
fn count(articles: usize) -> f32 {
    articles as f32
}
