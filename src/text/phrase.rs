//! Owns: the phrases that leftovers of web pages are made of, and how much of a line they cover.
//! May import: `model::{lexicon, flaw, span}`.
//! Promises: a phrase is evidence with a reason, never a verdict; whole words only.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::model::flaw::DropReason;
use crate::model::lexicon::LexiconFiles;

/// The reasons in the order of `Cover::by_reason`.
pub(crate) const REASONS: [DropReason; 12] = [
    DropReason::Navigation,
    DropReason::Related,
    DropReason::Share,
    DropReason::Comments,
    DropReason::Login,
    DropReason::Promotion,
    DropReason::Consent,
    DropReason::Disclaimer,
    DropReason::AuthorBio,
    DropReason::Metadata,
    DropReason::Caption,
    DropReason::Debris,
];

/// Phrases with the reason that each speaks for.
#[derive(Debug)]
pub(crate) struct Phrases {
    finder: Option<AhoCorasick>,
    /// Index into `REASONS`, per phrase.
    reasons: Vec<u8>,
}

/// What phrases cover of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Cover {
    /// Share of the line's bytes per reason, 0 to 1.
    pub by_reason: [f32; 12],
    /// Share of the line's bytes under any phrase, 0 to 1.
    pub all: f32,
    /// How many phrases.
    pub count: u16,
}

impl Cover {
    /// The reason that covers most, if any does.
    pub(crate) fn reason(&self) -> Option<DropReason> {
        let mut best = None;
        let mut most = 0.0;
        for (share, reason) in self.by_reason.iter().zip(REASONS) {
            if *share > most {
                (most, best) = (*share, Some(reason));
            }
        }
        best
    }

    /// The share that one reason covers.
    pub(crate) fn of(&self, reason: DropReason) -> f32 {
        let at = REASONS.iter().position(|r| *r == reason);
        at.and_then(|at| self.by_reason.get(at))
            .copied()
            .unwrap_or(0.0)
    }
}

impl Phrases {
    /// Reads `boilerplate.txt`: sections named as drop reasons in brackets, one phrase a line.
    pub(crate) fn new(files: &LexiconFiles) -> Self {
        let mut reason = REASONS.len() - 1;
        let (mut phrases, mut reasons) = (Vec::new(), Vec::new());
        for (_, line) in files.lines("boilerplate") {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                reason = REASONS
                    .iter()
                    .position(|r| r.name() == name)
                    .unwrap_or(REASONS.len() - 1);
                continue;
            }
            let mut add = |phrase: String| {
                phrases.push(phrase);
                reasons.push(u8::try_from(reason).unwrap_or(0));
            };
            add(line.to_lowercase());
            // Pages set either apostrophe.
            if line.contains('\'') {
                add(line.to_lowercase().replace('\'', "’"));
            }
        }
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&phrases)
            .ok();
        Self { finder, reasons }
    }

    /// What phrases cover of a line.
    pub(crate) fn cover(&self, line: &str) -> Cover {
        let mut cover = Cover::default();
        let Some(finder) = &self.finder else {
            return cover;
        };
        let bytes = line.as_bytes();
        let length = f32::from(u16::try_from(bytes.len().max(1)).unwrap_or(u16::MAX));
        for found in finder.find_iter(line) {
            let whole = !joins(bytes, found.start()) && !joins(bytes, found.end());
            if !whole {
                continue;
            }
            let share = f32::from(u16::try_from(found.len()).unwrap_or(u16::MAX)) / length;
            let at = self
                .reasons
                .get(found.pattern().as_usize())
                .copied()
                .unwrap_or(0);
            if let Some(slot) = cover.by_reason.get_mut(usize::from(at)) {
                *slot += share;
            }
            cover.all += share;
            cover.count = cover.count.saturating_add(1);
        }
        cover
    }
}

/// Whether letters or digits stand on both sides of a border, so that it lies inside a word.
fn joins(bytes: &[u8], at: usize) -> bool {
    let part = |b: &u8| b.is_ascii_alphanumeric() || *b >= 0x80;
    let before = at
        .checked_sub(1)
        .and_then(|i| bytes.get(i))
        .is_some_and(part);
    before && bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases() -> Phrases {
        let mut files = LexiconFiles::default();
        files.set(
            "boilerplate",
            "[comments]\nleave a reply\nreply\n[related]\neditor's picks\n[share]\nshare\n",
        );
        Phrases::new(&files)
    }

    #[test]
    fn cover_counts_whole_words_of_the_longest_phrase() {
        let phrases = phrases();
        for (line, all, reason) in [
            ("Leave a Reply", 1.0, Some(DropReason::Comments)),
            ("EDITOR’S PICKS", 1.0, Some(DropReason::Related)),
            ("shares fell", 0.0, None),
            ("reply share", 10.0 / 11.0, Some(DropReason::Share)),
            (
                "He did not leave a reply to the letter.",
                13.0 / 39.0,
                Some(DropReason::Comments),
            ),
            ("", 0.0, None),
        ] {
            let cover = phrases.cover(line);
            assert!((cover.all - all).abs() < 1e-4, "{line}: {cover:?}");
            assert_eq!(cover.reason(), reason, "{line}");
        }
    }
}
