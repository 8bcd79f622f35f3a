//! Owns: what may be left out at the ends of a chosen sentence: datelines, agency names, bullets, notes in brackets.
//! Promises: total; gives a span inside the given one; never an empty one; nothing is put in.

use nutgraf_read::model::span::Span;

/// The span without a dateline or agency name in front, list marks in front, or a bracketed note at the end.
pub fn trim(text: &str, span: Span) -> Span {
    cut(text, span, front(span.of(text)))
}

/// The same of a sentence that stands alone for its article: the place in front of it stays, as nothing else says where it happened.
pub fn trim_alone(text: &str, span: Span) -> Span {
    let piece = span.of(text);
    let marks = marks(piece);
    let placed = dateline(piece.get(marks..).unwrap_or("")).is_some();
    cut(text, span, if placed { marks } else { front(piece) })
}

/// Whether a sentence has a dateline in front: `OSLO — The council …`.
pub fn placed(sentence: &str) -> bool {
    dateline(sentence).is_some()
}

/// The span without so much in front, and without what can go at its end.
fn cut(text: &str, span: Span, front: usize) -> Span {
    let piece = span.of(text);
    let back = back(piece.get(front..).unwrap_or(""));
    let cut = Span::new(
        span.start as usize + front,
        (span.end as usize).saturating_sub(back),
    )
    .trimmed(text);
    // Something must remain that can stand as a sentence.
    if cut.of(text).split_whitespace().nth(3).is_some() {
        cut
    } else {
        span
    }
}

/// How many bytes in front can go.
fn front(piece: &str) -> usize {
    let mut at = marks(piece);
    loop {
        let rest = piece.get(at..).unwrap_or("");
        let step = agency(rest).or_else(|| dateline(rest)).unwrap_or(0);
        if step == 0 {
            return at;
        }
        at += step;
    }
}

/// How many bytes the marks of a list take in front.
fn marks(piece: &str) -> usize {
    let bare = piece.trim_start_matches(|c: char| c.is_whitespace() || "•●▪►*".contains(c));
    piece.len() - bare.len()
}

/// `(CNN)`, `(Reuters) -`, `(AP) —`: a short name in brackets before anything else.
fn agency(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('(')?;
    let close = inside.find(')')?;
    let name = inside.get(..close)?;
    let short = name.split_whitespace().count() <= 3
        && name.chars().next().is_some_and(char::is_uppercase)
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || " .-&/".contains(c));
    if !short {
        return None;
    }
    let after = close + 2;
    Some(after + dash(rest.get(after..)?))
}

/// How many bytes a dash with the blanks around it takes at the start; 0 when there is none (blanks alone count too).
fn dash(rest: &str) -> usize {
    let bare = rest.trim_start();
    let blanks = rest.len() - bare.len();
    let marks = bare.len() - bare.trim_start_matches(['-', '–', '—', ':']).len();
    if marks == 0 {
        return blanks;
    }
    let tail = bare.get(marks..).unwrap_or("");
    blanks + marks + (tail.len() - tail.trim_start().len())
}

/// `WASHINGTON —`, `TEHRAN, Nov. 5 (AP) —`, `London, England (CNN) -`: a place, perhaps a date, perhaps an agency, and a
/// dash. Without an agency the place must be in capitals.
fn dateline(rest: &str) -> Option<usize> {
    let window = rest.get(..rest.floor_char_boundary(70)).unwrap_or(rest);
    // Nearly all sentences have neither a dash nor a bracket there: the long dashes begin with this byte.
    if !window.bytes().any(|b| matches!(b, b'-' | b')' | 0xe2)) {
        return None;
    }
    let (at, width) = window
        .char_indices()
        .find(|(at, c)| {
            let before = window.get(..*at).unwrap_or("");
            match c {
                '—' | '–' => true,
                '-' => before.ends_with([' ', ')']),
                _ => false,
            }
        })
        .map(|(at, c)| (at, c.len_utf8()))
        .or_else(|| {
            // "London (CNN) The minister": the bracket alone ends it.
            let close = window.find(')')?;
            window.get(..close)?.contains('(').then_some((close + 1, 0))
        })?;
    let head = window.get(..at)?.trim_end();
    let after = rest.get(at..)?;
    let step = at + dash(after).max(width);
    let (place, bracket) = match head.split_once('(') {
        Some((place, inside)) => (place.trim(), Some(inside.strip_suffix(')')?)),
        None => (head, None),
    };
    let words: Vec<&str> = place.split_whitespace().collect();
    if words.is_empty() || words.len() > 6 {
        return None;
    }
    let first = words.first()?.trim_end_matches([',', '.']);
    let loud = first.chars().count() > 1
        && first
            .chars()
            .all(|c| c.is_uppercase() || ".-'’".contains(c))
        && words.iter().all(|w| {
            w.chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        });
    let place_like = words.iter().all(|w| {
        w.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    }) && !place.contains(['"', '“', '?', '!']);
    let agency = bracket.is_some_and(|name| {
        name.len() <= 20
            && name.chars().next().is_some_and(char::is_uppercase)
            && name.split_whitespace().count() <= 2
    });
    // "IAEA — the watchdog —" is no dateline: a second dash closes the insertion.
    let inserted = bracket.is_none()
        && rest.get(step..).is_some_and(|tail| {
            tail.contains([' ', '—'])
                && tail.contains(['—', '–'])
                && !tail.starts_with(char::is_uppercase)
        });
    let upper_next = rest
        .get(step..)
        .and_then(|tail| {
            tail.trim_start_matches(['"', '“', '‘', '\''])
                .chars()
                .next()
        })
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    (upper_next && !inserted && place_like && (loud || agency)).then_some(step)
}

