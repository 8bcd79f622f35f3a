//! Owns: `Voices`, whose statements are asked for, on what.
//! Promises: plain data; a statement is judged by its own words.

use crate::model::analysis::Quote;
use crate::model::fold::fold;
use crate::model::id::ActorId;

/// Whose statements, on what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    /// Only what these said; what anybody said where there are none.
    pub speakers: Vec<ActorId>,
    /// Only statements that hold all of these, folded; of speakers asked for only.
    pub words: Vec<String>,
}

impl Voices {
    /// Whether a statement of an article is asked for.
    pub fn ask(&self, quote: &Quote, text: &str) -> bool {
        if self.speakers.is_empty() {
            return true;
        }
        let speaks = |id: &ActorId| self.speakers.contains(id);
        let folded = fold(quote.span.of(text));
        quote.speaker.as_ref().is_some_and(speaks)
            && self.words.iter().all(|word| begins_word(&folded, word))
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
    use crate::model::span::Span;

    #[test]
    fn statements_are_asked_for_by_speaker_and_words() {
        let text = "The quay stays open, Lund said.";
        let quote = Quote {
            span: Span::new(0, 19),
            speaker: Some(ActorId::from("person:lund")),
            ..Quote::default()
        };
        for (speakers, words, wanted) in [
            (&[][..], &["harbour"][..], true),
            (&["person:lund"], &[], true),
            (&["person:lund"], &["qua", "open"], true),
            (&["person:lund"], &["uay"], false),
            (&["person:brandt"], &[], false),
        ] {
            let voices = Voices {
                speakers: speakers.iter().map(|id| ActorId::from(*id)).collect(),
                words: words.iter().map(|word| (*word).to_owned()).collect(),
            };
            assert_eq!(voices.ask(&quote, text), wanted, "{voices:?}");
        }
    }
}
