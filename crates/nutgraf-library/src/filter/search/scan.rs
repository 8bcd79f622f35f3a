//! Owns: looking for one word, phrase or expression in the titles of one chunk.
//! Promises: exact; the masks only spare looking.

use memchr::memmem::Finder;
use regex::Regex;

use crate::catalog::bits::Ones;
use crate::catalog::chunk::{Chunk, ROWS};
use crate::catalog::mask;

/// One bit for each slot of a chunk.
pub(crate) type Block = [u64; ROWS / 64];

/// No slot.
pub(crate) const NONE: Block = [0; ROWS / 64];

/// When more than one title in so many may hold a word, all are gone through at once.
const SWEEP: usize = 16;

/// A word to be looked for.
#[derive(Clone, Debug)]
pub(crate) struct Needle<'w> {
    word: &'w str,
    finder: Finder<'w>,
    letters: u64,
    first: u64,
    /// Whether the first byte can begin a word, so that the start mask tells.
    starts_word: bool,
    inside: bool,
}

impl<'w> Needle<'w> {
    pub(crate) fn new(word: &'w str) -> Self {
        let first = word.bytes().next().unwrap_or(b' ');
        Self {
            word,
            finder: Finder::new(word),
            letters: mask::of(word),
            first: mask::bit(first),
            starts_word: mask::is_word(first),
            inside: matches_inside(word),
        }
    }

    /// The slots of `within` whose titles hold the word.
    pub(crate) fn hits(&self, chunk: &Chunk, within: &Block) -> Block {
        let possible = self.possible(chunk, within);
        if self.word.len() == 1 && self.word.bytes().all(|b| b.is_ascii_alphanumeric()) {
            // Letters and digits have bits of their own: the start mask is the whole truth.
            return possible;
        }
        let mut hits = NONE;
        let many: u32 = possible.iter().map(|word| word.count_ones()).sum();
        if many as usize * SWEEP > chunk.len() && !self.word.is_empty() {
            chunk.sweep(&self.finder, |slot, title, at| {
                let (word, bit) = (slot / 64, 1 << (slot % 64));
                let unsought = possible.get(word).is_none_or(|word| word & bit == 0);
                let taken = !unsought && (self.inside || self.begins(title, at));
                if let Some(hits) = hits.get_mut(word).filter(|_| taken) {
                    *hits |= bit;
                }
                unsought || taken
            });
            return hits;
        }
        for (at, (hits, possible)) in hits.iter_mut().zip(possible).enumerate() {
            for bit in Ones(possible) {
                let title = chunk.folded(at * 64 + bit as usize);
                *hits |= u64::from(self.look(title).is_some()) << bit;
            }
        }
        hits
    }

    /// The slots of `within` that may hold the word by their masks.
    fn possible(&self, chunk: &Chunk, within: &Block) -> Block {
        let mut found = NONE;
        let masks = chunk.letters().chunks(64).zip(chunk.starts().chunks(64));
        for ((letters, starts), (found, within)) in masks.zip(found.iter_mut().zip(within)) {
            if *within == 0 {
                continue;
            }
            *found = mask::holding(letters, self.letters) & within;
            if self.starts_word && !self.inside {
                *found &= mask::holding(starts, self.first);
            }
        }
        found
    }

    /// Whether the word begins a word where it stands in a title.
    fn begins(&self, title: &[u8], at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| title.get(at));
        !self.starts_word || before.is_none_or(|before| !mask::is_word(*before))
    }

    /// The places of the word in a folded title, and whether it begins a word there.
    pub(crate) fn places<'t>(&'t self, title: &'t str) -> impl Iterator<Item = (usize, bool)> + 't {
        let bytes = title.as_bytes();
        let found = self.finder.find_iter(bytes);
        found.map(|at| (at, self.begins(bytes, at)))
    }

    /// Whether a folded title holds the word, and if so, whether it begins a word there.
    pub(crate) fn look(&self, title: &str) -> Option<bool> {
        let mut found = None;
        for (_, begins) in self.places(title) {
            if begins {
                return Some(true);
            }
            found = self.inside.then_some(false);
        }
        found
    }
}

/// Whether a word may also stand inside words: from three letters on, or in a script that writes without blanks.
pub(crate) fn matches_inside(word: &str) -> bool {
    word.chars().count() >= 3 || word.chars().any(|c| matches!(u32::from(c), 0x0E00..=0x0E7F | 0x1100..=0x11FF | 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF))
}

/// Whether a title holds all letters of a word in this order, blanks between them allowed.
pub(crate) fn in_order(title: &str, word: &str) -> bool {
    let mut rest = title.as_bytes();
    for byte in word.bytes() {
        match memchr::memchr(byte, rest).and_then(|at| rest.get(at + 1..)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// The slots of `within` whose titles hold a phrase between word borders; `open` lets its last word go on.
pub(crate) fn phrase(chunk: &Chunk, phrase: &str, open: bool, within: &Block) -> Block {
    let finder = Finder::new(phrase);
    let need = mask::of(phrase);
    // A phrase that begins with a letter begins a word.
    let first = phrase.bytes().next().filter(|byte| mask::is_word(*byte));
    let first = first.map_or(0, mask::bit);
    let mut found = NONE;
    let masks = chunk.letters().chunks(64).zip(chunk.starts().chunks(64));
    for (at, ((letters, starts), (found, within))) in
        masks.zip(found.iter_mut().zip(within)).enumerate()
    {
        for bit in Ones(*within) {
            let slot = bit as usize;
            let possible = letters.get(slot).zip(starts.get(slot));
            if possible.is_some_and(|(l, s)| l & need == need && s & first == first)
                && phrase_at(chunk.folded(at * 64 + slot), &finder, open).is_some()
            {
                *found |= 1 << bit;
            }
        }
    }
    found
}

/// Where a folded title holds a phrase between word borders.
pub(crate) fn phrase_at(title: &str, finder: &Finder<'_>, open: bool) -> Option<usize> {
    let bytes = title.as_bytes();
    let length = finder.needle().len();
    finder.find_iter(bytes).find(|at| {
        let word = |at: Option<&u8>| at.is_some_and(|byte| mask::is_word(*byte));
        let outer = at.checked_sub(1).and_then(|at| bytes.get(at));
        let (first, last) = (bytes.get(*at), bytes.get((at + length).saturating_sub(1)));
        let after = bytes.get(at + length);
        !(word(outer) && word(first)) && (open || !(word(last) && word(after)))
    })
}

/// The slots of `within` whose titles (as they are) match an expression.
pub(crate) fn pattern(chunk: &Chunk, regex: &Regex, within: &Block) -> Block {
    let mut found = NONE;
    for (at, (found, within)) in found.iter_mut().zip(within).enumerate() {
        for bit in Ones(*within) {
            *found |= u64::from(regex.is_match(chunk.title(at * 64 + bit as usize))) << bit;
        }
    }
    found
}

/// The slots whose column value passes `keep`.
pub(crate) fn column<T: Copy>(values: &[T], keep: impl Fn(T) -> bool) -> Block {
    let mut found = NONE;
    for (values, found) in values.chunks(64).zip(found.iter_mut()) {
        for (bit, value) in values.iter().enumerate() {
            *found |= u64::from(keep(*value)) << bit;
        }
    }
    found
}
