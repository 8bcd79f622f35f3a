//! Owns: whether a sentence can stand without the one before it.
//! Promises: total; decided by the sentence's first words alone.

use crate::summary::word::{self, words};
use crate::summary::word_class::{self, WordClasses};
use nutgraf_read::text::hash;
use nutgraf_read::text::word_list::{self, phrases};

/// How a sentence hangs on what stands before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dependence {
    /// It stands alone.
    #[default]
    Free,
    /// It leans on the sentence before ("Both sides", "The two", "Lund also"); acceptable inside a summary.
    Leans,
    /// It hangs: a pronoun or connective opens it.
    Hangs,
}

/// Words that open a sentence and point back though they are neither pronoun nor connective.
const POINTING: [u64; 22] = hash::fnv_of_all(word_list::words(
    "both another others neither either several some one two similarly former latter same \
     earlier later asked once until there here all each",
));

/// Connectives that are never part of a title.
const ALWAYS: [u64; 10] = hash::fnv_of_all(word_list::words(
    "but and or so however meanwhile yet also then though",
));
const TYING: [u64; 4] = hash::fnv_of_all(["also", "however", "meanwhile", "added"]);
const SUBJECTS: [u64; 8] =
    hash::fnv_of_all(["he", "she", "they", "it", "his", "her", "their", "its"]);
const IT: u64 = hash::fnv(b"it");
const DAYS: u64 = hash::fnv(b"days");
const POINTERS: [u64; 2] = hash::fnv_of_all(["that", "this"]);

/// Connectives of two or more words.
const PHRASES: [&str; 18] = phrases(
    "in addition | as a result | at the same time | for example | for instance | in fact | \
     in contrast | by contrast | on the other hand | in other words | even so | after all | \
     in turn | because of this | despite this | after that | since then | the two",
);

/// A first word that is cut off after so many bytes is no pronoun.
const LONGEST_SUBJECT: usize = 24;

/// So many words at the start of a sentence are looked at.
const HEAD: usize = 4;

/// Says how a sentence hangs on what stands before it.
pub fn dependence(sentence: &str, word_classes: &WordClasses) -> Dependence {
    let bare = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
    let head = word::first(
        bare.get(..bare.floor_char_boundary(80)).unwrap_or(bare),
        HEAD,
    );
    let class = |at: usize| head.get(at).map_or(0, |word| word.classes(word_classes));
    let among = |at: usize, words: &[u64]| head.get(at).is_some_and(|w| words.contains(&w.full));
    let first = class(0);
    if first & word_class::THIRD != 0 {
        // "This week", "That year" and "These days" name a time, not a thing said before.
        let dated = class(1) & word_class::TIME != 0 || among(1, &[DAYS]);
        return if dated {
            Dependence::Leans
        } else {
            Dependence::Hangs
        };
    }
    if first & word_class::TIE != 0 {
        // "Still life", "Too Good To Go": a capital after it means a name or a title.
        let named =
            head.get(1).is_some_and(|word| word.capital) && class(1) & word_class::STOP == 0;
        let always = among(0, &ALWAYS);
        return if named && !always {
            Dependence::Leans
        } else {
            Dependence::Hangs
        };
    }
    if starts_with_phrase(bare) {
        return Dependence::Hangs;
    }
    if among(0, &POINTING) {
        return Dependence::Leans;
    }
    // "Lund also said", "The ministry, however, …"
    let tied = (1..4).any(|at| among(at, &TYING));
    // "If they …", "While he …", "In his …": the pronoun comes before any name.
    let pronoun_first = (1..4)
        .any(|at| class(at) & word_class::THIRD != 0 && !among(at, &POINTERS))
        && !head.iter().skip(1).take(3).any(|word| word.capital)
        && (first & word_class::STOP != 0 || participle(bare));
    if pronoun_rules(bare, word_classes) {
        return Dependence::Hangs;
    }
    if tied || pronoun_first {
        Dependence::Leans
    } else {
        Dependence::Free
    }
}

/// Whether a sentence that opens a text points ahead with its first word: "It has been a year since …", "This is how …" tell what
/// they mean themselves. Who "he" or "they" are would have to be told.
pub fn points_ahead(sentence: &str, word_classes: &WordClasses) -> bool {
    let head = word::first(sentence, 1);
    head.first().is_some_and(|first| {
        let classes = first.classes(word_classes);
        classes & word_class::THIRD != 0
            && (classes & word_class::PERSONAL == 0 || first.full == IT)
    })
}

