//! Owns: letter masks, 64 bits that say which letters a text holds; a quick no for most titles.
//! Promises: when a text holds all letters of a pattern, its mask holds all bits of the pattern's.

/// From this bit on, bytes share bits.
pub(crate) const FIRST_SHARED: u8 = 39;

/// The bit of one byte of folded text: letters and digits have their own, the rest share what is left.
pub(crate) fn bit(byte: u8) -> u64 {
    let place = match byte {
        b'a'..=b'z' => byte - b'a',
        b'0'..=b'9' => 26 + (byte - b'0'),
        b'-' => 36,
        b'\'' => 37,
        b'.' => 38,
        b' ' => return 0,
        _ => FIRST_SHARED + byte % 25,
    };
    1 << place
}

/// The mask of a folded text.
pub(crate) fn of(folded: &str) -> u64 {
    folded.bytes().fold(0, |mask, byte| mask | bit(byte))
}

/// Which of up to 64 masks hold all bits of `wanted`.
pub(crate) fn holding(masks: &[u64], wanted: u64) -> u64 {
    let mut found = 0;
    for (bit, mask) in masks.iter().enumerate() {
        found |= u64::from(mask & wanted == wanted) << bit;
    }
    found
}

/// The mask of the first bytes of a folded text's words.
pub(crate) fn of_starts(folded: &str) -> u64 {
    let bytes = folded.as_bytes();
    let mut mask = 0;
    let mut before = b' ';
    for byte in bytes {
        if !is_word(before) {
            mask |= bit(*byte);
        }
        before = *byte;
    }
    mask
}

/// Whether a byte of folded text belongs to a word. Bytes of multi-byte chars do.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}
