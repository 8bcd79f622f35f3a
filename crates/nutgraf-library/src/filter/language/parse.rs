//! Owns: tokens to tree; single terms are read in `filter::language::atom`.
//! Promises: total, without deep recursion; every token ends up in the tree or under a complaint.

use crate::filter::language::lex::{Token, TokenKind, lex};
use crate::filter::language::query::{Complaint, Fault, Matter, Node, Parsed, Query, Term};
use nutgraf_read::model::span::Span;

/// Brackets and negations nest no deeper than this.
const DEEPEST: usize = 32;
/// A line holds at most this many tokens; the rest is left out.
const MOST_TOKENS: usize = 512;

/// The names of fields, the usual one first in each group of the same meaning.
pub(crate) const FIELDS: [&str; 16] = [
    "src", "source", "feed", "by", "lang", "is", "body", "in", "title", "story", "said", "about",
    "sort", "limit", "like", "tag",
];

/// Words that mean a time.
pub(crate) const TIMES: [&str; 3] = ["today", "yesterday", "last"];

/// Reads a line that is not being typed any more: a saved brief, an argument, a rule, the operand of a bulk action.
/// What names nothing matches nothing, also at its end.
pub fn parse_final(line: &str) -> Parsed {
    Parsed {
        live: false,
        ..parse(line)
    }
}

/// Reads a filter line that is being typed. Total: what cannot be understood is left out and complained about.
pub fn parse(line: &str) -> Parsed {
    let mut parser = Parser {
        line,
        tokens: lex(line),
        at: 0,
        complaints: Vec::new(),
    };
    if let Some(first) = parser.tokens.get(MOST_TOKENS) {
        let span = Span::new(first.span.start as usize, line.len());
        parser.complain(span, Fault::Wrong, "the line is too long from here on");
        parser.tokens.truncate(MOST_TOKENS);
    }
    let root = parser.all(0).unwrap_or_else(|| Node::All(Vec::new()));
    parser.complaints.sort_by_key(|complaint| complaint.span);
    Parsed {
        line: line.to_owned(),
        live: true,
        query: Query { root },
        complaints: parser.complaints,
    }
}

