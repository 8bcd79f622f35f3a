//! Owns: the stable hash and the fingerprint of a text; folding itself is `model::fold`.
//! May import: `model::fold`.
//! Promises: `hash` never changes: public keys of articles are made of it.

pub use crate::model::fold::fold;

/// A stable 64-bit hash: FNV-1a over the bytes, then the `MurmurHash3` finaliser so that all bits depend on all bytes.
pub fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    let mut running = Running::default();
    bytes.into_iter().for_each(|byte| running.add(byte));
    running.finish()
}

/// The same for texts that differ only in case, accents, punctuation or white space. A text without any letter or
/// digit has the fingerprint of the empty text.
pub fn fingerprint(text: &str) -> u64 {
    let mut running = Running::default();
    if text.is_ascii() {
        words(
            text.bytes().map(|b| char::from(b.to_ascii_lowercase())),
            &mut running,
        );
    } else {
        words(fold(text).chars(), &mut running);
    }
    running.finish()
}

/// Feeds letters and digits, one blank between words.
fn words(chars: impl Iterator<Item = char>, running: &mut Running) {
    let (mut gap, mut any) = (false, false);
    for c in chars {
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && any {
            running.add(b' ');
        }
        (gap, any) = (false, true);
        let mut buffer = [0; 4];
        c.encode_utf8(&mut buffer)
            .bytes()
            .for_each(|byte| running.add(byte));
    }
}

/// A hash that is being made.
pub(crate) struct Running(u64);

impl Default for Running {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Running {
    /// Takes one byte in.
    pub(crate) fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }

    /// The hash of what was taken in.
    pub(crate) fn finish(&self) -> u64 {
        mix(self.0)
    }
}

/// Spreads every bit of a number over all bits; a bijection (the finaliser of `MurmurHash3`).
pub(crate) fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
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

    #[test]
    fn the_hash_is_the_same_for_ever() {
        for (text, wanted) in [
            ("", 0xefd0_1f60_ba99_2926),
            ("a", 0x82a2_a958_a9be_ce5b),
            (
                "https://example.org/2022/07/15/talks",
                0x4e1c_b1fe_3384_e009,
            ),
        ] {
            assert_eq!(
                hash(text.bytes()),
                wanted,
                "{text} {:x}",
                hash(text.bytes())
            );
        }
    }
}
