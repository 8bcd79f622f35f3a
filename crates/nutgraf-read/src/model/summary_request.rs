//! Owns: `SummaryRequest`, what kind of summary is asked for: how long, and about whom or what.
//! Promises: plain data; the same words on the command line, in the settings and on the screen.

use std::sync::Arc;

use crate::model::id::ActorId;

/// How long a summary is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Length {
    /// The nut graf: the one sentence that says what the story is about.
    One,
    /// As many sentences as the settings say, three unless they say otherwise.
    #[default]
    Short,
    /// A fifth of the article's sentences, three to eight.
    Long,
}

impl Length {
    /// All lengths, in the order of the key that changes them.
    pub const ALL: [Length; 3] = [Self::Short, Self::Long, Self::One];

    /// The name on the command line and in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Short => "short",
            Self::Long => "long",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.name() == name)
    }

    /// How many sentences that is at most, of an article with so many, when `short` is the short form.
    pub fn count(self, sentences: usize, short: usize) -> usize {
        match self {
            Self::One => 1,
            Self::Short => short,
            Self::Long => sentences.div_ceil(5).clamp(3, 8),
        }
    }
}

/// Someone or something that a summary can turn to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// As it is shown.
    pub name: Arc<str>,
    /// The actors that are meant; empty when only the name's words are.
    pub actors: Vec<ActorId>,
}

/// What kind of summary is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SummaryRequest {
    /// How long it is.
    pub length: Length,
    /// What it turns to; empty for the article's own subject.
    pub about: Vec<Subject>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_has_a_name_and_a_number_of_sentences() {
        let check = |name: &str, sentences: usize, wanted: usize| {
            let length = Length::parse(name).unwrap();
            assert_eq!(length.name(), name);
            assert_eq!(length.count(sentences, 3), wanted, "{name} of {sentences}");
        };
        check("one", 100, 1);
        check("short", 100, 3);
        check("long", 4, 3);
        check("long", 16, 4);
        check("long", 20, 4);
        check("long", 1000, 8);
        assert_eq!(Length::parse("longer"), None);
    }
}
