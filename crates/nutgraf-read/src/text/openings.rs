//! Owns: `Openings`, by which most texts are told from all of some wordings with one look at their first word.
//! Promises: what opens with a wording, whatever the size of its letters, may open; a few others may, too.

/// The beginnings of the first words of wordings, folded into a small table.
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
                let (at, bit) = place(&text);
                if let Some(slot) = self.slots.get_mut(at) {
                    *slot |= bit;
                }
            }
        }
    }

    /// Whether a text may open with one of the wordings.
    pub(crate) fn may_open(&self, text: &str) -> bool {
        let (at, bit) = place(text);
        self.slots.get(at).is_some_and(|slot| slot & bit != 0)
    }
}

/// Where the first word of a text has its bit; of a sign, the sign.
fn place(text: &str) -> (usize, u64) {
    let mut key = 0_u64;
    for (at, byte) in text.bytes().take(BYTES).enumerate() {
        let of_word = byte.is_ascii_alphanumeric() || byte >= 0x80;
        if at > 0 && !of_word {
            break;
        }
        key = key << 8 | u64::from(byte.to_ascii_lowercase());
        if !of_word {
            break;
        }
    }
    let slot = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50;
    let slot = usize::try_from(slot).unwrap_or(0) % SLOTS;
    (slot / 64, 1 << (slot % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_open_is_told_by_its_first_word() {
        let mut openings = Openings::default();
        for wording in [
            "read more",
            "(c) ",
            "étiquettes",
            "ap",
            "reporting by",
            "l'article",
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
            ("The post", false),
            ("", false),
        ] {
            assert_eq!(openings.may_open(text), may, "{text}");
        }
    }
}
