//! Owns: words and tokens, the units below the sentence.
//! Promises: tokens ascend, never overlap, never hold white space, and every other character lies in one.

use crate::model::span::Span;

/// The word tokens of a text: see `tokens`; punctuation and signs are left out.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    tokens(text).filter(|span| is_word(span.of(text)))
}

/// Whether a token is a word (or number), not punctuation.
pub fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

/// Words, numbers and punctuation:
/// - letters and digits with inner hyphens and apostrophes are one word: `Amir-Abdollahian`, `O'Brien`, `don't`, `P5+1`;
/// - a possessive is a word of its own: `Iran's` is `Iran` and `'s` (also with `’`);
/// - an acronym keeps its stops: `U.S.`, `a.m.`, `Ph.D.`; a lone initial does not: `F` and `.`;
/// - numbers keep inner stops, commas and colons: `1,000.5`, `10:30`;
/// - `@name` and `#tag` are one word;
/// - a run of the same stop or dash is one token: `...`, `--`; any other sign is a token of its own;
/// - a Han, kana or hangul-less syllable character stands alone, as there are no blanks to go by.
pub fn tokens(text: &str) -> impl Iterator<Item = Span> + '_ {
    Tokens { text, at: 0 }
}

struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let tail = self.text.get(self.at..)?;
        let start = match tail.as_bytes() {
            [b' ', next, ..] if next.is_ascii_graphic() => self.at + 1,
            [first, ..] if first.is_ascii_graphic() => self.at,
            _ => self.text.len() - tail.trim_start().len(),
        };
        let rest = self.text.get(start..)?;
        let length = match plain_length(rest.as_bytes()) {
            Some(length) => length,
            None => token_length(rest, rest.chars().next()?),
        };
        self.at = start + length;
        Some(Span::new(start, self.at))
    }
}

/// Length of a word of ASCII letters and digits that ends where they end, as most words do; `None` where what follows may
/// belong to it, and where no such word is.
fn plain_length(rest: &[u8]) -> Option<usize> {
    let run = rest
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    let last = rest.get(run.checked_sub(1)?)?;
    let ends = match rest.get(run) {
        None | Some(b' ' | b'\n') => true,
        // A stop after three letters or more is neither an acronym's nor, without a digit before it, a number's.
        Some(b'.' | b',' | b':') => run > 2 && !last.is_ascii_digit(),
        _ => false,
    };
    ends.then_some(run)
}

fn token_length(rest: &str, first: char) -> usize {
    if stands_alone(first) {
        return first.len_utf8();
    }
    if is_part(first) {
        return word_length(rest);
    }
    let after = rest.get(first.len_utf8()..).unwrap_or("");
    match first {
        '@' | '#' => first.len_utf8() + handle_length(after),
        '\'' | '’' if possessive(after) => first.len_utf8() + 1,
        '.' | '-' => rest.len() - rest.trim_start_matches(first).len(),
        _ => first.len_utf8(),
    }
}

fn is_part(c: char) -> bool {
    // Combining marks belong to the letter before them.
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}')
        || is_mark(c)
}

/// Vowel signs and marks outside Latin, coarsely by block: Hebrew, Arabic, Indic to Myanmar.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6ed}' | '\u{900}'..='\u{963}' | '\u{966}'..='\u{109f}')
}

fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30fa}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether what follows an apostrophe is exactly the `s` of a possessive.
fn possessive(after: &str) -> bool {
    let mut chars = after.chars();
    matches!(chars.next(), Some('s' | 'S')) && !chars.next().is_some_and(is_part)
}

fn handle_length(after: &str) -> usize {
    after
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(after.len())
}

fn word_length(rest: &str) -> usize {
    if let Some(length) = acronym_length(rest) {
        return length;
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut last = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let inner = |ok: fn(char) -> bool| ok(last) && next.is_some_and(ok);
        let goes_on = match c {
            _ if stands_alone(c) => false,
            _ if is_part(c) => true,
            '-' | '‐' | '‑' | '+' | '&' => inner(char::is_alphanumeric),
            '\'' | '’' => {
                inner(char::is_alphabetic)
                    && !possessive(rest.get(at + c.len_utf8()..).unwrap_or(""))
            }
            '.' | ',' | ':' => inner(|c| c.is_ascii_digit()),
            '_' => inner(|c| c.is_alphanumeric() || c == '_'),
            _ => false,
        };
        if !goes_on {
            break;
        }
        last = c;
        end = at + c.len_utf8();
    }
    end
}

