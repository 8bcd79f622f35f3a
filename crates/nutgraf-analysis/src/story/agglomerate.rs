//! Owns: putting things into groups by their likeness: average-link agglomeration along the pairs that are alike.
//! Promises: no two groups become one without a pair that is alike; the order of the things does not matter but where two
//! likenesses are equal to the last bit; what must stay apart does; time grows with the pairs that are alike.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use crate::story::model::{self, Group};

/// The likeness of things that must stay apart.
pub(crate) const APART: f32 = f32::NEG_INFINITY;

/// What tells how like things are.
pub(crate) trait Likenesses {
    /// Things made ready to be compared.
    type Ready;

    /// Makes things ready.
    fn ready(&self, things: &[usize]) -> Self::Ready;

    /// The mean likeness of things to others; `APART` when any two must stay apart.
    fn mean(&self, ready: &mut Self::Ready, others: &[usize]) -> f32;
}

/// What is known of the likeness of two groups.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// The sum over the pairs that are known.
    sum: f32,
    /// How many pairs are not.
    unknown: f32,
}

impl Known {
    /// The mean of so many pairs, where those that are not known are as like as they can be.
    fn mean(self, pairs: f32, most: f32) -> f32 {
        (self.sum + most * self.unknown) / pairs
    }
}

/// A group while it is there.
#[derive(Debug)]
struct Cluster {
    things: Vec<usize>,
    group: Group,
    /// The groups that have a thing like one of this, and how like they are.
    around: BTreeMap<usize, Known>,
    /// How often it has changed.
    version: u32,
}

/// Two groups that could become one, as they were when this was noted.
#[derive(Debug)]
struct Join {
    likeness: f32,
    pair: (usize, usize),
    versions: (u32, u32),
}

impl Ord for Join {
    fn cmp(&self, other: &Self) -> Ordering {
        let likeness = self.likeness.total_cmp(&other.likeness);
        likeness.then_with(|| other.pair.cmp(&self.pair))
    }
}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Join {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Join {}

/// Groups while they are being put together.
#[derive(Debug)]
struct Agglomeration<'a, L> {
    likenesses: &'a L,
    /// `None` for those that went into another one.
    clusters: Vec<Option<Cluster>>,
    joins: BinaryHeap<Join>,
    /// Groups that are less like stay two.
    least: f32,
    /// Things that were not found to be alike are at most this like.
    most: f32,
}

