//! Owns: how much an article is about an actor.
//! May import: `analysis::entity::{member, lexicon}`, `model`.
//! Promises: 0 to 1; the order of the sidebar.

use crate::analysis::entity::lexicon::Lexicon;
use crate::analysis::entity::member::Member;
use crate::model::actor::Kind;
use crate::model::span::Span;

/// What the measure knows of the article.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// Length of the text in bytes.
    pub length: usize,
    /// Where the lead ends: the first two sentences.
    pub lead: u32,
    /// Count of the actor named most often.
    pub most: f32,
}

/// Full mentions count one, adjectives and peoples a little less.
pub fn weight(member: &Member) -> f32 {
    let all = u16::try_from(member.mentions.len()).unwrap_or(u16::MAX);
    let faint = u16::try_from(member.faint).unwrap_or(u16::MAX).min(all);
    f32::from(all) - 0.4 * f32::from(faint)
}

/// Whether the title or the lead names him.
pub fn central(member: &Member, stage: Stage) -> bool {
    member.titled || member.mentions.first().is_some_and(|m| m.end <= stage.lead)
}

/// The salience of an actor, 0 to 1.
pub fn of(member: &Member, lexicon: &Lexicon, stage: Stage) -> f32 {
    let count = (1.0 + weight(member)).ln() / (1.0 + stage.most.max(1.0)).ln();
    let lead = member.mentions.first().is_some_and(|m| m.end <= stage.lead);
    let early = member
        .mentions
        .first()
        .map_or(0.0, |m| 1.0 - share(m.start, stage.length));
    let mut score = 0.45 * count
        + 0.22 * f32::from(u8::from(member.titled))
        + 0.16 * f32::from(u8::from(lead))
        + 0.06 * early
        + 0.11 * spread(&member.mentions, stage.length);
    let cited = member
        .known
        .and_then(|k| lexicon.actor(k))
        .is_some_and(|k| k.media);
    if cited && !member.titled {
        score *= 0.4;
    }
    score *= match member.kind {
        Kind::Place if !member.titled => 0.75,
        Kind::Place | Kind::Other => 0.9,
        Kind::Person | Kind::Organization | Kind::Country => 1.0,
    };
    score.clamp(0.0, 1.0)
}

/// In how many of ten equal parts of the text he is named.
fn spread(mentions: &[Span], length: usize) -> f32 {
    let mut parts = [false; 10];
    for mention in mentions {
        let part = mention.start as usize * 10 / length.max(1);
        if let Some(slot) = parts.get_mut(part) {
            *slot = true;
        }
    }
    let hit = parts.iter().filter(|p| **p).count();
    f32::from(u8::try_from(hit).unwrap_or(10)) / 10.0
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a share of a text's length needs no more"
)]
fn share(at: u32, length: usize) -> f32 {
    at as f32 / length.max(1) as f32
}
