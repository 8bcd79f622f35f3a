//! Owns: the packed form of an analysis. Actors stand in it as rows of the library's table of actors.
//! Promises: an analysis comes back as it was stored; names and kinds of its entities come from the table of actors.

use crate::codec::pack::{Packer, Unpacker};
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::{
    Analysis, Entity, Manner, Mention, Quote, QuoteKind, SummarySentence,
};
use nutgraf_read::model::id::ActorId;
use nutgraf_read::model::signature::Signature;
use nutgraf_read::model::span::Span;

/// An actor's row in one library.
pub(crate) type ActorRow = u32;

/// The first analyser whose quotes tell their kind and manner; the very first libraries that it wrote lack them.
const TELLS_KIND: u32 = 7;

/// Whether quotes may tell their kind and manner in a packed analysis of this version, the likelier form first.
fn forms(version: u32) -> &'static [bool] {
    match version {
        ..TELLS_KIND => &[false],
        TELLS_KIND => &[true, false],
        _ => &[true],
    }
}

/// Packs an analysis; `rows` holds the row of each of its entities, in order.
pub(crate) fn pack(analysis: &Analysis, rows: &[ActorRow]) -> Vec<u8> {
    let mut packer = Packer::new();
    // The summary comes first: a list row needs nothing else.
    packer.count(analysis.summary.len());
    let mut from = 0;
    for chosen in &analysis.summary {
        packer.number(u64::from(chosen.sentence));
        packer.fraction(chosen.score);
        from = packer.span(from, chosen.span);
    }
    packer
        .number(u64::from(analysis.version))
        .number(u64::from(analysis.words))
        .spans(analysis.sentences.iter().copied())
        .count(analysis.entities.len());
    for (entity, row) in analysis.entities.iter().zip(rows) {
        packer
            .number(u64::from(*row))
            .number(u64::from(entity.central))
            .fraction(entity.salience)
            .spans(entity.mentions.iter().map(|m| m.span));
    }
    packer.count(analysis.quotes.len());
    from = 0;
    for quote in &analysis.quotes {
        from = packer.span(from, quote.span);
        let speaker = quote
            .speaker
            .as_ref()
            .and_then(|id| analysis.entities.iter().position(|e| e.id == *id));
        packer.count(speaker.map_or(0, |at| at + 1));
        if analysis.version >= TELLS_KIND {
            packer.number((quote.manner as u64) << 2 | quote.kind as u64);
        }
        for part in [quote.speaker_span, quote.cue] {
            match part {
                Some(span) => {
                    packer.number(1);
                    packer.span(from, span);
                }
                None => {
                    packer.number(0);
                }
            }
        }
    }
    packer.spans(analysis.keyphrases.iter().copied());
    packer.finish()
}

/// Only the summary of a packed analysis.
pub(crate) fn unpack_summary(bytes: &[u8]) -> Option<Vec<SummarySentence>> {
    summary(&mut Unpacker::new(bytes))
}

/// Only the sentences of a packed analysis.
pub(crate) fn unpack_sentences(bytes: &[u8]) -> Option<Vec<Span>> {
    let mut unpacker = Unpacker::new(bytes);
    summary(&mut unpacker)?;
    // Version and words.
    unpacker.small()?;
    unpacker.small()?;
    unpacker.spans()
}

/// Only the keyphrases of a packed analysis: what stands before them is passed over.
pub(crate) fn unpack_keyphrases(bytes: &[u8]) -> Option<Vec<Span>> {
    let mut unpacker = Unpacker::new(bytes);
    summary(&mut unpacker)?;
    let version = unpacker.small()?;
    let rest = unpacker;
    let mut forms = forms(version).iter();
    forms.find_map(|tells_kind| keyphrases(rest.clone(), *tells_kind))
}

fn keyphrases(mut unpacker: Unpacker<'_>, tells_kind: bool) -> Option<Vec<Span>> {
    // Words.
    unpacker.small()?;
    unpacker.pass_spans()?;
    for _ in 0..unpacker.count()? {
        // Actor, central, salience, mentions.
        unpacker.small()?;
        unpacker.number()?;
        unpacker.fraction()?;
        unpacker.pass_spans()?;
    }
    for _ in 0..unpacker.count()? {
        unpacker.pass_span()?;
        // The speaker, kind and manner; then the words that name the speaker and the verb, where they are.
        unpacker.small()?;
        if tells_kind {
            unpacker.number()?;
        }
        for _ in 0..2 {
            if unpacker.number()? != 0 {
                unpacker.pass_span()?;
            }
        }
    }
    let found = unpacker.spans()?;
    unpacker.is_done().then_some(found)
}

fn summary(unpacker: &mut Unpacker<'_>) -> Option<Vec<SummarySentence>> {
    let mut from = 0;
    let mut found = Vec::new();
    for _ in 0..unpacker.count()? {
        let sentence = unpacker.small()?;
        let score = unpacker.fraction()?;
        let span = unpacker.span(from)?;
        from = span.end;
        found.push(SummarySentence {
            sentence,
            span,
            score,
        });
    }
    Some(found)
}

