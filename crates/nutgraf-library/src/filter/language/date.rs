//! Owns: reading times in a filter line, and resolving them against a clock.
//! Promises: total; no clock of its own.

use crate::filter::language::query::{Edge, Fault, Unit, When};
use nutgraf_read::date::calendar::Calendar;
use nutgraf_read::model::moment::Moment;

/// Ages beyond this many units are as good as for ever.
const LONGEST: u32 = 100_000;

/// Reads a term as a time. `None` when it does not look like one.
pub(crate) fn read(text: &str) -> Option<Result<When, Fault>> {
    match text {
        "today" => return Some(Ok(When::Today)),
        "yesterday" => return Some(Ok(When::Yesterday)),
        "last" => return Some(Ok(When::LastVisit)),
        ">" | "<" | ".." => return Some(Err(Fault::Unfinished)),
        _ => {}
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Some(edge(rest).map(When::Over).ok_or_else(|| blame(rest)));
    }
    if let Some(rest) = text.strip_prefix('<') {
        return Some(edge(rest).map(When::Under).ok_or_else(|| blame(rest)));
    }
    if let Some((from, until)) = text.split_once("..") {
        if !(edge_like(from) && edge_like(until)) {
            return None;
        }
        let read = |side: &str| match side {
            "" => Ok(None),
            side => edge(side).map(Some).ok_or_else(|| blame(side)),
        };
        return Some(read(from).and_then(|from| Ok(When::Range(from, read(until)?))));
    }
    match edge(text) {
        // A year alone is a word of many headlines.
        Some(Edge::Date(Calendar::Year(_))) => None,
        Some(edge) => Some(Ok(When::Within(edge))),
        None if dash_date(text) => Some(Err(blame(text))),
        None if age_and_more(text) => Some(Err(Fault::Wrong)),
        None => None,
    }
}

/// Reads what stands after `@` and begins with a digit: an age, or a day since when.
pub(crate) fn read_age(text: &str) -> Result<When, Fault> {
    let text = text.strip_suffix("-ago").unwrap_or(text);
    match edge(text) {
        Some(age @ Edge::Ago(..)) => Ok(When::Within(age)),
        Some(day) => Ok(When::Range(Some(day), None)),
        None => read(text).unwrap_or_else(|| Err(blame(text))),
    }
}

fn edge_like(text: &str) -> bool {
    text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit())
}

/// `2022-`, `2022-7`, `2022-13-40`: four digits and a dash can only become a date.
fn dash_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 4
        && bytes.iter().take(4).all(u8::is_ascii_digit)
        && bytes.get(4) == Some(&b'-')
        && bytes
            .iter()
            .skip(5)
            .all(|b| b.is_ascii_digit() || *b == b'-')
}

/// `7d2026`, `30d-7d`: an age, and a year or another age run into it.
fn age_and_more(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let unit = Unit::ALL
        .into_iter()
        .find_map(|unit| rest.strip_prefix(unit.letter()));
    rest.len() < text.len()
        && unit.is_some_and(|more| {
            let more = more.strip_prefix('-').unwrap_or(more);
            let digits = more.bytes().take_while(u8::is_ascii_digit).count();
            let age = edge(more).is_some_and(|edge| matches!(edge, Edge::Ago(..)));
            age || digits == 4 && digits == more.len()
        })
}

/// Whether a text that is no edge may become one by typing on.
fn blame(text: &str) -> Fault {
    let mut lengths = text.split('-').map(str::len);
    let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let year = lengths.next().unwrap_or(0);
    let (month, day) = (lengths.next(), lengths.next());
    let short = year < 4 && month.is_none()
        || year == 4 && month.is_some_and(|m| m < 2) && day.is_none()
        || year == 4 && month == Some(2) && day.is_some_and(|d| d < 2);
    if digits && short && lengths.next().is_none() {
        Fault::Unfinished
    } else {
        Fault::Wrong
    }
}

fn edge(text: &str) -> Option<Edge> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(at) = text.find(|c: char| c.is_ascii_alphabetic()) {
        let count: u32 = text.get(..at)?.trim_end_matches('-').parse().ok()?;
        let unit = text.get(at..)?;
        let unit = Unit::ALL.into_iter().find(|known| {
            let mut letter = [0; 4];
            unit == known.letter().encode_utf8(&mut letter)
                || unit == known.name()
                || unit.strip_suffix('s') == Some(known.name())
        })?;
        return (count <= LONGEST).then_some(Edge::Ago(count, unit));
    }
    Calendar::read(text).map(Edge::Date)
}

/// A stretch of time in seconds since 1970: from the first up to, not including, the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// The first second.
    pub from: i64,
    /// One past the last second.
    pub until: i64,
}

