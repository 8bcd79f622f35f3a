//! Owns: where quotation marks open and close.
//! Promises: total; quotes ascend and don't overlap; an apostrophe is no quotation mark; an unclosed quote ends with its
//! paragraph unless the next one goes on.

use nutgraf_read::model::span::Span;

/// A stretch of quoted words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// With its marks.
    pub span: Span,
    /// The paragraph where it begins.
    pub paragraph: usize,
    /// The paragraph where it ends.
    pub last: usize,
}

/// How far an unclosed quote looks for its end, in paragraphs.
const REACH: usize = 6;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// `“ ”`, `« »`
    Curly,
    /// `"`
    Straight,
    /// `‘ ’`, `'`
    Single,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    width: usize,
    side: Side,
    form: Form,
    paragraph: usize,
    /// First thing in its paragraph.
    first: bool,
}

/// The quotes of a text whose paragraphs are given.
pub fn quotes(text: &str, paragraphs: &[Span]) -> Vec<Quoted> {
    let mut marks = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        read(text, *paragraph, number, &mut marks);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(mark) = marks.get(at).copied() {
        at += 1;
        if mark.side == Side::Closes {
            continue;
        }
        let rest = marks.get(at..).unwrap_or(&[]);
        let Some((end, last, used)) = close(mark, rest, paragraphs) else {
            continue;
        };
        found.push(Quoted {
            span: Span::new(mark.at, end),
            paragraph: mark.paragraph,
            last,
        });
        at += used;
    }
    found
}

/// Where a quote that opens with `mark` ends: the byte, the paragraph, and how many of the marks after it are inside.
fn close(mark: Mark, rest: &[Mark], paragraphs: &[Span]) -> Option<(usize, usize, usize)> {
    let mut depth = 1u32;
    let mut paragraph = mark.paragraph;
    for (used, next) in rest.iter().enumerate() {
        // A quote can hold one of another form; it is passed over.
        if next.form != mark.form {
            continue;
        }
        if next.paragraph != paragraph {
            let goes_on = next.paragraph == paragraph + 1 && next.first && next.side == Side::Opens;
            let ends_later = next.side == Side::Closes
                && mark.form == Form::Curly
                && next.paragraph <= paragraph + REACH;
            if !goes_on && !ends_later {
                break;
            }
            paragraph = next.paragraph;
            depth = 1;
            if goes_on {
                continue;
            }
        }
        match next.side {
            Side::Opens => depth += 1,
            Side::Closes => depth -= 1,
        }
        if depth == 0 {
            return Some((next.at + next.width, next.paragraph, used + 1));
        }
    }
    // Never closed: a double quote ends with its paragraph when it stands in front; else the mark is a slip.
    let end = paragraphs.get(paragraph)?.end as usize;
    let used = rest.iter().take_while(|m| m.at < end).count();
    (mark.form != Form::Single && mark.first).then_some((end, paragraph, used))
}

/// The marks of one paragraph.
fn read(text: &str, paragraph: Span, number: usize, marks: &mut Vec<Mark>) {
    let piece = paragraph.of(text);
    let base = paragraph.start as usize;
    let mut before: Option<char> = None;
    let mut next = 0;
    let mut single_open = false;
    let mut straight_open = false;
    // Only what can be a mark is looked at.
    while let Some(plain) = piece.as_bytes().get(next..).and_then(until_mark) {
        let at = next + plain;
        if let Some(byte) = at.checked_sub(1).and_then(|at| piece.as_bytes().get(at))
            && plain > 0
        {
            before = Some(char::from(*byte));
        }
        let mut ahead = piece.get(at..).unwrap_or("").chars();
        let Some(c) = ahead.next() else {
            break;
        };
        // Two apostrophes are one double mark.
        let doubled = c == '\'' && ahead.clone().next() == Some('\'');
        let (c, width) = if doubled {
            ahead.next();
            ('"', 2)
        } else {
            (c, c.len_utf8())
        };
        next = at + width;
        let after = ahead.next();
        let opens = opens_here(before, after);
        let found = match c {
            '“' | '«' | '„' => Some((Form::Curly, Side::Opens)),
            '”' | '»' => Some((Form::Curly, Side::Closes)),
            '"' if opens || (!straight_open && opens_unspaced(before, after)) => {
                Some((Form::Straight, Side::Opens))
            }
            '"' => Some((Form::Straight, Side::Closes)),
            '‘' => Some((Form::Single, Side::Opens)),
            '\'' if opens => Some((Form::Single, Side::Opens)),
            '’' | '\''
                if single_open && closes_single(before, after, piece.get(at + c.len_utf8()..)) =>
            {
                Some((Form::Single, Side::Closes))
            }
            _ => None,
        };
        if let Some((form, side)) = found {
            match form {
                Form::Single => single_open = side == Side::Opens,
                Form::Straight => straight_open = side == Side::Opens,
                Form::Curly => {}
            }
            marks.push(Mark {
                at: base + at,
                width,
                side,
                form,
                paragraph: number,
                first: piece.get(..at).is_some_and(|head| head.trim().is_empty()),
            });
        }
        before = Some(c);
    }
}

