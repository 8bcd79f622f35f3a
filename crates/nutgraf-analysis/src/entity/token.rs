//! Owns: `Token` and the tokeniser of the recogniser: names are cut so that every piece of `US-Israel`, `anti-Iran`,
//! `Iran’s` and `U.S.` stands for itself.
//! Promises: total, no allocation per token; tokens ascend, do not overlap and lie on char borders.

use unicode_normalization::UnicodeNormalization as _;

use nutgraf_read::model::span::Span;
use nutgraf_read::text::hash::{fnv, fnv_step};

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shape {
    /// `talks`
    Lower,
    /// `Talks`
    Title,
    /// `IAEA`, `U.S.`: at least two letters, all capitals.
    Upper,
    /// `J.` or `A`: one capital letter.
    Initial,
    /// `McCain`, `DeSantis`: capitals inside, one at the front.
    Camel,
    /// `iPhone`: capitals inside, none at the front.
    Inner,
    /// `2231`, `1,000`, `20th`
    Number,
    /// `@ABlinken`
    Handle,
    /// `#Iran`
    Hashtag,
    /// `https://…`
    Link,
    /// `'s`
    Possessive,
    /// Anything else, one char a token.
    Mark,
}

impl Shape {
    /// Whether it begins with a capital letter.
    pub fn is_capital(self) -> bool {
        matches!(
            self,
            Self::Title | Self::Upper | Self::Initial | Self::Camel
        )
    }

    /// Whether it is a word in the sense of counting words.
    pub fn is_word(self) -> bool {
        !matches!(self, Self::Mark | Self::Possessive)
    }
}

/// One word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where, in its own text.
    pub span: Span,
    /// Hash of the folded word: lower case, no accents, no dots and apostrophes.
    pub hash: u64,
    /// How it is written.
    pub shape: Shape,
    /// Whether no white space stands before it.
    pub glued: bool,
    /// Whether it is the first of its sentence.
    pub opens: bool,
}

/// Hash of a word as tokens carry it: FNV-1a over the folded letters.
pub fn word_hash(word: &str) -> u64 {
    let mut hash = fnv(&[]);
    if word.is_ascii() {
        for byte in word.bytes() {
            if byte != b'.' && byte != b'\'' {
                hash = fnv_step(hash, byte.to_ascii_lowercase());
            }
        }
        return hash;
    }
    let mut buffer = [0u8; 4];
    for c in word.nfkd().filter(|c| !is_silent(*c)) {
        for low in c.to_lowercase() {
            for byte in plain(low).encode_utf8(&mut buffer).bytes() {
                hash = fnv_step(hash, byte);
            }
        }
    }
    hash
}

/// Letters that decomposition leaves alone but newsrooms write plainly.
pub fn plain(c: char) -> char {
    match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ı' => 'i',
        'ħ' => 'h',
        other => other,
    }
}

/// Chars that do not count when words are compared: dots, apostrophes, combining marks.
pub fn is_silent(c: char) -> bool {
    matches!(c, '.' | '\'' | '’' | '‘' | 'ʼ' | '`' | 'ʻ' | '\u{ad}')
        || ('\u{300}'..='\u{36f}').contains(&c)
}

/// Abbreviations that keep their dot.
const DOTTED: [&str; 41] = [
    "mr", "mrs", "ms", "dr", "gen", "lt", "col", "sgt", "sen", "rep", "gov", "rev", "hon", "prof",
    "st", "jr", "sr", "maj", "capt", "cmdr", "adm", "amb", "corp", "inc", "co", "ltd", "no", "res",
    "jan", "feb", "aug", "sept", "oct", "nov", "dec", "mt", "ft", "brig", "vs", "bros", "messrs",
];

fn keeps_dot(word: &str) -> bool {
    word.len() <= 6 && DOTTED.iter().any(|d| d.eq_ignore_ascii_case(word))
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ')
}

