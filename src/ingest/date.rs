//! Owns: `parse`, dates as documents write them.
//! May import: `model::moment`.
//! Promises: total; a date that does not exist is no date.

use crate::model::moment::{Day, Moment};

mod words;

use words::Word;

/// The longest text that is looked at, in bytes; a date with its decoration is shorter.
const LONGEST: usize = 160;

/// Reads a date or a moment as documents write it: RFC 3339 and its relatives, RFC 2822 with zone names, `July 15, 2022`,
/// `15. Juli 2022, 10:30 Uhr`, `2022/07/15`, `15.07.2022`, `2022年7月15日`, seconds or milliseconds since 1970. Words around
/// it ("Updated on Friday, …") are passed over. Without a zone it is UTC, without a time midnight. Where `03/04/2022` could
/// be either, the month comes first, unless the first number is over 12.
pub fn parse(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if let Some(moment) = Moment::parse(text).or_else(|| epoch(text)) {
        return plausible(moment);
    }
    let tokens = tokens(text);
    let (day, used) = day(&tokens)?;
    let midnight = Moment::at(day)?;
    let rest = tokens.get(used..).unwrap_or(&[]);
    let before = tokens.get(..used).unwrap_or(&[]);
    // Before the day a point is part of the day itself: `15.07.22`.
    let clock = clock(rest, day.month, &[':', '.']).or_else(|| clock(before, day.month, &[':']));
    plausible(midnight.plus(clock.unwrap_or(0)))
}

/// Whether a word belongs to dates: a month, a zone, a half of the day.
pub fn is_word(text: &str) -> bool {
    words::word(text) != Word::Other
}

/// Years 1500 to 2200: anything else is a number that looks like a date, or `0001-01-01` for "not known".
fn plausible(moment: Moment) -> Option<Moment> {
    moment
        .day()
        .filter(|day| (1500..=2200).contains(&day.year))
        .map(|_| moment)
}

/// Seconds or milliseconds since 1970, from 1973 on.
fn epoch(text: &str) -> Option<Moment> {
    if !(9..=16).contains(&text.len()) || text.starts_with("20") && text.len() < 10 {
        return None;
    }
    let whole = text.split('.').next()?;
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        9 | 10 => Some(Moment(number)),
        13 => Some(Moment(number / 1000)),
        16 => Some(Moment(number / 1_000_000)),
        _ => None,
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    /// A number, and how many digits it was written with.
    Number(i64, usize),
    Month(i8),
    /// A zone: its seconds east of UTC.
    Zone(i64),
    /// After noon or not.
    Half(bool),
    /// A sign that means something: `:`, `/`, `.`, `-`, `+`.
    Sign(char),
    /// `T` between date and time.
    Between,
    Other,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() || first == ',' {
            continue;
        }
        let digit = first.is_ascii_digit();
        let same = |c: char| {
            if digit {
                c.is_ascii_digit()
            } else {
                c.is_alphabetic() && !is_han(c)
            }
        };
        let mut end = start + first.len_utf8();
        if digit || (first.is_alphabetic() && !is_han(first)) {
            while let Some((at, c)) = chars.peek()
                && same(*c)
            {
                end = at + c.len_utf8();
                chars.next();
            }
        }
        let piece = text.get(start..end).unwrap_or("");
        found.push(if digit {
            piece
                .parse()
                .map_or(Token::Other, |n| Token::Number(n, piece.len()))
        } else {
            token(piece, first)
        });
    }
    found
}

fn is_han(c: char) -> bool {
    matches!(
        c,
        '年' | '月' | '日' | '년' | '월' | '일' | '时' | '時' | '分'
    )
}

fn token(piece: &str, first: char) -> Token {
    match first {
        '年' | '月' | '년' | '월' => return Token::Sign('/'),
        '日' | '일' => return Token::Other,
        '时' | '時' => return Token::Sign(':'),
        ':' | '/' | '.' | '-' | '+' => return Token::Sign(first),
        '–' | '−' => return Token::Sign('-'),
        _ => {}
    }
    match words::word(piece) {
        Word::Month(month) => Token::Month(month),
        Word::Zone(seconds) => Token::Zone(seconds),
        Word::Half(after) => Token::Half(after),
        Word::Between => Token::Between,
        Word::Other => Token::Other,
    }
}

