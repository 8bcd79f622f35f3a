//! Owns: the public JSON records of documents.
//! Promises: fields and their order are those of the public documentation; offsets are Unicode scalar values, half-open.

use serde::Serialize;

use nutgraf_analysis::summary;
use nutgraf_analysis::summary::word_class::WordClasses;
use nutgraf_read::ingest::Refusal;
use nutgraf_read::model::analysis::{Analysis, Entity, Quote, SummarySentence};
use nutgraf_read::model::article::{Article, Block, BlockKind, Link};
use nutgraf_read::model::flaw::Dropped;
use nutgraf_read::model::revision::Revision;
use nutgraf_read::model::span::{CharIndex, Span};

/// A document: with its analysis (`analyze`, `show`) or without (`read`).
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    id: &'a str,
    title: &'a str,
    byline: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<String>,
    language: Option<&'a str>,
    text: &'a str,
    words: u32,
    #[serde(flatten)]
    analysis: Option<Findings<'a>>,
    flaws: Vec<FlawRecord<'a>>,
    #[serde(flatten)]
    kept: Option<Kept<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
    #[serde(flatten)]
    raw: Option<AsRead<'a>>,
}

/// A line that could not be read, where every line is answered.
#[derive(Debug, Serialize)]
pub struct Unread<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    line: u64,
    error: &'a str,
}

/// The answer to a line that could not be read; `None` for what was no line.
pub fn unread(refusal: &Refusal) -> Option<Unread<'_>> {
    Some(Unread {
        id: refusal.key.as_ref().map(|key| &*key.0),
        line: refusal.line()?,
        error: &refusal.message,
    })
}

/// Minutes east of UTC as dates write them: `-05:00`.
fn zone(minutes: i16) -> String {
    let (sign, size) = (if minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
    format!("{sign}{:02}:{:02}", size / 60, size % 60)
}

#[derive(Debug, Serialize)]
struct Findings<'a> {
    sentences: Vec<(usize, usize)>,
    summary: Vec<SummaryRecord<'a>>,
    entities: Vec<EntityRecord<'a>>,
    quotes: Vec<QuoteRecord<'a>>,
    voice: &'static str,
    keyphrases: Vec<&'a str>,
}

/// What an analysed record is taken back with, besides all that it tells.
#[derive(Debug, Serialize)]
struct Kept<'a> {
    version: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    blocks: Vec<BlockRecord>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkRecord<'a>>,
}

/// A block of the text that is no plain paragraph.
#[derive(Debug, Serialize)]
struct BlockRecord {
    kind: String,
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct LinkRecord<'a> {
    start: usize,
    end: usize,
    target: &'a str,
}

#[derive(Debug, Serialize)]
struct SummaryRecord<'a> {
    sentence: u32,
    start: usize,
    end: usize,
    text: &'a str,
    score: f64,
}

#[derive(Debug, Serialize)]
struct EntityRecord<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    salience: f64,
    mentions: Vec<Piece<'a>>,
    central: bool,
}

#[derive(Debug, Serialize)]
struct Piece<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct QuoteRecord<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    speaker: Option<&'a str>,
    speaker_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reported: Option<&'a str>,
    cue: Option<&'a str>,
    kind: &'static str,
    cue_span: Option<(usize, usize)>,
    speaker_span: Option<(usize, usize)>,
    manner: &'static str,
}

#[derive(Debug, Serialize)]
struct FlawRecord<'a> {
    kind: &'static str,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct AsRead<'a> {
    raw: &'a str,
    dropped: Vec<DroppedRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct DroppedRecord<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    reason: &'static str,
}

/// A document's record. `analysis` is left out for `read`; `raw` adds the raw text and what was dropped of it. `word_classes` tell the
/// author's own voice; many records share them.
pub fn document<'a>(
    article: &'a Article,
    analysis: Option<&'a Analysis>,
    raw: bool,
    word_classes: &WordClasses,
) -> Document<'a> {
    let text: &str = &article.text;
    let meta = &article.meta;
    let words = analysis.map_or_else(
        || u32::try_from(nutgraf_read::text::words(text).count()).unwrap_or(u32::MAX),
        |a| a.words,
    );
    // One for all offsets: making it is a pass over the text.
    let index = analysis.map(|_| CharIndex::new(text));
    let found = analysis.zip(index.as_ref());
    let own = |analysis: &Analysis| summary::own_voice(article, &analysis.sentences, word_classes);
    // What an analysed record is taken back with, and what tells of a text as it was read.
    let more = analysis.is_some() || raw;
    Document {
        id: &article.key.0,
        title: &meta.title,
        byline: meta.byline.as_deref(),
        source: meta.source.as_deref(),
        url: meta.url.as_deref(),
        published: meta.published.map(|m| m.to_string()),
        language: meta.language.as_deref(),
        text,
        words,
        analysis: found.map(|(a, index)| findings(text, a, index, own(a))),
        flaws: article
            .flaws
            .iter()
            .map(|flaw| FlawRecord {
                kind: flaw.kind.name(),
                message: &flaw.message,
            })
            .collect(),
        kept: found.map(|(a, index)| kept(article, a, index)),
        zone: meta.zone.filter(|_| more).map(zone),
        section: meta.section.as_deref().filter(|_| more),
        caption: meta.caption.as_deref().filter(|_| more),
        raw: raw.then(|| raw_of(article)),
    }
}

