//! Owns: `Credits`, what names who made a picture: `Photo by Ann Lee`, `Ann Lee | Agency`, `(Image credit: Ann Lee)`.
//! Promises: a label or an agency, names beside it and nothing else make a credit; no sentence is one.

mod edge;
mod piece;

use std::collections::{HashMap, HashSet};

use memchr::memmem;

use crate::model::lexicon::LexiconFiles;
use crate::text::openings::Openings;

/// The longest credit, in bytes.
pub(super) const LONGEST: usize = 180;

/// How credits and captions are worded, from `captions.txt`.
#[derive(Debug)]
pub(crate) struct Credits {
    /// Labels by their first word.
    labels: HashMap<Box<str>, Vec<Label>>,
    agencies: HashSet<Box<str>>,
    joints: HashSet<Box<str>>,
    /// What a caption is told by, by its first word, and how much it says.
    told: HashMap<Box<str>, Vec<(Box<str>, i32)>>,
    /// By what these begin.
    told_openings: Openings,
    archives: Vec<Box<str>>,
    archive_openings: Openings,
    /// What stands between a name and its agency.
    via: memmem::Finder<'static>,
    /// By what labels and agencies begin: a look at it spares most lines the rest.
    openings: Openings,
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
        let mut made = Self {
            labels: HashMap::new(),
            agencies: HashSet::new(),
            joints: HashSet::new(),
            told: HashMap::new(),
            told_openings: Openings::default(),
            archives: Vec::new(),
            archive_openings: Openings::default(),
            via: memmem::Finder::new(" via "),
            openings: Openings::default(),
        };
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
        match section {
            "label" | "label by" | "agency" => self.openings.add(wording),
            "archive" => self.archive_openings.add(wording),
            _ => {}
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
        self.told_openings.add(wording);
        let told = self.told.entry(first_word(wording).into()).or_default();
        // The first that is written counts.
        if !told.iter().any(|(words, _)| **words == *wording) {
            told.push((wording.into(), weight));
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
            let opens = |p: &&(Box<str>, i32)| {
                here.strip_prefix(&*p.0)
                    .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            };
            let may = self.told_openings.may_open(here);
            let told = may.then(|| self.told.get(word)).flatten();
            let told = told.and_then(|all| all.iter().filter(opens).max_by_key(|p| p.0.len()));
            let (length, weight) =
                told.map_or((word.len(), 0), |(words, weight)| (words.len(), *weight));
            match weight {
                1 => hints += weight,
                2.. => sure += weight,
                _ => contra += weight,
            }
            rest = here.get(length.max(1)..).unwrap_or("");
        }
        sure.min(SURE) + hints.min(HINTS) + contra
    }

    /// Whether a line says that a picture is from an archive and nothing else: `File photo`, `(Archivbild)`.
    pub(super) fn is_archive(&self, text: &str) -> bool {
        const SHORTEST: usize = 8;
        let bare = text.trim_matches(['(', ')', '[', ']', '.', ' ']);
        self.archive_openings.may_open(bare)
            && bare.len() >= SHORTEST
            && self
                .archives
                .iter()
                .any(|words| after_words(bare, words) == Some(""))
    }

    /// Whether a line opens as a picture from an archive does: `FILE - …`, `File photo: …`.
    pub(super) fn opens_archive(&self, text: &str) -> bool {
        self.archive_openings.may_open(text)
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
    let plain = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let rest = text.get(plain..).unwrap_or("");
    // Most words are of ASCII.
    let more = if rest.starts_with(|c: char| !c.is_ascii()) {
        rest.find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len())
    } else {
        0
    };
    text.get(..plain + more).unwrap_or("")
}

/// A text in small letters with straight apostrophes, as the lexicon has it.
pub(super) fn plain(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

/// How many words there are between blanks.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
