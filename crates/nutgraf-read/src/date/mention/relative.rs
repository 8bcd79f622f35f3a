//! Owns: times that are told from another day: "on Thursday", "yesterday", "last week", "two days later".
//! Promises: weekdays are the nearest past ones unless the words around them speak of what will be; "later" counts from a
//! day that was told before, or is left out.

use crate::date::mention::piece::{Line, Sort, Unit};
use crate::date::mention::tense::{Tense, tense};
use crate::date::mention::told::Told;
use crate::model::dated::Precision;
use crate::model::moment::Day;
use crate::text::word_list::words;

/// Words after a weekday that make it a name.
const PAPERS: [&str; 11] =
    words("times telegraph mirror express mail herald post independent school football sun");
/// Words before a weekday that make it a name, or any such day.
const ANY: [&str; 15] =
    words("every each a one any most per black good super ash cyber bloody giving alternate");
const NUMBERS: [&str; 20] = words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen \
     nineteen twenty",
);

/// The time that has its telling word at a piece. `anchor` is the day that was told before.
pub(super) fn spoken(line: &Line<'_>, at: usize, today: Day, anchor: Option<Day>) -> Option<Told> {
    match line.sort(at)? {
        Sort::Near(days) => {
            // `USA Today` is a name.
            let name = at > 0 && line.word(at).starts_with(char::is_uppercase);
            let day = today.plus(days).filter(|_| !name)?;
            Some(told(at, at + 1, day, Precision::Day))
        }
        Sort::Part if line.was(at, 1, &["this"]) => {
            Some(told(at - 1, at + 1, today, Precision::Day))
        }
        Sort::Part if line.was(at, 1, &["last"]) => {
            Some(told(at - 1, at + 1, today.plus(-1)?, Precision::Day))
        }
        Sort::Weekday(weekday) => on_weekday(line, at, weekday, today),
        Sort::Unit(unit) => counted(line, at, unit, (today, anchor))
            .or_else(|| named(line, at, unit, (today, anchor))),
        Sort::Other | Sort::Number(_) | Sort::Month(_) | Sort::Part => None,
    }
}

fn told(from: usize, until: usize, day: Day, precision: Precision) -> Told {
    Told {
        from,
        until,
        day,
        precision,
        explicit: false,
    }
}

/// Monday is 0.
fn weekday_of(day: Day) -> Option<i32> {
    // 1970-01-01 was a Thursday.
    Some((day.number()? + 3).rem_euclid(7))
}

fn on_weekday(line: &Line<'_>, at: usize, weekday: i32, today: Day) -> Option<Told> {
    let dated = line.joined(at)
        && match line.sort(at + 1) {
            Some(Sort::Month(_)) => true,
            Some(Sort::Number(_)) => matches!(line.sort(at + 2), Some(Sort::Month(_))),
            _ => false,
        };
    let paper = line.gap(at) == " "
        && line.is(at + 1, &PAPERS)
        && line.word(at + 1).starts_with(char::is_uppercase);
    if dated || paper || line.was(at, 1, &ANY) {
        return None;
    }
    let now = weekday_of(today)?;
    let (back, on) = ((now - weekday).rem_euclid(7), (weekday - now).rem_euclid(7));
    let part = usize::from(line.sort(at + 1) == Some(Sort::Part));
    let mut from = at;
    let mut until = at + 1 + part;
    let week = until + usize::from(line.is(until, &["of"]));
    let shift = if line.sort(week + 1) == Some(Sort::Unit(Unit::Week)) {
        week_word(line.word(week))
    } else {
        None
    };
    let days = if let Some(weeks) = shift {
        until = week + 2;
        weekday - now + 7 * weeks
    } else if line.was(at, 1, &["last", "past", "previous"]) {
        from = at - 1;
        if back == 0 { -7 } else { -back }
    } else if line.was(at, 1, &["next"]) {
        from = at - 1;
        if on == 0 { 7 } else { on }
    } else if line.was(at, 1, &["coming"]) || tense(line, at) == Tense::Future {
        on
    } else {
        -back
    };
    Some(told(from, until, today.plus(days)?, Precision::Day))
}

