//! Owns: the judgement which lines of a document are leftovers of its page.
//! Promises: a number between 0 (article) and 1 (leftover) for every line; linear in the text.
//!
//! Two small networks after each other (stacking): the first sees a line's measures and its neighbours', the second
//! also the first one's answers for the lines around. Trained by `train_leftovers` of eval; weights and scores in
//! `models/leftovers.txt`.

mod count;
pub mod features;
pub mod net;
mod stacked;
pub mod surroundings;

use crate::model::article::Paragraph;
use crate::text::leftover::features::{FEATURES, Features};
use crate::text::leftover::net::Net;
use crate::text::leftover::stacked::{Begun, Stacked};
use crate::text::leftover::surroundings::{Content, SURROUNDINGS};
use crate::text::phrase::Phrases;
use crate::text::stopword::StopWords;

/// Measures of a line for the first network.
pub const FIRST: usize = FEATURES + SURROUNDINGS;
/// Measures of a line for the second network.
pub const SECOND: usize = FIRST + AROUND;
/// Of these, what the first network says of the lines around.
pub const AROUND: usize = 13;
/// How far the second network looks.
const REACH: usize = 4;

/// The trained networks.
#[derive(Debug)]
pub(crate) struct Judge {
    nets: Option<Stacked>,
}

impl Judge {
    /// Reads the embedded weights.
    pub(crate) fn new() -> Self {
        let mut nets = Net::read_all(include_str!("../../models/leftovers.txt")).into_iter();
        let nets = nets.next().zip(nets.next());
        Self {
            nets: nets.and_then(|(first, second)| Stacked::new(first, second, (FIRST, SECOND))),
        }
    }

    /// How much each measured line looks like a leftover. Without weights nothing does.
    pub(crate) fn scores(&self, rows: &[f32]) -> Vec<f32> {
        let Some(nets) = &self.nets else {
            return vec![0.0; rows.len() / FIRST];
        };
        let (answers, begun): (Vec<f32>, Vec<Begun>) =
            rows.chunks_exact(FIRST).map(|row| nets.begin(row)).unzip();
        let mut begun = begun.into_iter();
        let mut scores = Vec::with_capacity(answers.len());
        around(&answers, |answers| {
            scores.extend(begun.next().map(|begun| nets.end(begun, answers)));
        });
        scores
    }
}

/// The answers of the first network to rows of `FIRST` numbers.
pub fn answers(net: &Net, rows: &[f32]) -> Vec<f32> {
    rows.chunks_exact(FIRST)
        .map(|row| net.answer(row, &[]))
        .collect()
}

/// The answers of the second network, which sees the first one's.
pub fn answers_again(net: &Net, rows: &[f32], first: &[f32]) -> Vec<f32> {
    let mut made = Vec::with_capacity(first.len());
    second_rows(rows, first, |row, around| {
        made.push(net.answer(row, around));
    });
    made
}

/// Calls `each` with every row of the second network: a line's measures, and the first answers around it.
pub fn second_rows(rows: &[f32], first: &[f32], mut each: impl FnMut(&[f32], &[f32; AROUND])) {
    let mut rows = rows.chunks_exact(FIRST);
    around(first, |answers| {
        if let Some(row) = rows.next() {
            each(row, answers);
        }
    });
}

/// Calls `each` with what the first network has said of the lines around each line.
fn around(first: &[f32], mut each: impl FnMut(&[f32; AROUND])) {
    let sums: Vec<f32> = std::iter::once(0.0)
        .chain(first.iter().scan(0.0, |sum, p| {
            *sum += p;
            Some(*sum)
        }))
        .collect();
    let fade = |faded: &mut f32, p: f32| {
        let now = *faded;
        *faded = *faded * 0.8 + p * 0.2;
        now
    };
    let mut memory = 0.5;
    let mut after: Vec<f32> = first.iter().rev().map(|p| fade(&mut memory, *p)).collect();
    after.reverse();
    let get = |v: &[f32], i: usize| v.get(i).copied().unwrap_or(0.5);
    let all = sums.last().copied().unwrap_or(0.0);
    let share = |sum: f32, n: usize| sum / features::ratio(u32::try_from(n).unwrap_or(1).max(1), 1);
    let mut before = 0.5;
    for at in 0..first.len() {
        let mut around = [0.5; AROUND];
        let (near, whole) = around.split_at_mut(2 * REACH + 1);
        for (step, slot) in near.iter_mut().enumerate() {
            *slot = (at + step)
                .checked_sub(REACH)
                .map_or(0.5, |i| get(first, i));
        }
        let (here, next) = (get(&sums, at), get(&sums, at + 1));
        whole.copy_from_slice(&[
            share(here, at),
            share(all - next, first.len() - at - 1),
            fade(&mut before, get(first, at)),
            get(&after, at),
        ]);
        each(&around);
    }
}

/// Measures every line of a document: `FIRST` numbers a line.
pub(crate) fn measure(
    lines: &[Paragraph],
    title: &str,
    phrases: &Phrases,
    stops: &StopWords,
) -> (Vec<f32>, Vec<Features>) {
    let mut content = Content::default();
    let every: Vec<Features> = lines
        .iter()
        .map(|line| content.next(|words| Features::of(line, phrases, stops, words)))
        .collect();
    let mut rows = Vec::with_capacity(lines.len() * FIRST);
    surroundings::measure(lines, &every, &content, title, |at, numbers| {
        if let Some(features) = every.get(at) {
            rows.extend_from_slice(features.numbers());
        }
        rows.extend_from_slice(numbers);
    });
    (rows, every)
}
