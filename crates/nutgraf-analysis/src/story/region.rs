//! Owns: dividing the part of memory that new articles touch into stories.
//! Promises: copies and what the reader put together stay together, what the reader put apart stays apart; the order in
//! which articles came does not matter.

use std::collections::{BTreeMap, BTreeSet};

use crate::story::agglomerate::{APART, Matrix, groups};
use crate::story::index::Slot;
use crate::story::likeness::Compared;
use crate::story::links::Linked;
use crate::story::memory::{Member, Memory};
use crate::story::model;

/// The most things that are compared each with each.
const MOST_ATOMS: usize = 192;
/// Of a large atom so many articles stand for all.
const MOST_SAMPLES: usize = 8;
/// What is asked in addition of likenesses when too many things hang together.
const STRICTER: f32 = 0.75;

/// Divides articles into stories: `slots` are all members of all stories that may change.
pub(crate) fn divide(memory: &Memory, linked: &Linked, slots: &BTreeSet<Slot>) -> Vec<Vec<Slot>> {
    let mut found = Vec::new();
    // What hangs together by likenesses that could join it. Of too much of it the stories that there were stay whole; when they
    // are too many, more is asked of what hangs together.
    let atoms = atoms(memory, linked, slots);
    let mut open = vec![(atoms, model::SIGHT, false)];
    while let Some((atoms, least, is_hard)) = open.pop() {
        for part in connected(memory, linked, atoms, least) {
            if part.len() <= MOST_ATOMS {
                found.extend(divide_small(memory, linked, &part));
            } else if !is_hard {
                open.push((hardened(memory, part), least, true));
            } else if least < model::MOST {
                open.push((part, least + STRICTER, true));
            } else {
                for piece in part.chunks(MOST_ATOMS) {
                    found.extend(divide_small(memory, linked, piece));
                }
            }
        }
    }
    found
}

/// What can't be divided: copies, and what the reader put together.
fn atoms(memory: &Memory, linked: &Linked, slots: &BTreeSet<Slot>) -> Vec<Vec<Slot>> {
    let mut left = slots.clone();
    let mut atoms = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut atom = vec![first];
        let mut at = 0;
        while let Some(slot) = atom.get(at).copied() {
            at += 1;
            for other in bound_to(memory, linked, slot) {
                if left.remove(&other) {
                    atom.push(other);
                }
            }
        }
        atoms.push(atom);
    }
    by_age(memory, atoms)
}

/// The articles that are one story with an article whatever they tell.
pub(crate) fn bound_to(memory: &Memory, linked: &Linked, slot: Slot) -> Vec<Slot> {
    let Some(member) = memory.member(slot) else {
        return Vec::new();
    };
    let linked = linked.with(member.article).iter();
    let linked = linked.filter_map(|article| memory.slot(*article));
    let copies = memory.copies_of(member.copies).iter().copied();
    linked
        .chain(copies)
        .filter(|other| *other != slot)
        .collect()
}

/// Orders atoms, and the articles in each, by time, so that places in memory don't matter.
fn by_age(memory: &Memory, mut atoms: Vec<Vec<Slot>>) -> Vec<Vec<Slot>> {
    let age = |slot: &Slot| {
        memory
            .member(*slot)
            .map_or((i64::MAX, u32::MAX), Member::age)
    };
    for atom in &mut atoms {
        atom.sort_by_key(age);
    }
    atoms.sort_by_key(|atom| atom.first().map(age));
    atoms
}

/// Takes the stories that there were as one each.
fn hardened(memory: &Memory, atoms: Vec<Vec<Slot>>) -> Vec<Vec<Slot>> {
    let mut stories: BTreeMap<u32, Vec<Slot>> = BTreeMap::new();
    for atom in atoms {
        let story = atom
            .iter()
            .filter_map(|slot| memory.member(*slot))
            .map(|m| m.story)
            .min();
        stories.entry(story.unwrap_or(0)).or_default().extend(atom);
    }
    by_age(memory, stories.into_values().collect())
}

/// The atoms that hang together.
fn connected(
    memory: &Memory,
    linked: &Linked,
    atoms: Vec<Vec<Slot>>,
    least: f32,
) -> Vec<Vec<Vec<Slot>>> {
    let mut of: BTreeMap<Slot, usize> = BTreeMap::new();
    for (at, atom) in atoms.iter().enumerate() {
        of.extend(atom.iter().map(|slot| (*slot, at)));
    }
    let mut part: Vec<usize> = vec![usize::MAX; atoms.len()];
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for first in 0..atoms.len() {
        if part.get(first) != Some(&usize::MAX) {
            continue;
        }
        let mut open = vec![first];
        let mut found = Vec::new();
        while let Some(at) = open.pop() {
            match part.get_mut(at) {
                Some(slot) if *slot == usize::MAX => *slot = parts.len(),
                _ => continue,
            }
            found.push(at);
            for slot in atoms.get(at).into_iter().flatten() {
                let Some(member) = memory.member(*slot) else {
                    continue;
                };
                let like = member
                    .likenesses
                    .iter()
                    .filter(|(_, likeness)| *likeness >= least);
                let like = like.map(|(other, _)| *other);
                let bound = bound_to(memory, linked, *slot);
                open.extend(
                    like.chain(bound)
                        .filter_map(|other| of.get(&other).copied()),
                );
            }
        }
        found.sort_unstable();
        parts.push(found);
    }
    let mut atoms: Vec<Option<Vec<Slot>>> = atoms.into_iter().map(Some).collect();
    parts
        .into_iter()
        .map(|part| {
            let taken = part.into_iter().filter_map(|at| atoms.get_mut(at)?.take());
            taken.collect()
        })
        .collect()
}

