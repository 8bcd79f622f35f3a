//! Owns: near-duplicates: a small sketch of a text, and the exact check on two texts.
//! Promises: the same text gives the same sketch for ever; equal words give equal sketches.

use crate::text::fold;
use crate::text::hash;

/// How many bins a sketch has, and how many bytes it takes.
pub const BINS: usize = 128;
/// How many bands a sketch has for looking up candidates.
pub const BANDS: usize = 12;
/// Bins in a band.
const ROWS: usize = 3;
/// How many words make a shingle.
const SHINGLE: usize = 3;
const EMPTY: u32 = u32::MAX;

/// A one-permutation `MinHash` of the text's three-word shingles (Li, Owen, Zhang 2012) with empty bins filled by
/// rotation (Shrivastava, Li 2014), of which each bin keeps eight bits (b-bit `MinHash`: Li, König 2010). Two sketches
/// agree in about as many bins as the shingle sets overlap (Jaccard), and in one of 256 by chance.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sketch {
    bins: [u8; BINS],
}

impl std::fmt::Debug for Sketch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sketch({:08x} …)", self.bands()[0])
    }
}

impl Sketch {
    /// The sketch of a text; `None` when it has fewer than `least` shingles: a few words are no story.
    pub fn of(text: &str, least: usize) -> Option<Self> {
        let mut bins = [EMPTY; BINS];
        let mut count = 0usize;
        shingles(text, |hash| {
            count += 1;
            // The upper bits choose the bin, the lower ones are its value.
            let bin = usize::try_from(hash >> 57).unwrap_or(0);
            let value = u32::try_from(hash & 0xffff_fffe).unwrap_or(0);
            if let Some(slot) = bins.get_mut(bin) {
                *slot = value.min(*slot);
            }
        });
        (count >= least.max(1)).then(|| {
            let mut sketch = Self { bins: [0; BINS] };
            for (small, full) in sketch.bins.iter_mut().zip(filled(&bins)) {
                // The smallest of many values has small upper bits: all are mixed in.
                *small = hash::mix(u64::from(full)).to_le_bytes()[0];
            }
            sketch
        })
    }

    /// About how much the two texts overlap, 0 to 1 (Jaccard over shingles; standard error at most 0.045).
    pub fn similarity(&self, other: &Self) -> f32 {
        let pairs = self.bins.iter().zip(&other.bins);
        let same = pairs.filter(|(a, b)| a == b).count();
        let share = u16::try_from(same).map_or(0.0, f32::from) / 128.0;
        ((share - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)).max(0.0)
    }

    /// Keys of the bands: texts that share no key are taken for different. At similarity 0.7 the chance to share none is
    /// 0.7 %, at 0.6 it is 5 %, at 0.02 (two texts about anything) the chance to share one is 1 in 6,000. Each key holds
    /// its band's number, so that all go into one table.
    pub fn bands(&self) -> [u32; BANDS] {
        let mut keys = [0; BANDS];
        for (band, (key, rows)) in (1u32..).zip(keys.iter_mut().zip(self.bins.chunks(ROWS))) {
            *key = rows
                .iter()
                .fold(band, |key, bin| key << 8 | u32::from(*bin));
        }
        keys
    }

    /// The sketch as bytes, for storing.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bins
    }

    /// Reads what `as_bytes` gave; `None` when the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|bins| Self { bins })
    }
}

/// How much two texts overlap, exactly: `jaccard` over their shingles, how much of the shorter one lies in the longer
/// one, and how far their numbers agree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    /// Shared shingles among all, 0 to 1.
    pub jaccard: f32,
    /// Shared shingles among those of the shorter text, 0 to 1.
    pub contained: f32,
    /// Shared numbers among those of the text that has fewer, 0 to 1; 1 when one has none.
    pub numbers: f32,
}

impl Overlap {
    /// Whether this is the same story in (nearly) the same words: most of it shared, or a shortened print of it. Reports
    /// made from one form with other numbers (markets, weather, results) are different stories.
    pub fn is_same_story(self) -> bool {
        self.numbers >= 0.5
            && (self.jaccard >= 0.55 || (self.contained >= 0.8 && self.jaccard >= 0.3))
    }
}

/// Compares two texts by their shingles.
pub fn overlap(a: &str, b: &str) -> Overlap {
    let numbers = (number_set(a), number_set(b));
    let (a, b) = (shingle_set(a), shingle_set(b));
    let same = shared(&a, &b);
    let few = numbers.0.len().min(numbers.1.len());
    Overlap {
        jaccard: ratio(same, a.len() + b.len() - same),
        contained: ratio(same, a.len().min(b.len())),
        numbers: if few == 0 {
            1.0
        } else {
            ratio(shared(&numbers.0, &numbers.1), few)
        },
    }
}

/// How many members two ascending sets share.
fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                i += 1;
                j += 1;
            }
        }
    }
    shared
}

fn ratio(part: usize, all: usize) -> f32 {
    if all == 0 {
        return 0.0;
    }
    let number = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    // Both are scaled down together when a text has more shingles than fit.
    let scale = all / usize::from(u16::MAX) + 1;
    number(part / scale) / number(all / scale)
}

