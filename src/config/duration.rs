//! Owns: lengths of time as a person writes them: `30m`, `2h`, `1d`.
//! Promises: what is read can be written back.

/// What the letters stand for, in seconds.
const UNITS: [(&str, i64); 5] = [
    ("w", 7 * 24 * 3600),
    ("d", 24 * 3600),
    ("h", 3600),
    ("m", 60),
    ("s", 1),
];

/// The seconds of a length of time; `None` when it is none.
pub fn seconds(text: &str) -> Option<i64> {
    let text = text.trim();
    let (unit, length) = UNITS
        .iter()
        .find_map(|(letter, length)| Some((text.strip_suffix(letter)?, length)))?;
    let number: u32 = unit.trim().parse().ok()?;
    Some(i64::from(number) * length)
}

/// A length of time in the largest unit that fits without a rest.
pub fn written(seconds: i64) -> String {
    let fits = UNITS
        .iter()
        .find(|(_, length)| seconds >= *length && seconds % length == 0);
    fits.map_or_else(
        || format!("{seconds}s"),
        |(letter, length)| format!("{}{letter}", seconds / length),
    )
}

/// A length of time for the eye: `4 min`, `3 h`, `2 days`.
pub fn spoken(seconds: i64) -> String {
    match seconds {
        ..60 => format!("{} s", seconds.max(0)),
        60..3600 => format!("{} min", seconds / 60),
        3600..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} days", seconds / 86400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_written() {
        for (text, length) in [("30m", 1800), ("2h", 7200), ("1d", 86400), ("90s", 90)] {
            assert_eq!(seconds(text), Some(length));
            assert_eq!(written(length), text);
        }
        for none in ["", "h", "2", "-1h", "2 hours", "99999999999d"] {
            assert_eq!(seconds(none), None, "{none}");
        }
        assert_eq!(spoken(7300), "2 h");
    }
}
