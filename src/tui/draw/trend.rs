//! Owns: sparklines: how much there was over time, one column a stretch.
//! Promises: nothing at all is blank, the most is a full column, and anything above nothing can be seen.

use crate::print::bars;
use crate::tui::ink::Pen;
use nutgraf_library::filter::stats::actor_stats::TREND;

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
    let ascii = pen.is_ascii();
    let (dim, accent) = (pen.theme.dim, pen.theme.accent);
    for (count, x) in trend.iter().zip(x..) {
        let Some(sign) = bars::sign(*count, most, ascii) else {
            continue;
        };
        let style = if *count == most { accent } else { dim };
        pen.put(x, y, x + 1, sign, style);
    }
}
