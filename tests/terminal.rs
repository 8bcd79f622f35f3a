//! The program in a real pseudo-terminal: what it shows, how few bytes it sends, and how it leaves.
#![cfg(unix)]
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test from outside waits by the clock"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

/// Long enough for a loaded machine; what is waited for comes within milliseconds on a free one.
const PATIENCE: Duration = Duration::from_mins(1);
const COLUMNS: u16 = 120;
const ROWS: u16 = 40;

struct Session {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    sent: Arc<Mutex<Vec<u8>>>,
    _home: tempfile::TempDir,
}

impl Session {
    /// The browser over the seeds, behind `before` (for instance a shell that ignores a signal).
    fn start(before: &[&str]) -> Self {
        let size = PtySize {
            rows: ROWS,
            cols: COLUMNS,
            ..PtySize::default()
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let home = tempfile::tempdir().expect("a folder");
        let program = env!("CARGO_BIN_EXE_nutgraf");
        let mut words: Vec<&str> = before.to_vec();
        words.extend([program, "seeds"]);
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        command.env("TERM", "xterm-256color");
        command.env("HOME", home.path());
        for name in [
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "TMUX",
            "STY",
            "NO_COLOR",
        ] {
            command.env_remove(name);
        }
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let sent = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&sent);
        std::thread::Builder::new()
            .name("terminal".to_owned())
            .spawn(move || {
                let mut bytes = [0; 4096];
                while let Ok(count @ 1..) = reader.read(&mut bytes) {
                    into.lock()
                        .expect("unbroken")
                        .extend_from_slice(&bytes[..count]);
                }
            })
            .expect("a thread");
        let writer = pair.master.take_writer().expect("a writer");
        Self {
            master: Some(pair.master),
            writer: Some(writer),
            child,
            sent,
            _home: home,
        }
    }

    /// Started and with all twelve seeds in the list.
    fn ready() -> Self {
        let session = Self::start(&[]);
        session.wait("the list", |text| {
            text.contains("enter read") && text.contains('•')
        });
        session.settle();
        session
    }

    fn sent(&self) -> Vec<u8> {
        self.sent.lock().expect("unbroken").clone()
    }

    fn screen(&self) -> String {
        let (rows, columns) = (
            ROWS.try_into().expect("rows"),
            COLUMNS.try_into().expect("columns"),
        );
        let mut terminal = vt100::Parser::new(rows, columns, 0);
        terminal.process(&self.sent());
        terminal.screen().contents()
    }

