//! The browser in a real terminal: a pseudo terminal with a screen parser behind it. However it ends, the terminal is as
//! it was before.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on may fail")]

use std::io::{BufRead, BufReader, Read, Write};
use std::num::NonZero;
use std::process::{Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use nutgraf::tui::depth::Depth;
use nutgraf::tui::multiplexer::Multiplexer;
use nutgraf::tui::terminal::{Look, Terminal};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};

const NUTGRAF: &str = env!("CARGO_BIN_EXE_nutgraf");
const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
/// Words of starter articles: of the newest title that is always in the first screen, and of one article's text.
const TITLE: &str = "United Nations sanctions";
const OTHER: &str = "Biden and Lapid sign";

/// How long anything may take on a busy machine.
const DEADLINE: Duration = Duration::from_mins(1);
/// How long nothing must come to count as quiet.
const QUIET: Duration = Duration::from_millis(300);

#[expect(clippy::disallowed_methods, reason = "a test waits in real time")]
fn now() -> Instant {
    Instant::now()
}

fn nonzero(number: u16) -> NonZero<u16> {
    NonZero::new(number).unwrap_or(NonZero::<u16>::MIN)
}

/// What came out of the terminal so far.
struct Heard {
    parser: vt100::Parser,
    bytes: usize,
    ended: bool,
}

/// A program in a pseudo terminal.
struct Pty {
    master: Box<dyn MasterPty + Send>,
    /// Kept open, so that the terminal's settings can be looked at after the program.
    _slave: Box<dyn portable_pty::SlavePty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    heard: Arc<(Mutex<Heard>, Condvar)>,
    before: String,
    /// Kept until the program has ended.
    _home: tempfile::TempDir,
}

