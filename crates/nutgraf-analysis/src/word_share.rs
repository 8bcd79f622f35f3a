//! Owns: `WordShares`, in what share of news articles a word stands, for the commoner words of English.
//! Promises: one look-up among some thousand numbers; words that are not in it have the share 0.
//!
//! Counted by `train_threads words` of eval over the Groningen Meaning Bank, whose texts are in the public domain
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

    /// A table of words with how often each stands in so many sentences.
    pub fn pack(counts: impl IntoIterator<Item = (u32, u32)>, sentences: u32) -> Vec<u8> {
        let all = f64::from(sentences.max(1));
        let mut words: Vec<u32> = counts
            .into_iter()
            .map(|(word, count)| {
                let level = -(f64::from(count.max(1)) / all).log2() * f64::from(STEPS);
                let byte = (0..=u8::MAX)
                    .take_while(|n| f64::from(*n) <= level + 0.5)
                    .last();
                word << 8 | u32::from(byte.unwrap_or(0))
            })
            .collect();
        words.sort_unstable();
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_come_back_about_as_they_were_counted() {
        let shares = WordShares::new(&WordShares::pack([(7, 500), (9, 10)], 1000));
        assert!(shares.of(7) > 0.99, "half of all sentences");
        let one_in_a_hundred = 1.0 - 0.99_f32.powi(12);
        assert!((shares.of(9) / one_in_a_hundred - 1.0).abs() < 0.1);
        assert!(shares.of(8).abs() < 1e-9);
    }

    #[test]
    fn the_table_that_ships_knows_common_words() {
        let shares = WordShares::default();
        assert!(shares.words.len() > 1000);
        assert!(shares.words.is_sorted());
    }
}
