//! Owns: the two networks of the judge in one pass over a line's measures.
//! Promises: the answers of `Net::answer`: the same sums in the same order.

use crate::text::leftover::net::{self, Net};

/// Hidden units of each network.
const UNITS: usize = 16;
/// The most measures that a line may have.
const MOST: usize = 128;

/// Two networks over the same measures. The second sees more besides, which is known only when the first has answered for
/// all lines. Of the measures of a line more than half are 0; they are passed over.
#[derive(Debug)]
pub(crate) struct Stacked {
    first: Net,
    second: Net,
}

/// How far the units of the second network have come by a line's measures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun([f32; UNITS]);

impl Stacked {
    /// Joins two networks; `None` when they have other sizes than these.
    pub(crate) fn new(first: Net, second: Net, inputs: (usize, usize)) -> Option<Self> {
        let sized = |net: &Net, inputs| net.hidden == UNITS && net.inputs == inputs;
        if !sized(&first, inputs.0) || !sized(&second, inputs.1) || inputs.0 > MOST {
            return None;
        }
        Some(Self { first, second })
    }

    /// The first network's answer to the measures of a line, and the beginning of the second one's.
    pub(crate) fn begin(&self, row: &[f32]) -> (f32, Begun) {
        // Which are told is noted without a branch: one that is guessed wrong costs more than the sums of a row.
        let mut told = [0; MOST];
        let (mut at, mut count) = (0u8, 0);
        for value in row {
            if let Some(slot) = told.get_mut(count) {
                *slot = at;
            }
            count += usize::from(value.to_bits() != 0);
            at = at.wrapping_add(1);
        }
        let told = told.get(..count).unwrap_or(&told);
        let (first, second) = self.added(row, told);
        (self.first.end(&first), Begun(second))
    }

    /// The units of both networks with the told measures times their weights added, side by side: each sum waits for the
    /// one before it, and so two networks cost hardly more than one.
    fn added(&self, row: &[f32], told: &[u8]) -> ([f32; UNITS], [f32; UNITS]) {
        let units = |net: &Net| net.biases.first_chunk().copied().unwrap_or([0.0; UNITS]);
        let (mut first, mut second) = (units(&self.first), units(&self.second));
        let (firsts, _) = self.first.weights.as_chunks::<UNITS>();
        let (seconds, _) = self.second.weights.as_chunks::<UNITS>();
        for at in told {
            let at = usize::from(*at);
            let (Some(value), Some(a), Some(b)) = (row.get(at), firsts.get(at), seconds.get(at))
            else {
                break;
            };
            for (unit, weight) in first.iter_mut().zip(a) {
                *unit += value * weight;
            }
            for (unit, weight) in second.iter_mut().zip(b) {
                *unit += value * weight;
            }
        }
        (first, second)
    }

    /// The second network's answer.
    pub(crate) fn end(&self, begun: Begun, further: &[f32]) -> f32 {
        let (rows, _) = self.second.weights.as_chunks::<UNITS>();
        let further_rows = rows.get(self.first.inputs..).unwrap_or(&[]);
        self.second.end(&net::added(begun.0, further, further_rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_networks_answer_as_they_do_alone() {
        let net = |inputs: usize, seed: f32| {
            let number = |n: usize| {
                ((f32::from(u16::try_from(n).unwrap()) * seed).sin() * 8.0).round() / 8.0
            };
            Net {
                inputs,
                hidden: UNITS,
                weights: (0..inputs * UNITS).map(number).collect(),
                biases: (0..UNITS).map(number).collect(),
                output: (0..=UNITS).map(number).collect(),
            }
        };
        let (first, second) = (net(5, 0.7), net(7, 1.3));
        let both_nets = Stacked::new(first.clone(), second.clone(), (5, 7)).unwrap();
        for row in [
            [0.0; 5],
            [0.0, 1.0, 0.0, -2.0, 0.5],
            [3.0, 1.0, 0.25, -1.0, 0.5],
        ] {
            let more = [0.25, 0.75];
            let (answer, begun) = both_nets.begin(&row);
            let alone = (first.answer(&row, &[]), second.answer(&row, &more));
            let both = (answer, both_nets.end(begun, &more));
            assert_eq!(both.0.to_bits(), alone.0.to_bits(), "{row:?}");
            assert_eq!(both.1.to_bits(), alone.1.to_bits(), "{row:?}");
        }
        assert!(Stacked::new(first, second, (5, 8)).is_none());
    }
}
