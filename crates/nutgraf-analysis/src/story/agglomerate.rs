//! Owns: putting a few hundred things into groups by their likeness: average-link agglomeration.
//! Promises: the order of the things does not matter but where two likenesses are equal to the last bit; what must stay
//! apart does.

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

    /// The most like of the things after `a` that are still there; the first of equals.
    fn nearest(&self, a: usize, there: &[bool]) -> (f32, usize) {
        let mut best = (APART, a);
        for b in a + 1..self.count {
            if there.get(b) == Some(&true) && self.get(a, b) > best.0 {
                best = (self.get(a, b), b);
            }
        }
        best
    }
}

/// Groups things as long as the mean likeness of two groups is at least `least`; `sizes` says how many articles each thing
/// stands for. Answers for each thing the first thing of its group.
pub(crate) fn groups(mut likeness: Matrix, sizes: &[f32], least: f32) -> Vec<usize> {
    let count = likeness.count;
    let mut sizes = sizes.to_vec();
    let mut group: Vec<usize> = (0..count).collect();
    let mut there = vec![true; count];
    let mut nearest: Vec<(f32, usize)> = (0..count).map(|a| likeness.nearest(a, &there)).collect();
    loop {
        let best = nearest
            .iter()
            .enumerate()
            .filter(|(a, _)| there.get(*a) == Some(&true))
            .max_by(|x, y| x.1.0.total_cmp(&y.1.0).then(y.0.cmp(&x.0)))
            .map(|(a, (mean, b))| (a, *b, *mean));
        let Some((a, b, mean)) = best.filter(|best| best.2 >= least) else {
            return group;
        };
        debug_assert!(a < b && mean.is_finite());
        let weight = |at: usize, sizes: &[f32]| sizes.get(at).copied().unwrap_or(1.0);
        let (of_a, of_b) = (weight(a, &sizes), weight(b, &sizes));
        for other in (0..count).filter(|o| *o != a && *o != b) {
            if there.get(other) == Some(&true) {
                let sum = likeness.get(a, other) * of_a + likeness.get(b, other) * of_b;
                likeness.set(a, other, sum / (of_a + of_b));
            }
        }
        if let (Some(gone), Some(size)) = (there.get_mut(b), sizes.get_mut(a)) {
            *gone = false;
            *size = of_a + of_b;
        }
        group.iter_mut().filter(|g| **g == b).for_each(|g| *g = a);
        for other in 0..=b {
            let stale = other == a || nearest.get(other).is_some_and(|n| n.1 == a || n.1 == b);
            if there.get(other) != Some(&true) {
                continue;
            }
            if stale {
                let found = likeness.nearest(other, &there);
                if let Some(slot) = nearest.get_mut(other) {
                    *slot = found;
                }
            } else if other < a
                && let Some(slot) = nearest.get_mut(other)
            {
                let now = likeness.get(other, a);
                if now > slot.0 || (now >= slot.0 && a < slot.1) {
                    *slot = (now, a);
                }
            }
        }
    }
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
    fn plainly(likeness: &Matrix, least: f32) -> Vec<usize> {
        let mut groups: Vec<Vec<usize>> = (0..likeness.count).map(|n| vec![n]).collect();
        loop {
            let mut best = (least, None);
            for x in 0..groups.len() {
                for y in x + 1..groups.len() {
                    let mut sum = 0.0;
                    for a in &groups[x] {
                        sum += groups[y].iter().map(|b| likeness.get(*a, *b)).sum::<f32>();
                    }
                    let pairs = u16::try_from(groups[x].len() * groups[y].len()).unwrap();
                    let mean = sum / f32::from(pairs);
                    if mean >= best.0 {
                        best = (mean + 1e-6, Some((x, y)));
                    }
                }
            }
            let Some((x, y)) = best.1 else {
                let first = |n: usize| groups.iter().find(|g| g.contains(&n)).unwrap();
                return (0..likeness.count)
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