fn shingle_set(text: &str) -> Vec<u64> {
    let mut all = Vec::with_capacity(text.len() / 5);
    shingles(text, |hash| all.push(hash));
    all.sort_unstable();
    all.dedup();
    all
}

/// The numbers of a text, hashed; signs inside and letters after them do not count.
fn number_set(text: &str) -> Vec<u64> {
    let mut all: Vec<u64> = text
        .split(|c: char| !(c.is_alphanumeric() || c == ',' || c == '.'))
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .map(|word| hash::stable(word.bytes().filter(u8::is_ascii_digit)))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Calls `each` with the hash of every run of three words (of all words, when there are fewer).
fn shingles(text: &str, mut each: impl FnMut(u64)) {
    let mut window = [0u64; SHINGLE];
    let mut count = 0usize;
    let mut combined = |window: &[u64; SHINGLE]| {
        let mut h = 0u64;
        for word in window {
            h = hash::mix(h.rotate_left(21) ^ *word);
        }
        each(h);
    };
    fold::each_word(text, |h| {
        window.rotate_left(1);
        if let Some(last) = window.last_mut() {
            *last = h;
        }
        count += 1;
        if count >= SHINGLE {
            combined(&window);
        }
    });
    if count > 0 && count < SHINGLE {
        combined(&window);
    }
}

fn filled(bins: &[u32; BINS]) -> [u32; BINS] {
    let mut full = *bins;
    for (at, slot) in full.iter_mut().enumerate() {
        if *slot != EMPTY {
            continue;
        }
        // The next full bin to the right lends its value, moved by the distance so that the loan is told apart.
        let lender = (1..BINS).find_map(|step| {
            let value = *bins.get((at + step) % BINS)?;
            (value != EMPTY).then_some((step, value))
        });
        if let Some((step, value)) = lender {
            let moved = u32::try_from(step).unwrap_or(0).wrapping_mul(0x9e37_79b1);
            *slot = value.wrapping_add(moved) & 0xffff_fffe;
        }
    }
    full
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// A made-up article of `n` sentences; `seed` chooses the words.
    fn article(seed: u64, n: u64) -> String {
        let mut text = String::new();
        for i in 0..n * 12 {
            let word = hash::mix(seed.wrapping_mul(7919) + i) % 900;
            let end = if i % 12 == 11 { ". " } else { " " };
            write!(text, "w{word}{end}").unwrap();
        }
        text
    }

    #[test]
    fn the_same_words_give_the_same_sketch() {
        let a = Sketch::of("Iran's talks resumed in Vienna, officials said.", 1).unwrap();
        let b = Sketch::of("IRAN’S talks — resumed in Vienna officials said", 1).unwrap();
        assert_eq!(a, b);
        assert_eq!(Sketch::from_bytes(a.as_bytes()), Some(a));
        assert_eq!(Sketch::from_bytes(&[0; 7]), None);
        for (text, least, some) in [
            (" — ", 0, false),
            ("one", 0, true),
            ("one two three", 2, false),
        ] {
            assert_eq!(Sketch::of(text, least).is_some(), some, "{text}");
        }
    }

    #[test]
    fn similarity_follows_the_overlap() {
        let base = article(1, 50);
        for (n, least, most) in [(0, 0.99, 1.0), (5, 0.70, 0.95), (50, 0.2, 0.6)] {
            let other = format!("{base}{}", article(2, n));
            let exact = overlap(&base, &other);
            let sketch = |text: &str| Sketch::of(text, 1).unwrap();
            let about = sketch(&base).similarity(&sketch(&other));
            assert!((least..=most).contains(&exact.jaccard), "{n}: {exact:?}");
            assert!(
                (about - exact.jaccard).abs() < 0.15,
                "{n}: {about} for {exact:?}"
            );
        }
        let apart = overlap(&base, &article(3, 50));
        assert!(apart.jaccard < 0.05 && !apart.is_same_story());
    }

    #[test]
    fn a_shortened_print_is_the_same_story_and_is_found_by_its_bands() {
        let base = article(1, 60);
        let cut = base.get(..base.len() / 2).unwrap();
        assert!(overlap(&base, cut).is_same_story());
        let sketch = |text: &str| Sketch::of(text, 1).unwrap();
        let (a, b) = (
            sketch(&base),
            sketch(&format!("{base} Reporting by a desk.")),
        );
        assert!(a.bands().iter().any(|band| b.bands().contains(band)));
        let c = sketch(&article(9, 60));
        assert!(!a.bands().iter().any(|band| c.bands().contains(band)));
    }

    #[test]
    fn one_form_with_other_numbers_is_another_story() {
        let report = |price: u32, day: u32| {
            format!(
                "The exchange closed at {price} points on day {day}, and dealers said that trading had been quiet while \
                 everybody waited for the bank. The currency hardly moved, and nobody expected it to."
            )
        };
        for (a, b, same) in [
            (report(4012, 3), report(4012, 3), true),
            (report(4012, 3), report(3977, 4), false),
            (
                report(4012, 3),
                report(4012, 3).replace("4012", "4,012"),
                true,
            ),
        ] {
            let exact = overlap(&a, &b);
            assert!(exact.jaccard > 0.5, "{exact:?}");
            assert_eq!(exact.is_same_story(), same, "{exact:?}");
        }
    }
}
