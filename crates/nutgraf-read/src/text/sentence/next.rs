//! Owns: what follows a mark that may end a sentence.
//! Promises: looks at a few words.

use crate::text::rules::Rules;
use crate::text::word_list::words;

/// Signs that may stand before the first word.
pub(super) const OPENING: [char; 14] = [
    '"', '“', '‘', '\'', '(', '[', '«', '—', '–', '-', '*', '¿', '¡', '„',
];

/// What opens after a mark.
pub(super) struct Next<'t> {
    /// A quote or bracket opens.
    pub(super) quoted: bool,
    /// The first word: letters and digits.
    pub(super) word: &'t str,
    /// What follows the word.
    pub(super) tail: &'t str,
}

impl<'t> Next<'t> {
    pub(super) fn of(after: &'t str) -> Option<Self> {
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
    pub(super) fn is_small(&self) -> bool {
        let mut chars = self.word.chars();
        let small = chars.next().is_some_and(char::is_lowercase);
        small
            && !(chars.next().is_some_and(char::is_uppercase)
                || self.word == "e" && self.tail.starts_with("-M"))
    }

    pub(super) fn is_number(&self) -> bool {
        self.word.starts_with(|c: char| c.is_ascii_digit())
            || (self.word.is_empty() && self.tail.starts_with(['#', '$', '£', '€']))
    }

    pub(super) fn opens(&self, rules: &Rules) -> bool {
        // `A` of `J. A. Smith` is an initial, not the article.
        let initial = self.tail.starts_with('.') && self.word.chars().count() == 1;
        !initial && rules.abbreviations.opens(self.word)
    }

    pub(super) fn is_day_or_zone(&self) -> bool {
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
    pub(super) fn is_attribution(&self) -> bool {
        const VERBS: [&str; 16] = words(
            "said says asked asks added wrote writes told tweeted replied shouted cried \
             wondered continued exclaimed demanded",
        );
        if self.quoted {
            return false;
        }
        let mut words = self.tail.split_whitespace().take(4);
        words.any(|word| VERBS.contains(&word.trim_end_matches([',', '.', ':'])))
    }
}
