//! Owns: `AnalysedRecord`, a public record of an article with its analysis, as it is read.
//! Promises: nothing of it is checked yet; what a record tells besides is passed over.

use serde::Deserialize;

/// A record as `analyze --json` prints it. Offsets are Unicode scalar values into `text`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct AnalysedRecord {
    /// The article's key.
    pub id: String,
    /// The headline.
    pub title: String,
    /// The author line.
    pub byline: Option<String>,
    /// The publisher.
    pub source: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// When it was published, RFC 3339.
    pub published: Option<String>,
    /// The language, ISO 639-1.
    pub language: Option<String>,
    /// The text.
    pub text: String,
    /// Which version of the analyser made it.
    pub version: u32,
    /// Words of the text.
    pub words: u32,
    /// Sentences.
    pub sentences: Vec<(usize, usize)>,
    /// The summary.
    pub summary: Vec<SummaryRecord>,
    /// Entities.
    pub entities: Vec<EntityRecord>,
    /// Statements.
    pub quotes: Vec<QuoteRecord>,
    /// Keyphrases, as they stand in the text.
    pub keyphrases: Vec<String>,
    /// What in the text is no plain paragraph.
    #[serde(default)]
    pub blocks: Vec<BlockRecord>,
    /// Links.
    #[serde(default)]
    pub links: Vec<LinkRecord>,
    /// What was wrong with the document.
    #[serde(default)]
    pub flaws: Vec<FlawRecord>,
    /// The zone of `published`, `-05:00`.
    #[serde(default)]
    pub zone: Option<String>,
    /// The section.
    #[serde(default)]
    pub section: Option<String>,
    /// What stands under the leading picture.
    #[serde(default)]
    pub caption: Option<String>,
}

/// A sentence of the summary.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SummaryRecord {
    /// Which sentence.
    pub sentence: u32,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// How much it says.
    pub score: f32,
}

/// An entity.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct EntityRecord {
    /// Who it is.
    pub id: String,
    /// Its canonical name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// How much the article is about it.
    pub salience: f32,
    /// Whether title or lead name it.
    pub central: bool,
    /// Where it is named.
    pub mentions: Vec<MentionRecord>,
}

/// A place that names an entity.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct MentionRecord {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct QuoteRecord {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Who said it.
    #[serde(default)]
    pub speaker: Option<String>,
    /// Whose words are reported.
    #[serde(default)]
    pub reported: Option<String>,
    /// Direct, indirect or mixed.
    pub kind: String,
    /// What the cue tells of it.
    pub manner: String,
    /// Where the cue stands.
    #[serde(default)]
    pub cue_span: Option<(usize, usize)>,
    /// Where the speaker is named.
    #[serde(default)]
    pub speaker_span: Option<(usize, usize)>,
}

/// A block that is no plain paragraph.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct BlockRecord {
    /// What it is.
    pub kind: String,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct LinkRecord {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Where it leads.
    pub target: String,
}

/// A flaw.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct FlawRecord {
    /// Its kind.
    pub kind: String,
    /// What is said of it.
    pub message: String,
}