impl Pty {
    fn start(columns: u16, rows: u16, words: &[&str]) -> Self {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let home = tempfile::tempdir().unwrap();
        let mut command = CommandBuilder::new(words[0]);
        command.args(&words[1..]);
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("PATH", "/usr/bin:/bin"),
            ("PS1", "ready> "),
            ("HOME", home.path().to_str().unwrap()),
        ] {
            command.env(name, value);
        }
        let before = format!("{:?}", pair.master.get_termios().unwrap());
        let child = pair.slave.spawn_command(command).unwrap();
        let heard = Arc::new((
            Mutex::new(Heard {
                parser: vt100::Parser::new(nonzero(rows), nonzero(columns), 0),
                bytes: 0,
                ended: false,
            }),
            Condvar::new(),
        ));
        let mut reader = pair.master.try_clone_reader().unwrap();
        let ear = Arc::clone(&heard);
        std::thread::Builder::new()
            .spawn(move || {
                let mut buffer = [0; 16384];
                loop {
                    let count = reader.read(&mut buffer).unwrap_or(0);
                    let Ok(mut heard) = ear.0.lock() else { return };
                    heard.parser.process(&buffer[..count]);
                    heard.bytes += count;
                    heard.ended = count == 0;
                    ear.1.notify_all();
                    if count == 0 {
                        return;
                    }
                }
            })
            .unwrap();
        Self {
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            _slave: pair.slave,
            child,
            heard,
            before,
            _home: home,
        }
    }

    /// The browser on the starter articles, with its first screen drawn.
    fn browser(columns: u16, rows: u16) -> Self {
        let mut pty = Self::start(columns, rows, &[NUTGRAF, SEEDS]);
        pty.wait_for_headlines();
        pty
    }

    /// Waits until all starter articles are there and the newest is on the screen.
    fn wait_for_headlines(&mut self) {
        self.wait_for(" 12 articles");
        // What arrives late may stand above the cursor: the top is asked for until it is there.
        let deadline = now() + DEADLINE;
        loop {
            self.wait_for_quiet();
            if self.shows(TITLE) {
                return;
            }
            assert!(now() < deadline, "the newest headline never comes");
            self.keys("gg");
        }
    }

    fn keys(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    fn wait(&mut self, what: &str, is: impl Fn(&vt100::Screen) -> bool) {
        let deadline = now() + DEADLINE;
        let (lock, changed) = &*self.heard;
        let mut heard = lock.lock().unwrap();
        while !is(heard.parser.screen()) {
            let left = deadline.saturating_duration_since(now());
            assert!(
                !left.is_zero() && !heard.ended,
                "waited for {what}, saw:\n{}",
                heard.parser.screen().contents()
            );
            heard = changed.wait_timeout(heard, left).unwrap().0;
        }
    }

    fn wait_for(&mut self, words: &str) {
        self.wait(words, |screen| screen.contents().contains(words));
    }

    fn shows(&self, words: &str) -> bool {
        let heard = self.heard.0.lock().unwrap();
        heard.parser.screen().contents().contains(words)
    }

    /// Waits until nothing more is drawn.
    fn wait_for_quiet(&mut self) {
        let deadline = now() + DEADLINE;
        let (lock, changed) = &*self.heard;
        let mut heard = lock.lock().unwrap();
        loop {
            let bytes = heard.bytes;
            let until = now() + QUIET;
            while heard.bytes == bytes && now() < until {
                heard = changed.wait_timeout(heard, QUIET).unwrap().0;
            }
            if heard.bytes == bytes {
                return;
            }
            assert!(now() < deadline, "it never stops drawing");
        }
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().cast_signed()).unwrap()
    }

    fn end(&mut self) -> ExitStatus {
        let deadline = now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(now() < deadline, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The settings of the line and the modes of the screen are what they were.
    fn is_restored(&mut self, after: &str) {
        self.wait_for_quiet();
        let termios = format!("{:?}", self.master.get_termios().unwrap());
        assert_eq!(termios, self.before, "stty after {after}");
        let heard = self.heard.0.lock().unwrap();
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
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        // A failed test leaves nothing running.
        drop(self.child.kill());
    }
}

#[test]
fn a_reader_filters_reads_and_leaves() {
    let mut pty = Pty::browser(120, 40);
    pty.wait_for_quiet();
    pty.keys("/@lapid");
    pty.wait("only articles with Lapid", |screen| {
        let contents = screen.contents();
        contents.contains(OTHER) && !contents.contains(TITLE)
    });
    pty.keys("\r");
    pty.wait_for_quiet();
    pty.keys("G\r");
    pty.wait_for("signed a declaration");
    pty.keys("q");
    pty.wait_for(OTHER);
    pty.keys("Q");
    assert_eq!(pty.end().exit_code(), 0);
    pty.is_restored("quit");
}

/// A library of the starter articles, made by the program itself.
fn imported(folder: &std::path::Path) -> String {
    let library = folder.join("library.db").to_str().unwrap().to_owned();
    import(&library, SEEDS);
    library
}

fn import(library: &str, what: &str) {
    let status = Command::new(NUTGRAF)
        .args(["--library", library, "--quiet", "import", what])
        .status()
        .unwrap();
    assert!(status.success(), "{status}");
}

#[test]
fn two_browsers_and_an_import_share_a_library() {
    let folder = tempfile::tempdir().unwrap();
    let library = imported(folder.path());
    let mut one = Pty::start(120, 40, &[NUTGRAF, "--library", &library]);
    // The name of a file alone has no folder that could be watched.
    let within = "cd \"$1\" && exec \"$0\" --library library.db";
    let beside = folder.path().to_str().unwrap();
    let mut other = Pty::start(120, 40, &["sh", "-c", within, NUTGRAF, beside]);
    one.wait_for("12 unread");
    other.wait_for("12 unread");
    one.keys("m");
    other.wait_for("11 unread");
    // What one did the other takes back.
    other.keys("u");
    one.wait_for("12 unread");
    // Articles that a third program imports come into both.
    let file = folder.path().join("late.md");
    let words = "# A lighthouse is lit again\n\nThe lamp at Cape Verity was lit on Monday, its keeper said.\n";
    std::fs::write(&file, words).unwrap();
    import(&library, file.to_str().unwrap());
    one.wait_for("13 unread");
    other.wait_for("13 unread");
    for mut pty in [one, other] {
        pty.keys("Q");
        assert_eq!(pty.end().exit_code(), 0);
    }
}

#[test]
fn a_filter_is_marked_read_and_taken_back_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let library = imported(folder.path());
    let open = || Pty::start(120, 40, &[NUTGRAF, "--library", &library]);
    let mut pty = open();
    pty.wait_for("12 unread");
    // Two lines at once, one of them that of the filter; each is one step back.
    pty.keys(":read @biden\r");
    pty.wait_for("marked read; u takes it back");
    pty.wait("fewer unread", |screen| {
        !screen.contents().contains("12 unread")
    });
    pty.wait_for_quiet();
    let few = unread(&pty);
    assert!((1..12).contains(&few), "{few} unread");
    pty.keys("/talks\r");
    pty.wait_for_quiet();
    pty.keys(":read .\r");
    pty.wait("still fewer unread", |screen| {
        unread_in(&screen.contents()).is_some_and(|left| left < few)
    });
    pty.keys("Q");
    assert_eq!(pty.end().exit_code(), 0);
    let mut pty = open();
    pty.wait_for(" unread");
    pty.keys("u");
    pty.wait_for(&format!("{few} unread"));
    pty.keys("u");
    pty.wait_for("12 unread");
    pty.keys("u");
    pty.wait_for("nothing to undo");
    pty.keys("Q");
    assert_eq!(pty.end().exit_code(), 0);
}

