//! Owns: `NameMention`, a stretch of tokens that names an actor, before it is known which.
//! Promises: only data.

use std::ops::Range;

use crate::entity::gazetteer::Sense;

/// What kind of name a recogniser takes a stretch for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Label {
    /// A person.
    Person,
    /// A body.
    Organization,
    /// A place or a state.
    Location,
    /// A nationality, an event, a work.
    Misc,
}

/// A stretch that a recogniser proposes.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Its tokens.
    pub range: Range<usize>,
    /// What it is taken for.
    pub label: Label,
    /// How sure, 0 to 1.
    pub sure: f32,
    /// What the recogniser's weights give each kind, in the order of `Label`.
    pub scores: [i32; 4],
}

impl Proposal {
    /// What a rule proposes: no weights speak of it.
    pub fn by_rule(range: Range<usize>, label: Label, sure: f32) -> Self {
        Self {
            range,
            label,
            sure,
            scores: [0; 4],
        }
    }
}

/// Which actor a mention names, as far as its own words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// An actor of the lexicon, by its place there.
    Known(u32, Sense),
    /// An actor that the lexicon does not know.
    Unknown(Label),
    /// A handle that the lexicon does not know.
    Handle,
}

/// A stretch of tokens that names an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct NameMention {
    /// Its tokens.
    pub range: Range<usize>,
    /// Which actor it names.
    pub naming: Naming,
    /// Whether a recogniser or a title vouches that a person is meant.
    pub person: bool,
    /// Whether the words beside it tell its kind for certain.
    pub told: bool,
    /// What a recogniser takes it for, whatever the dictionaries say.
    pub label: Option<Label>,
    /// What its weights give each kind, in the order of `Label`; nothing where it was not asked.
    pub scores: [i32; 4],
}
