//! Owns: `Atoms`, what a region of memory is divided into, compared with each other.
//! Promises: what was compared before is not compared again; a large group is judged by some of its articles, spread evenly.

use std::collections::HashMap;

use crate::story::agglomerate::{APART, Likenesses};
use crate::story::likeness::Compared;
use crate::story::links::Linked;
use crate::story::memory::Memory;
use crate::story::model;
use crate::story::postings::Slot;

/// Of a large group so many articles stand for all.
const MOST_SAMPLES: usize = 8;

/// The articles that are like one.
pub(super) fn alike(memory: &Memory, slot: Slot) -> impl Iterator<Item = Slot> {
    let likenesses = memory.member(slot).into_iter().flat_map(|m| &m.likenesses);
    likenesses
        .filter(|(_, likeness)| *likeness >= model::SIGHT)
        .map(|(other, _)| *other)
}

/// The atom of each article.
pub(super) fn by_slot(atoms: &[Vec<Slot>]) -> HashMap<Slot, usize> {
    let all = atoms.iter().enumerate();
    all.flat_map(|(at, atom)| atom.iter().map(move |slot| (*slot, at)))
        .collect()
}

/// Atoms, compared with each other.
pub(super) struct Atoms<'a> {
    pub(super) memory: &'a Memory,
    pub(super) linked: &'a Linked,
    pub(super) all: &'a [Vec<Slot>],
}

impl Atoms<'_> {
    fn atom(&self, at: usize) -> &[Slot] {
        self.all.get(at).map_or(&[], Vec::as_slice)
    }

    /// The pairs that have articles that are alike, each once, with the mean likeness.
    pub(super) fn pairs(&self) -> Vec<(usize, usize, f32)> {
        let of = by_slot(self.all);
        let mut pairs = Vec::new();
        for (a, atom) in self.all.iter().enumerate() {
            let others = atom.iter().flat_map(|slot| alike(self.memory, *slot));
            let mut others: Vec<usize> = others.filter_map(|slot| of.get(&slot).copied()).collect();
            others.retain(|b| a < *b);
            others.sort_unstable();
            others.dedup();
            if others.is_empty() {
                continue;
            }
            let mut ready = self.ready(&[a]);
            pairs.extend(
                others
                    .into_iter()
                    .map(|b| (a, b, self.mean(&mut ready, &[b]))),
            );
        }
        pairs
    }

    /// Some articles that stand for all, spread evenly.
    fn samples(&self, things: &[usize]) -> impl Iterator<Item = Slot> {
        let step = things.len().div_ceil(MOST_SAMPLES).max(1);
        let each = (MOST_SAMPLES / things.len().max(1)).max(1);
        let things = things.iter().step_by(step);
        things.flat_map(move |at| {
            let atom = self.atom(*at);
            atom.iter()
                .step_by(atom.len().div_ceil(each).max(1))
                .copied()
        })
    }

    /// Whether the reader has put any two of them apart.
    fn is_apart(&self, one: &[usize], other: &[usize]) -> bool {
        self.linked.has_apart()
            && one.iter().any(|a| {
                let apart =
                    |b: &usize| is_apart(self.memory, self.linked, self.atom(*a), self.atom(*b));
                other.iter().any(apart)
            })
    }
}

impl<'a> Likenesses for Atoms<'a> {
    type Ready = (Vec<usize>, Vec<Sample<'a>>);

    fn ready(&self, things: &[usize]) -> Self::Ready {
        let samples = self.samples(things).map(Sample::new);
        (things.to_vec(), samples.collect())
    }

    fn mean(&self, (things, samples): &mut Self::Ready, others: &[usize]) -> f32 {
        if self.is_apart(things, others) {
            return APART;
        }
        let (mut sum, mut count) = (0.0, 0.0);
        for other in self.samples(others) {
            for one in samples.iter_mut() {
                sum += one.likeness(self.memory, other);
                count += 1.0;
            }
        }
        sum / f32::max(count, 1.0)
    }
}

/// Whether the reader has put any two of them apart.
pub(super) fn is_apart(memory: &Memory, linked: &Linked, one: &[Slot], other: &[Slot]) -> bool {
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

/// One of the articles that stand for a group.
pub(super) struct Sample<'a> {
    slot: Slot,
    /// Made ready to be compared, when that was wanted once.
    article: Option<Compared<'a>>,
}

impl<'a> Sample<'a> {
    fn new(slot: Slot) -> Self {
        Self {
            slot,
            article: None,
        }
    }

    /// How like another one is; compared when that is not remembered.
    fn likeness(&mut self, memory: &'a Memory, other: Slot) -> f32 {
        if let Some(likeness) = memory.compared(self.slot, other) {
            return likeness;
        }
        match (memory.member(self.slot), memory.member(other)) {
            (Some(one), Some(other)) => {
                let one = self
                    .article
                    .get_or_insert_with(|| Compared::new(&one.weighted));
                model::likeness(one, &other.weighted)
            }
            _ => -model::MOST,
        }
    }
}
