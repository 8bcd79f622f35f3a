//! Owns: `Corrections`, the reader's corrections to actors, and `Correction`, one act of correcting.
//! Promises: plain data; asking is total, whatever circles a hand wrote into the file.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::actor::Kind;
use crate::model::fold::fold;

/// What the reader says about actors. Identities are those of `ActorId`: `person:josep-borrell`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// From an actor to the one who he really is.
    pub merge: BTreeMap<String, String>,
    /// From a name (see `words_key`) to the actor whom it means, whoever the text seems to mean by it.
    pub split: BTreeMap<String, String>,
    /// From an actor to the name that he shall have.
    pub rename: BTreeMap<String, String>,
    /// From an actor to what he is.
    pub kind: BTreeMap<String, Kind>,
    /// Actors who are not the ones whom the library takes them for, going by the spelling of their names.
    pub apart: BTreeSet<String>,
    /// Actors that are never shown.
    pub hide: BTreeSet<String>,
    /// Words (see `words_key`) that never name an actor.
    pub never: BTreeSet<String>,
}

/// Words as corrections compare them: folded letters and digits, everything else one blank.
pub fn words_key(words: &str) -> String {
    let mut key = String::with_capacity(words.len());
    for c in fold(words).chars() {
        if c.is_alphanumeric() {
            key.push(c);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

impl Corrections {
    /// Whether nothing is corrected.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether words never name anybody.
    pub fn forbids(&self, words: &str) -> bool {
        !self.never.is_empty() && self.never.contains(&words_key(words))
    }

    /// The actor whom these words mean, when the reader has split the name off.
    pub fn split_to(&self, words: &str) -> Option<&str> {
        if self.split.is_empty() {
            return None;
        }
        self.split.get(&words_key(words)).map(String::as_str)
    }

    /// Whether single mentions have to be looked at, not only actors as a whole.
    pub fn looks_at_words(&self) -> bool {
        !self.split.is_empty() || !self.never.is_empty()
    }

    /// The actor that one is after all merges; a circle of merges ends where it began.
    pub fn target<'a>(&'a self, id: &'a str) -> &'a str {
        let mut at = id;
        for _ in 0..self.merge.len() {
            match self.merge.get(at) {
                Some(next) if next != id => at = next,
                _ => break,
            }
        }
        at
    }

    /// All actors whom a correction names: who is merged and into whom, who is renamed, changed, hidden, kept apart or
    /// split off.
    pub fn named(&self) -> BTreeSet<&str> {
        let mut all: BTreeSet<&str> = BTreeSet::new();
        for (from, to) in &self.merge {
            all.extend([from.as_str(), to.as_str()]);
        }
        all.extend(self.split.values().map(String::as_str));
        all.extend(self.rename.keys().map(String::as_str));
        all.extend(self.kind.keys().map(String::as_str));
        all.extend(self.apart.iter().map(String::as_str));
        all.extend(self.hide.iter().map(String::as_str));
        all
    }

    /// The words that corrections single out, folded.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let split = self.split.keys().map(String::as_str);
        split.chain(self.never.iter().map(String::as_str))
    }

    /// The actors whom two states of the corrections see differently, and the words.
    pub fn differences<'a>(&'a self, other: &'a Self) -> (BTreeSet<&'a str>, BTreeSet<&'a str>) {
        let mut actors = BTreeSet::new();
        let mut words = BTreeSet::new();
        for (ours, theirs) in [(self, other), (other, self)] {
            for (from, to) in &ours.merge {
                if theirs.merge.get(from) != Some(to) {
                    actors.extend([from.as_str(), to.as_str(), ours.target(from)]);
                }
            }
            for (name, id) in &ours.split {
                if theirs.split.get(name) != Some(id) {
                    words.insert(name.as_str());
                    actors.insert(id.as_str());
                }
            }
            actors.extend(
                (ours
                    .rename
                    .iter()
                    .filter(|(id, to)| theirs.rename.get(*id) != Some(*to)))
                .map(|(id, _)| id.as_str()),
            );
            actors.extend(
                (ours
                    .kind
                    .iter()
                    .filter(|(id, to)| theirs.kind.get(*id) != Some(*to)))
                .map(|(id, _)| id.as_str()),
            );
            actors.extend(ours.apart.difference(&theirs.apart).map(String::as_str));
            actors.extend(ours.hide.difference(&theirs.hide).map(String::as_str));
            words.extend(ours.never.difference(&theirs.never).map(String::as_str));
        }
        (actors, words)
    }
}

/// A part of the file of corrections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Who is really another.
    Merge,
    /// Which name means another.
    Split,
    /// Who has another name.
    Rename,
    /// Who is of another kind.
    Kind,
    /// Who is not the same as one of a like name.
    Apart,
    /// Who is never shown.
    Hide,
    /// Which words are no name.
    Never,
}

