//! Owns: colours by name, and the nearest ones a terminal has.
//! Promises: total.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "what is not named has no number"
)]

use ratatui::style::Color;

use crate::tui::depth::Depth;

/// The sixteen by name; `bright-` names follow in the same order.
const NAMES: [(&str, Color); 16] = [
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

/// What xterm shows for the sixteen, for finding the nearest.
const SIXTEEN: [(u8, u8, u8); 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

/// Reads a name of the sixteen, a number of the 256, or `#rrggbb`.
pub fn parse(word: &str) -> Option<Color> {
    if let Some(hex) = word.strip_prefix('#') {
        let number = u32::from_str_radix(hex, 16)
            .ok()
            .filter(|_| hex.len() == 6)?;
        let [_, red, green, blue] = number.to_be_bytes();
        return Some(Color::Rgb(red, green, blue));
    }
    if let Ok(number) = word.parse::<u8>() {
        return Some(Color::Indexed(number));
    }
    NAMES
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, c)| *c)
}

/// The number of one of the sixteen.
pub fn number(color: Color) -> Option<u8> {
    let at = NAMES.iter().position(|(_, c)| *c == color)?;
    u8::try_from(at).ok()
}

/// The nearest colour that there is; `None` where there are none.
pub fn nearest(color: Color, depth: Depth) -> Option<Color> {
    match depth {
        Depth::None => None,
        Depth::True => Some(color),
        Depth::Many => Some(match color {
            Color::Rgb(r, g, b) => Color::Indexed(of_256((r, g, b))),
            other => other,
        }),
        Depth::Sixteen => Some(of_first(color, 16)),
        Depth::Eight => Some(of_first(color, 8)),
    }
}

fn of_first(color: Color, many: usize) -> Color {
    let rgb = match color {
        Color::Rgb(r, g, b) => (r, g, b),
        Color::Indexed(n) if n >= 16 => rgb_of(n),
        Color::Indexed(n) => return named(usize::from(n) % many),
        Color::Reset => return Color::Reset,
        other => {
            let at = number(other).map_or(7, usize::from);
            return named(at % many);
        }
    };
    let nearest = SIXTEEN
        .iter()
        .take(many)
        .enumerate()
        .min_by_key(|(_, c)| distance(**c, rgb));
    named(nearest.map_or(7, |(at, _)| at))
}

fn named(at: usize) -> Color {
    NAMES.get(at).map_or(Color::Reset, |(_, c)| *c)
}

/// The nearest of the 6×6×6 cube and the 24 greys.
fn of_256(rgb: (u8, u8, u8)) -> u8 {
    (16..=255)
        .min_by_key(|n| distance(rgb_of(*n), rgb))
        .unwrap_or(15)
}

fn rgb_of(index: u8) -> (u8, u8, u8) {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return (grey, grey, grey);
    }
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    let n = index.saturating_sub(16);
    (step(n / 36), step(n / 6 % 6), step(n % 6))
}

/// Squared distance, weighted as the eye does ("redmean").
fn distance(a: (u8, u8, u8), b: (u8, u8, u8)) -> i64 {
    let mean = i64::from(u8::midpoint(a.0, b.0));
    let (r, g, b) = (
        i64::from(a.0) - i64::from(b.0),
        i64::from(a.1) - i64::from(b.1),
        i64::from(a.2) - i64::from(b.2),
    );
    (((512 + mean) * r * r) >> 8) + 4 * g * g + (((767 - mean) * b * b) >> 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_and_brought_down() {
        assert_eq!(parse("#b3261e"), Some(Color::Rgb(0xb3, 0x26, 0x1e)));
        assert_eq!(parse("130"), Some(Color::Indexed(130)));
        assert_eq!(parse("bright-red"), Some(Color::LightRed));
        for bad in ["", "#12", "#gggggg", "256", "rot"] {
            assert_eq!(parse(bad), None, "{bad:?}");
        }
        for (color, depth, expected) in [
            (
                Color::Rgb(255, 0, 0),
                Depth::Many,
                Some(Color::Indexed(196)),
            ),
            (Color::Rgb(250, 5, 5), Depth::Sixteen, Some(Color::LightRed)),
            (Color::Rgb(250, 5, 5), Depth::Eight, Some(Color::Red)),
            (Color::LightRed, Depth::Eight, Some(Color::Red)),
            (Color::Rgb(1, 2, 3), Depth::None, None),
            (Color::Red, Depth::Many, Some(Color::Red)),
        ] {
            assert_eq!(nearest(color, depth), expected, "{color:?} at {depth:?}");
        }
    }
}
