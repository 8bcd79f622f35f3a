//! Owns: how far a misspelt word is from a right one, and which of many right ones it stands for.
//! Promises: total; the distance is that of Damerau in its restricted form (optimal string alignment); a right word is chosen
//! by how likely hands make the mistake and by how often the word occurs.

use std::cmp::Ordering;

use crate::catalog::mask;

/// How many mistakes a word of so many letters may hold.
pub(crate) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=5 => 1,
        6..=13 => 2,
        _ => 3,
    }
}

/// Words of so many letters may stand for the end of a longer word.
const LONG: usize = 7;
/// Words of ASCII letters up to this long are compared all letters at once.
const WIDE: usize = 64;

/// What a mistake weighs, in tenths of an ordinary one: what hands and ears do often weighs less.
const ORDINARY: u32 = 10;
const DROPPED: u32 = 8;
const VOWEL: u32 = 8;
const SWAPPED: u32 = 7;
const NEIGHBOUR: u32 = 7;
const DOUBLED: u32 = 6;
/// A wrong first letter weighs this more: hands seldom get that one wrong.
const FIRST: u32 = 5;
/// A word that stands for the end of a longer one.
const END: u32 = 8;
/// How much rarer a tenth of a mistake makes a word (a natural logarithm): a whole one some four hundred times.
const RARER: f64 = 0.6;

/// Rows of the keyboard, for keys beside each other.
const KEYS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// A misspelt word, prepared for comparing it with many others.
#[derive(Clone, Debug)]
pub(crate) struct Misspelt {
    letters: Vec<char>,
    mask: u64,
    allowed: usize,
    /// For each ASCII character the places where the word has it; empty when the word is too long or has others.
    places: Vec<u64>,
}

impl Misspelt {
    /// Prepares a folded word; `None` when it is too short to be put right.
    pub(crate) fn new(word: &str) -> Option<Self> {
        let letters: Vec<char> = word.chars().collect();
        let allowed = allowed(letters.len());
        let mut places = Vec::new();
        if word.is_ascii() && word.len() <= WIDE {
            places.resize(128, 0);
            for (at, byte) in word.bytes().enumerate() {
                if let Some(place) = places.get_mut(usize::from(byte)) {
                    *place |= 1 << at;
                }
            }
        }
        (allowed > 0).then(|| Self {
            mask: mask::of(word),
            letters,
            allowed,
            places,
        })
    }

    /// A quick no: whether a text with these letters may hold a near word at all.
    pub(crate) fn may_be_in(&self, letters: u64) -> bool {
        (self.mask & !letters).count_ones() <= self.slack(letters)
    }

    /// How many letters of the mask may differ.
    fn slack(&self, letters: u64) -> u32 {
        // A mistake brings in or takes away one letter; one beyond ASCII is up to three bytes of the mask.
        let wide = (letters | self.mask) >> mask::FIRST_SHARED != 0;
        u32::try_from(if wide { self.allowed * 3 } else { self.allowed }).unwrap_or(0)
    }

    /// A quick no: whether a word of this letter mask and so many bytes may be near at all.
    pub(crate) fn possible(&self, letters: u64, bytes: usize) -> bool {
        let wide = (letters | self.mask) >> mask::FIRST_SHARED != 0;
        let slack = self.slack(letters);
        let own = self.letters.len();
        let near = bytes <= own + self.allowed || wide;
        (self.mask & !letters).count_ones() <= slack
            && (near && (letters & !self.mask).count_ones() <= slack
                || !near && own >= LONG
                || wide)
    }

    /// What the mistakes weigh that make the misspelt word of `word`, when it is near enough and not the same. A long word
    /// may also stand for the end of a longer one, as `abdolahian` does.
    pub(crate) fn cost(&self, word: &str) -> Option<u32> {
        let length = if word.is_ascii() {
            word.len()
        } else {
            word.chars().count()
        };
        let own = self.letters.len();
        if own.saturating_sub(length) > self.allowed || !self.possible(mask::of(word), word.len()) {
            return None;
        }
        let longer = length.saturating_sub(own);
        if longer <= self.allowed {
            let far = self.distance(word, self.allowed)?;
            if far == 0 {
                return None;
            }
            let right: Vec<char> = word.chars().collect();
            let first = self.letters.first() == right.first();
            return Some(weigh(&self.letters, &right) + if first { 0 } else { FIRST });
        }
        if own < LONG {
            return None;
        }
        let tail = |from: usize| {
            let (start, _) = word.char_indices().nth(from)?;
            let tail = word.get(start..)?;
            self.distance(tail, 1)?;
            Some(weigh(&self.letters, &tail.chars().collect::<Vec<char>>()))
        };
        let cost = tail(longer).or_else(|| tail(longer.saturating_sub(1)))?;
        Some(cost + END)
    }

