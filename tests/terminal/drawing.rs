//! What is drawn in a terminal: few bytes, nothing when nothing happens, and the right picture after any size.

use std::time::Duration;

use rustix::process::Signal;

use crate::session::{SIZE, TITLE, Tty, browser, home, nutgraf};

#[test]
fn few_bytes_are_sent_and_none_when_nothing_happens() {
    let home = home();
    let mut tty = browser(home.path(), &[], SIZE);
    let moved = tty.bytes("j");
    assert!((1..=2048).contains(&moved), "a cursor move: {moved} bytes");
    let opened = tty.bytes("\r");
    assert!(opened > 0);
    let scrolled = tty.bytes("j");
    assert!(
        (1..=8192).contains(&scrolled),
        "a scrolled line: {scrolled} bytes"
    );
    let back = tty.bytes("q");
    assert!(back > 0);
    let before = tty.settle();
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(tty.sent().len(), before, "nothing happens, nothing is sent");
    println!("cursor move {moved} B, open {opened} B, scroll {scrolled} B, back {back} B");
}

#[test]
fn a_storm_of_sizes_ends_in_the_right_picture() {
    let home = home();
    let mut tty = browser(home.path(), &[], SIZE);
    for n in 0..30u16 {
        tty.resize((20 + 4 * n, 5 + n));
    }
    tty.resize(SIZE);
    tty.settle();
    tty.keys("j");
    tty.wait("the list", |text| {
        text.contains("enter read") && text.contains("? help")
    });
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
}

#[test]
fn a_storm_of_sizes_is_survived() {
    let home = home();
    let mut tty = browser(home.path(), &[], (100, 30));
    for step in 0..60u16 {
        tty.resize((1 + step * 37 % 190, 1 + step * 23 % 61));
    }
    tty.resize((0, 0));
    tty.resize((100, 30));
    tty.keys("\u{c}");
    tty.wait_for(TITLE);
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    tty.assert_restored("a storm of sizes");
}

#[test]
fn a_size_that_came_back_before_it_was_seen_is_painted_whole() {
    let home = home();
    let mut tty = browser(home.path(), &[], SIZE);
    tty.signal(Signal::STOP);
    tty.resize((40, 12));
    tty.resize(SIZE);
    let before = tty.sent().len();
    tty.signal(Signal::CONT);
    tty.settle();
    let sent = String::from_utf8_lossy(&tty.sent()[before..]).into_owned();
    // What stood there while it was smaller may be gone.
    assert!(
        sent.contains("\x1b[2J") && sent.contains("United"),
        "{sent}"
    );
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
}

#[test]
fn nothing_is_left_beside_signs_that_terminals_disagree_on() {
    let home = home();
    let file = home.path().join("signs.jsonl");
    let titles = [
        "\u{26a0}\u{fe0f} Gale warning: \u{2764}\u{fe0f} and \u{2708}\u{fe0f} kept on the ground",
        "An ordinary headline about a ferry on the lake",
        "\u{25b6}\u{fe0f} Watch: \u{2600}\u{fe0f} over Brockham after a month of rain",
        "\u{1f3d6}\u{fe0f} Beaches open, 1\u{fe0f}\u{20e3} day early",
    ];
    let line = |(day, title)| {
        format!(
            "{{\"title\":\"{title}\",\"text\":\"Text {day}.\",\"published\":\"2026-05-{day}\"}}\n"
        )
    };
    let lines: String = (10..).zip(titles).map(line).collect();
    std::fs::write(&file, lines).expect("written");
    let mut tty = Tty::start(
        nutgraf(home.path(), &[file.to_str().expect("a name")], &[]),
        SIZE,
    );
    tty.wait("the list", |text| {
        text.contains("4 articles") && text.contains("enter read")
    });
    tty.settle();
    for keys in ["/ferry", "\x15", "\r", "j", "j", "/beaches", "\x15", "\r"] {
        tty.keys(keys);
        tty.settle();
        let as_changed = tty.screen();
        tty.keys("\x0c");
        tty.settle();
        assert_eq!(as_changed, tty.screen(), "after {keys:?}");
    }
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
}

/// Prints the browser's real screen, which README shows:
/// `cargo test --test terminal drawing::picture -- --ignored --nocapture`.
#[test]
#[ignore = "a picture for the documentation"]
fn picture() {
    let home = home();
    let mut tty = browser(home.path(), &[], (112, 32));
    tty.keys("/@borrell");
    tty.wait("only articles with Borrell", |text| !text.contains(TITLE));
    tty.settle();
    println!("{}", tty.screen());
}
