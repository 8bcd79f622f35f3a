//! Owns: the tokens of a date, and which number is the day.
//! Promises: total; linear.

use crate::date::word::{self, Word};

/// Which number comes first in `03/04/2022`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The month, as in the United States.
    #[default]
    MonthFirst,
    /// The day, as nearly everywhere else.
    DayFirst,
}

impl Order {
    /// The order where a language tag (`en-GB`, `fr`) is written; English without a country says nothing.
    pub fn of(tag: &str) -> Self {
        let mut parts = tag.trim().split(['-', '_']);
        let english = parts
            .next()
            .is_none_or(|l| l.is_empty() || l.eq_ignore_ascii_case("en"));
        let country = parts.next_back().unwrap_or("");
        let american = ["", "us", "ca", "ph"]
            .iter()
            .any(|c| country.eq_ignore_ascii_case(c));
        if english && american {
            Self::MonthFirst
        } else {
            Self::DayFirst
        }
    }
}

/// A piece of a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token {
    /// A number, and how many digits it was written with.
    Number(i64, usize),
    Month(i8),
    /// A zone: its seconds east of UTC.
    Zone(i64),
    /// After noon or not.
    Half(bool),
    /// A sign that means something: `:`, `/`, `.`, `-`, `+`.
    Sign(char),
    /// `T` between date and time.
    Between,
    Other,
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() || first == ',' {
            continue;
        }
        let digit = first.is_ascii_digit();
        let same = |c: char| {
            if digit {
                c.is_ascii_digit()
            } else {
                c.is_alphabetic() && !is_han(c)
            }
        };
        let mut end = start + first.len_utf8();
        if digit || (first.is_alphabetic() && !is_han(first)) {
            while let Some((at, c)) = chars.peek()
                && same(*c)
            {
                end = at + c.len_utf8();
                chars.next();
            }
        }
        let piece = text.get(start..end).unwrap_or("");
        found.push(if digit {
            piece
                .parse()
                .map_or(Token::Other, |n| Token::Number(n, piece.len()))
        } else {
            token(piece, first)
        });
    }
    found
}

fn is_han(c: char) -> bool {
    matches!(
        c,
        '年' | '月' | '日' | '년' | '월' | '일' | '时' | '時' | '分'
    )
}

fn token(piece: &str, first: char) -> Token {
    match first {
        // `10h30`
        'h' | 'H' if piece.len() == 1 => return Token::Sign(':'),
        '年' | '月' | '년' | '월' => return Token::Sign('/'),
        '日' | '일' => return Token::Other,
        '时' | '時' => return Token::Sign(':'),
        ':' | '/' | '.' | '-' | '+' => return Token::Sign(first),
        '–' | '−' => return Token::Sign('-'),
        _ => {}
    }
    match word::word(piece) {
        Word::Month(month) => Token::Month(month),
        Word::Zone(seconds) => Token::Zone(seconds),
        Word::Half(after) => Token::Half(after),
        Word::Between => Token::Between,
        Word::Other => Token::Other,
    }
}
