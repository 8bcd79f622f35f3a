//! Owns: sentences.
//! May import: `model::{span, article}`, `text::{rules, abbreviation}`.
//! Promises: sentences ascend, never overlap, are never empty, never start or end in white space, never leave a block;
//! linear in the text. Quotation marks are never counted, so a stray one glues nothing.

use crate::model::article::{Block, BlockKind};
use crate::model::span::Span;
use crate::text::abbreviation::Habit;
use crate::text::rules::Rules;

/// The sentences of a text. Blocks bound sentences; without blocks, blank lines and ended lines do.
pub fn sentences(text: &str, blocks: &[Block], rules: &Rules) -> Vec<Span> {
    let mut found = Vec::with_capacity(text.len() / 100 + 1);
    if blocks.is_empty() {
        for span in pieces(text) {
            split(text, span, rules, &mut found);
        }
        return found;
    }
    for block in blocks {
        match block.kind {
            BlockKind::Heading(_) | BlockKind::Row => push(text, block.span, &mut found),
            BlockKind::Verbatim => {
                let mut at = block.span.start as usize;
                for line in block.span.of(text).split('\n') {
                    push(text, Span::new(at, at + line.len()), &mut found);
                    at += line.len() + 1;
                }
            }
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item(_) | BlockKind::Caption => {
                split(text, block.span, rules, &mut found);
            }
        }
    }
    found
}

/// Stretches of text without blocks that no sentence crosses: a line goes on in the next one only when it is long and
/// unfinished, or when the next one opens in a small letter.
fn pieces(text: &str) -> Vec<Span> {
    const LONG: usize = 50;
    let mut made: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut open = false;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len());
        at += line.len() + 1;
        let bare = line.trim();
        let goes_on = !bare.is_empty()
            && (open || bare.starts_with(char::is_lowercase))
            && made.last().is_some_and(|last| last.end + 1 == span.start);
        match made.last_mut() {
            Some(last) if goes_on => *last = last.union(span),
            _ if bare.is_empty() => {}
            _ => made.push(span),
        }
        open = bare.len() >= LONG && !bare.ends_with(['.', '!', '?', ':', '…', '"', '”', '’', ')']);
    }
    made
}

fn push(text: &str, span: Span, found: &mut Vec<Span>) {
    let span = span.trimmed(text);
    if !span.is_empty() {
        found.push(span);
    }
}

fn split(text: &str, span: Span, rules: &Rules, found: &mut Vec<Span>) {
    let piece = span.of(text);
    let base = span.start as usize;
    let bytes = piece.as_bytes();
    let mut start = 0;
    let mut at = 0;
    let next = |at: usize| {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let steps = rest.iter().position(|byte| MARKS[usize::from(*byte)]);
        steps.map(|steps| at + steps)
    };
    while let Some(mark) = next(at) {
        at = mark;
        let end = match bytes.get(at) {
            Some(b'.' | b'!' | b'?') => Mark::at(piece, start, at).end(rules),
            _ => wide(piece, start, at, rules),
        };
        match end {
            Some(end) if end > at => {
                push(text, Span::new(base + start, base + end), found);
                start = end;
                at = end;
            }
            // The end lies before this place (a bullet): what follows it is looked at as usual.
            Some(end) => {
                push(text, Span::new(base + start, base + end), found);
                start = end;
                at += 1;
            }
            None => at += 1,
        }
    }
    push(text, Span::new(base + start, base + piece.len()), found);
}

/// The bytes that a mark may begin with: `…`, `•` and the stops of other scripts are of several bytes.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let bytes = [b'.', b'!', b'?', 0xe2, 0xe3, 0xef, 0xe0, 0xd8, 0xdb];
    let mut at = 0;
    while at < bytes.len() {
        marks[bytes[at] as usize] = true;
        at += 1;
    }
    marks
};