/// Appends the tokens of `piece`, a part of `text`.
pub fn tokens(text: &str, piece: Span, into: &mut Vec<Token>) {
    let Some(slice) = text.get(piece.range()) else {
        return;
    };
    let base = piece.start as usize;
    let mut at = 0;
    let mut glued = false;
    let mut opens = true;
    while let Some(c) = slice.get(at..).and_then(|rest| rest.chars().next()) {
        if c.is_whitespace() {
            at += c.len_utf8();
            glued = false;
            continue;
        }
        let (end, shape) = next_token(slice, at, c);
        let word = slice.get(at..end).unwrap_or("");
        into.push(Token {
            span: Span::new(base + at, base + end),
            hash: word_hash(word.trim_start_matches(['@', '#'])),
            shape,
            glued,
            opens,
        });
        if shape.is_word() {
            opens = false;
        }
        glued = true;
        at = end;
    }
}

/// The end and shape of the token that starts at `at` with `c`.
fn next_token(text: &str, at: usize, c: char) -> (usize, Shape) {
    let rest = text.get(at..).unwrap_or("");
    if matches!(c, '@' | '#') {
        let tail = rest.get(1..).unwrap_or("");
        let length = tail.find(|c: char| !is_word_char(c)).unwrap_or(tail.len());
        if length > 0 {
            let shape = if c == '@' {
                Shape::Handle
            } else {
                Shape::Hashtag
            };
            return (at + 1 + length, shape);
        }
        return (at + 1, Shape::Mark);
    }
    if !is_word_char(c) {
        if is_apostrophe(c) {
            let mut tail = rest.chars().skip(1);
            let s = tail.next();
            if matches!(s, Some('s' | 'S')) && !tail.next().is_some_and(is_word_char) {
                return (at + c.len_utf8() + 1, Shape::Possessive);
            }
        }
        return (at + c.len_utf8(), Shape::Mark);
    }
    // `_Anna Ruiz_`: a mark of Markdown.
    let emphasised = || {
        let word = rest.trim_start_matches('_');
        let word = word.get(..word_length(word)).unwrap_or("");
        shape(word) == Shape::Title && word.chars().all(char::is_alphabetic)
    };
    if c == '_' && emphasised() {
        return (at + 1, Shape::Mark);
    }
    if rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.") {
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        return (at + length, Shape::Link);
    }
    let length = word_length(rest);
    let word = rest.get(..length).unwrap_or("");
    (at + length, shape(word))
}

/// Length in bytes of the word at the start of `text`.
fn word_length(text: &str) -> usize {
    if let Some(length) = dotted_length(text) {
        return length;
    }
    let mut chars = text.char_indices().peekable();
    let mut end = 0;
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        if is_word_char(c) {
            end = at + c.len_utf8();
            before = c;
            continue;
        }
        let Some(&(next_at, next)) = chars.peek() else {
            break;
        };
        let tail = text.get(next_at..).unwrap_or("");
        let joins = if is_apostrophe(c) {
            // `O’Brien` stays whole; `Iran’s` gives its ending away.
            let possessive =
                next.eq_ignore_ascii_case(&'s') && !tail.chars().nth(1).is_some_and(is_word_char);
            next.is_alphabetic() && before.is_alphabetic() && !possessive
        } else if matches!(c, '.' | ',') {
            before.is_ascii_digit() && next.is_ascii_digit()
        } else {
            c == '&' && before.is_uppercase() && next.is_uppercase()
        };
        if !joins {
            break;
        }
        before = c;
    }
    let word = text.get(..end).unwrap_or("");
    if text.as_bytes().get(end) == Some(&b'.') && (is_initial(word, text) || keeps_dot(word)) {
        end += 1;
    }
    end
}

/// Whether the word is one capital that a name follows: `Robert J. Smith`.
fn is_initial(word: &str, text: &str) -> bool {
    let mut chars = word.chars();
    let one = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    one && text.get(word.len() + 1..).is_some_and(|rest| {
        let mut next = rest.chars();
        next.next() == Some(' ') && next.next().is_some_and(char::is_uppercase)
    })
}

