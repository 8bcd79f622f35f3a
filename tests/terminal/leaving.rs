//! However the browser ends, by a key, a signal, a panic or the loss of its terminal, the terminal is as it was before.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nutgraf::tui::depth::Depth;
use nutgraf::tui::multiplexer::Multiplexer;
use nutgraf::tui::terminal::{Look, Terminal};
use rustix::process::{Pid, Signal, test_kill_process};

use crate::session::{NUTGRAF, OTHER, PATIENCE, SEEDS, SIZE, TITLE, Tty, browser, home, program};

/// Waits until all starter articles are there and the newest is on the screen.
fn wait_for_headlines(tty: &mut Tty) {
    tty.wait_for(" 12 articles");
    // What arrives late may stand above the cursor: the top is asked for until it is there.
    let from = Instant::now();
    loop {
        tty.settle();
        if tty.screen().contains(TITLE) {
            return;
        }
        assert!(from.elapsed() < PATIENCE, "the newest headline never comes");
        tty.keys("gg");
    }
}

#[test]
fn a_reader_filters_reads_and_leaves() {
    let home = home();
    let mut tty = browser(home.path(), &[], SIZE);
    wait_for_headlines(&mut tty);
    tty.keys("/@lapid");
    tty.wait("only articles with Lapid", |text| {
        text.contains(OTHER) && !text.contains(TITLE)
    });
    tty.keys("\r");
    tty.settle();
    tty.keys("G\r");
    tty.wait_for("signed a declaration");
    tty.keys("q");
    tty.wait_for(OTHER);
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    tty.assert_restored("quit");
}

#[test]
fn it_filters_opens_and_leaves_as_it_came() {
    let home = home();
    let mut tty = Tty::start(program(home.path(), &[NUTGRAF, SEEDS]), SIZE);
    let modes = tty.modes();
    tty.wait("the list", |text| {
        text.contains("enter read") && text.contains('•')
    });
    assert_ne!(tty.modes(), modes, "keys come at once");
    tty.settle();
    tty.keys("/vienna");
    tty.wait("an answer", |text| {
        text.contains("/ vienna") && text.contains(" ms")
    });
    tty.keys("\r\r");
    tty.wait_for("next article");
    tty.keys("q");
    tty.wait_for("/ vienna");
    tty.keys("q");
    assert_eq!(tty.end(), 0);
    tty.assert_restored("leaving");
    tty.assert_left_once();
}

#[test]
fn signals_end_it_and_leave_the_terminal_as_it_was() {
    let home = home();
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let mut tty = browser(home.path(), &[], (100, 30));
        tty.signal(signal);
        tty.end_within(Duration::from_secs(10));
        tty.assert_restored(&format!("{signal:?}"));
        tty.assert_left_once();
    }
}

#[test]
fn an_interrupt_from_the_keyboard_ends_it() {
    let home = home();
    let mut tty = browser(home.path(), &[], (80, 24));
    tty.keys("\u{3}");
    tty.end();
    tty.assert_restored("^C");
}

#[test]
fn it_stops_like_any_job_and_comes_back() {
    let home = home();
    let mut tty = Tty::start(program(home.path(), &["sh", "-i"]), (100, 30));
    tty.wait_for("ready> ");
    let calm = tty.modes();
    tty.keys(&format!("set -m; '{NUTGRAF}' '{SEEDS}'\n"));
    wait_for_headlines(&mut tty);
    tty.keys("\u{1a}");
    tty.wait_until("the shell", |screen| {
        !screen.alternate_screen() && screen.contents().to_lowercase().contains("stopped")
    });
    tty.settle();
    assert_eq!(tty.modes(), calm);
    tty.keys("fg\n");
    tty.wait_until("the headlines again", |screen| {
        screen.alternate_screen() && screen.contents().contains(TITLE)
    });
    tty.settle();
    tty.keys("Q");
    tty.wait_until("the shell again", |screen| {
        !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>")
    });
    tty.keys("exit\n");
    tty.end();
}

/// The name of an environment variable that turns an ignored test into a program of its own.
const PLAY: &str = "NUTGRAF_PTY_PLAY";

/// This test program as another program: its path, and the words that start one of its parts.
fn myself(part: &str) -> Vec<String> {
    let exe = std::env::current_exe().expect("this test");
    [
        exe.to_str().expect("a name"),
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
    let home = home();
    let myself = myself("leaving::panicking_screen");
    let play = format!("{PLAY}=1");
    let mut words = vec!["env", &play];
    words.extend(myself.iter().map(String::as_str));
    let mut tty = Tty::start(program(home.path(), &words), (120, 30));
    tty.wait_for("the screen fell over");
    tty.end();
    tty.assert_restored("a panic");
    assert!(tty.screen().contains("the screen fell over"));
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
        .expect("a terminal");
        panic!("the screen fell over");
    });
    drop(screen.expect("a thread").join());
}

/// Opens a browser in a terminal, says its process id, and waits to be killed; started by the test below.
#[test]
#[ignore = "a part of another test"]
fn terminal_that_will_be_killed() {
    let Some(play) = std::env::var_os(PLAY) else {
        return;
    };
    let home = home();
    // What a shell does that lets a signal be ignored by what it starts.
    let deaf = [
        "sh",
        "-c",
        "trap '' HUP; exec \"$0\" \"$@\"",
        NUTGRAF,
        SEEDS,
    ];
    let words = if play == "deaf" {
        &deaf[..]
    } else {
        &deaf[3..]
    };
    let mut tty = Tty::start(program(home.path(), words), (100, 30));
    wait_for_headlines(&mut tty);
    println!("\npid {}", tty.pid().as_raw_nonzero());
    loop {
        std::thread::sleep(PATIENCE);
    }
}

/// When the terminal is gone (a dropped connection), the program ends, also when it was told to ignore the hang-up.
#[test]
fn a_lost_terminal_ends_it() {
    for play in ["hearing", "deaf"] {
        let words = myself("leaving::terminal_that_will_be_killed");
        let mut terminal = Command::new(&words[0])
            .args(&words[1..])
            .env(PLAY, play)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let said = BufReader::new(terminal.stdout.take().expect("piped"));
        let pid = said
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.strip_prefix("pid ")?.parse().ok())
            .and_then(Pid::from_raw)
            .expect("it tells the process");
        assert!(is_running(pid), "it runs");
        // Killed without a chance to clean up: the terminal is simply gone.
        terminal.kill().expect("it can be killed");
        terminal.wait().expect("it is gone");
        let from = Instant::now();
        while is_running(pid) {
            assert!(
                from.elapsed() < Duration::from_secs(3),
                "it outlives its terminal ({play})"
            );
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
