//! Owns: what of the reader's links was heeded, and what that changed, as the library keeps it from run to run.
//! Promises: what was written is read back; what can't be read counts as nothing heeded.

use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::story_link::{LinkKind, StoryLink};

/// So many changes of what the reader says can be restored as they were; earlier ones are decided anew.
const STEPS: usize = 50;

/// What a change of the reader's links did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The links before it.
    pub(super) before: Vec<StoryLink>,
    /// In which stories the articles were that went to others.
    pub(super) were: Vec<(ArticleId, u32)>,
}

/// What was heeded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heeded {
    /// The links.
    pub(super) said: Vec<StoryLink>,
    /// What the last changes of them did.
    pub(super) steps: Vec<Step>,
}

type PackedLink = (String, String, String);
type PackedStep = (Vec<PackedLink>, Vec<(u32, u32)>);

impl Heeded {
    /// Notes what a change did.
    pub(super) fn note(&mut self, step: Step) {
        self.steps.push(step);
        if self.steps.len() > STEPS {
            self.steps.remove(0);
        }
    }

    /// As the library keeps it.
    pub(super) fn pack(&self) -> String {
        let links = |links: &[StoryLink]| -> Vec<PackedLink> {
            let parts = |link: &StoryLink| {
                let kind = link.kind.name().to_owned();
                (kind, link.one.clone(), link.other.clone())
            };
            links.iter().map(parts).collect()
        };
        let step = |step: &Step| -> PackedStep {
            let were = step.were.iter().map(|(article, story)| (article.0, *story));
            (links(&step.before), were.collect())
        };
        let steps: Vec<PackedStep> = self.steps.iter().map(step).collect();
        serde_json::to_string(&(links(&self.said), steps)).unwrap_or_default()
    }

    /// Reads that back.
    pub(super) fn unpack(packed: &str) -> Self {
        let read: Result<(Vec<PackedLink>, Vec<PackedStep>), _> = serde_json::from_str(packed);
        let (said, steps) = read.unwrap_or_default();
        let links = |links: Vec<PackedLink>| -> Vec<StoryLink> {
            let link = |(kind, one, other): PackedLink| {
                let kind = LinkKind::parse(&kind)?;
                Some(StoryLink { kind, one, other })
            };
            links.into_iter().filter_map(link).collect()
        };
        let step = |(before, were): PackedStep| Step {
            before: links(before),
            were: were
                .into_iter()
                .map(|(article, story)| (ArticleId(article), story))
                .collect(),
        };
        Self {
            said: links(said),
            steps: steps.into_iter().map(step).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_heeded_is_read_back() {
        let link = |kind, one: &str| StoryLink {
            kind,
            one: one.to_owned(),
            other: "b\t\"b\"".to_owned(),
        };
        let mut heeded = Heeded {
            said: vec![link(LinkKind::Together, "a"), link(LinkKind::Apart, "c")],
            steps: Vec::new(),
        };
        for number in 0..60 {
            heeded.note(Step {
                before: vec![link(LinkKind::Apart, "a")],
                were: vec![(ArticleId(number), 4)],
            });
        }
        assert_eq!(Heeded::unpack(&heeded.pack()), heeded);
        assert_eq!(heeded.steps.len(), STEPS);
        assert_eq!(Heeded::unpack("nonsense"), Heeded::default());
    }
}
