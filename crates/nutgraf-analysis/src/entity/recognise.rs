//! Owns: `Recogniser`, a linear-chain model with hashed features that finds names in a sentence.
//! Promises: spans ascend and do not overlap; the same input gives the same output; no allocation per token.

use std::borrow::Cow;
use std::ops::Range;

use crate::entity::cluster::Clusters;
use crate::entity::feature::{BITS, COUNT, SentenceFeatures};
use crate::entity::lexicon::Lexicon;
use crate::entity::name_mention::{Label, Proposal};
use crate::entity::tokenized::TokenizedText;

/// Outside, and begin and inside of each kind.
pub const LABELS: usize = 9;

/// Rows are read this wide, so that they are added lane by lane; what lies behind a row's labels is added and never looked
/// at.
const LANES: usize = 16;

/// The bytes of the steps between labels, which stand before the rows.
const HEAD: usize = LABELS * LABELS * 2;

/// A step that the model may not take.
const NEVER: i32 = i32::MIN / 4;

/// The labels of a token: 0 outside; 1, 3, 5, 7 begin and 2, 4, 6, 8 inside a person, body, place, other.
pub type Tag = u8;

/// The kind of a tag.
pub fn label_of(tag: Tag) -> Option<Label> {
    match tag {
        1 | 2 => Some(Label::Person),
        3 | 4 => Some(Label::Organization),
        5 | 6 => Some(Label::Location),
        7 | 8 => Some(Label::Misc),
        _ => None,
    }
}

/// Whether one tag may follow another.
pub fn may_follow(before: Tag, after: Tag) -> bool {
    after == 0 || after % 2 == 1 || before == after || before + 1 == after
}

/// The model: weights of rows by labels, of steps between labels, and the word groups.
#[derive(Debug)]
pub struct Recogniser {
    /// The file as it is, nine signed bytes a row: nothing is unpacked when the program starts.
    weights: Cow<'static, [u8]>,
    steps: [[i32; LABELS]; LABELS],
    clusters: Clusters,
}

/// What a run of the recogniser needs again and again.
#[derive(Debug, Default)]
pub struct Scratch {
    features: SentenceFeatures,
    scores: Vec<[i32; LABELS]>,
    from: Vec<[u8; LABELS]>,
    tags: Vec<Tag>,
    /// What the weights give each label at each token of the sentence.
    given: Vec<[i16; LABELS]>,
}

impl Recogniser {
    /// Reads the weights: for each pair of labels a 16-bit step, then for each row nine 8-bit weights.
    pub fn read(weights: Cow<'static, [u8]>, clusters: &[u8]) -> Option<Self> {
        let (head, body) = weights.split_at_checked(HEAD)?;
        if body.len() != (1usize << BITS) * LABELS {
            return None;
        }
        let mut steps = [[NEVER; LABELS]; LABELS];
        for (at, pair) in head.chunks_exact(2).enumerate() {
            let (before, after) = (at / LABELS, at % LABELS);
            let allowed = may_follow(
                u8::try_from(before).unwrap_or(0),
                u8::try_from(after).unwrap_or(0),
            );
            if allowed && let Some(slot) = steps.get_mut(before).and_then(|s| s.get_mut(after)) {
                *slot = i32::from(i16::from_le_bytes(pair.try_into().ok()?));
            }
        }
        Some(Self {
            weights,
            steps,
            clusters: Clusters::read(clusters)?,
        })
    }

    /// The word groups.
    pub fn clusters(&self) -> &Clusters {
        &self.clusters
    }

    /// Proposes names in all sentences of a text.
    pub fn find(
        &self,
        tokenized: &TokenizedText<'_>,
        lexicon: &Lexicon,
        scratch: &mut Scratch,
        into: &mut Vec<Proposal>,
    ) {
        for sentence in &tokenized.sentences {
            scratch
                .features
                .look(tokenized, sentence, lexicon, &self.clusters);
            self.tag(scratch);
            spans(&scratch.tags, &scratch.given, sentence.start, into);
        }
    }

