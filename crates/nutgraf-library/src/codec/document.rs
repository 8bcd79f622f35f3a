//! Owns: the packed form of a document apart from its headline: text, blocks, links, what cleaning dropped, flaws.
//! Promises: an article comes back as it was stored, except that of a raw document much longer than its text only the
//! dropped pieces are kept (web pages: the markup would be ten times the article).

use std::borrow::Cow;
use std::sync::Arc;

use crate::codec::pack::{Packer, Unpacker};
use nutgraf_read::model::article::{Article, Block, BlockKind, Link};
use nutgraf_read::model::flaw::{DropReason, Dropped, Flaw, FlawKind};
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::span::Span;

/// Stands for no zone where a caption follows.
const NOWHERE: i16 = i16::MIN;

/// A document's two blobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Packed {
    /// Everything but the texts.
    pub details: Vec<u8>,
    /// The text, then what the raw document has besides.
    pub body: Vec<u8>,
}

/// What a document holds besides its headline.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unpacked {
    /// Where it came from.
    pub origin: String,
    /// Minutes east of UTC where it was published.
    pub zone: Option<i16>,
    /// When it was last changed.
    pub modified: Option<Moment>,
    /// The section.
    pub section: Option<String>,
    /// What stands under the leading picture.
    pub caption: Option<String>,
    /// The text.
    pub text: Arc<str>,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Its links.
    pub links: Vec<Link>,
    /// The raw document, or its dropped pieces.
    pub raw: Arc<str>,
    /// Spans into `raw`.
    pub dropped: Vec<Dropped>,
    /// Flaws.
    pub flaws: Vec<Flaw>,
}

/// A raw document up to this many times its text is kept whole.
const WHOLE_TIMES: usize = 4;
/// A raw document up to this many bytes more is kept whole in any case.
const WHOLE_BYTES: usize = 4096;

/// What of the raw document stands in the body after the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raw {
    /// Nothing: it is the same as the text.
    Same,
    /// All of it, or its dropped pieces.
    Follows,
}

/// Packs a document.
pub(crate) fn pack(article: &Article) -> Packed {
    let mut details = Packer::new();
    let (raw, dropped) = kept_raw(article);
    details
        .number(match raw {
            Raw::Same => 0,
            Raw::Follows => 1,
        })
        .count(article.text.len())
        .text(&article.origin);
    match article.meta.modified {
        Some(moment) => details.number(1).signed(moment.0),
        None => details.number(0),
    };
    details
        .maybe_text(article.meta.section.as_deref())
        .count(article.blocks.len());
    let mut from = 0;
    for block in &article.blocks {
        details.number(u64::from(block_code(block.kind)));
        from = details.span(from, block.span);
    }
    details.count(article.links.len());
    from = 0;
    for link in &article.links {
        from = details.span(from, link.span);
        details.text(&link.target);
    }
    let mut body = article.text.as_bytes().to_vec();
    details.count(article.dropped.len());
    from = 0;
    for drop in dropped {
        from = details.span(from, drop.span);
        details.number(place_of(&REASONS, &drop.reason));
    }
    details.count(article.flaws.len());
    for flaw in &article.flaws {
        details.number(place_of(&FLAWS, &flaw.kind));
        details.text(&flaw.message);
    }
    // Last, and only when known: details of older versions end before the one or the other.
    let (zone, caption) = (article.meta.zone, article.meta.caption.as_deref());
    if zone.is_some() || caption.is_some() {
        details.signed(i64::from(zone.unwrap_or(NOWHERE)));
    }
    if let Some(caption) = caption {
        details.text(caption);
    }
    if raw == Raw::Follows {
        if is_whole(article) {
            body.extend_from_slice(article.raw.as_bytes());
        } else {
            for drop in &article.dropped {
                body.extend_from_slice(drop.span.of(&article.raw).as_bytes());
                body.push(b'\n');
            }
        }
    }
    Packed {
        details: details.finish(),
        body,
    }
}

fn is_whole(article: &Article) -> bool {
    article.raw.len() <= article.text.len() * WHOLE_TIMES + WHOLE_BYTES
}

/// Whether the raw document follows the text, and the dropped pieces with spans into what follows.
fn kept_raw(article: &Article) -> (Raw, Vec<Dropped>) {
    if article.raw == article.text {
        return (Raw::Same, article.dropped.clone());
    }
    if is_whole(article) {
        return (Raw::Follows, article.dropped.clone());
    }
    let mut at = 0;
    let moved = article
        .dropped
        .iter()
        .map(|drop| {
            let length = drop.span.of(&article.raw).len();
            let span = Span::new(at, at + length);
            at += length + 1;
            Dropped {
                span,
                reason: drop.reason,
            }
        })
        .collect();
    (Raw::Follows, moved)
}

/// Only the text of a document.
pub(crate) fn unpack_text<'b>(details: &[u8], body: &'b [u8]) -> Option<Cow<'b, str>> {
    let mut unpacker = Unpacker::new(details);
    unpacker.number()?;
    let length = usize::try_from(unpacker.number()?).ok()?;
    std::str::from_utf8(body.get(..length)?)
        .ok()
        .map(Cow::Borrowed)
}

