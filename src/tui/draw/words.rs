//! Owns: how numbers, dates and lengths are written on the screen.
//! Promises: short, and the same everywhere.

use unicode_width::UnicodeWidthStr;

use nutgraf_read::model::moment::{Day, Moment};

/// A count with separators: `1,204`.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count with its noun: `1 article`, `9 articles`.
pub(super) fn many(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", count(number))
}

/// A count of different texts, where copies are left out: `1 text`, `4,693 texts`.
pub(super) fn texts(number: u64) -> String {
    let noun = if number == 1 { "text" } else { "texts" };
    format!("{} {noun}", count(number))
}

/// A count of stories: `1 story`, `41 stories`.
pub(super) fn stories(number: u64) -> String {
    let noun = if number == 1 { "story" } else { "stories" };
    format!("{} {noun}", count(number))
}

/// A count of rows whose letters match in their order only: `1 near match`.
pub(super) fn near(number: u64) -> String {
    let noun = if number == 1 { "match" } else { "matches" };
    format!("{} near {noun}", count(number))
}

/// Words with others after them in `room` columns: the first are cut where both have no room.
pub(super) fn beside(first: &str, after: &str, room: usize) -> String {
    let left = room.saturating_sub(after.width());
    if first.width() <= left {
        return format!("{first}{after}");
    }
    let mut kept = String::new();
    for c in first.chars() {
        let mut longer = kept.clone();
        longer.push(c);
        if longer.width() >= left {
            break;
        }
        kept = longer;
    }
    let cut = if kept.is_empty() { "" } else { "…" };
    format!("{}{cut}{after}", kept.trim_end())
}

/// A surprise: `+123`, `-8`.
pub(super) fn surprise(ratio: f32) -> String {
    format!("{ratio:+.0}")
}

/// A reading time: `3m`, `1h10`.
pub(super) fn minutes(words: u32, per_minute: u32) -> String {
    let minutes = words.div_ceil(per_minute.max(1)).max(1);
    if minutes < 60 {
        format!("{minutes}m")
    } else {
        format!("{}h{:02}", minutes / 60, minutes % 60)
    }
}

/// A date with a short month: `27 Oct 2021`.
pub(super) fn date(moment: Moment) -> String {
    match moment.day() {
        Some(day) => format!("{} {} {}", day.day, short_month(day), day.year),
        None => String::new(),
    }
}

/// How long ago, or the date: `5m`, `3h`, `2d`, `27 Oct`, `27 Oct 21`.
pub(super) fn age(moment: Moment, now: Moment) -> String {
    let seconds = now.0.saturating_sub(moment.0);
    match seconds {
        0..3600 => format!("{}m", (seconds / 60).max(1)),
        3600..86_400 => format!("{}h", seconds / 3600),
        86_400..604_800 => format!("{}d", seconds / 86_400),
        _ => match (moment.day(), now.day()) {
            (Some(day), Some(today)) if day.year == today.year => {
                format!("{} {}", day.day, short_month(day))
            }
            (Some(day), _) => format!(
                "{} {} {:02}",
                day.day,
                short_month(day),
                day.year.rem_euclid(100)
            ),
            (None, _) => String::new(),
        },
    }
}

/// A day as a heading: `Today`, `Yesterday`, `27 October 2021`.
pub(super) fn day(day: Day, now: Moment) -> String {
    let is = |moment: Moment| moment.day() == Some(day);
    if is(now) {
        format!("Today · {day}")
    } else if is(now.plus(-86_400)) {
        format!("Yesterday · {day}")
    } else {
        day.to_string()
    }
}

fn short_month(day: Day) -> &'static str {
    day.month_name().get(..3).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_ages_are_short() {
        assert_eq!(count(0), "0");
        assert_eq!(count(1204), "1,204");
        assert_eq!(count(1_000_000), "1,000,000");
        assert_eq!(many(1, "article"), "1 article");
        assert_eq!(minutes(0, 220), "1m");
        assert_eq!(minutes(221, 220), "2m");
        assert_eq!(minutes(22_000, 220), "1h40");
        let now = Moment::parse("2022-07-15T12:00:00Z").unwrap();
        for (then, expected) in [
            ("2022-07-15T11:59:50Z", "1m"),
            ("2022-07-15T09:00:00Z", "3h"),
            ("2022-07-13T09:00:00Z", "2d"),
            ("2022-03-01", "1 Mar"),
            ("2021-10-27", "27 Oct 21"),
            ("2031-10-27", "27 Oct 31"),
        ] {
            assert_eq!(age(Moment::parse(then).unwrap(), now), expected, "{then}");
        }
    }
}
