//! Owns: `Analysis`, what is said about one article: sentences, summary, entities, quotes.
//! Promises: everything is a span of the article's text; nothing is invented.

use crate::model::actor::Kind;
use crate::model::article::Article;
use crate::model::dated::DatedSentence;
use crate::model::id::ActorId;
use crate::model::signature::Signature;
use crate::model::span::Span;

/// A sentence, or a part of one, chosen for the summary.
#[derive(Clone, Debug, PartialEq)]
pub struct SummarySentence {
    /// Index into `Analysis::sentences`.
    pub sentence: u32,
    /// Its span in the article's text.
    pub span: Span,
    /// How much it says about the article, 0 to 1.
    pub score: f32,
}

/// One place where an entity is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mention {
    /// Where, in the article's text.
    pub span: Span,
}

impl Mention {
    /// Every place where `name` stands in `text`, letter by letter.
    pub fn all_of(name: &str, text: &str) -> Vec<Self> {
        text.match_indices(name)
            .map(|(at, name)| Span::new(at, at + name.len()))
            .map(|span| Self { span })
            .collect()
    }
}

/// An actor or thing that the article names.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Who it is.
    pub id: ActorId,
    /// The canonical name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How much the article is about it, 0 to 1.
    pub salience: f32,
    /// Whether it stands in the title or the lead.
    pub central: bool,
    /// Every place that names it, ascending, not overlapping.
    pub mentions: Vec<Mention>,
}

/// Words in quotation marks and who said them.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The quoted words with their marks.
    pub span: Span,
    /// The speaker, when he is an entity of the article.
    pub speaker: Option<ActorId>,
    /// The words that name the speaker.
    pub speaker_span: Option<Span>,
    /// The verb that attributes it: "said".
    pub cue: Option<Span>,
}

/// What is said about one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// The version of the analyser that made this.
    pub version: u32,
    /// Sentences of the text, ascending, not overlapping.
    pub sentences: Vec<Span>,
    /// The summary, in the article's order.
    pub summary: Vec<SummarySentence>,
    /// Entities, the most salient first.
    pub entities: Vec<Entity>,
    /// Quotes, ascending.
    pub quotes: Vec<Quote>,
    /// A handful of noun phrases of the text, the most telling first.
    pub keyphrases: Vec<Span>,
    /// The days, months and years that its sentences speak of, by sentence.
    pub days: Vec<DatedSentence>,
    /// Number of words in the text.
    pub words: u32,
    /// What tells which other articles are about the same; empty when it was not made.
    pub signature: Signature,
}

impl Analysis {
    /// The place in the summary of the sentence that says best what the article is about; the first of equals.
    pub fn nut(&self) -> usize {
        nut(&self.summary)
    }
}

/// The place of the sentence that says most; the first of equals, 0 when there is none.
pub fn nut(summary: &[SummarySentence]) -> usize {
    summary
        .iter()
        .enumerate()
        .rev()
        .max_by(|a, b| a.1.score.total_cmp(&b.1.score))
        .map_or(0, |(at, _)| at)
}

/// An article together with what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Analyzed {
    /// The document.
    pub article: Article,
    /// Its analysis.
    pub analysis: Analysis,
}
