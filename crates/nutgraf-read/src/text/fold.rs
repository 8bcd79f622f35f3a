//! Owns: fingerprints of texts and hashes of their words, by what is left when they are folded (`model::fold`).
//! Promises: fingerprints never change: public keys of articles are made of them.

use crate::model::fold::fold_into;
use crate::text::hash::Running;

pub use crate::model::fold::fold;

/// A stable hash that is the same for texts that differ only in case, accents, punctuation or white space. A text without any letter or
/// digit has the fingerprint of the empty text.
pub fn fingerprint(text: &str) -> u64 {
    let mut words = Words::default();
    let mut folded = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().position(|b| !b.is_ascii());
        let (plain, other) = rest
            .split_at_checked(plain.unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        words.add_ascii(plain.as_bytes());
        let end = other.bytes().position(|b| b.is_ascii());
        let (other, after) = other
            .split_at_checked(end.unwrap_or(other.len()))
            .unwrap_or((other, ""));
        // Folding looks at one character at a time, so that it may be done piece by piece.
        folded.clear();
        fold_into(other, &mut folded);
        for c in folded.chars() {
            words.add(c);
        }
        rest = after;
    }
    words.running.finish()
}

/// Calls `each` with a hash of every word: a run of letters and digits, folded. Quicker than a walk over tokens.
pub(crate) fn each_word(text: &str, mut each: impl FnMut(u64)) {
    let mut running = Running::default();
    let mut inside = false;
    let mut folded = String::new();
    let mut end = |running: &mut Running, inside: &mut bool| {
        if *inside {
            each(running.finish());
            *running = Running::default();
            *inside = false;
        }
    };
    for chunk in text
        .as_bytes()
        .chunk_by(|a, b| a.is_ascii() == b.is_ascii())
    {
        if chunk.is_ascii() {
            for byte in chunk {
                if byte.is_ascii_alphanumeric() {
                    running.add(byte.to_ascii_lowercase());
                    inside = true;
                } else {
                    end(&mut running, &mut inside);
                }
            }
            continue;
        }
        folded.clear();
        if let Ok(chunk) = std::str::from_utf8(chunk) {
            fold_into(chunk, &mut folded);
        }
        for c in folded.chars() {
            if c.is_alphanumeric() {
                let mut buffer = [0; 4];
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    running.add(byte);
                }
                inside = true;
            } else {
                end(&mut running, &mut inside);
            }
        }
    }
    end(&mut running, &mut inside);
}

/// Takes letters and digits in, one blank between words.
#[derive(Default)]
struct Words {
    running: Running,
    gap: bool,
    any: bool,
}

impl Words {
    /// Written down first, without a branch: where words end cannot be guessed.
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "the lazy operator is a branch that is guessed wrong at every other word"
    )]
    fn add_ascii(&mut self, bytes: &[u8]) {
        const PIECE: usize = 128;
        let mut folded = [b' '; PIECE + 2];
        for piece in bytes.chunks(PIECE) {
            let mut end = usize::from(self.gap);
            let mut blank = self.gap || !self.any;
            for byte in piece {
                let letter = LETTERS[usize::from(*byte)];
                if let Some(slot) = folded.get_mut(end) {
                    *slot = letter;
                }
                let still_blank = blank & (letter == b' ');
                blank = letter == b' ';
                end += usize::from(!still_blank);
            }
            // A blank at the end waits for another word.
            end -= usize::from(blank && end > 0);
            self.any |= end > 0;
            self.gap = blank && self.any;
            for byte in folded.get(..end).unwrap_or(&[]) {
                self.running.add(*byte);
            }
            folded[0] = b' ';
        }
    }

    fn add(&mut self, c: char) {
        if !c.is_alphanumeric() {
            self.gap = true;
            return;
        }
        self.open();
        let mut buffer = [0; 4];
        for byte in c.encode_utf8(&mut buffer).bytes() {
            self.running.add(byte);
        }
    }

    fn open(&mut self) {
        if self.gap && self.any {
            self.running.add(b' ');
        }
        (self.gap, self.any) = (false, true);
    }
}

/// ASCII letters and digits in lower case, a blank for all else.
const LETTERS: [u8; 256] = lower_case(b' ');

/// For each byte, itself in lower case when it is an ASCII letter or digit, `other` when not.
pub const fn lower_case(other: u8) -> [u8; 256] {
    let mut table = [other; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
}

/// Whether two texts can have the same fingerprint at all: a quick look at how they open.
pub(crate) fn may_be_alike(a: &str, b: &str) -> bool {
    let opening = |text: &str| {
        text.bytes()
            .find(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
    };
    match (opening(a), opening(b)) {
        // What stands beyond ASCII may fold to anything, even to nothing.
        (Some(a), Some(b)) => a >= 0x80 || b >= 0x80 || a.eq_ignore_ascii_case(&b),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_ignore_what_readers_ignore() {
        let base = fingerprint("Iran's talks, resumed.");
        assert_eq!(base, fingerprint("  IRAN’S talks —\n resumed"));
        assert_ne!(base, fingerprint("Iran's talks resume"));
        assert_ne!(fingerprint("ab c"), fingerprint("a bc"));
        assert_eq!(fingerprint("Raïssi"), fingerprint("raissi"));
        assert_eq!(fingerprint(""), fingerprint(" — "));
    }
}
