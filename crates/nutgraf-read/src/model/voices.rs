//! Owns: `Voices`, whose statements are asked for, on what.
//! Promises: plain data; a statement is judged by its own words.

use crate::model::analysis::{Entity, Quote};
use crate::model::fold::fold;
use crate::model::id::ActorId;

/// Whose statements, on what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    /// Only what these said; what anybody said where there are none.
    pub speakers: Vec<ActorId>,
    /// Only statements that name one of these; on whatever where there are none.
    pub about: Vec<ActorId>,
    /// Only statements that hold all of these, folded; where speakers or those spoken of are asked for.
    pub words: Vec<String>,
}

/// An article as far as asking looks at it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Its text.
    pub text: &'a str,
    /// Who is named in it.
    pub entities: &'a [Entity],
}

impl Told<'_> {
    /// Whether a statement names an actor other than its speaker.
    pub fn names(&self, quote: &Quote, actor: &ActorId) -> bool {
        let mut entities = self.entities.iter().filter(|entity| entity.id == *actor);
        quote.speaker.as_ref() != Some(actor)
            && entities.any(|entity| {
                let mut mentions = entity.mentions.iter();
                mentions.any(|mention| quote.span.contains(mention.span))
            })
    }
}

impl Voices {
    /// Whether nobody is asked for.
    pub fn is_empty(&self) -> bool {
        self.speakers.is_empty() && self.about.is_empty()
    }

    /// Whether a statement of an article is asked for.
    pub fn ask(&self, quote: &Quote, of: Told<'_>) -> bool {
        if self.is_empty() {
            return true;
        }
        let speaks = |id: &ActorId| self.speakers.contains(id);
        let spoken_of = |id: &ActorId| of.names(quote, id);
        let folded = fold(quote.span.of(of.text));
        (self.speakers.is_empty() || quote.speaker.as_ref().is_some_and(speaks))
            && (self.about.is_empty() || self.about.iter().any(spoken_of))
            && self.words.iter().all(|word| begins_word(&folded, word))
    }

    /// Of whom a statement tells, among those who are asked for.
    pub fn spoken_of(&self, quote: &Quote, of: Told<'_>) -> Vec<ActorId> {
        let asked = self.speakers.iter().chain(&self.about);
        let mut found: Vec<ActorId> = Vec::new();
        for id in asked.filter(|id| of.names(quote, id)) {
            if !found.contains(id) {
                found.push(id.clone());
            }
        }
        found
    }
}

/// Whether a word begins with other words somewhere in a text; both folded.
fn begins_word(text: &str, wanted: &str) -> bool {
    text.match_indices(wanted).any(|(at, _)| {
        let before = text.get(..at).unwrap_or("");
        !before.ends_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::actor::Kind;
    use crate::model::analysis::Mention;
    use crate::model::span::Span;

    #[test]
    fn statements_are_asked_for_by_speaker_by_whom_they_name_and_by_words() {
        let text = "The quay of Brandt stays open, Lund said.";
        let entities = [Entity {
            id: ActorId::from("person:brandt"),
            name: "Ina Brandt".to_owned(),
            kind: Kind::Person,
            salience: 0.5,
            central: true,
            mentions: Mention::all_of("Brandt", text),
        }];
        let told = Told {
            text,
            entities: &entities,
        };
        let quote = Quote {
            span: Span::new(0, 29),
            speaker: Some(ActorId::from("person:lund")),
            ..Quote::default()
        };
        let ids = |ids: &[&str]| ids.iter().map(|id| ActorId::from(*id)).collect();
        for (speakers, about, words, wanted) in [
            (&[][..], &[][..], &["harbour"][..], true),
            (&["person:lund"], &[], &[], true),
            (&["person:lund"], &[], &["qua", "open"], true),
            (&["person:lund"], &[], &["uay"], false),
            (&["person:brandt"], &[], &[], false),
            (&[], &["person:brandt"], &[], true),
            (&["person:lund"], &["person:brandt"], &[], true),
            (&["person:lund"], &["person:lund"], &[], false),
            (&[], &["person:brandt"], &["harbour"], false),
        ] {
            let voices = Voices {
                speakers: ids(speakers),
                about: ids(about),
                words: words.iter().map(|word| (*word).to_owned()).collect(),
            };
            assert_eq!(voices.ask(&quote, told), wanted, "{voices:?}");
        }
        let both = Voices {
            speakers: ids(&["person:lund", "person:brandt"]),
            ..Voices::default()
        };
        assert_eq!(
            both.spoken_of(&quote, told),
            [ActorId::from("person:brandt")]
        );
    }
}
