//! Owns: `Threader`, which puts articles into stories: those that tell of one happening.
//! Promises: pure; an article in any order, late or without a day; the part of memory that new articles touch is divided
//! anew as a whole, so that the order of arrival hardly matters; bounded memory and time an article.
//!
//! Articles are compared by what they share (`likeness`), judged by a small network (`model`); who is compared is
//! told by an index of rare words and actors of the weeks around (`index`); groups are made by average link
//! with a contrast (`agglomerate`).

mod agglomerate;
mod frequencies;
mod index;
mod item;
pub mod likeness;
mod links;
mod memory;
pub mod model;
mod postings;
mod region;
mod rename;
mod weights;
mod within;

use std::collections::BTreeSet;

pub use crate::story::frequencies::Frequencies;
pub use crate::story::item::{Item, Placement};
use crate::story::likeness::{Compared, Weighted};
use crate::story::links::Linked;
pub use crate::story::links::Links;
use crate::story::memory::{Member, Memory};
use crate::story::postings::Slot;
pub use crate::story::within::{centrality, going_along};

/// An article is compared with so many others at most.
const CANDIDATES: usize = 32;
/// So many articles are taken in at once.
const BATCH: usize = 1024;
/// The most articles in memory after a batch.
const MOST_REMEMBERED: usize = 24_000;

/// While fewer articles were counted, how much words tell still changes: articles are weighed anew each time a quarter more, or
/// so many, were counted, so that it does not matter which of them came first.
const FEW_COUNTED: u32 = 2048;
const MANY_COUNTED: u32 = 192;

/// Puts articles into stories.
#[derive(Clone, Debug, Default)]
pub struct Threader {
    frequencies: Frequencies,
    linked: Linked,
    memory: Memory,
    /// How many articles were counted when those in memory were weighed.
    weighed_at: u32,
}

impl Threader {
    /// A threader that remembers no article; `frequencies` are those of the library's words.
    pub fn new(frequencies: Frequencies, links: &Links) -> Self {
        Self {
            weighed_at: frequencies.articles(),
            frequencies,
            linked: Linked::new(links),
            memory: Memory::default(),
        }
    }

    /// In how many articles words stand, to be kept for the next time.
    pub fn frequencies(&self) -> &Frequencies {
        &self.frequencies
    }

    /// How many articles are in memory.
    pub fn remembered(&self) -> usize {
        self.memory.len()
    }

    /// The story of an article that is in memory.
    pub fn story_of(&self, article: u32) -> Option<u32> {
        let slot = self.memory.slot(article)?;
        self.memory.member(slot).map(|member| member.story)
    }

    /// Takes in an article whose story is known, without deciding anew and without counting its words. Those of the
    /// stories seen in the three weeks around the articles to come should be in memory.
    pub fn remember(&mut self, item: &Item, story: u32) {
        let slot = self.take_in(item, story);
        self.compare(slot);
    }

    /// Takes articles in and answers those whose story is new or another one than before, those in memory among them;
    /// ascending by article.
    pub fn place(&mut self, mut items: Vec<Item>) -> Vec<Placement> {
        items.sort_by_key(|item| (item.published.map_or(i64::MAX, |m| m.0), item.article));
        let mut changed = BTreeSet::new();
        for batch in items.chunks(BATCH) {
            for item in batch {
                // Copies are counted once.
                let known = item.copies != 0 && !self.memory.copies_of(item.copies).is_empty();
                if !known && self.memory.slot(item.article).is_none() {
                    self.frequencies.count(&item.signature);
                }
            }
            let mut slots = self.weigh_anew();
            for item in batch {
                let story = self.story_of(item.article).unwrap_or(item.article);
                slots.insert(self.take_in(item, story));
                changed.insert(item.article);
            }
            for slot in &slots {
                self.compare(*slot);
            }
            changed.extend(self.settle(&slots));
            self.memory.forget(MOST_REMEMBERED);
        }
        self.placements(&changed)
    }

