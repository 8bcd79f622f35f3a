//! Owns: where in a paragraph a credit ends that opens it, and where one begins that ends it.
//! Promises: what is left of the paragraph is never empty.

use crate::text::clean::credit::{Credit, Credits, LONGEST, first_word, plain};

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
            let piece = tail.get(at..)?;
            let may = self.openings.may_open(piece)
                || !piece.starts_with(|c: char| c.is_ascii_lowercase())
                    && (slash || bar || copyright)
                    && piece.contains(['/', '|', '©']);
            let credit = may.then(|| self.whole(piece))??;
            (credit > Credit::Maybe && at > 0).then_some((from + at, credit))
        };
        if tail.ends_with([')', ']', '.', '_', '*'])
            && let Some((at, credit)) = self.bracketed_end(tail)
        {
            return Some((from + at, credit));
        }
        let stop = stops(tail).find_map(whole);
        if stop.is_some() {
            return stop;
        }
        if slash || bar || copyright {
            let parted = bars(tail).find_map(whole);
            if parted.is_some() {
                return parted;
            }
        } else if !colon {
            return None;
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
        memchr::memchr2_iter(b':', b'/', tail.as_bytes()).find_map(|mark| self.glued_at(tail, mark))
    }

    /// Where the label begins that ends with the colon at a byte, or the agency that ends before a slash.
    fn glued_at(&self, tail: &str, mark: usize) -> Option<usize> {
        /// The longest label, in bytes.
        const LABEL: usize = 32;
        let from = tail.ceil_char_boundary(mark.saturating_sub(LABEL));
        let head = tail.get(from..mark)?;
        let mut before = tail.get(..from)?.chars().next_back().unwrap_or('A');
        let starts = head.char_indices().filter(|(_, c)| {
            let starts = c.is_uppercase() && !before.is_uppercase();
            before = *c;
            starts
        });
        let fits = |at: &usize| {
            let rest = tail.get(*at..).unwrap_or("");
            if *at == 0 || !self.openings.may_open(rest) {
                return false;
            }
            let glued = tail.get(..*at).is_some_and(|head| !head.ends_with(' '));
            let labelled = self.label(rest).is_some_and(|(label, after)| {
                (!glued || label.words.contains(' '))
                    && after
                        .trim_start()
                        .strip_prefix(':')
                        .is_some_and(|names| self.are_names(names))
            });
            labelled || is_shouted(rest) && self.is_agency(first_word(rest))
        };
        starts.map(|(at, _)| from + at).find(fits)
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

/// Whether a word in capitals opens a text, and a slash or a picture follows it: `AFP/Ann Lee`, `AP Photo/Ann Lee`.
fn is_shouted(text: &str) -> bool {
    let word = first_word(text);
    let rest = text.get(word.len()..).unwrap_or("");
    word.len() >= 2
        && word.chars().all(char::is_uppercase)
        && (rest.starts_with('/') || rest.starts_with(" Photo/"))
}

/// Where a sentence ends and another begins.
fn stops(text: &str) -> impl Iterator<Item = usize> + '_ {
    const CLOSING: [char; 8] = ['"', '”', '’', '\'', ')', ']', '*', '_'];
    let ends = memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes());
    ends.filter_map(|at| {
        let rest = text.get(at + 1..)?;
        let rest = match rest.as_bytes().first()? {
            b' ' => rest,
            byte if byte.is_ascii_alphanumeric() => return None,
            _ => rest.trim_start_matches(CLOSING),
        };
        rest.starts_with(' ').then_some(text.len() - rest.len() + 1)
    })
}

/// Where a bar, a dash or a closed bracket parts a line.
fn bars(text: &str) -> impl Iterator<Item = usize> + '_ {
    const SIGNS: [char; 5] = ['–', '—', '•', '·', '”'];
    let bytes = text.as_bytes();
    memchr::memchr_iter(b' ', bytes).filter_map(move |at| {
        let before = at.checked_sub(1)?;
        let parts = match bytes.get(before)? {
            b'|' | b')' => true,
            b'-' => before > 0 && bytes.get(before - 1) == Some(&b' '),
            0x80.. => text.get(..at)?.ends_with(SIGNS),
            _ => false,
        };
        parts.then_some(at + 1)
    })
}
