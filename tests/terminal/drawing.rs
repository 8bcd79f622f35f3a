//! What is drawn in a terminal: few bytes, nothing when nothing happens, and the right picture after any size.

use std::time::Duration;

use crate::session::{SIZE, TITLE, browser, home};

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