    fn wait(&self, what: &str, holds: impl Fn(&str) -> bool) {
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

    /// Waits until nothing has come for a while; returns how many bytes there are then.
    fn settle(&self) -> usize {
        let (mut count, mut since) = (self.sent().len(), Instant::now());
        while since.elapsed() < Duration::from_millis(700) {
            std::thread::sleep(Duration::from_millis(20));
            let now = self.sent().len();
            if now != count {
                (count, since) = (now, Instant::now());
            }
        }
        count
    }

    fn strike(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("open");
        writer.write_all(keys.as_bytes()).expect("it takes keys");
        writer.flush().expect("it takes keys");
    }

    /// Bytes that keys cause.
    fn bytes(&mut self, keys: &str) -> usize {
        let before = self.settle();
        self.strike(keys);
        self.settle() - before
    }

    fn signal(&self, signal: Signal) {
        let pid = self
            .child
            .process_id()
            .and_then(|p| Pid::from_raw(p.cast_signed()));
        kill_process(pid.expect("a process"), signal).expect("it is there");
    }

    /// Waits for the end; panics when it does not come.
    fn end(&mut self, patience: Duration) -> u32 {
        let from = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.exit_code();
            }
            if from.elapsed() > patience {
                let _gone = self.child.kill();
                panic!("it did not end within {patience:?}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// The modes of the terminal, as `stty -a` shows them.
    fn modes(&self) -> String {
        let modes = self.master.as_ref().and_then(|m| m.get_termios());
        format!("{modes:?}")
    }

    /// The terminal was left as it was found.
    fn assert_restored(&self, modes: &str) {
        let text = String::from_utf8_lossy(&self.sent()).into_owned();
        for (on, off) in [
            ("\x1b[?1049h", "\x1b[?1049l"),
            ("\x1b[?2004h", "\x1b[?2004l"),
            ("\x1b[?25l", "\x1b[?25h"),
        ] {
            assert!(
                text.rfind(on) < text.rfind(off),
                "{on:?} is undone by {off:?}"
            );
        }
        assert_eq!(text.matches("\x1b[?1049l").count(), 1, "left once");
        assert_eq!(self.modes(), modes);
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _gone = self.child.kill();
    }
}

#[test]
fn it_filters_opens_and_leaves_as_it_came() {
    let mut s = Session::start(&[]);
    let modes = s.modes();
    s.wait("the list", |text| {
        text.contains("enter read") && text.contains('•')
    });
    assert_ne!(s.modes(), modes, "keys come at once");
    s.settle();
    s.strike("/vienna");
    s.wait("an answer", |text| {
        text.contains("/ vienna") && text.contains(" ms")
    });
    s.strike("\r\r");
    s.wait("the article", |text| text.contains("next article"));
    s.strike("q");
    s.wait("the list again", |text| text.contains("/ vienna"));
    s.strike("q");
    assert_eq!(s.end(PATIENCE), 0);
    s.assert_restored(&modes);
}

#[test]
fn signals_end_it_in_order() {
    for signal in [Signal::TERM, Signal::INT] {
        let mut s = Session::start(&[]);
        let modes = s.modes();
        s.wait("the list", |text| {
            text.contains("enter read") && text.contains('•')
        });
        s.signal(signal);
        s.end(Duration::from_secs(10));
        s.assert_restored(&modes);
    }
}

/// What a shell does that lets a signal be ignored by what it starts.
const DEAF: [&str; 3] = ["/bin/sh", "-c", "trap '' HUP; exec \"$0\" \"$@\""];

/// Not a test: holds a terminal with the program in it until it is killed, for the test below.
#[test]
#[ignore = "started by the test below"]
fn holder() {
    let deaf = std::env::var("NUTGRAF_TEST_DEAF").is_ok();
    let s = Session::start(if deaf { &DEAF } else { &[] });
    s.wait("the list", |text| {
        text.contains("enter read") && text.contains('•')
    });
    println!("\npid {}", s.child.process_id().expect("a process"));
    std::thread::sleep(PATIENCE);
}

#[test]
fn a_terminal_that_is_gone_ends_it_also_when_hang_up_is_ignored() {
    for deaf in [false, true] {
        let mut command = Command::new(std::env::current_exe().expect("this test"));
        command.args(["--exact", "holder", "--ignored", "--nocapture"]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        if deaf {
            command.env("NUTGRAF_TEST_DEAF", "1");
        }
        let mut holder = command.spawn().expect("it starts");
        let lines = BufReader::new(holder.stdout.take().expect("piped")).lines();
        let pid = lines
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("pid ")?.trim().parse().ok())
            .and_then(Pid::from_raw)
            .expect("it tells the process");
        assert!(test_kill_process(pid).is_ok(), "it runs");
        // Killed without a chance to clean up: the terminal is simply gone.
        holder.kill().expect("it can be killed");
        holder.wait().expect("it is gone");
        let from = Instant::now();
        while test_kill_process(pid).is_ok() {
            assert!(
                from.elapsed() < Duration::from_secs(3),
                "still there, deaf: {deaf}"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn few_bytes_are_sent_and_none_when_nothing_happens() {
    let mut s = Session::ready();
    let moved = s.bytes("j");
    assert!((1..=2048).contains(&moved), "a cursor move: {moved} bytes");
    let opened = s.bytes("\r");
    assert!(opened > 0);
    let scrolled = s.bytes("j");
    assert!(
        (1..=8192).contains(&scrolled),
        "a scrolled line: {scrolled} bytes"
    );
    let back = s.bytes("q");
    assert!(back > 0);
    let before = s.settle();
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(s.sent().len(), before, "nothing happens, nothing is sent");
    println!("cursor move {moved} B, open {opened} B, scroll {scrolled} B, back {back} B");
}

#[test]
fn a_storm_of_sizes_ends_in_the_right_picture() {
    let mut s = Session::ready();
    for n in 0..30u16 {
        let size = PtySize {
            rows: 5 + n,
            cols: 20 + 4 * n,
            ..PtySize::default()
        };
        s.master
            .as_ref()
            .expect("open")
            .resize(size)
            .expect("it takes sizes");
    }
    let size = PtySize {
        rows: ROWS,
        cols: COLUMNS,
        ..PtySize::default()
    };
    s.master
        .as_ref()
        .expect("open")
        .resize(size)
        .expect("it takes sizes");
    s.settle();
    s.strike("j");
    s.wait("the list", |text| {
        text.contains("enter read") && text.contains("? help")
    });
    s.strike("Q");
    assert_eq!(s.end(PATIENCE), 0);
}

#[test]
fn the_clipboard_gets_what_was_meant() {
    let mut s = Session::ready();
    s.strike("Y");
    s.wait("a word on it", |text| text.contains("copied id"));
    let text = String::from_utf8_lossy(&s.sent()).into_owned();
    assert!(text.contains("\x1b]52;c;"), "OSC 52 is sent");
}
