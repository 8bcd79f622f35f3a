//! Owns: finding the time of day and the zone among the tokens of a date.
//! Promises: total.

use crate::date::token::Token;
use crate::date::word;

/// A time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    /// Seconds since midnight, where the text was written.
    pub(super) time: i64,
    /// Seconds east of UTC, when the text says so.
    pub(super) zone: Option<i64>,
}

/// The time of day, with one of `signs` between hour and minute; `month` tells summer time.
pub(super) fn clock(tokens: &[Token], month: i8, signs: &[char]) -> Option<Clock> {
    if let Some(Token::Number(n, digits @ (6 | 4))) = tokens
        .iter()
        .position(|t| *t == Token::Between)
        .and_then(|at| tokens.get(at + 1))
    {
        // The compact form: `T101500`.
        let seconds = if *digits == 6 { *n } else { n * 100 };
        let time = seconds / 10_000 * 3600 + seconds / 100 % 100 * 60 + seconds % 100;
        return Some(Clock {
            time,
            zone: zone(tokens, month),
        });
    }
    let with_minute = tokens.windows(3).enumerate().find_map(|(at, three)| {
        let [
            Token::Number(hour, 1 | 2),
            Token::Sign(sign),
            Token::Number(minute, 2),
        ] = three
        else {
            return None;
        };
        signs.contains(sign).then_some((*hour, *minute, at + 3))
    });
    // `8 pm`
    let alone = || {
        tokens.windows(2).enumerate().find_map(|(at, two)| {
            let [Token::Number(hour, 1 | 2), Token::Half(_)] = two else {
                return None;
            };
            Some((*hour, 0, at + 1))
        })
    };
    let (mut hour, minute, mut used) = with_minute.or_else(alone)?;
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
    Some(Clock {
        time: hour * 3600 + minute * 60 + second,
        zone: zone(rest, month),
    })
}

/// Seconds east of UTC that the tokens after a time say: `+02:00`, `-0500`, `GMT`, `ET`.
fn zone(tokens: &[Token], month: i8) -> Option<i64> {
    let named = tokens.iter().take(6).find_map(|token| {
        let Token::Zone(seconds) = token else {
            return None;
        };
        Some(*seconds)
    });
    let signed = tokens.windows(2).take(4).enumerate().find_map(|(at, two)| {
        let [Token::Sign(sign @ ('+' | '-')), Token::Number(n, digits)] = two else {
            return None;
        };
        let minutes = match (tokens.get(at + 2), tokens.get(at + 3)) {
            (Some(Token::Sign(':')), Some(Token::Number(m, 2))) if *digits <= 2 => n * 60 + m,
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
    signed.or_else(|| {
        named.map(|named| match named {
            word::EASTERN => (if summer { -4 } else { -5 }) * 3600,
            word::PACIFIC => (if summer { -7 } else { -8 }) * 3600,
            named => named,
        })
    })
}
