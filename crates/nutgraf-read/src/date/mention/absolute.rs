//! Owns: times that name a month, a year or a day in numbers: "3 December", "March 3, 2011", "in March", "since 2008".
//! Promises: the day exists; a year that is not told is the one that lies nearest, by the tense of the words around it.

use crate::date::mention::piece::{Line, Number};
use crate::date::mention::tense::{Tense, tense};
use crate::date::mention::told::{Setting, Told};
use crate::date::token::Order;
use crate::date::word;
use crate::model::dated::Precision;
use crate::model::moment::{Day, Moment};
use crate::text::word_list::words;

/// Words that a bare month or year stands after.
const BEFORE_MONTH: [&str; 22] = words(
    "in since until till by of from during through early late mid to before after last next this and between for \
     throughout",
);
const BEFORE_YEAR: [&str; 18] = words(
    "in since until till by of from during through early late mid before after year the throughout to",
);
/// What is counted by thousands and stands after "of" and the like.
const COUNTED: [&str; 6] = words("people men women children percent feet");
/// Small words between a number and its month.
const LINKS: [&str; 6] = words("of de di do da del");

/// How far ahead a day without a year may lie when no word tells whether it is past.
const AHEAD: i32 = 150;

/// The date that begins at a piece, a number or a month.
pub(super) fn dated(line: &Line<'_>, at: usize, setting: Setting) -> Option<Told> {
    if let Some(month) = line.month(at) {
        return after_month(line, at, month, setting);
    }
    numeric(line, at, setting)
        .or_else(|| before_month(line, at, setting))
        .or_else(|| bare_year(line, at, setting))
}

/// A day of the month.
fn day_number(number: Option<Number>) -> Option<i8> {
    let number = number.filter(|n| n.digits <= 2 && (1..=31).contains(&n.value))?;
    i8::try_from(number.value).ok()
}

fn year_number(number: Option<Number>) -> Option<i16> {
    let fits = |n: &Number| n.digits == 4 && !n.ordinal && (1500..=2200).contains(&n.value);
    i16::try_from(number.filter(fits)?.value).ok()
}

/// The year that a date goes on with after the piece at `at`.
fn year_after(line: &Line<'_>, at: usize) -> Option<(i16, usize)> {
    let next = at + 1 + usize::from(line.is(at + 1, &["de", "of"]));
    let near = matches!(line.gap(at), " " | ", " | ". " | "-" | "\u{a0}");
    let year = year_number(line.number(next)).filter(|_| near)?;
    Some((year, next + 1))
}

/// "March 3, 2011", "March 3", "March 2011", "in March".
fn after_month(line: &Line<'_>, at: usize, month: i8, setting: Setting) -> Option<Told> {
    if let Some(day) = day_number(line.number(at + 1))
        && matches!(line.gap(at), " " | ". " | "\u{a0}" | "-")
        && !counts(line, at)
    {
        let told = match year_after(line, at + 1) {
            Some((year, until)) => (Some(year), until),
            None => (None, at + 2),
        };
        return whole(line, (at, told.1), (told.0, month, day), setting);
    }
    if let Some((year, until)) = year_after(line, at) {
        return month_of(year, month, at, until);
    }
    if !line.was(at, 1, &BEFORE_MONTH) {
        return None;
    }
    let today = setting.today?;
    let gap = i16::from(today.month >= month);
    let tense = match line.before(at, 1).to_ascii_lowercase().as_str() {
        "last" => Tense::Past,
        "next" | "until" | "till" => Tense::Future,
        _ => tense(line, at),
    };
    // Months from the last one of this name, and to the next one.
    let ahead = i16::from(month - today.month).rem_euclid(12);
    let year = match tense {
        Tense::Future => today.year + i16::from(month < today.month),
        Tense::Open if ahead <= 2 => today.year + i16::from(month < today.month),
        Tense::Past if line.was(at, 1, &["last"]) => today.year - i16::from(month >= today.month),
        Tense::Past | Tense::Open => today.year - 1 + gap,
    };
    month_of(year, month, at, at + 1)
}

/// "In March 10 people died": the number counts what follows.
fn counts(line: &Line<'_>, at: usize) -> bool {
    let ordinal = line.number(at + 1).is_some_and(|n| n.ordinal);
    let runs_on = line.gap(at + 1) == " " && line.word(at + 2).starts_with(char::is_lowercase);
    line.was(at, 1, &["in"]) && !ordinal && runs_on && !line.is(at + 2, &["and", "at", "to", "or"])
}

