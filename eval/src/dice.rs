//! Owns: a small generator of numbers (xorshift).
//! Promises: every run has the same ones.

/// The state, which must not be 0.
#[derive(Clone, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below another.
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % below.max(1)
    }
}
