//! Owns: bars one column wide: how much there was over time, in a line of text.
//! Promises: nothing at all is blank, the most is a full column, and anything above nothing can be seen.

/// Heights, the lowest first; each one column wide.
const UNICODE: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
/// Their twins for terminals without such signs.
const ASCII: [&str; 8] = [".", ".", ":", ":", "=", "=", "#", "#"];

/// The sign for a count where `most` is the most: none for nothing, the last for the most.
pub fn sign(count: u32, most: u32, ascii: bool) -> Option<&'static str> {
    let top = UNICODE.len() as u64;
    let step = (u64::from(count) * top).div_ceil(u64::from(most.max(1)));
    let height = usize::try_from(step.min(top)).ok()?.checked_sub(1)?;
    let signs = if ascii { &ASCII } else { &UNICODE };
    signs.get(height).copied()
}

/// Bars in a row.
pub fn row(counts: &[u32], ascii: bool) -> String {
    let most = counts.iter().copied().max().unwrap_or(0);
    let signs = counts.iter().map(|count| sign(*count, most, ascii));
    signs.map(|sign| sign.unwrap_or(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_show_anything_above_nothing() {
        for (count, most, wanted) in [
            (0, 10, None),
            (1, 1000, Some("▁")),
            (10, 10, Some("█")),
            (5, 10, Some("▄")),
            (0, 0, None),
        ] {
            assert_eq!(sign(count, most, false), wanted, "{count} of {most}");
        }
        assert_eq!(row(&[0, 1, 8], true), " .#");
    }
}
