//! Owns: `Kind` and `Actor`, who is in the news.
//! Promises: one actor has one id and one canonical name.

use crate::model::id::ActorId;

/// What an actor or entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A human being.
    Person,
    /// A body: ministry, company, agency, armed group, bloc of states.
    Organization,
    /// A state or a territory that acts as one.
    Country,
    /// A city, region, river, building.
    Place,
    /// Agreements, events, works, products.
    Other,
}

impl Kind {
    /// All kinds, in the order of the public documentation.
    pub const ALL: [Kind; 5] = [
        Kind::Person,
        Kind::Organization,
        Kind::Country,
        Kind::Place,
        Kind::Other,
    ];

    /// The name in the public JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Country => "country",
            Self::Place => "place",
            Self::Other => "other",
        }
    }

    /// The prefix of ids of this kind: `person`, `org`, `country`, `place`, `other`.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "org",
            Self::Country => "country",
            Self::Place => "place",
            Self::Other => "other",
        }
    }

    /// Reads the public name or the id prefix.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|k| k.name() == text || k.prefix() == text)
    }
}

/// An actor of the library, with all names under which articles know him.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Its identity.
    pub id: ActorId,
    /// Its canonical name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Other names, without the canonical one.
    pub aliases: Vec<String>,
}

/// An actor with his counts over a set of articles.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorCount {
    /// Its identity.
    pub id: ActorId,
    /// Its canonical name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// In how many of the articles it occurs.
    pub articles: u32,
    /// How often it is named in them.
    pub mentions: u32,
}