/// Reads an analysis; `entity` makes an entity without mentions from its row. `None` when the bytes are damaged.
pub(crate) fn unpack(
    bytes: &[u8],
    mut entity: impl FnMut(ActorRow) -> Option<Entity>,
) -> Option<Analysis> {
    let mut unpacker = Unpacker::new(bytes);
    summary(&mut unpacker)?;
    let mut forms = forms(unpacker.small()?).iter();
    forms.find_map(|tells_kind| unpack_as(bytes, *tells_kind, &mut entity))
}

fn unpack_as(
    bytes: &[u8],
    tells_kind: bool,
    entity: &mut dyn FnMut(ActorRow) -> Option<Entity>,
) -> Option<Analysis> {
    let mut unpacker = Unpacker::new(bytes);
    let summary = summary(&mut unpacker)?;
    let version = unpacker.small()?;
    let words = unpacker.small()?;
    let sentences = unpacker.spans()?;
    let mut entities = Vec::new();
    for _ in 0..unpacker.count()? {
        let mut found = entity(unpacker.small()?)?;
        found.central = unpacker.number()? != 0;
        found.salience = unpacker.fraction()?;
        found.mentions = unpacker
            .spans()?
            .into_iter()
            .map(|span| Mention { span })
            .collect();
        entities.push(found);
    }
    let mut quotes = Vec::new();
    let mut from = 0;
    for _ in 0..unpacker.count()? {
        let span = unpacker.span(from)?;
        from = span.end;
        let speaker = match unpacker.small()? as usize {
            0 => None,
            at => Some(entities.get(at - 1)?.id.clone()),
        };
        let (kind, manner) = if tells_kind {
            kind_and_manner(unpacker.number()?)?
        } else {
            (QuoteKind::Direct, Manner::Neutral)
        };
        let mut part = || -> Option<_> {
            Some(match unpacker.number()? {
                0 => None,
                _ => Some(unpacker.span(from)?),
            })
        };
        quotes.push(Quote {
            span,
            speaker,
            speaker_span: part()?,
            cue: part()?,
            kind,
            manner,
        });
    }
    let keyphrases = unpacker.spans()?;
    if !unpacker.is_done() {
        return None;
    }
    Some(Analysis {
        version,
        sentences,
        summary,
        entities,
        quotes,
        keyphrases,
        days: Vec::new(),
        words,
        signature: Signature::default(),
    })
}

fn kind_and_manner(packed: u64) -> Option<(QuoteKind, Manner)> {
    let at = |number: u64| usize::try_from(number).ok();
    Some((
        *QuoteKind::ALL.get(at(packed & 3)?)?,
        *Manner::ALL.get(at(packed >> 2)?)?,
    ))
}

/// An actor of an article as the headline's table holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Presence {
    /// Its row.
    pub actor: ActorRow,
    /// How often the article names it.
    pub mentions: u32,
    /// Whether it stands in the title or the lead.
    pub central: bool,
    /// Whether words of its are quoted.
    pub speaks: bool,
}

/// Packs an article's actors, the most salient first.
pub(crate) fn pack_presence(presence: &[Presence]) -> Vec<u8> {
    let mut packer = Packer::new();
    for one in presence {
        packer.number(u64::from(one.actor)).number(
            u64::from(one.mentions) << 2 | u64::from(one.speaks) << 1 | u64::from(one.central),
        );
    }
    packer.finish()
}

/// Reads an article's actors.
pub(crate) fn unpack_presence(bytes: &[u8]) -> Option<Vec<Presence>> {
    let mut unpacker = Unpacker::new(bytes);
    let mut found = Vec::new();
    while !unpacker.is_done() {
        let actor = unpacker.small()?;
        let packed = unpacker.number()?;
        found.push(Presence {
            actor,
            mentions: u32::try_from(packed >> 2).ok()?,
            central: packed & 1 == 1,
            speaks: packed & 2 == 2,
        });
    }
    Some(found)
}

/// Whether a packed analysis can be unpacked.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    unpack(bytes, |_| {
        Some(Entity {
            id: ActorId::default(),
            name: String::new(),
            kind: Kind::Other,
            salience: 0.0,
            central: false,
            mentions: Vec::new(),
        })
    })
    .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_older_analysers_are_direct_and_plain() {
        let warned = Quote {
            span: Span::new(4, 9),
            speaker_span: Some(Span::new(0, 2)),
            cue: None,
            kind: QuoteKind::Indirect,
            manner: Manner::Warns,
            speaker: None,
        };
        for (version, wanted) in [
            (TELLS_KIND, (QuoteKind::Indirect, Manner::Warns)),
            (TELLS_KIND - 1, (QuoteKind::Direct, Manner::Neutral)),
        ] {
            let analysis = Analysis {
                version,
                quotes: vec![warned.clone()],
                keyphrases: vec![Span::new(1, 3)],
                ..Analysis::default()
            };
            let bytes = pack(&analysis, &[]);
            let read = unpack(&bytes, |_| None).unwrap();
            let quote = &read.quotes[0];
            assert_eq!((quote.kind, quote.manner), wanted);
            assert_eq!(
                (quote.span, quote.speaker_span),
                (warned.span, warned.speaker_span)
            );
            assert_eq!(read.keyphrases, analysis.keyphrases);
            assert_eq!(unpack_keyphrases(&bytes), Some(read.keyphrases));
        }
    }
}
