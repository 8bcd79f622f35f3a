//! Owns: when two names in one document are one name.
//! Promises: only compares; decides nothing.

use std::ops::Range;

use crate::entity::tokenized::TokenizedText;
use nutgraf_read::text::name_key as sound;

/// Whether one name has all words of the other and the same surname.
pub fn one_holds_other(a: &[u64], b: &[u64]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.len() > 1 && short.last() == long.last() && short.iter().all(|w| long.contains(w))
}

/// `Rob Malley` and `Robert Malley`: one surname, and one given name begins the other.
pub fn nickname(a: &str, b: &str) -> bool {
    let split = |s: &str| {
        let mut words = s.split(' ');
        let first = words.next().unwrap_or("").to_lowercase();
        let last = words.next_back().unwrap_or("").to_lowercase();
        (first, last)
    };
    let ((first_a, last_a), (first_b, last_b)) = (split(a), split(b));
    let enough = first_a.len().min(first_b.len()) >= 3;
    last_a == last_b && enough && (first_a.starts_with(&first_b) || first_b.starts_with(&first_a))
}

/// Whether two full names of one key can be spellings of one: near as a whole, and in their last words (`Byrne` is no
/// `Barnea`).
pub fn close_spelling(a: &str, b: &str) -> bool {
    let near = |a: &str, b: &str| {
        strsim::normalized_levenshtein(&sound::run_together(a), &sound::run_together(b))
    };
    let last = |s: &str| s.rsplit([' ', '-']).next().unwrap_or_default().to_owned();
    let parts = |s: &str| s.split([' ', '-']).count();
    let whole = near(a, b);
    whole >= 0.55 && (parts(a) != parts(b) && whole >= 0.8 || near(&last(a), &last(b)) >= 0.7)
}

/// Whether a lone name is near in letters to the tail of a full one.
pub fn close_tail(full: &str, lone: &str) -> bool {
    let full = sound::run_together(full);
    let lone = sound::run_together(lone);
    let tail: String = {
        let count = full.chars().count();
        let want = lone.chars().count();
        full.chars().skip(count.saturating_sub(want)).collect()
    };
    strsim::normalized_levenshtein(&tail, &lone) >= 0.6
}

/// Whether the capitals of a name, in order, contain the letters of its acronym.
pub fn fits_initials(tokenized: &TokenizedText<'_>, range: &Range<usize>, acronym: &str) -> bool {
    let letters: Vec<char> = acronym
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    if letters.len() < 2 {
        return false;
    }
    let mut want = letters.iter().peekable();
    for at in range.clone() {
        let first = tokenized.word(at).chars().next().unwrap_or(' ');
        if want.peek().is_some_and(|w| first.to_lowercase().eq([**w])) {
            want.next();
        }
    }
    // Full Names often give two letters from one word (`Nonproliferation` NP): one may be missing.
    want.len() <= usize::from(letters.len() > 2)
}
