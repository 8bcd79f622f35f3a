//! Owns: the counts over the bytes of a line, in one pass.
//! Promises: linear, nothing is allocated.

use crate::text::phrase::{Opens, Phrases};
use crate::text::stopword::{self, StopWords, key};

/// What was counted in a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one sign that a line holds or not"
)]
pub(crate) struct Count {
    /// Words.
    pub words: u32,
    /// Small words.
    pub stops: u32,
    /// Words that start with a capital.
    pub uppers: u32,
    /// Capital letters.
    pub capitals: u32,
    /// Letters.
    pub letters: u32,
    /// Digits.
    pub digits: u32,
    /// Signs that running text has none of.
    pub symbols: u32,
    /// Bars, slashes, bullets, arrows.
    pub separators: u32,
    /// Commas.
    pub commas: u32,
    /// Sentence ends inside the line.
    pub stops_inside: u32,
    /// "You" and "your".
    pub you: u32,
    /// "I", "me", "my".
    pub me: u32,
    /// Something like a web or mail address.
    pub address: bool,
    /// A double quotation mark.
    pub quote: bool,
    /// The sign of copyright.
    pub copyright: bool,
    /// A place that a template has not filled in.
    pub template: bool,
}

/// What is noted of a line's words besides.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    /// Slots of those that carry meaning (see `Vocabulary`), line after line.
    pub content: Vec<u16>,
    /// Those of this line that may open a phrase.
    pub opens: Vec<Opens>,
}

impl Count {
    /// Counts, and notes the words.
    pub(crate) fn of(text: &str, stops: &StopWords, phrases: &Phrases, notes: &mut Notes) -> Self {
        let mut count = Self::default();
        let bytes = text.as_bytes();
        let mut wide = false;
        let mut at = 0;
        notes.opens.clear();
        while let Some(&byte) = bytes.get(at) {
            if !STARTS[usize::from(byte)] {
                if byte != b' ' {
                    count.sign(byte, bytes, at);
                }
                at += 1;
                continue;
            }
            let from = at;
            let mut key = 0u64;
            let mut word_sums = Sums::default();
            loop {
                let rest = bytes.get(at..).unwrap_or(&[]);
                let (mut packed, mut taken) = (0u32, 0);
                for byte in rest.get(..FULL).unwrap_or(rest) {
                    let low = PARTS[usize::from(*byte)];
                    if low == 0 {
                        break;
                    }
                    key = key << 8 | u64::from(low);
                    packed += SUMS[usize::from(*byte)];
                    taken += 1;
                }
                at += taken;
                word_sums.take(packed);
                if taken < FULL {
                    break;
                }
            }
            let word_wide = word_sums.wide > 0;
            wide |= word_wide;
            count.letters += word_sums.letters;
            count.capitals += word_sums.capitals;
            count.digits += word_sums.digits;
            let word = bytes.get(from..at).unwrap_or(&[]);
            let small = if word_wide {
                count.wide_word(word, stops)
            } else {
                count.word(word, stopword::keyed(key, word.len()), stops)
            };
            if word.len() >= 4 && !small && word_sums.letters > 0 {
                notes.content.push(slot(key));
            }
            let plain = word_sums.letters + word_sums.digits;
            if !word_wide && usize::try_from(plain) == Ok(word.len()) {
                phrases.note(from, at, key, &mut notes.opens);
            } else {
                // Phrases part words at apostrophes and curly signs.
                phrases.note_all(bytes.get(..at).unwrap_or(bytes), from, &mut notes.opens);
            }
        }
        if wide {
            count.wide_signs(bytes);
        }
        count
    }

    /// Whether it is a small word.
    fn word(&mut self, word: &[u8], key: Option<u64>, stops: &StopWords) -> bool {
        self.words += 1;
        self.uppers += u32::from(word.first().is_some_and(u8::is_ascii_uppercase));
        let Some(key) = key else {
            return false;
        };
        let small = stops.has_key(key);
        self.stops += u32::from(small);
        self.you += u32::from(YOU.contains(&key));
        self.me += u32::from(ME.contains(&key));
        small
    }

