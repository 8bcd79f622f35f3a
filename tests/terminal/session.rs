//! A program in a pseudo-terminal: keys in, bytes out, and a parser that shows the screen.

use std::io::{Read as _, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

pub(crate) const NUTGRAF: &str = env!("CARGO_BIN_EXE_nutgraf");
pub(crate) const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
pub(crate) const SIZE: (u16, u16) = (120, 40);
/// Words of starter articles: of the newest title, and of one that other lines find.
pub(crate) const TITLE: &str = "United Nations sanctions";
pub(crate) const OTHER: &str = "Biden and Lapid sign";

/// Long enough for a loaded machine; what is waited for comes within milliseconds on a free one.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);
/// How long nothing must come to count as quiet.
const QUIET: Duration = Duration::from_millis(300);

/// What came out of the terminal so far.
struct Heard {
    parser: vt100::Parser,
    sent: Vec<u8>,
    /// No program has the terminal open any more.
    ended: bool,
}

/// A program in its terminal.
pub(crate) struct Tty {
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    pub(crate) child: Box<dyn Child + Send + Sync>,
    heard: Arc<(Mutex<Heard>, Condvar)>,
    modes: String,
}

/// nutgraf with words, and an environment of its own with these variables on top; an empty one is taken away.
pub(crate) fn nutgraf(home: &Path, words: &[&str], variables: &[(&str, &str)]) -> CommandBuilder {
    let mut command = CommandBuilder::new(NUTGRAF);
    command.args(words);
    surround(&mut command, home, variables);
    command
}

/// A program by its words, in the same environment.
pub(crate) fn program(home: &Path, words: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::from_argv(words.iter().map(Into::into).collect());
    surround(&mut command, home, &[("PS1", "ready> ")]);
    command
}

/// An environment that is the same everywhere.
pub(crate) fn surround(command: &mut CommandBuilder, home: &Path, variables: &[(&str, &str)]) {
    command.env_clear();
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    for (name, value) in [
        ("TERM", "xterm-256color"),
        ("LANG", "C.UTF-8"),
        ("PATH", "/usr/bin:/bin"),
        ("HOME", home.to_str().expect("a name")),
    ] {
        command.env(name, value);
    }
    for (name, value) in variables {
        if value.is_empty() {
            command.env_remove(name);
        } else {
            command.env(name, value);
        }
    }
}

pub(crate) fn home() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The browser over the starter articles, with all of them read in and nothing more to come.
pub(crate) fn browser(home: &Path, variables: &[(&str, &str)], size: (u16, u16)) -> Tty {
    let tty = Tty::start(nutgraf(home, &["seeds"], variables), size);
    tty.wait("the list", |text| {
        text.contains("12 articles") && text.contains("enter read")
    });
    tty.settle();
    tty
}

fn pty_size((cols, rows): (u16, u16)) -> PtySize {
    PtySize {
        rows,
        cols,
        ..PtySize::default()
    }
}

fn nonzero(number: u16) -> NonZero<u16> {
    NonZero::new(number).unwrap_or(NonZero::<u16>::MIN)
}

impl Tty {
    /// Starts a program in a terminal of columns and rows.
    pub(crate) fn start(command: CommandBuilder, size: (u16, u16)) -> Self {
        let pair = native_pty_system()
            .openpty(pty_size(size))
            .expect("a terminal");
        let modes = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let heard = Arc::new((
            Mutex::new(Heard {
                parser: vt100::Parser::new(nonzero(size.1), nonzero(size.0), 0),
                sent: Vec::new(),
                ended: false,
            }),
            Condvar::new(),
        ));
        let ear = Arc::clone(&heard);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        std::thread::Builder::new()
            .name("terminal".to_owned())
            .spawn(move || {
                let mut bytes = [0; 16384];
                loop {
                    let count = reader.read(&mut bytes).unwrap_or(0);
                    let Ok(mut heard) = ear.0.lock() else { return };
                    let came = bytes.get(..count).unwrap_or(&[]);
                    heard.parser.process(came);
                    heard.sent.extend_from_slice(came);
                    heard.ended = count == 0;
                    ear.1.notify_all();
                    if count == 0 {
                        return;
                    }
                }
            })
            .expect("a thread");
        Self {
            keyboard: pair.master.take_writer().expect("a writer"),
            master: pair.master,
            child,
            heard,
            modes,
        }
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.0.lock().expect("unbroken")
    }

    /// All bytes that the terminal was sent.
    pub(crate) fn sent(&self) -> Vec<u8> {
        self.heard().sent.clone()
    }

    /// What the terminal shows.
    pub(crate) fn screen(&self) -> String {
        self.heard().parser.screen().contents()
    }

    /// Waits until the terminal is as it is wanted.
    pub(crate) fn wait_until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let from = Instant::now();
        let mut heard = self.heard();
        while !holds(heard.parser.screen()) {
            assert!(
                from.elapsed() < PATIENCE && !heard.ended,
                "waited for {what}:\n{}",
                heard.parser.screen().contents()
            );
            let (next, _) = self.heard.1.wait_timeout(heard, QUIET).expect("unbroken");
            heard = next;
        }
    }

    /// Waits until the screen shows what is wanted.
    pub(crate) fn wait(&self, what: &str, holds: impl Fn(&str) -> bool) {
        self.wait_until(what, |screen| holds(&screen.contents()));
    }

    /// Waits until the screen shows these words.
    pub(crate) fn wait_for(&self, words: &str) {
        self.wait(words, |text| text.contains(words));
    }

    /// Waits until nothing has come for a moment, or nothing can; returns how many bytes there are then.
    pub(crate) fn settle(&self) -> usize {
        let from = Instant::now();
        let mut heard = self.heard();
        let (mut last, mut since) = (heard.sent.len(), Instant::now());
        while !heard.ended && (last == 0 || since.elapsed() < QUIET) && from.elapsed() < PATIENCE {
            let left = QUIET
                .saturating_sub(since.elapsed())
                .max(Duration::from_millis(1));
            let (next, _) = self.heard.1.wait_timeout(heard, left).expect("unbroken");
            heard = next;
            if heard.sent.len() != last {
                (last, since) = (heard.sent.len(), Instant::now());
            }
        }
        last
    }

    /// Strikes keys.
    pub(crate) fn keys(&mut self, keys: &str) {
        self.keyboard
            .write_all(keys.as_bytes())
            .expect("it takes keys");
        self.keyboard.flush().expect("it takes keys");
    }

    /// Strikes keys once it is quiet, and waits until it is quiet again; returns how many bytes that took.
    pub(crate) fn bytes(&mut self, keys: &str) -> usize {
        let before = self.settle();
        self.keys(keys);
        self.settle() - before
    }

    /// Makes the line so many columns and rows. What shows the screen keeps its size, which the last one should be.
    pub(crate) fn resize(&self, size: (u16, u16)) {
        self.master.resize(pty_size(size)).expect("it takes sizes");
    }

    pub(crate) fn pid(&self) -> Pid {
        let pid = self.child.process_id();
        pid.and_then(|pid| Pid::from_raw(pid.cast_signed()))
            .expect("a process")
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("it is there");
    }

    /// Waits for the end; returns the exit code.
    pub(crate) fn end(&mut self) -> u32 {
        self.end_within(PATIENCE)
    }

    /// The same, for an end that must come soon.
    pub(crate) fn end_within(&mut self, patience: Duration) -> u32 {
        let from = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                // What was sent last has to come through.
                self.settle();
                return status.exit_code();
            }
            if from.elapsed() > patience {
                drop(self.child.kill());
                panic!("it does not end within {patience:?}:\n{}", self.screen());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The modes of the line, as `stty -a` shows them.
    pub(crate) fn modes(&self) -> String {
        format!("{:?}", self.master.get_termios())
    }

    /// The line has the modes that it had before, and every mode of the screen was taken back.
    pub(crate) fn assert_restored(&self, after: &str) {
        assert_eq!(self.modes(), self.modes, "stty after {after}");
        let heard = self.heard();
        let screen = heard.parser.screen();
        assert!(!screen.alternate_screen(), "alternate screen after {after}");
        assert!(!screen.hide_cursor(), "cursor after {after}");
        assert!(!screen.bracketed_paste(), "bracketed paste after {after}");
        assert!(!screen.application_cursor(), "cursor keys after {after}");
        assert_eq!(
            screen.mouse_protocol_mode(),
            vt100::MouseProtocolMode::None,
            "mouse after {after}"
        );
        let text = String::from_utf8_lossy(&heard.sent);
        for (on, off) in [
            ("\x1b[?1049h", "\x1b[?1049l"),
            ("\x1b[?2004h", "\x1b[?2004l"),
            ("\x1b[?25l", "\x1b[?25h"),
        ] {
            assert!(text.rfind(on) <= text.rfind(off), "{on:?} after {after}");
        }
    }

    /// It drew on the other screen, and left that once.
    pub(crate) fn assert_left_once(&self) {
        let sent = self.sent();
        let text = String::from_utf8_lossy(&sent);
        assert_eq!(text.matches("\x1b[?1049l").count(), 1, "left once");
        for mode in ["\x1b[?1049h", "\x1b[?2004h", "\x1b[?25l"] {
            assert!(text.contains(mode), "{mode:?} was never asked for");
        }
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        // A failed test leaves nothing running.
        drop(self.child.kill());
    }
}
