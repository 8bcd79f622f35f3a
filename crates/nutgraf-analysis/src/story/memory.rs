//! Owns: `Memory`, the articles of the stories that are going on, with who is like whom.
//! Promises: bounded; an article is there once; what is taken out leaves nothing behind.

use std::collections::HashMap;

use crate::story::index::Index;
use crate::story::likeness::Weighted;
use crate::story::postings::Slot;
use nutgraf_read::model::moment::Moment;

/// An article in memory.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// Its number.
    pub(crate) article: u32,
    /// The number of the group of copies that it belongs to; 0 for none.
    pub(crate) copies: u32,
    /// The story that it stands in.
    pub(crate) story: u32,
    /// Its weighed signature, with the day.
    pub(crate) weighted: Weighted,
    /// Articles that it was compared with, and how like it they are; ascending.
    pub(crate) likenesses: Vec<(Slot, f32)>,
}

impl Member {
    /// When it was published.
    pub(crate) fn published(&self) -> Option<Moment> {
        self.weighted.published
    }

    /// What orders articles by time: those without a day come last; then the lower number.
    pub(crate) fn age(&self) -> (i64, u32) {
        (self.published().map_or(i64::MAX, |m| m.0), self.article)
    }
}

/// The articles of the stories that are going on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    members: Vec<Option<Member>>,
    free: Vec<Slot>,
    by_article: HashMap<u32, Slot>,
    stories: HashMap<u32, Vec<Slot>>,
    copies: HashMap<u32, Vec<Slot>>,
    index: Index,
}

impl Memory {
    /// How many articles are in it.
    pub(crate) fn len(&self) -> usize {
        self.by_article.len()
    }

    /// Where an article is.
    pub(crate) fn slot(&self, article: u32) -> Option<Slot> {
        self.by_article.get(&article).copied()
    }

    /// Where there are articles; ascending.
    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot> {
        (0..)
            .zip(&self.members)
            .filter_map(|(slot, member)| member.as_ref().map(|_| slot))
    }

    /// All articles.
    pub(crate) fn into_members(self) -> impl Iterator<Item = Member> {
        self.members.into_iter().flatten()
    }

    /// The article at a place.
    pub(crate) fn member(&self, slot: Slot) -> Option<&Member> {
        self.members.get(slot as usize)?.as_ref()
    }

    /// The articles of a story that are in memory.
    pub(crate) fn story(&self, story: u32) -> &[Slot] {
        self.stories.get(&story).map_or(&[], Vec::as_slice)
    }

    /// The articles of a group of copies that are in memory.
    pub(crate) fn copies_of(&self, copies: u32) -> &[Slot] {
        self.copies.get(&copies).map_or(&[], Vec::as_slice)
    }

    /// Takes an article in; one that was there is replaced.
    pub(crate) fn put(&mut self, member: Member) -> Slot {
        if let Some(slot) = self.slot(member.article) {
            self.take(slot);
        }
        let slot = self.free.pop().unwrap_or_else(|| {
            self.members.push(None);
            Slot::try_from(self.members.len() - 1).unwrap_or(Slot::MAX)
        });
        self.by_article.insert(member.article, slot);
        self.stories.entry(member.story).or_default().push(slot);
        if member.copies != 0 {
            self.copies.entry(member.copies).or_default().push(slot);
        }
        self.index.put(slot, &member.weighted);
        if let Some(place) = self.members.get_mut(slot as usize) {
            *place = Some(member);
        }
        slot
    }

    /// Takes an article out.
    pub(crate) fn take(&mut self, slot: Slot) -> Option<Member> {
        let member = self.members.get_mut(slot as usize)?.take()?;
        self.free.push(slot);
        self.by_article.remove(&member.article);
        leave(&mut self.stories, member.story, slot);
        leave(&mut self.copies, member.copies, slot);
        self.index.take(slot, &member.weighted);
        for (other, _) in &member.likenesses {
            if let Some(Some(other)) = self.members.get_mut(*other as usize) {
                other.likenesses.retain(|(one, _)| *one != slot);
            }
        }
        Some(member)
    }