/// Finds the day; gives it and how many tokens it took, counted from the first.
fn day(tokens: &[Token]) -> Option<(Day, usize)> {
    for (at, token) in tokens.iter().enumerate() {
        let rest = tokens.get(at..).unwrap_or(&[]);
        let found = match token {
            Token::Month(month) => named(tokens, at, *month),
            Token::Number(..) => numeric(rest).map(|(day, used)| (day, at + used)),
            _ => None,
        };
        if let Some((day, used)) = found
            && Moment::at(day).is_some()
        {
            return Some((day, used));
        }
    }
    None
}

/// A day around the name of a month at `at`: `15 July 2022`, `July 15th, 2022`, `15-Jul-22`, `2022 July 15`, `July 2022`.
fn named(tokens: &[Token], at: usize, month: i8) -> Option<(Day, usize)> {
    // Numbers next to the name; signs and one word (`of`, `de`, `th`) may stand between.
    let number = |at: usize| match tokens.get(at) {
        Some(Token::Number(n, digits)) => Some((*n, *digits)),
        _ => None,
    };
    let skip = |at: usize| {
        let passes = |at: usize| {
            matches!(
                tokens.get(at),
                Some(Token::Other | Token::Sign('.' | '-' | '/'))
            )
        };
        let mut to = at;
        while passes(to) && to < at + 3 {
            to += 1;
        }
        to
    };
    let back = |at: usize| {
        let mut to = at;
        while to > 0 && at - to < 3 {
            match tokens.get(to - 1) {
                Some(Token::Other | Token::Sign('.' | '-' | '/')) => to -= 1,
                _ => break,
            }
        }
        to
    };
    let before_at = back(at).checked_sub(1);
    let before = before_at.and_then(number);
    let after_at = skip(at + 1);
    let after = number(after_at);
    let next_at = skip(after_at + 1);
    let next = number(next_at);
    let is_day = |n: (i64, usize)| n.1 <= 2 && (1..=31).contains(&n.0);
    let followed = |at: usize| matches!(tokens.get(at + 1), Some(Token::Sign(':')));
    if let (Some(day), Some(next)) = (after.filter(|n| is_day(*n)), next)
        && let Some(year) = year(next)
        && !followed(next_at)
    {
        return Some((make(year, month, day.0), next_at + 1));
    }
    if let (Some(day), Some(after)) = (before.filter(|n| is_day(*n)), after)
        && let Some(year) = year(after)
        && !followed(after_at)
    {
        return Some((make(year, month, day.0), after_at + 1));
    }
    if let (Some(before), Some(day)) = (before.filter(|b| b.1 == 4), after.filter(|n| is_day(*n))) {
        return Some((make(year(before)?, month, day.0), after_at + 1));
    }
    let after = after.filter(|a| a.1 == 4)?;
    Some((make(year(after)?, month, 1), after_at + 1))
}

/// A day in numbers at the start of `tokens`: `2022/07/15`, `15.07.2022`, `7/15/22`, `20220715`.
fn numeric(tokens: &[Token]) -> Option<(Day, usize)> {
    let Some(Token::Number(a, digits)) = tokens.first().copied() else {
        return None;
    };
    if digits == 8 && (15_000_000..=22_000_000).contains(&a) {
        return Some((
            make(a / 10_000, i8::try_from(a / 100 % 100).ok()?, a % 100),
            1,
        ));
    }
    if digits == 14 && (15..=22).contains(&(a / 1_000_000_000_000)) {
        return Some((
            make(
                a / 10_000_000_000,
                i8::try_from(a / 100_000_000 % 100).ok()?,
                a / 1_000_000 % 100,
            ),
            1,
        ));
    }
    let (
        Some(Token::Sign(first @ ('/' | '.' | '-'))),
        Some(Token::Number(b, two)),
        Some(Token::Sign('/' | '.' | '-')),
        Some(Token::Number(c, three)),
    ) = (
        tokens.get(1).copied(),
        tokens.get(2).copied(),
        tokens.get(3).copied(),
        tokens.get(4).copied(),
    )
    else {
        return None;
    };
    if digits == 4 && two <= 2 && three <= 2 {
        return Some((make(a, i8::try_from(b).ok()?, c), 5));
    }
    if digits > 2 || two > 2 || !(three == 4 || three == 2) {
        return None;
    }
    let year = year((c, three))?;
    let day_first = a > 12 || (first == '.' && b <= 12) || (first == '-' && b <= 12);
    let (day, month) = if day_first { (a, b) } else { (b, a) };
    Some((make(year, i8::try_from(month).ok()?, day), 5))
}

