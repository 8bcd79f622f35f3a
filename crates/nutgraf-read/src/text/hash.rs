//! Owns: hashes of words and texts: FNV-1a with 64 and 32 bits, its form for public keys, and a quick one for one run.
//! Promises: `fnv`, `fnv_32` and `stable` are the same on every machine and for ever: keys of articles, weights and rows of
//! libraries are made of them.

/// FNV-1a of nothing.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a over some bytes.
pub const fn fnv(mut bytes: &[u8]) -> u64 {
    let mut hash = FNV;
    while let [first, rest @ ..] = bytes {
        hash = fnv_step(hash, *first);
        bytes = rest;
    }
    hash
}

/// The hash of what `hash` is of and one more byte.
#[inline]
pub const fn fnv_step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// The hashes of some words, reckoned when the program is built.
pub const fn fnv_of_all<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut hashes = [0; N];
    let mut at = 0;
    while at < N {
        hashes[at] = fnv(words[at].as_bytes());
        at += 1;
    }
    hashes
}

/// FNV-1a in 32 bits.
pub fn fnv_32(bytes: impl IntoIterator<Item = u8>) -> u32 {
    bytes.into_iter().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// FNV-1a, then mixed so that all bits depend on all bytes.
pub fn stable(bytes: impl IntoIterator<Item = u8>) -> u64 {
    let mut running = Running::default();
    bytes.into_iter().for_each(|byte| running.add(byte));
    running.finish()
}

/// A stable hash that is being made.
pub(crate) struct Running(u64);

impl Default for Running {
    fn default() -> Self {
        Self(FNV)
    }
}

impl Running {
    /// Takes one byte in.
    pub(crate) fn add(&mut self, byte: u8) {
        self.0 = fnv_step(self.0, byte);
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

/// A hash for look-ups within one run: eight bytes a step. Not for keeping.
pub(crate) fn quick(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let last = rest
        .iter()
        .fold(1, |word, byte| word << 8 | u64::from(*byte));
    let step =
        |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = words
        .iter()
        .fold(0, |hash, word| step(hash, u64::from_le_bytes(*word)));
    mix(step(hash, last))
}

#[cfg(test)]
mod tests {
    use super::*;

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
                stable(text.bytes()),
                wanted,
                "{text} {:x}",
                stable(text.bytes())
            );
        }
    }
}
