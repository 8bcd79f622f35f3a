//! Owns: the phrases that leftovers of web pages are made of.
//! May import: `model::{lexicon, flaw}`.
//! Promises: a phrase is evidence with a reason, never a verdict.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::model::flaw::DropReason;
use crate::model::lexicon::LexiconFiles;

/// Phrases with the reason that each speaks for.
#[derive(Debug)]
pub(crate) struct Phrases {
    finder: Option<AhoCorasick>,
    reasons: Vec<DropReason>,
}

impl Phrases {
    /// Reads `boilerplate.txt`: sections named as drop reasons in brackets, one phrase a line.
    pub(crate) fn new(files: &LexiconFiles) -> Self {
        let mut reason = DropReason::Debris;
        let (mut phrases, mut reasons) = (Vec::new(), Vec::new());
        for (_, line) in files.lines("boilerplate") {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                reason = REASONS
                    .into_iter()
                    .find(|r| r.name() == name)
                    .unwrap_or(DropReason::Debris);
                continue;
            }
            phrases.push(line.to_lowercase());
            reasons.push(reason);
        }
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(&phrases)
            .ok();
        Self { finder, reasons }
    }
}

const REASONS: [DropReason; 12] = [
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
