//! Owns: `Draft`, what a format's reader hands over, and `Article`, the cleaned document.
//! Promises: an article's text is paragraphs joined by one blank line, without control characters.

use std::sync::Arc;

use crate::model::analysed_record::AnalysedRecord;
use crate::model::flaw::{Dropped, Flaw};
use crate::model::id::ArticleKey;
use crate::model::identity::Identity;
use crate::model::moment::Moment;
use crate::model::span::Span;

/// The forms of documents that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, perhaps scraped.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// A web page.
    Html,
    /// RSS, Atom, RDF or JSON Feed.
    Feed,
    /// One JSON object a line.
    Jsonl,
    /// A list of feeds.
    Opml,
    /// A web archive, whose pages are documents of their own.
    Warc,
    /// A table in Apache Parquet, a record a row.
    Parquet,
    /// A table in Apache Arrow, a file or a stream, a record a row.
    Arrow,
}

/// What is known about a document apart from its text. `None` or empty means not known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meta {
    /// The headline, without the site's name.
    pub title: String,
    /// The author line without "By", roles and site names.
    pub byline: Option<String>,
    /// The publisher's or site's name.
    pub source: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Moment>,
    /// Minutes east of UTC where it was published, when the document says so: the day that its readers saw.
    pub zone: Option<i16>,
    /// When it was last changed.
    pub modified: Option<Moment>,
    /// ISO 639-1 code of the language, `en`.
    pub language: Option<String>,
    /// The section or category, as the source names it.
    pub section: Option<String>,
    /// What stands under the picture that leads the article.
    pub caption: Option<String>,
}

impl Meta {
    /// When it was published by the clock of those who published it, as if that clock showed UTC: for showing the day that
    /// the page shows.
    pub fn local(&self) -> Option<Moment> {
        let seconds = i64::from(self.zone.unwrap_or(0)) * 60;
        self.published.map(|moment| moment.plus(seconds))
    }
}

/// What a block of text is in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A paragraph.
    #[default]
    Paragraph,
    /// A heading of the given level, 1 to 6.
    Heading(u8),
    /// A block quotation.
    Quote,
    /// An item of a list at the given depth, from 0.
    Item(u8),
    /// A row of a table, cells joined by ` | `.
    Row,
    /// Preformatted text; line breaks count.
    Verbatim,
    /// A picture's caption.
    Caption,
}

impl BlockKind {
    /// The name in the public JSON: `heading-2`, `item-0`, `quote`.
    pub fn name(self) -> String {
        match self {
            Self::Paragraph => "paragraph".to_owned(),
            Self::Heading(level) => format!("heading-{level}"),
            Self::Quote => "quote".to_owned(),
            Self::Item(depth) => format!("item-{depth}"),
            Self::Row => "row".to_owned(),
            Self::Verbatim => "verbatim".to_owned(),
            Self::Caption => "caption".to_owned(),
        }
    }

    /// Reads what `name` gives.
    pub fn parse(name: &str) -> Option<Self> {
        let (kind, number) = name.split_once('-').unwrap_or((name, ""));
        match (kind, number) {
            ("paragraph", "") => Some(Self::Paragraph),
            ("heading", level) => level.parse().ok().map(Self::Heading),
            ("quote", "") => Some(Self::Quote),
            ("item", depth) => depth.parse().ok().map(Self::Item),
            ("row", "") => Some(Self::Row),
            ("verbatim", "") => Some(Self::Verbatim),
            ("caption", "") => Some(Self::Caption),
            _ => None,
        }
    }
}

/// A link inside a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// The words that carry the link.
    pub span: Span,
    /// Where it leads; always http, https or mailto.
    pub target: String,
}

/// One paragraph, heading, item or the like on its way from a reader of formats through cleaning. Of plain text it is one
/// line, until cleaning joins what a fixed width has broken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, white space folded except in `Verbatim`.
    pub text: String,
    /// Where it stands in the draft's `raw`.
    pub span: Span,
    /// How many blank lines stand before it (plain text only).
    pub gap: u8,
    /// Links, with spans into `text`.
    pub links: Vec<Link>,
}

/// A document as a format's reader hands it over: decoded, with its metadata, not yet cleaned.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The identity that the document itself gives, if it does.
    pub key: Option<ArticleKey>,
    /// By what an entry of a feed is known again; other documents are known by what they say themselves.
    pub identity: Identity,
    /// Where it came from, for messages: a path, `-`, a URL, with `:line` for JSON Lines.
    pub origin: String,
    /// Its form.
    pub format: Format,
    /// What the format tells besides the text.
    pub meta: Meta,
    /// The decoded text or markup that spans point into.
    pub raw: Arc<str>,
    /// The paragraphs in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// What the reader has left out already.
    pub dropped: Vec<Dropped>,
    /// What was wrong so far.
    pub flaws: Vec<Flaw>,
    /// The record that it was made of, unchecked, when the version of the analyser that is taken as it is has made it.
    pub analysed: Option<Box<AnalysedRecord>>,
}

/// One block of an article's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the article's `text`.
    pub span: Span,
}

/// A cleaned document.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its public identity.
    pub key: ArticleKey,
    /// By what else it is known again.
    pub identity: Identity,
    /// Where it came from, for messages.
    pub origin: String,
    /// Title, byline, source, dates and the like.
    pub meta: Meta,
    /// The text: blocks joined by one blank line (kept byte for byte when cleaning is off).
    pub text: Arc<str>,
    /// The blocks of `text`, ascending, not overlapping.
    pub blocks: Vec<Block>,
    /// Links, with spans into `text`, ascending.
    pub links: Vec<Link>,
    /// The decoded document that `dropped` points into.
    pub raw: Arc<str>,
    /// What the text leaves out of `raw`, ascending.
    pub dropped: Vec<Dropped>,
    /// What was wrong with it.
    pub flaws: Vec<Flaw>,
}
