//! Owns: cutting a paragraph in two, with the spans of both in the document.
//! Promises: both parts have text; a cut whose place in the document cannot be told is not made.

use crate::model::article::{Link, Paragraph};
use crate::model::span::Span;

/// Cuts a paragraph at a byte of its text: what stands before it and what stands after it, without the blanks and the
/// signs in `loose` between them. The paragraph itself comes back when it cannot be cut there.
pub(super) fn cut(
    line: Paragraph,
    at: usize,
    loose: &[char],
    raw: &str,
) -> Result<(Paragraph, Paragraph), Paragraph> {
    let (Some(head), Some(tail)) = (line.text.get(..at), line.text.get(at..)) else {
        return Err(line);
    };
    let is_loose = |c: char| c == ' ' || loose.contains(&c);
    let head = head.trim_end_matches(is_loose);
    let tail = tail.trim_start();
    let Some(border) = border(head, tail, line.span.of(raw)) else {
        return Err(line);
    };
    if head.is_empty() || tail.is_empty() {
        return Err(line);
    }
    let border = line.span.start as usize + border;
    let whole = Span::new(0, line.text.len());
    let part = |text: &str, from: usize, span: Span| {
        let here = Span::new(from, from + text.len());
        let links = line
            .links
            .iter()
            .filter(|link| whole.contains(link.span) && link.span.overlaps(here));
        let links = links.map(|link| Link {
            span: Span::new(
                (link.span.start as usize).max(from) - from,
                (link.span.end as usize).min(from + text.len()) - from,
            ),
            target: link.target.clone(),
        });
        Paragraph {
            kind: line.kind,
            text: text.to_owned(),
            span: span.trimmed(raw),
            gap: line.gap,
            links: links.collect(),
        }
    };
    let (start, end) = (line.span.start as usize, line.span.end as usize);
    let before = part(head, 0, Span::new(start, border));
    let after = part(tail, line.text.len() - tail.len(), Span::new(border, end));
    Ok((before, after))
}

/// Where in a piece of the document the second of two texts begins that were made of it: of the document's own text they are
/// parts; else the letters of the shorter one are sought in their order, from its end of the piece.
fn border(head: &str, tail: &str, piece: &str) -> Option<usize> {
    if piece.starts_with(head) && piece.ends_with(tail) {
        return Some(piece.len() - tail.len());
    }
    if tail.len() <= head.len() {
        let found = walk(tail.chars().rev(), piece.char_indices().rev())?;
        return Some(found);
    }
    let last = walk(head.chars(), piece.char_indices())?;
    let after = piece.get(last..)?;
    Some(last + after.chars().next()?.len_utf8())
}

/// The place of the last of some letters, which are met one after the other in a text that has more between them (blanks,
/// markup). A few may be written otherwise there.
fn walk(
    wanted: impl Iterator<Item = char>,
    text: impl Iterator<Item = (usize, char)> + Clone,
) -> Option<usize> {
    /// So many characters of markup may stand between two letters.
    const REACH: usize = 300;
    /// So many letters may be missing.
    const MISSED: usize = 4;
    let (mut rest, mut place, mut missed) = (text, None, 0);
    for letter in wanted.filter(|c| !c.is_whitespace()) {
        let mut ahead = rest.clone().take(REACH);
        match ahead.position(|(_, c)| c == letter) {
            Some(steps) => {
                place = rest.nth(steps).map(|(at, _)| at);
            }
            None => missed += 1,
        }
        if missed > MISSED {
            return None;
        }
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::word_list::phrases;

    #[test]
    fn both_parts_point_to_their_words_in_the_document() {
        for row in [
            "The mill is sold. Read more | The mill is sold. Read more | The mill is sold. | Read more",
            "The mill is sold. Read more |   The mill\n\n  is sold.\t Read  more | The mill\n\n  is sold. | Read  more",
            "The mill is sold. Read more | The *mill* is sold. [Read more](https://a.example/mill) | The *mill* is sold. [ | Read more](https://a.example/mill)",
            "The mill is sold » Read more | The mill is sold &raquo; Read more | The mill is sold &raquo; | Read more",
        ] {
            let [text, raw, before, after] = phrases(row);
            let at = text.find("Read").unwrap();
            let line = Paragraph {
                text: text.to_owned(),
                span: Span::new(0, raw.len()),
                links: vec![Link {
                    span: Span::new(at, text.len()),
                    target: "https://a.example/mill".to_owned(),
                }],
                ..Paragraph::default()
            };
            let (head, tail) = cut(line, at, &['»'], raw).unwrap();
            assert_eq!(head.span.of(raw), before, "{row}");
            assert_eq!(tail.span.of(raw), after, "{row}");
            assert!(head.links.is_empty() && !head.text.ends_with('»'));
            assert_eq!(tail.links[0].span.of(&tail.text), "Read more");
        }
        let line = Paragraph {
            text: "Something else stands there. Read more".to_owned(),
            span: Span::new(0, 9),
            ..Paragraph::default()
        };
        assert!(cut(line, 29, &[], "no letter").is_err());
    }
}