impl Section {
    /// All sections, lists first, as the file has them.
    pub const ALL: [Section; 7] = [
        Section::Hide,
        Section::Never,
        Section::Apart,
        Section::Merge,
        Section::Split,
        Section::Rename,
        Section::Kind,
    ];

    /// The name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Rename => "rename",
            Self::Kind => "kind",
            Self::Apart => "apart",
            Self::Hide => "hide",
            Self::Never => "never",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name)
    }

    /// Whether it is a list of texts; else it is a table from text to text.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Apart | Self::Hide | Self::Never)
    }
}

/// One line of the file of corrections as it shall be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Setting {
    /// Where it stands.
    pub section: Section,
    /// The identity or the words at its beginning.
    pub key: String,
    /// What stands behind them (`""` in a list); `None` to have no such line.
    pub value: Option<String>,
}

impl Setting {
    /// A line that shall be there.
    pub fn put(section: Section, key: &str, value: &str) -> Self {
        Self {
            section,
            key: key.to_owned(),
            value: Some(value.to_owned()),
        }
    }

    /// A line that shall not be there.
    pub fn drop(section: Section, key: &str) -> Self {
        Self {
            section,
            key: key.to_owned(),
            value: None,
        }
    }
}

/// One act of the reader's: lines to be set, and what that means in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// The lines.
    pub settings: Vec<Setting>,
    /// `“Raisy” is “Ebrahim Raisi”`.
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merges_follow_chains_and_survive_circles() {
        let merge = [("a", "b"), ("b", "c"), ("x", "y"), ("y", "x"), ("s", "s")];
        let corrections = Corrections {
            merge: merge.map(|(a, b)| (a.into(), b.into())).into(),
            ..Corrections::default()
        };
        for (id, wanted) in [
            ("a", "c"),
            ("b", "c"),
            ("x", "y"),
            ("y", "x"),
            ("s", "s"),
            ("q", "q"),
        ] {
            assert_eq!(corrections.target(id), wanted, "{id}");
        }
    }

    #[test]
    fn words_meet_whatever_their_case_and_marks() {
        for (a, b) in [
            ("Erdoğan’s", "erdogan s"),
            (" The  Old-Guard ", "the old guard"),
            ("—", ""),
        ] {
            assert_eq!(words_key(a), b);
        }
        let corrections = Corrections {
            never: [words_key("Old Guard")].into(),
            split: [(words_key("Kate Bush"), "person:kate-bush".to_owned())].into(),
            ..Corrections::default()
        };
        assert!(corrections.forbids("OLD GUARD") && !corrections.forbids("guard"));
        assert_eq!(corrections.split_to("Kate  Bush"), Some("person:kate-bush"));
    }

    #[test]
    fn differences_name_both_sides() {
        let one = Corrections {
            merge: [("a".to_owned(), "b".to_owned())].into(),
            hide: ["h".to_owned()].into(),
            ..Corrections::default()
        };
        let two = Corrections {
            hide: ["h".to_owned()].into(),
            never: ["n".to_owned()].into(),
            rename: [("r".to_owned(), "R".to_owned())].into(),
            ..Corrections::default()
        };
        let (actors, words) = one.differences(&two);
        assert_eq!(actors.into_iter().collect::<Vec<_>>(), ["a", "b", "r"]);
        assert_eq!(words.into_iter().collect::<Vec<_>>(), ["n"]);
        assert!(one.differences(&one).0.is_empty());
    }
}
