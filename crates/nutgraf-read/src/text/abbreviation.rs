//! Owns: the words whose stop does not end a sentence, by what they need after them, and the words that open one.
//! Promises: a word written with a capital is known only so; any other in any case.

use std::collections::{HashMap, HashSet};

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
    /// May close a sentence: `Inc.`, `Co.`, `U.S.`, `Jan.`; a word that opens sentences decides.
    Either,
    /// No abbreviation: a word that opens sentences.
    Opener,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    habit: Habit,
    /// Known only with its capital.
    capital: bool,
}

/// Abbreviations without their last stop, and openers, folded to lower case.
#[derive(Debug, Default)]
pub(crate) struct Abbreviations {
    words: HashMap<Box<str>, Entry>,
    openers: HashSet<Box<str>>,
    longest: usize,
}

impl Abbreviations {
    /// Reads `abbreviations.txt`: sections `[title]`, `[number]`, `[inner]`, `[either]`, `[opener]`; words split by
    /// blanks. A word that stands twice keeps its first place.
    pub(crate) fn new(files: &LexiconFiles) -> Self {
        let mut made = Self::default();
        let mut habit = Habit::Inner;
        for (_, line) in files.lines("abbreviations") {
            match line {
                "[title]" => habit = Habit::Title,
                "[number]" => habit = Habit::Number,
                "[inner]" => habit = Habit::Inner,
                "[either]" => habit = Habit::Either,
                "[opener]" => habit = Habit::Opener,
                _ => line
                    .split_whitespace()
                    .for_each(|word| made.add(word, habit)),
            }
        }
        made
    }

    fn add(&mut self, word: &str, habit: Habit) {
        let word = word.trim_end_matches('.');
        let key: Box<str> = word.to_lowercase().into();
        self.longest = self.longest.max(key.len());
        if habit == Habit::Opener {
            self.openers.insert(key);
            return;
        }
        let capital = word.starts_with(char::is_uppercase);
        self.words.entry(key).or_insert(Entry { habit, capital });
    }

    /// What is known of a word (without its last stop).
    pub(crate) fn habit(&self, word: &str) -> Option<Habit> {
        let entry = self.folded(word, |word| self.words.get(word).copied())?;
        (!entry.capital || word.starts_with(char::is_uppercase)).then_some(entry.habit)
    }

    /// Whether a word opens sentences.
    pub(crate) fn opens(&self, word: &str) -> bool {
        self.folded(word, |word| self.openers.contains(word).then_some(()))
            .is_some()
    }

    fn folded<T>(&self, word: &str, look: impl Fn(&str) -> Option<T>) -> Option<T> {
        if word.is_empty() || word.len() > self.longest {
            return None;
        }
        if word.bytes().any(|b| b.is_ascii_uppercase()) {
            return look(&word.to_ascii_lowercase());
        }
        look(word)
    }
}
