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

/// How words are attributed to their speaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// Word for word, between quotation marks.
    #[default]
    Direct,
    /// In the article's words: "X said that …".
    Indirect,
    /// In the article's words with some of the speaker's own between quotation marks.
    Mixed,
}

impl QuoteKind {
    /// All of them, in the order of their stored numbers.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Indirect, Self::Mixed];

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}

/// What the word that attributes a statement tells of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Manner {
    /// That it was said.
    #[default]
    Neutral,
    /// That it is the speaker's claim.
    Claims,
    /// That the speaker denies it.
    Denies,
    /// That the speaker warns of it.
    Warns,
    /// That the speaker promises it.
    Promises,
    /// That the speaker asks for it, or proposes it.
    Asks,
    /// That the speaker thinks or wants it, or does not say it: no speech is told of.
    Unsaid,
}

impl Manner {
    /// All of them, in the order of their stored numbers.
    pub const ALL: [Self; 7] = [
        Self::Neutral,
        Self::Claims,
        Self::Denies,
        Self::Warns,
        Self::Promises,
        Self::Asks,
        Self::Unsaid,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Claims => "claims",
            Self::Denies => "denies",
            Self::Warns => "warns",
            Self::Promises => "promises",
            Self::Asks => "asks",
            Self::Unsaid => "unsaid",
        }
    }
}

/// Words that are attributed to somebody, and to whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote {
    /// What was said: the quoted words with their marks, or the clause that reports them.
    pub span: Span,
    /// The speaker, when it is an entity of the article.
    pub speaker: Option<ActorId>,
    /// The words that name the speaker.
    pub speaker_span: Option<Span>,
    /// The words that attribute it: "said", "according to".
    pub cue: Option<Span>,
    /// Whether these are the speaker's own words.
    pub kind: QuoteKind,
    /// What the word that attributes it tells.
    pub manner: Manner,
}

impl Quote {
    /// Whether the speaker's own words stand in it.
    pub fn is_quoted(&self) -> bool {
        self.kind != QuoteKind::Indirect
    }

    /// Whether it tells of something said or written, not of a thought, a wish, a silence.
    pub fn is_said(&self) -> bool {
        self.kind == QuoteKind::Direct || self.manner != Manner::Unsaid
    }
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
    /// What somebody said, ascending; one statement can hold another.
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
