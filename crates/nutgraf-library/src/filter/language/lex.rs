//! Owns: cutting a filter line into tokens.
//! Promises: total; tokens are in order and cover everything that is not white space.

use nutgraf_read::model::span::Span;

/// A piece of a filter line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    /// Its place in the line.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `|` or `OR`
    Bar,
    /// `AND`, which says nothing new.
    And,
    /// `-`, `!` or `NOT` before something.
    Not,
    /// `-` or `!` before nothing.
    LoneNot,
    /// A phrase in quotation marks.
    Phrase {
        /// What stands between them.
        text: String,
        /// Whether the closing one is there.
        closed: bool,
    },
    /// A regular expression between slashes.
    Regex {
        /// What stands between them.
        text: String,
        /// Whether the closing one is there.
        closed: bool,
    },
    /// Anything else: a word, a name with its sign, a field with its value.
    Atom {
        /// The text up to a quotation mark.
        head: String,
        /// The quoted value after `@`, `#` or `:`.
        quoted: Option<String>,
        /// Whether the closing quotation mark is there, if there is an opening one.
        closed: bool,
    },
}

/// Cuts a line into tokens.
pub(crate) fn lex(line: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at + c.len_utf8();
        if c.is_whitespace() {
            at = next;
            continue;
        }
        let (kind, end) = match c {
            '(' => (TokenKind::Open, next),
            ')' => (TokenKind::Close, next),
            '|' => (TokenKind::Bar, next),
            '-' | '!' => match line.get(next..).and_then(|rest| rest.chars().next()) {
                None | Some(')' | '|') => (TokenKind::LoneNot, next),
                Some(c) if c.is_whitespace() => (TokenKind::LoneNot, next),
                Some(_) => (TokenKind::Not, next),
            },
            '"' | '“' | '”' => {
                let (text, closed, end) = quoted(line, next);
                (TokenKind::Phrase { text, closed }, end)
            }
            '/' => regex(line, next),
            _ => atom(line, at),
        };
        tokens.push(Token {
            span: Span::new(at, end),
            kind,
        });
        at = end;
    }
    tokens
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// What stands from `start` to the next quotation mark or the end, whether the mark is there, and where it all ends.
fn quoted(line: &str, start: usize) -> (String, bool, usize) {
    let rest = line.get(start..).unwrap_or("");
    match rest.char_indices().find(|(_, c)| is_quote(*c)) {
        Some((at, c)) => {
            let text = rest.get(..at).unwrap_or("").to_owned();
            (text, true, start + at + c.len_utf8())
        }
        None => (rest.to_owned(), false, line.len()),
    }
}

/// A slash opens an expression that the next slash closes when the term ends there; an `i` may follow, as expressions
/// never mind case here. Without a closing slash everything to the end is an unfinished expression.
fn regex(line: &str, start: usize) -> (TokenKind, usize) {
    let rest = line.get(start..).unwrap_or("");
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        if c != '/' || escaped {
            escaped = c == '\\' && !escaped;
            continue;
        }
        let after = rest.get(at + 1..).unwrap_or("");
        let tail = usize::from(after.starts_with('i'));
        let ends = after
            .get(tail..)
            .and_then(|after| after.chars().next())
            .is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '|'));
        if ends {
            let text = rest.get(..at).unwrap_or("").to_owned();
            return (
                TokenKind::Regex { text, closed: true },
                start + at + 1 + tail,
            );
        }
    }
    let text = rest.to_owned();
    (
        TokenKind::Regex {
            text,
            closed: false,
        },
        line.len(),
    )
}

fn atom(line: &str, start: usize) -> (TokenKind, usize) {
    let rest = line.get(start..).unwrap_or("");
    let stop = rest
        .char_indices()
        .find(|(_, c)| c.is_whitespace() || matches!(c, '(' | ')' | '|') || is_quote(*c));
    let (length, at_quote) = match stop {
        Some((at, c)) => (at, is_quote(c).then_some(c.len_utf8())),
        None => (rest.len(), None),
    };
    let head = rest.get(..length).unwrap_or("");
    let end = start + length;
    match at_quote {
        Some(mark) if head.ends_with(['@', '#', ':']) => {
            let (text, closed, end) = quoted(line, end + mark);
            let kind = TokenKind::Atom {
                head: head.to_owned(),
                quoted: Some(text),
                closed,
            };
            (kind, end)
        }
        _ => {
            let kind = match head {
                "OR" => TokenKind::Bar,
                "AND" => TokenKind::And,
                "NOT" if end < line.len() => TokenKind::Not,
                _ => TokenKind::Atom {
                    head: head.to_owned(),
                    quoted: None,
                    closed: true,
                },
            };
            (kind, end)
        }
    }
}
