//! Owns: how well a sentence stands as a line of a page on which its neighbours are missing.
//! Promises: total; judged by its words alone; what others say between quotation marks is not looked at.

use nutgraf_read::text::hash;
use nutgraf_read::text::word_list;

use crate::summary::word::{Word, words};
use crate::summary::word_class::{self, WordClasses};

/// Words that tie a sentence to another one, wherever they stand in it.
const TYING: [u64; 5] = hash::fnv_of_all(word_list::words("also however meanwhile instead too"));
/// The article that says that a thing is known.
const THE: u64 = hash::fnv(b"the");
/// Words that say which thing is meant.
const WHICH: [u64; 12] = hash::fnv_of_all(word_list::words(
    "of in for between by from on at that who which to",
));
/// So far into a sentence a thing is named or it is not.
const HEAD: usize = 5;
/// A tie, a thing that was named before, and the writer's own voice.
const TIED: f32 = 0.7;
const REFERS: f32 = 0.8;
const OWN_VOICE: f32 = 0.3;

/// How a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Footing {
    /// What it is worth for that, up to 1.
    pub(super) worth: f32,
    /// Whether it begins with something that is known from elsewhere: "The company said …".
    pub(super) refers: bool,
}

/// Looks at a sentence.
pub(super) fn of(sentence: &str, classes: &WordClasses) -> Footing {
    let (mut tied, mut own) = (false, false);
    for (at, piece) in sentence.split(['"', '“', '”']).enumerate() {
        if at % 2 == 1 {
            continue;
        }
        words(piece, |word| {
            tied |= TYING.contains(&word.full);
            let voice = word.classes(classes) & (word_class::FIRST | word_class::SECOND) != 0;
            own |= voice && !word.acronym;
        });
    }
    let refers = refers(sentence);
    let mut worth = 1.0;
    for (is_so, share) in [(tied, TIED), (refers, REFERS), (own, OWN_VOICE)] {
        if is_so {
            worth *= share;
        }
    }
    Footing { worth, refers }
}

/// Whether it begins with a thing that it does not name: "The" and neither a name nor which one is meant close behind.
fn refers(sentence: &str) -> bool {
    let mut head: Vec<Word> = Vec::with_capacity(HEAD + 1);
    words(sentence, |word| {
        if head.len() <= HEAD {
            head.push(word);
        }
    });
    let Some((first, rest)) = head.split_first() else {
        return false;
    };
    let named = |word: &Word| word.capital || word.digits || WHICH.contains(&word.full);
    first.full == THE && !rest.iter().any(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_another_line_is_worth_less() {
        let classes = WordClasses::new();
        let worth = |sentence: &str| of(sentence, &classes).worth;
        let whole = worth("Lorania closed the bridge at Ostrava on Monday.");
        assert!((whole - 1.0).abs() < 1e-6);
        for (sentence, refers) in [
            ("The company reportedly left the talks early.", true),
            ("The closure of the bridge costs money.", false),
            ("The River Board closed the bridge.", false),
            ("Barge owners, however, sued the board.", false),
            ("We think that the bridge is safe.", false),
        ] {
            assert_eq!(of(sentence, &classes).refers, refers, "{sentence}");
        }
        for sentence in [
            "Barge owners, however, sued the board.",
            "We think that the bridge is safe.",
            "The company reportedly left the talks early.",
        ] {
            assert!(worth(sentence) < whole, "{sentence}");
        }
        let quoted = worth("Lund said that \"we think\" of it.");
        assert!((quoted - 1.0).abs() < 1e-6);
    }
}
