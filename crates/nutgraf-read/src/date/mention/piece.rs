//! Owns: the pieces of a sentence that times are told by: numbers, months, weekdays, units, "yesterday".
//! Promises: one pass over the bytes; pieces ascend; a word that tells no time costs a comparison of its first letter.

use crate::date::word;
use crate::model::span::Span;

/// A unit in which time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// A number as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u32,
    /// How many digits it was written with; more than it has when they are grouped.
    pub(super) digits: u8,
    /// Whether an `st`, `nd`, `rd`, `th` follows.
    pub(super) ordinal: bool,
}

/// What a piece is to a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Other,
    Number(Number),
    /// A month by its name, 1 to 12.
    Month(i8),
    /// A weekday, Monday is 0.
    Weekday(i32),
    Unit(Unit),
    /// "today", "yesterday", "tomorrow": days from today.
    Near(i32),
    /// "morning", "afternoon", "evening", "night".
    Part,
}

/// A word or a number of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) sort: Sort,
}

/// A sentence in pieces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) pieces: &'t [Piece],
}

impl<'t> Line<'t> {
    pub(super) fn sort(&self, at: usize) -> Option<Sort> {
        self.pieces.get(at).map(|piece| piece.sort)
    }

    /// The number that a piece is.
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        match self.sort(at) {
            Some(Sort::Number(number)) => Some(number),
            _ => None,
        }
    }

    /// The month whose name a piece is.
    pub(super) fn month(&self, at: usize) -> Option<i8> {
        match self.sort(at) {
            Some(Sort::Month(month)) => Some(month),
            _ => None,
        }
    }

    /// The piece as it is written; empty where there is none.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.pieces
            .get(at)
            .map_or("", |piece| piece.span.of(self.text))
    }

    /// The piece before `at` as it is written.
    pub(super) fn before(&self, at: usize, back: usize) -> &'t str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// Whether a piece is one of some words, in any case.
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        !word.is_empty() && words.iter().any(|one| one.eq_ignore_ascii_case(word))
    }

    /// The same for the piece `back` before `at`.
    pub(super) fn was(&self, at: usize, back: usize, words: &[&str]) -> bool {
        at.checked_sub(back).is_some_and(|at| self.is(at, words))
    }

    /// What stands between a piece and the next one.
    pub(super) fn gap(&self, at: usize) -> &'t str {
        match (self.pieces.get(at), self.pieces.get(at + 1)) {
            (Some(one), Some(next)) => {
                Span::new(one.span.end as usize, next.span.start as usize).of(self.text)
            }
            _ => "",
        }
    }

    /// Whether two neighbours belong together: a blank, a comma or a stop between them at most.
    pub(super) fn joined(&self, at: usize) -> bool {
        at + 1 < self.pieces.len()
            && matches!(
                self.gap(at),
                " " | ", " | ". " | "., " | "\u{a0}" | "-" | ""
            )
    }

    /// The span of some pieces.
    pub(super) fn span(&self, from: usize, until: usize) -> Option<Span> {
        let last = self.pieces.get(until.checked_sub(1)?)?;
        Some(self.pieces.get(from)?.span.union(last.span))
    }
}

/// Takes a sentence apart; whether there is anything in it that may tell a time.
pub(super) fn read(sentence: &str, english: bool, pieces: &mut Vec<Piece>) -> bool {
    pieces.clear();
    let bytes = sentence.as_bytes();
    let mut any = false;
    let mut at = 0;
    while let Some(first) = bytes.get(at) {
        let (end, sort) = if first.is_ascii_digit() {
            number(bytes, at)
        } else if first.is_ascii_alphabetic() || *first >= 0x80 {
            let end = word_end(sentence, at);
            if end == at {
                at += sentence
                    .get(at..)
                    .and_then(|s| s.chars().next())
                    .map_or(1, char::len_utf8);
                continue;
            }
            let word = bytes.get(at..end).unwrap_or(&[]);
            (
                end,
                if english {
                    english_sort(word)
                } else {
                    Sort::Other
                },
            )
        } else {
            at += 1;
            continue;
        };
        any |= sort != Sort::Other;
        pieces.push(Piece {
            span: Span::new(at, end),
            sort,
        });
        at = end;
    }
    any
}