    /// The number of mistakes, when it is at most `most`.
    fn distance(&self, word: &str, most: usize) -> Option<usize> {
        if self.places.is_empty() || !word.is_ascii() {
            return distance(&self.letters, &word.chars().collect::<Vec<char>>(), most);
        }
        Some(self.distance_at_once(word.as_bytes())).filter(|distance| *distance <= most)
    }

    /// All letters of the misspelt word at once, as bits (H. Hyyrö, A Bit-Vector Algorithm for Computing Levenshtein and
    /// Damerau Edit Distances, 2003).
    fn distance_at_once(&self, word: &[u8]) -> usize {
        let own = self.letters.len();
        let last = 1u64 << (own.max(1) - 1);
        let (mut up, mut down) = (u64::MAX, 0u64);
        let (mut same, mut before) = (0u64, 0u64);
        let mut distance = own;
        for byte in word {
            let places = self.places.get(usize::from(*byte)).copied().unwrap_or(0);
            let swapped = ((!same & places) << 1) & before;
            same = ((places & up).wrapping_add(up) ^ up) | places | down | swapped;
            let rises = down | !(same | up);
            let falls = same & up;
            distance += usize::from(rises & last != 0);
            distance -= usize::from(falls & last != 0);
            let rises = rises << 1 | 1;
            up = falls << 1 | !(same | rises);
            down = rises & same;
            before = places;
        }
        distance
    }
}