/// Marks of more than one byte: an ellipsis, an inline bullet, full stops of other scripts.
fn wide(piece: &str, start: usize, at: usize, rules: &Rules) -> Option<usize> {
    let rest = piece.get(at..)?;
    let c = rest.chars().next()?;
    match c {
        '…' => Mark::at(piece, start, at).end(rules),
        '。' | '！' | '？' | '｡' => {
            let after =
                rest.trim_start_matches(['。', '！', '？', '｡', '”', '’', '」', '』', '）']);
            Some(piece.len() - after.len())
        }
        '।' | '॥' | '۔' | '؟' | '။' => {
            let after = rest.get(c.len_utf8()..)?;
            let after = after.trim_start_matches(['"', '”', '’', '»', ')']);
            after
                .starts_with(char::is_whitespace)
                .then_some(piece.len() - after.len())
        }
        '•' | '◦' | '▪' | '‣' => {
            let spaced =
                piece.get(start..at)?.ends_with(' ') && rest.get(c.len_utf8()..)?.starts_with(' ');
            (spaced && !piece.get(start..at)?.trim().is_empty()).then_some(at)
        }
        _ => None,
    }
}

/// A mark that may end a sentence, with what stands around it.
struct Mark<'t> {
    /// The sentence so far, before the mark.
    before: &'t str,
    /// The run of marks: `.`, `?!`, `...`.
    marks: &'t str,
    /// Offset in the piece after the marks and the closing quotes and brackets.
    close: usize,
    /// Whether a quote or bracket closes after the marks.
    closed: bool,
    /// What follows.
    after: &'t str,
}

const CLOSING: [char; 9] = ['"', '”', '’', '\'', ')', ']', '»', '*', '}'];
const OPENING: [char; 14] = [
    '"', '“', '‘', '\'', '(', '[', '«', '—', '–', '-', '*', '¿', '¡', '„',
];

impl<'t> Mark<'t> {
    fn at(piece: &'t str, start: usize, at: usize) -> Self {
        let rest = piece.get(at..).unwrap_or("");
        let after_marks = rest.trim_start_matches(['.', '!', '?', '…']);
        let marks = rest.get(..rest.len() - after_marks.len()).unwrap_or("");
        let mut after = after_marks.trim_start_matches(CLOSING);
        // A closing mark set apart by a blank still belongs to what it closes, and so does a reference: `. [5]`.
        let apart = after.trim_start_matches(' ');
        if let Some(beyond) = apart.strip_prefix(['”', '»', '"'])
            && beyond.chars().next().is_none_or(char::is_whitespace)
        {
            after = beyond;
        }
        while let Some(beyond) = after_reference(after) {
            after = beyond;
        }
        Self {
            before: piece.get(start..at).unwrap_or(""),
            marks,
            close: piece.len() - after.len(),
            closed: after.len() < after_marks.len(),
            after,
        }
    }

    /// Where the sentence ends, if it does here.
    fn end(&self, rules: &Rules) -> Option<usize> {
        if !self.after.starts_with(char::is_whitespace) {
            return if self.after.is_empty() {
                None
            } else {
                self.glued(rules)
            };
        }
        let next = Next::of(self.after)?;
        let ends = match self.marks {
            "." => self.stop_ends(&next, rules),
            marks if marks.ends_with(['!', '?']) => self.shout_ends(&next),
            // An ellipsis trails off into a small letter or ends before anything else.
            _ => !next.is_small() && next.word != "I",
        };
        ends.then_some(self.close)
    }