fn make(year: i64, month: i8, day: i64) -> Day {
    Day {
        year: i16::try_from(year).unwrap_or(0),
        month,
        day: i8::try_from(day).unwrap_or(0),
    }
}

/// A year of four digits, or of two as RFC 2822 reads them.
fn year((number, digits): (i64, usize)) -> Option<i64> {
    match digits {
        4 => Some(number),
        2 if number < 50 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

/// The time of day less the zone, in seconds from midnight UTC.
fn clock(tokens: &[Token], month: i8, signs: &[char]) -> Option<i64> {
    if let Some(Token::Number(n, digits @ (6 | 4))) = tokens
        .iter()
        .position(|t| *t == Token::Between)
        .and_then(|at| tokens.get(at + 1))
    {
        // The compact form: `T101500`.
        let seconds = if *digits == 6 { *n } else { n * 100 };
        let time = seconds / 10_000 * 3600 + seconds / 100 % 100 * 60 + seconds % 100;
        return Some(time - zone(tokens, month));
    }
    let at = tokens.windows(3).position(|three| {
        matches!(
            three,
            [
                Token::Number(_, 1 | 2),
                Token::Sign(sign),
                Token::Number(_, 2)
            ] if signs.contains(sign)
        )
    });
    let (mut hour, minute, mut used) = match at {
        Some(at) => match (tokens.get(at), tokens.get(at + 2)) {
            (Some(Token::Number(hour, _)), Some(Token::Number(minute, _))) => {
                (*hour, *minute, at + 3)
            }
            _ => return None,
        },
        // `8 pm`
        None => {
            let at = tokens
                .windows(2)
                .position(|two| matches!(two, [Token::Number(_, 1 | 2), Token::Half(_)]))?;
            match tokens.get(at) {
                Some(Token::Number(hour, _)) => (*hour, 0, at + 1),
                _ => return None,
            }
        }
    };
    let mut second = 0;
    if let (Some(Token::Sign(':')), Some(Token::Number(s, 2))) =
        (tokens.get(used), tokens.get(used + 1))
    {
        second = (*s).min(59);
        used += 2;
        if let (Some(Token::Sign('.')), Some(Token::Number(..))) =
            (tokens.get(used), tokens.get(used + 1))
        {
            used += 2;
        }
    }
    let rest = tokens.get(used..).unwrap_or(&[]);
    match rest.first() {
        Some(Token::Half(true)) if hour < 12 => hour += 12,
        Some(Token::Half(false)) if hour == 12 => hour = 0,
        _ => {}
    }
    if hour > 24 || minute > 59 {
        return None;
    }
    Some(hour * 3600 + minute * 60 + second - zone(rest, month))
}

/// Seconds east of UTC that the tokens after a time say: `+02:00`, `-0500`, `GMT`, `ET`.
fn zone(tokens: &[Token], month: i8) -> i64 {
    let named = tokens.iter().take(6).find_map(|token| match token {
        Token::Zone(seconds) => Some(*seconds),
        _ => None,
    });
    let signed = tokens.windows(2).take(4).enumerate().find_map(|(at, two)| {
        let [Token::Sign(sign @ ('+' | '-')), Token::Number(n, digits)] = two else {
            return None;
        };
        let minutes = match (tokens.get(at + 2), tokens.get(at + 3)) {
            (Some(Token::Sign(':')), Some(Token::Number(m, 2))) => n * 60 + m,
            _ if *digits == 4 => n / 100 * 60 + n % 100,
            _ if *digits <= 2 => n * 60,
            _ => return None,
        };
        (minutes <= 14 * 60).then_some(if *sign == '-' {
            -minutes * 60
        } else {
            minutes * 60
        })
    });
    // `ET` is summer time from spring to autumn; the exact days don't matter for news.
    let summer = (4..=10).contains(&month);
    match (signed, named) {
        (Some(signed), _) => signed,
        (None, Some(words::EASTERN)) => (if summer { -4 } else { -5 }) * 3600,
        (None, Some(words::PACIFIC)) => (if summer { -7 } else { -8 }) * 3600,
        (None, Some(named)) => named,
        (None, None) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &str) {
        let got = parse(text).map(|m| m.to_string()).unwrap_or_default();
        let want = if want.len() == 10 {
            format!("{want}T00:00:00Z")
        } else {
            want.to_owned()
        };
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn dates_are_read_as_they_are_written() {
        for (text, want) in [
            ("2022-07-15", "2022-07-15"),
            ("2022-07-15T10:20:30Z", "2022-07-15T10:20:30Z"),
            ("2022-07-15T10:20:30.123+02:00", "2022-07-15T08:20:30Z"),
            ("2022-07-15T10:20:30+0200", "2022-07-15T08:20:30Z"),
            ("2022-07-15T10:20-05:00", "2022-07-15T15:20:00Z"),
            ("2022-07-15 10:20:30", "2022-07-15T10:20:30Z"),
            ("2022-07-15 10:20:30 -0400", "2022-07-15T14:20:30Z"),
            ("20220715", "2022-07-15"),
            ("20220715T102030Z", "2022-07-15T10:20:30Z"),
            ("2022/07/15", "2022-07-15"),
            ("2022/7/5 8:00 AM", "2022-07-05T08:00:00Z"),
            ("Fri, 15 Jul 2022 10:20:30 GMT", "2022-07-15T10:20:30Z"),
            ("Fri, 15 Jul 2022 10:20:30 +0200", "2022-07-15T08:20:30Z"),
            ("Fri, 15 Jul 22 10:20 EST", "2022-07-15T15:20:00Z"),
            ("15-Jul-2022", "2022-07-15"),
            ("July 15, 2022", "2022-07-15"),
            ("Jul. 15th 2022", "2022-07-15"),
            ("15 July 2022", "2022-07-15"),
            ("the 15th of July, 2022", "2022-07-15"),
            ("July 2022", "2022-07-01"),
            ("Sept. 5, 2021", "2021-09-05"),
            ("Nov. 5, 2021 8:05 p.m. ET", "2021-11-06T01:05:00Z"),
            (
                "Updated 12:15 PM EDT, Tue May 2, 2023",
                "2023-05-02T16:15:00Z",
            ),
            (
                "Published: Friday, July 15, 2022 at 9:30 am",
                "2022-07-15T09:30:00Z",
            ),
            ("July 15, 2022 8 pm", "2022-07-15T20:00:00Z"),
            ("15. Juli 2022, 10:30 Uhr", "2022-07-15T10:30:00Z"),
            ("5. März 2021", "2021-03-05"),
            ("15.07.2022 10.30 Uhr", "2022-07-15T10:30:00Z"),
            ("15.07.22", "2022-07-15"),
            ("le 1er août 2022 à 10h30", "2022-08-01"),
            ("15 février 2022", "2022-02-15"),
            ("15 de julio de 2022", "2022-07-15"),
            ("15 luglio 2022", "2022-07-15"),
            ("15 lipca 2022", "2022-07-15"),
            ("15 de março de 2022", "2022-03-15"),
            ("15 juli 2022", "2022-07-15"),
            ("15 июля 2022", "2022-07-15"),
            ("2022年7月15日", "2022-07-15"),
            ("2022년 7월 15일", "2022-07-15"),
            ("07/15/2022", "2022-07-15"),
            ("15/07/2022", "2022-07-15"),
            ("1657880430", "2022-07-15T10:20:30Z"),
            ("1657880430000", "2022-07-15T10:20:30Z"),
        ] {
            check(text, want);
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "last week",
            "2022",
            "31 February 2022",
            "2022-13-45",
            "0001-01-01T00:00:00Z",
            "May",
            "12",
            "call 555 12 34",
            "99/99/9999",
            "9999999999999999999999",
            "mar",
            "a.b.c",
            "1.2.3",
        ] {
            check(text, "");
        }
    }

    proptest::proptest! {
        #[test]
        fn anything_can_be_asked(text in "\\PC{0,80}", digits in "[0-9 /:.+TZ-]{0,40}") {
            let _ = (parse(&text), parse(&digits));
        }
    }
}
