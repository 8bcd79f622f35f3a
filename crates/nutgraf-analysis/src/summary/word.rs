//! Owns: `Word`, a word as the ranker counts it, and finding the words of a piece of text.
//! Promises: total; one pass over the bytes, hashing on the way; a word is looked at up to its 64th byte.

use crate::summary::word_class::{self, WordClasses};
use nutgraf_read::text::fold::lower_case;
use nutgraf_read::text::hash;

/// A word as it is counted.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is so or not, independently"
)]
pub struct Word {
    /// Hash of its lower-case form without a possessive ending.
    pub full: u64,
    /// Hash of its stem.
    pub stem: u64,
    /// How many letters and digits it has.
    pub letters: u32,
    /// Whether it starts with a capital.
    pub capital: bool,
    /// Whether it is in capitals throughout and long.
    pub shouted: bool,
    /// Whether it is in capitals throughout and short, as names of states and bodies are: `US` is not "us".
    pub acronym: bool,
    /// Whether it has a digit.
    pub digits: bool,
}

impl Word {
    /// The word's classes; those of small words are not an acronym's.
    pub fn classes(&self, word_classes: &WordClasses) -> u32 {
        if self.acronym {
            0
        } else {
            word_classes.classes(self.full)
        }
    }
}

/// Reads words, with the room that this takes; made once for many pieces.
#[derive(Debug)]
pub struct WordReader {
    spelling: Spelling,
}

impl Default for WordReader {
    fn default() -> Self {
        Self {
            spelling: Spelling::new(),
        }
    }
}

impl WordReader {
    /// The last word of a piece of text; `None` when it has none.
    pub fn last(&mut self, piece: &str) -> Option<Word> {
        let mut last = None;
        read(&mut self.spelling, piece, |word| {
            last = Some(word);
            true
        });
        last
    }
}

/// Calls `each` with every word of a piece of text, in order.
pub fn words(piece: &str, mut each: impl FnMut(Word)) {
    read(&mut Spelling::new(), piece, |word| {
        each(word);
        true
    });
}

/// The first words of a piece of text, at most `most`.
pub fn first(piece: &str, most: usize) -> Vec<Word> {
    let mut found = Vec::with_capacity(most);
    read(&mut Spelling::new(), piece, |word| {
        found.push(word);
        found.len() < most
    });
    found
}

/// Reads words as long as `each` answers that it wants more.
fn read(spelling: &mut Spelling, piece: &str, mut each: impl FnMut(Word) -> bool) {
    let bytes = piece.as_bytes();
    spelling.clear();
    let mut at = 0;
    loop {
        at += spelling.run(bytes.get(at..).unwrap_or(&[]));
        let byte = bytes.get(at).copied();
        // Only what is not ASCII is decoded.
        let wide = byte.filter(|b| !b.is_ascii()).and_then(|_| {
            let c = piece.get(at..)?.chars().next()?;
            at += c.len_utf8();
            Some(c)
        });
        if let Some(c) = wide
            && c.is_alphanumeric()
        {
            spelling.letter(c);
            continue;
        }
        at += usize::from(wide.is_none());
        let apostrophe = byte == Some(b'\'') || wide == Some('’');
        let joins = (apostrophe || matches!(byte, Some(b'.' | b',')))
            && spelling.letters > 0
            && goes_on(piece, at);
        if joins {
            // 1,500 and 3.5 and U.S. are one word; "end.Next" is taken as one too, which does no harm.
            if apostrophe {
                spelling.apostrophe();
            }
            continue;
        }
        let goes_on = spelling.word().is_none_or(&mut each);
        if byte.is_none() || !goes_on {
            return;
        }
        spelling.clear();
    }
}

/// Whether a letter or digit stands there.
fn goes_on(piece: &str, at: usize) -> bool {
    match piece.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_alphanumeric(),
        Some(_) => piece
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(char::is_alphanumeric),
        None => false,
    }
}

/// The small form of each ASCII letter or digit; 0 for all other bytes.
const SMALL: [u8; 256] = lower_case(0);

fn small(byte: u8) -> u8 {
    SMALL.get(usize::from(byte)).copied().unwrap_or(0)
}

/// A word that is being read, in small letters, at most its first 64 bytes, with the hash of each beginning of it.
#[derive(Debug)]
struct Spelling {
    bytes: [u8; LONGEST],
    hashes: [u64; LONGEST + 1],
    length: usize,
    letters: u32,
    capitals: u32,
    capital: bool,
    digits: bool,
    apostrophe: Option<usize>,
}

/// So many bytes of a word are looked at.
const LONGEST: usize = 64;

impl Spelling {
    fn new() -> Self {
        Self {
            bytes: [0; LONGEST],
            hashes: [hash::fnv(&[]); LONGEST + 1],
            length: 0,
            letters: 0,
            capitals: 0,
            capital: false,
            digits: false,
            apostrophe: None,
        }
    }

    fn clear(&mut self) {
        self.length = 0;
        self.letters = 0;
        self.capitals = 0;
        self.digits = false;
        self.apostrophe = None;
    }