    /// Puts an article into another story; answers whether it stood in another one before.
    pub(crate) fn assign(&mut self, slot: Slot, story: u32) -> bool {
        let Some(Some(member)) = self.members.get_mut(slot as usize) else {
            return false;
        };
        if member.story == story {
            return false;
        }
        let before = std::mem::replace(&mut member.story, story);
        leave(&mut self.stories, before, slot);
        self.stories.entry(story).or_default().push(slot);
        true
    }

    /// The articles that have most in common with one, at most `most`; ascending.
    pub(crate) fn near(&mut self, slot: Slot, most: usize) -> Vec<Slot> {
        match self.members.get(slot as usize) {
            Some(Some(member)) => self.index.near(slot, &member.weighted, most),
            _ => Vec::new(),
        }
    }

    /// How like two articles are, when they were compared.
    pub(crate) fn compared(&self, a: Slot, b: Slot) -> Option<f32> {
        let list = &self.member(a)?.likenesses;
        let at = list.binary_search_by_key(&b, |(slot, _)| *slot).ok()?;
        list.get(at).map(|(_, likeness)| *likeness)
    }

    /// Remembers how like two articles are.
    pub(crate) fn relate(&mut self, a: Slot, b: Slot, likeness: f32) {
        for (one, other) in [(a, b), (b, a)] {
            let Some(Some(member)) = self.members.get_mut(one as usize) else {
                continue;
            };
            let list = &mut member.likenesses;
            match list.binary_search_by_key(&other, |(slot, _)| *slot) {
                Ok(at) => {
                    if let Some(entry) = list.get_mut(at) {
                        entry.1 = likeness;
                    }
                }
                Err(at) => list.insert(at, (other, likeness)),
            }
        }
    }

    /// Forgets the articles of the stories that were seen longest ago, so that at most `most` stay.
    pub(crate) fn forget(&mut self, most: usize) {
        if self.len() <= most {
            return;
        }
        let seen = |slot: &Slot| {
            self.member(*slot)
                .map(|m| m.published().map_or(i64::MIN, |p| p.0))
        };
        let mut last: Vec<(i64, u32)> = self
            .stories
            .iter()
            .map(|(story, slots)| {
                (
                    slots.iter().filter_map(seen).max().unwrap_or(i64::MIN),
                    *story,
                )
            })
            .collect();
        last.sort_unstable();
        for (_, story) in last {
            if self.len() <= most {
                return;
            }
            for slot in self.story(story).to_vec() {
                self.take(slot);
            }
        }
    }
}

fn leave(table: &mut HashMap<u32, Vec<Slot>>, key: u32, slot: Slot) {
    if let Some(list) = table.get_mut(&key) {
        list.retain(|other| *other != slot);
        if list.is_empty() {
            table.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::frequencies::Frequencies;
    use nutgraf_read::model::signature::{Signature, Term};

    fn member(article: u32, words: &[u64], day: i64) -> Member {
        let terms = words.iter().map(|word| Term::new(*word, 4)).collect();
        let published = Some(Moment(day * 86_400));
        Member {
            article,
            copies: article % 2,
            story: article,
            weighted: Weighted::new(
                &Signature::new(terms, Vec::new()),
                published,
                &Frequencies::default(),
            ),
            likenesses: Vec::new(),
        }
    }

    #[test]
    fn near_articles_share_words_and_weeks() {
        let mut memory = Memory::default();
        let one = memory.put(member(1, &[5, 6, 7], 100));
        let two = memory.put(member(2, &[5, 6, 9], 103));
        memory.put(member(3, &[11, 12], 100));
        memory.put(member(4, &[5, 6, 7], 900));
        assert_eq!(memory.near(one, 9), vec![two]);
        memory.relate(one, two, 1.5);
        assert_eq!(memory.compared(two, one), Some(1.5));
        memory.take(two);
        assert_eq!(memory.near(one, 9), Vec::<Slot>::new());
        assert_eq!(memory.compared(one, two), None);
    }

    #[test]
    fn the_stories_seen_longest_ago_are_forgotten_first() {
        let mut memory = Memory::default();
        for n in 1..=10 {
            memory.put(member(n, &[u64::from(n)], i64::from(n)));
        }
        let last = memory.slot(10).unwrap();
        memory.assign(last, 1);
        memory.forget(4);
        assert_eq!(memory.len(), 4);
        assert!(memory.slot(1).is_some(), "its story was seen last");
        assert!(memory.slot(2).is_none() && memory.slot(9).is_some());
    }
}