/// Length of `U.S.`, `a.m.`, `Ph.D.`, `U.N` (without its last stop at a word's end): two or more groups of at most
/// two letters, each with a stop, the last stop optional.
fn acronym_length(rest: &str) -> Option<usize> {
    let mut end = 0;
    let mut groups = 0;
    let mut tail = rest;
    loop {
        let letters = tail.len() - tail.trim_start_matches(char::is_alphabetic).len();
        let count = tail.get(..letters)?.chars().take(3).count();
        let most = if groups == 0 { 2 } else { 1 };
        if count == 0 || count > most {
            break;
        }
        let after = tail.get(letters..)?;
        if let Some(next) = after.strip_prefix('.') {
            groups += 1;
            end = rest.len() - next.len();
            tail = next;
        } else {
            // `U.S` before a blank or a mark: the last group has no stop.
            if groups > 0 && !after.starts_with(is_part) {
                groups += 1;
                end = rest.len() - after.len();
            }
            break;
        }
    }
    (groups >= 2).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tokens_of_news_english() {
        for (text, wanted) in [
            ("Iran's talks.", "Iran 's talks ."),
            ("the harbour towns’ aim", "the harbour towns ’ aim"),
            ("Iran’s", "Iran ’s"),
            (
                "U.S. and U.N. envoys met at 5 p.m.",
                "U.S. and U.N. envoys met at 5 p.m.",
            ),
            ("the U.S, he said", "the U.S , he said"),
            ("Anna Ruiz-Lund", "Anna Ruiz-Lund"),
            ("O'Brien didn't", "O'Brien didn't"),
            ("P5+1 and AT&T", "P5+1 and AT&T"),
            (
                "$1,000.50, 3.67% at 10:30.",
                "$ 1,000.50 , 3.67 % at 10:30 .",
            ),
            ("@AnnaRuiz #TalksNow", "@AnnaRuiz #TalksNow"),
            ("wait... no -- yes", "wait ... no -- yes"),
            ("(T)old", "( T ) old"),
            ("John F. Kennedy", "John F . Kennedy"),
            ("“Yes,” he", "“ Yes , ” he"),
            ("US/Israeli", "US / Israeli"),
            ("2015.", "2015 ."),
            ("东京 met", "东 京 met"),
            ("e\u{301}te\u{301}", "e\u{301}te\u{301}"),
            ("  ", ""),
        ] {
            let got: Vec<&str> = tokens(text).map(|s| s.of(text)).collect();
            assert_eq!(got.join(" "), wanted);
        }
    }

    #[test]
    fn words_leave_punctuation_out() {
        let text = "“It’s off,” said J. Doe — again…";
        let got: Vec<&str> = words(text).map(|s| s.of(text)).collect();
        assert_eq!(got, ["It", "’s", "off", "said", "J", "Doe", "again"]);
    }

    proptest! {
        #[test]
        fn the_short_way_gives_the_same(text in "[A-Za-z0-9.,: '\n-]{0,24}|\\PC{0,12}") {
            if let Some(length) = plain_length(text.as_bytes()) {
                let first = text.chars().next().unwrap();
                prop_assert_eq!(length, token_length(&text, first));
            }
        }

        #[test]
        fn tokens_cover_all_but_white_space(text in "\\PC{0,40}|[A-Za-z.'’ @#&+-]{0,40}") {
            let mut end = 0;
            for span in tokens(&text) {
                prop_assert!(span.fits(&text) && !span.is_empty());
                prop_assert!(text.get(end..span.start as usize).unwrap().trim().is_empty());
                prop_assert!(!span.of(&text).contains(char::is_whitespace));
                end = span.end as usize;
            }
            prop_assert!(text.get(end..).unwrap().trim().is_empty());
        }
    }
}