    /// A word with a byte above ASCII, which may be a curly quote.
    fn wide_word(&mut self, word: &[u8], stops: &StopWords) -> bool {
        let signs_only = word.len() == 3 && word.starts_with(&[0xe2, 0x80]);
        if signs_only {
            return true;
        }
        let bare = word
            .strip_prefix(&[0xe2, 0x80, 0x9c])
            .or_else(|| word.strip_prefix(&[0xe2, 0x80, 0x98]))
            .unwrap_or(word);
        self.word(bare, stopword::pack(bare), stops)
    }

    fn sign(&mut self, byte: u8, bytes: &[u8], at: usize) {
        match byte {
            b'\'' | b'-' | b':' | b';' | b'(' | b')' | b'\n' | b'\t' => {}
            b',' => self.commas += 1,
            b'.' | b'!' | b'?' => {
                let next = bytes.get(at + 1) == Some(&b' ')
                    && bytes.get(at + 2).is_some_and(u8::is_ascii_uppercase);
                self.stops_inside += u32::from(next);
                let inner = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_lowercase);
                // `site.com`, `index.html`
                self.address |=
                    byte == b'.' && at > 1 && inner(at - 1) && inner(at + 1) && inner(at + 2);
            }
            b'"' => self.quote = true,
            b'@' => self.address = true,
            b'|' | b'/' | b'>' | b'<' => {
                self.separators += 1;
                self.symbols += 1;
                self.address |= byte == b'/' && bytes.get(at + 1) == Some(&b'/');
            }
            b'%' | b'{' => {
                self.symbols += 1;
                self.template |= match bytes.get(at + 1) {
                    Some(b's' | b'd') => byte == b'%',
                    Some(b'{') => byte == b'{',
                    _ => false,
                };
            }
            _ => self.symbols += 1,
        }
    }

    /// Signs of two and three bytes.
    fn wide_signs(&mut self, bytes: &[u8]) {
        for at in memchr::memchr2_iter(0xc2, 0xe2, bytes) {
            match bytes.get(at..).unwrap_or(&[]) {
                [0xc2, 0xa9, ..] => self.copyright = true,
                // « » · › • → ↑ ▼ ★
                [0xc2, 0xab | 0xbb | 0xb7, ..]
                | [0xe2, 0x80, 0xba | 0xa2, ..]
                | [0xe2, 0x86, 0x92 | 0x91, ..]
                | [0xe2, 0x96, 0xbc, ..]
                | [0xe2, 0x98, 0x85, ..] => self.separators += 1,
                // “ ”
                [0xe2, 0x80, 0x9c | 0x9d, ..] => self.quote = true,
                _ => {}
            }
        }
    }
}

/// Words that stand in the running text of a document: how often, by slot. Two words may share a slot, which blurs a
/// share of common words a little and does no harm.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    times: Vec<u16>,
}

const SLOTS: usize = 1 << 12;

/// The slot of a word, by its last eight bytes in lower case.
fn slot(key: u64) -> u16 {
    u16::try_from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52).unwrap_or(0)
}

impl Vocabulary {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self {
            times: vec![0; SLOTS],
        }
    }

    /// Takes the words of a line in.
    pub(crate) fn add(&mut self, words: &[u16]) {
        for word in words {
            if let Some(times) = self.times.get_mut(usize::from(*word)) {
                *times = times.saturating_add(1);
            }
        }
    }

    /// How many of a line's words stand here more than `own` times.
    pub(crate) fn shared(&self, words: &[u16], own: u16) -> u32 {
        let known = |word: &&u16| {
            self.times
                .get(usize::from(**word))
                .is_some_and(|n| *n > own)
        };
        u32::try_from(words.iter().filter(known).count()).unwrap_or(u32::MAX)
    }
}

const fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// For each byte, whether a word may start with it.
const STARTS: [bool; 256] = {
    let mut starts = [false; 256];
    let mut byte = 0u8;
    loop {
        starts[byte as usize] = is_part(byte);
        if byte == u8::MAX {
            break starts;
        }
        byte += 1;
    }
};

/// What is counted in a word.
#[derive(Default)]
struct Sums {
    letters: u32,
    capitals: u32,
    digits: u32,
    /// Bytes above ASCII.
    wide: u32,
}