/// Divides a few atoms, compared each with each.
fn divide_small(memory: &Memory, linked: &Linked, atoms: &[Vec<Slot>]) -> Vec<Vec<Slot>> {
    let mut found: BTreeMap<usize, Vec<Slot>> = BTreeMap::new();
    for (group, atom) in grouped(memory, linked, atoms).into_iter().zip(atoms) {
        found.entry(group).or_default().extend(atom);
    }
    let mut found: Vec<Vec<Slot>> = found.into_values().collect();
    if atoms
        .iter()
        .any(|atom| is_put_together(memory, linked, atom))
    {
        bring_company(memory, linked, atoms, &mut found);
    }
    found
}

/// The group of each atom.
fn grouped(memory: &Memory, linked: &Linked, atoms: &[Vec<Slot>]) -> Vec<usize> {
    if let [_] = atoms {
        return vec![0];
    }
    let mut likeness = Matrix::new(atoms.len());
    for (a, one) in atoms.iter().enumerate() {
        let compared: Vec<_> = samples(one).map(|slot| Sample::new(memory, slot)).collect();
        for (b, other) in atoms.iter().enumerate().skip(a + 1) {
            let mean = if is_apart(memory, linked, one, other) {
                APART
            } else {
                mean_likeness(memory, &compared, other)
            };
            likeness.set(a, b, mean);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of articles")]
    let sizes: Vec<f32> = atoms
        .iter()
        .map(|atom| (atom.len() as f32).sqrt())
        .collect();
    groups(likeness, &sizes, model::LEAST)
}

/// Whether an atom has articles that the reader put together.
fn is_put_together(memory: &Memory, linked: &Linked, atom: &[Slot]) -> bool {
    let articles = atom.iter().filter_map(|slot| memory.member(*slot));
    atom.len() > 1
        && articles
            .into_iter()
            .any(|one| !linked.with(one.article).is_empty())
}

/// Who says that two articles are one story says so of their stories: what each would stand with by itself comes along, as far
/// as nothing was put apart.
fn bring_company(
    memory: &Memory,
    linked: &Linked,
    atoms: &[Vec<Slot>],
    found: &mut Vec<Vec<Slot>>,
) {
    let nobody = Linked::default();
    let all = atoms.iter().flatten().copied().collect();
    let loose = self::atoms(memory, &nobody, &all);
    let mut company: BTreeMap<usize, Vec<Slot>> = BTreeMap::new();
    for (group, atom) in grouped(memory, linked, &loose).into_iter().zip(&loose) {
        company.entry(group).or_default().extend(atom);
    }
    let put_together = atoms
        .iter()
        .filter(|atom| is_put_together(memory, linked, atom));
    let put_together: BTreeSet<Slot> = put_together.flatten().copied().collect();
    for group in company.values() {
        if !group.iter().any(|slot| put_together.contains(slot)) {
            continue;
        }
        let holds = |part: &Vec<Slot>| part.iter().any(|slot| group.contains(slot));
        let Some(first) = found.iter().position(holds) else {
            continue;
        };
        for at in (first + 1..found.len()).rev() {
            let apart = |found: &[Vec<Slot>]| {
                let pair = found.get(first).zip(found.get(at));
                pair.is_none_or(|(one, other)| is_apart(memory, linked, one, other))
            };
            if found.get(at).is_some_and(holds) && !apart(found) {
                let other = found.remove(at);
                if let Some(one) = found.get_mut(first) {
                    one.extend(other);
                }
            }
        }
    }
}

/// Whether the reader has put any two of them apart.
fn is_apart(memory: &Memory, linked: &Linked, one: &[Slot], other: &[Slot]) -> bool {
    one.iter()
        .filter_map(|slot| memory.member(*slot))
        .any(|member| {
            let apart = linked.apart_from(member.article);
            !apart.is_empty()
                && other
                    .iter()
                    .filter_map(|slot| memory.member(*slot))
                    .any(|m| apart.contains(&m.article))
        })
}

/// The mean likeness of the articles of two atoms.
fn mean_likeness(memory: &Memory, one: &[Sample<'_>], other: &[Slot]) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    for a in one {
        for b in samples(other) {
            sum += a.likeness(memory, b);
            count += 1.0;
        }
    }
    sum / f32::max(count, 1.0)
}

/// Some articles that stand for all, spread evenly.
fn samples(atom: &[Slot]) -> impl Iterator<Item = Slot> {
    let step = atom.len().div_ceil(MOST_SAMPLES).max(1);
    atom.iter().step_by(step).copied()
}

/// One of the articles that stand for an atom.
struct Sample<'a> {
    slot: Slot,
    /// `None` when it is not in memory.
    article: Option<Compared<'a>>,
}

impl<'a> Sample<'a> {
    fn new(memory: &'a Memory, slot: Slot) -> Self {
        let member = memory.member(slot);
        Self {
            slot,
            article: member.map(|member| Compared::new(&member.weighted)),
        }
    }

    /// How like another one is; compared when that is not remembered.
    fn likeness(&self, memory: &Memory, other: Slot) -> f32 {
        if let Some(likeness) = memory.compared(self.slot, other) {
            return likeness;
        }
        match (&self.article, memory.member(other)) {
            (Some(one), Some(other)) => model::likeness(one, &other.weighted),
            _ => -model::MOST,
        }
    }
}
