//! Owns: the dates, times of day and ages that stand on lines of news pages.
//! Promises: finds, never guesses: a date has a month and a day at least.

use crate::date::word::english_month;
use crate::model::moment::{Day, Moment};
use crate::model::span::Span;

/// A date found in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The words of the date.
    pub span: Span,
    /// The day, when the year is there too.
    pub day: Option<Day>,
}

impl Found {
    /// Midnight UTC of the day.
    pub(crate) fn moment(self) -> Option<Moment> {
        self.day.and_then(Moment::at)
    }
}

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// One piece of a line between blanks, commas, slashes and the like.
struct Piece<'t> {
    span: Span,
    text: &'t str,
}

/// The first date in a line: `July 15, 2022`, `15 July 2022`, `Fri, 15 Jul`, `2022-07-15`, `15/07/2022`.
pub(crate) fn find(line: &str) -> Option<Found> {
    if !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let pieces: Vec<Piece<'_>> = pieces(line);
    (0..pieces.len()).find_map(|at| named(&pieces, at).or_else(|| numeric(&pieces, at)))
}

/// Whether a line tells a time of day: `10:30`, `5 pm`.
pub(crate) fn has_clock(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    memchr::memchr_iter(b':', bytes)
        .any(|at| at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2) && !digit(at + 3))
}

/// Whether a line tells an age: `3 days ago`, `2h ago`.
pub(crate) fn has_age(line: &str) -> bool {
    line.split_ascii_whitespace()
        .any(|w| w.get(..3).is_some_and(|h| h.eq_ignore_ascii_case("ago")) && w.len() <= 4)
        && line.bytes().any(|b| b.is_ascii_digit())
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    const MOST: usize = 25;
    let mut made = Vec::with_capacity(MOST);
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let inside = if c.is_ascii() {
            c.is_ascii_alphanumeric()
        } else {
            c.is_alphanumeric()
        };
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let span = Span::new(from, at);
                made.push(Piece {
                    span,
                    text: span.of(line),
                });
                start = None;
            }
            _ => {}
        }
        if made.len() == MOST {
            break;
        }
    }
    made
}

fn month(word: &str) -> Option<i8> {
    if word.eq_ignore_ascii_case("sept") {
        return Some(9);
    }
    english_month(word)
}

fn is_weekday(word: &str) -> bool {
    let short = word.get(..3).unwrap_or("");
    WEEKDAYS.iter().any(|day| day.eq_ignore_ascii_case(short))
        && (word.len() == 3 || word.to_ascii_lowercase().ends_with("day"))
}

fn day_of_month(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(digits.len()..)?;
    if !matches!(ending, "" | "st" | "nd" | "rd" | "th") || digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4)
        .then(|| word.parse().ok())
        .flatten()
        .filter(|y| (1900..2100).contains(y))
}

fn is_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// A date with the month's name.
fn named(pieces: &[Piece<'_>], at: usize) -> Option<Found> {
    let text = |i: usize| pieces.get(i).map(|p| p.text);
    let (first, second) = (text(at)?, text(at + 1)?);
    let (m, d) = match (is_digit(first), is_digit(second)) {
        (true, false) => (month(second)?, day_of_month(first)?),
        (false, true) => (month(first)?, day_of_month(second)?),
        _ => return None,
    };
    let mut end = at + 1;
    let y = text(end + 1).and_then(year);
    if y.is_some() {
        end += 1;
    }
    let begin = match at.checked_sub(1).and_then(|i| pieces.get(i)) {
        Some(piece) if is_weekday(piece.text) => piece,
        _ => pieces.get(at)?,
    };
    Some(Found {
        span: begin.span.union(pieces.get(end)?.span),
        day: y.map(|year| Day {
            year,
            month: m,
            day: d,
        }),
    })
}

/// A date of three numbers: year first, or day and month first (the day is the one above twelve; else unclear).
#[expect(
    clippy::many_single_char_names,
    reason = "three numbers whose order is what is asked"
)]
fn numeric(pieces: &[Piece<'_>], at: usize) -> Option<Found> {
    let [a, b, c] = pieces.get(at..at + 3)? else {
        return None;
    };
    if !is_digit(a.text) {
        return None;
    }
    let touching = |x: &Piece<'_>, y: &Piece<'_>| y.span.start == x.span.end + 1;
    if !touching(a, b) || !touching(b, c) {
        return None;
    }
    let span = a.span.union(c.span);
    let number = |p: &Piece<'_>| p.text.parse::<i8>().ok();
    // `15T10:00` carries the time after the day.
    let day_part = |p: &Piece<'_>| p.text.get(..2).and_then(|d| d.parse::<i8>().ok());
    if let Some(year) = year(a.text) {
        let (month, day) = (number(b)?, day_part(c)?);
        return valid(year, month, day).map(|day| Found {
            span,
            day: Some(day),
        });
    }
    let year = year(c.text)?;
    let (x, y) = (number(a)?, number(b)?);
    let day = match (x > 12, y > 12) {
        (true, false) => valid(year, y, x),
        (false, true) => valid(year, x, y),
        _ if x == y => valid(year, x, y),
        _ => None,
    };
    ((1..=31).contains(&x) && (1..=31).contains(&y)).then_some(Found { span, day })
}

fn valid(year: i16, month: i8, day: i8) -> Option<Day> {
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Day { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found() {
        for (line, words, day) in [
            (
                "Published July 15, 2022 by staff",
                "July 15, 2022",
                "15 July 2022",
            ),
            ("15 July 2022", "15 July 2022", "15 July 2022"),
            (
                "Friday, 15th Jul 2022 10:30",
                "Friday, 15th Jul 2022",
                "15 July 2022",
            ),
            ("Sept. 3, 2021", "Sept. 3, 2021", "3 September 2021"),
            ("2022-07-15T10:00", "2022-07-15T10", "15 July 2022"),
            ("31/12/2020", "31/12/2020", "31 December 2020"),
            ("03/04/2020", "03/04/2020", ""),
            ("on May 3 they met", "May 3", ""),
            ("It may be 3 o'clock", "", ""),
            ("version 1.2.3", "", ""),
            ("no digits in July", "", ""),
        ] {
            let found = find(line);
            assert_eq!(found.map_or("", |f| f.span.of(line)), words, "{line}");
            assert_eq!(
                found
                    .and_then(|f| f.day)
                    .map_or(String::new(), |d| d.to_string()),
                day,
                "{line}"
            );
        }
    }

    #[test]
    fn clocks_and_ages_are_seen() {
        assert!(has_clock("at 10:30 GMT") && !has_clock("ratio 3:1") && !has_clock("note: 30"));
        assert!(has_age("3 days ago") && !has_age("long ago"));
    }
}
