//! Owns: the words whose stop does not end a sentence, by what they need after them.
//! May import: `model::lexicon`.
//! Promises: looked up without regard to case.

use std::collections::HashMap;

use crate::model::lexicon::LexiconFiles;

/// What an abbreviation says about the stop after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Habit {
    /// Stands before a name: `Mr.`, `Gen.`; its stop never ends a sentence before another word.
    Title,
    /// Stands before a number: `No.`, `Res.`, `p.`; before anything else its stop may end a sentence.
    Number,
    /// Runs on: `e.g.`, `vs.`, `cf.`; its stop does not end a sentence.
    Inner,
    /// May close a sentence: `Inc.`, `Co.`, `etc.`, `Jan.`; a capital that opens sentences decides.
    Either,
}

/// Abbreviations without their last stop, folded to lower case.
#[derive(Debug, Default)]
pub(crate) struct Abbreviations {
    words: HashMap<Box<str>, Habit>,
    longest: usize,
}

impl Abbreviations {
    /// Reads `abbreviations.txt`: sections `[title]`, `[number]`, `[inner]`, `[either]`; words split by blanks.
    pub(crate) fn new(files: &LexiconFiles) -> Self {
        let mut made = Self::default();
        let mut habit = Habit::Inner;
        for (_, line) in files.lines("abbreviations") {
            match line {
                "[title]" => habit = Habit::Title,
                "[number]" => habit = Habit::Number,
                "[inner]" => habit = Habit::Inner,
                "[either]" => habit = Habit::Either,
                _ => {
                    for word in line.split_whitespace() {
                        let word = word.trim_end_matches('.').to_lowercase();
                        made.longest = made.longest.max(word.len());
                        made.words.insert(word.into(), habit);
                    }
                }
            }
        }
        made
    }

    /// What is known of a word (without its last stop).
    pub(crate) fn habit(&self, word: &str) -> Option<Habit> {
        if word.len() > self.longest {
            return None;
        }
        if word.bytes().any(|b| b.is_ascii_uppercase()) {
            return self.words.get(word.to_ascii_lowercase().as_str()).copied();
        }
        self.words.get(word).copied()
    }
}
