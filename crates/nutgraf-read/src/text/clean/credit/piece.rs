//! Owns: what of a line or a part of one is a credit: a label with names, names with an agency among them.
//! Promises: whatever has the words of a sentence in it is none.

use crate::text::clean::credit::{
    Credit, Credits, LONGEST, Label, after_words, first_word, plain, words,
};

impl Credits {
    /// Whether a piece is a credit and nothing else.
    pub(in crate::text::clean) fn whole(&self, text: &str) -> Option<Credit> {
        /// No agency alone is longer, in bytes, and no credit with one word between a name and its agency.
        const ALONE: usize = 40;
        const VIA: usize = 90;
        let text = bare(text);
        if text.is_empty() || text.len() > LONGEST {
            return None;
        }
        let known = self.openings.may_open(text);
        if known && let Some(credit) = self.labelled(text) {
            return Some(credit);
        }
        let bytes = text.as_bytes();
        if memchr::memchr(b'|', bytes).is_some()
            && let Some(credit) = self.barred(text)
        {
            return Some(credit);
        }
        let parted = memchr::memchr(b'/', bytes).is_some()
            || text.len() <= VIA && self.via.find(bytes).is_some()
            || memchr::memrchr(b',', bytes).is_some_and(|at| {
                text.get(at + 2..)
                    .is_some_and(|rest| self.openings.may_open(rest))
            });
        if parted && let Some(credit) = self.slashed(text) {
            return Some(credit);
        }
        if text.starts_with(['©', '('])
            && let Some(credit) = self.signed(text)
        {
            return Some(credit);
        }
        let alone = known && text.len() <= ALONE && self.agencies.contains(plain(text).as_str());
        alone.then_some(if text.contains(' ') {
            Credit::Agency
        } else {
            Credit::Maybe
        })
    }

    /// `Image credit: Ann Lee`, `Photo by Ann Lee/Agency`.
    fn labelled(&self, text: &str) -> Option<Credit> {
        const MOST: usize = 16;
        let (label, rest) = self.label(text)?;
        let colon = rest.trim_start();
        let names = colon.strip_prefix([':', '：', '|', '©', '=', '/']);
        let dashed = [" - ", " – ", " — "]
            .iter()
            .find_map(|d| rest.strip_prefix(d));
        let names = match (names, dashed) {
            (Some(names), _) | (None, Some(names)) => names.trim(),
            (None, None) if label.by || label.words.len() <= 3 && rest.starts_with('.') => {
                rest.trim_start_matches('.').trim()
            }
            (None, None) => return None,
        };
        let credit = if label.by && self.has_agency(names) {
            Credit::Agency
        } else {
            Credit::Labelled
        };
        let count = words(names);
        let few = (1..=2).contains(&count) && colon.starts_with([':', '：']);
        let opens = |word: &str| word.starts_with("credit") || word.starts_with("court");
        let empty = count == 0 && label.words.split(' ').any(opens);
        (few || empty || count <= MOST && self.are_names(names)).then_some(credit)
    }

    /// `Ann Lee | Agency | Library`.
    fn barred(&self, text: &str) -> Option<Credit> {
        let pieces: Vec<&str> = text.split('|').map(str::trim).collect();
        let good = |piece: &&str| (1..=6).contains(&words(piece)) && self.are_names(piece);
        if !(2..=6).contains(&pieces.len()) || !pieces.iter().all(good) {
            return None;
        }
        if pieces.iter().any(|piece| self.has_agency(piece)) {
            return Some(Credit::Agency);
        }
        let plain = !text.contains(|c: char| c.is_ascii_digit());
        plain.then_some(Credit::Maybe)
    }