/// How many bytes at the end can go: a note in brackets after the full stop, marks of footnotes.
fn back(rest: &str) -> usize {
    let bare = rest.trim_end();
    let blanks = rest.len() - bare.len();
    let closed = [('(', ')'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| {
            let inside = bare.strip_suffix(close)?;
            let at = inside.rfind(open)?;
            let before = bare.get(..at)?.trim_end();
            before
                .ends_with(['.', '!', '?', '”', '"'])
                .then_some(bare.len() - before.len())
        });
    blanks + closed.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use nutgraf_read::text::word_list::phrases;
    use proptest::prelude::*;

    #[test]
    fn what_stands_around_a_sentence_goes() {
        let check = |sentence: &str, wanted: &str| {
            let span = trim(sentence, Span::new(0, sentence.len()));
            assert_eq!(span.of(sentence), wanted);
        };
        for row in [
            "(CNN)Nine workers were taken hostage. | Nine workers were taken hostage.",
            "(CNN) -- Nine workers were taken. | Nine workers were taken.",
            "VIENNA (Reuters) - The agency said on Friday. | The agency said on Friday.",
            "TEHRAN, Nov. 5 (AP) — Iran rejected the plan. | Iran rejected the plan.",
            "London (CNN)The minister resigned on Friday. | The minister resigned on Friday.",
            "WASHINGTON — The Senate voted on it. | The Senate voted on it.",
            "NEW YORK – Shares fell on Monday again. | Shares fell on Monday again.",
            "• The bank cut its rate. | The bank cut its rate.",
            "The bank cut its rate. (Reporting by two people) | The bank cut its rate.",
            "The bank cut its rate twice.[4] | The bank cut its rate twice.",
            // Not datelines:
            "The IAEA — a watchdog — met on Friday. | The IAEA — a watchdog — met on Friday.",
            "IAEA — the watchdog — met on Friday. | IAEA — the watchdog — met on Friday.",
            "Iran (which has oil) sold it abroad. | Iran (which has oil) sold it abroad.",
            "The two-state plan is dead, he said. | The two-state plan is dead, he said.",
            "(AP) Yes. | (AP) Yes.",
        ] {
            let [sentence, wanted] = phrases(row);
            check(sentence, wanted);
        }
    }

    #[test]
    fn a_sentence_that_stands_alone_keeps_its_place() {
        let check = |sentence: &str, wanted: &str| {
            let span = trim_alone(sentence, Span::new(0, sentence.len()));
            assert_eq!(span.of(sentence), wanted);
        };
        for row in [
            "OSLO — The council voted on it. | OSLO — The council voted on it.",
            "OSLO (Reuters) - The council voted on it. | OSLO (Reuters) - The council voted on it.",
            "• The bank cut its rate. | The bank cut its rate.",
            "(CNN) The bank cut its rate. | The bank cut its rate.",
        ] {
            let [sentence, wanted] = phrases(row);
            check(sentence, wanted);
        }
    }

    proptest! {
        #[test]
        fn a_piece_of_the_sentence_remains(text in "[A-Z(]{0,6}[a-z\\-—() .\\[\\]“”é]{0,60}") {
            let whole = Span::new(0, text.len());
            let cut = trim(&text, whole);
            prop_assert!(cut.fits(&text) && whole.contains(cut));
            prop_assert!(!cut.is_empty() || text.is_empty());
        }
    }
}
