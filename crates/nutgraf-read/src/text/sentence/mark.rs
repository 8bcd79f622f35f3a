//! Owns: whether a mark ends its sentence.
//! Promises: looks at the word before and the words after the mark, never at quotation marks that are open.

use crate::text::abbreviation::Habit;
use crate::text::rules::Rules;
use crate::text::sentence::next::{Next, OPENING};

/// A mark that may end a sentence, with what stands around it.
pub(super) struct Mark<'t> {
    /// The sentence so far, before the mark.
    before: &'t str,
    /// The run of marks: `.`, `?!`, `...`.
    marks: &'t str,
    /// Offset in the piece after the marks and the closing quotes and brackets.
    close: usize,
    /// Whether a quote or bracket closes after the marks.
    closed: bool,
    /// What follows.
    after: &'t str,
}

const CLOSING: [char; 9] = ['"', '”', '’', '\'', ')', ']', '»', '*', '}'];
impl<'t> Mark<'t> {
    /// The mark at byte `at` of a piece, in the sentence that began at `start`.
    pub(super) fn at(piece: &'t str, start: usize, at: usize) -> Self {
        let rest = piece.get(at..).unwrap_or("");
        let after_marks = rest.trim_start_matches(['.', '!', '?', '…']);
        let marks = rest.get(..rest.len() - after_marks.len()).unwrap_or("");
        let mut after = after_marks.trim_start_matches(CLOSING);
        // A closing mark set apart by a blank still belongs to what it closes, and so does a reference: `. [5]`.
        let apart = after.trim_start_matches(' ');
        if let Some(beyond) = apart.strip_prefix(['”', '»', '"'])
            && beyond.chars().next().is_none_or(char::is_whitespace)
        {
            after = beyond;
        }
        while let Some(beyond) = after_reference(after) {
            after = beyond;
        }
        Self {
            before: piece.get(start..at).unwrap_or(""),
            marks,
            close: piece.len() - after.len(),
            closed: after.len() < after_marks.len(),
            after,
        }
    }

    /// Where the sentence ends, if it does here.
    pub(super) fn end(&self, rules: &Rules) -> Option<usize> {
        if !self.after.starts_with(char::is_whitespace) {
            return if self.after.is_empty() {
                None
            } else {
                self.glued(rules)
            };
        }
        let next = Next::of(self.after)?;
        let ends = match self.marks {
            "." => self.stop_ends(&next, rules),
            marks if marks.ends_with(['!', '?']) => self.shout_ends(&next),
            // An ellipsis trails off into a small letter or ends before anything else.
            _ => !next.is_small() && next.word != "I",
        };
        ends.then_some(self.close)
    }

    /// `…said.The next`: scrapers lose the blank between sentences.
    fn glued(&self, rules: &Rules) -> Option<usize> {
        if self.marks != "." && self.marks != "!" && self.marks != "?" {
            return None;
        }
        let word = last_word(self.before);
        let bare = word.trim_start_matches(OPENING);
        let plain = bare.len() >= 3
            && bare.bytes().all(|b| b.is_ascii_lowercase())
            && bare.len() == word.len();
        if !plain || self.closed && !self.after.starts_with(['“', '"']) {
            return None;
        }
        let next = Next::of(self.after)?;
        let sentence = next.word.len() >= 2 || rules.abbreviations.opens(next.word);
        let mut letters = next.word.chars();
        let named =
            letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
        let domain = ["Com", "Org", "Net", "Js", "Io", "Co", "Gov"].contains(&next.word);
        (named && sentence && !domain && next.tail.starts_with([' ', ',', '\'', '’']))
            .then_some(self.close)
    }

    /// After `!` or `?`: a small letter goes on, and so does `“Why?” Name asked`.
    fn shout_ends(&self, next: &Next<'_>) -> bool {
        !(next.is_small() || self.closed && next.is_attribution())
    }

    fn stop_ends(&self, next: &Next<'_>, rules: &Rules) -> bool {
        if next.is_small() {
            return false;
        }
        let word = last_word(self.before);
        let bare = word.trim_start_matches(OPENING);
        if bare.is_empty() {
            // A stop alone after a blank: `he left .`
            return !self.before.trim().is_empty();
        }
        let opener = next.quoted || next.opens(rules);
        let known = rules.abbreviations.habit(bare);
        let habit = known.or_else(|| guess(bare));
        match habit {
            None => !self.is_numbering(bare, next),
            Some(Habit::Inner) => false,
            Some(Habit::Title) => self.closed,
            Some(Habit::Number) => {
                !next.is_number() && !is_reference(next.word) && (opener || bare.len() > 1)
            }
            // A time of day goes on with its day or zone.
            Some(Habit::Either | Habit::Opener) if is_half_day(bare) => {
                !next.is_day_or_zone() && !next.is_number()
            }
            Some(Habit::Either | Habit::Opener) => (opener || self.closed) && !next.is_number(),
        }
    }

    /// `3.` at the start of an item, `3. Mai` in German dates.
    fn is_numbering(&self, bare: &str, next: &Next<'_>) -> bool {
        let number = bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit());
        let marked = bare.len() <= 2
            && !bare.bytes().any(|b| b.is_ascii_digit())
            && bare.len() == self.before.trim().len();
        let first = self
            .before
            .trim()
            .trim_start_matches(['•', '◦', '▪', '‣', '-', '*', '(', '#', ' '])
            == bare;
        (number && (first || is_foreign_month(next.word))) || marked && first && bare.len() == 1
    }
}

/// What follows a reference number in square brackets.
fn after_reference(after: &str) -> Option<&str> {
    let digits = after.trim_start_matches(' ').strip_prefix('[')?;
    let beyond = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    if beyond.len() == digits.len() {
        return None;
    }
    beyond.strip_prefix(']')
}

/// Initials and words with inner stops that no dictionary lists.
fn guess(word: &str) -> Option<Habit> {
    let mut chars = word.chars();
    let (first, second) = (chars.next()?, chars.next());
    if second.is_none() && first.is_alphabetic() {
        // `c. 1871`, `b. 2009`
        return Some(if first.is_uppercase() {
            Habit::Either
        } else {
            Habit::Number
        });
    }
    // `J.F`, `U.S.S.R`, `k.o`: short groups with stops between them.
    let grouped = word.contains('.')
        && word
            .split('.')
            .all(|g| (1..=2).contains(&g.chars().count()) && g.chars().all(char::is_alphabetic));
    // `al-J`, `Jean-P`
    let hyphened = word
        .rsplit_once('-')
        .is_some_and(|(_, last)| last.chars().count() == 1 && last.starts_with(char::is_uppercase));
    (grouped || hyphened).then_some(Habit::Either)
}

fn is_half_day(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase()
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == ':'),
        "a.m" | "p.m" | "am" | "pm"
    )
}

fn is_foreign_month(word: &str) -> bool {
    matches!(
        word,
        "Januar"
            | "Februar"
            | "März"
            | "April"
            | "Mai"
            | "Juni"
            | "Juli"
            | "August"
            | "September"
            | "Oktober"
            | "November"
            | "Dezember"
            | "Jahrhundert"
    )
}

/// A Roman numeral or a single capital, as they follow `No.` or `Art.`
fn is_reference(word: &str) -> bool {
    word.len() <= 4
        && !word.is_empty()
        && word != "I"
        && word
            .bytes()
            .all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// The last word before a mark, without blanks.
fn last_word(before: &str) -> &str {
    before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '/'))
        .next()
        .unwrap_or("")
}
