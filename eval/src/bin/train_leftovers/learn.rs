//! Owns: gradient descent (Adam) for a network of one hidden layer.
//! Promises: the same examples and dice give the same network.

use std::borrow::Cow;

use nutgraf_read::text::leftover::net::Net;

use crate::Dice;

const HIDDEN: usize = 16;
const BATCH: usize = 64;

/// All numbers of a network in one row, with the two moments of Adam.
struct Adam {
    numbers: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
    step: i32,
}

impl Adam {
    fn update(&mut self, gradient: &[f32], rate: f32, decay: f32) {
        self.step += 1;
        let (a, b) = (
            1.0 - 0.9_f32.powi(self.step),
            1.0 - 0.999_f32.powi(self.step),
        );
        for (i, g) in gradient.iter().enumerate() {
            self.first[i] = 0.9 * self.first[i] + 0.1 * g;
            self.second[i] = 0.999 * self.second[i] + 0.001 * g * g;
            let move_by = (self.first[i] / a) / ((self.second[i] / b).sqrt() + 1e-8);
            self.numbers[i] -= rate * (move_by + decay * self.numbers[i]);
        }
    }
}

/// Trains on rows with truth and weight.
pub(crate) fn train(samples: &[(Cow<'_, [f32]>, f32, f32)], inputs: usize, epochs: usize) -> Net {
    let mut dice = Dice(7);
    let size = inputs * HIDDEN + HIDDEN + HIDDEN + 1;
    let mut small = || (dice.below(2001) as f32 / 1000.0 - 1.0) * 0.15;
    let mut adam = Adam {
        numbers: (0..size).map(|_| small()).collect(),
        first: vec![0.0; size],
        second: vec![0.0; size],
        step: 0,
    };
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut gradient = vec![0.0; size];
    let mut units = [0.0_f32; HIDDEN];
    for epoch in 0..epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, dice.below(i + 1));
        }
        let rate = 0.003 * (1.0 - epoch as f32 / epochs as f32) + 0.0002;
        for batch in order.chunks(BATCH) {
            gradient.fill(0.0);
            for &i in batch {
                let (row, truth, weight) = &samples[i];
                backward(
                    &adam.numbers,
                    row,
                    (*truth, *weight),
                    &mut units,
                    &mut gradient,
                );
            }
            let n = batch.len() as f32;
            for g in &mut gradient {
                *g /= n;
            }
            adam.update(&gradient, rate, 0.002);
        }
    }
    let numbers = adam.numbers;
    let (weights, rest) = numbers.split_at(inputs * HIDDEN);
    let (biases, output) = rest.split_at(HIDDEN);
    Net {
        inputs,
        hidden: HIDDEN,
        weights: weights.to_vec(),
        biases: biases.to_vec(),
        output: output.to_vec(),
    }
}

fn backward(
    numbers: &[f32],
    row: &[f32],
    (truth, weight): (f32, f32),
    units: &mut [f32; HIDDEN],
    gradient: &mut [f32],
) {
    let inputs = row.len();
    let (weights, rest) = numbers.split_at(inputs * HIDDEN);
    let (biases, output) = rest.split_at(HIDDEN);
    units.copy_from_slice(biases);
    for (value, weights) in row.iter().zip(weights.chunks_exact(HIDDEN)) {
        if *value != 0.0 {
            for (unit, w) in units.iter_mut().zip(weights) {
                *unit += value * w;
            }
        }
    }
    let sum: f32 = units
        .iter()
        .zip(output)
        .map(|(u, w)| u.max(0.0) * w)
        .sum::<f32>()
        + output[HIDDEN];
    let error = (1.0 / (1.0 + (-sum).exp()) - truth) * weight;
    let mut back = [0.0_f32; HIDDEN];
    let (gw, rest) = gradient.split_at_mut(inputs * HIDDEN);
    let (gb, go) = rest.split_at_mut(HIDDEN);
    for h in 0..HIDDEN {
        go[h] += error * units[h].max(0.0);
        back[h] = if units[h] > 0.0 {
            error * output[h]
        } else {
            0.0
        };
        gb[h] += back[h];
    }
    go[HIDDEN] += error;
    for (value, g) in row.iter().zip(gw.chunks_exact_mut(HIDDEN)) {
        if *value != 0.0 {
            for (g, b) in g.iter_mut().zip(&back) {
                *g += value * b;
            }
        }
    }
}
