//! Owns: what is measured of one line by itself.
//! Promises: numbers between -1 and about 3, none of them a word of the text.

use crate::date;
use crate::model::article::BlockKind;
use crate::model::article::Paragraph;
use crate::model::flaw::DropReason;
use crate::text::leftover::count::{Count, Notes};
use crate::text::phrase::Cover;
use crate::text::phrase::Phrases;
use crate::text::stopword::StopWords;

/// How many numbers `Features::numbers` gives.
pub const FEATURES: usize = 47;

/// What was counted in a line.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that a line is or is not"
)]
#[derive(Clone, Debug)]
pub(crate) struct Features {
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
    numbers: [f32; FEATURES],
}

impl Features {
    /// Measures a line and notes its words.
    pub(crate) fn of(
        line: &Paragraph,
        phrases: &Phrases,
        stops: &StopWords,
        notes: &mut Notes,
    ) -> Self {
        let text = line.text.as_str();
        let count = Count::of(text, stops, phrases, notes);
        let cover = phrases.cover_from(text, &notes.opens);
        let words = count.words.max(1);
        let share = |n: u32| ratio(n, words);
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX).max(1);
        let short = text.len() <= 160;
        // Without a digit there is no date, no age and no time of day.
        let dated = short && count.digits > 0;
        let found = if dated { date::find(text) } else { None };
        let is_date = found.is_some_and(|f| f.span.len() * 2 >= text.len());
        let has_date = found.is_some() || (dated && date::has_age(text));
        let ending = Ending::of(text);
        let first = text.chars().next().unwrap_or(' ');
        let is_name = count.words <= 4
            && count.words >= 1
            && count.uppers == count.words
            && count.digits == 0
            && count.symbols == 0;
        let is_count = count.digits > 0 && is_count(text, count.words);
        let linked: usize = line.links.iter().map(|l| l.span.len()).sum();
        let flag = |b: bool| if b { 1.0 } else { 0.0 };
        let few = |n: u32, most: u32| ratio(n.min(most), most);
        let of = |reason| cover.of(reason).min(1.0);
        let numbers = [
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
            flag(count.quote),
            few(count.stops_inside, 5),
            share(count.commas),
            flag(count.address),
            flag(count.copyright),
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
            flag(dated && date::has_clock(text)),
            flag(is_count),
            share(count.you),
            share(count.me),
            flag(is_name),
            flag(count.template),
            flag(cover.opens),
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
    // Exact enough for whole numbers, and several times as fast as `ln_1p`.
    (1.0 + f32::from(u16::try_from(n).unwrap_or(u16::MAX))).ln()
}

/// A share of two counts, both scaled down when they are large.
pub(crate) fn ratio(part: u32, all: u32) -> f32 {
    let number = |n: u32| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    if u16::try_from(all).is_ok() {
        return number(part) / number(all).max(1.0);
    }
    let scale = all / u32::from(u16::MAX) + 1;
    number(part / scale) / number(all / scale).max(1.0)
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

/// `12 Comments`, `1.2K shares`, `(3)`, `27`.
fn is_count(text: &str, words: u32) -> bool {
    if words > 3 || text.len() > 40 {
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

    fn features(text: &str) -> Features {
        let mut files = LexiconFiles::default();
        files.set("boilerplate", "[comments]\nleave a reply\n");
        let line = Paragraph {
            text: text.to_owned(),
            ..Paragraph::default()
        };
        Features::of(
            &line,
            &Phrases::new(&files),
            &StopWords::new(),
            &mut Notes::default(),
        )
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
            ("January 9, 2020", false, false, true, false),
            ("12 Comments", false, false, false, true),
            ("1 Comment", false, false, false, true),
            ("Leave a Reply", false, false, false, false),
            ("2015 deal", false, false, false, false),
        ] {
            let features = features(text);
            assert_eq!(
                (
                    features.is_prose(),
                    features.is_name,
                    features.has_date,
                    features.is_count
                ),
                (prose, name, date, count),
                "{text}"
            );
            assert_eq!(features.numbers().len(), FEATURES);
            assert!(
                features
                    .numbers()
                    .iter()
                    .all(|n| n.is_finite() && n.abs() < 5.0),
                "{text}: {:?}",
                features.numbers()
            );
        }
    }
}
