//! Owns: the small words that running text is full of and menus are not.
//! Promises: a look-up costs a few nanoseconds; words of at most seven letters, without regard to ASCII case.

/// The function words of English and of six more languages that news is read in.
const WORDS: &str = "a about after all also an and any are as at be because been before being both but by can could did do \
does during each for from had has have he her him his how i if in into is it its just may me more most my no not of on one or \
other our out over own she should so some such than that the their them then there these they this those to too under until up \
us was we were what when where which while who whom why will with would you your said says \
der die das und ist nicht von zu den mit sich auf für dem des ein eine einer einen auch es im als wie nach bei aus sind wird war \
hat dass sie er wir ich noch nur über vor durch \
le la les de du et est un une dans pour qui que sur au aux pas par plus avec ce il elle nous vous sont ont été mais ou où se sa son \
el los las del y en una por con para su sus lo como al más pero este esta fue ha son \
il di che è per non sono della del dei nel alla da ma anche lo gli si \
het een van niet dat op te voor zijn met die aan ook er maar om bij uit \
o os da do das dos em não uma na no com foi mais ao pelo pela";

/// A set of short words, packed into numbers.
#[derive(Debug)]
pub(crate) struct StopWords {
    slots: Vec<u64>,
}

const SLOTS: usize = 2048;

impl StopWords {
    /// Makes the set.
    pub(crate) fn new() -> Self {
        let mut slots = vec![0; SLOTS];
        for word in WORDS.split_whitespace() {
            let Some(key) = pack(word.as_bytes()) else {
                continue;
            };
            put(&mut slots, key);
        }
        Self { slots }
    }

    /// Whether the word with this key (see `pack`) is in the set.
    pub(crate) fn has_key(&self, key: u64) -> bool {
        has(&self.slots, key)
    }
}

/// Puts a key into a table that has room left: at its place, or the next free one after it.
pub(crate) const fn put(slots: &mut [u64], key: u64) {
    let mut at = place(key, slots.len());
    while slots[at] != 0 && slots[at] != key {
        at = (at + 1) % slots.len();
    }
    slots[at] = key;
}

/// Whether a key was put into a table that has room left.
pub(crate) fn has(slots: &[u64], key: u64) -> bool {
    let mut at = place(key, slots.len());
    while slots[at] != 0 && slots[at] != key {
        at = (at + 1) % slots.len();
    }
    slots[at] == key
}

/// Up to seven bytes in lower case, and their count, as one number that is never 0.
pub(crate) fn pack(word: &[u8]) -> Option<u64> {
    let letters = word.iter().fold(0, |key, byte| {
        key << 8 | u64::from(byte.to_ascii_lowercase())
    });
    keyed(letters, word.len())
}

/// The key of a word whose last bytes in lower case are packed in `letters` already.
pub(crate) fn keyed(letters: u64, length: usize) -> Option<u64> {
    (1..=7)
        .contains(&length)
        .then(|| (length as u64) << (8 * length) | letters)
}

/// The key of a short word in lower case, as `pack` makes it.
pub(crate) const fn key(word: &[u8]) -> u64 {
    let mut key = word.len() as u64;
    let mut at = 0;
    while at < word.len() {
        key = key << 8 | word[at] as u64;
        at += 1;
    }
    key
}

const fn place(key: u64, slots: usize) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize % slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_are_known() {
        let words = StopWords::new();
        let has = |word: &str| pack(word.as_bytes()).is_some_and(|key| words.has_key(key));
        for (word, known) in [
            ("the", true),
            ("The", true),
            ("für", true),
            ("Tehran", false),
            ("", false),
            ("thelongest", false),
        ] {
            assert_eq!(has(word), known, "{word}");
        }
        assert!(WORDS.split_whitespace().all(|w| w.len() > 7 || has(w)));
    }
}
