//! Owns: `Net`, a small network over features that are there or not.
//! Promises: total; a network of any bytes answers with a number, which is 0.5 where they are not ours.

/// The features of one case: which of them are there.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Their places, ascending.
    pub on: Vec<u16>,
    next: usize,
}

impl Row {
    /// Begins anew, keeping the room.
    pub fn clear(&mut self) {
        self.on.clear();
        self.next = 0;
    }

    /// One value of `size`; a value outside is the last.
    pub fn one_of(&mut self, value: usize, size: usize) {
        self.push(value.min(size.saturating_sub(1)));
        self.next += size;
    }

    /// Any of `size` values; those outside are left out.
    pub fn some_of(&mut self, values: impl IntoIterator<Item = usize>, size: usize) {
        for value in values {
            if value < size {
                self.push(value);
            }
        }
        self.next += size;
    }

    /// Something that is so or not.
    pub fn flag(&mut self, is: bool) {
        if is {
            self.push(0);
        }
        self.next += 1;
    }

    /// How many features there are up to here.
    pub fn size(&self) -> usize {
        self.next
    }

    fn push(&mut self, value: usize) {
        self.on.extend(u16::try_from(self.next + value));
    }
}

/// How many units lie between features and answer.
pub const HIDDEN: usize = 10;
/// How much of a weight one step of its stored number is.
const STEP: f32 = 1.0 / 2048.0;

/// A network with one layer between.
#[derive(Clone, Debug, Default)]
pub struct Net {
    /// For each feature the weights to all units.
    pub first: Vec<[f32; HIDDEN]>,
    /// What units begin with.
    pub bias: [f32; HIDDEN],
    /// From the units to the answer.
    pub second: [f32; HIDDEN],
    /// What the answer begins with.
    pub base: f32,
}

impl Net {
    /// Reads a stored network: little-endian numbers of 16 bits.
    pub fn read(bytes: &[u8]) -> Self {
        let mut numbers = bytes
            .chunks_exact(2)
            .map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) * STEP);
        let mut row = || {
            let mut row = [0.0; HIDDEN];
            for place in &mut row {
                *place = numbers.next()?;
            }
            Some(row)
        };
        let (Some(bias), Some(second)) = (row(), row()) else {
            return Self::default();
        };
        let base = row().map_or(0.0, |row| row[0]);
        let mut first = Vec::new();
        while let Some(weights) = row() {
            first.push(weights);
        }
        Self {
            first,
            bias,
            second,
            base,
        }
    }

    /// The same bytes.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast saturates, and weights are small"
    )]
    pub fn write(&self) -> Vec<u8> {
        let mut base = [0.0; HIDDEN];
        base[0] = self.base;
        [self.bias, self.second, base]
            .iter()
            .chain(&self.first)
            .flatten()
            .flat_map(|w| ((w / STEP).round() as i16).to_le_bytes())
            .collect()
    }

    /// What the units say.
    pub fn units(&self, on: &[u16]) -> [f32; HIDDEN] {
        let mut units = self.bias;
        for at in on {
            if let Some(weights) = self.first.get(usize::from(*at)) {
                for (unit, weight) in units.iter_mut().zip(weights) {
                    *unit += weight;
                }
            }
        }
        for unit in &mut units {
            *unit = unit.max(0.0);
        }
        units
    }

    /// The answer: above 0 speaks for it.
    pub fn score(&self, on: &[u16]) -> f32 {
        let units = self.units(on);
        self.base
            + units
                .iter()
                .zip(self.second)
                .map(|(unit, weight)| unit * weight)
                .sum::<f32>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_comes_back_as_it_was_written() {
        let mut net = Net {
            first: vec![[0.0; HIDDEN]; 3],
            base: -0.5,
            ..Net::default()
        };
        net.first[1][2] = 1.5;
        net.second[2] = 2.0;
        let read = Net::read(&net.write());
        assert!((read.score(&[1]) - 2.5).abs() < 0.01);
        assert!((read.score(&[0, 2, 9]) + 0.5).abs() < 0.01);
        assert!(Net::read(&[1, 2, 3]).score(&[1]).abs() < f32::EPSILON);
    }

    #[test]
    fn features_lie_side_by_side() {
        let mut row = Row::default();
        row.one_of(9, 3);
        row.flag(false);
        row.flag(true);
        row.some_of([0, 1, 7], 2);
        assert_eq!(row.on, [2, 4, 5, 6]);
        assert_eq!(row.size(), 7);
    }
}
