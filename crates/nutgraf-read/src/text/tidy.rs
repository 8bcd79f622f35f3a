//! Owns: `tidy`, which makes the text of a draft's paragraphs fit to be read.
//! Promises: a tidy text is never empty, has no control or invisible character and (unless verbatim) single inner blanks
//! only; links keep to their words.

use crate::model::article::{BlockKind, Link, Paragraph};
use crate::model::span::Span;
use crate::text::sanitize;

/// Makes paragraphs tidy; blank ones go, their room is added to the next one's gap.
pub(crate) fn tidy(paragraphs: &mut Vec<Paragraph>) {
    let mut blank = 0u8;
    paragraphs.retain_mut(|paragraph| {
        let text = std::mem::take(&mut paragraph.text);
        paragraph.text = if paragraph.kind == BlockKind::Verbatim {
            verbatim(text, &mut paragraph.links)
        } else {
            one_line(text, &mut paragraph.links)
        };
        paragraph.gap = paragraph.gap.saturating_add(blank);
        let stays = !paragraph.text.is_empty();
        blank = if stays {
            0
        } else {
            paragraph.gap.saturating_add(1)
        };
        stays
    });
}

/// One line with single blanks, shown characters only, without blanks at its ends.
fn one_line(text: String, links: &mut Vec<Link>) -> String {
    if is_tidy(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut moves = Moves::of(links);
    let mut chars = text.char_indices().peekable();
    let mut blank = false;
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            blank = !out.is_empty();
            continue;
        }
        let before = out.len();
        if blank {
            out.push(' ');
        }
        let start = out.len();
        sanitize::show_char(c, chars.peek().map(|(_, next)| *next), &mut out);
        if out.len() == start {
            // Nothing to see: a blank that was pushed for it waits for the next character.
            out.truncate(before);
            continue;
        }
        blank = false;
        moves.note(at, start, out.len());
    }
    moves.apply(links);
    out
}

fn verbatim(text: String, links: &mut Vec<Link>) -> String {
    let shown = sanitize::show(&text);
    let kept = shown.trim_matches('\n').trim_end();
    if kept.trim().is_empty() {
        return String::new();
    }
    // By its letters: what goes and what is put for a control may have the same length.
    if kept == text {
        return text;
    }
    // Links in preformatted text are rare; when anything moves they are dropped rather than set wrong.
    if shown != text || shown.starts_with('\n') {
        links.clear();
    }
    kept.to_owned()
}

fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !has_single_blanks(bytes) {
        return false;
    }
    let mut at = 0;
    loop {
        at += sanitize::printable(bytes.get(at..).unwrap_or(&[]));
        let Some(&byte) = bytes.get(at) else { break };
        let odd = match byte {
            0..0x20 => true,
            // U+0085, U+00A0 and the blanks of the block at U+2000, U+1680, U+3000.
            0xc2 => matches!(bytes.get(at + 1), Some(0x85 | 0xa0)),
            0xe1 => bytes.get(at + 1) == Some(&0x9a),
            0xe2 => match bytes.get(at + 1) {
                Some(0x80) => {
                    matches!(bytes.get(at + 2), Some(0x80..=0x8a | 0xa8 | 0xa9 | 0xaf))
                }
                Some(0x81) => bytes.get(at + 2) == Some(&0x9f),
                _ => false,
            },
            0xe3 => bytes.get(at + 1) == Some(&0x80) && bytes.get(at + 2) == Some(&0x80),
            _ => false,
        };
        if odd {
            return false;
        }
        at += 1;
    }
    sanitize::is_clean(text)
}

/// Whether blanks stand inside a text only, and no two beside each other: a pass without a branch.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a branch in the loop would keep it from looking at many bytes at once"
)]
fn has_single_blanks(bytes: &[u8]) -> bool {
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or(&[]));
    let double = pairs.fold(false, |double, (a, b)| {
        double | ((*a == b' ') & (*b == b' '))
    });
    !(double || *first == b' ' || *last == b' ')
}

