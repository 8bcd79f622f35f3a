//! Owns: how far a misspelt word is from a right one, and which of many right ones it stands for.
//! May import: `catalog::mask`.
//! Promises: total; the distance is that of Damerau in its restricted form (optimal string alignment).

use crate::catalog::mask;

/// How many mistakes a word of so many letters may hold.
pub fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// Words of so many letters may stand for the end of a longer word.
const LONG: usize = 7;

/// A misspelt word, prepared for comparing it with many others.
#[derive(Clone, Debug)]
pub struct Misspelt {
    letters: Vec<char>,
    mask: u64,
    allowed: usize,
}

/// How near a right word is; smaller is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nearness {
    /// Twice the number of mistakes, and one for a wrong first letter: hands seldom get that one wrong.
    pub cost: u32,
}

impl Misspelt {
    /// Prepares a folded word; `None` when it is too short to be put right.
    pub fn new(word: &str) -> Option<Self> {
        let letters: Vec<char> = word.chars().collect();
        let allowed = allowed(letters.len());
        (allowed > 0).then(|| Self {
            mask: mask::of(word),
            letters,
            allowed,
        })
    }

    /// A quick no: whether a text with these letters may hold a near word at all.
    pub fn may_be_in(&self, letters: u64) -> bool {
        (self.mask & !letters).count_ones() <= self.slack(letters)
    }

    /// How many letters of the mask may differ.
    fn slack(&self, letters: u64) -> u32 {
        // A mistake brings in or takes away one letter; one beyond ASCII is up to three bytes of the mask.
        let wide = (letters | self.mask) >> mask::FIRST_SHARED != 0;
        u32::try_from(if wide { self.allowed * 3 } else { self.allowed }).unwrap_or(0)
    }

    /// A quick no: whether a word of this letter mask and so many bytes may be near at all.
    pub fn possible(&self, letters: u64, bytes: usize) -> bool {
        let wide = (letters | self.mask) >> mask::FIRST_SHARED != 0;
        let slack = self.slack(letters);
        let own = self.letters.len();
        let near = bytes <= own + self.allowed || wide;
        (self.mask & !letters).count_ones() <= slack
            && (near && (letters & !self.mask).count_ones() <= slack
                || !near && own >= LONG
                || wide)
    }

    /// How near `word` is, when it is near enough and not the same. A long word may also stand for the end of a longer
    /// one, as `abdolahian` does.
    pub fn nearness(&self, word: &str) -> Option<Nearness> {
        if !self.possible(mask::of(word), word.len()) {
            return None;
        }
        let other: Vec<char> = word.chars().collect();
        let longer = other.len().saturating_sub(self.letters.len());
        let shorter = self.letters.len().saturating_sub(other.len());
        if shorter > self.allowed {
            return None;
        }
        let (distance, first) = if longer <= self.allowed {
            let distance = distance(&self.letters, &other, self.allowed)?;
            (distance, self.letters.first() == other.first())
        } else if self.letters.len() >= LONG {
            let end = other.get(longer.saturating_sub(1)..).unwrap_or(&[]);
            let short = other.get(longer..).unwrap_or(&[]);
            let one = |tail: &[char]| distance(&self.letters, tail, 1);
            (one(short).or_else(|| one(end))?, false)
        } else {
            return None;
        };
        let cost = u32::try_from(distance * 2).unwrap_or(u32::MAX) + u32::from(!first);
        (distance > 0 || longer > 0).then_some(Nearness { cost })
    }
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two words, when it is at most
/// `most`.
pub fn distance(left: &[char], right: &[char], most: usize) -> Option<usize> {
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

/// Of many right words with their weights (how often they occur), the one that a misspelt word most likely stands for.
#[derive(Clone, Debug)]
pub struct Best {
    word: Misspelt,
    best: Option<(Nearness, u32, String)>,
}

impl Best {
    /// Begins the search for a folded word; `None` when it is too short to be put right.
    pub fn of(word: &str) -> Option<Self> {
        Some(Self {
            word: Misspelt::new(word)?,
            best: None,
        })
    }

    /// The word in question.
    pub fn word(&self) -> &Misspelt {
        &self.word
    }

    /// Looks at one right word.
    pub fn offer(&mut self, word: &str, weight: u32) {
        let Some(nearness) = self.word.nearness(word) else {
            return;
        };
        let better = match &self.best {
            None => true,
            Some((best, most, _)) => {
                (nearness, std::cmp::Reverse(weight)) < (*best, std::cmp::Reverse(*most))
            }
        };
        if better {
            self.best = Some((nearness, weight, word.to_owned()));
        }
    }

    /// The nearest word so far, of equally near ones the heaviest, with its nearness and weight.
    pub fn found(self) -> Option<(String, Nearness, u32)> {
        self.best
            .map(|(nearness, weight, word)| (word, nearness, weight))
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
            let found = best.and_then(Best::found).map(|(word, ..)| word);
            assert_eq!(found.as_deref(), meant, "{typed}");
        }
    }
}
