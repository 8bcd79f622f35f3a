//! A program in a pseudo-terminal: keys in, bytes out, and a parser that shows the screen.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Long enough for a loaded machine; what is waited for comes within milliseconds on a free one.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);
/// How long nothing must come to count as quiet.
const QUIET: Duration = Duration::from_millis(250);

/// The program in its terminal.
pub(crate) struct Tty {
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    pub(crate) child: Box<dyn Child + Send + Sync>,
    sent: Arc<Mutex<Vec<u8>>>,
    size: (u16, u16),
    modes: String,
}

/// nutgraf with words, and an environment of its own with these variables on top; an empty one is taken away.
pub(crate) fn nutgraf(
    home: &std::path::Path,
    words: &[&str],
    variables: &[(&str, &str)],
) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_nutgraf"));
    command.args(words);
    surround(&mut command, home, variables);
    command
}

/// An environment that is the same everywhere.
pub(crate) fn surround(
    command: &mut CommandBuilder,
    home: &std::path::Path,
    variables: &[(&str, &str)],
) {
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

impl Tty {
    /// Starts a program in a terminal of columns and rows.
    pub(crate) fn start(command: CommandBuilder, size: (u16, u16)) -> Self {
        let pair = native_pty_system()
            .openpty(PtySize {
                cols: size.0,
                rows: size.1,
                ..PtySize::default()
            })
            .expect("a terminal");
        let modes = format!("{:?}", pair.master.get_termios());
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let sent = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&sent);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        std::thread::Builder::new()
            .spawn(move || {
                let mut bytes = [0; 8192];
                while let Ok(count @ 1..) = reader.read(&mut bytes) {
                    let mut sent = into.lock().expect("unbroken");
                    sent.extend_from_slice(bytes.get(..count).unwrap_or(&[]));
                }
            })
            .expect("a thread");
        let keyboard = pair.master.take_writer().expect("a writer");
        Self {
            master: Some(pair.master),
            keyboard: Some(keyboard),
            child,
            sent,
            size,
            modes,
        }
    }

    /// All bytes that the terminal was sent.
    pub(crate) fn sent(&self) -> Vec<u8> {
        self.sent.lock().expect("unbroken").clone()
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.sent.lock().expect("unbroken").len()
    }

    /// What the terminal shows.
    pub(crate) fn screen(&self) -> String {
        let (columns, rows) = self.size;
        let (columns, rows) = (
            columns.try_into().expect("columns"),
            rows.try_into().expect("rows"),
        );
        let mut parser = vt100::Parser::new(rows, columns, 0);
        parser.process(&self.sent());
        parser.screen().contents()
    }

    /// Waits until the screen shows what is wanted.
    pub(crate) fn wait(&self, what: &str, holds: impl Fn(&str) -> bool) {
        let from = Instant::now();
        loop {
            let text = self.screen();
            if holds(&text) {
                return;
            }
            assert!(from.elapsed() < PATIENCE, "waited for {what}:\n{text}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until nothing has come for a moment; returns how many bytes there are then.
    pub(crate) fn settle(&self) -> usize {
        let (from, mut last, mut since) = (Instant::now(), self.count(), Instant::now());
        while (last == 0 || since.elapsed() < QUIET) && from.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(10));
            let now = self.count();
            if now != last {
                (last, since) = (now, Instant::now());
            }
        }
        last
    }

    /// Strikes keys.
    pub(crate) fn keys(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().expect("open");
        keyboard.write_all(keys.as_bytes()).expect("it takes keys");
        keyboard.flush().expect("it takes keys");
    }

    /// Strikes keys once it is quiet, and waits until it is quiet again; returns how many bytes that took.
    pub(crate) fn bytes(&mut self, keys: &str) -> usize {
        let before = self.settle();
        self.keys(keys);
        self.settle() - before
    }

    /// Waits for the end; returns the exit code.
    pub(crate) fn end(&mut self) -> u32 {
        let from = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                // What was sent last has to come through.
                self.settle();
                return status.exit_code();
            }
            if from.elapsed() > PATIENCE {
                drop(self.child.kill());
                panic!("it does not end:\n{}", self.screen());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The terminal has the modes that it had before (`stty -a`), and every mode of the screen was taken back.
    pub(crate) fn assert_restored(&self, after: &str) {
        let modes = format!(
            "{:?}",
            self.master.as_ref().map(|m| m.get_termios()).expect("open")
        );
        assert_eq!(modes, self.modes, "stty after {after}");
        let text = String::from_utf8_lossy(&self.sent()).into_owned();
        for (on, off) in [
            ("\x1b[?1049h", "\x1b[?1049l"),
            ("\x1b[?2004h", "\x1b[?2004l"),
            ("\x1b[?25l", "\x1b[?25h"),
        ] {
            assert!(text.rfind(on) <= text.rfind(off), "{on:?} after {after}");
        }
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        drop(self.child.kill());
    }
}