/// Whether the first word is a participle: "Fearing they …".
fn participle(bare: &str) -> bool {
    bare.split_whitespace()
        .next()
        .is_some_and(|w| w.ends_with("ing"))
}

/// Whether a pronoun is the subject behind an opening phrase that does not say which person it means: "According to the agency,
/// he called …", "After drawing up a plan, they voted …"; but "When Lund came, he spoke" is whole.
fn pronoun_rules(bare: &str, word_classes: &WordClasses) -> bool {
    let window = bare.get(..bare.floor_char_boundary(110)).unwrap_or(bare);
    let comma = window.as_bytes().windows(2).position(|pair| pair == b", ");
    let Some((opening, rest)) =
        comma.and_then(|at| Some((window.get(..at)?, window.get(at + 2..)?)))
    else {
        return false;
    };
    // Only its first word is looked at, and that is a short one.
    let first = rest
        .get(..rest.floor_char_boundary(LONGEST_SUBJECT))
        .unwrap_or(rest);
    let subject = word::first(first, 1);
    if !subject.iter().any(|s| SUBJECTS.contains(&s.full)) {
        return false;
    }
    let first = opening
        .split_whitespace()
        .next()
        .unwrap_or("")
        .to_lowercase();
    let clause = matches!(
        first.as_str(),
        "when"
            | "while"
            | "after"
            | "before"
            | "as"
            | "if"
            | "because"
            | "since"
            | "though"
            | "although"
    );
    let mut names = 0;
    let mut nth = 0;
    words(opening, |word| {
        names += u32::from(
            nth > 0 && word.capital && word_classes.classes(word.full) & word_class::STOP == 0,
        );
        nth += 1;
    });
    // A name opens the sentence ("Lund, his wife said, …"), or the clause has one that the pronoun can mean.
    let named_first = !clause
        && nth <= 3
        && bare.starts_with(char::is_uppercase)
        && word_classes.classes_of(&first) & !word_class::ASIDE == 0;
    !(named_first || (clause && names > 0))
}

fn starts_with_phrase(bare: &str) -> bool {
    PHRASES.iter().any(|phrase| {
        bare.get(..phrase.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(phrase))
            && bare
                .get(phrase.len()..)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_a_text_may_point_ahead() {
        let word_classes = WordClasses::new();
        let check = |sentence: &str, wanted: bool| {
            assert_eq!(points_ahead(sentence, &word_classes), wanted, "{sentence}");
        };
        check("It has been a year since the ferry sank.", true);
        check("It’s a start.", true);
        check("This is how the ferry sank.", true);
        check("He was 87.", false);
        check("They came by ferry.", false);
        check("But the ferry sank.", false);
        check("The ferry sank.", false);
    }

    #[test]
    fn openers_are_told_apart() {
        let word_classes = WordClasses::new();
        let check = |sentence: &str, wanted: Dependence| {
            assert_eq!(dependence(sentence, &word_classes), wanted, "{sentence}");
        };
        for sentence in [
            "He also said so.",
            "But the council disagreed.",
            "However, nothing came of it.",
            "“They have no shame,” a man said.",
            "It’s a start.",
            "Their plan failed.",
            "This was denied.",
            "As a result, prices rose.",
            "Meanwhile, talks went on.",
            "And so it goes.",
            "According to the News Agency, he called for it.",
            "After drawing up a plan, they voted in May.",
        ] {
            check(sentence, Dependence::Hangs);
        }
        for sentence in [
            "This week the council meets.",
            "Both sides agreed.",
            "The minister also said so.",
            "In his speech the mayor praised them.",
            "Fearing they would lose, Borgia turned away.",
        ] {
            check(sentence, Dependence::Leans);
        }
        for sentence in [
            "The council met on Friday.",
            "In a statement, the ministry rejected the claim.",
            "Inflation fell.",
            "When Anton Lund came, he spoke.",
            "Brandt, her office said, will stay.",
            "US officials said that talks went on.",
            "IT companies hire again.",
            "",
            "…",
        ] {
            check(sentence, Dependence::Free);
        }
    }
}