/// "3 December 2011", "3rd of December"; in other languages "3 de diciembre", "3. Dezember", "3月5日".
fn before_month(line: &Line<'_>, at: usize, setting: Setting) -> Option<Told> {
    if let Some(year) = year_number(line.number(at))
        && matches!(line.word(at + 1).chars().next(), Some('年' | '년'))
        && let Some(mut told) = before_month(line, at + 2, setting)
    {
        told.from = at;
        told.day.year = year;
        return Moment::at(told.day).map(|_| told);
    }
    let day = day_number(line.number(at))?;
    if !matches!(
        line.gap(at),
        " " | ". " | "." | "-" | "º " | "° " | "" | "\u{a0}"
    ) {
        return None;
    }
    if line.gap(at).is_empty() {
        let han = |at: usize, signs: [char; 2]| line.word(at).starts_with(signs);
        let date = day_number(line.number(at + 2)).filter(|_| han(at + 1, ['月', '월']))?;
        return han(at + 3, ['日', '일'])
            .then(|| whole(line, (at, at + 3), (None, day, date), setting))
            .flatten();
    }
    let name = at + 1 + usize::from(line.is(at + 1, &LINKS));
    let foreign = || word::whole_month(line.word(name)).filter(|_| !setting.english);
    let month = line.month(name).or_else(foreign)?;
    let (year, until) = match year_after(line, name) {
        Some((year, until)) => (Some(year), until),
        None => (None, name + 1),
    };
    whole(line, (at, until), (year, month, day), setting)
}

/// `2011-02-11`, `11/02/2011` where it can be told which number is the day.
fn numeric(line: &Line<'_>, at: usize, setting: Setting) -> Option<Told> {
    let sign = line.gap(at);
    if !matches!(sign, "-" | "/" | ".") || line.gap(at + 1) != sign {
        return None;
    }
    let number = |at: usize| {
        let number = line.number(at).filter(|n| n.digits <= 2)?;
        i8::try_from(number.value).ok()
    };
    let (year, month, day) = if let Some(year) = year_number(line.number(at)) {
        (year, number(at + 1)?, number(at + 2)?)
    } else {
        let (one, two) = (number(at)?, number(at + 1)?);
        let year = year_number(line.number(at + 2))?;
        let day_first = setting.order == Some(Order::DayFirst);
        match (one > 12, two > 12) {
            (true, false) => (year, two, one),
            (false, true) => (year, one, two),
            _ if one == two || day_first => (year, two, one),
            _ => return None,
        }
    };
    let day = Day { year, month, day };
    Moment::at(day)?;
    Some(Told {
        from: at,
        until: at + 3,
        day,
        precision: Precision::Day,
        explicit: true,
    })
}

/// "in 2010", "since 2008", "the 2012 election".
fn bare_year(line: &Line<'_>, at: usize, setting: Setting) -> Option<Told> {
    let year = year_number(line.number(at)).filter(|_| setting.english)?;
    let latest = setting.today.map_or(2100, |today| today.year + 30);
    let before = at.checked_sub(1)?;
    if !(1900..=latest).contains(&year) || !matches!(line.gap(before), " " | "-") {
        return None;
    }
    let range = line.is(before, &["and"]) && year_number(line.number(at.checked_sub(2)?)).is_some();
    let next = line.word(at + 1);
    let many = next.len() > 4 && next.ends_with('s') && next.starts_with(char::is_lowercase);
    let counted = line.gap(at) == " " && (many || line.is(at + 1, &COUNTED));
    if counted || line.gap(at).starts_with(['%', '.', '/']) && line.gap(at).len() == 1 {
        return None;
    }
    let day = Day {
        year,
        month: 1,
        day: 1,
    };
    (range || line.is(before, &BEFORE_YEAR)).then_some(Told {
        from: at,
        until: at + 1,
        day,
        precision: Precision::Year,
        explicit: true,
    })
}

fn month_of(year: i16, month: i8, from: usize, until: usize) -> Option<Told> {
    let day = Day {
        year,
        month,
        day: 1,
    };
    Moment::at(day)?;
    Some(Told {
        from,
        until,
        day,
        precision: Precision::Month,
        explicit: true,
    })
}

/// A day of a month, of the year that is told or of the nearest that fits.
fn whole(
    line: &Line<'_>,
    (from, until): (usize, usize),
    (year, month, day): (Option<i16>, i8, i8),
    setting: Setting,
) -> Option<Told> {
    let day = match (year, setting.today) {
        (Some(year), _) => Day { year, month, day },
        (None, None) => return None,
        (None, Some(today)) => nearest(today, month, day, tense(line, from))?,
    };
    Moment::at(day)?;
    Some(Told {
        from,
        until,
        day,
        precision: Precision::Day,
        explicit: true,
    })
}

/// The day of this name that is meant.
fn nearest(today: Day, month: i8, day: i8, tense: Tense) -> Option<Day> {
    let now = today.number()?;
    let years = [today.year - 1, today.year, today.year + 1];
    let days = years.map(|year| Day { year, month, day });
    // Far from today is worse, the wrong way round is worse still. A day is free: papers are dated ahead.
    let cost = |day: &Day| {
        let away = day.number()? - now;
        let wrong = match tense {
            Tense::Past if away > 1 => 300,
            Tense::Future if away < 0 => 300,
            Tense::Open if away > AHEAD => 300,
            Tense::Past | Tense::Future | Tense::Open => 0,
        };
        Some(away.abs() + wrong)
    };
    let fits = days.iter().filter(|day| Moment::at(**day).is_some());
    fits.min_by_key(|day| cost(day).unwrap_or(i32::MAX))
        .copied()
}
