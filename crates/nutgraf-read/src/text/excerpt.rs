//! Owns: what of a sentence can be left out without changing what it claims: longer notes in brackets.
//! Promises: total; what remains is spans, ascending, never nothing; an ellipsis stands where something is missing.

use crate::model::span::Span;

/// A note of fewer bytes than this costs less than the ellipsis that would stand for it.
const LEAST: usize = 18;

/// What of `span` remains when longer notes in round brackets are left out.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let piece = span.of(text);
    let start = span.start as usize;
    let mut kept = Vec::new();
    let mut from = 0;
    let mut open: Option<usize> = None;
    let mut depth = 0u32;
    for (at, c) in piece.char_indices() {
        match c {
            '(' => {
                depth += 1;
                if depth == 1 {
                    open = Some(at);
                }
            }
            ')' if depth > 0 => {
                depth -= 1;
                let Some(begin) = open.filter(|_| depth == 0) else {
                    continue;
                };
                open = None;
                // Inside of a word, "(re)start", it is part of the word; in front it carries the sentence.
                let apart = piece.get(..begin).is_some_and(|b| b.ends_with(' '));
                if apart && at - begin >= LEAST {
                    kept.push(Span::new(start + from, start + begin).trimmed(text));
                    from = at + 1;
                }
            }
            _ => {}
        }
    }
    kept.push(Span::new(start + from, start + piece.len()).trimmed(text));
    kept.retain(|span| !span.is_empty());
    if kept.is_empty() { vec![span] } else { kept }
}

/// The sentence as it is shown in a summary: `chosen` is what was taken of `whole`, and an ellipsis stands for words
/// that were left out in front, inside and behind.
pub fn with_ellipses(text: &str, whole: Span, chosen: Span) -> String {
    let says = |from: u32, to: u32| {
        from < to
            && Span {
                start: from,
                end: to,
            }
            .of(text)
            .contains(char::is_alphanumeric)
    };
    let mut line = String::new();
    if says(whole.start, chosen.start) {
        line.push_str("… ");
    }
    for (number, span) in pieces(text, chosen).into_iter().enumerate() {
        let words = span.of(text);
        if number > 0 {
            line.push_str(" …");
            if words.starts_with(char::is_alphanumeric) || words.starts_with(['“', '"', '‘', '—'])
            {
                line.push(' ');
            }
        }
        line.push_str(words);
    }
    if says(chosen.end, whole.end) {
        line.push_str(" …");
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_ellipsis_stands_where_something_was_left_out() {
        let check = |sentence: &str, chosen: &str, wanted: &str| {
            let whole = Span::new(0, sentence.len());
            let at = sentence.find(chosen).unwrap();
            let chosen = Span::new(at, at + chosen.len());
            assert_eq!(with_ellipses(sentence, whole, chosen), wanted);
        };
        let whole = |sentence: &str, wanted: &str| check(sentence, sentence, wanted);
        whole("The bank cut its rate.", "The bank cut its rate.");
        whole("The IAEA (a watchdog) met.", "The IAEA (a watchdog) met.");
        whole(
            "The bank (which had raised its rate in May) cut it.",
            "The bank … cut it.",
        );
        whole(
            "The bank (which had raised its rate in May), cut it.",
            "The bank …, cut it.",
        );
        whole(
            "They agreed to (re)start the talks at once.",
            "They agreed to (re)start the talks at once.",
        );
        whole(
            "(Only the beginning of it all is here)",
            "(Only the beginning of it all is here)",
        );
        whole(
            "It was (never closed and goes on",
            "It was (never closed and goes on",
        );
        check(
            "VIENNA (Reuters) - The bank cut its rate.",
            "The bank cut its rate.",
            "… The bank cut its rate.",
        );
        check(
            "• The bank cut it. [4]",
            "The bank cut it.",
            "The bank cut it. …",
        );
        check("• The bank cut it.", "The bank cut it.", "The bank cut it.");
    }

    proptest! {
        #[test]
        fn pieces_are_true_spans(text in "([a-zé .,]|\\(|\\)|\\(a long note of words\\)){0,40}") {
            let whole = Span::new(0, text.len());
            let mut last = 0;
            for span in pieces(&text, whole) {
                prop_assert!(span.fits(&text) && span.start >= last);
                last = span.end;
            }
        }
    }
}
