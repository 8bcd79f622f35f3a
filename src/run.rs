//! Owns: the browser's loop: inbox → update → effects → a frame, as `run::pace` says when.
//! Promises: no wake-ups and no bytes while nothing happens; however it ends, the terminal is as it was.

mod dialogue;
mod memory;
mod options;
mod outside;
mod pace;
mod saved_lines;
mod signals;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use crate::app::effect::{Action, Effect, FileChange, Request};
use crate::app::msg::{Level, Msg, Report};
use crate::app::pending::pending;
use crate::app::state::State;
use crate::app::update::update;
use crate::engine::{Engine, clock, thread};
use crate::run::pace::{Due, Pace};
use crate::tui::input::Input;
use crate::tui::terminal::Terminal;
use crate::tui::watch;
use nutgraf_library::Library;
use nutgraf_read::text::hyphen::Hyphens;

pub use crate::run::memory::PlaceFiles;
pub use crate::run::options::Options;
pub use crate::run::saved_lines::SavedFiles;

/// Messages that may wait for the screen.
const INBOX: usize = 1024;
/// How long messages are taken in before a frame that is due is drawn.
const DRAIN: Duration = Duration::from_millis(6);
/// How long after something has happened the place is kept.
const REST: Duration = Duration::from_secs(1);
/// Rows of the first page.
const FIRST_PAGE: usize = 200;

/// Opens the browser and returns when the reader leaves it.
///
/// # Errors
/// When the library or the terminal can't be opened, or the terminal is lost.
pub fn browse(mut options: Options) -> anyhow::Result<()> {
    // Dictionaries and weights take longest, so they are begun with.
    let reads = !options.inputs.is_empty() || options.browser.tour;
    let ahead = if reads { options.setup.ahead() } else { None };
    let library = Arc::new(match &options.library {
        Some(path) => Library::open(path)?,
        None => Library::temporary()?.corrected_by(options.corrections.clone()),
    });
    tracing::info!(path = ?library.path(), read_only = library.is_read_only(), "library opened");
    if let Some(files) = &options.memory {
        options.browser.memory = memory::load(files, &library.reader()?, &options.browser.filter);
    }
    options.browser.importing = reads;
    let (inbox, messages) = bounded(INBOX);
    first_page(&library, &inbox)?;
    // Threads first: documents are read while the terminal is taken over.
    let engine = Engine::start_with(&library, options.setup.clone(), ahead, inbox.clone())
        .context("cannot start the background threads")?;
    if !options.inputs.is_empty() {
        engine.import(options.inputs.clone());
    }
    if options.plain {
        return dialogue::hold(engine, options, inbox, messages);
    }
    let terminal =
        Terminal::enter(options.look.clone()).context("cannot take over the terminal")?;
    signals::watch(inbox.clone(), terminal.restorer()).context("cannot watch for signals")?;
    watch::spawn(inbox.clone()).context("cannot watch the terminal")?;
    let input = Input::spawn(inbox.clone()).context("cannot read the keyboard")?;
    let mut stage = Stage {
        state: State::new(options.browser.clone()),
        terminal,
        input,
        engine,
        options,
        inbox,
        read_only: library.is_read_only(),
    };
    let played = stage.play(&messages);
    stage.terminal.leave();
    // The importers may be waiting for room in the inbox; nobody reads it any more.
    drop(messages);
    stage.engine.finish();
    played
}

/// The first screen comes from one indexed query, before any thread is started.
fn first_page(library: &Library, inbox: &Sender<Msg>) -> anyhow::Result<()> {
    let reader = library.reader()?;
    // The inbox is empty and holds many more than two.
    drop(inbox.try_send(Msg::Counts(reader.counts()?)));
    drop(inbox.try_send(Msg::FirstPage(reader.newest_stories(FIRST_PAGE)?)));
    if let Some(why) = library.read_only() {
        drop(inbox.try_send(Msg::Report(Report {
            level: Level::Warning,
            text: format!("marks are not kept, the library can only be read: {why}"),
        })));
    }
    Ok(())
}

struct Stage {
    state: State,
    terminal: Terminal,
    input: Input,
    engine: Engine,
    options: Options,
    inbox: Sender<Msg>,
    /// Whether the library can only be read, which was told.
    read_only: bool,
}

