//! Owns: fitting the small networks by gradient descent (Adam), on cases that are true or not and on choices among several.
//! Promises: the same cases give the same weights.

use nutgraf_analysis::quote::net::{HIDDEN, Net};
use nutgraf_eval::dice::Dice;

/// Features, and whether it is so.
pub(crate) type Case<'a> = (&'a [u16], bool);
/// Those among whom to choose, and which of them are right.
pub(crate) type Choice<'a> = Vec<Case<'a>>;

const RATE: f32 = 0.003;
const DECAY: f32 = 2e-6;
/// One of so many features is hidden in each step, so that none is leant on alone.
const HIDES: usize = 10;

/// One number with its moments.
#[derive(Clone, Copy, Default)]
struct Moment {
    mean: f32,
    square: f32,
}

struct Trainer {
    net: Net,
    first: Vec<[Moment; HIDDEN]>,
    bias: [Moment; HIDDEN],
    second: [Moment; HIDDEN],
    base: Moment,
    rate: f32,
}

impl Trainer {
    fn new(inputs: usize) -> Self {
        let mut dice = Dice(7);
        let mut net = Net {
            first: vec![[0.0; HIDDEN]; inputs],
            ..Net::default()
        };
        for weight in net.first.iter_mut().flatten().chain(&mut net.second) {
            *weight = (f32::from(u16::try_from(dice.roll(1000)).unwrap_or(0)) / 1000.0 - 0.5) * 0.3;
        }
        Self {
            first: vec![[Moment::default(); HIDDEN]; inputs],
            bias: [Moment::default(); HIDDEN],
            second: [Moment::default(); HIDDEN],
            base: Moment::default(),
            net,
            rate: RATE,
        }
    }

    /// One step against `slope`, the derivative of the loss by the answer.
    #[expect(clippy::needless_range_loop, reason = "five rows go side by side")]
    fn learn(&mut self, on: &[u16], slope: f32) {
        let units = self.net.units(on);
        let rate = self.rate;
        for unit in 0..HIDDEN {
            let inner = if units[unit] > 0.0 {
                slope * self.net.second[unit]
            } else {
                0.0
            };
            step(
                &mut self.net.second[unit],
                &mut self.second[unit],
                slope * units[unit],
                rate,
            );
            if inner == 0.0 {
                continue;
            }
            step(&mut self.net.bias[unit], &mut self.bias[unit], inner, rate);
            for at in on {
                let at = usize::from(*at);
                step(
                    &mut self.net.first[at][unit],
                    &mut self.first[at][unit],
                    inner,
                    rate,
                );
            }
        }
        step(&mut self.net.base, &mut self.base, slope, rate);
    }
}

fn step(weight: &mut f32, moment: &mut Moment, slope: f32, rate: f32) {
    let slope = slope + DECAY * *weight;
    moment.mean = 0.9f32.mul_add(moment.mean, 0.1 * slope);
    moment.square = 0.999f32.mul_add(moment.square, 0.001 * slope * slope);
    *weight -= rate * moment.mean / (moment.square.sqrt() + 1e-3);
}

fn inputs<'a>(rows: impl Iterator<Item = &'a [u16]>) -> usize {
    rows.flatten()
        .max()
        .map_or(0, |most| usize::from(*most) + 1)
}

/// Fits a network to cases.
pub(crate) fn yes_or_no(cases: &[Case<'_>]) -> Net {
    let mut trainer = Trainer::new(inputs(cases.iter().map(|c| c.0)));
    let mut dice = Dice(5);
    passes(&mut trainer, cases.len(), |trainer, at| {
        let (on, is) = cases[at];
        let on = thinned(on, &mut dice);
        let chance = 1.0 / (1.0 + (-trainer.net.score(&on)).exp());
        trainer.learn(&on, chance - f32::from(u8::from(is)));
    });
    trainer.net
}

/// The features without those that are hidden.
fn thinned(on: &[u16], dice: &mut Dice) -> Vec<u16> {
    on.iter()
        .copied()
        .filter(|_| dice.roll(HIDES) != 0)
        .collect()
}

/// Fits a network so that one of the right ones scores highest.
pub(crate) fn one_of(choices: &[Choice<'_>]) -> Net {
    let mut trainer = Trainer::new(inputs(choices.iter().flatten().map(|c| c.0)));
    passes(&mut trainer, choices.len(), |trainer, at| {
        let choice = &choices[at];
        let scores: Vec<f32> = choice.iter().map(|c| trainer.net.score(c.0)).collect();
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        let powers: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
        let sum: f32 = powers.iter().sum();
        let right: f32 = powers
            .iter()
            .zip(choice)
            .filter(|(_, c)| c.1)
            .map(|(p, _)| p)
            .sum::<f32>()
            .max(1e-9);
        for (power, (on, is)) in powers.iter().zip(choice) {
            let wanted = if *is { power / right } else { 0.0 };
            let slope = power / sum - wanted;
            if slope.abs() > 1e-4 {
                trainer.learn(on, slope);
            }
        }
    });
    trainer.net
}

/// Passes over all cases in an order of chance, ever smaller in their steps.
fn passes(trainer: &mut Trainer, cases: usize, mut learn: impl FnMut(&mut Trainer, usize)) {
    const PASSES: u8 = 8;
    let mut order: Vec<usize> = (0..cases).collect();
    let mut dice = Dice(11);
    for pass in 0..PASSES {
        trainer.rate = RATE * (1.0 - f32::from(pass) / f32::from(PASSES));
        for at in (1..order.len()).rev() {
            order.swap(at, dice.roll(at + 1));
        }
        for at in &order {
            learn(trainer, *at);
        }
    }
}
