//! Owns: putting a few hundred things into groups by their likeness: average-link agglomeration.
//! Promises: the order of the things does not matter but where two likenesses are equal to the last bit; what must stay
//! apart does.

use crate::story::model::{self, Group};

/// Likenesses of some things, each with each; symmetric.
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    count: usize,
    cells: Vec<f32>,
}

/// The likeness of two things that must stay apart.
pub(crate) const APART: f32 = f32::NEG_INFINITY;

impl Matrix {
    /// No likenesses yet among so many things.
    pub(crate) fn new(count: usize) -> Self {
        Self {
            count,
            cells: vec![APART; count * count],
        }
    }

    /// The likeness of two things.
    pub(crate) fn get(&self, a: usize, b: usize) -> f32 {
        self.cells.get(a * self.count + b).copied().unwrap_or(APART)
    }

    /// Sets it, both ways.
    pub(crate) fn set(&mut self, a: usize, b: usize, likeness: f32) {
        for at in [a * self.count + b, b * self.count + a] {
            if let Some(cell) = self.cells.get_mut(at) {
                *cell = likeness;
            }
        }
    }
}

/// Groups while they are being put together.
#[derive(Debug)]
struct Agglomeration {
    means: Matrix,
    /// `None` for those that went into another one.
    groups: Vec<Option<Group>>,
    /// For each the likest of those after it, with how like it is.
    nearest: Vec<(f32, usize)>,
    /// What is less like is not looked at.
    least: f32,
}

impl Agglomeration {
    fn likeness(&self, a: usize, b: usize) -> f32 {
        match (self.groups.get(a), self.groups.get(b)) {
            (Some(Some(one)), Some(Some(other))) => {
                model::group_likeness(one, other, self.means.get(a, b))
            }
            _ => APART,
        }
    }

    fn is_there(&self, at: usize) -> bool {
        self.groups.get(at).is_some_and(Option::is_some)
    }

    /// Looks for the likest of those after one; the first of equals.
    fn look(&mut self, a: usize) {
        let mut best = (APART, a);
        for b in a + 1..self.means.count {
            // The contrast only takes away.
            if self.means.get(a, b) < self.least.max(best.0) {
                continue;
            }
            let likeness = self.likeness(a, b);
            if likeness > best.0 && likeness >= self.least {
                best = (likeness, b);
            }
        }
        if let Some(nearest) = self.nearest.get_mut(a) {
            *nearest = best;
        }
    }

    /// The two that are likest.
    fn likest(&self) -> Option<(f32, usize, usize)> {
        let there = self.nearest.iter().enumerate();
        let there = there.filter(|(a, _)| self.is_there(*a));
        there
            .max_by(|x, y| x.1.0.total_cmp(&y.1.0).then(y.0.cmp(&x.0)))
            .map(|(a, (likeness, b))| (*likeness, a, *b))
    }

    /// Makes one of two.
    fn join(&mut self, a: usize, b: usize) {
        let gone = self.groups.get_mut(b).and_then(Option::take);
        let (Some(gone), Some(Some(group))) = (gone, self.groups.get_mut(a)) else {
            return;
        };
        let (of_a, of_b) = (group.size, gone.size);
        *group = group.with(&gone, self.means.get(a, b));
        for other in 0..self.means.count {
            if other != a && self.is_there(other) {
                let sum = self.means.get(a, other) * of_a + self.means.get(b, other) * of_b;
                self.means.set(a, other, sum / (of_a + of_b));
            }
        }
        for other in 0..=b {
            if !self.is_there(other) {
                continue;
            }
            let (before, which) = self.nearest.get(other).copied().unwrap_or((APART, other));
            if other == a || which == a || which == b {
                self.look(other);
            } else if other < a {
                let now = self.likeness(other, a);
                if (now > before || now >= before && a < which && now >= self.least)
                    && let Some(nearest) = self.nearest.get_mut(other)
                {
                    *nearest = (now, a);
                }
            }
        }
    }
}

