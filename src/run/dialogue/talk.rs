//! Owns: `Dialogue`, the browser's state with its engine behind it and what was said of it; carrying effects out.
//! Promises: the same effects as on the screen, as far as there is something to do without one.

use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::app::command::Place;
use crate::app::effect::{Action, Effect};
use crate::app::msg::Msg;
use crate::app::state::State;
use crate::app::update::update;
use crate::engine::Engine;
use crate::print::brief::Brief;
use crate::run::options::Options;
use crate::run::outside;
use crate::run::signals;
use nutgraf_read::model::id::ArticleId;

/// What was said last, so that only what is new is said.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) place: Option<Place>,
    pub(super) rows: Arc<[ArticleId]>,
    pub(super) filter: String,
    pub(super) cursor: usize,
    /// The actor that the cursor of the list of actors was on, and one past the last that was said.
    pub(super) actor: usize,
    pub(super) actors_until: usize,
    /// How many stories there were, and the one that the cursor was on.
    pub(super) stories: usize,
    pub(super) story: usize,
    /// One past the last row of the list that was said.
    pub(super) until: usize,
    pub(super) article: Option<ArticleId>,
    pub(super) top: usize,
    /// One past the last line of the article that was said.
    pub(super) line: usize,
    /// The brief that was said, and what the cursor was on.
    pub(super) brief: Option<Arc<Brief>>,
    pub(super) stop: usize,
    pub(super) mention: Option<usize>,
}

/// The dialogue.
pub(super) struct Dialogue {
    pub(super) state: State,
    pub(super) engine: Engine,
    pub(super) options: Options,
    /// Whether someone sits at a terminal, so that a prompt is wanted.
    pub(super) asks: bool,
    pub(super) told: Told,
}

impl Dialogue {
    pub(super) fn take(&mut self, msg: Msg) -> io::Result<bool> {
        for effect in update(&mut self.state, msg) {
            match effect {
                Effect::Library(request) => self.engine.carry_out(request),
                Effect::Terminal(action) => self.act(action)?,
                Effect::File(change) => self.admit(self.options.write(&change))?,
                Effect::Quit => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Does what the terminal would, as far as it makes sense without a screen.
    fn act(&mut self, action: Action) -> io::Result<()> {
        let done = match action {
            Action::Copy(text) => {
                // There may be no clipboard here; a line can be taken from anywhere.
                self.state.report = None;
                return text.lines().try_for_each(|line| self.say(line));
            }
            Action::Browse(url) => outside::browse(&url, &self.options.opener),
            Action::Pipe { argv, text } => outside::pipe(&argv, &text),
            Action::Edit { argv, text } => outside::edit(&argv, &text),
            Action::EditFile { argv, file } => outside::edit_file(&argv, Path::new(&file)),
            Action::Suspend => signals::suspend(),
            Action::Tour | Action::Theme(_) | Action::Mouse(_) => {
                Err("nothing is drawn here".to_owned())
            }
            Action::Redraw | Action::Notice(_) => Ok(()),
        };
        self.admit(done)
    }

    /// Says what went wrong, if something did.
    fn admit(&self, done: Result<(), String>) -> io::Result<()> {
        match done {
            Ok(()) => Ok(()),
            Err(trouble) => self.say(&trouble),
        }
    }
}