/// The details without where the document came from; `None` when they are damaged.
pub(crate) fn without_origin(details: &[u8]) -> Option<(u64, u64, &[u8])> {
    let mut unpacker = Unpacker::new(details);
    let (raw, length) = (unpacker.number()?, unpacker.number()?);
    unpacker.text()?;
    Some((raw, length, unpacker.rest()))
}

/// Only where a document came from.
pub(crate) fn unpack_origin(details: &[u8]) -> Option<&str> {
    let mut unpacker = Unpacker::new(details);
    unpacker.number()?;
    unpacker.number()?;
    unpacker.text()
}

/// Reads a document; `None` when the bytes are damaged.
pub(crate) fn unpack(details: &[u8], body: &[u8]) -> Option<Unpacked> {
    let mut unpacker = Unpacker::new(details);
    let follows = unpacker.number()? != 0;
    let length = usize::try_from(unpacker.number()?).ok()?;
    let body = std::str::from_utf8(body).ok()?;
    let text: Arc<str> = Arc::from(body.get(..length)?);
    let raw = if follows {
        Arc::from(body.get(length..)?)
    } else {
        Arc::clone(&text)
    };
    let origin = unpacker.text()?.to_owned();
    let modified = match unpacker.number()? {
        0 => None,
        _ => Some(Moment(unpacker.signed()?)),
    };
    let section = unpacker.maybe_text()?.map(str::to_owned);
    let mut blocks = Vec::new();
    let mut from = 0;
    for _ in 0..unpacker.count()? {
        let kind = block_kind(unpacker.small()?)?;
        let span = unpacker.span(from)?;
        from = span.end;
        blocks.push(Block { kind, span });
    }
    let mut links = Vec::new();
    from = 0;
    for _ in 0..unpacker.count()? {
        let span = unpacker.span(from)?;
        from = span.end;
        let target = unpacker.text()?.to_owned();
        links.push(Link { span, target });
    }
    let mut dropped = Vec::new();
    from = 0;
    for _ in 0..unpacker.count()? {
        let span = unpacker.span(from)?;
        from = span.end;
        let reason = *REASONS.get(usize::try_from(unpacker.number()?).ok()?)?;
        dropped.push(Dropped { span, reason });
    }
    let mut flaws = Vec::new();
    for _ in 0..unpacker.count()? {
        let kind = *FLAWS.get(usize::try_from(unpacker.number()?).ok()?)?;
        flaws.push(Flaw::new(kind, unpacker.text()?));
    }
    let zone = unpacker.signed().and_then(|zone| i16::try_from(zone).ok());
    let caption = unpacker.text().map(str::to_owned);
    Some(Unpacked {
        origin,
        zone: zone.filter(|zone| *zone != NOWHERE),
        modified,
        section,
        caption,
        text,
        blocks,
        links,
        raw,
        dropped,
        flaws,
    })
}

/// A code for each kind of block: the level of headings and the depth of items ride along.
fn block_code(kind: BlockKind) -> u16 {
    match kind {
        BlockKind::Paragraph => 0,
        BlockKind::Quote => 1,
        BlockKind::Row => 2,
        BlockKind::Verbatim => 3,
        BlockKind::Caption => 4,
        BlockKind::Heading(level) => 8 + 2 * u16::from(level),
        BlockKind::Item(depth) => 9 + 2 * u16::from(depth),
    }
}

fn block_kind(code: u32) -> Option<BlockKind> {
    Some(match code {
        0 => BlockKind::Paragraph,
        1 => BlockKind::Quote,
        2 => BlockKind::Row,
        3 => BlockKind::Verbatim,
        4 => BlockKind::Caption,
        8.. => {
            let level = u8::try_from((code - 8) / 2).ok()?;
            if code.is_multiple_of(2) {
                BlockKind::Heading(level)
            } else {
                BlockKind::Item(level)
            }
        }
        5..=7 => return None,
    })
}

/// The stored order: only ever append.
const REASONS: [DropReason; 13] = [
    DropReason::Navigation,
    DropReason::Related,
    DropReason::Share,
    DropReason::Comments,
    DropReason::Login,
    DropReason::Promotion,
    DropReason::Consent,
    DropReason::Disclaimer,
    DropReason::AuthorBio,
    DropReason::Metadata,
    DropReason::Caption,
    DropReason::Debris,
    DropReason::Boilerplate,
];

/// The stored order: only ever append.
const FLAWS: [FlawKind; 9] = [
    FlawKind::Empty,
    FlawKind::Binary,
    FlawKind::TooLarge,
    FlawKind::Encoding,
    FlawKind::Syntax,
    FlawKind::Date,
    FlawKind::Title,
    FlawKind::Language,
    FlawKind::Truncated,
];

fn place_of<T: PartialEq>(all: &[T], one: &T) -> u64 {
    all.iter().position(|each| each == one).unwrap_or(0) as u64
}
