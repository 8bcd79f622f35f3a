//! Owns: finding the day among the tokens of a date.
//! Promises: total; the day exists.

use crate::date::token::{Order, Token};
use crate::model::moment::{Day, Moment};

/// Finds the day; gives it and how many tokens it took, counted from the first.
pub(super) fn day(tokens: &[Token], order: Order) -> Option<(Day, usize)> {
    for (at, token) in tokens.iter().enumerate() {
        let rest = tokens.get(at..).unwrap_or(&[]);
        let found = if let Token::Month(month) = token {
            named(tokens, at, *month)
        } else {
            numeric(rest, order).map(|(day, used)| (day, at + used))
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
    // `Mar 7 18:30:00 CET 2026`: the clock stands between, as C and Unix write it.
    if let Some(day) = after.filter(|n| is_day(*n))
        && matches!(tokens.get(after_at + 2), Some(Token::Sign(':')))
        && let Some(year) = (after_at + 4..after_at + 12).find_map(|at| {
            let zone = matches!(tokens.get(at - 1), Some(Token::Sign(_)));
            number(at).filter(|n| n.1 == 4 && !zone).and_then(year)
        })
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
fn numeric(tokens: &[Token], order: Order) -> Option<(Day, usize)> {
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
    let day_first = a > 12 || b <= 12 && (order == Order::DayFirst || first != '/');
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
