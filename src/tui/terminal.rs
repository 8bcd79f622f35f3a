//! Owns: `Terminal`, the guard of the terminal: entering, painting, the clipboard, leaving; and `Restorer`.
//! Promises: whatever ends the program (return, panic, signal), the terminal is left as it was found.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use crate::app::layout::layout;
use crate::app::msg::Size;
use crate::app::state::State;
use crate::tui::depth::Depth;
use crate::tui::draw::draw;
use crate::tui::links;
use crate::tui::multiplexer::Multiplexer;
use crate::tui::paint::{Painter, rows_of};
use crate::tui::theme::Theme;
use crate::tui::tty::{self, Tty};

/// Alternate screen, bracketed paste, no cursor.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// Undoes all of it, whatever was being written.
const LEAVE: &str = "\x1b[?2026l\x1b[0m\x1b[r\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[?25h\x1b[?1049l";
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

/// Threads whose panic ends the program, and so gives the terminal back.
const OURS: [&str; 3] = ["main", "screen", "input"];

/// How the screen is to look.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The theme's name.
    pub theme: String,
    /// The user's theme file; empty for none.
    pub themes: String,
    /// How many colours there are.
    pub depth: Depth,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// What stands between the program and the terminal.
    pub multiplexer: Multiplexer,
}

/// Gives the terminal back, from any thread, once.
#[derive(Clone, Debug)]
pub struct Restorer {
    entered: Arc<AtomicBool>,
    /// The modes of the line before all; another program may have left others behind.
    modes: Arc<Mutex<Option<Termios>>>,
}

impl Restorer {
    /// Gives the terminal back if it was taken.
    pub fn restore(&self) {
        if self.entered.swap(false, Ordering::SeqCst) {
            let mut out = io::stdout();
            // The terminal may be gone; there is nobody to tell.
            let _gone = out.write_all(LEAVE.as_bytes()).and_then(|()| out.flush());
            let _gone = disable_raw_mode();
            if let (Some(modes), Ok(tty)) = (self.modes().as_ref(), Tty::find()) {
                let _gone = tcsetattr(&tty, OptionalActions::Now, modes);
            }
        }
    }

    fn modes(&self) -> MutexGuard<'_, Option<Termios>> {
        self.modes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The terminal while it is ours.
#[derive(Debug)]
pub struct Terminal {
    restorer: Restorer,
    painter: Painter,
    look: Look,
    theme: Theme,
    frame: Buffer,
}

impl Terminal {
    /// Takes the terminal: alternate screen, keys at once, bracketed paste. Also sets the panic hook, so call it once;
    /// a panic of a worker thread is left to whoever owns the thread.
    pub fn enter(look: Look) -> io::Result<Self> {
        if !io::stdout().is_terminal() {
            return Err(io::Error::other("standard output is not a terminal"));
        }
        let restorer = Restorer {
            entered: Arc::new(AtomicBool::new(false)),
            modes: Arc::default(),
        };
        let (theme, _told_by_check) = Theme::read(&look.theme, &look.themes, look.depth);
        let mut terminal = Self {
            restorer,
            painter: Painter::default(),
            look,
            theme,
            frame: Buffer::default(),
        };
        terminal.hook();
        terminal.take()?;
        Ok(terminal)
    }

    /// A handle that gives the terminal back from any thread.
    pub fn restorer(&self) -> Restorer {
        self.restorer.clone()
    }

    /// The size of the terminal now.
    pub fn size() -> Size {
        tty::size()
    }

    /// Brings the terminal to the state, in one write; returns how many bytes that took.
    pub fn paint(&mut self, state: &State) -> io::Result<usize> {
        let size = state.size;
        self.frame.resize(Rect::new(0, 0, size.width, size.height));
        let cursor = draw(state, &self.theme, &mut self.frame);
        let areas = layout(state);
        let rows = if areas.text.is_empty() {
            areas.list
        } else {
            areas.text
        };
        self.painter.set_links(links::of(state));
        let bytes = self.painter.paint(&self.frame, cursor, rows_of(rows));
        if !bytes.is_empty() {
            let mut out = io::stdout().lock();
            out.write_all(bytes.as_bytes())?;
            out.flush()?;
        }
        Ok(bytes.len())
    }

    /// The next frame is painted whole.
    pub fn redraw(&mut self) {
        self.painter.forget();
    }

    /// Takes another theme by name; what is wrong with it, if anything.
    pub fn set_theme(&mut self, name: &str) -> Option<String> {
        let (theme, complaints) = Theme::read(name, &self.look.themes, self.look.depth);
        self.theme = theme;
        self.painter.forget();
        complaints.first().map(ToString::to_string)
    }

    /// Takes the mouse or leaves it to the terminal.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.look.mouse = on;
        send(if on { MOUSE_ON } else { MOUSE_OFF })
    }

    /// Puts text on the clipboard of the terminal that the reader sits at (OSC 52), also through tmux and screen.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        send(&crate::tui::clipboard::sequence(
            text,
            self.look.multiplexer,
        ))
    }

    /// Asks the terminal to notify its user (OSC 9).
    pub fn notify(&mut self, words: &str) -> io::Result<()> {
        let clean: String = words.chars().filter(|c| !c.is_control()).collect();
        send(&format!("\x1b]9;{clean}\x07"))
    }

    /// Gives the terminal back for a while: to another program, or to the shell.
    pub fn leave(&mut self) {
        self.restorer.restore();
    }

    /// Takes the terminal again after `leave`. The modes that it had before all are those that it will have in the end,
    /// whatever the other program has left behind.
    pub fn resume(&mut self) -> io::Result<()> {
        self.painter.forget();
        self.take()
    }

    fn take(&mut self) -> io::Result<()> {
        let modes = Tty::find().and_then(|tty| Ok(tcgetattr(&tty)?));
        if let Ok(modes) = modes {
            self.restorer.modes().get_or_insert(modes);
        }
        // Said first: should anything fail from here on, what was done is undone.
        self.restorer.entered.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        send(ENTER)?;
        if self.look.mouse {
            send(MOUSE_ON)?;
        }
        Ok(())
    }

    fn hook(&self) {
        let restorer = self.restorer();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let thread = std::thread::current();
            if thread.name().is_some_and(|name| OURS.contains(&name)) {
                restorer.restore();
                before(panic);
            }
        }));
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.restorer.restore();
    }
}

fn send(bytes: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes.as_bytes())?;
    out.flush()
}