impl<L: Likenesses> Agglomeration<'_, L> {
    fn cluster(&self, at: usize) -> Option<&Cluster> {
        self.clusters.get(at)?.as_ref()
    }

    /// Two groups, and what is known of them.
    fn pair(&self, (a, b): (usize, usize)) -> Option<(&Cluster, &Cluster, Known)> {
        let (one, other) = (self.cluster(a)?, self.cluster(b)?);
        Some((one, other, *one.around.get(&b)?))
    }

    /// Notes two groups that could become one.
    fn note(&mut self, pair: (usize, usize)) {
        let pair = (pair.0.min(pair.1), pair.0.max(pair.1));
        let Some((one, other, known)) = self.pair(pair) else {
            return;
        };
        let mean = known.mean(one.group.size * other.group.size, self.most);
        let likeness = model::group_likeness(&one.group, &other.group, mean);
        if likeness >= self.least {
            let versions = (one.version, other.version);
            self.joins.push(Join {
                likeness,
                pair,
                versions,
            });
        }
    }

    /// The likest two groups, with their mean likeness.
    fn likest(&mut self) -> Option<(usize, usize, f32)> {
        while let Some(join) = self.joins.pop() {
            let Some((one, other, known)) = self.pair(join.pair) else {
                continue;
            };
            if join.versions != (one.version, other.version) {
                continue;
            }
            let pairs = one.group.size * other.group.size;
            let (a, b) = join.pair;
            if known.unknown <= 0.0 {
                return Some((a, b, known.sum / pairs));
            }
            let mut ready = self.likenesses.ready(&one.things);
            let mean = self.likenesses.mean(&mut ready, &other.things);
            let known = Known {
                sum: mean * pairs,
                unknown: 0.0,
            };
            self.relate(a, b, known);
            self.note(join.pair);
        }
        None
    }

    fn relate(&mut self, a: usize, b: usize, known: Known) {
        for (one, other) in [(a, b), (b, a)] {
            if let Some(Some(cluster)) = self.clusters.get_mut(one) {
                cluster.around.insert(other, known);
            }
        }
    }

    /// Makes one of two.
    fn join(&mut self, a: usize, b: usize, mean: f32) {
        let gone = self.clusters.get_mut(b).and_then(Option::take);
        let (Some(gone), Some(Some(stays))) = (gone, self.clusters.get_mut(a)) else {
            return;
        };
        let sizes = (stays.group.size, gone.group.size);
        stays.group = stays.group.with(&gone.group, mean);
        stays.things.extend(gone.things);
        stays.things.sort_unstable();
        stays.version += 1;
        let mut around = std::mem::take(&mut stays.around);
        let mut both: BTreeMap<usize, (Option<Known>, Option<Known>)> = BTreeMap::new();
        around.remove(&b);
        for (other, known) in around {
            both.entry(other).or_default().0 = Some(known);
        }
        for (other, known) in gone.around.into_iter().filter(|(other, _)| *other != a) {
            both.entry(other).or_default().1 = Some(known);
        }
        for (other, (to_a, to_b)) in both {
            let Some(Some(cluster)) = self.clusters.get_mut(other) else {
                continue;
            };
            cluster.around.remove(&b);
            let other_size = cluster.group.size;
            let unknown = |size: f32| Known {
                sum: 0.0,
                unknown: size * other_size,
            };
            let to_a = to_a.unwrap_or_else(|| unknown(sizes.0));
            let to_b = to_b.unwrap_or_else(|| unknown(sizes.1));
            let known = Known {
                sum: to_a.sum + to_b.sum,
                unknown: to_a.unknown + to_b.unknown,
            };
            self.relate(a, other, known);
            self.note((a, other));
        }
    }
}

/// Groups things as long as two groups are likely enough one story (`model`); `sizes` says how many articles each thing
/// stands for, `alike` which pairs are alike, each once; all others are at most `most` like. Answers for each thing the first
/// thing of its group.
pub(crate) fn groups<L: Likenesses>(
    likenesses: &L,
    sizes: &[f32],
    alike: &[(usize, usize, f32)],
    (least, most): (f32, f32),
) -> Vec<usize> {
    let single = |(at, size): (usize, &f32)| {
        Some(Cluster {
            things: vec![at],
            group: Group {
                size: *size,
                within: (0.0, 0.0),
            },
            around: BTreeMap::new(),
            version: 0,
        })
    };
    let mut all = Agglomeration {
        likenesses,
        clusters: sizes.iter().enumerate().map(single).collect(),
        joins: BinaryHeap::new(),
        least,
        most,
    };
    for (a, b, likeness) in alike {
        let size = |at: usize| sizes.get(at).copied().unwrap_or(0.0);
        let known = Known {
            sum: likeness * size(*a) * size(*b),
            unknown: 0.0,
        };
        all.relate(*a, *b, known);
        all.note((*a, *b));
    }
    while let Some((a, b, mean)) = all.likest() {
        all.join(a, b, mean);
    }
    let mut group: Vec<usize> = (0..sizes.len()).collect();
    for cluster in all.clusters.into_iter().flatten() {
        let first = cluster.things.iter().copied().min().unwrap_or_default();
        for thing in cluster.things {
            if let Some(group) = group.get_mut(thing) {
                *group = first;
            }
        }
    }
    group
}

#[cfg(test)]
mod tests;