impl Stage {
    fn play(&mut self, messages: &Receiver<Msg>) -> anyhow::Result<()> {
        let start = Msg::Start {
            size: Terminal::size(),
            now: clock::now(),
        };
        let mut going = self.take(start)?;
        let mut pace = Pace::new();
        let mut due = Some(Due::since(clock::instant()));
        let mut rest: Option<Instant> = None;
        let mut hyphens = self.options.hyphens;
        while going {
            let now = clock::instant();
            let frame = |due| pace.wait(pending(&self.state), due, now);
            let frame = due.map_or(Duration::MAX, frame);
            let rested = rest.map_or(Duration::MAX, |at| at.saturating_duration_since(now));
            let wait = frame.min(rested);
            if rested.is_zero() {
                rest = None;
                going = self.take(Msg::Rested)?;
                continue;
            }
            match next(messages, wait) {
                Ok(first) => {
                    // The wait may have been long: what follows is reckoned from its end.
                    let now = clock::instant();
                    let due = due.get_or_insert(Due::since(now));
                    rest.get_or_insert(now + REST);
                    due.struck |= first.is_struck();
                    going = self.take(Msg::Clock(clock::now()))? && self.take(first)?;
                    while going && now.elapsed() < DRAIN {
                        let Ok(msg) = messages.try_recv() else { break };
                        due.struck |= msg.is_struck();
                        going = self.take(msg)?;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            let (now, pending) = (clock::instant(), pending(&self.state));
            if going && let Some(drawn) = due.filter(|due| pace.wait(pending, *due, now).is_zero())
            {
                let bytes = self
                    .terminal
                    .paint(&self.state)
                    .context("the terminal is gone")?;
                if hyphens && !self.state.intake.importing {
                    hyphens = false;
                    self.learn_to_hyphenate();
                }
                tracing::trace!(bytes, took = ?now.elapsed(), "frame");
                // A frame that changed nothing was none: the next may follow at once.
                if bytes > 0 {
                    pace.drawn(pending, drawn, now);
                }
                due = None;
            }
        }
        Ok(())
    }

    /// Updates the state and carries out what follows; false when the program is to end.
    fn take(&mut self, msg: Msg) -> anyhow::Result<bool> {
        for effect in update(&mut self.state, msg) {
            match effect {
                Effect::Library(request) => self.engine.carry_out(request),
                Effect::Terminal(action) => self.act(action)?,
                Effect::File(change) => self.write(&change),
                Effect::Quit => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Carries out what concerns the terminal and outside programs.
    fn act(&mut self, action: Action) -> anyhow::Result<()> {
        match action {
            Action::Copy(text) => self.terminal.copy(&text)?,
            Action::Redraw => self.terminal.redraw(),
            Action::Notice(words) => self.terminal.notify(&words)?,
            Action::Edit { argv, text } => self.aside(|| outside::edit(&argv, &text))?,
            Action::EditFile { argv, file } => {
                self.aside(|| outside::edit_file(&argv, Path::new(&file)))?;
                self.engine.carry_out(Request::Feeds);
            }
            Action::Mouse(on) => self.terminal.set_mouse(on)?,
            Action::Theme(name) => {
                if let Some(trouble) = self.terminal.set_theme(&name) {
                    self.tell(Level::Error, trouble);
                }
            }
            Action::Tour => {
                let words = self.options.tour.clone();
                self.aside(|| outside::run(&words))?;
            }
            Action::Suspend => self.aside(signals::suspend)?,
            Action::Pipe { argv, text } => self.aside(|| outside::pipe(&argv, &text))?,
            Action::Browse(url) => {
                if let Err(trouble) = outside::browse(&url, &self.options.opener) {
                    self.tell(Level::Error, trouble);
                }
            }
        }
        Ok(())
    }

    fn write(&self, change: &FileChange) {
        let Err(trouble) = self.options.write(change) else {
            return;
        };
        match change {
            // On a disk that takes nothing the reader knows that nothing is kept: this must not hide it.
            FileChange::Place(_) if self.read_only => {}
            FileChange::Place(_) => self.tell(Level::Warning, trouble),
            FileChange::SavedLine(_) => self.tell(Level::Error, trouble),
        }
    }

    /// Reads the patterns once the first screen is there, which must not wait for them.
    fn learn_to_hyphenate(&self) {
        let inbox = self.inbox.clone();
        let read = move || {
            if let Some(hyphens) = Hyphens::english() {
                drop(inbox.send(Msg::Hyphens(hyphens)));
            }
        };
        // Without them words stay whole.
        drop(thread::spawn("hyphens", self.inbox.clone(), read));
    }

    /// Gives the terminal away while `work` runs.
    fn aside(&mut self, work: impl FnOnce() -> Result<(), String>) -> anyhow::Result<()> {
        self.input.pause();
        self.terminal.leave();
        let done = work();
        self.terminal.resume()?;
        self.input.resume();
        if let Err(trouble) = done {
            self.tell(Level::Error, trouble);
        }
        // Never `send`: this thread is the one that empties the inbox.
        drop(self.inbox.try_send(Msg::Resize(Terminal::size())));
        drop(self.inbox.try_send(Msg::Resumed));
        Ok(())
    }

    fn tell(&self, level: Level, text: String) {
        drop(self.inbox.try_send(Msg::Report(Report { level, text })));
    }
}

/// Waits for a message; without limit when `wait` is `Duration::MAX`.
fn next(messages: &Receiver<Msg>, wait: Duration) -> Result<Msg, RecvTimeoutError> {
    if wait == Duration::MAX {
        return messages
            .recv()
            .map_err(|_closed| RecvTimeoutError::Disconnected);
    }
    messages.recv_timeout(wait)
}
