//! Owns: where in a paragraph a credit ends that opens it, and where one begins that ends it.
//! Promises: what is left of the paragraph is never empty.

use crate::text::clean::credit::{Credit, Credits, LONGEST, plain};

/// The longest credit that stands behind a text, in bytes.
const BEHIND: usize = 150;

impl Credits {
    /// Where the credit begins that a text ends with, and how sure it is.
    pub(in crate::text::clean) fn at_end(&self, text: &str) -> Option<(usize, Credit)> {
        let from = text.ceil_char_boundary(text.len().saturating_sub(BEHIND));
        let tail = text.get(from..)?;
        let has = |byte| memchr::memchr(byte, tail.as_bytes()).is_some();
        let (colon, slash, bar) = (has(b':'), has(b'/'), has(b'|'));
        // The last byte of `©`.
        let copyright = has(0xa9);
        let whole = |at: usize| {
            let credit = self.whole(tail.get(at..)?)?;
            (credit > Credit::Maybe && at > 0).then_some((from + at, credit))
        };
        if tail.ends_with([')', ']', '.', '_', '*'])
            && let Some((at, credit)) = self.bracketed_end(tail)
        {
            return Some((from + at, credit));
        }
        let stop = stops(tail).find_map(|at| {
            let opens = tail
                .get(at..)
                .is_some_and(|rest| self.openings.may_open(rest));
            (opens || slash || bar || copyright).then(|| whole(at))?
        });
        if stop.is_some() {
            return stop;
        }
        let signed = copyright.then(|| tail.rfind('©')).flatten().and_then(|at| {
            let credit = self.whole(tail.get(at..)?)?;
            (at > 0).then_some((from + at, credit))
        });
        let glued = || (colon || slash).then(|| self.glued(tail)).flatten();
        signed.or_else(|| glued().and_then(whole))
    }

    /// `… in the hall. (Photo by Ann Lee)`
    fn bracketed_end(&self, tail: &str) -> Option<(usize, Credit)> {
        let end = tail.trim_end_matches(['.', ' ', '_', '*']);
        let open = match end.chars().next_back()? {
            ')' => end.rfind('(')?,
            ']' => end.rfind('[')?,
            _ => return None,
        };
        let inner = end.get(open + 1..end.len() - 1)?;
        let credit = self.whole(inner)?;
        (credit > Credit::Maybe && open > 0).then_some((open, credit))
    }

    /// A label with a colon, or an agency before a slash, that follows words without a stop.
    fn glued(&self, tail: &str) -> Option<usize> {
        let mut before = ' ';
        for (at, c) in tail.char_indices() {
            let starts = c.is_uppercase() && !before.is_uppercase() && at > 0;
            before = c;
            if !starts {
                continue;
            }
            let rest = tail.get(at..)?;
            if !self.openings.may_open(rest) {
                continue;
            }
            let labelled = self.label(rest).is_some_and(|(label, after)| {
                let names = after.trim_start().strip_prefix(':');
                let glued = tail.get(..at).is_some_and(|head| !head.ends_with(' '));
                (!glued || label.words.contains(' '))
                    && names.is_some_and(|names| self.are_names(names))
            });
            let agency = || {
                let word = rest.split([' ', '/']).next().unwrap_or("");
                word.len() >= 2
                    && word.chars().all(char::is_uppercase)
                    && rest
                        .get(word.len()..)
                        .is_some_and(|r| r.starts_with('/') || r.starts_with(" Photo/"))
                    && self.is_agency(word)
            };
            if labelled || agency() {
                return Some(at);
            }
        }
        None
    }

    /// Where the credit ends that a text opens with.
    pub(in crate::text::clean) fn at_start(&self, text: &str) -> Option<usize> {
        let head = text.get(..text.floor_char_boundary(LONGEST))?;
        let close = match head.chars().next()? {
            '(' => head.find(')'),
            '[' => head.find(']'),
            _ => None,
        };
        if let Some(close) = close {
            let inner = head.get(1..close)?;
            let credit = self.whole(inner)?;
            return (credit > Credit::Maybe && close + 1 < text.len()).then_some(close + 1);
        }
        // The last name of the credit is an agency; then a sentence begins.
        let marks = memchr::memchr2_iter(b'|', b'/', head.as_bytes()).map(|at| at + 1);
        marks.rev().find_map(|at| self.agency_end(head, at))
    }

    /// Where an agency ends that follows byte `at` of a text, if a credit ends with it and a sentence begins there.
    fn agency_end(&self, head: &str, at: usize) -> Option<usize> {
        const WORDS: usize = 4;
        let start = at + head.get(at..)?.len() - head.get(at..)?.trim_start().len();
        let name = head.get(start..)?;
        if !self.openings.may_open(name) {
            return None;
        }
        let ends = name.match_indices(' ').map(|(at, _)| at).take(WORDS);
        let fits = |end: &usize| {
            let begins = name.get(end + 1..).is_some_and(|rest| {
                rest.starts_with(|c: char| {
                    c.is_uppercase() || c.is_numeric() || c == '“' || c == '"'
                })
            });
            let agency = name.get(..*end).unwrap_or("");
            begins
                && self.agencies.contains(plain(agency).as_str())
                && head
                    .get(..start + end)
                    .is_some_and(|credit| self.whole(credit) == Some(Credit::Agency))
        };
        let end = ends.into_iter().filter(fits).last()?;
        Some(start + end)
    }
}

/// Where a sentence or a part of a line ends and another begins.
fn stops(text: &str) -> impl Iterator<Item = usize> + '_ {
    const ENDS: [char; 8] = ['”', '…', '’', '»', '–', '—', '•', '·'];
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.iter().skip(1)).enumerate();
    // Most bytes before a blank are letters.
    let ended = pairs.filter(|(_, (end, blank))| **blank == b' ' && !end.is_ascii_alphanumeric());
    ended.filter_map(move |(at, (end, _))| {
        let ends = match end {
            b'.' | b'!' | b'?' | b'"' | b')' | b']' | b'*' | b'_' | b'|' => true,
            b'-' | b'/' => at > 0 && bytes.get(at - 1) == Some(&b' '),
            0x80.. => text.get(..=at)?.ends_with(ENDS),
            _ => false,
        };
        ends.then_some(at + 2)
    })
}
