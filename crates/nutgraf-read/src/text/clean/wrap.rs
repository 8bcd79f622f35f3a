//! Owns: joining the lines of hard-wrapped text to paragraphs.
//! Promises: a line joins only the one right before it; links keep to their words.

use crate::model::article::BlockKind;
use crate::model::article::Paragraph;

/// Lines longer than this are paragraphs by themselves.
const WIDEST: usize = 110;

/// Joins lines that a fixed width has broken. Text is taken as wrapped when most of its breaks are where the next word
/// would not have fitted; else only a line that goes on in small letters joins an unfinished one.
pub(crate) fn unwrap_lines(lines: Vec<Paragraph>) -> Vec<Paragraph> {
    let width = wrap_width(&lines);
    let mut made: Vec<Paragraph> = Vec::with_capacity(lines.len());
    // Characters of the last source line of the last made line.
    let mut last = 0;
    for line in lines {
        let length = line.text.chars().count();
        let joined = made
            .last_mut()
            .filter(|before| goes_on(before, last, &line, width));
        if let Some(before) = joined {
            join(before, line);
        } else {
            made.push(line);
        }
        last = length;
    }
    made
}

fn is_running(line: &Paragraph) -> bool {
    matches!(line.kind, BlockKind::Paragraph | BlockKind::Quote)
}

fn first_word(text: &str) -> usize {
    text.split(' ').next().map_or(0, |w| w.chars().count())
}

/// The width that broke the lines, if one did.
fn wrap_width(lines: &[Paragraph]) -> Option<usize> {
    let pairs: Vec<(usize, usize)> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if b.gap == 0 && is_running(a) && is_running(b) => {
                Some((a.text.chars().count(), first_word(&b.text)))
            }
            _ => None,
        })
        .collect();
    if pairs.len() < 3 {
        return None;
    }
    let mut lengths: Vec<usize> = pairs.iter().map(|p| p.0).collect();
    lengths.sort_unstable();
    let width = lengths
        .get((lengths.len() * 19 / 20).min(lengths.len() - 1))
        .copied()?;
    if !(40..=WIDEST).contains(&width) {
        return None;
    }
    let full = pairs
        .iter()
        .filter(|(length, next)| length + 1 + next > width.saturating_sub(2))
        .count();
    (full * 10 >= pairs.len() * 6).then_some(width)
}

/// Whether `line` continues `before`, whose last source line had `last` characters.
fn goes_on(before: &Paragraph, last: usize, line: &Paragraph, width: Option<usize>) -> bool {
    if line.gap > 0
        || !is_running(line)
        || !is_running(before)
        || line.text.starts_with(['-', '*', '•'])
    {
        return false;
    }
    let open = !before
        .text
        .ends_with(['.', '!', '?', ':', '”', '"', '…', '|']);
    match width {
        Some(width) => {
            last + 1 + first_word(&line.text) > width.saturating_sub(2)
                || (open && last * 5 > width * 3)
        }
        None => open && (30..=WIDEST).contains(&last) && line.text.starts_with(char::is_lowercase),
    }
}

fn join(before: &mut Paragraph, line: Paragraph) {
    // A hyphen at the end is a compound or a broken word; without a dictionary it stays.
    let glued = before.text.ends_with('-') && !before.text.ends_with(" -");
    if !glued {
        before.text.push(' ');
    }
    let at = before.text.len();
    before.text.push_str(&line.text);
    before.span = before.span.union(line.span);
    before.links.extend(line.links.into_iter().map(|mut link| {
        link.span = link.span.shifted(at);
        link
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &[&str]) {
        let mut gap = 0;
        let mut lines = Vec::new();
        for row in text.lines() {
            if row.is_empty() {
                gap += 1;
            } else {
                lines.push(Paragraph {
                    text: row.to_owned(),
                    gap,
                    ..Paragraph::default()
                });
                gap = 0;
            }
        }
        let got: Vec<String> = unwrap_lines(lines).into_iter().map(|l| l.text).collect();
        assert_eq!(got, wanted);
    }

    #[test]
    fn wrapped_paragraphs_are_joined() {
        check(
            "The ministers met in the capital on a\nrainy Tuesday and spoke for hours about\nthe price of oil and the price of peace,\nwithout an end.\n\nThey will meet again after the holidays\nin the same town.",
            &[
                "The ministers met in the capital on a rainy Tuesday and spoke for hours about the price of oil and the price of peace, without an end.",
                "They will meet again after the holidays in the same town.",
            ],
        );
    }

    #[test]
    fn lines_that_are_no_wrapping_stay_apart() {
        check(
            "Leave a Reply\nNotify of\n1 Comment\nNewest\nView all",
            &[
                "Leave a Reply",
                "Notify of",
                "1 Comment",
                "Newest",
                "View all",
            ],
        );
        check(
            "One sentence is a paragraph here.\nAnother one follows it at once, a longer one than the first.\nA third.\nAnd a fourth, of middling size.",
            &[
                "One sentence is a paragraph here.",
                "Another one follows it at once, a longer one than the first.",
                "A third.",
                "And a fourth, of middling size.",
            ],
        );
        check(
            "The talks were held in the old hall of\nthe palace, they said.",
            &["The talks were held in the old hall of the palace, they said."],
        );
    }
}
