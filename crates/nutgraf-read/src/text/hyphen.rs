//! Owns: `Hyphens`, where English words may be broken.
//! Promises: breaks lie on char borders, at least three letters from either end; names and figures are never broken.

use std::fmt;
use std::sync::Arc;

use hyphenation::{Hyphenator as _, Language, Load as _, Standard};

/// Shorter words are never broken.
const LEAST_LETTERS: usize = 7;
/// Letters that stay together at either end of a word.
const LEAST_END: usize = 3;

/// The patterns of American English (those of TeX), read from the program itself.
#[derive(Clone)]
pub struct Hyphens(Arc<Standard>);

impl Hyphens {
    /// Reads the patterns, which takes some milliseconds; `None` if they are damaged.
    pub fn english() -> Option<Self> {
        Standard::from_embedded(Language::EnglishUS)
            .ok()
            .map(|patterns| Self(Arc::new(patterns)))
    }

    /// The bytes of `word` before which it may be broken, ascending. Only a word of small letters is: what has capitals,
    /// figures or signs inside is a name or a number. Quotation marks and commas around it do not count.
    pub fn breaks(&self, word: &str) -> Vec<usize> {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let long = core.len() >= LEAST_LETTERS && core.chars().count() >= LEAST_LETTERS;
        if !long || !core.chars().all(char::is_lowercase) {
            return Vec::new();
        }
        let Some(from) = word.find(core) else {
            return Vec::new();
        };
        let far = |at: usize| {
            let (before, after) = (core.get(..at), core.get(at..));
            [before, after]
                .into_iter()
                .flatten()
                .all(|part| part.chars().count() >= LEAST_END)
        };
        let breaks = self.0.hyphenate(core).breaks;
        breaks
            .into_iter()
            .filter(|at| core.is_char_boundary(*at) && far(*at))
            .map(|at| from + at)
            .collect()
    }
}

impl PartialEq for Hyphens {
    /// There is only one set of patterns.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Hyphens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hyphens(en-us)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_break_between_syllables_and_names_never() {
        let hyphens = Hyphens::english().unwrap();
        for (word, expected) in [
            ("negotiation", "nego-ti-a-tion"),
            ("“enrichment,", "“enrich-ment,"),
            ("government", "gov-ern-ment"),
            ("Washington", "Washington"),
            ("treaty", "treaty"),
            ("mid-range", "mid-range"),
            ("2,000,000", "2,000,000"),
            ("", ""),
        ] {
            let mut shown = String::new();
            let mut from = 0;
            for at in hyphens.breaks(word) {
                shown += word.get(from..at).unwrap();
                shown.push('-');
                from = at;
            }
            shown += word.get(from..).unwrap();
            assert_eq!(shown, expected);
        }
    }
}