/// Reads tokens one after the other; `filter::language::atom` reads the single terms.
pub(crate) struct Parser<'l> {
    line: &'l str,
    tokens: Vec<Token>,
    at: usize,
    complaints: Vec<Complaint>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    pub(crate) fn complain(&mut self, span: Span, fault: Fault, message: &str) {
        self.suggest(span, fault, message, None);
    }

    pub(crate) fn suggest(
        &mut self,
        span: Span,
        fault: Fault,
        message: &str,
        instead: Option<String>,
    ) {
        self.complaints.push(Complaint {
            span,
            fault,
            message: message.to_owned(),
            instead,
        });
    }

    /// Everything up to a closing bracket or the end.
    fn all(&mut self, depth: usize) -> Option<Node> {
        let mut parts = Vec::new();
        loop {
            match self.peek() {
                None => break,
                Some(TokenKind::Close) if depth > 0 => break,
                Some(TokenKind::Close) => {
                    if let Some(token) = self.next() {
                        self.complain(token.span, Fault::Wrong, "no bracket is open here");
                    }
                }
                Some(TokenKind::And) => self.at += 1,
                Some(_) => match self.any(depth) {
                    Some(Node::All(more)) => parts.extend(more),
                    Some(part) => parts.push(part),
                    None => {}
                },
            }
        }
        match parts.len() {
            0 => None,
            1 => parts.pop(),
            _ => Some(Node::All(parts)),
        }
    }

    /// Parts joined by `|`, which binds tighter than a blank: `a b | c` is `a (b | c)`.
    fn any(&mut self, depth: usize) -> Option<Node> {
        let mut parts = Vec::new();
        let mut wanted = true;
        while let Some(kind) = self.peek() {
            if *kind == TokenKind::Bar {
                let bar = self.next();
                if wanted && let Some(bar) = bar {
                    self.complain(bar.span, Fault::Wrong, "nothing stands before this |");
                }
                wanted = true;
                if matches!(self.peek(), None | Some(TokenKind::Close))
                    && let Some(bar) = self.tokens.get(self.at - 1).map(|token| token.span)
                {
                    self.complain(bar, Fault::Unfinished, "nothing stands after this | yet");
                }
            } else if wanted && *kind != TokenKind::Close {
                wanted = false;
                match self.unit(depth) {
                    Some(Node::Any(more)) => parts.extend(more),
                    Some(part) => parts.push(part),
                    None => {}
                }
            } else {
                break;
            }
        }
        if parts.len() > 1 {
            return self.joined(parts, Node::Any);
        }
        parts.pop()
    }

    fn unit(&mut self, depth: usize) -> Option<Node> {
        let token = self.next()?;
        match token.kind {
            TokenKind::Not => {
                if depth >= DEEPEST {
                    self.complain(token.span, Fault::Wrong, "nested too deep");
                    return None;
                }
                let open_before = self.open_quotes();
                let inner = self.unit(depth + 1);
                // Half a phrase excludes more than the whole one will.
                if self.open_quotes() > open_before {
                    return None;
                }
                let inner = inner.and_then(|inner| self.without_orders(inner))?;
                Some(Node::Not(Box::new(inner)))
            }
            TokenKind::Open => {
                if depth >= DEEPEST {
                    self.complain(token.span, Fault::Wrong, "nested too deep");
                    return None;
                }
                let inner = self.all(depth + 1);
                if self.peek() == Some(&TokenKind::Close) {
                    self.at += 1;
                    if inner.is_none() {
                        self.complain(token.span, Fault::Wrong, "nothing stands in these brackets");
                    }
                } else {
                    self.complain(token.span, Fault::Unfinished, "this bracket is still open");
                }
                inner
            }
            TokenKind::LoneNot => {
                let fault = if token.span.end as usize == self.line.len() {
                    Fault::Unfinished
                } else {
                    Fault::Wrong
                };
                self.complain(token.span, fault, "what is excluded must follow at once");
                None
            }
            TokenKind::Phrase { text, closed } => {
                if !closed {
                    self.complain(
                        token.span,
                        Fault::Unfinished,
                        "this quotation mark is still open",
                    );
                }
                if !text.chars().any(char::is_alphanumeric) {
                    if closed {
                        self.complain(
                            token.span,
                            Fault::Wrong,
                            "no words stand between these quotation marks",
                        );
                    }
                    return None;
                }
                Some(term(token.span, Matter::Phrase(text)))
            }
            TokenKind::Regex { text, closed } => self.regex(token.span, text, closed),
            TokenKind::Atom {
                head,
                quoted,
                closed,
            } => {
                if !closed {
                    self.complain(
                        token.span,
                        Fault::Unfinished,
                        "this quotation mark is still open",
                    );
                }
                self.atom(token.span, &head, quoted.as_deref())
                    .map(|matter| term(token.span, matter))
            }
            // `any` and `all` stop before these.
            TokenKind::Close | TokenKind::Bar | TokenKind::And => None,
        }
    }

    fn open_quotes(&self) -> usize {
        let open = self
            .complaints
            .iter()
            .filter(|c| c.message.starts_with("this quotation"));
        open.count()
    }

    fn regex(&mut self, span: Span, text: String, closed: bool) -> Option<Node> {
        if !closed {
            self.complain(
                span,
                Fault::Unfinished,
                "the expression has no closing slash yet",
            );
            return None;
        }
        if text.is_empty() {
            self.complain(
                span,
                Fault::Wrong,
                "no expression stands between these slashes",
            );
            return None;
        }
        match crate::filter::language::pattern::check(&text) {
            Ok(()) => Some(term(span, Matter::Regex(text))),
            Err(message) => {
                self.complain(span, Fault::Wrong, &message);
                None
            }
        }
    }

    /// Orders of the whole line make no sense inside `-` and `|`.
    fn without_orders(&mut self, node: Node) -> Option<Node> {
        match node {
            Node::Term(term) => {
                if matches!(
                    term.matter,
                    Matter::Sort(_) | Matter::Limit(_) | Matter::TitleOnly
                ) {
                    self.complain(
                        term.span,
                        Fault::Wrong,
                        "this counts for the whole line and can't stand here",
                    );
                    return None;
                }
                Some(Node::Term(term))
            }
            Node::Not(_) => Some(node),
            Node::All(parts) => self.joined(parts, Node::All),
            Node::Any(parts) => self.joined(parts, Node::Any),
        }
    }

    /// Parts without orders, joined; a join inside a join of its kind is dissolved.
    fn joined(&mut self, parts: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Option<Node> {
        let like = std::mem::discriminant(&join(Vec::new()));
        let mut flat = Vec::new();
        for part in parts {
            let Some(part) = self.without_orders(part) else {
                continue;
            };
            let alike = std::mem::discriminant(&part) == like;
            match (alike, part) {
                (true, Node::All(more) | Node::Any(more)) => flat.extend(more),
                (_, part) => flat.push(part),
            }
        }
        if flat.len() > 1 {
            Some(join(flat))
        } else {
            flat.pop()
        }
    }
}

fn term(span: Span, matter: Matter) -> Node {
    Node::Term(Term { span, matter })
}

#[cfg(test)]
mod tests;