fn findings<'a>(
    text: &'a str,
    analysis: &'a Analysis,
    index: &CharIndex<'_>,
    own_voice: bool,
) -> Findings<'a> {
    Findings {
        sentences: analysis.sentences.iter().map(|s| index.chars(*s)).collect(),
        summary: analysis
            .summary
            .iter()
            .map(|s| summary_record(text, index, s))
            .collect(),
        entities: analysis
            .entities
            .iter()
            .map(|e| entity_record(text, index, e))
            .collect(),
        quotes: analysis
            .quotes
            .iter()
            .map(|q| quote_record(text, index, q))
            .collect(),
        voice: if own_voice { "opinion" } else { "report" },
        keyphrases: analysis.keyphrases.iter().map(|p| p.of(text)).collect(),
    }
}

fn kept<'a>(article: &'a Article, analysis: &Analysis, index: &CharIndex<'_>) -> Kept<'a> {
    let blocks = article.blocks.iter();
    Kept {
        version: analysis.version,
        blocks: blocks
            .filter(|block| block.kind != BlockKind::Paragraph)
            .map(|block| block_record(index, *block))
            .collect(),
        links: article
            .links
            .iter()
            .map(|link| link_record(index, link))
            .collect(),
    }
}

fn block_record(index: &CharIndex<'_>, block: Block) -> BlockRecord {
    let (start, end) = index.chars(block.span);
    BlockRecord {
        kind: block.kind.name(),
        start,
        end,
    }
}

fn link_record<'a>(index: &CharIndex<'_>, link: &'a Link) -> LinkRecord<'a> {
    let (start, end) = index.chars(link.span);
    LinkRecord {
        start,
        end,
        target: &link.target,
    }
}

fn summary_record<'a>(
    text: &'a str,
    index: &CharIndex<'_>,
    chosen: &SummarySentence,
) -> SummaryRecord<'a> {
    let (start, end) = index.chars(chosen.span);
    SummaryRecord {
        sentence: chosen.sentence,
        start,
        end,
        text: chosen.span.of(text),
        score: rounded(chosen.score),
    }
}

fn entity_record<'a>(text: &'a str, index: &CharIndex<'_>, entity: &'a Entity) -> EntityRecord<'a> {
    EntityRecord {
        id: &entity.id.0,
        name: &entity.name,
        kind: entity.kind.name(),
        salience: rounded(entity.salience),
        mentions: entity
            .mentions
            .iter()
            .map(|m| piece(text, index, m.span))
            .collect(),
        central: entity.central,
    }
}

fn quote_record<'a>(text: &'a str, index: &CharIndex<'_>, quote: &'a Quote) -> QuoteRecord<'a> {
    let (start, end) = index.chars(quote.span);
    let id = quote.speaker.as_ref().map(|id| &*id.0);
    QuoteRecord {
        start,
        end,
        text: quote.span.of(text),
        // Whose own words these are; whose words the article only reports stands apart.
        speaker: id.filter(|_| quote.is_quoted() && quote.is_said()),
        reported: id.filter(|_| !quote.is_quoted()),
        speaker_text: quote.speaker_span.map(|span| span.of(text)),
        cue: quote.cue.map(|span| span.of(text)),
        kind: quote.kind.name(),
        cue_span: quote.cue.map(|span| index.chars(span)),
        speaker_span: quote.speaker_span.map(|span| index.chars(span)),
        manner: quote.manner.name(),
    }
}

fn piece<'a>(text: &'a str, index: &CharIndex<'_>, span: Span) -> Piece<'a> {
    let (start, end) = index.chars(span);
    Piece {
        start,
        end,
        text: span.of(text),
    }
}

fn raw_of(article: &Article) -> AsRead<'_> {
    let index = CharIndex::new(&article.raw);
    let one = |dropped: &Dropped| {
        let (start, end) = index.chars(dropped.span);
        DroppedRecord {
            start,
            end,
            text: dropped.span.of(&article.raw),
            reason: dropped.reason.name(),
        }
    };
    AsRead {
        raw: &article.raw,
        dropped: article.dropped.iter().map(one).collect(),
    }
}

/// A document with its earlier forms, the latest first (`show --revisions`).
#[derive(Debug, Serialize)]
pub struct Revised<'a> {
    #[serde(flatten)]
    document: Document<'a>,
    revisions: Vec<RevisionRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct RevisionRecord<'a> {
    until: String,
    title: &'a str,
    text: &'a str,
}

/// Adds earlier forms to a document's record.
pub fn with_revisions<'a>(document: Document<'a>, earlier: &'a [Revision]) -> Revised<'a> {
    Revised {
        document,
        revisions: earlier
            .iter()
            .map(|one| RevisionRecord {
                until: one.until.to_string(),
                title: &one.title,
                text: &one.text,
            })
            .collect(),
    }
}

/// Four decimals: enough to compare, few enough to read. Not a number is 0.
fn rounded(score: f32) -> f64 {
    if score.is_finite() {
        (f64::from(score) * 10_000.0).round() / 10_000.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests;