/// What the cheapest mistakes weigh that make `typed` of `right`.
fn weigh(typed: &[char], right: &[char]) -> u32 {
    let twin = |word: &[char], at: usize| {
        let here = word.get(at);
        let before = at.checked_sub(1).and_then(|at| word.get(at));
        before == here || word.get(at + 1) == here
    };
    let width = right.len() + 1;
    let lacking = |at: usize| if twin(right, at) { DOUBLED } else { DROPPED };
    let mut first: Vec<u32> = vec![0; width];
    for at in 1..width {
        let sum = first.get(at - 1).copied().unwrap_or(0) + lacking(at - 1);
        if let Some(place) = first.get_mut(at) {
            *place = sum;
        }
    }
    let (mut before, mut last, mut row) = (vec![u32::MAX / 2; width], first, vec![0; width]);
    for (at, c) in typed.iter().enumerate() {
        let extra = if twin(typed, at) { DOUBLED } else { ORDINARY };
        let get = |row: &[u32], at: usize| row.get(at).copied().unwrap_or(u32::MAX / 2);
        let mut side = get(&last, 0) + extra;
        if let Some(place) = row.first_mut() {
            *place = side;
        }
        for (to, d) in right.iter().enumerate() {
            let mut best = get(&last, to) + replaced(*c, *d);
            best = best.min(get(&last, to + 1) + extra).min(side + lacking(to));
            if at > 0 && to > 0 && typed.get(at - 1) == Some(d) && right.get(to - 1) == Some(c) {
                best = best.min(get(&before, to - 1) + SWAPPED);
            }
            if let Some(place) = row.get_mut(to + 1) {
                *place = best;
            }
            side = best;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last.last().copied().unwrap_or(0)
}

/// What it weighs to strike one key for another.
fn replaced(typed: char, right: char) -> u32 {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let beside = |row: &&str| {
        let at = |c: char| row.find(c);
        matches!((at(typed), at(right)), (Some(one), Some(other)) if one.abs_diff(other) == 1)
    };
    if typed == right {
        0
    } else if KEYS.iter().any(beside) {
        NEIGHBOUR
    } else if vowel(typed) && vowel(right) {
        VOWEL
    } else {
        ORDINARY
    }
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two words, when it is at most
/// `most`.
pub(crate) fn distance(left: &[char], right: &[char], most: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > most {
        return None;
    }
    let width = right.len() + 1;
    let mut before = vec![0usize; width];
    let mut last: Vec<usize> = (0..width).collect();
    let mut row = vec![0usize; width];
    for (at, c) in left.iter().enumerate() {
        let mut floor = at + 1;
        let mut side = at + 1;
        if let Some(first) = row.first_mut() {
            *first = side;
        }
        for (to, d) in right.iter().enumerate() {
            let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best = get(&last, to) + usize::from(c != d);
            best = best.min(get(&last, to + 1) + 1).min(side + 1);
            if at > 0 && to > 0 && left.get(at - 1) == Some(d) && right.get(to - 1) == Some(c) {
                best = best.min(get(&before, to - 1) + 1);
            }
            if let Some(place) = row.get_mut(to + 1) {
                *place = best;
            }
            side = best;
            floor = floor.min(best);
        }
        if floor > most {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last.last().copied().filter(|distance| *distance <= most)
}

/// Of many right words with their weights (how often they occur), those that a misspelt word most likely stands for.
#[derive(Clone, Debug)]
pub(crate) struct Best {
    word: Misspelt,
    most: usize,
    /// The best so far, the likeliest first.
    kept: Vec<(f64, String)>,
}

impl Best {
    /// Begins the search for the one that a folded word stands for; `None` when it is too short to be put right.
    pub(crate) fn of(word: &str) -> Option<Self> {
        Self::several(word, 1)
    }

    /// The same for at most so many.
    pub(crate) fn several(word: &str, most: usize) -> Option<Self> {
        Some(Self {
            word: Misspelt::new(word)?,
            most,
            kept: Vec::new(),
        })
    }

    /// The word in question.
    pub(crate) fn word(&self) -> &Misspelt {
        &self.word
    }

    /// Looks at one right word.
    pub(crate) fn offer(&mut self, word: &str, weight: u32) {
        let Some(cost) = self.word.cost(word) else {
            return;
        };
        let unlikely = f64::from(cost) * RARER - f64::from(weight).ln_1p();
        let better = |(kept, _): &(f64, String)| kept.total_cmp(&unlikely) != Ordering::Greater;
        let place = self.kept.partition_point(better);
        if place < self.most && self.kept.iter().all(|(_, kept)| kept != word) {
            self.kept.insert(place, (unlikely, word.to_owned()));
            self.kept.truncate(self.most);
        }
    }

    /// The likeliest word.
    pub(crate) fn found(self) -> Option<String> {
        self.all().into_iter().next()
    }

    /// All that were kept, the likeliest first.
    pub(crate) fn all(self) -> Vec<String> {
        self.kept.into_iter().map(|(_, word)| word).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (left, right, expected) in [
            ("isreal", "israel", Some(1)),
            ("oabma", "obama", Some(1)),
            ("zelenski", "zelenskyy", Some(2)),
            ("netanyahoo", "netanyahu", Some(2)),
            ("same", "same", Some(0)),
            ("", "abc", Some(3)),
            ("abcdef", "ghijkl", None),
        ] {
            let (left, right): (Vec<char>, Vec<char>) =
                (left.chars().collect(), right.chars().collect());
            assert_eq!(distance(&left, &right, 3), expected);
            assert_eq!(distance(&right, &left, 3), expected);
        }
    }

    #[test]
    fn all_letters_at_once_are_as_far_as_one_by_one() {
        use proptest::prelude::*;
        proptest!(ProptestConfig::with_cases(2000), |(typed in "[a-d]{4,12}", word in "[a-d]{0,14}")| {
            let misspelt = Misspelt::new(&typed).unwrap();
            let (left, right): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
            prop_assert_eq!(Some(misspelt.distance_at_once(word.as_bytes())), distance(&left, &right, 99));
        });
    }

    #[test]
    fn what_hands_do_often_weighs_less() {
        let order = [
            "dubblin", "dublni", "dubkin", "dblin", "dublxin", "dubxin", "xublin",
        ];
        let costs: Vec<u32> = order
            .iter()
            .map(|typed| Misspelt::new(typed).unwrap().cost("dublin").unwrap())
            .collect();
        assert!(costs.is_sorted(), "{order:?} weigh {costs:?}");
        assert!(costs.first() < costs.last());
    }

    #[test]
    fn the_nearest_then_the_most_frequent_word_wins() {
        let words = [
            ("israel", 50),
            ("isles", 90),
            ("serial", 400),
            ("obama", 7),
            ("zelenskyy", 3),
        ];
        let words = words
            .into_iter()
            .chain([("amirabdollahian", 2), ("kabul", 9), ("kabal", 1)]);
        for (typed, meant) in [
            ("isreal", Some("israel")),
            ("oabma", Some("obama")),
            ("zelenski", Some("zelenskyy")),
            ("abdolahian", Some("amirabdollahian")),
            ("kabol", Some("kabul")),
            ("xyz", None),
            ("qqqqqq", None),
            ("israel", None),
        ] {
            let mut best = Best::of(typed);
            if let Some(best) = &mut best {
                words
                    .clone()
                    .for_each(|(word, weight)| best.offer(word, weight));
            }
            let found = best.and_then(Best::found);
            assert_eq!(found.as_deref(), meant, "{typed}");
        }
    }
}