/// Length of `U.S.`, `U.N`, `p.m.` at the start of `text`.
fn dotted_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut letters = 0;
    while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) && bytes.get(at + 1) == Some(&b'.') {
        at += 2;
        letters += 1;
    }
    let lone = bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
        && !text
            .get(at + 1..)
            .and_then(|t| t.chars().next())
            .is_some_and(is_word_char);
    if letters >= 1 && lone {
        return Some(at + 1);
    }
    let clear = !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    (letters >= 2 && clear).then_some(at)
}

/// How a word is written.
fn shape(word: &str) -> Shape {
    let mut letters = 0;
    let mut upper = 0;
    let mut first = None;
    for c in word.chars() {
        first.get_or_insert(c);
        if c.is_alphabetic() {
            letters += 1;
            if c.is_uppercase() {
                upper += 1;
            }
        }
    }
    let starts_upper = first.is_some_and(char::is_uppercase);
    match (letters, upper) {
        (0, _) => Shape::Number,
        _ if first.is_some_and(char::is_numeric) => Shape::Number,
        (1, 1) if word.len() <= 2 => Shape::Initial,
        (l, u) if l == u => Shape::Upper,
        (_, 0) => Shape::Lower,
        (_, 1) if starts_upper => Shape::Title,
        _ if starts_upper => Shape::Camel,
        _ => Shape::Inner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &str) {
        let mut found = Vec::new();
        tokens(text, Span::new(0, text.len()), &mut found);
        let pieces: Vec<&str> = found.iter().map(|t| t.span.of(text)).collect();
        assert_eq!(pieces.join("|"), wanted);
    }

    #[test]
    fn words_are_cut_where_names_end() {
        for (text, wanted) in [
            ("Iran’s US-led anti-Iran", "Iran|’s|US|-|led|anti|-|Iran"),
            ("the U.S. and U.K., too", "the|U.S.|and|U.K.|,|too"),
            ("Mr. Price (E3) said.", "Mr.|Price|(|E3|)|said|."),
            ("@SecBlinken's #Iran a@b", "@SecBlinken|'s|#Iran|a|@b"),
            ("Robert J. Smith", "Robert|J.|Smith"),
            ("plan B. The end", "plan|B.|The|end"),
            ("O’Brien AT&T 1,000.5 3.", "O’Brien|AT&T|1,000.5|3|."),
            ("see https://a.b/c, ok", "see|https://a.b/c,|ok"),
            ("_Anna Ruiz __init__ A_B", "_|Anna|Ruiz|__init__|A_B"),
            ("P5+1 G-7 officials’", "P5|+|1|G|-|7|officials|’"),
            ("J.K. Rowling 8 p.m. on", "J.K.|Rowling|8|p.m.|on"),
            ("", ""),
        ] {
            check(text, wanted);
        }
    }

    #[test]
    fn folding_makes_spellings_equal() {
        for (a, b) in [
            ("U.S.", "US"),
            ("Raïsi", "RAISI"),
            ("O’Brien", "O'Brien"),
            ("Łódź", "lodz"),
            ("Erdoğan", "erdogan"),
        ] {
            assert_eq!(word_hash(a), word_hash(b), "{a} {b}");
        }
        assert_ne!(word_hash("Iran"), word_hash("Iraq"));
    }

    #[test]
    fn shapes() {
        for (word, wanted) in [
            ("talks", Shape::Lower),
            ("Talks", Shape::Title),
            ("U.S.", Shape::Upper),
            ("A", Shape::Initial),
            ("McCain", Shape::Camel),
            ("iPhone", Shape::Inner),
            ("20th", Shape::Number),
            ("F16", Shape::Upper),
        ] {
            assert_eq!(shape(word), wanted, "{word}");
        }
    }
}
