//! Owns: which numbers stories keep when they are divided anew.
//! Promises: a number is that of the article that founded the story, and of one story only; the larger part of a story keeps its
//! number; an article alone has its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::story::memory::Memory;
use crate::story::postings::Slot;

/// Gives groups of articles their numbers; answers the articles whose number is another one now.
pub(crate) fn name(memory: &mut Memory, groups: &[Vec<Slot>]) -> BTreeSet<u32> {
    let names = names(memory, groups);
    let mut changed = BTreeSet::new();
    for (group, story) in groups.iter().zip(names) {
        for slot in group {
            if memory.assign(*slot, story)
                && let Some(member) = memory.member(*slot)
            {
                changed.insert(member.article);
            }
        }
    }
    changed
}

fn names(memory: &Memory, groups: &[Vec<Slot>]) -> Vec<u32> {
    let mut names = vec![0; groups.len()];
    let mut taken = BTreeSet::new();
    let member = |slot: &Slot| memory.member(*slot);
    // An article alone has its own number, whoever had it before.
    for (group, name) in groups.iter().zip(&mut names) {
        if let [slot] = group.as_slice()
            && let Some(member) = member(slot)
        {
            *name = member.article;
            taken.insert(member.article);
        }
    }
    // Of the rest each number goes to the group that has most articles of its story; the number of the larger story, of
    // equal ones the older one, stays when stories become one.
    let mut claims: Vec<(usize, u32, usize)> = Vec::new();
    for (at, group) in groups
        .iter()
        .enumerate()
        .filter(|(_, group)| group.len() > 1)
    {
        let mut held: BTreeMap<u32, usize> = BTreeMap::new();
        for one in group.iter().filter_map(member) {
            *held.entry(one.story).or_default() += 1;
        }
        claims.extend(held.into_iter().map(|(story, count)| (count, story, at)));
    }
    claims.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (_, story, at) in claims {
        if let Some(name) = names.get_mut(at).filter(|name| **name == 0)
            && taken.insert(story)
        {
            *name = story;
        }
    }
    for (group, name) in groups
        .iter()
        .zip(&mut names)
        .filter(|(_, name)| **name == 0)
    {
        let mut articles: Vec<((i64, u32), u32)> = group
            .iter()
            .filter_map(member)
            .map(|one| (one.age(), one.article))
            .collect();
        articles.sort_unstable();
        let free = articles
            .iter()
            .find(|(_, article)| !taken.contains(article));
        if let Some((_, article)) = free {
            *name = *article;
            taken.insert(*article);
        }
    }
    names
}