/// How many articles are unread, by the head of the screen.
fn unread(pty: &Pty) -> u32 {
    let heard = pty.heard.0.lock().unwrap();
    unread_in(&heard.parser.screen().contents()).unwrap()
}

fn unread_in(screen: &str) -> Option<u32> {
    let before = screen.split(" unread").next()?;
    before.rsplit(' ').next()?.parse().ok()
}

#[test]
fn a_library_that_may_only_be_read_is_browsed_and_says_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let library = imported(folder.path());
    let may = |path: &std::path::Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        may(&entry.unwrap().path(), 0o444);
    }
    may(folder.path(), 0o555);
    // Root may write everything: it steps down first.
    let mut words = vec!["sh", "-c", "HOME=/nowhere exec \"$0\" \"$@\""];
    if rustix::process::getuid().is_root() {
        let down = [
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
        ];
        let may_run = Command::new(down[0])
            .args(&down[1..])
            .args([NUTGRAF, "--version"])
            .stdout(Stdio::null())
            .status();
        if !may_run.is_ok_and(|status| status.success()) {
            println!("SKIPPED: root cannot step down to a user who may run the program");
            return;
        }
        words.extend(down);
    }
    words.extend([NUTGRAF, "--library", &library]);
    let mut pty = Pty::start(120, 40, &words);
    pty.wait_for(TITLE);
    pty.wait_for("marks are not kept");
    pty.wait_for_quiet();
    assert!(pty.shows("marks are not kept"), "nothing stands over it");
    pty.keys("m");
    pty.wait_for("nothing was changed");
    pty.keys("/@lapid\r");
    pty.wait_for(OTHER);
    pty.keys("Q");
    assert_eq!(pty.end().exit_code(), 0);
    may(folder.path(), 0o755);
}

#[test]
fn a_library_on_a_full_disk_is_browsed_and_says_why_nothing_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let library = imported(folder.path());
    // With a limit on the size of files every write fails as on a full disk.
    let full = "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"";
    let mut pty = Pty::start(120, 40, &["sh", "-c", full, NUTGRAF, "--library", &library]);
    pty.wait_for(TITLE);
    pty.wait_for("marks are not kept");
    pty.keys("m");
    pty.wait_for("nothing was changed");
    pty.keys("/@lapid\r");
    pty.wait_for(OTHER);
    pty.keys("Q");
    assert_eq!(pty.end().exit_code(), 0);
}

#[test]
fn signals_end_it_and_leave_the_terminal_as_it_was() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut pty = Pty::browser(100, 30);
        kill_process(pty.pid(), signal).unwrap();
        pty.end();
        pty.is_restored(&format!("{signal:?}"));
    }
}

#[test]
fn an_interrupt_from_the_keyboard_ends_it() {
    let mut pty = Pty::browser(80, 24);
    pty.keys("\u{3}");
    pty.end();
    pty.is_restored("^C");
}

#[test]
fn a_storm_of_sizes_is_survived() {
    let mut pty = Pty::browser(100, 30);
    for step in 0..60u16 {
        let (columns, rows) = (1 + step * 37 % 190, 1 + step * 23 % 61);
        pty.resize(columns, rows);
    }
    pty.resize(0, 0);
    pty.resize(100, 30);
    pty.keys("\u{c}");
    pty.wait_for(TITLE);
    pty.keys("Q");
    assert_eq!(pty.end().exit_code(), 0);
    pty.is_restored("a storm of sizes");
}

impl Pty {
    fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.resize(size).unwrap();
        let mut heard = self.heard.0.lock().unwrap();
        let screen = heard.parser.screen_mut();
        screen.set_size(nonzero(rows), nonzero(columns));
    }
}