/// Where the ends of links come to lie when characters before them go.
struct Moves {
    /// Old offset, link, whether it is the end; ascending; answers beside them.
    wanted: Vec<(usize, usize, bool)>,
    found: Vec<Option<usize>>,
    next: usize,
    last_end: usize,
}

impl Moves {
    fn of(links: &[Link]) -> Self {
        let mut wanted: Vec<_> = links
            .iter()
            .enumerate()
            .flat_map(|(i, l)| {
                [
                    (l.span.start as usize, i, false),
                    (l.span.end as usize, i, true),
                ]
            })
            .collect();
        wanted.sort_unstable();
        Self {
            found: vec![None; wanted.len()],
            wanted,
            next: 0,
            last_end: 0,
        }
    }

    /// The character at `old` stands now at `start..end`.
    fn note(&mut self, old: usize, start: usize, end: usize) {
        while let Some((at, _, is_end)) = self.wanted.get(self.next) {
            if *at > old {
                break;
            }
            if let Some(slot) = self.found.get_mut(self.next) {
                // A link ends after the last character that it holds, before a blank that follows.
                *slot = Some(if *is_end { self.last_end } else { start });
            }
            self.next += 1;
        }
        self.last_end = end;
    }

    fn apply(self, links: &mut Vec<Link>) {
        let mut spans = vec![(self.last_end, self.last_end); links.len()];
        for ((_, link, is_end), found) in self.wanted.iter().zip(&self.found) {
            let at = found.unwrap_or(self.last_end);
            if let Some(span) = spans.get_mut(*link) {
                if *is_end {
                    span.1 = at;
                } else {
                    span.0 = at;
                }
            }
        }
        for (link, (start, end)) in links.iter_mut().zip(spans) {
            link.span = Span::new(start, end);
        }
        links.retain(|link| !link.span.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_folded_and_links_stay_on_their_words() {
        for (text, words, wanted, link) in [
            ("plain words", "words", "plain words", "words"),
            (
                "  two\u{a0}\u{a0}blanks here ",
                "blanks",
                "two blanks here",
                "blanks",
            ),
            ("a \u{200b} b", "b", "a b", "b"),
            ("x\u{1b}[1my z", "z", "x␛[1my z", "z"),
            ("tab\tand\r\nline", "and", "tab and line", "and"),
            (" link ", " link ", "link", "link"),
            (
                "good faith with\u{a0} Oman",
                "with\u{a0} Oman",
                "good faith with Oman",
                "with Oman",
            ),
        ] {
            let at = text.find(words).unwrap();
            let mut links = vec![Link {
                span: Span::new(at, at + words.len()),
                target: "http://x".to_owned(),
            }];
            let out = one_line(text.to_owned(), &mut links);
            assert_eq!(out, wanted);
            assert_eq!(links[0].span.of(&out), link, "{text:?}");
        }
    }

    #[test]
    fn preformatted_text_is_shown_as_it_is_but_for_controls() {
        for (text, wanted) in [
            ("a\n  b", "a\n  b"),
            ("\na\n\n", "a"),
            // A soft hyphen goes and a sign of the same length comes.
            ("\u{ad}\u{90}", "␛P"),
            ("\u{200b}", ""),
        ] {
            let made = verbatim(text.to_owned(), &mut Vec::new());
            assert!(sanitize::is_clean(&made), "{text:?}: {made:?}");
            assert_eq!(made, wanted, "{text:?}");
        }
    }

    #[test]
    fn blank_blocks_become_room() {
        let block = |text: &str, gap| Paragraph {
            text: text.to_owned(),
            gap,
            ..Paragraph::default()
        };
        let mut made = vec![
            block("a", 0),
            block(" \u{a0}", 1),
            block("\u{200b}", 0),
            block("b", 1),
        ];
        tidy(&mut made);
        let got: Vec<(&str, u8)> = made.iter().map(|l| (l.text.as_str(), l.gap)).collect();
        assert_eq!(got, [("a", 0), ("b", 4)]);
    }
}