/// So many bytes are counted side by side before one of the packed sums could be full.
const FULL: usize = 255;

impl Sums {
    fn take(&mut self, packed: u32) {
        let [letters, capitals, digits, wide] = packed.to_le_bytes().map(u32::from);
        self.letters += letters;
        self.capitals += capitals;
        self.digits += digits;
        self.wide += wide;
    }
}

/// For each byte, itself in lower case; 0 when it is no part of a word.
const PARTS: [u8; 256] = {
    let mut parts = [0; 256];
    let mut byte = 0u8;
    loop {
        // An apostrophe inside belongs to the word.
        if is_part(byte) || byte == b'\'' {
            parts[byte as usize] = byte.to_ascii_lowercase();
        }
        if byte == u8::MAX {
            break parts;
        }
        byte += 1;
    }
};

/// For each byte, what it adds to the packed sums of a word.
const SUMS: [u32; 256] = {
    let mut sums = [0; 256];
    let mut byte = 0u8;
    loop {
        // Bytes of other scripts count as letters; the few signs among them hardly matter.
        let letter = (byte.is_ascii_alphabetic() || byte >= 0xc0) as u32;
        let capital = byte.is_ascii_uppercase() as u32;
        let digit = byte.is_ascii_digit() as u32;
        let wide = (byte >= 0x80) as u32;
        sums[byte as usize] = letter | capital << 8 | digit << 16 | wide << 24;
        if byte == u8::MAX {
            break sums;
        }
        byte += 1;
    }
};

const YOU: [u64; 3] = [key(b"you"), key(b"your"), key(b"yours")];
const ME: [u64; 5] = [key(b"i"), key(b"me"), key(b"my"), key(b"i'm"), key(b"lol")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lexicon::LexiconFiles;

    fn count(text: &str, notes: &mut Notes) -> Count {
        let phrases = Phrases::new(&LexiconFiles::default());
        Count::of(text, &StopWords::new(), &phrases, notes)
    }

    #[test]
    fn counts_of_lines() {
        let base = Count::default();
        for (text, wanted) in [
            ("", base),
            (
                "The “end” of it, you said.",
                Count {
                    words: 6,
                    stops: 5,
                    uppers: 1,
                    capitals: 1,
                    // Each curly quote counts as one.
                    letters: 19,
                    commas: 1,
                    you: 1,
                    quote: true,
                    ..base
                },
            ),
            (
                "Home › News | © 2024 {{site}}",
                Count {
                    words: 5,
                    uppers: 2,
                    capitals: 2,
                    letters: 14,
                    digits: 4,
                    symbols: 5,
                    separators: 2,
                    copyright: true,
                    template: true,
                    ..base
                },
            ),
            (
                "I don't. See a@b or //x.com/html",
                Count {
                    words: 9,
                    stops: 4,
                    uppers: 2,
                    capitals: 2,
                    letters: 20,
                    symbols: 3,
                    separators: 3,
                    stops_inside: 1,
                    me: 1,
                    address: true,
                    ..base
                },
            ),
        ] {
            let got = count(text, &mut Notes::default());
            assert_eq!(got, wanted, "{text}");
        }
    }

    #[test]
    fn words_without_an_end_are_counted() {
        let (letters, digits) = ("Aé".repeat(50_000), "7".repeat(100_000));
        let count = count(&(letters + &digits), &mut Notes::default());
        assert_eq!((count.words, count.capitals), (1, 50_000));
        assert_eq!((count.letters, count.digits), (100_000, 100_000));
    }

    #[test]
    fn words_of_the_running_text_are_known_again() {
        let words = |text: &str| {
            let mut notes = Notes::default();
            count(text, &mut notes);
            notes.content
        };
        let mut all = Vocabulary::new();
        let own = words("The ministers discussed oil exports with Šefčovič.");
        all.add(&own);
        assert_eq!(all.shared(&own, 1), 0);
        all.add(&words("Oil exports matter, said Šefčovič."));
        assert_eq!(all.shared(&own, 1), 2);
        assert_eq!(
            all.shared(&words("More stories about celebrity diets"), 0),
            0
        );
        assert_eq!(all.shared(&words("MINISTERS and 2024 the it"), 0), 1);
    }
}
