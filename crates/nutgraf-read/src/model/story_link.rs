//! Owns: `StoryLink`, what the reader says about two articles: they are one story, or they are not.
//! Promises: plain data.

/// What is said about two articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkKind {
    /// They are one story.
    Together,
    /// They are not.
    Apart,
}

impl LinkKind {
    /// Both.
    pub const ALL: [LinkKind; 2] = [LinkKind::Together, LinkKind::Apart];

    /// The name in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Together => "together",
            Self::Apart => "apart",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What is said about two articles, by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StoryLink {
    /// What is said.
    pub kind: LinkKind,
    /// The one.
    pub one: String,
    /// The other.
    pub other: String,
}

/// One act of the reader's: links to be made, and what that means in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linking {
    /// The links.
    pub links: Vec<StoryLink>,
    /// `3 articles are a story of their own`.
    pub words: String,
}