    /// Heeds other links from now on, and decides anew about the articles that the new or the former ones name and what
    /// stands with them; answers as `place`.
    pub fn link(&mut self, links: &Links) -> Vec<Placement> {
        let pairs = links.together.iter().chain(&links.apart);
        let mut named: BTreeSet<u32> = pairs.flat_map(|(a, b)| [*a, *b]).collect();
        named.extend(self.linked.articles());
        self.linked = Linked::new(links);
        let slots = named
            .iter()
            .filter_map(|article| self.memory.slot(*article));
        let slots: BTreeSet<Slot> = slots.collect();
        let changed = self.settle(&slots);
        self.placements(&changed)
    }

    /// Takes an article out; the others of its story stay together.
    pub fn forget(&mut self, article: u32) {
        if let Some(slot) = self.memory.slot(article) {
            self.memory.take(slot);
        }
    }

    /// Weighs the articles in memory anew when many were counted since; answers those that were.
    fn weigh_anew(&mut self) -> BTreeSet<Slot> {
        let counted = self.frequencies.articles();
        let many = (self.weighed_at / 4).min(MANY_COUNTED);
        if self.weighed_at >= FEW_COUNTED || counted < self.weighed_at + many {
            return BTreeSet::new();
        }
        self.weighed_at = counted;
        for member in std::mem::take(&mut self.memory).into_members() {
            let weighted = member.weighted.anew(&self.frequencies);
            self.memory.put(Member {
                weighted,
                likenesses: Vec::new(),
                ..member
            });
        }
        self.memory.slots().collect()
    }

    fn take_in(&mut self, item: &Item, story: u32) -> Slot {
        self.memory.put(Member {
            article: item.article,
            copies: item.copies,
            story,
            weighted: Weighted::new(&item.signature, item.published, &self.frequencies),
            likenesses: Vec::new(),
        })
    }

    /// Compares an article with those that have most in common with it.
    fn compare(&mut self, slot: Slot) {
        let near = self.memory.near(slot, CANDIDATES);
        let Some(member) = self.memory.member(slot) else {
            return;
        };
        let one = Compared::new(&member.weighted);
        let mut like = Vec::new();
        for other in near {
            if self.memory.compared(slot, other).is_some() {
                continue;
            }
            let Some(member) = self.memory.member(other) else {
                continue;
            };
            let likeness = model::likeness(&one, &member.weighted);
            if likeness >= model::SIGHT {
                like.push((other, likeness));
            }
        }
        for (other, likeness) in like {
            self.memory.relate(slot, other, likeness);
        }
    }

    /// Decides anew about articles and all that stand with them or with what is like them.
    fn settle(&mut self, slots: &BTreeSet<Slot>) -> BTreeSet<u32> {
        let mut stories = BTreeSet::new();
        for slot in slots {
            let Some(member) = self.memory.member(*slot) else {
                continue;
            };
            stories.insert(member.story);
            let like = member
                .likenesses
                .iter()
                .filter(|(_, like)| *like >= model::SIGHT);
            let like = like.map(|(other, _)| *other);
            let bound = region::bound_to(&self.memory, &self.linked, *slot);
            let others = like
                .chain(bound)
                .filter_map(|other| self.memory.member(other));
            stories.extend(others.map(|other| other.story));
        }
        let touched = self.members_of(stories);
        let groups = region::divide(&self.memory, &self.linked, &touched);
        rename::name(&mut self.memory, &groups)
    }

    /// The articles of some stories, with those of the stories that are numbered after one of them: when that one leaves, it
    /// may want its number back.
    fn members_of(&self, mut stories: BTreeSet<u32>) -> BTreeSet<Slot> {
        let mut touched = BTreeSet::new();
        while let Some(story) = stories.pop_first() {
            for slot in self.memory.story(story) {
                let is_new = touched.insert(*slot);
                if let Some(member) = self.memory.member(*slot).filter(|_| is_new)
                    && member.article != story
                {
                    stories.insert(member.article);
                }
            }
        }
        touched
    }

    fn placements(&self, articles: &BTreeSet<u32>) -> Vec<Placement> {
        let story = |article: &u32| {
            self.story_of(*article).map(|story| Placement {
                article: *article,
                story,
            })
        };
        articles.iter().filter_map(story).collect()
    }
}

#[cfg(test)]
mod tests;
