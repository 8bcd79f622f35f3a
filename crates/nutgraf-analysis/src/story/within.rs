//! Owns: questions about the articles of one story: which is most central, and which go along with one that is taken out.
//! Promises: pure; articles by their places in the list that was given.

use crate::story::frequencies::Frequencies;
use crate::story::item::Item;
use crate::story::likeness::{Compared, Weighted};
use crate::story::model;

/// The most articles of a story that are compared each with each; others are compared with the first of them.
const MOST: usize = 200;

/// How central each article of a story is: its mean likeness to the others, as the logarithm of the odds; 0 for one alone.
pub fn centrality(items: &[Item], frequencies: &Frequencies) -> Vec<f32> {
    let weighted = weigh(items, frequencies);
    let mean = |at: usize, one: &Weighted| {
        let one = Compared::new(one);
        let others = weighted.iter().take(MOST).enumerate();
        let others = others.filter(|(other, _)| *other != at);
        let (sum, count) = others.fold((0.0, 0.0), |(sum, count), (_, other)| {
            (sum + model::likeness(&one, other), count + 1.0)
        });
        sum / f32::max(count, 1.0)
    };
    weighted
        .iter()
        .enumerate()
        .map(|(at, one)| mean(at, one))
        .collect()
}

/// Which articles of a story go along when the reader takes `out` out of it: its copies, and those that are nearer to it than
/// to the rest; ascending, `out` among them. Never all: something stays.
pub fn going_along(items: &[Item], out: usize, frequencies: &Frequencies) -> Vec<usize> {
    let Some(taken) = items.get(out) else {
        return Vec::new();
    };
    let weighted = weigh(items, frequencies);
    let is_copy = |at: usize| {
        at == out || taken.copies != 0 && items.get(at).is_some_and(|i| i.copies == taken.copies)
    };
    let (gone, rest): (Vec<usize>, Vec<usize>) = (0..items.len()).partition(|at| is_copy(*at));
    let to = |one: &Compared<'_>, other: usize| {
        let other = weighted.get(other);
        other.map(|other| model::likeness(one, other))
    };
    let nearer = |at: usize| {
        let Some(one) = weighted.get(at).map(Compared::new) else {
            return false;
        };
        let away = to(&one, out).unwrap_or(-model::MOST);
        let others = rest.iter().filter(|other| **other != at).take(MOST);
        let mut likes: Vec<f32> = others.filter_map(|other| to(&one, *other)).collect();
        likes.sort_by(f32::total_cmp);
        // The middle of the rest: a few that are like it themselves must not keep it.
        let middle = likes.get(likes.len() / 2).copied().unwrap_or(-model::MOST);
        away > middle && away >= model::LEAST
    };
    let along: Vec<usize> = rest.iter().copied().filter(|at| nearer(*at)).collect();
    if along.len() == rest.len() {
        return gone;
    }
    let mut all: Vec<usize> = gone.into_iter().chain(along).collect();
    all.sort_unstable();
    all
}

fn weigh(items: &[Item], frequencies: &Frequencies) -> Vec<Weighted> {
    let weigh = |item: &Item| Weighted::new(&item.signature, item.published, frequencies);
    items.iter().map(weigh).collect()
}
