//! Owns: sparklines: how much there was over time, one column a stretch.
//! Promises: nothing at all is blank, the most is a full column, and anything above nothing can be seen.

use crate::tui::ink::Pen;
use nutgraf_library::filter::stats::actor_stats::TREND;

/// Heights, the lowest first; each one column wide.
const UNICODE: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// Their twins for terminals without such signs.
const ASCII: [&str; 8] = [".", ".", ":", ":", "=", "=", "#", "#"];

/// Draws a trend in as many columns as it has stretches, in half as many, or not at all.
pub(super) fn draw_within(trend: &[u32; TREND], at: (u16, u16), room: u16, pen: &mut Pen<'_>) {
    if usize::from(room) >= TREND {
        draw(trend, at, pen);
    } else if usize::from(room) >= TREND / 2 {
        let halves: Vec<u32> = trend.chunks(2).map(|two| two.iter().sum()).collect();
        draw(&halves, at, pen);
    }
}

/// Draws a trend; when all is in no time at all, nothing.
pub(super) fn draw(trend: &[u32], (x, y): (u16, u16), pen: &mut Pen<'_>) {
    let most = trend.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return;
    }
    let signs = if pen.is_ascii() { &ASCII } else { &UNICODE };
    let (dim, accent) = (pen.theme.dim, pen.theme.accent);
    for (count, x) in trend.iter().zip(x..) {
        let Some(height) = height(*count, most) else {
            continue;
        };
        let style = if *count == most { accent } else { dim };
        pen.put(
            x,
            y,
            x + 1,
            signs.get(height).copied().unwrap_or(" "),
            style,
        );
    }
}

/// The sign for a count: none for nothing, the last for the most.
fn height(count: u32, most: u32) -> Option<usize> {
    let top = UNICODE.len() as u64;
    let step = (u64::from(count) * top).div_ceil(u64::from(most.max(1)));
    usize::try_from(step.min(top)).ok()?.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_show_anything_above_nothing() {
        for (count, most, wanted) in [
            (0, 10, None),
            (1, 1000, Some(0)),
            (10, 10, Some(7)),
            (5, 10, Some(3)),
            (0, 0, None),
        ] {
            assert_eq!(height(count, most), wanted, "{count} of {most}");
        }
    }
}
