//! Owns: which sentences together cover most of what is said, within a number of words.
//! Promises: the same pool gives the same choice; none of the chosen tells what another tells.

use crate::brief::pool::{Candidate, Pool};
use crate::brief::source::Weights;
use crate::brief::vocabulary::overlap;

/// From this overlap on two lines tell the same.
const AGAIN: f32 = 0.6;
/// A line is worth at least this share of the best one.
const LEAST: f32 = 0.1;
/// So many tellers are few: what only one of them says is told by nobody else.
const FEW: std::ops::RangeInclusive<usize> = 2..=4;
/// So many candidates are looked at for a swap.
const COMPARED: usize = 240;
/// So often swaps are sought.
const ROUNDS: usize = 6;

/// Chooses from a pool.
#[derive(Debug)]
pub(super) struct Cover<'a> {
    pool: &'a Pool,
    weights: &'a Weights,
    /// The candidates that are looked at, the best by themselves.
    order: Vec<usize>,
}

impl<'a> Cover<'a> {
    pub(super) fn new(pool: &'a Pool, weights: &'a Weights) -> Self {
        let mut cover = Self {
            pool,
            weights,
            order: Vec::new(),
        };
        let mut order: Vec<(usize, f32)> = (0..pool.candidates.len())
            .map(|at| (at, cover.alone(at)))
            .collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        // What hardly anybody else tells only fills the page.
        let share = if FEW.contains(&pool.origins) {
            weights.least
        } else {
            LEAST
        };
        let least = order.first().map_or(0.0, |(_, best)| best * share);
        order.retain(|(_, worth)| *worth >= least);
        order.truncate(COMPARED);
        cover.order = order.into_iter().map(|(at, _)| at).collect();
        cover
    }

    /// What a candidate is worth by itself.
    pub(super) fn alone(&self, at: usize) -> f32 {
        let Some(candidate) = self.pool.candidates.get(at) else {
            return 0.0;
        };
        let sum: f32 = candidate.concepts.iter().map(|c| self.weight(*c)).sum();
        sum * candidate.merit
    }

    /// How many words some candidates have.
    pub(super) fn words(&self, chosen: &[usize]) -> usize {
        chosen.iter().map(|at| self.length(*at)).sum()
    }

    /// The candidates that cover most in so many words; none tells what `before` tells.
    pub(super) fn choose(&self, words: usize, before: &[Candidate]) -> Vec<usize> {
        let fresh: Vec<usize> = self
            .order
            .iter()
            .copied()
            .filter(|at| {
                let told = self.pool.candidates.get(*at);
                told.is_some_and(|one| before.iter().all(|other| !again(one, other)))
            })
            .collect();
        let mut chosen = Vec::new();
        self.fill(&mut chosen, &fresh, words);
        let mut worth = self.worth(&chosen);
        for _ in 0..ROUNDS {
            let Some((better, more)) = self.swapped(&chosen, &fresh, words, worth) else {
                break;
            };
            chosen = better;
            worth = more;
        }
        chosen
    }

    /// Takes one after the other what gives most for its words.
    fn fill(&self, chosen: &mut Vec<usize>, fresh: &[usize], words: usize) {
        let mut covered = self.covered(chosen);
        let mut left = words.saturating_sub(self.words(chosen));
        loop {
            let best = fresh
                .iter()
                .copied()
                .filter(|at| self.length(*at) <= left && self.fits(*at, chosen))
                .map(|at| (at, self.gain(at, &covered) / self.cost(at)))
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            let Some((at, _)) = best.filter(|(_, gain)| *gain > 0.0) else {
                return;
            };
            left -= self.length(at);
            self.mark(at, &mut covered);
            chosen.push(at);
        }
    }

    /// The best exchange of one of the chosen, with what fits beside it then.
    fn swapped(
        &self,
        chosen: &[usize],
        fresh: &[usize],
        words: usize,
        worth: f32,
    ) -> Option<(Vec<usize>, f32)> {
        let mut best: Option<(Vec<usize>, f32)> = None;
        for out in 0..chosen.len() {
            let mut rest = chosen.to_vec();
            rest.remove(out);
            let covered = self.covered(&rest);
            let base = self.worth(&rest);
            let left = words.saturating_sub(self.words(&rest));
            let mut swaps: Vec<(usize, f32)> = fresh
                .iter()
                .copied()
                .filter(|at| self.length(*at) <= left && self.fits(*at, &rest))
                .map(|at| (at, base + self.gain(at, &covered)))
                .collect();
            swaps.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            for (at, _) in swaps.into_iter().take(4) {
                let mut other = rest.clone();
                other.push(at);
                self.fill(&mut other, fresh, words);
                let more = self.worth(&other);
                if more > worth + 1e-3 && best.as_ref().is_none_or(|(_, most)| more > *most) {
                    best = Some((other, more));
                }
            }
        }
        best
    }

    fn weight(&self, concept: u32) -> f32 {
        let concept = self.pool.concepts.get(concept as usize);
        concept.map_or(0.0, |concept| concept.weight)
    }

    fn length(&self, at: usize) -> usize {
        self.pool.candidates.get(at).map_or(0, |c| c.words)
    }

    #[expect(clippy::cast_precision_loss, reason = "sentences are short")]
    fn cost(&self, at: usize) -> f32 {
        (self.length(at).max(1) as f32).powf(self.weights.length)
    }

    /// Whether a candidate tells nothing that the chosen tell.
    fn fits(&self, at: usize, chosen: &[usize]) -> bool {
        let candidate = |at: usize| self.pool.candidates.get(at);
        candidate(at).is_some_and(|one| {
            chosen
                .iter()
                .filter_map(|other| candidate(*other))
                .all(|other| !again(one, other))
        })
    }

    fn covered(&self, chosen: &[usize]) -> Vec<bool> {
        let mut covered = vec![false; self.pool.concepts.len()];
        for at in chosen {
            self.mark(*at, &mut covered);
        }
        covered
    }

    fn mark(&self, at: usize, covered: &mut [bool]) {
        let concepts = self.pool.candidates.get(at).map(|c| &c.concepts);
        for concept in concepts.into_iter().flatten() {
            if let Some(covered) = covered.get_mut(*concept as usize) {
                *covered = true;
            }
        }
    }

    /// What a candidate adds to what is covered.
    fn gain(&self, at: usize, covered: &[bool]) -> f32 {
        let Some(candidate) = self.pool.candidates.get(at) else {
            return 0.0;
        };
        let fresh = |concept: &&u32| !covered.get(**concept as usize).is_some_and(|c| *c);
        let sum: f32 = candidate
            .concepts
            .iter()
            .filter(fresh)
            .map(|concept| self.weight(*concept))
            .sum();
        sum * candidate.merit
    }

    /// What some candidates are worth together, in their order.
    fn worth(&self, chosen: &[usize]) -> f32 {
        let mut covered = vec![false; self.pool.concepts.len()];
        let mut sum = 0.0;
        for at in chosen {
            sum += self.gain(*at, &covered);
            self.mark(*at, &mut covered);
        }
        sum
    }
}

/// Whether one line tells what the other tells.
fn again(one: &Candidate, other: &Candidate) -> bool {
    overlap(one.terms(), other.terms()) > AGAIN
}
