//! Owns: records that a nutgraf has analysed already, taken back with their analysis.
//! Promises: what does not fit its own text is not taken; all that is taken are spans of the text.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::model::actor::Kind;
use crate::model::analysis::{
    Analysis, Analyzed, Entity, Manner, Mention, Quote, QuoteKind, SummarySentence,
};
use crate::model::article::{Article, Block, BlockKind, Draft, Link};
use crate::model::flaw::{Flaw, FlawKind};
use crate::model::id::ActorId;
use crate::model::span::Span;
use crate::text::{clean, sanitize};

/// The version of the analyser that a record says it was made by.
pub(super) fn version(fields: &Map<String, Value>) -> Option<u32> {
    let version = fields.get("version")?.as_u64()?;
    // Other people's records have versions, too; only ours tell sentences beside it.
    fields.get("sentences").filter(|value| value.is_array())?;
    u32::try_from(version).ok()
}

/// Makes an analysed article of a draft that came with its analysis. The analysis lacks what is made of the rest of it:
/// dated sentences and the signature. `None` when there is none, or when it does not fit the text.
pub fn taken(draft: &mut Draft) -> Option<Analyzed> {
    let fields = draft.analysed.take()?;
    let record = Record::deserialize(&*fields).ok()?;
    let text = Arc::clone(&draft.raw);
    if sanitize::show(&text) != *text {
        return None;
    }
    let spans = Spans::of(&text);
    let analysis = analysis(&record, &spans)?;
    let blocks = blocks(&record, &spans)?;
    let links = record
        .links
        .iter()
        .map(|link| {
            let span = spans.span((link.start, link.end))?;
            let target = plain(&link.target)?.to_owned();
            Some(Link { span, target })
        })
        .collect::<Option<Vec<Link>>>()?;
    draft.meta.zone = record.zone.as_deref().and_then(zone);
    draft.meta.caption = record.caption;
    let flaws = record.flaws.iter().filter_map(|flaw| {
        let kind = FlawKind::parse(&flaw.kind)?;
        Some(Flaw::new(kind, plain(&flaw.message)?))
    });
    draft.flaws.extend(flaws);
    draft.paragraphs.clear();
    let article = Article {
        blocks,
        links,
        ..clean::keep(draft.clone())
    };
    Some(Analyzed { article, analysis })
}

/// What is read of a record besides what makes a draft. Offsets are Unicode scalar values.
#[derive(Deserialize)]
struct Record {
    version: u32,
    words: u32,
    sentences: Vec<(usize, usize)>,
    summary: Vec<SummaryRecord>,
    entities: Vec<EntityRecord>,
    quotes: Vec<QuoteRecord>,
    keyphrases: Vec<String>,
    #[serde(default)]
    blocks: Vec<BlockRecord>,
    #[serde(default)]
    links: Vec<LinkRecord>,
    #[serde(default)]
    flaws: Vec<FlawRecord>,
    #[serde(default)]
    zone: Option<String>,
    #[serde(default)]
    caption: Option<String>,
}

#[derive(Deserialize)]
struct SummaryRecord {
    sentence: u32,
    start: usize,
    end: usize,
    score: f32,
}

#[derive(Deserialize)]
struct EntityRecord {
    id: String,
    name: String,
    kind: String,
    salience: f32,
    central: bool,
    mentions: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct QuoteRecord {
    start: usize,
    end: usize,
    speaker: Option<String>,
    #[serde(default)]
    reported: Option<String>,
    kind: String,
    manner: String,
    cue_span: Option<(usize, usize)>,
    speaker_span: Option<(usize, usize)>,
}

#[derive(Deserialize)]
struct BlockRecord {
    kind: String,
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct LinkRecord {
    start: usize,
    end: usize,
    target: String,
}

#[derive(Deserialize)]
struct FlawRecord {
    kind: String,
    message: String,
}

/// Turns counts of Unicode scalar values into spans of one text.
struct Spans<'t> {
    text: &'t str,
    /// The byte at which each scalar value begins, and the end; empty for a text of ASCII alone, where they are the same.
    starts: Vec<usize>,
}

impl<'t> Spans<'t> {
    fn of(text: &'t str) -> Self {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            let ends = std::iter::once(text.len());
            text.char_indices().map(|(at, _)| at).chain(ends).collect()
        };
        Self { text, starts }
    }

    fn byte(&self, scalars: usize) -> Option<usize> {
        if self.starts.is_empty() {
            return (scalars <= self.text.len()).then_some(scalars);
        }
        self.starts.get(scalars).copied()
    }

    fn span(&self, (start, end): (usize, usize)) -> Option<Span> {
        let (start, end) = (self.byte(start)?, self.byte(end)?);
        (start <= end).then(|| Span::new(start, end))
    }