/// How many bytes stand before the next that can be a mark or a part of one.
fn until_mark(bytes: &[u8]) -> Option<usize> {
    let marks = |byte: &u8| matches!(byte, b'"' | b'\'') || !byte.is_ascii();
    bytes.iter().position(marks)
}

fn opens_here(before: Option<char>, after: Option<char>) -> bool {
    before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '“' | '"' | '/')
    }) && after.is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | ';' | ')'))
}

/// Whether a straight mark opens though the blank before it is lost: `needs."We do`.
fn opens_unspaced(before: Option<char>, after: Option<char>) -> bool {
    matches!(before, Some('.' | '!' | '?' | ',' | ':')) && after.is_some_and(char::is_uppercase)
}

/// Whether an apostrophe closes a single quote: it stands after punctuation, or after a word and before a blank, unless
/// it makes a plural possessive with a later closing mark to come.
fn closes_single(before: Option<char>, after: Option<char>, rest: Option<&str>) -> bool {
    if after.is_some_and(char::is_alphanumeric) {
        return false;
    }
    match before {
        Some('.' | ',' | '!' | '?' | '…' | ')' | ']' | '”') => true,
        Some('s') => {
            // "workers’ rights": the quote goes on when a better end follows before another quote opens.
            let rest = rest.unwrap_or("");
            let next = rest.char_indices().find_map(|(at, c)| match c {
                '‘' => Some(false),
                '’' | '\'' => {
                    let head = rest.get(..at).unwrap_or("");
                    let tail = rest.get(at + c.len_utf8()..).unwrap_or("");
                    let inner = tail.starts_with(char::is_alphanumeric);
                    (!inner).then(|| head.ends_with(['.', ',', '!', '?']))
                }
                _ => None,
            });
            !(rest.starts_with(' ') && next == Some(true))
        }
        Some(c) => c.is_alphanumeric(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spans(text: &str) -> Vec<Span> {
        let mut at = 0;
        text.split("\n\n")
            .map(|piece| {
                let span = Span::new(at, at + piece.len());
                at += piece.len() + 2;
                span
            })
            .collect()
    }

    fn found(text: &str) -> Vec<&str> {
        quotes(text, &spans(text))
            .iter()
            .map(|q| q.span.of(text))
            .collect()
    }

    #[test]
    fn quotes_are_found_in_every_style() {
        let check = |text: &str, wanted: &[&str]| assert_eq!(found(text), wanted, "{text}");
        check("He said “yes, no” twice.", &["“yes, no”"]);
        check(
            "\"Yes,\" he said. \"And no.\"",
            &["\"Yes,\"", "\"And no.\""],
        );
        check(
            "‘It’s ours,’ she said, ‘and the workers’ too.’",
            &["‘It’s ours,’", "‘and the workers’ too.’"],
        );
        check("'It isn't over,' he said.", &["'It isn't over,'"]);
        check("The dogs' bowls and the '90s", &[]);
        check("A “great ‘inner’ thing” here", &["“great ‘inner’ thing”"]);
        check(
            "the workers’ rights weren’t ‘granted’ by kings",
            &["‘granted’"],
        );
        // A quote over paragraphs has a mark in front of each and one at the end.
        check(
            "He said: “One.\n\n“Two.\n\n“Three.” Then he left.",
            &["“One.\n\n“Two.\n\n“Three.”"],
        );
        // A nested mark that never closed does not end the outer quote.
        check("“A “b.”\n\nC\n\nD”\n\nE", &["“A “b.”\n\nC\n\nD”"]);
        check("“A.”\n\n“B.”", &["“A.”", "“B.”"]);
        check(
            "''It is ours,'' she said, ''and it's the workers'.''",
            &["''It is ours,''", "''and it's the workers'.''"],
        );
        // A lost blank.
        check(
            "She asks for more.\"We need it.\"\"And soon,\" she said.",
            &["\"We need it.\"", "\"And soon,\""],
        );
        // A slip.
        check("An inch is 1\" long and so “on", &[]);
        check(
            "“Never closed, alone.\n\nNext one.",
            &["“Never closed, alone."],
        );
    }

    proptest! {
        #[test]
        fn quotes_ascend_inside_the_text(text in "[“”‘’'\"a-c., \n]{0,80}") {
            let mut end = 0;
            for quote in quotes(&text, &spans(&text)) {
                prop_assert!(quote.span.fits(&text) && quote.span.start >= end && !quote.span.is_empty());
                prop_assert!(quote.paragraph <= quote.last);
                end = quote.span.end;
            }
        }
    }
}
