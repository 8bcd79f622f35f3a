//! Owns: `Dialogue`, the browser's state with its engine behind it and what was said of it; carrying effects out.
//! Promises: the same effects as on the screen, as far as there is something to do without one.

use std::io;
use std::sync::Arc;

use crate::app::command::Place;
use crate::app::effect::Effect;
use crate::app::msg::Msg;
use crate::app::state::State;
use crate::app::update::update;
use crate::engine::Engine;
use crate::run::memory;
use crate::run::options::Options;
use crate::run::outside;
use crate::run::saved_lines;
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
    pub(super) who: usize,
    pub(super) who_until: usize,
    /// One past the last row of the list that was said.
    pub(super) until: usize,
    pub(super) article: Option<ArticleId>,
    pub(super) top: usize,
    /// One past the last line of the article that was said.
    pub(super) line: usize,
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
            let Some(effect) = self.engine.carry_out(effect) else {
                continue;
            };
            if effect == Effect::Quit {
                return Ok(false);
            }
            self.carry_out(effect)?;
        }
        Ok(true)
    }

    /// Carries out what is not the engine's.
    fn carry_out(&mut self, effect: Effect) -> io::Result<()> {
        let done = match effect {
            Effect::Copy(text) => {
                // There may be no clipboard here; a line can be taken from anywhere.
                self.state.report = None;
                return self.say(&text);
            }
            Effect::Browse(url) => outside::browse(&url, &self.options.opener),
            Effect::Pipe { argv, text } => outside::pipe(&argv, &text),
            Effect::Edit { argv, text } => outside::edit(&argv, &text),
            Effect::Suspend => signals::suspend(),
            Effect::Remember(place) => match &self.options.memory {
                Some(path) => memory::save(path, &place),
                None => Ok(()),
            },
            Effect::Keep(keeping) => saved_lines::keep(&self.options.briefs, &keeping),
            Effect::Theme(_) | Effect::Mouse(_) => Err("nothing is drawn here".to_owned()),
            Effect::Redraw
            | Effect::Notice(_)
            | Effect::Search { .. }
            | Effect::LoadRows(_)
            | Effect::Open(_)
            | Effect::Summarize(_)
            | Effect::Retell { .. }
            | Effect::StopRetelling
            | Effect::Apply(_)
            | Effect::Import(_)
            | Effect::ImportStarters
            | Effect::Saved(_)
            | Effect::LastVisit(_)
            | Effect::Match { .. }
            | Effect::Quit => Ok(()),
        };
        match done {
            Ok(()) => Ok(()),
            Err(trouble) => self.say(&trouble),
        }
    }
}