/// Weeks from this one.
fn week_word(word: &str) -> Option<i32> {
    let is = |one: &str| word.eq_ignore_ascii_case(one);
    match () {
        () if is("last") => Some(-1),
        () if is("this") => Some(0),
        () if is("next") => Some(1),
        () => None,
    }
}

/// "two days later", "a year ago", "a week earlier".
fn counted(
    line: &Line<'_>,
    at: usize,
    unit: Unit,
    (today, anchor): (Day, Option<Day>),
) -> Option<Told> {
    let before = at.checked_sub(1)?;
    let many = if let Some(number) = line.number(before) {
        i32::try_from(number.value)
            .ok()
            .filter(|_| number.digits <= 3)?
    } else if line.is(before, &["a", "an"]) {
        1
    } else {
        let word = line.word(before);
        let at = NUMBERS
            .iter()
            .position(|one| one.eq_ignore_ascii_case(word))?;
        i32::try_from(at).ok()? + 1
    };
    let (from, sign) = if line.is(at + 1, &["ago"]) {
        (today, -1)
    } else if line.is(at + 1, &["earlier"]) {
        (anchor.unwrap_or(today), -1)
    } else if line.is(at + 1, &["later", "afterwards"]) {
        (anchor?, 1)
    } else {
        return None;
    };
    let (day, precision) = moved(from, unit, many * sign)?;
    Some(told(before, at + 2, day, precision))
}

/// A day moved by so many units, and how much of it that tells.
fn moved(from: Day, unit: Unit, many: i32) -> Option<(Day, Precision)> {
    Some(match unit {
        Unit::Day => (from.plus(many)?, Precision::Day),
        Unit::Week => (from.plus(many * 7)?, Precision::Month),
        Unit::Month => (months_on(from, many)?, Precision::Month),
        Unit::Year => {
            let year = i16::try_from(i32::from(from.year) + many).ok()?;
            (
                Day {
                    year,
                    day: from.day.min(28),
                    ..from
                },
                Precision::Year,
            )
        }
    })
}

fn months_on(from: Day, many: i32) -> Option<Day> {
    let months = i32::from(from.year) * 12 + i32::from(from.month) - 1 + many;
    Some(Day {
        year: i16::try_from(months.div_euclid(12)).ok()?,
        month: i8::try_from(months.rem_euclid(12)).ok()? + 1,
        day: from.day.min(28),
    })
}

/// "last week", "this month", "next year", "the following day", "the day before yesterday".
fn named(
    line: &Line<'_>,
    at: usize,
    unit: Unit,
    (today, anchor): (Day, Option<Day>),
) -> Option<Told> {
    if unit == Unit::Day && line.is(at + 1, &["before"]) && line.is(at + 2, &["yesterday"]) {
        return Some(told(at, at + 3, today.plus(-2)?, Precision::Day));
    }
    if unit == Unit::Day && line.is(at + 1, &["after"]) && line.is(at + 2, &["tomorrow"]) {
        return Some(told(at, at + 3, today.plus(2)?, Precision::Day));
    }
    let from = at.checked_sub(1)?;
    let is = |one: &str| line.is(from, &[one]);
    // "over the last month" is how long, not when; "days" are several.
    let stretch = line.was(at, 2, &["the"]) && (is("last") || is("next") && unit != Unit::Day);
    if stretch || line.word(at).ends_with(['s', 'S']) {
        return None;
    }
    let (base, many) = match (unit, ()) {
        (Unit::Day, ()) if is("next") || is("following") => (anchor?, 1),
        (Unit::Day, ()) if is("previous") => (anchor.unwrap_or(today), -1),
        (Unit::Day, ()) if is("same") => (anchor?, 0),
        (Unit::Day, ()) => return None,
        _ if is("last") => (today, -1),
        _ if is("this") => (today, 0),
        _ if is("next") || is("coming") => (today, 1),
        _ if is("following") => (anchor?, 1),
        _ if is("previous") => (anchor.unwrap_or(today), -1),
        _ => return None,
    };
    let (day, precision) = match unit {
        // The middle of the week.
        Unit::Week => {
            let thursday = base.plus(3 - weekday_of(base)?)?;
            (thursday.plus(many * 7)?, Precision::Month)
        }
        Unit::Day | Unit::Month | Unit::Year => moved(base, unit, many)?,
    };
    Some(told(from, at + 1, day, precision))
}