    /// Several, which must ascend without overlapping.
    fn ascending(&self, places: impl Iterator<Item = (usize, usize)>) -> Option<Vec<Span>> {
        let spans: Vec<Span> = places
            .map(|place| self.span(place))
            .collect::<Option<_>>()?;
        let apart = |pair: &[Span]| matches!(pair, [a, b] if a.end <= b.start);
        spans.windows(2).all(apart).then_some(spans)
    }
}

fn analysis(record: &Record, spans: &Spans<'_>) -> Option<Analysis> {
    let sentences = spans.ascending(record.sentences.iter().copied())?;
    let summary = record.summary.iter().map(|one| {
        let span = spans.span((one.start, one.end))?;
        let sentence = sentences.get(one.sentence as usize)?;
        sentence.contains(span).then_some(SummarySentence {
            sentence: one.sentence,
            span,
            score: one.score,
        })
    });
    let entities = record.entities.iter().map(|one| entity(one, spans));
    let quotes = record.quotes.iter().map(|one| quote(one, spans));
    let keyphrases = record.keyphrases.iter().map(|phrase| {
        let at = spans.text.find(phrase.as_str())?;
        Some(Span::new(at, at + phrase.len()))
    });
    Some(Analysis {
        version: record.version,
        summary: summary.collect::<Option<_>>()?,
        entities: entities.collect::<Option<_>>()?,
        quotes: quotes.collect::<Option<_>>()?,
        keyphrases: keyphrases.collect::<Option<_>>()?,
        words: record.words,
        sentences,
        ..Analysis::default()
    })
}

fn entity(record: &EntityRecord, spans: &Spans<'_>) -> Option<Entity> {
    let places = record.mentions.iter().map(|m| (m.start, m.end));
    Some(Entity {
        id: ActorId::from(plain(&record.id)?),
        name: plain(&record.name)?.to_owned(),
        kind: Kind::parse(&record.kind)?,
        salience: record.salience,
        central: record.central,
        mentions: spans
            .ascending(places)?
            .into_iter()
            .map(|span| Mention { span })
            .collect(),
    })
}

fn quote(record: &QuoteRecord, spans: &Spans<'_>) -> Option<Quote> {
    // A span that is there must fit; one that is not told is none.
    let maybe = |place: Option<(usize, usize)>| match place {
        None => Some(None),
        Some(place) => spans.span(place).map(Some),
    };
    let speaker = record.speaker.as_deref().or(record.reported.as_deref());
    let speaker = match speaker {
        None => None,
        Some(id) => Some(ActorId::from(plain(id)?)),
    };
    Some(Quote {
        span: spans.span((record.start, record.end))?,
        speaker,
        speaker_span: maybe(record.speaker_span)?,
        cue: maybe(record.cue_span)?,
        kind: *QuoteKind::ALL.iter().find(|k| k.name() == record.kind)?,
        manner: *Manner::ALL.iter().find(|m| m.name() == record.manner)?,
    })
}

/// The blocks that are told, and as paragraphs what stands between them, parted by blank lines.
fn blocks(record: &Record, spans: &Spans<'_>) -> Option<Vec<Block>> {
    let told = spans.ascending(record.blocks.iter().map(|b| (b.start, b.end)))?;
    let mut blocks = Vec::new();
    let mut from = 0;
    for (span, block) in told.into_iter().zip(&record.blocks) {
        paragraphs(
            spans.text,
            Span::new(from, span.start as usize),
            &mut blocks,
        );
        let kind = BlockKind::parse(&block.kind)?;
        blocks.push(Block { kind, span });
        from = span.end as usize;
    }
    paragraphs(spans.text, Span::new(from, spans.text.len()), &mut blocks);
    Some(blocks)
}

fn paragraphs(text: &str, within: Span, blocks: &mut Vec<Block>) {
    let mut start = within.start as usize;
    for piece in within.of(text).split("\n\n") {
        if !piece.is_empty() {
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                span: Span::new(start, start + piece.len()),
            });
        }
        start += piece.len() + 2;
    }
}

/// A word or line without anything that a terminal would obey.
fn plain(text: &str) -> Option<&str> {
    (!text.chars().any(char::is_control) && sanitize::strip(text) == text).then_some(text)
}

/// Minutes east of UTC of `-05:00`.
fn zone(text: &str) -> Option<i16> {
    let (hours, minutes) = text.split_once(':')?;
    let (sign, hours) = match hours.strip_prefix('-') {
        Some(hours) => (-1, hours),
        None => (1, hours.strip_prefix('+').unwrap_or(hours)),
    };
    let (hours, minutes): (i16, i16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let fits = (0..=23).contains(&hours) && (0..60).contains(&minutes);
    fits.then_some(sign * (hours * 60 + minutes))
}
