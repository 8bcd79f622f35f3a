//! Owns: the phrases that leftovers of web pages are made of, and how much of a line they cover.
//! Promises: a phrase is evidence with a reason, never a verdict; whole words only.

use crate::model::flaw::DropReason;
use crate::model::lexicon::LexiconFiles;

/// The reasons in the order of `Cover::by_reason`.
pub(crate) const REASONS: [DropReason; 12] = [
    DropReason::Navigation,
    DropReason::Related,
    DropReason::Share,
    DropReason::Comments,
    DropReason::Login,
    DropReason::Promotion,
    DropReason::Consent,
    DropReason::Disclaimer,
    DropReason::AuthorBio,
    DropReason::Metadata,
    DropReason::Caption,
    DropReason::Debris,
];

/// Phrases with the reason that each speaks for, found by their first word: most words of a text open none, and that is
/// one look into a small table.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// By slot, then the longest first.
    phrases: Vec<Phrase>,
    /// Where each slot's phrases begin.
    starts: Vec<u16>,
}

#[derive(Debug)]
struct Phrase {
    /// Of its first word, and the slot of that.
    key: u64,
    slot: u16,
    /// In lower case.
    text: Box<[u8]>,
    /// Its last byte: most lines that open like a phrase are told from it by that.
    last: u8,
    /// Bytes of signs before its first word.
    lead: usize,
    /// Index into `REASONS`.
    reason: u8,
}

const SLOTS: u16 = 1 << 12;

/// A word of a line that some phrase may open with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Opens {
    from: usize,
    after: usize,
    key: u64,
    slot: u16,
}

/// What phrases cover of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Cover {
    /// Share of the line's bytes per reason, 0 to 1.
    pub by_reason: [f32; 12],
    /// Share of the line's bytes under any phrase, 0 to 1.
    pub all: f32,
    /// How many phrases.
    pub count: u16,
    /// The line opens with one.
    pub opens: bool,
}

impl Cover {
    /// The reason that covers most, if any does.
    pub(crate) fn reason(&self) -> Option<DropReason> {
        let mut best = None;
        let mut most = 0.0;
        for (share, reason) in self.by_reason.iter().zip(REASONS) {
            if *share > most {
                (most, best) = (*share, Some(reason));
            }
        }
        best
    }

    /// The share that one reason covers.
    pub(crate) fn of(&self, reason: DropReason) -> f32 {
        if self.count == 0 {
            return 0.0;
        }
        let at = REASONS.iter().position(|r| *r == reason);
        at.and_then(|at| self.by_reason.get(at))
            .copied()
            .unwrap_or(0.0)
    }
}

impl Phrases {
    /// Reads `boilerplate.txt`: sections named as drop reasons in brackets, one phrase a line.
    pub(crate) fn new(files: &LexiconFiles) -> Self {
        let mut reason = REASONS.len() - 1;
        let mut phrases = Vec::new();
        for (_, line) in files.lines("boilerplate") {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                reason = REASONS
                    .iter()
                    .position(|r| r.name() == name)
                    .unwrap_or(REASONS.len() - 1);
                continue;
            }
            let mut add = |phrase: String| {
                let text: Box<[u8]> = phrase.into_bytes().into();
                if let Some((lead, _, key)) = next_word(&text, 0) {
                    phrases.push(Phrase {
                        key,
                        slot: slot(key),
                        last: text.last().copied().unwrap_or(0),
                        text,
                        lead,
                        reason: u8::try_from(reason).unwrap_or(0),
                    });
                }
            };
            add(line.to_lowercase());
            // Pages set either apostrophe.
            if line.contains('\'') {
                add(line.to_lowercase().replace('\'', "’"));
            }
        }
        // Whoever writes a longer dictionary than fits loses the last phrases.
        phrases.truncate(usize::from(u16::MAX));
        phrases.sort_by_key(|p| (p.slot, std::cmp::Reverse(p.text.len())));
        let starts = (0..=SLOTS)
            .map(|slot| phrases.partition_point(|p: &Phrase| p.slot < slot))
            .map(|at| u16::try_from(at).unwrap_or(u16::MAX))
            .collect();
        Self { phrases, starts }
    }

    /// The phrases whose first word falls into a slot.
    fn of_slot(&self, slot: u16) -> &[Phrase] {
        let start = |slot: u16| self.starts.get(usize::from(slot)).copied();
        let (from, to) = (start(slot).unwrap_or(0), start(slot + 1).unwrap_or(0));
        self.phrases
            .get(usize::from(from)..usize::from(to))
            .unwrap_or(&[])
    }

    /// Takes a word in that may open a phrase: `from..after` in its line, its last eight bytes in lower case.
    pub(crate) fn note(&self, from: usize, after: usize, key: u64, opens: &mut Vec<Opens>) {
        let slot = slot(key);
        if !self.of_slot(slot).is_empty() {
            opens.push(Opens {
                from,
                after,
                key,
                slot,
            });
        }
    }

    /// The same for all words of a piece of a line that ends at `end`, from `at` on.
    pub(crate) fn note_all(&self, piece: &[u8], mut at: usize, opens: &mut Vec<Opens>) {
        while let Some((from, after, key)) = next_word(piece, at) {
            self.note(from, after, key, opens);
            at = after;
        }
    }

    /// What phrases cover of a line.
    pub(crate) fn cover(&self, line: &str) -> Cover {
        let mut opens = Vec::new();
        self.note_all(line.as_bytes(), 0, &mut opens);
        self.cover_from(line, &opens)
    }

    /// The same by the words that may open a phrase: from the left, the longest at each place.
    pub(crate) fn cover_from(&self, line: &str, opens: &[Opens]) -> Cover {
        let mut cover = Cover::default();
        let bytes = line.as_bytes();
        let length = f32::from(u16::try_from(bytes.len().max(1)).unwrap_or(u16::MAX));
        let mut free = 0;
        for word in opens {
            if word.from < free {
                continue;
            }
            let found = self.of_slot(word.slot).iter().find_map(|phrase| {
                let start = word.from.checked_sub(phrase.lead).filter(|s| *s >= free)?;
                let end = start + phrase.text.len();
                let last = bytes.get(end.wrapping_sub(1))?.to_ascii_lowercase();
                if (phrase.key, phrase.last) != (word.key, last) {
                    return None;
                }
                let same = bytes
                    .get(start..end)
                    .is_some_and(|b| b.eq_ignore_ascii_case(&phrase.text));
                let whole = same && !joins(bytes, start) && !joins(bytes, end);
                whole.then_some((start, end, phrase.reason))
            });
            let Some((start, end, reason)) = found else {
                continue;
            };
            free = end.max(word.after);
            let share = f32::from(u16::try_from(end - start).unwrap_or(u16::MAX)) / length;
            if let Some(slot) = cover.by_reason.get_mut(usize::from(reason)) {
                *slot += share;
            }
            cover.all += share;
            cover.count = cover.count.saturating_add(1);
            cover.opens |= start == 0;
        }
        cover
    }
}

