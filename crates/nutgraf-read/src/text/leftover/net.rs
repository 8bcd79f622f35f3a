//! Owns: a small network of one hidden layer, as numbers in a readable file.
//! Promises: a file that does not fit gives no network; the answer is between 0 and 1.

/// One hidden layer of rectified units, one logistic output.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Net {
    /// Numbers that go in.
    pub inputs: usize,
    /// Hidden units.
    pub hidden: usize,
    /// `inputs` rows of `hidden` weights each.
    pub weights: Vec<f32>,
    /// One per hidden unit.
    pub biases: Vec<f32>,
    /// One per hidden unit, then the output's bias.
    pub output: Vec<f32>,
}

impl Net {
    /// Whether all parts have the sizes that they say.
    pub fn is_whole(&self) -> bool {
        self.hidden > 0
            && self.weights.len() == self.inputs * self.hidden
            && self.biases.len() == self.hidden
            && self.output.len() == self.hidden + 1
    }

    /// The answer to a row of numbers that lies in two parts, one after the other.
    pub fn answer(&self, row: &[f32], more: &[f32]) -> f32 {
        // The units of the networks that we train stay in registers.
        match self.hidden {
            16 => self.sum::<16>(row, more),
            24 => self.sum::<24>(row, more),
            _ => self.any_sum(row, more),
        }
    }

    fn sum<const HIDDEN: usize>(&self, row: &[f32], more: &[f32]) -> f32 {
        let biases = self.biases.first_chunk::<HIDDEN>();
        let units = biases.copied().unwrap_or([0.0; HIDDEN]);
        let (rows, _) = self.weights.as_chunks::<HIDDEN>();
        let (rows, others) = rows.split_at(row.len().min(rows.len()));
        // One loop for each part: over both chained together the units are not kept in registers.
        let units = added(added(units, row, rows), more, others);
        self.end(&units)
    }

    fn any_sum(&self, row: &[f32], more: &[f32]) -> f32 {
        let mut units = self.biases.clone();
        let rows = self.weights.chunks_exact(self.hidden.max(1));
        for (value, weights) in row.iter().chain(more).zip(rows) {
            for (unit, weight) in units.iter_mut().zip(weights) {
                *unit += value * weight;
            }
        }
        self.end(&units)
    }

    /// The answer that the sums of the hidden units give.
    pub(crate) fn end(&self, units: &[f32]) -> f32 {
        let bias = self.output.last().copied().unwrap_or(0.0);
        let sum: f32 = units
            .iter()
            .zip(&self.output)
            .map(|(unit, weight)| unit.max(0.0) * weight)
            .sum();
        1.0 / (1.0 + (-(sum + bias)).exp())
    }

    /// Writes the numbers: a line with the sizes, then a line per input, the biases, the output.
    pub fn write(&self) -> String {
        let mut out = format!("net {} {}\n", self.inputs, self.hidden);
        let rows = self.weights.chunks(self.hidden.max(1));
        for row in rows.chain([self.biases.as_slice(), self.output.as_slice()]) {
            let numbers: Vec<String> = row.iter().map(|n| format!("{n:.3}")).collect();
            out.push_str(&numbers.join(" "));
            out.push('\n');
        }
        out
    }

    /// Reads the networks of a file; comments start with `#`.
    pub fn read_all(text: &str) -> Vec<Net> {
        let mut nets = Vec::new();
        let mut lines = text
            .lines()
            .filter(|l| !l.starts_with('#') && !l.trim().is_empty());
        while let Some(line) = lines.next() {
            let mut sizes = line
                .split_whitespace()
                .skip(1)
                .map(|n| n.parse::<usize>().unwrap_or(0));
            let (inputs, hidden) = (sizes.next().unwrap_or(0), sizes.next().unwrap_or(0));
            let mut row = || -> Vec<f32> {
                let numbers = lines.next().unwrap_or("").split_whitespace();
                numbers.filter_map(|n| n.parse().ok()).collect()
            };
            let weights = (0..inputs.min(1000)).flat_map(|_| row()).collect();
            let net = Net {
                inputs,
                hidden,
                weights,
                biases: row(),
                output: row(),
            };
            if net.is_whole() {
                nets.push(net);
            }
        }
        nets
    }
}

/// The units with each value times its weights added, without a branch for the many zeros: a branch that is guessed wrong
/// costs more than a row.
#[inline]
pub(crate) fn added<const HIDDEN: usize>(
    mut units: [f32; HIDDEN],
    values: &[f32],
    rows: &[[f32; HIDDEN]],
) -> [f32; HIDDEN] {
    for (value, weights) in values.iter().zip(rows) {
        for (unit, weight) in units.iter_mut().zip(weights) {
            *unit += value * weight;
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_written_and_read_and_answers() {
        let net = Net {
            inputs: 2,
            hidden: 2,
            weights: vec![1.0, -1.0, 0.5, 2.0],
            biases: vec![0.0, 0.25],
            output: vec![1.0, -1.0, 0.5],
        };
        let read = Net::read_all(&format!("# a comment\n{0}{0}", net.write()));
        assert_eq!(read, [net.clone(), net.clone()]);
        // Units: 1·1 + 0.5·2 = 2; -1 + 4 + 0.25 = 3.25; 2 - 3.25 + 0.5 = -0.75.
        let answer = net.answer(&[1.0], &[2.0]);
        assert!((answer - 1.0 / (1.0 + 0.75_f32.exp())).abs() < 1e-6);
        assert!(Net::read_all("net 2 2\n1 2\n3").is_empty());
        assert!(Net::read_all("net x y\n").is_empty());
    }
}
