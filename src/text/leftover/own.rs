//! Owns: what is measured of one line by itself.
//! May import: `model`, `text::{line, phrase, stopword, date}`.
//! Promises: numbers between -1 and about 3, none of them a word of the text.

use crate::model::article::BlockKind;
use crate::model::flaw::DropReason;
use crate::text::date;
use crate::text::line::Line;
use crate::text::phrase::Cover;
use crate::text::phrase::Phrases;
use crate::text::stopword::StopWords;

/// How many numbers `Own::numbers` gives.
pub const OWN: usize = 46;

/// What was counted in a line.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that a line is or is not"
)]
#[derive(Clone, Debug, Default)]
pub(crate) struct Own {
    /// Words.
    pub words: u32,
    /// Share of small words.
    pub stops: f32,
    /// Ends like a sentence.
    pub ends_sentence: bool,
    /// What phrases cover.
    pub cover: Cover,
    /// Holds a date or an age.
    pub has_date: bool,
    /// One to four capitalised words and nothing else.
    pub is_name: bool,
    /// A count of comments, shares and the like, or a bare number.
    pub is_count: bool,
    numbers: Vec<f32>,
}

impl Own {
    /// Measures a line.
    pub(crate) fn of(line: &Line, phrases: &Phrases, stops: &StopWords) -> Self {
        let text = line.text.as_str();
        let count = Count::of(text, stops);
        let cover = phrases.cover(text);
        let words = count.words.max(1);
        let share = |n: u32| ratio(n, words);
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX).max(1);
        let short = text.len() <= 160;
        let found = if short { date::find(text) } else { None };
        let is_date = found.is_some_and(|f| f.span.len() * 2 >= text.len());
        let has_date = found.is_some() || (short && date::has_age(text));
        let ending = Ending::of(text);
        let first = text.chars().next().unwrap_or(' ');
        let is_name = count.words <= 4
            && count.words >= 1
            && count.uppers == count.words
            && count.digits == 0
            && count.symbols == 0;
        let is_count = is_count(text, count.words);
        let linked: usize = line.links.iter().map(|l| l.span.len()).sum();
        let flag = |b: bool| if b { 1.0 } else { 0.0 };
        let few = |n: u32, most: u32| ratio(n.min(most), most);
        let of = |reason| cover.of(reason).min(1.0);
        let numbers = vec![
            log(count.words) / 4.0,
            log(length) / 6.0,
            share(count.stops),
            share(count.uppers),
            ratio(count.capitals, count.letters.max(1)),
            ratio(count.digits, length),
            ratio(count.symbols, length),
            flag(ending == Ending::Stop),
            flag(ending == Ending::Colon),
            flag(ending == Ending::Open),
            flag(ending == Ending::Bare),
            flag(ending == Ending::Question),
            flag(ending == Ending::Exclamation),
            flag(ending == Ending::Ellipsis),
            flag(first.is_lowercase()),
            flag(first.is_ascii_digit()),
            flag(!first.is_alphanumeric() && !matches!(first, '"' | '“' | '‘' | '\'')),
            flag(text.contains(['“', '"', '”'])),
            few(count.stops_inside, 5),
            share(count.commas),
            flag(count.address),
            flag(text.contains('©')),
            few(count.separators, 3),
            cover.all.min(1.0),
            few(u32::from(cover.count), 3),
            of(DropReason::Comments),
            of(DropReason::Login),
            of(DropReason::Share),
            (of(DropReason::Promotion) + of(DropReason::Consent)).min(1.0),
            of(DropReason::Related),
            (of(DropReason::Navigation) + of(DropReason::Debris)).min(1.0),
            of(DropReason::Disclaimer),
            (of(DropReason::Metadata) + of(DropReason::AuthorBio)).min(1.0),
            of(DropReason::Caption),
            flag(is_date),
            flag(has_date),
            flag(short && date::has_clock(text)),
            flag(is_count),
            share(count.you),
            share(count.me),
            flag(is_name),
            flag(text.contains("%s") || text.contains("%d") || text.contains("{{")),
            ratio(count.letters, words) / 10.0,
            flag(line.gap == 0),
            ratio(
                u32::try_from(linked).unwrap_or(u32::MAX).min(length),
                length,
            ),
            match line.kind {
                BlockKind::Heading(_) => 1.0,
                BlockKind::Item(_) => 0.5,
                BlockKind::Caption => -0.5,
                BlockKind::Quote | BlockKind::Verbatim | BlockKind::Row => -1.0,
                BlockKind::Paragraph => 0.0,
            },
        ];
        Self {
            words: count.words,
            stops: share(count.stops),
            ends_sentence: matches!(
                ending,
                Ending::Stop
                    | Ending::Question
                    | Ending::Exclamation
                    | Ending::Colon
                    | Ending::Ellipsis
            ),
            cover,
            has_date,
            is_name,
            is_count,
            numbers,
        }
    }

    /// Looks like running text: long enough, with small words, ended like a sentence, not made of phrases.
    pub(crate) fn is_prose(&self) -> bool {
        self.words >= 9 && self.stops >= 0.2 && self.ends_sentence && self.cover.all < 0.34
    }

    /// The measures as numbers.
    pub(crate) fn numbers(&self) -> &[f32] {
        &self.numbers
    }
}