/// A number from `at` on: `1,000` is one, `3rd` too.
fn number(bytes: &[u8], at: usize) -> (usize, Sort) {
    let mut end = at;
    let (mut value, mut digits) = (0_u32, 0_u8);
    while let Some(byte) = bytes.get(end) {
        let grouped = *byte == b','
            && bytes
                .get(end + 1..end + 4)
                .is_some_and(|three| three.iter().all(u8::is_ascii_digit));
        if byte.is_ascii_digit() {
            value = value
                .saturating_mul(10)
                .saturating_add(u32::from(byte - b'0'));
            digits = digits.saturating_add(1);
        } else if !grouped {
            break;
        } else {
            // `1,000` is no year.
            digits = digits.saturating_add(8);
        }
        end += 1;
    }
    let letters = bytes.get(end..).unwrap_or(&[]);
    let letters = letters
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let tail = bytes.get(end..end + letters).unwrap_or(&[]);
    let ordinal = [b"st", b"nd", b"rd", b"th"]
        .iter()
        .any(|e| tail.eq_ignore_ascii_case(*e));
    let sort = if tail.is_empty() || ordinal {
        Sort::Number(Number {
            value,
            digits,
            ordinal,
        })
    } else {
        Sort::Other
    };
    (end + letters, sort)
}

/// Where the word that begins at `at` ends; `at` itself when no letter stands there.
fn word_end(sentence: &str, at: usize) -> usize {
    let bytes = sentence.as_bytes();
    let plain = bytes.get(at..).unwrap_or(&[]);
    let plain = plain
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let end = at + plain;
    if bytes.get(end).is_none_or(u8::is_ascii) {
        return end;
    }
    let rest = sentence.get(end..).unwrap_or("");
    let mut ideograph = false;
    let more = rest.find(|c: char| {
        let ends = ideograph && c.is_ascii_digit() || !c.is_alphanumeric();
        ideograph = !c.is_ascii();
        ends
    });
    end + more.unwrap_or(rest.len())
}

/// What an English word tells.
fn english_sort(word: &[u8]) -> Sort {
    // The longest are "september", "wednesday", "afternoon", "yesterday".
    let (Some(first), 3..=9) = (word.first(), word.len()) else {
        return Sort::Other;
    };
    if first.is_ascii_uppercase()
        && let Some(sort) = capital(word)
    {
        return sort;
    }
    let is = |one: &str| word.eq_ignore_ascii_case(one.as_bytes());
    match first.to_ascii_lowercase() {
        b'd' if is("day") || is("days") => Sort::Unit(Unit::Day),
        b'w' if is("week") || is("weeks") => Sort::Unit(Unit::Week),
        b'm' if is("month") || is("months") => Sort::Unit(Unit::Month),
        b'y' if is("year") || is("years") => Sort::Unit(Unit::Year),
        b'y' if is("yesterday") => Sort::Near(-1),
        b't' if is("today") || is("tonight") => Sort::Near(0),
        b't' if is("tomorrow") => Sort::Near(1),
        b'm' if is("morning") => Sort::Part,
        b'a' if is("afternoon") => Sort::Part,
        b'e' if is("evening") => Sort::Part,
        b'n' if is("night") => Sort::Part,
        _ => Sort::Other,
    }
}

/// A weekday or a month, which English writes with a capital.
fn capital(word: &[u8]) -> Option<Sort> {
    let is = |one: &str| word.eq_ignore_ascii_case(one.as_bytes());
    if word.len() >= 6 && word.get(word.len() - 3..)?.eq_ignore_ascii_case(b"day") {
        let at = word::WEEKDAYS.iter().position(|day| is(day))?;
        return i32::try_from(at).ok().map(Sort::Weekday);
    }
    // The letters that months begin with, and nothing else that is common.
    if !b"JFMASOND".contains(word.first()?) {
        return None;
    }
    if is("sept") {
        return Some(Sort::Month(9));
    }
    let text = std::str::from_utf8(word).ok()?;
    word::english_month(text).map(Sort::Month)
}
