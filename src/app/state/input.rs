//! Owns: `Input`, what takes the keys before the screen does: the filter line, a prompt, a letter, a sequence begun.
//! Promises: what came last has the keys; when it goes, what was before it has them again.

use std::collections::BTreeMap;

use crate::app::command::Place;
use crate::app::key::Key;
use crate::app::line::Line;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::id::{ActorId, ArticleId};

/// A line that asks for one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asking {
    /// A command by name.
    Command,
    /// Words to seek in the text or in the help.
    Search,
    /// A tag to add or take away.
    Tag,
    /// The tags of a feed.
    FeedTags,
    /// A program to give the text to.
    Pipe,
    /// Files, folders or addresses to read in.
    Import,
    /// Which actor another really is.
    Merge,
    /// Which of an actor's names is another's.
    Split,
    /// An actor's name.
    Rename,
    /// What an actor is.
    Kind,
}

impl Asking {
    /// What stands before the line.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Command => ":",
            Self::Search => "/",
            Self::Tag => "tag ",
            Self::FeedTags => "tags of the feed ",
            Self::Pipe => "| ",
            Self::Import => "import ",
            Self::Merge => "is really ",
            Self::Split => "split off ",
            Self::Rename => "rename to ",
            Self::Kind => "kind ",
        }
    }
}

impl Prompt {
    /// What stands before the line: what it asks for, and of which actor.
    pub fn sign(&self) -> String {
        let name = self.subject.as_ref().map(|subject| &subject.name);
        match (self.asking, name) {
            (Asking::Merge, Some(name)) => format!("{name} is really: "),
            (Asking::Split, Some(name)) => format!("not a name of {name}: "),
            (Asking::Rename, Some(name)) => format!("rename {name} to: "),
            (Asking::Kind, Some(name)) => format!("{name} is a: "),
            (asking, _) => asking.sign().to_owned(),
        }
    }
}

/// A line that is being written at the foot of the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// What it asks for.
    pub asking: Asking,
    /// The line.
    pub line: Line,
    /// The actor that a correction is asked for.
    pub subject: Option<Subject>,
}

/// The actor that a correction is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Which.
    pub id: ActorId,
    /// Its name as shown.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

/// One way to go on with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Bytes of the line that it replaces, first.
    pub start: usize,
    /// And one past the last.
    pub end: usize,
    /// What it puts there.
    pub text: String,
    /// What stands beside it, for instance a count.
    pub note: String,
}

/// Ways to go on with the line, while Tab walks through them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// All of them, the best first.
    pub all: Vec<Choice>,
    /// Which one is in the line, when one is.
    pub taken: Option<usize>,
    /// The line as it was before one was taken.
    pub before: String,
    /// Tab was struck and the answer that says how the filter line could go on has not come: the first of them is put in
    /// when it comes, or the last.
    pub wish: Option<bool>,
}

/// What a letter is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// An actor, into the filter or kept out of it.
    Actor {
        /// Keep it out.
        without: bool,
        /// Letters stand for the actors of the whole list, not of the article.
        of_list: bool,
    },
    /// An actor whose mentions are to be walked.
    Choose,
    /// An actor whose card is to be shown.
    Card,
    /// A summary line.
    Evidence,
}

/// One thing that takes the keys.
#[derive(Clone, Debug, PartialEq)]
enum Focus {
    /// The filter line.
    Filter,
    /// A line at the foot.
    Prompt(Prompt),
    /// A letter is awaited.
    Letter(Pick),
}

/// What takes the keys before the screen does.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// The newest last: it has the keys. When there is none, the screen has them.
    focus: Vec<Focus>,
    /// The filter line as it stood before it was written, and the article under the cursor then.
    before: Option<(String, Option<ArticleId>)>,
    /// Ways to go on with the line that is being written.
    pub choices: Choices,
    /// Keys struck so far of a longer sequence.
    pub keys: Vec<Key>,
    /// The number struck before a command.
    pub count: Option<u32>,
    /// Lines of the past of each kind of prompt.
    past: BTreeMap<Asking, Vec<String>>,
}

impl Input {
    /// The line that has the keys, as a place of the keymap.
    pub fn place(&self) -> Option<Place> {
        let line = |focus: &Focus| match focus {
            Focus::Filter => Some(Place::Filter),
            Focus::Prompt(_) => Some(Place::Prompt),
            Focus::Letter(_) => None,
        };
        self.focus.iter().rev().find_map(line)
    }

    /// Whether the filter line is being written.
    pub fn is_filtering(&self) -> bool {
        self.focus.contains(&Focus::Filter)
    }

    /// The line that is being written at the foot.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.focus.iter().find_map(|focus| match focus {
            Focus::Prompt(prompt) => Some(prompt),
            Focus::Filter | Focus::Letter(_) => None,
        })
    }

    /// The same, to change.
    pub(in crate::app) fn prompt_mut(&mut self) -> Option<&mut Prompt> {
        self.focus.iter_mut().find_map(|focus| match focus {
            Focus::Prompt(prompt) => Some(prompt),
            Focus::Filter | Focus::Letter(_) => None,
        })
    }

    /// What the letter that is awaited stands for.
    pub fn letter(&self) -> Option<Pick> {
        match self.focus.last() {
            Some(Focus::Letter(pick)) => Some(*pick),
            Some(Focus::Filter | Focus::Prompt(_)) | None => None,
        }
    }

    /// Gives the keys to the filter line, which stands so over this article.
    pub(in crate::app) fn write_filter(&mut self, line: &str, article: Option<ArticleId>) {
        if !self.is_filtering() {
            self.before = Some((line.to_owned(), article));
        }
        self.focus.retain(|focus| *focus != Focus::Filter);
        self.focus.push(Focus::Filter);
    }

    /// Takes them from it. Answers how it stood before.
    pub(in crate::app) fn leave_filter(&mut self) -> Option<(String, Option<ArticleId>)> {
        self.focus.retain(|focus| *focus != Focus::Filter);
        self.choices = Choices::default();
        self.before.take()
    }

    /// Begins a prompt, in place of another.
    pub(in crate::app) fn ask(&mut self, asking: Asking, subject: Option<Subject>) {
        self.take_prompt();
        let mut line = Line::default();
        line.set_history(self.past.get(&asking).cloned().unwrap_or_default());
        self.focus.push(Focus::Prompt(Prompt {
            asking,
            line,
            subject,
        }));
    }

    /// Ends the prompt.
    pub(in crate::app) fn take_prompt(&mut self) -> Option<Prompt> {
        self.choices = Choices::default();
        let is_prompt = |focus: &Focus| matches!(focus, Focus::Prompt(_));
        match self.focus.remove(self.focus.iter().position(is_prompt)?) {
            Focus::Prompt(prompt) => Some(prompt),
            Focus::Filter | Focus::Letter(_) => None,
        }
    }

    /// Keeps the line of a prompt for the next of its kind.
    pub(in crate::app) fn remember(&mut self, prompt: &mut Prompt) {
        prompt.line.remember();
        let history = prompt.line.history().to_vec();
        self.past.insert(prompt.asking, history);
    }

    /// Waits for a letter.
    pub(in crate::app) fn await_letter(&mut self, pick: Pick) {
        self.stop_awaiting();
        self.focus.push(Focus::Letter(pick));
    }

    /// Waits for one no more.
    pub(in crate::app) fn stop_awaiting(&mut self) {
        self.focus
            .retain(|focus| !matches!(focus, Focus::Letter(_)));
    }
}