    /// `…said.The next`: scrapers lose the blank between sentences.
    fn glued(&self, rules: &Rules) -> Option<usize> {
        if self.marks != "." && self.marks != "!" && self.marks != "?" {
            return None;
        }
        let word = last_word(self.before);
        let bare = word.trim_start_matches(OPENING);
        let plain = bare.len() >= 3
            && bare.bytes().all(|b| b.is_ascii_lowercase())
            && bare.len() == word.len();
        if !plain || self.closed && !self.after.starts_with(['“', '"']) {
            return None;
        }
        let next = Next::of(self.after)?;
        let sentence = next.word.len() >= 2 || rules.abbreviations.opens(next.word);
        let mut letters = next.word.chars();
        let named =
            letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
        let domain = ["Com", "Org", "Net", "Js", "Io", "Co", "Gov"].contains(&next.word);
        (named && sentence && !domain && next.tail.starts_with([' ', ',', '\'', '’']))
            .then_some(self.close)
    }

    /// After `!` or `?`: a small letter goes on, and so does `“Why?” Name asked`.
    fn shout_ends(&self, next: &Next<'_>) -> bool {
        !(next.is_small() || self.closed && next.is_attribution())
    }

    fn stop_ends(&self, next: &Next<'_>, rules: &Rules) -> bool {
        if next.is_small() {
            return false;
        }
        let word = last_word(self.before);
        let bare = word.trim_start_matches(OPENING);
        if bare.is_empty() {
            // A stop alone after a blank: `he left .`
            return !self.before.trim().is_empty();
        }
        let opener = next.quoted || next.opens(rules);
        let known = rules.abbreviations.habit(bare);
        let habit = known.or_else(|| guess(bare));
        match habit {
            None => !self.is_numbering(bare, next),
            Some(Habit::Inner) => false,
            Some(Habit::Title) => self.closed,
            Some(Habit::Number) => {
                !next.is_number() && !is_reference(next.word) && (opener || bare.len() > 1)
            }
            // A time of day goes on with its day or zone.
            Some(Habit::Either | Habit::Opener) if is_half_day(bare) => {
                !next.is_day_or_zone() && !next.is_number()
            }
            Some(Habit::Either | Habit::Opener) => (opener || self.closed) && !next.is_number(),
        }
    }

    /// `3.` at the start of an item, `3. Mai` in German dates.
    fn is_numbering(&self, bare: &str, next: &Next<'_>) -> bool {
        let number = bare.len() <= 3 && bare.bytes().all(|b| b.is_ascii_digit());
        let marked = bare.len() <= 2
            && !bare.bytes().any(|b| b.is_ascii_digit())
            && bare.len() == self.before.trim().len();
        let first = self
            .before
            .trim()
            .trim_start_matches(['•', '◦', '▪', '‣', '-', '*', '(', '#', ' '])
            == bare;
        (number && (first || is_foreign_month(next.word))) || marked && first && bare.len() == 1
    }
}

/// What follows a reference number in square brackets.
fn after_reference(after: &str) -> Option<&str> {
    let digits = after.trim_start_matches(' ').strip_prefix('[')?;
    let beyond = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    if beyond.len() == digits.len() {
        return None;
    }
    beyond.strip_prefix(']')
}

/// Initials and words with inner stops that no dictionary lists.
fn guess(word: &str) -> Option<Habit> {
    let mut chars = word.chars();
    let (first, second) = (chars.next()?, chars.next());
    if second.is_none() && first.is_alphabetic() {
        // `c. 1871`, `b. 2009`
        return Some(if first.is_uppercase() {
            Habit::Either
        } else {
            Habit::Number
        });
    }
    // `J.F`, `U.S.S.R`, `k.o`: short groups with stops between them.
    let grouped = word.contains('.')
        && word
            .split('.')
            .all(|g| (1..=2).contains(&g.chars().count()) && g.chars().all(char::is_alphabetic));
    // `al-J`, `Jean-P`
    let hyphened = word
        .rsplit_once('-')
        .is_some_and(|(_, last)| last.chars().count() == 1 && last.starts_with(char::is_uppercase));
    (grouped || hyphened).then_some(Habit::Either)
}

fn is_half_day(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase()
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == ':'),
        "a.m" | "p.m" | "am" | "pm"
    )
}

