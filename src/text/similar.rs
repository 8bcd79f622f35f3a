//! Owns: near-duplicates: a small sketch of a text, and the exact check on two texts.
//! May import: `model::fold`, `text::{fold, word}`.
//! Promises: the same text gives the same sketch for ever; equal words give equal sketches.

use crate::model::fold::fold_into;
use crate::text::fold;
use crate::text::word;

/// How many bins a sketch has.
pub const BINS: usize = 128;
/// How many bands a sketch is cut into for looking up candidates.
pub const BANDS: usize = 32;
/// How many words make a shingle.
const SHINGLE: usize = 3;
const EMPTY: u32 = u32::MAX;

/// A one-permutation `MinHash` of the text's three-word shingles (Li, Owen, Zhang 2012) with empty bins filled by
/// rotation (Shrivastava, Li 2014). Two sketches agree in about as many bins as the shingle sets overlap (Jaccard).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Sketch {
    bins: [u32; BINS],
}

impl std::fmt::Debug for Sketch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sketch({:016x} …)", self.bands()[0])
    }
}

impl Sketch {
    /// The sketch of a text; `None` when it has no word at all.
    pub fn of(text: &str) -> Option<Self> {
        let mut bins = [EMPTY; BINS];
        let mut any = false;
        shingles(text, |hash| {
            any = true;
            // The upper bits choose the bin, the lower ones are its value.
            let bin = usize::try_from(hash >> 57).unwrap_or(0);
            let value = u32::try_from(hash & 0xffff_fffe).unwrap_or(0);
            if let Some(slot) = bins.get_mut(bin) {
                *slot = value.min(*slot);
            }
        });
        any.then(|| Self {
            bins: filled(&bins),
        })
    }

    /// About how much the two texts overlap, 0 to 1 (Jaccard over shingles; standard error at most 0.045).
    pub fn similarity(&self, other: &Self) -> f32 {
        let same = self
            .bins
            .iter()
            .zip(&other.bins)
            .filter(|(a, b)| a == b)
            .count();
        u16::try_from(same).map_or(0.0, f32::from) / 128.0
    }

    /// Keys of the bands: texts that share no key are not near-duplicates (at similarity 0.7 the chance to share
    /// none is below one in five thousand). Each key holds its band's number, so all go into one table.
    pub fn bands(&self) -> [u64; BANDS] {
        let mut keys = [0; BANDS];
        for (band, (key, rows)) in keys
            .iter_mut()
            .zip(self.bins.chunks(BINS / BANDS))
            .enumerate()
        {
            let number = u8::try_from(band).unwrap_or(u8::MAX);
            *key = fold::hash(
                std::iter::once(number).chain(rows.iter().flat_map(|v| v.to_le_bytes())),
            );
        }
        keys
    }

    /// The sketch as 512 bytes, for storing.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.bins.iter().flat_map(|bin| bin.to_le_bytes()).collect()
    }

    /// Reads what `to_bytes` wrote; `None` when the length is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != BINS * 4 {
            return None;
        }
        let mut bins = [EMPTY; BINS];
        for (bin, four) in bins.iter_mut().zip(bytes.chunks_exact(4)) {
            *bin = u32::from_le_bytes(four.try_into().ok()?);
        }
        Some(Self { bins })
    }
}

/// How much two texts overlap, exactly: `jaccard` over their shingles, and how much of the shorter one lies in the
/// longer one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    /// Shared shingles among all, 0 to 1.
    pub jaccard: f32,
    /// Shared shingles among those of the shorter text, 0 to 1.
    pub contained: f32,
}

impl Overlap {
    /// Whether this is the same story in (nearly) the same words: most of it shared, or a shortened print of it.
    pub fn is_same_story(self) -> bool {
        self.jaccard >= 0.6 || (self.contained >= 0.85 && self.jaccard >= 0.3)
    }
}

/// Compares two texts by their shingles.
pub fn overlap(a: &str, b: &str) -> Overlap {
    let (a, b) = (shingle_set(a), shingle_set(b));
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
    let part = |all: usize| ratio(shared, all);
    Overlap {
        jaccard: part(a.len() + b.len() - shared),
        contained: part(a.len().min(b.len())),
    }
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

/// Calls `each` with the hash of every run of three words (of all words, when there are fewer).
fn shingles(text: &str, mut each: impl FnMut(u64)) {
    let mut window = [0u64; SHINGLE];
    let mut count = 0usize;
    let mut folded = String::new();
    let mut combined = |window: &[u64; SHINGLE]| {
        let mut h = 0u64;
        for word in window {
            h = fold::mix(h.rotate_left(21) ^ *word);
        }
        each(h);
    };
    for span in word::words(text) {
        let piece = span.of(text);
        folded.clear();
        fold_into(piece, &mut folded);
        let h = fold::hash(folded.bytes());
        window.rotate_left(1);
        if let Some(last) = window.last_mut() {
            *last = h;
        }
        count += 1;
        if count >= SHINGLE {
            combined(&window);
        }
    }
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
            let word = fold::mix(seed.wrapping_mul(7919) + i) % 900;
            let end = if i % 12 == 11 { ". " } else { " " };
            write!(text, "w{word}{end}").unwrap();
        }
        text
    }

    #[test]
    fn the_same_words_give_the_same_sketch() {
        let a = Sketch::of("Iran's talks resumed in Vienna, officials said.").unwrap();
        let b = Sketch::of("IRAN’S talks — resumed in Vienna officials said").unwrap();
        assert_eq!(a, b);
        assert_eq!(Sketch::from_bytes(&a.to_bytes()), Some(a));
        assert_eq!(Sketch::from_bytes(&[0; 7]), None);
        assert!(Sketch::of(" — ").is_none());
        assert!(Sketch::of("one").is_some());
    }

    #[test]
    fn similarity_follows_the_overlap() {
        let base = article(1, 50);
        for (n, least, most) in [(0, 0.99, 1.0), (5, 0.70, 0.95), (50, 0.2, 0.6)] {
            let other = format!("{base}{}", article(2, n));
            let exact = overlap(&base, &other);
            let about = Sketch::of(&base)
                .unwrap()
                .similarity(&Sketch::of(&other).unwrap());
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
        let (a, b) = (
            Sketch::of(&base).unwrap(),
            Sketch::of(&format!("{base} Reporting by a desk.")).unwrap(),
        );
        assert!(a.bands().iter().any(|band| b.bands().contains(band)));
        let c = Sketch::of(&article(9, 60)).unwrap();
        assert!(!a.bands().iter().any(|band| c.bands().contains(band)));
    }
}