/// Resolves a time of publishing; `None` for one of arrival.
pub(crate) fn resolve(when: When, now: Moment) -> Option<Stretch> {
    let since = |from| Stretch {
        from,
        until: i64::MAX,
    };
    let before = |until| Stretch {
        // Not the very least: that one stands for "no date".
        from: i64::MIN + 1,
        until,
    };
    let midnight = now.day().and_then(Moment::at).unwrap_or(now).0;
    Some(match when {
        When::Today => since(midnight),
        When::Yesterday => Stretch {
            from: midnight.saturating_sub(86_400),
            until: midnight,
        },
        When::LastVisit => return None,
        When::Within(edge) => match bounds(edge, now) {
            (from, _) if matches!(edge, Edge::Ago(..)) => since(from),
            (from, until) => Stretch { from, until },
        },
        When::Over(edge) => match bounds(edge, now) {
            (from, _) if matches!(edge, Edge::Ago(..)) => before(from),
            (_, until) => since(until),
        },
        When::Under(edge) => match bounds(edge, now) {
            (from, _) if matches!(edge, Edge::Ago(..)) => since(from),
            (from, _) => before(from),
        },
        When::Range(from, until) => {
            let from = from.map(|edge| bounds(edge, now));
            let until = until.map(|edge| bounds(edge, now));
            match (from, until) {
                (None, None) => before(i64::MAX),
                (Some(from), None) => since(from.0),
                (None, Some(until)) => before(until.1),
                // A range the wrong way round means the same range.
                (Some(one), Some(other)) => Stretch {
                    from: one.0.min(other.0),
                    until: one.1.max(other.1),
                },
            }
        }
    })
}

fn bounds(edge: Edge, now: Moment) -> (i64, i64) {
    match edge {
        Edge::Ago(count, unit) => {
            let age = i64::from(count).saturating_mul(unit.seconds());
            let then = now.0.saturating_sub(age);
            (then, then)
        }
        Edge::Date(date) => (
            date.begin().map_or(i64::MIN + 1, |begin| begin.0),
            date.end().map_or(i64::MAX, |end| end.0),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::text::word_list::words;

    #[test]
    fn times_are_read_and_resolved() {
        let now = Moment::parse("2022-07-15T12:00:00Z").unwrap();
        for (text, from, until) in [
            ("today", "2022-07-15T00:00:00Z", ""),
            ("yesterday", "2022-07-14T00:00:00Z", "2022-07-15T00:00:00Z"),
            ("2d", "2022-07-13T12:00:00Z", ""),
            ("3h", "2022-07-15T09:00:00Z", ""),
            ("1w", "2022-07-08T12:00:00Z", ""),
            (">1w", "", "2022-07-08T12:00:00Z"),
            ("<1w", "2022-07-08T12:00:00Z", ""),
            ("2022-07", "2022-07-01T00:00:00Z", "2022-08-01T00:00:00Z"),
            ("2021-12", "2021-12-01T00:00:00Z", "2022-01-01T00:00:00Z"),
            ("2022-07..", "2022-07-01T00:00:00Z", ""),
            ("..2019", "", "2020-01-01T00:00:00Z"),
            (
                "2018-05-01..2018-06-01",
                "2018-05-01T00:00:00Z",
                "2018-06-02T00:00:00Z",
            ),
            (
                "2018-06-01..2018-05-01",
                "2018-05-01T00:00:00Z",
                "2018-06-02T00:00:00Z",
            ),
            ("2w..1w", "2022-07-01T12:00:00Z", "2022-07-08T12:00:00Z"),
            (">2019", "2020-01-01T00:00:00Z", ""),
            ("<2019-03", "", "2019-03-01T00:00:00Z"),
        ] {
            let stretch = resolve(read(text).unwrap().unwrap(), now).unwrap();
            let show = |second: i64, open: i64| match second {
                second if second == open => String::new(),
                second => Moment(second).to_string(),
            };
            assert_eq!(show(stretch.from, i64::MIN + 1), from, "{text}");
            assert_eq!(show(stretch.until, i64::MAX), until, "{text}");
        }
        assert_eq!(resolve(When::LastVisit, now), None);
    }

    #[test]
    fn what_is_no_time_is_a_word_or_a_fault() {
        for word in [
            "2022", "iran", "737", "9/11", "2days2", "", "...", "a..b", "5gx", "7-eleven",
        ] {
            assert_eq!(read(word), None, "{word}");
        }
        for open in words::<9>("2022- 2022-0 2022-07- 2022-07-1 2022..20 .. > ..202 <2") {
            assert_eq!(read(open), Some(Err(Fault::Unfinished)), "{open}");
        }
        for wrong in
            words::<8>("2022-13 2022-02-30 2022..2022-02-30 ..9x >iran 2022-07-15-01 7d2026 30d-7d")
        {
            assert_eq!(read(wrong), Some(Err(Fault::Wrong)), "{wrong}");
        }
    }

    #[test]
    fn after_the_sign_an_age_may_be_in_words() {
        let days = When::Within(Edge::Ago(3, Unit::Day));
        for text in ["3d", "3-days-ago", "3days"] {
            assert_eq!(read_age(text), Ok(days), "{text}");
        }
        assert_eq!(
            read_age("2022-07"),
            Ok(When::Range(
                Some(Edge::Date(Calendar::Month(2022, 7))),
                None
            ))
        );
        assert_eq!(read_age("2"), Err(Fault::Unfinished));
    }
}
