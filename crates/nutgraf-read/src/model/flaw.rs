//! Owns: `Flaw` and `Dropped`, what reading and cleaning have to tell.
//! Promises: a flaw never stops the reading; it goes along with the value.

use crate::model::span::Span;

/// What kind of trouble a document was. The public JSON prints `name()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FlawKind {
    /// No text at all.
    Empty,
    /// Not text: an image, an archive, a program.
    Binary,
    /// Larger than the limit; the rest was left out.
    TooLarge,
    /// Bytes that are not valid in the document's encoding were replaced by U+FFFD.
    Encoding,
    /// The markup, JSON or XML could not be read as such.
    Syntax,
    /// A date that could not be read or that is impossible.
    Date,
    /// A title had to be made from the text.
    Title,
    /// The document is in a language for which the briefing is limited.
    Language,
    /// The text looks cut short (a paywall, a teaser).
    Truncated,
}

impl FlawKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Empty,
        Self::Binary,
        Self::TooLarge,
        Self::Encoding,
        Self::Syntax,
        Self::Date,
        Self::Title,
        Self::Language,
        Self::Truncated,
    ];

    /// Reads the name in the public JSON.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name in the public JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary => "binary",
            Self::TooLarge => "too-large",
            Self::Encoding => "encoding",
            Self::Syntax => "syntax",
            Self::Date => "date",
            Self::Title => "title",
            Self::Language => "language",
            Self::Truncated => "truncated",
        }
    }
}

/// One thing that was wrong with a document, in words for a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Flaw {
    /// The kind, for programs.
    pub kind: FlawKind,
    /// One line for people: what, where, and what was done about it.
    pub message: String,
}

impl Flaw {
    /// Makes a flaw.
    pub fn new(kind: FlawKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }
}

/// Why a piece of a document is not in its text. The public JSON prints `name()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DropReason {
    /// Menus, breadcrumbs, tag lists, headers and footers.
    Navigation,
    /// Links to other stories.
    Related,
    /// Share and follow buttons.
    Share,
    /// Comment forms and readers' comments.
    Comments,
    /// Log-in, registration and paywall prompts.
    Login,
    /// Newsletter, donation and subscription prompts, advertising, sponsors.
    Promotion,
    /// Cookie and privacy boxes.
    Consent,
    /// Disclaimers and copyright lines.
    Disclaimer,
    /// The author's biography or contact box.
    AuthorBio,
    /// The title, byline or date line, kept as metadata instead.
    Metadata,
    /// Captions and credits of pictures that are not shown.
    Caption,
    /// Scripts, styles, hidden elements, and scraper's debris.
    Debris,
    /// What the source puts under many of its articles.
    Boilerplate,
}

impl DropReason {
    /// The name in the public JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::Related => "related",
            Self::Share => "share",
            Self::Comments => "comments",
            Self::Login => "login",
            Self::Promotion => "promotion",
            Self::Consent => "consent",
            Self::Disclaimer => "disclaimer",
            Self::AuthorBio => "author-bio",
            Self::Metadata => "metadata",
            Self::Caption => "caption",
            Self::Debris => "debris",
            Self::Boilerplate => "boilerplate",
        }
    }
}

/// A piece of the raw document that the cleaned text leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dropped {
    /// Where it stands in the article's `raw`.
    pub span: Span,
    /// Why it was left out.
    pub reason: DropReason,
}