fn is_foreign_month(word: &str) -> bool {
    matches!(
        word,
        "Januar"
            | "Februar"
            | "März"
            | "April"
            | "Mai"
            | "Juni"
            | "Juli"
            | "August"
            | "September"
            | "Oktober"
            | "November"
            | "Dezember"
            | "Jahrhundert"
    )
}

/// A Roman numeral or a single capital, as they follow `No.` or `Art.`
fn is_reference(word: &str) -> bool {
    word.len() <= 4
        && !word.is_empty()
        && word != "I"
        && word
            .bytes()
            .all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// The last word before a mark, without blanks.
fn last_word(before: &str) -> &str {
    before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '/'))
        .next()
        .unwrap_or("")
}

/// What opens after a mark.
struct Next<'t> {
    /// A quote or bracket opens.
    quoted: bool,
    /// The first word: letters and digits.
    word: &'t str,
    /// What follows the word.
    tail: &'t str,
}

impl<'t> Next<'t> {
    fn of(after: &'t str) -> Option<Self> {
        let trimmed = after.trim_start();
        let bare = trimmed.trim_start_matches(|c: char| {
            OPENING.contains(&c) || c.is_whitespace() || matches!(c, '.' | '…')
        });
        if bare.is_empty() && trimmed.is_empty() {
            return None;
        }
        let end = bare
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(bare.len());
        Some(Self {
            quoted: trimmed.starts_with(['"', '“', '‘', '«', '„', '(', '[']),
            word: bare.get(..end).unwrap_or(""),
            tail: bare.get(end..).unwrap_or(""),
        })
    }

    /// A small letter that is not the start of a name such as `iPhone`.
    fn is_small(&self) -> bool {
        let mut chars = self.word.chars();
        let small = chars.next().is_some_and(char::is_lowercase);
        small
            && !(chars.next().is_some_and(char::is_uppercase)
                || self.word == "e" && self.tail.starts_with("-M"))
    }

    fn is_number(&self) -> bool {
        self.word.starts_with(|c: char| c.is_ascii_digit())
            || (self.word.is_empty() && self.tail.starts_with(['#', '$', '£', '€']))
    }

    fn opens(&self, rules: &Rules) -> bool {
        // `A` of `J. A. Smith` is an initial, not the article.
        let initial = self.tail.starts_with('.') && self.word.chars().count() == 1;
        !initial && rules.abbreviations.opens(self.word)
    }

    fn is_day_or_zone(&self) -> bool {
        let day = self.word.len() >= 6 && self.word.ends_with("day")
            || matches!(
                self.word,
                "Mon" | "Tue" | "Wed" | "Thu" | "Fri" | "Sat" | "Sun"
            );
        let zone = (2..=5).contains(&self.word.len())
            && self.word.ends_with('T')
            && self.word.bytes().all(|b| b.is_ascii_uppercase());
        let place = matches!(
            self.word,
            "Eastern"
                | "Pacific"
                | "Central"
                | "Mountain"
                | "UTC"
                | "Greenwich"
                | "Moscow"
                | "Tehran"
                | "Beijing"
                | "Zulu"
        );
        day || zone
            || place
                && self
                    .tail
                    .trim_start()
                    .to_ascii_lowercase()
                    .starts_with(['t', 's', 'd', 'm', ',', '.'])
    }

    /// `Name said`, `Mr. Name asked`, `the minister said` after a quoted question.
    fn is_attribution(&self) -> bool {
        const VERBS: [&str; 16] = [
            "said",
            "says",
            "asked",
            "asks",
            "added",
            "wrote",
            "writes",
            "told",
            "tweeted",
            "replied",
            "shouted",
            "cried",
            "wondered",
            "continued",
            "exclaimed",
            "demanded",
        ];
        if self.quoted {
            return false;
        }
        let mut words = self.tail.split_whitespace().take(4);
        words.any(|word| VERBS.contains(&word.trim_end_matches([',', '.', ':'])))
    }
}

#[cfg(test)]
mod tests;
