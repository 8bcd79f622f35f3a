//! Owns: `Openings`, by which most texts are told from all of some wordings with one look at their first word or two.
//! Promises: what opens with a wording, whatever the size of its letters, may open; a few others may, too.

/// The beginnings of wordings, folded into a small table.
#[derive(Clone, Debug)]
pub(crate) struct Openings {
    slots: Vec<u64>,
}

const SLOTS: usize = 1 << 14;
/// How many bytes of a word count.
const BYTES: usize = 5;

impl Default for Openings {
    fn default() -> Self {
        Self {
            slots: vec![0; SLOTS / 64],
        }
    }
}

impl Openings {
    /// Takes in a wording in small letters.
    pub(crate) fn add(&mut self, wording: &str) {
        // Letters beyond ASCII are compared as they are, so that the large ones are taken in, too.
        let mut chars = wording.chars();
        let first = chars.next().into_iter().flat_map(char::to_uppercase);
        let large: String = first.chain(chars).collect();
        for text in [wording, &large, &wording.to_uppercase()] {
            // Wordings have straight apostrophes, texts both.
            for text in [text.to_owned(), text.replace('\'', "’")] {
                let (word, more) = keys(&text);
                let (at, bit) = place(more.unwrap_or(word));
                if let Some(slot) = self.slots.get_mut(at) {
                    *slot |= bit;
                }
            }
        }
    }

    /// Whether a text may open with one of the wordings.
    pub(crate) fn may_open(&self, text: &str) -> bool {
        let (word, more) = keys(text);
        self.has(word) || more.is_some_and(|more| self.has(more))
    }

    fn has(&self, key: u64) -> bool {
        let (at, bit) = place(key);
        self.slots.get(at).is_some_and(|slot| slot & bit != 0)
    }
}

/// The first word of a text, of a sign the sign; and of a short one with the beginning of the next: `the`, `the pos`.
fn keys(text: &str) -> (u64, Option<u64>) {
    /// So many bytes has a short word at most, and so many of the next one count.
    const SHORT: usize = 3;
    let bytes = text.as_bytes();
    let mut key = 0_u64;
    let mut length = 0;
    for byte in bytes.iter().take(BYTES) {
        let of_word = byte.is_ascii_alphanumeric() || *byte >= 0x80;
        if length > 0 && !of_word {
            break;
        }
        key = key << 8 | u64::from(byte.to_ascii_lowercase());
        length += 1;
        if !of_word {
            return (key, None);
        }
    }
    let next = match bytes.get(length..length + 1 + SHORT) {
        Some([b' ', next @ ..]) if length <= SHORT => next,
        _ => return (key, None),
    };
    let more = next
        .iter()
        .try_fold(key << 8 | u64::from(b' '), |key, byte| {
            let plain = byte.is_ascii_alphanumeric();
            plain.then(|| key << 8 | u64::from(byte.to_ascii_lowercase()))
        });
    (key, more)
}

/// Where a key has its bit.
fn place(key: u64) -> (usize, u64) {
    let slot = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50;
    let slot = usize::try_from(slot).unwrap_or(0) % SLOTS;
    (slot / 64, 1 << (slot % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_open_is_told_by_its_first_words() {
        let mut openings = Openings::default();
        for wording in [
            "read more",
            "(c) ",
            "étiquettes",
            "ap",
            "reporting by",
            "l'article",
            "the post",
            "a d",
        ] {
            openings.add(wording);
        }
        for (text, may) in [
            ("Read more", true),
            ("READ ON", true),
            ("Reading", false),
            ("(C) 2026", true),
            ("Étiquettes : a", true),
            ("AP Photo", true),
            ("L’article", true),
            ("Apple", false),
            ("Reporters", true),
            ("The post of", true),
            ("The Mill", false),
            ("The", false),
            ("A mill", true),
            ("", false),
        ] {
            assert_eq!(openings.may_open(text), may, "{text}");
        }
    }
}
