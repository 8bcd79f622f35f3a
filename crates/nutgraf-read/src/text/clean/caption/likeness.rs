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
    if text.trim().is_empty() || text.ends_with(['?', ':']) || text.starts_with('#') {
        return NEVER;
    }
    let lower = credit::plain(text);
    let posed = posed(text) && !has_verb(&lower);
    let said = credits.weight(&lower) + i32::from(placed(text)) * 4 + i32::from(posed) * 3;
    // A line of a date is no caption.
    if said <= 0 && !ends(text) {
        return said;
    }
    let told = said + dated(text);
    // What has no stop and no verb may as well be a heading.
    if told <= 0 {
        return told;
    }
    let length = match credit::words(text) {
        0..=45 => 0,
        46..=70 => -1,
        71..=LONGEST => -2,
        _ => return NEVER,
    };
    told + length + i32::from(!ends(text)) + i32::from(!has_verb(&lower))
}

/// What a date says: with its year it stands at the end of a caption, and seldom anywhere in a story.
pub(super) fn dated(text: &str) -> i32 {
    /// The longest date, with a place behind it.
    const REACH: usize = 60;
    let bytes = text.as_bytes();
    let near = text.len().saturating_sub(REACH);
    let (mut found, mut at) = (0, 0);
    while let Some(start) = bytes.get(at..).and_then(first_digit) {
        let start = at + start;
        let run = bytes.get(start..).unwrap_or(&[]);
        let length = run.iter().take_while(|b| b.is_ascii_digit()).count();
        at = start + length;
        let late = start >= near;
        let before = text.get(..start).and_then(last_word).unwrap_or("");
        if length == 4 && (run.starts_with(b"19") || run.starts_with(b"20")) {
            let day = (1..=2).contains(&before.len()) && before.bytes().all(|b| b.is_ascii_digit());
            if day || date::is_word(before) {
                found = if late { 3 } else { 2 };
            }
        } else if length <= 2 && late && found == 0 && before.len() > 2 && date::is_word(before) {
            found = 1;
        }
    }
    found
}

fn first_digit(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(u8::is_ascii_digit)
}

/// The word that a text ends with, signs after it left out.
fn last_word(text: &str) -> Option<&str> {
    let text = text.trim_end_matches([' ', ',', '.']);
    text.rsplit(|c: char| !c.is_alphanumeric()).next()
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

/// Whether a name opens a text and nothing but where or when ends it: `Ina Brandt, the mayor, in Alma on Friday.`
fn posed(text: &str) -> bool {
    const FEW: usize = 8;
    let Some((name, rest)) = text.split_once(", ") else {
        return false;
    };
    let named = name.contains(' ')
        && name.split(' ').count() <= 4
        && name
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase));
    let end = rest.rsplit_once(", ").map_or(rest, |(_, end)| end);
    let place = end.split(' ').next().unwrap_or("");
    let placed = matches!(
        place,
        "in" | "at"
            | "on"
            | "outside"
            | "during"
            | "near"
            | "before"
            | "after"
            | "à"
            | "en"
            | "im"
            | "am"
            | "bei"
            | "a"
            | "em"
    );
    named && placed && end.split(' ').count() <= FEW
}

/// Whether one of the commonest forms of verbs in the past stands in a text.
pub(super) fn has_verb(lower: &str) -> bool {
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