    /// `AP Photo/Ann Lee`, `Ann Lee via Agency`, `Ann Lee, Agency`.
    fn slashed(&self, text: &str) -> Option<Credit> {
        const MOST: usize = 12;
        // A sentence is told by its words sooner than by its agency.
        if text.split(' ').nth(MOST).is_some() || !self.are_names(text) {
            return None;
        }
        let parted = text.contains('/') && self.has_agency(text)
            || text
                .split_once(" via ")
                .is_some_and(|(_, place)| self.has_agency(place))
            || text.split_once(", ").is_some_and(|(_, place)| {
                let place = place.trim_end_matches('.');
                self.agencies.contains(plain(place).as_str())
            });
        parted.then_some(Credit::Agency)
    }

    /// `© Ann Lee/Agency`; with a year it is the notice of a whole page.
    fn signed(&self, text: &str) -> Option<Credit> {
        const MOST: usize = 8;
        let names = text.strip_prefix('©').or_else(|| {
            let head = text.get(..4)?;
            let rest = text.get(4..)?;
            head.eq_ignore_ascii_case("(c) ").then_some(rest)
        })?;
        let names = names.trim();
        let year = names
            .split(|c: char| !c.is_ascii_digit())
            .any(|n| n.len() == 4);
        if year || words(names) > MOST || !self.are_names(names) {
            return None;
        }
        Some(if self.has_agency(names) {
            Credit::Agency
        } else {
            Credit::Maybe
        })
    }

    /// The longest label that a text opens with, and what follows it.
    pub(super) fn label<'t>(&self, text: &'t str) -> Option<(&Label, &'t str)> {
        let first = plain(first_word(text));
        let labels = self.labels.get(first.as_str())?;
        let fits = labels.iter().filter_map(|label| {
            let rest = after_words(text, &label.words)?;
            Some((label, rest))
        });
        fits.max_by_key(|(label, _)| (label.words.len(), label.by))
    }

    /// Whether a text names an agency or a library of pictures, as one of its pieces or at the edge of one.
    fn has_agency(&self, text: &str) -> bool {
        let pieces = text.split(['/', '|', ',', ';', '(', ')', '[', ']', '©', '–', '—', '-']);
        let whole = [text];
        pieces
            .flat_map(|piece| piece.split(" via "))
            .flat_map(|piece| piece.split(" for "))
            .chain(whole)
            .any(|piece| self.is_agency(piece))
    }

    pub(super) fn is_agency(&self, piece: &str) -> bool {
        const SHORT: usize = 4;
        let lower = plain(piece.trim().trim_end_matches(['.', ':']));
        let lower = lower.trim();
        if self.agencies.contains(lower) {
            return true;
        }
        let ends = lower.match_indices(' ').map(|(at, _)| at).take(6);
        ends.into_iter().any(|at| {
            let head = lower.get(..at).unwrap_or("");
            let tail = lower.get(at + 1..).unwrap_or("");
            [head, tail]
                .iter()
                .any(|part| part.len() >= SHORT && self.agencies.contains(*part))
        })
    }

    /// Whether a text is names and the small words between them: no sentence.
    pub(super) fn are_names(&self, text: &str) -> bool {
        if text.contains(['?', '“', '"', '”']) || text.contains(": ") && !text.contains('|') {
            return false;
        }
        let mut named = false;
        for word in text.split([' ', '/', '|', '\u{a0}']) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@');
            let Some(first) = word.chars().next() else {
                continue;
            };
            let own = !first.is_lowercase() || word.contains(['.', '_', '-', '@']);
            if own || self.agencies.contains(word) {
                named = true;
            } else if !self.joints.contains(word) {
                return false;
            }
        }
        named
    }
}

/// A piece without brackets, emphasis and blanks around it.
fn bare(text: &str) -> &str {
    let text = text.trim().trim_matches(['_', '*', ' ']);
    let inner = |open: char, close: char| {
        let inner = text.strip_prefix(open)?.strip_suffix(close)?;
        (!inner.contains([open, close])).then_some(inner.trim())
    };
    inner('(', ')').or_else(|| inner('[', ']')).unwrap_or(text)
}
