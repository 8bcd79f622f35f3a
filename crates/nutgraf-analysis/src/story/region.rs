//! Owns: dividing the part of memory that new articles touch into stories.
//! Promises: copies and what the reader put together stay together, what the reader put apart stays apart; the order in
//! which articles came does not matter.

mod atoms;

use std::collections::{BTreeMap, BTreeSet};

use crate::story::agglomerate::groups;
use crate::story::links::Linked;
use crate::story::memory::{Member, Memory};
use crate::story::model;
use crate::story::postings::Slot;
use crate::story::region::atoms::{Atoms, alike, by_slot, is_apart};

/// Divides articles into stories: `slots` are all members of all stories that may change.
pub(crate) fn divide(memory: &Memory, linked: &Linked, slots: &BTreeSet<Slot>) -> Vec<Vec<Slot>> {
    let atoms = atoms(memory, linked, slots);
    let mut found = Vec::new();
    for part in connected(memory, linked, atoms) {
        found.extend(divide_part(memory, linked, &part));
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

/// The atoms that hang together.
fn connected(memory: &Memory, linked: &Linked, atoms: Vec<Vec<Slot>>) -> Vec<Vec<Vec<Slot>>> {
    let of = by_slot(&atoms);
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
                let like = alike(memory, *slot);
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

/// Divides atoms that hang together.
fn divide_part(memory: &Memory, linked: &Linked, atoms: &[Vec<Slot>]) -> Vec<Vec<Slot>> {
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
    #[expect(clippy::cast_precision_loss, reason = "a count of articles")]
    let sizes: Vec<f32> = atoms
        .iter()
        .map(|atom| (atom.len() as f32).sqrt())
        .collect();
    let compared = Atoms {
        memory,
        linked,
        all: atoms,
    };
    groups(
        &compared,
        &sizes,
        &compared.pairs(),
        (model::LEAST, model::SIGHT),
    )
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