#[test]
fn it_stops_like_any_job_and_comes_back() {
    let mut pty = Pty::start(100, 30, &["sh", "-i"]);
    pty.wait_for("ready> ");
    let calm = format!("{:?}", pty.master.get_termios().unwrap());
    pty.keys(&format!("set -m; '{NUTGRAF}' '{SEEDS}'\n"));
    pty.wait_for_headlines();
    pty.keys("\u{1a}");
    pty.wait("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().to_lowercase().contains("stopped")
    });
    pty.wait_for_quiet();
    assert_eq!(format!("{:?}", pty.master.get_termios().unwrap()), calm);
    pty.keys("fg\n");
    pty.wait("the headlines again", |screen| {
        screen.alternate_screen() && screen.contents().contains(TITLE)
    });
    pty.wait_for_quiet();
    pty.keys("Q");
    pty.wait("the shell again", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>")
    });
    pty.keys("exit\n");
    pty.end();
}

/// The name of an environment variable that turns an ignored test into a program of its own.
const PLAY: &str = "NUTGRAF_PTY_PLAY";

/// This test program as the program in the terminal.
fn myself(part: &str) -> Vec<String> {
    let exe = std::env::current_exe().unwrap();
    let exe = exe.to_str().unwrap();
    [
        "env",
        &format!("{PLAY}=1"),
        exe,
        "--exact",
        part,
        "--ignored",
        "--nocapture",
        "--test-threads=1",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[test]
fn a_panic_leaves_the_terminal_as_it_was_and_its_words_readable() {
    let words = myself("panicking_screen");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut pty = Pty::start(120, 30, &words);
    pty.wait_for("the screen fell over");
    pty.end();
    pty.is_restored("a panic");
    let heard = pty.heard.0.lock().unwrap();
    assert!(
        heard
            .parser
            .screen()
            .contents()
            .contains("the screen fell over")
    );
}

/// Takes over the terminal and panics; started by the test above.
#[test]
#[ignore = "a part of another test"]
fn panicking_screen() {
    if std::env::var_os(PLAY).is_none() {
        return;
    }
    let screen = std::thread::Builder::new().name("screen".to_owned());
    let screen = screen.spawn(|| {
        let _terminal = Terminal::enter(Look {
            theme: "terminal".to_owned(),
            themes: String::new(),
            depth: Depth::Sixteen,
            mouse: true,
            multiplexer: Multiplexer::None,
        })
        .unwrap();
        panic!("the screen fell over");
    });
    drop(screen.unwrap().join());
}

/// Opens a browser in a terminal, says its process id, and waits to be killed; started by the test below.
#[test]
#[ignore = "a part of another test"]
fn terminal_that_will_be_killed() {
    let Some(play) = std::env::var_os(PLAY) else {
        return;
    };
    let nohup = [
        "sh",
        "-c",
        "trap '' HUP; exec \"$0\" \"$1\"",
        NUTGRAF,
        SEEDS,
    ];
    let mut pty = if play == "2" {
        Pty::start(100, 30, &nohup)
    } else {
        Pty::start(100, 30, &[NUTGRAF, SEEDS])
    };
    pty.wait_for_headlines();
    println!("\npid {}", pty.pid().as_raw_nonzero());
    loop {
        std::thread::sleep(DEADLINE);
    }
}

/// When the terminal is gone (a dropped connection), the program ends, also when it was told to ignore the hang-up.
#[test]
fn a_lost_terminal_ends_it() {
    for play in ["1", "2"] {
        let words = myself("terminal_that_will_be_killed");
        let mut terminal = Command::new(&words[2])
            .args(&words[3..])
            .env(PLAY, play)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(terminal.stdout.take().unwrap());
        let pid = said
            .lines()
            .find_map(|line| line.unwrap().strip_prefix("pid ")?.parse().ok())
            .expect("the browser starts");
        let pid = Pid::from_raw(pid).unwrap();
        terminal.kill().unwrap();
        terminal.wait().unwrap();
        let deadline = now() + DEADLINE;
        while is_running(pid) {
            assert!(now() < deadline, "it outlives its terminal ({play})");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// Whether a process runs; one that ended and that nobody asks about does not.
fn is_running(pid: Pid) -> bool {
    if test_kill_process(pid).is_err() {
        return false;
    }
    let state = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
    !state.is_ok_and(|stat| stat.rsplit(") ").next().is_some_and(|s| s.starts_with('Z')))
}

/// Prints the browser's real screen: `cargo test --test pty picture -- --ignored --nocapture`. README shows it.
#[test]
#[ignore = "a picture for the documentation"]
fn picture() {
    let mut pty = Pty::browser(112, 32);
    pty.wait_for_quiet();
    pty.keys("/@borrell");
    pty.wait("only articles with Borrell", |screen| {
        !screen.contents().contains(TITLE)
    });
    pty.wait_for_quiet();
    let heard = pty.heard.0.lock().unwrap();
    println!("{}", heard.parser.screen().contents());
}
