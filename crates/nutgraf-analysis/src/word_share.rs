//! Owns: `WordShares`, in what share of news articles a word stands, for the commoner words of English.
//! Promises: one look-up among some thousand numbers; words that are not in it have the share 0.
//!
//! Counted by `eval/peers/train_threads.py words` over the Groningen Meaning Bank, whose texts are in the public domain
//! (`models/threads.md`): four bytes a word, 24 bits of the hash of its stem and a byte for its share.

/// The share of an article's sentences is the bank's; articles have about so many.
const SENTENCES: f32 = 12.0;
/// A step of the byte is an eighth of a halving.
const STEPS: f32 = 8.0;

/// In what share of news articles words stand.
#[derive(Clone, Debug)]
pub struct WordShares {
    /// Word and level, ascending.
    words: Vec<u32>,
    /// The share of each level.
    levels: Vec<f32>,
}

impl Default for WordShares {
    fn default() -> Self {
        Self::new(include_bytes!("../models/words.bin"))
    }
}

impl WordShares {
    /// Reads a table.
    pub fn new(bytes: &[u8]) -> Self {
        let (numbers, _) = bytes.as_chunks::<4>();
        let mut words: Vec<u32> = numbers.iter().map(|n| u32::from_le_bytes(*n)).collect();
        words.sort_unstable();
        let levels = (0..=u8::MAX)
            .map(|level| {
                let sentences = (-f32::from(level) / STEPS).exp2();
                1.0 - (1.0 - sentences).powf(SENTENCES)
            })
            .collect();
        Self { words, levels }
    }

    /// The share of articles that have a word, 0 to 1; 0 when it is not known. `word` is `Term::word`.
    pub fn of(&self, word: u32) -> f32 {
        let at = self.words.partition_point(|entry| entry >> 8 < word);
        let entry = self.words.get(at).filter(|entry| **entry >> 8 == word);
        entry
            .and_then(|entry| self.levels.get(usize::from(entry.to_le_bytes()[0])))
            .copied()
            .unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_by_their_levels() {
        // A word of half of all sentences, and one of an eighth.
        // The level stands in the first byte.
        let shares = WordShares::new(&[8, 7, 0, 0, 24, 9, 0, 0]);
        assert!(shares.of(7) > 0.99);
        let one_in_eight = 1.0 - 0.875_f32.powi(12);
        assert!((shares.of(9) - one_in_eight).abs() < 1e-3);
        assert!(shares.of(8).abs() < 1e-9);
    }

    #[test]
    fn the_table_that_ships_knows_common_words() {
        let shares = WordShares::default();
        assert!(shares.words.len() > 1000);
        assert!(shares.words.is_sorted());
    }
}