/// Groups things as long as two groups are likely enough one story (`model`); `sizes` says how many articles each thing
/// stands for. Answers for each thing the first thing of its group.
pub(crate) fn groups(means: Matrix, sizes: &[f32], least: f32) -> Vec<usize> {
    let count = means.count;
    let single = |size: &f32| {
        Some(Group {
            size: *size,
            within: (0.0, 0.0),
        })
    };
    let mut all = Agglomeration {
        means,
        groups: sizes.iter().take(count).map(single).collect(),
        nearest: vec![(APART, 0); count],
        least,
    };
    (0..count).for_each(|at| all.look(at));
    let mut group: Vec<usize> = (0..count).collect();
    while let Some((_, a, b)) = all.likest().filter(|best| best.0 >= least) {
        all.join(a, b);
        group.iter_mut().filter(|g| **g == b).for_each(|g| *g = a);
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matrix(count: usize, likeness: impl Fn(usize, usize) -> f32) -> Matrix {
        let mut matrix = Matrix::new(count);
        for a in 0..count {
            for b in a + 1..count {
                matrix.set(a, b, likeness(a, b));
            }
        }
        matrix
    }

    /// The same without any short cut.
    fn plainly(means: &Matrix, least: f32) -> Vec<usize> {
        let mean = |one: &[usize], other: &[usize]| {
            let sum: f32 = one
                .iter()
                .flat_map(|a| other.iter().map(|b| means.get(*a, *b)))
                .sum();
            sum / f32::from(u16::try_from(one.len() * other.len()).unwrap())
        };
        let group = |members: &[usize]| {
            let pairs = members
                .iter()
                .flat_map(|a| members.iter().map(move |b| (*a, *b)));
            let pairs: Vec<f32> = pairs
                .filter(|(a, b)| a < b)
                .map(|(a, b)| means.get(a, b))
                .collect();
            Group {
                size: f32::from(u16::try_from(members.len()).unwrap()),
                within: (
                    pairs.iter().sum(),
                    f32::from(u16::try_from(pairs.len()).unwrap()),
                ),
            }
        };
        let mut groups: Vec<Vec<usize>> = (0..means.count).map(|n| vec![n]).collect();
        loop {
            let mut best = (least, None);
            for x in 0..groups.len() {
                for y in x + 1..groups.len() {
                    let between = mean(&groups[x], &groups[y]);
                    let likeness =
                        model::group_likeness(&group(&groups[x]), &group(&groups[y]), between);
                    if likeness >= best.0 {
                        best = (likeness, Some((x, y)));
                    }
                }
            }
            let Some((x, y)) = best.1 else {
                let first = |n: usize| groups.iter().find(|g| g.contains(&n)).unwrap();
                return (0..means.count)
                    .map(|n| *first(n).iter().min().unwrap())
                    .collect();
            };
            let gone = groups.remove(y);
            groups[x].extend(gone);
        }
    }

    #[test]
    fn a_bridge_does_not_join_two_groups() {
        // 0-1-2 and 4-5-6 are alike, 3 is like one of each.
        let likeness = matrix(7, |a, b| match (a, b) {
            (2, 3) | (3, 4) => 1.0,
            _ if (a < 3) == (b < 3) && a != 3 && b != 3 => 2.0,
            _ => -4.0,
        });
        let found = groups(likeness, &[1.0; 7], 0.0);
        assert_eq!(found[0], found[2]);
        assert_eq!(found[4], found[6]);
        assert_ne!(found[0], found[4]);
    }

    #[test]
    fn what_must_stay_apart_does() {
        let likeness = matrix(3, |a, b| if (a, b) == (0, 2) { APART } else { 5.0 });
        let found = groups(likeness, &[1.0; 3], 0.0);
        assert_ne!(found[0], found[2]);
    }

    proptest! {
        #[test]
        fn short_cuts_change_nothing(values in proptest::collection::vec(-3.0f32..3.0, 45)) {
            let at = |a: usize, b: usize| values[(b * (b - 1) / 2 + a) % 45];
            let likeness = matrix(10, at);
            prop_assert_eq!(groups(likeness.clone(), &[1.0; 10], 0.25), plainly(&likeness, 0.25));
        }
    }
}
