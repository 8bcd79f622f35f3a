//! Owns: folding for matching, the stable hash, and the fingerprint of a text.
//! May import: nothing.
//! Promises: `hash` never changes: public keys of articles are made of it.

use unicode_normalization::UnicodeNormalization;

/// Lower case without accents, for matching: `Mbappé` and `MBAPPE` fold to `mbappe`, `’` to `'`. Letters that Unicode
/// does not take apart but readers do are taken apart too (`ø`, `ł`, `ß`).
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    fold_each(text, |c| out.push(c));
    out
}

/// Calls `each` with every character of the folded text.
pub(crate) fn fold_each(text: &str, mut each: impl FnMut(char)) {
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = rest
            .bytes()
            .position(|b| !b.is_ascii())
            .unwrap_or(rest.len());
        let (head, tail) = rest.split_at_checked(ascii).unwrap_or((rest, ""));
        head.bytes()
            .for_each(|b| each(char::from(b.to_ascii_lowercase())));
        // Marks follow their letter, so the run of other characters is taken apart as a whole.
        let other = tail
            .bytes()
            .position(|b| b.is_ascii())
            .unwrap_or(tail.len());
        let (run, after) = tail.split_at_checked(other).unwrap_or((tail, ""));
        for c in run.nfkd() {
            fold_char(c, &mut each);
        }
        rest = after;
    }
}

fn fold_char(c: char, each: &mut impl FnMut(char)) {
    match c {
        _ if is_accent(c) => {}
        '’' | '‘' | 'ʼ' | '`' => each('\''),
        '“' | '”' => each('"'),
        '‐' | '‑' | '–' | '—' => each('-'),
        'ß' | 'ẞ' => "ss".chars().for_each(each),
        'æ' | 'Æ' => "ae".chars().for_each(each),
        'œ' | 'Œ' => "oe".chars().for_each(each),
        'þ' | 'Þ' => "th".chars().for_each(each),
        'ø' | 'Ø' => each('o'),
        'ł' | 'Ł' => each('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => each('d'),
        'ı' => each('i'),
        _ => c.to_lowercase().filter(|c| !is_accent(*c)).for_each(each),
    }
}

/// Combining accents of Latin, Greek and Cyrillic, vowel points of Arabic and Hebrew: what readers leave out.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// A stable 64-bit hash: FNV-1a over the bytes, then the `MurmurHash3` finaliser so that all bits depend on all bytes.
pub fn hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        h = (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    mix(h)
}

/// Spreads every bit of a number over all bits; a bijection (the finaliser of `MurmurHash3`).
pub(crate) fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

/// The same for texts that differ only in case, accents, punctuation or white space. A text without any letter or
/// digit has the fingerprint of the empty text.
pub fn fingerprint(text: &str) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    let mut gap = false;
    let mut any = false;
    fold_each(text, |c| {
        if !c.is_alphanumeric() {
            gap = true;
            return;
        }
        let mut add = |byte: u8| h = (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        if gap && any {
            add(b' ');
        }
        (gap, any) = (false, true);
        let mut buffer = [0; 4];
        c.encode_utf8(&mut buffer).bytes().for_each(add);
    });
    mix(h)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_takes_case_and_accents_off() {
        for (text, wanted) in [
            ("Tehran", "tehran"),
            ("Raïssi", "raissi"),
            ("Çavuşoğlu", "cavusoglu"),
            ("Łódź Øre Straße", "lodz ore strasse"),
            ("İstanbul", "istanbul"),
            ("Iran’s", "iran's"),
            ("Baqeri–Kani", "baqeri-kani"),
            ("e\u{301}", "e"),
            ("ﬁne", "fine"),
            ("日本", "日本"),
            ("", ""),
        ] {
            assert_eq!(fold(text), wanted);
        }
    }

    #[test]
    fn fingerprints_ignore_what_readers_ignore() {
        let base = fingerprint("Iran's talks, resumed.");
        assert_eq!(base, fingerprint("  IRAN’S talks —\n resumed"));
        assert_ne!(base, fingerprint("Iran's talks resume"));
        assert_ne!(fingerprint("ab c"), fingerprint("a bc"));
        assert_eq!(fingerprint(""), fingerprint(" — "));
    }

    #[test]
    fn the_hash_is_the_same_for_ever() {
        assert_eq!(hash(*b""), 0xefd0_1f60_ba99_2926);
        assert_eq!(
            hash(*b"https://example.org/a"),
            hash(*b"https://example.org/a")
        );
    }
}
