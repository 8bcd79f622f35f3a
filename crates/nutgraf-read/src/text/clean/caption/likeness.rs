//! Owns: how much a text reads like the caption of a picture.
//! Promises: words, dates and shape only; where it stands is for others to weigh.

use crate::date;
use crate::text::clean::credit::{self, Credits};

/// A caption is no longer, in words.
pub(super) const LONGEST: usize = 110;
/// How little a text reads like a caption that is none, whatever its words.
const NEVER: i32 = -100;

/// How much a text reads like a caption: from 2 on it may be one beside a credit, from 5 on it is one before a text.
pub(super) fn likeness(text: &str, credits: &Credits) -> i32 {
    let words = credit::words(text);
    if words == 0 || words > LONGEST || text.ends_with(['?', ':']) || text.starts_with('#') {
        return NEVER;
    }
    let lower = credit::plain(text);
    let told = credits.weight(&lower) + dated(text) + i32::from(placed(text)) * 4;
    // What has no stop and no verb may as well be a heading.
    if told <= 0 {
        return told;
    }
    let length = match words {
        0..=45 => 0,
        46..=70 => -1,
        _ => -2,
    };
    told + length + i32::from(!ends(text)) + i32::from(!has_verb(&lower))
}

/// What a date says: with its year it stands at the end of a caption, and seldom anywhere in a story.
pub(super) fn dated(text: &str) -> i32 {
    /// The longest date, with a place behind it.
    const REACH: usize = 60;
    let is_year = |word: &str| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    };
    let near = text.ceil_char_boundary(text.len().saturating_sub(REACH));
    let mut before = "";
    let mut found = 0;
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        let day =
            before.len() <= 2 && before.bytes().all(|b| b.is_ascii_digit()) && !before.is_empty();
        let late = || text.get(near..).is_some_and(|end| end.contains(word));
        let number = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        if number && date::is_word(before) && before.len() > 2 && found == 0 && late() {
            found = 1;
        }
        if is_year(word) && (day || date::is_word(before)) {
            found = if late() { 3 } else { 2 };
        }
        before = word;
    }
    found
}

/// Whether a place and a day open a text as agencies set them over pictures: `HARBOUR CITY, NORWAY - MARCH 05: …`.
fn placed(text: &str) -> bool {
    let Some((head, _)) = text.split_once(": ") else {
        return false;
    };
    let shouted = head
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(char::is_uppercase);
    let day = head.bytes().any(|b| b.is_ascii_digit());
    head.len() <= 80 && shouted && day && head.contains([',', '-', '–']) && head.len() >= 8
}

/// Whether one of the commonest forms of verbs in the past stands in a text.
fn has_verb(lower: &str) -> bool {
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| {
        matches!(
            word,
            "is" | "are"
                | "was"
                | "were"
                | "has"
                | "have"
                | "will"
                | "can"
                | "may"
                | "did"
                | "does"
                | "be"
                | "ist"
                | "sind"
                | "war"
                | "waren"
                | "wird"
                | "hat"
                | "haben"
                | "wurde"
                | "wurden"
                | "est"
                | "sont"
                | "était"
                | "ont"
                | "sera"
                | "es"
                | "son"
                | "fue"
                | "ha"
                | "han"
                | "era"
                | "sono"
                | "foi"
                | "é"
                | "são"
                | "werd"
                | "heeft"
                | "zijn"
        ) || word.len() > 4 && word.ends_with("ed")
    })
}

/// Whether a text ends as sentences do.
pub(super) fn ends(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', '»'])
        .ends_with(['.', '!', '?', ':', '…'])
}