/// The next run of letters and digits from `at` on, and its last eight bytes in lower case. General punctuation (quotes,
/// dashes, bullets) ends a word.
fn next_word(bytes: &[u8], mut at: usize) -> Option<(usize, usize, u64)> {
    while let Some(&byte) = bytes.get(at) {
        let low = PARTS[usize::from(byte)];
        if low == 0 {
            at += if byte == PUNCTUATION { 3 } else { 1 };
            continue;
        }
        let mut key = u64::from(low);
        let mut after = at + 1;
        while let Some(&byte) = bytes.get(after) {
            let low = PARTS[usize::from(byte)];
            if low == 0 {
                break;
            }
            key = key << 8 | u64::from(low);
            after += 1;
        }
        return Some((at, after, key));
    }
    None
}

/// First byte of U+2000 to U+2FFF.
const PUNCTUATION: u8 = 0xe2;

/// For each byte, itself in lower case; 0 when it is no part of a word.
const PARTS: [u8; 256] = parts();

const fn parts() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0u8;
    loop {
        if byte.is_ascii_alphanumeric() || (byte >= 0x80 && byte != PUNCTUATION) {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        if byte == u8::MAX {
            return table;
        }
        byte += 1;
    }
}

fn slot(key: u64) -> u16 {
    u16::try_from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52).unwrap_or(0)
}

/// Whether letters or digits stand on both sides of a border, so that it lies inside a word.
fn joins(bytes: &[u8], at: usize) -> bool {
    let back = |n: usize| at.checked_sub(n).and_then(|i| bytes.get(i));
    let before = back(1).is_some_and(|b| {
        b.is_ascii_alphanumeric() || (*b >= 0x80 && back(3) != Some(&PUNCTUATION))
    });
    before && bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases() -> Phrases {
        let mut files = LexiconFiles::default();
        files.set(
            "boilerplate",
            "[comments]\nleave a reply\nreply\n[related]\neditor's picks\n[share]\nshare\n[metadata]\n(c)\n",
        );
        Phrases::new(&files)
    }

    #[test]
    fn cover_counts_whole_words_of_the_longest_phrase() {
        let phrases = phrases();
        for (line, all, reason) in [
            ("Leave a Reply", 1.0, Some(DropReason::Comments)),
            ("EDITOR’S PICKS", 1.0, Some(DropReason::Related)),
            ("shares fell", 0.0, None),
            ("reply share", 10.0 / 11.0, Some(DropReason::Share)),
            (
                "He did not leave a reply to the letter.",
                13.0 / 39.0,
                Some(DropReason::Comments),
            ),
            ("", 0.0, None),
            ("“Share”", 5.0 / 11.0, Some(DropReason::Share)),
            ("Photo (c) 2024", 3.0 / 14.0, Some(DropReason::Metadata)),
            ("share share-holders", 10.0 / 19.0, Some(DropReason::Share)),
        ] {
            let cover = phrases.cover(line);
            assert!((cover.all - all).abs() < 1e-4, "{line}: {cover:?}");
            assert_eq!(cover.reason(), reason, "{line}");
        }
    }
}