/// `ln(1 + n)`.
pub(crate) fn log(n: u32) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX)).ln_1p()
}

/// A share of two counts, both scaled down when they are large.
pub(crate) fn ratio(part: u32, all: u32) -> f32 {
    let scale = all / u32::from(u16::MAX) + 1;
    let number = |n: u32| f32::from(u16::try_from(n / scale).unwrap_or(u16::MAX));
    number(part) / number(all).max(1.0)
}

#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Stop,
    Question,
    Exclamation,
    Ellipsis,
    Colon,
    Open,
    Bare,
}

impl Ending {
    fn of(text: &str) -> Self {
        let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ', '»']);
        match bare.chars().next_back() {
            Some('.' | '。' | '।' | '۔') if bare.ends_with("..") => Self::Ellipsis,
            Some('.' | '。' | '।' | '۔' | '။') => Self::Stop,
            Some('?' | '？' | '؟') => Self::Question,
            Some('!' | '！') => Self::Exclamation,
            Some('…') => Self::Ellipsis,
            Some(':') => Self::Colon,
            Some(',' | ';' | '-' | '–' | '—' | '(' | '[' | '/') => Self::Open,
            _ => Self::Bare,
        }
    }
}

/// Counts over the bytes of a line, in one pass.
#[derive(Default)]
struct Count {
    words: u32,
    stops: u32,
    /// Words that start with a capital.
    uppers: u32,
    /// Capital letters.
    capitals: u32,
    letters: u32,
    digits: u32,
    symbols: u32,
    separators: u32,
    commas: u32,
    /// Sentence ends inside the line.
    stops_inside: u32,
    you: u32,
    me: u32,
    address: bool,
}

impl Count {
    fn of(text: &str, stops: &StopWords) -> Self {
        let mut count = Self::default();
        let bytes = text.as_bytes();
        let mut start = None;
        for (at, byte) in bytes.iter().copied().chain([b' ']).enumerate() {
            // Bytes of other scripts count as letters; the few signs among them hardly matter.
            let part =
                byte.is_ascii_alphanumeric() || byte >= 0x80 || (byte == b'\'' && start.is_some());
            if part {
                count.letters += u32::from(byte.is_ascii_alphabetic() || byte >= 0xc0);
                count.digits += u32::from(byte.is_ascii_digit());
                count.capitals += u32::from(byte.is_ascii_uppercase());
                start = start.or(Some(at));
                continue;
            }
            if let Some(from) = start.take() {
                count.word(bytes.get(from..at).unwrap_or(&[]), stops);
            }
            count.sign(byte, bytes, at);
        }
        count.separators += u32::try_from(
            text.matches(['›', '»', '·', '•', '→', '↑', '«', '▼', '★'])
                .count(),
        )
        .unwrap_or(0);
        count
    }

