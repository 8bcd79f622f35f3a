//! Owns: `Input`, the one thread that reads the terminal.
//! Promises: sleeps until there is something; does not touch the terminal while paused; never reads a dead terminal.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other events mean nothing here"
)]

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crossbeam_channel::Sender;
use crossterm::event::{
    self, Event, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use crate::app::key::{Code, Key};
use crate::app::msg::{Mouse, MouseKind, Msg, Size};
use crate::tui::tty::{self, Tty};

/// What the thread is to do, and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Reading,
    /// Wanted; the thread has not stopped yet.
    Pausing,
    Paused,
    Ended,
}

#[derive(Debug)]
struct Switch {
    mode: Mutex<Mode>,
    changed: Condvar,
}

impl Switch {
    fn mode(&self) -> MutexGuard<'_, Mode> {
        self.mode.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, mode: Mode) {
        *self.mode() = mode;
        self.changed.notify_all();
    }

    fn wait_while(&self, modes: &[Mode]) -> Mode {
        let mut now = self.mode();
        while modes.contains(&now) {
            now = self
                .changed
                .wait(now)
                .unwrap_or_else(PoisonError::into_inner);
        }
        *now
    }
}

/// The thread that reads the terminal.
#[derive(Debug)]
pub struct Input {
    switch: Arc<Switch>,
    bell: PipeWriter,
}

impl Input {
    /// Starts the thread. What is read goes to the inbox.
    pub fn spawn(inbox: Sender<Msg>) -> io::Result<Self> {
        let tty = Tty::find()?;
        let (ear, bell) = io::pipe()?;
        // The size changes by signal; the handler writes one byte.
        signal_hook::low_level::pipe::register(signal_hook::consts::SIGWINCH, bell.try_clone()?)?;
        let switch = Arc::new(Switch {
            mode: Mutex::new(Mode::Reading),
            changed: Condvar::new(),
        });
        let shared = Arc::clone(&switch);
        std::thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || {
                read(&tty, ear, &shared, &inbox);
                shared.set(Mode::Ended);
            })?;
        Ok(Self { switch, bell })
    }

    /// Stops reading, for another program to have the terminal; returns once the thread no longer touches it.
    pub fn pause(&mut self) {
        {
            let mut mode = self.switch.mode();
            if *mode != Mode::Reading {
                return;
            }
            *mode = Mode::Pausing;
        }
        if self.bell.write_all(b"p").is_ok() {
            self.switch.wait_while(&[Mode::Pausing]);
        }
    }

    /// Reads on.
    pub fn resume(&mut self) {
        let paused = matches!(*self.switch.mode(), Mode::Paused | Mode::Pausing);
        if paused {
            self.switch.set(Mode::Reading);
        }
    }
}

/// Reads until the terminal or the inbox is gone.
fn read(tty: &Tty, mut ear: PipeReader, switch: &Switch, inbox: &Sender<Msg>) {
    loop {
        let paused = *switch.mode() == Mode::Pausing;
        if paused {
            switch.set(Mode::Paused);
            switch.wait_while(&[Mode::Paused, Mode::Pausing]);
        }
        let mut ends = [
            PollFd::new(tty, PollFlags::IN),
            PollFd::new(&ear, PollFlags::IN),
        ];
        match poll(&mut ends, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return,
        }
        let [keys, rung] = ends.map(|end| end.revents());
        if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            // Asking crossterm about a dead terminal never returns.
            return;
        }
        if rung.contains(PollFlags::IN) {
            let mut bytes = [0; 64];
            if ear.read(&mut bytes).is_err() {
                return;
            }
            // Also when it is the size that it was: meanwhile it was another, and what stood there may be gone.
            if inbox.send(Msg::Resize(tty::size())).is_err() {
                return;
            }
        }
        if keys.contains(PollFlags::IN) {
            match drain(inbox) {
                Ok(0) => nudge(tty),
                Ok(_) => {}
                Err(_) => return,
            }
        }
    }
}

/// Sends on all that has come. Answers how many events that were.
fn drain(inbox: &Sender<Msg>) -> io::Result<usize> {
    let mut read = 0;
    while event::poll(Duration::ZERO)? {
        read += 1;
        if let Some(msg) = message(event::read()?) {
            inbox
                .send(msg)
                .map_err(|_closed| io::Error::other("the inbox is closed"))?;
        }
    }
    Ok(read)
}

/// Has the kernel announce again what stands in the terminal: crossterm hears of it once only, and forgets it when a change of
/// size comes in the same moment. Setting the modes that are set wakes whoever waits.
fn nudge(tty: &Tty) {
    // A terminal that is gone is noticed by the next look at it.
    let _gone = tcgetattr(tty).and_then(|modes| tcsetattr(tty, OptionalActions::Now, &modes));
}

fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            let code = code(key.code)?;
            let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
            let code = match code {
                Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
                other => other,
            };
            Some(Msg::Key(Key {
                code,
                ctrl,
                alt: key.modifiers.contains(KeyModifiers::ALT),
            }))
        }
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(width, height) => Some(Msg::Resize(Size { width, height })),
        Event::Mouse(mouse) => {
            let kind = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
                MouseEventKind::ScrollUp => MouseKind::WheelUp,
                MouseEventKind::ScrollDown => MouseKind::WheelDown,
                _ => return None,
            };
            Some(Msg::Mouse(Mouse {
                kind,
                x: mouse.column,
                y: mouse.row,
            }))
        }
        Event::FocusGained => Some(Msg::Focus(true)),
        Event::FocusLost => Some(Msg::Focus(false)),
        Event::Key(_) => None,
    }
}

fn code(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    })
}