    /// Tags the sentence that the scratch looks at: the best path through each stretch of live tokens.
    fn tag(&self, scratch: &mut Scratch) {
        let length = scratch.features.len();
        scratch.tags.clear();
        scratch.tags.resize(length, 0);
        scratch.given.clear();
        scratch.given.resize(length, [0; LABELS]);
        let mut at = 0;
        while at < length {
            if !scratch.features.is_live(at) {
                at += 1;
                continue;
            }
            let start = at;
            while at < length && scratch.features.is_live(at) {
                at += 1;
            }
            self.path(scratch, start..at);
        }
    }

    fn path(&self, scratch: &mut Scratch, stretch: Range<usize>) {
        scratch.scores.clear();
        scratch.from.clear();
        let mut before = [NEVER; LABELS];
        if let Some(first) = before.first_mut() {
            *first = 0;
        }
        for at in stretch.clone() {
            let own = self.emissions(&scratch.features.rows(at));
            if let Some(slot) = scratch.given.get_mut(at) {
                slot.iter_mut().zip(own).for_each(|(slot, own)| *slot = own);
            }
            let mut best = [NEVER; LABELS];
            let mut from = [0u8; LABELS];
            for (label, (slot, origin)) in best.iter_mut().zip(&mut from).enumerate() {
                for (last, (score, steps)) in before.iter().zip(&self.steps).enumerate() {
                    let step = steps.get(label).copied().unwrap_or(NEVER);
                    let sum = score.saturating_add(step);
                    if sum > *slot {
                        *slot = sum;
                        *origin = u8::try_from(last).unwrap_or(0);
                    }
                }
                *slot = slot.saturating_add(own.get(label).copied().map_or(0, i32::from));
            }
            scratch.scores.push(best);
            scratch.from.push(from);
            before = best;
        }
        let mut label = before
            .iter()
            .enumerate()
            .max_by_key(|(at, score)| (**score, std::cmp::Reverse(*at)))
            .map_or(0, |(at, _)| at);
        for (at, from) in stretch.rev().zip(scratch.from.iter().rev()) {
            if let Some(slot) = scratch.tags.get_mut(at) {
                *slot = u8::try_from(label).unwrap_or(0);
            }
            label = usize::from(from.get(label).copied().unwrap_or(0));
        }
    }

    #[inline]
    fn emissions(&self, rows: &[u32; COUNT]) -> [i16; LANES] {
        let mut sum = [0i16; LANES];
        for row in rows {
            let at = HEAD + *row as usize * LABELS;
            let lanes = self.weights.get(at..at + LANES);
            // The last row ends with the file.
            let lanes = lanes.or_else(|| self.weights.get(at..at + LABELS));
            for (s, w) in sum.iter_mut().zip(lanes.unwrap_or(&[])) {
                *s += i16::from(w.cast_signed());
            }
        }
        sum
    }
}

/// What the weights give each kind over a whole name: to begin with its first token, to go on with the others.
fn scores(given: &[[i16; LABELS]]) -> [i32; 4] {
    let mut out = [0; 4];
    for (at, labels) in given.iter().enumerate() {
        let kinds = labels.iter().skip(if at == 0 { 1 } else { 2 }).step_by(2);
        for (sum, score) in out.iter_mut().zip(kinds) {
            *sum += i32::from(*score);
        }
    }
    out
}

/// Turns tags into proposals; `offset` is the place of the first tag.
pub fn spans(tags: &[Tag], given: &[[i16; LABELS]], offset: usize, into: &mut Vec<Proposal>) {
    let mut at = 0;
    while let Some(&tag) = tags.get(at) {
        let Some(label) = label_of(tag) else {
            at += 1;
            continue;
        };
        let start = at;
        at += 1;
        let inside = if tag % 2 == 1 { tag + 1 } else { tag };
        while tags.get(at) == Some(&inside) {
            at += 1;
        }
        into.push(Proposal {
            range: offset + start..offset + at,
            label,
            sure: 0.8,
            scores: scores(given.get(start..at).unwrap_or(&[])),
        });
    }
}
