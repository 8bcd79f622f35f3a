//! Owns: how much an article is about an actor.
//! Promises: 0 to 1; the order of the sidebar.
//!
//! A logistic model over what can be counted (`evidence`): its weights were fitted to what publishers name in their own
//! summaries and to articles labelled by hand, by `train_salience` of eval, which prints them and measures the order that they
//! give.

use crate::entity::document_actor::DocumentActor;
use crate::entity::lexicon::Lexicon;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::span::Span;
use nutgraf_read::text::word_list::phrases;

/// What the measure knows of the article.
#[derive(Clone, Copy, Debug)]
pub struct Stage<'a> {
    /// Length of the text in bytes.
    pub length: usize,
    /// The sentences of the text.
    pub sentences: &'a [Span],
    /// Count of the actor named most often.
    pub most: f32,
    /// Mentions of all actors.
    pub all: f32,
}

impl<'a> Stage<'a> {
    /// What the actors of an article give together.
    pub fn of(members: &[DocumentActor], length: usize, sentences: &'a [Span]) -> Self {
        Self {
            length,
            sentences,
            most: members.iter().map(weight).fold(1.0, f32::max),
            all: members.iter().map(weight).sum(),
        }
    }
}

/// How many kinds of evidence there are.
pub const EVIDENCE: usize = 16;

/// What the kinds of evidence are, for the trainer's print.
pub const NAMES: [&str; EVIDENCE] = phrases(
    "bias | count against the most named | share of all mentions | named more than once | \
     in the title | in the first sentence | in the second sentence | how early | \
     spread over the text | share of sentences that he opens | in the title and often | \
     only as an adjective or a people | cited medium or scene | place | agreement, event, work | only where somebody works",
);

/// The weights of the evidence; that of the last is set, as few articles that they are fitted to have lists of who signed.
const WEIGHTS: [f32; EVIDENCE] = [
    -4.45, 1.25, 4.72, 0.41, 2.10, 0.52, 0.69, 1.62, 0.86, 0.22, -1.36, -0.37, -1.58, -0.21, 0.26,
    -2.00,
];

/// Whether it is mostly told as where somebody works, in a list.
fn only_listed(member: &DocumentActor) -> bool {
    member.listed > 0 && 2 * member.listed as usize >= member.mentions.len()
}

/// Full mentions count one, adjectives and peoples a little less, where somebody works in a list next to nothing.
pub fn weight(member: &DocumentActor) -> f32 {
    let all = u16::try_from(member.mentions.len()).unwrap_or(u16::MAX);
    let faint = u16::try_from(member.faint).unwrap_or(u16::MAX).min(all);
    let listed = u16::try_from(member.listed).unwrap_or(u16::MAX).min(all);
    f32::from(all) - 0.4 * f32::from(faint) - 0.9 * f32::from(listed)
}

/// Whether the title or the lead, the first two sentences, names it.
pub fn central(member: &DocumentActor, stage: Stage<'_>) -> bool {
    let lead = stage.sentences.get(1).or(stage.sentences.first());
    let until = lead.map_or(0, |s| s.end);
    member.titled || member.mentions.first().is_some_and(|m| m.end <= until)
}

/// What speaks for an actor, each part 0 to 1.
pub fn evidence(member: &DocumentActor, lexicon: &Lexicon, stage: Stage<'_>) -> [f32; EVIDENCE] {
    let yes = |is: bool| f32::from(u8::from(is));
    let count = (1.0 + weight(member)).ln() / (1.0 + stage.most.max(1.0)).ln();
    let inside = |at: usize| {
        stage
            .sentences
            .get(at)
            .is_some_and(|s| member.mentions.iter().any(|m| s.contains(*m)))
    };
    let early = member
        .mentions
        .first()
        .map_or(0.0, |m| 1.0 - share(m.start, stage.length));
    let opened = member
        .mentions
        .iter()
        .filter(|m| opens(**m, stage.sentences))
        .count();
    let opened = f32::from(u16::try_from(opened).unwrap_or(u16::MAX));
    let all = f32::from(u16::try_from(member.mentions.len()).unwrap_or(u16::MAX)).max(1.0);
    let media = member
        .known
        .and_then(|k| lexicon.actor(k))
        .is_some_and(|k| k.media || k.scene);
    [
        1.0,
        count,
        weight(member) / stage.all.max(1.0),
        yes(member.mentions.len() > 1 && !only_listed(member)),
        yes(member.titled),
        yes(inside(0)),
        yes(inside(1)),
        early,
        spread(&member.mentions, stage.length),
        opened / all,
        if member.titled { count } else { 0.0 },
        yes(member.faint > 0 && member.faint as usize >= member.mentions.len()),
        yes(media),
        yes(member.kind == Kind::Place),
        yes(member.kind == Kind::Other),
        yes(only_listed(member)),
    ]
}

/// The salience of an actor, 0 to 1.
pub fn of(member: &DocumentActor, lexicon: &Lexicon, stage: Stage<'_>) -> f32 {
    let sum: f32 = evidence(member, lexicon, stage)
        .iter()
        .zip(WEIGHTS)
        .map(|(part, weight)| part * weight)
        .sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Whether the name stands among the first words of its sentence, where a subject stands.
fn opens(mention: Span, sentences: &[Span]) -> bool {
    let at = sentences.partition_point(|s| s.end <= mention.start);
    sentences
        .get(at)
        .is_some_and(|s| mention.start >= s.start && mention.start - s.start <= 24)
}

/// In how many of ten equal parts of the text it is named.
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
