//! Owns: `Tour`, five steps that teach by doing.
//! Promises: plain data; what a step asks for is done with the reader's own keys.

use crate::app::command::{Command, Place};

/// How far the reader is on the tour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tour {
    /// Steps that are done; `STEPS.len()` at the end.
    pub done: usize,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is about.
    pub heading: &'static str,
    /// What to do; `{}` stands for a key.
    pub words: &'static str,
    /// The keys in the order of the words.
    pub keys: &'static [(Place, Command)],
    /// Where one has to be for them.
    pub within: Option<Place>,
}

/// The five steps.
pub const STEPS: [Step; 5] = [
    Step {
        heading: "Find",
        words: "Press {} and type @ with the beginning of a name. {} takes a name that is offered, {} leads \
                back to the list: only articles with it are left.",
        keys: &[
            (Place::List, Command::Filter),
            (Place::Filter, Command::Complete),
            (Place::Filter, Command::Accept),
        ],
        within: None,
    },
    Step {
        heading: "Read",
        words: "The summary beside or below the list is made of the article's own sentences. {} and {} choose an \
                article, {} opens it.",
        keys: &[
            (Place::List, Command::Down),
            (Place::List, Command::Up),
            (Place::List, Command::Open),
        ],
        within: None,
    },
    Step {
        heading: "Check",
        words: "Where does the summary get that from? Press {} and then a letter, for instance a: its sentence stands \
                in the middle. {} again leads back.",
        keys: &[
            (Place::Reader, Command::Evidence),
            (Place::Reader, Command::Evidence),
        ],
        within: None,
    },
    Step {
        heading: "Follow",
        words: "{} goes from mention to mention of the main actor, {} back; {} chooses another. {} on one shows its \
                card: names, articles, company.",
        keys: &[
            (Place::Reader, Command::NextMention),
            (Place::Reader, Command::PreviousMention),
            (Place::Reader, Command::ChooseActor),
            (Place::Reader, Command::Open),
        ],
        within: Some(Place::Reader),
    },
    Step {
        heading: "Keep",
        words: "{} stars the article. {} copies its link and {} takes the last mark back. {} goes up a level, at the \
                top it leaves.",
        keys: &[
            (Place::Reader, Command::Star),
            (Place::Reader, Command::CopyLink),
            (Place::Reader, Command::Undo),
            (Place::Reader, Command::Back),
        ],
        within: None,
    },
];

/// What is said at the end; `{}` is the key of the help.
pub const END: Step = Step {
    heading: "That is all",
    words: "{} shows every key and finds them by word. Any key ends the tour; {} leads back to where you came from.",
    keys: &[(Place::List, Command::Help), (Place::List, Command::Back)],
    within: None,
};

impl Tour {
    /// The step that is asked for now.
    pub fn step(self) -> &'static Step {
        STEPS.get(self.done).unwrap_or(&END)
    }

    /// Whether nothing is left to do.
    pub fn is_over(self) -> bool {
        self.done >= STEPS.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_place_in_the_words() {
        for step in STEPS.iter().chain([&END]) {
            assert_eq!(
                step.words.matches("{}").count(),
                step.keys.len(),
                "{}",
                step.heading
            );
        }
    }
}
