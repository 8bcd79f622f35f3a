//! Owns: `Credits`, what names who made a picture: `Photo by Ann Lee`, `Ann Lee | Agency`, `(Image credit: Ann Lee)`.
//! Promises: a label or an agency, names beside it and nothing else make a credit; no sentence is one.

mod edge;
mod piece;

use std::collections::{HashMap, HashSet};

use crate::model::lexicon::LexiconFiles;

/// The longest credit, in bytes.
pub(super) const LONGEST: usize = 180;

/// How credits and captions are worded, from `captions.txt`.
#[derive(Debug, Default)]
pub(crate) struct Credits {
    /// Labels by their first word.
    labels: HashMap<Box<str>, Vec<Label>>,
    agencies: HashSet<Box<str>>,
    joints: HashSet<Box<str>>,
    /// What a caption is told by, and how much it says: of one word, and of several by their first.
    words: HashMap<Box<str>, i32>,
    phrases: HashMap<Box<str>, Vec<(Box<str>, i32)>>,
    archives: Vec<Box<str>>,
    /// By what labels, archives and agencies begin: a look at it spares most lines the rest.
    openings: Openings,
}

/// The first bytes of some wordings, folded into a small table.
#[derive(Debug)]
struct Openings([u64; 64]);

impl Default for Openings {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Openings {
    fn place(text: &str) -> (usize, u64) {
        let first = text.bytes().chain([0; 3]).take(3);
        let key = first.fold(0_u32, |key, byte| {
            key << 8 | u32::from(byte.to_ascii_lowercase())
        });
        let slot = key.wrapping_mul(0x9e37_79b1) >> 20;
        (slot as usize / 64, 1 << (slot % 64))
    }

    fn add(&mut self, wording: &str) {
        // Where not all letters are of ASCII, a text may have them large.
        let capital = wording.chars().next().map(|c| c.to_uppercase().to_string());
        let rest = wording.chars().next().map_or(0, char::len_utf8);
        let large = capital.unwrap_or_default() + wording.get(rest..).unwrap_or("");
        for text in [wording, &large, &wording.to_uppercase()] {
            let (at, bit) = Self::place(text);
            if let Some(slot) = self.0.get_mut(at) {
                *slot |= bit;
            }
        }
    }

    fn may_open(&self, text: &str) -> bool {
        let (at, bit) = Self::place(text);
        self.0.get(at).is_some_and(|slot| slot & bit != 0)
    }
}

/// What opens a credit.
#[derive(Debug)]
struct Label {
    words: Box<str>,
    /// The name stands right after it; after other labels a sign does.
    by: bool,
}

/// How sure it is that a piece is a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Credit {
    /// Names only, as a menu has them, too: a caption beside it decides.
    Maybe,
    /// A label: what stands before it may be a caption, or the text.
    Labelled,
    /// An agency: newspapers set a caption before it.
    Agency,
}

impl Credits {
    /// Reads `captions.txt`: sections of wordings, parted by commas.
    pub(crate) fn new(files: &LexiconFiles) -> Self {
        let mut made = Self::default();
        let mut section = "";
        for (_, line) in files.lines("captions") {
            if let Some(header) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = header;
                continue;
            }
            let wordings = line.trim_end_matches(',').split(',').map(str::trim);
            for wording in wordings.filter(|wording| !wording.is_empty()) {
                made.take(section, wording);
            }
        }
        made
    }

    fn take(&mut self, section: &str, wording: &str) {
        if matches!(section, "label" | "label by" | "agency" | "archive") {
            self.openings.add(wording);
        }
        match section {
            "label" | "label by" => {
                let label = Label {
                    words: wording.into(),
                    by: section == "label by",
                };
                let first = first_word(wording).into();
                self.labels.entry(first).or_default().push(label);
            }
            "agency" => drop(self.agencies.insert(wording.into())),
            "joint" => drop(self.joints.insert(wording.into())),
            "archive" => self.archives.push(wording.into()),
            "sure" => self.weigh(wording, 2),
            "hint" => self.weigh(wording, 1),
            "against" => self.weigh(wording, -2),
            _ => {}
        }
    }

    fn weigh(&mut self, wording: &str, weight: i32) {
        let first = first_word(wording);
        if first == wording {
            self.words.entry(wording.into()).or_insert(weight);
        } else {
            let phrases = self.phrases.entry(first.into()).or_default();
            phrases.push((wording.into(), weight));
        }
    }

    /// What words speak for a caption (two at most) and against one, over a text in small letters with straight apostrophes.
    pub(super) fn weight(&self, lower: &str) -> i32 {
        const SURE: i32 = 4;
        const HINTS: i32 = 2;
        let (mut sure, mut hints, mut contra) = (0, 0, 0);
        let mut rest = lower;
        while let Some(start) = rest.find(|c: char| c.is_alphanumeric() || c == '(') {
            let here = rest.get(start..).unwrap_or("");
            let word = first_word(here);
            let phrase = self.phrases.get(word).and_then(|all| {
                let opens = |p: &&(Box<str>, i32)| {
                    here.strip_prefix(&*p.0)
                        .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
                };
                all.iter().filter(opens).max_by_key(|p| p.0.len())
            });
            let (length, weight) = match phrase {
                Some((words, weight)) => (words.len(), *weight),
                None => (word.len(), self.words.get(word).copied().unwrap_or(0)),
            };
            match weight {
                1 => hints += weight,
                2.. => sure += weight,
                _ => contra += weight,
            }
            rest = here.get(length.max(1)..).unwrap_or("");
        }
        sure.min(SURE) + hints.min(HINTS) + contra
    }

    /// Whether a line opens as a picture from an archive does: `FILE - …`, `File photo: …`.
    pub(super) fn opens_archive(&self, text: &str) -> bool {
        self.openings.may_open(text)
            && self.archives.iter().any(|words| {
                after_words(text, words).is_some_and(|rest| {
                    let rest = rest.trim_start();
                    rest.starts_with([':', '–', '—']) || rest.starts_with("- ")
                })
            })
    }
}

/// What follows some words, which are in small letters, at the beginning of a text in any.
fn after_words<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in words.chars() {
        let c = rest.next()?;
        let c = if c == '’' { '\'' } else { c };
        if c != wanted && c.to_lowercase().next() != Some(wanted) {
            return None;
        }
    }
    let rest = rest.as_str();
    (!rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric());
    text.get(..end.unwrap_or(text.len())).unwrap_or("")
}

/// A text in small letters with straight apostrophes, as the lexicon has it.
pub(super) fn plain(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

/// How many words there are between blanks.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
