//! Owns: names of which a recogniser has only a part where the text has them whole somewhere else.
//! Promises: a name only becomes longer, and only where the same words stand in the same order; mentions ascend and do not overlap.

use std::ops::Range;

use crate::entity::name_mention::{Label, NameMention, Naming};
use crate::entity::token::Shape;
use crate::entity::tokenized::TokenizedText;

/// Takes each part of a body's or a thing's name for all of it, where all of it stands there: `Tides` in `Tides of Lund`.
pub fn complete(tokenized: &TokenizedText<'_>, mentions: &mut [NameMention]) {
    let whole: Vec<(Vec<u64>, Label)> = mentions
        .iter()
        .filter_map(|mention| {
            let label = free(mention).filter(|label| *label != Label::Person)?;
            let hashes = mention.range.clone().filter_map(|at| tokenized.token(at));
            let last = tokenized.shape(mention.range.end - 1);
            let ends = last.is_capital() && last != Shape::Initial || last == Shape::Number;
            (mention.range.len() > 1 && ends).then(|| (hashes.map(|t| t.hash).collect(), label))
        })
        .collect();
    if whole.is_empty() {
        return;
    }
    for next in 0..mentions.len() {
        let Some(mention) = mentions.get(next) else {
            continue;
        };
        let ends = |at: usize| mentions.get(at).map(|m| m.range.clone());
        let from = next.checked_sub(1).and_then(ends).map_or(0, |r| r.end);
        let until = ends(next + 1).map_or(tokenized.tokens.len(), |r| r.start);
        let longer = free(mention).and_then(|_| {
            let found = whole.iter().filter_map(|(hashes, label)| {
                let range = around(tokenized, &mention.range, hashes, from..until)?;
                Some((range, *label))
            });
            found.max_by_key(|(range, _)| range.len())
        });
        if let (Some((range, label)), Some(mention)) = (longer, mentions.get_mut(next)) {
            mention.range = range;
            mention.naming = Naming::Unknown(label);
            mention.label = Some(label);
            mention.person = false;
        }
    }
}

/// What a recogniser takes a name for that neither a dictionary nor the words beside it tell.
fn free(mention: &NameMention) -> Option<Label> {
    match mention.naming {
        Naming::Unknown(label) if !mention.told => Some(label),
        Naming::Unknown(_) | Naming::Known(..) | Naming::Handle => None,
    }
}

/// Where a name of these words stands around a part of it, in one sentence and between its neighbours.
fn around(
    tokenized: &TokenizedText<'_>,
    part: &Range<usize>,
    hashes: &[u64],
    room: Range<usize>,
) -> Option<Range<usize>> {
    let more = hashes.len().checked_sub(part.len()).filter(|n| *n > 0)?;
    let sentence = tokenized.sentence_around(part.start);
    (part.start.saturating_sub(more)..=part.start)
        .map(|start| start..start + hashes.len())
        .filter(|range| range.end >= part.end)
        .filter(|range| range.start >= room.start.max(sentence.start))
        .filter(|range| range.end <= room.end.min(sentence.end))
        .filter(|range| tokenized.shape(range.end - 1) != Shape::Lower)
        .find(|range| {
            (range.start..)
                .zip(hashes)
                .all(|(at, hash)| tokenized.has(at, *hash))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::lexicon::Lexicon;
    use nutgraf_read::model::span::Span;

    #[test]
    fn a_part_of_a_name_is_the_whole_of_it() {
        let lexicon = Lexicon::new(&crate::lexicon());
        let text = "She plays Tides of Larkfeld. In Tides of Larkfeld it rains. Tides change.";
        let ends = [28, 59, text.len()];
        let spans: Vec<Span> = ends
            .iter()
            .scan(0, |from, end| {
                Some(Span::new(std::mem::replace(from, *end), *end))
            })
            .collect();
        let tokenized = TokenizedText::new(text, &spans, &lexicon);
        let mention = |range: Range<usize>| NameMention {
            range,
            naming: Naming::Unknown(Label::Misc),
            person: false,
            told: false,
            label: Some(Label::Misc),
            scores: [0; 4],
        };
        let mut mentions = vec![mention(2..5), mention(7..8), mention(13..14)];
        complete(&tokenized, &mut mentions);
        let names: Vec<&str> = mentions.iter().map(|m| tokenized.words(&m.range)).collect();
        assert_eq!(names, ["Tides of Larkfeld", "Tides of Larkfeld", "Tides"]);
    }
}