    fn word(&mut self, word: &[u8], stops: &StopWords) {
        let signs_only = word.len() == 3 && word.starts_with(&[0xe2, 0x80]);
        if signs_only {
            return;
        }
        self.words += 1;
        // A curly quote may stand before the word.
        let bare = word
            .strip_prefix(&[0xe2, 0x80, 0x9c])
            .or_else(|| word.strip_prefix(&[0xe2, 0x80, 0x98]))
            .unwrap_or(word);
        self.uppers += u32::from(bare.first().is_some_and(u8::is_ascii_uppercase));
        self.stops += u32::from(stops.has(bare));
        let is = |w: &[u8]| bare.eq_ignore_ascii_case(w);
        self.you += u32::from(bare.len() <= 5 && (is(b"you") || is(b"your") || is(b"yours")));
        self.me += u32::from(
            bare.len() <= 4 && (is(b"i") || is(b"me") || is(b"my") || is(b"i'm") || is(b"lol")),
        );
    }

    fn sign(&mut self, byte: u8, bytes: &[u8], at: usize) {
        match byte {
            b',' => self.commas += 1,
            b'.' | b'!' | b'?' => {
                let next = bytes.get(at + 1) == Some(&b' ')
                    && bytes.get(at + 2).is_some_and(u8::is_ascii_uppercase);
                self.stops_inside += u32::from(next);
                let inner = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_lowercase);
                // `site.com`, `index.html`
                self.address |=
                    byte == b'.' && at > 1 && inner(at - 1) && inner(at + 1) && inner(at + 2);
            }
            b'@' => self.address = true,
            b'|' | b'/' | b'>' | b'<' => {
                self.separators += 1;
                self.symbols += 1;
                self.address |= byte == b'/' && bytes.get(at + 1) == Some(&b'/');
            }
            b' ' | b'\'' | b'"' | b'-' | b':' | b';' | b'(' | b')' | b'\n' | b'\t' => {}
            _ => self.symbols += 1,
        }
    }
}

/// `12 Comments`, `1.2K shares`, `(3)`, `27`.
fn is_count(text: &str, words: u32) -> bool {
    if words > 3 || text.len() > 40 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != ',')
        .filter(|w| !w.is_empty())
        .all(|word| {
            let digits = word.bytes().filter(u8::is_ascii_digit).count() > 0;
            digits
                || COUNTED.iter().any(|c| word.eq_ignore_ascii_case(c))
                || word
                    .strip_suffix(['s', 'S'])
                    .is_some_and(|w| COUNTED.iter().any(|c| w.eq_ignore_ascii_case(c)))
        })
}

const COUNTED: [&str; 20] = [
    "comment", "share", "view", "like", "reply", "replies", "vote", "tweet", "retweet", "follower",
    "response", "reaction", "read", "minute", "min", "thought", "photo", "image", "post", "K",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::lexicon::LexiconFiles;

    fn own(text: &str) -> Own {
        let mut files = LexiconFiles::default();
        files.set("boilerplate", "[comments]\nleave a reply\n");
        let line = Line {
            text: text.to_owned(),
            ..Line::default()
        };
        Own::of(&line, &Phrases::new(&files), &StopWords::new())
    }

    #[test]
    fn lines_are_told_apart() {
        for (text, prose, name, date, count) in [
            (
                "The ministers met in the capital and said that they would meet again in May.",
                true,
                false,
                false,
                false,
            ),
            ("Josep Borrell", false, true, false, false),
            ("January 6, 2020", false, false, true, false),
            ("12 Comments", false, false, false, true),
            ("1 Comment", false, false, false, true),
            ("Leave a Reply", false, false, false, false),
            ("2015 deal", false, false, false, false),
        ] {
            let own = own(text);
            assert_eq!(
                (own.is_prose(), own.is_name, own.has_date, own.is_count),
                (prose, name, date, count),
                "{text}"
            );
            assert_eq!(own.numbers().len(), OWN);
            assert!(
                own.numbers().iter().all(|n| n.is_finite() && n.abs() < 5.0),
                "{text}: {:?}",
                own.numbers()
            );
        }
    }
}
