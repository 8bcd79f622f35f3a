//! Owns: the browser as a dialogue: a line in, lines out, nothing drawn.
//! Promises: the same commands, keys and state as the screen; output only ever grows; what is asked is answered before the
//! next line is read, so that a script gets what a reader gets.

mod obey;
mod talk;
mod tell;

use std::io::{self, BufRead as _, IsTerminal as _};
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, select};

use crate::app::layout::LEAST_WIDTH;
use crate::app::msg::{Msg, Size};
use crate::app::state::State;
use crate::engine::{Engine, clock, thread};
use crate::run::dialogue::talk::{Dialogue, Told};
use crate::run::options::Options;
use crate::tui::terminal::Terminal;

/// Rows of the screen that the layout is to reckon with; more than a page, so that its headlines are loaded.
const ROWS: u16 = 24;
/// How long an answer may take before the next line is read anyway.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long after long work nothing must have come.
const LAST: Duration = Duration::from_millis(400);
/// Between two words on how far long work is.
const PACE: Duration = Duration::from_secs(5);

/// Holds the dialogue until the reader leaves or the input ends.
///
/// # Errors
/// When standard output can't be written.
pub(super) fn hold(
    engine: Engine,
    options: Options,
    inbox: Sender<Msg>,
    messages: Receiver<Msg>,
) -> anyhow::Result<()> {
    let asks = io::stdin().is_terminal();
    let (lines, heard) = bounded(1);
    thread::spawn("lines", inbox, move || listen(&lines))?;
    let mut dialogue = Dialogue {
        state: State::new(options.browser.clone()),
        engine,
        options,
        asks,
        told: Told::default(),
    };
    let held = dialogue.run(&messages, &heard);
    drop(messages);
    dialogue.engine.finish();
    match held {
        // Whoever reads our output has gone; that is no fault.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        held => Ok(held?),
    }
}

/// Reads lines until there are no more.
fn listen(lines: &Sender<String>) {
    let mut input = io::stdin().lock();
    let mut bytes = Vec::new();
    while matches!(input.read_until(b'\n', &mut bytes), Ok(1..)) {
        let line = String::from_utf8_lossy(&bytes).trim().to_owned();
        bytes.clear();
        if lines.send(line).is_err() {
            return;
        }
    }
}

impl Dialogue {
    fn run(&mut self, messages: &Receiver<Msg>, heard: &Receiver<String>) -> io::Result<()> {
        let width = if self.asks {
            Terminal::size().width.max(LEAST_WIDTH)
        } else {
            80
        };
        let size = Size {
            width,
            height: ROWS,
        };
        let start = Msg::Start {
            size,
            now: clock::now(),
        };
        let mut going = self.take(start)? && self.settle(messages)?;
        self.say("nutgraf. A number reads an article, an empty line goes on, /words filters, help tells more.")?;
        while going {
            self.tell()?;
            self.ask()?;
            going = if let Some(line) = self.next(messages, heard)? {
                self.take(Msg::Clock(clock::now()))?
                    && self.obey(&line)?
                    && self.settle(messages)?
            } else {
                self.take(Msg::Quit)?;
                false
            };
        }
        Ok(())
    }

    /// Waits for a line; what happens meanwhile is taken in, and only reports are said.
    fn next(
        &mut self,
        messages: &Receiver<Msg>,
        heard: &Receiver<String>,
    ) -> io::Result<Option<String>> {
        loop {
            select! {
                recv(heard) -> line => return Ok(line.ok()),
                recv(messages) -> msg => {
                    let Ok(msg) = msg else { return Ok(None) };
                    if !self.take(msg)? {
                        return Ok(None);
                    }
                    self.report()?;
                }
            }
        }
    }

    /// Takes messages in until everything asked for has been answered.
    fn settle(&mut self, messages: &Receiver<Msg>) -> io::Result<bool> {
        let mut waited = Duration::ZERO;
        let busy = self.state.intake.is_busy();
        while !self.state.is_settled() && waited < PATIENCE {
            let wait = if self.state.intake.is_busy() {
                PACE
            } else {
                PATIENCE
            };
            match messages.recv_timeout(wait) {
                Ok(msg) => {
                    if !self.take(msg)? {
                        return Ok(false);
                    }
                }
                Err(RecvTimeoutError::Timeout) if self.state.intake.is_busy() => self.progress()?,
                Err(RecvTimeoutError::Timeout) => waited += wait,
                Err(RecvTimeoutError::Disconnected) => return Ok(false),
            }
        }
        // What is already there belongs to the answer; after long work its last rows come a moment later.
        let more = if busy { LAST } else { Duration::ZERO };
        while let Ok(msg) = messages.recv_timeout(more) {
            if !self.take(msg)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
