//! Owns: records that a nutgraf has analysed already, taken back with their analysis.
//! Promises: what does not fit its own text is not taken; all that is taken are spans of the text.

use std::sync::Arc;

use memchr::memmem;

use crate::date;
use crate::ingest::html;
use crate::ingest::plain;
use crate::model::actor::Kind;
use crate::model::analysed_record::{AnalysedRecord, EntityRecord, QuoteRecord};
use crate::model::analysis::{
    Analysis, Analyzed, Entity, Manner, Mention, Quote, QuoteKind, SummarySentence,
};
use crate::model::article::{Article, Block, BlockKind, Draft, Format, Link, Meta};
use crate::model::flaw::{Flaw, FlawKind};
use crate::model::id::{ActorId, ArticleKey};
use crate::model::identity::Identity;
use crate::model::span::Span;
use crate::text::{clean, sanitize};

/// Reads a line as a record that a version of the analyser made; `None` for any other line.
pub(super) fn line(line: &str, version: u32) -> Option<AnalysedRecord> {
    // Most lines are none: looking for two names costs less than reading them twice.
    let has = |name: &[u8]| memmem::find(line.as_bytes(), name).is_some();
    let record = has(b"\"sentences\"") && has(b"\"version\"");
    let record: AnalysedRecord = record.then(|| serde_json::from_str(line).ok())??;
    (record.version == version).then_some(record)
}

/// Makes a draft of a record, which goes with it; without paragraphs, as it needs no cleaning.
pub(super) fn draft(record: AnalysedRecord, place: &str) -> Draft {
    let mut record = Box::new(record);
    let text = std::mem::take(&mut record.text);
    let published = record.published.as_deref().and_then(date::parse);
    let flaws = record.flaws.iter().filter_map(|flaw| {
        let kind = FlawKind::parse(&flaw.kind)?;
        Some(Flaw::new(kind, plain_words(&flaw.message)?))
    });
    Draft {
        key: Some(ArticleKey::from(record.id.as_str())),
        identity: Identity::default(),
        origin: place.to_owned(),
        format: Format::Jsonl,
        meta: Meta {
            title: std::mem::take(&mut record.title),
            byline: record.byline.take(),
            source: record.source.take(),
            url: record.url.take().filter(|url| html::is_web(url)),
            zone: record.zone.as_deref().and_then(zone),
            language: record.language.take(),
            section: record.section.take(),
            caption: record.caption.take(),
            published,
            modified: None,
        },
        raw: text.into(),
        paragraphs: Vec::new(),
        dropped: Vec::new(),
        flaws: flaws.collect(),
        analysed: Some(record),
    }
}

/// Makes an analysed article of a draft that came with its analysis. The analysis lacks what is made of the rest of it:
/// dated sentences and the signature. `None` when there is none, or when it does not fit the text: the draft is then one of
/// the text alone.
pub fn taken(draft: &mut Draft) -> Option<Analyzed> {
    let record = draft.analysed.take()?;
    let fitting = fitting(&record, &draft.raw);
    if fitting.is_none() {
        draft.paragraphs = plain::paragraphs(&draft.raw, 0);
        draft.flaws.clear();
    }
    let (analysis, blocks, links) = fitting?;
    let article = Article {
        blocks,
        links,
        ..clean::keep_as_said(draft.clone())
    };
    Some(Analyzed { article, analysis })
}

fn fitting(record: &AnalysedRecord, text: &Arc<str>) -> Option<(Analysis, Vec<Block>, Vec<Link>)> {
    if sanitize::show(text) != **text {
        return None;
    }
    let spans = Spans::of(text);
    let links = record.links.iter().map(|link| {
        let span = spans.span((link.start, link.end))?;
        let target = plain_words(&link.target)?.to_owned();
        Some(Link { span, target })
    });
    Some((
        analysis(record, &spans)?,
        blocks(record, &spans)?,
        links.collect::<Option<_>>()?,
    ))
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

fn analysis(record: &AnalysedRecord, spans: &Spans<'_>) -> Option<Analysis> {
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
        id: ActorId::from(plain_words(&record.id)?),
        name: plain_words(&record.name)?.to_owned(),
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
        Some(id) => Some(ActorId::from(plain_words(id)?)),
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
fn blocks(record: &AnalysedRecord, spans: &Spans<'_>) -> Option<Vec<Block>> {
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
fn plain_words(text: &str) -> Option<&str> {
    (sanitize::strip(text) == text).then_some(text)
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
