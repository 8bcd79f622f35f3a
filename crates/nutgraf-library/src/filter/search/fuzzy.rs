//! Owns: scoring titles that hold a word's letters in order, with the user's matcher.
//! Promises: works on folded text, so that case and accents never matter; never sets the matcher's element limit,
//! whose path is wrong, and takes scores from `fuzzy_indices`, as `fuzzy_match` disagrees with it.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::catalog::mask;

/// One matcher: it caches inside, so that each thread has its own.
#[derive(Default)]
pub(crate) struct Scorer {
    matcher: SkimMatcherV2,
}

impl std::fmt::Debug for Scorer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scorer").finish_non_exhaustive()
    }
}

impl Scorer {
    /// A scorer for folded text, whose letters have one case only.
    pub(crate) fn new() -> Self {
        Self {
            matcher: SkimMatcherV2::default().respect_case(),
        }
    }

    /// How well `title` holds the letters of `word`, and at which chars. Both folded.
    pub(crate) fn score(&self, title: &str, word: &str) -> Option<(i64, Vec<usize>)> {
        self.matcher.fuzzy_indices(title, word)
    }
}

/// A cheap foretaste of the score: the letters close together, or at the beginnings of words, are good. `None` when the
/// title lacks them. Walks forward to the first place where the word ends, and back to the last where it begins.
pub(crate) fn rough(title: &str, word: &str) -> Option<u32> {
    let title = title.as_bytes();
    let mut end = 0;
    for byte in word.bytes() {
        end += memchr::memchr(byte, title.get(end..)?)? + 1;
    }
    let mut at = end;
    let mut starts = 0u32;
    let mut runs = 0u32;
    let mut last = usize::MAX;
    for byte in word.bytes().rev() {
        at = memchr::memrchr(byte, title.get(..at)?)?;
        runs += u32::from(at.wrapping_add(1) != last);
        last = at;
        let before = at.checked_sub(1).and_then(|at| title.get(at));
        starts += u32::from(before.is_none_or(|before| !mask::is_word(*before)));
    }
    let letters = u32::try_from(word.len()).unwrap_or(u32::MAX);
    let window = u32::try_from(end - at).unwrap_or(u32::MAX);
    let gaps = window.saturating_sub(letters).min(60);
    let good = letters * 16 + starts * 24;
    Some(good.saturating_sub(gaps * 2 + runs * 6).saturating_add(1))
}