    /// Takes in the ASCII letters and digits that stand there; answers how many.
    fn run(&mut self, bytes: &[u8]) -> usize {
        if bytes.first().is_none_or(|byte| small(*byte) == 0) {
            return 0;
        }
        let mut hash = self.hash(self.length);
        let spelt = self.bytes.get_mut(self.length..).unwrap_or_default();
        let hashes = self.hashes.get_mut(self.length + 1..).unwrap_or_default();
        let (mut count, mut capitals, mut digits) = (0, 0, false);
        for (byte, (slot, next)) in bytes.iter().zip(spelt.iter_mut().zip(hashes)) {
            let low = small(*byte);
            if low == 0 {
                break;
            }
            hash = hash::fnv_step(hash, low);
            (*slot, *next) = (low, hash);
            capitals += u32::from(low != *byte);
            digits |= low <= b'9';
            count += 1;
        }
        self.length += count;
        // What is beyond the last place is counted, not kept.
        if self.length == LONGEST {
            for byte in bytes.get(count..).unwrap_or(&[]) {
                let low = small(*byte);
                if low == 0 {
                    break;
                }
                capitals += u32::from(low != *byte);
                digits |= low <= b'9';
                count += 1;
            }
        }
        if self.letters == 0 {
            self.capital = bytes.first().is_some_and(u8::is_ascii_uppercase);
        }
        self.letters += u32::try_from(count).unwrap_or(u32::MAX);
        self.capitals += capitals;
        self.digits |= digits;
        count
    }

    fn letter(&mut self, c: char) {
        if self.letters == 0 {
            self.capital = c.is_uppercase();
        }
        self.letters += 1;
        self.capitals += u32::from(c.is_uppercase());
        for low in c.to_lowercase() {
            for byte in low.encode_utf8(&mut [0; 4]).bytes() {
                self.push(byte);
            }
        }
    }

    fn apostrophe(&mut self) {
        self.apostrophe = self.apostrophe.or(Some(self.length));
        self.push(b'\'');
    }

    fn push(&mut self, byte: u8) {
        let hash = self.hash(self.length);
        if let (Some(slot), Some(next)) = (
            self.bytes.get_mut(self.length),
            self.hashes.get_mut(self.length + 1),
        ) {
            *slot = byte;
            *next = hash::fnv_step(hash, byte);
            self.length += 1;
        }
    }

    fn hash(&self, length: usize) -> u64 {
        self.hashes.get(length).copied().unwrap_or(0)
    }

    /// The word, when there is one.
    fn word(&self) -> Option<Word> {
        if self.letters == 0 {
            return None;
        }
        let cut = self.apostrophe.filter(|at| *at > 0).unwrap_or(self.length);
        let stem = word_class::stem(self.bytes.get(..cut).unwrap_or(&[]));
        Some(Word {
            full: self.hash(cut),
            stem: self.hash(stem),
            letters: self.letters,
            capital: self.capital,
            shouted: self.capitals == self.letters && self.letters >= 4,
            acronym: self.capitals == self.letters && matches!(self.letters, 2 | 3),
            digits: self.digits,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_with_what_they_are_made_of() {
        // Each word: small letters without a possessive ending, stem, letters, marks (C capital, S shouted, A acronym, D digits).
        let check = |piece: &str, wanted: &[(&str, &str, u32, &str)]| {
            let mut found = Vec::new();
            words(piece, |word| found.push(word));
            assert_eq!(found.len(), wanted.len(), "{piece}");
            for (word, (full, stem, letters, marks)) in found.iter().zip(wanted) {
                assert_eq!(word.full, hash::fnv(full.as_bytes()), "{piece}: {full}");
                assert_eq!(word.stem, hash::fnv(stem.as_bytes()), "{piece}: {stem}");
                assert_eq!(word.letters, *letters, "{piece}: {full}");
                let found = [
                    (word.capital, 'C'),
                    (word.shouted, 'S'),
                    (word.acronym, 'A'),
                    (word.digits, 'D'),
                ];
                let found: String = found.iter().filter(|m| m.0).map(|m| m.1).collect();
                assert_eq!(&found, marks, "{piece}: {full}");
            }
        };
        check("", &[]);
        check(" — “…” ", &[]);
        check(
            "Iran’s sanctions, they said.",
            &[
                ("iran", "iran", 5, "C"),
                ("sanctions", "sanction", 9, ""),
                ("they", "they", 4, ""),
                ("said", "said", 4, ""),
            ],
        );
        check(
            "1,500 U.S. NATO",
            &[
                ("1500", "1500", 4, "D"),
                ("us", "us", 2, "CA"),
                ("nato", "nato", 4, "CS"),
            ],
        );
        check(
            "don't O'Brien's",
            &[("don", "don", 4, ""), ("o", "o", 7, "C")],
        );
        check(
            "Çağrı’ya end.Next",
            &[("çağrı", "çağrı", 7, "C"), ("endnext", "endnext", 7, "")],
        );
        check(
            "a-b 'c' 'tis",
            &[
                ("a", "a", 1, ""),
                ("b", "b", 1, ""),
                ("c", "c", 1, ""),
                ("tis", "tis", 3, ""),
            ],
        );
        check(
            &"x".repeat(80),
            &[(&"x".repeat(64), &"x".repeat(64), 80, "")],
        );
    }
}
