//! Owns: by what an article is known again: hashes of its URL, its text and its keys, and the digest of a document.
//! Promises: the hashes stand in files and therefore never change; they depend on nothing but the bytes.

use nutgraf_read::model::article::Meta;
use nutgraf_read::model::identity::compared;

/// Texts shorter than this many letters and digits are too common to tell articles apart ("Photo gallery").
const TELLING: u64 = 120;

/// Two dated articles with the same text are no copies of each other when more than this lies between them: the same notice
/// can appear again and again.
pub(crate) const SAME_TEXT_SECONDS: i64 = 3 * 24 * 3600;

/// The mark of a further key.
pub(crate) fn of_key(key: &str) -> i64 {
    hash(b'k', key.bytes())
}

/// The mark of an entry's guid.
pub(crate) fn of_guid(guid: u64) -> i64 {
    hash(b'g', guid.to_le_bytes().into_iter())
}

/// The mark of an address as it is compared (`nutgraf_read::model::identity`).
pub(crate) fn of_address(compared: &str) -> i64 {
    hash(b'u', compared.bytes())
}

/// The marks of an address as it is written: as it is compared, and as older libraries compared it, parameters that only say
/// where a reader came from and all.
pub(crate) fn of_url(url: &str) -> impl Iterator<Item = i64> {
    let now = compared(url, false).as_deref().map(of_address);
    now.into_iter().chain(of_older_url(url))
}

/// The mark of an address as older libraries compared it, where that is another.
pub(crate) fn of_older_url(url: &str) -> Option<i64> {
    let older = url.split_once("://").map_or(url, |(_, rest)| rest);
    let older = older.strip_prefix("www.").unwrap_or(older);
    let older = older
        .split('#')
        .next()
        .unwrap_or(older)
        .trim_end_matches('/');
    let is_other = compared(url, false).as_deref() != Some(older);
    (!older.is_empty() && is_other).then(|| of_address(older))
}

/// The mark of a text, by its letters and digits alone and in lower case; `None` for one that tells too little.
pub(crate) fn of_text(text: &str) -> Option<i64> {
    let mut state = Hash::new(b't');
    let mut letters = 0;
    // Eight letters at a time: this runs over every text that comes in.
    let mut word = 0u64;
    let mut push = |byte: u8| {
        letters += 1;
        word = word << 8 | u64::from(byte);
        if letters % 8 == 0 {
            state.mix(word);
            word = 0;
        }
    };
    for piece in text.split_inclusive(|c: char| !c.is_ascii()) {
        for byte in piece.bytes().filter(u8::is_ascii_alphanumeric) {
            push(byte.to_ascii_lowercase());
        }
        let last = piece.chars().next_back().filter(|c| !c.is_ascii());
        for lower in last.into_iter().filter(|c| c.is_alphanumeric()) {
            for lower in lower.to_lowercase() {
                lower.encode_utf8(&mut [0; 4]).bytes().for_each(&mut push);
            }
        }
    }
    state.mix(word);
    state.mix(letters);
    (letters >= TELLING).then(|| state.finish())
}

/// What stands in a headline's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Headings<'a> {
    /// The headline.
    pub title: &'a str,
    /// The author.
    pub byline: Option<&'a str>,
    /// The publisher.
    pub source: Option<&'a str>,
    /// The address.
    pub url: Option<&'a str>,
    /// The language.
    pub language: Option<&'a str>,
    /// Seconds since 1970.
    pub published: Option<i64>,
}

impl<'a> From<&'a Meta> for Headings<'a> {
    fn from(meta: &'a Meta) -> Self {
        Self {
            title: &meta.title,
            byline: meta.byline.as_deref(),
            source: meta.source.as_deref(),
            url: meta.url.as_deref(),
            language: meta.language.as_deref(),
            published: meta.published.map(|m| m.0),
        }
    }
}

/// The digest of all that is stored of a document: equal exactly when storing it again would change nothing, and the
/// proof that nothing was damaged.
pub(crate) fn digest(headings: &Headings<'_>, details: &[u8], body: &[u8]) -> i64 {
    let mut state = Hash::new(b'd');
    state.bytes(headings.title.as_bytes());
    for part in [
        headings.byline,
        headings.source,
        headings.url,
        headings.language,
    ] {
        state.bytes(part.unwrap_or("\0").as_bytes());
    }
    state.mix(headings.published.unwrap_or(i64::MIN).cast_unsigned());
    state.bytes(details);
    state.bytes(body);
    state.finish()
}

fn hash(kind: u8, bytes: impl Iterator<Item = u8>) -> i64 {
    let mut state = Hash::new(kind);
    for byte in bytes {
        state.push(u32::from(byte));
    }
    state.finish()
}

/// A 64-bit multiply-and-rotate hash with the finish of `MurmurHash3`: fast on short pieces, and ours to keep.
struct Hash(u64);

impl Hash {
    fn new(kind: u8) -> Self {
        Self(0x9e37_79b9_7f4a_7c15 ^ u64::from(kind))
    }

    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn push(&mut self, word: u32) {
        self.mix(u64::from(word));
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.mix(bytes.len() as u64);
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        for byte in rest {
            self.push(u32::from(*byte));
        }
    }

    fn finish(&self) -> i64 {
        let mut h = self.0;
        h ^= h >> 33;
        h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
        h ^= h >> 33;
        h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        h ^= h >> 33;
        h.cast_signed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_as_older_libraries_knew_them_too() {
        let marks = |url| of_url(url).collect::<Vec<i64>>();
        assert_eq!(
            marks("https://www.example.org/a/"),
            [of_address("example.org/a")]
        );
        assert_eq!(
            marks("http://e.org/a?utm_source=x#y"),
            [of_address("e.org/a"), of_address("e.org/a?utm_source=x")]
        );
        assert!(marks("https://").is_empty());
    }

    #[test]
    fn a_text_is_known_by_its_letters() {
        let long = "Ministers met in Vienna. ".repeat(9);
        let spaced = long.replace(' ', "\n\n").replace('.', " …").to_uppercase();
        assert_eq!(of_text(&long), of_text(&spaced));
        assert_ne!(of_text(&long), of_text(&long.replace("Vienna", "Geneva")));
        assert_eq!(of_text("Photo gallery"), None);
    }

    #[test]
    fn the_hashes_stand_in_files_and_stay() {
        assert_eq!(of_key("a"), hash(b'k', b"a".iter().copied()));
        assert_ne!(of_key("a"), of_address("a"));
        assert_ne!(of_guid(7), of_key("7"));
    }
}
