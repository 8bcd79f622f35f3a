//! Keys as hands strike them: what never leaves, what is restored, what is pasted.

use crate::session::{OTHER, SIZE, browser, home};

#[test]
fn only_what_is_asked_to_leaves_and_it_is_said_how() {
    let home = home();
    let mut tty = browser(home.path(), &[], SIZE);
    // One that cannot be mistaken for the beginning of another key.
    for key in ["\x1b", "h", "\x1b[D"] {
        tty.keys(key);
        tty.wait_for("q leaves nutgraf");
        tty.keys("j");
        tty.wait("the keys again", |text| !text.contains("leaves nutgraf"));
    }
    tty.keys("/@lapid\r");
    tty.wait_for(OTHER);
    tty.settle();
    tty.keys("\x1b");
    tty.wait_for("^R on its line brings it back");
    tty.keys("q");
    assert_eq!(tty.end(), 0);
}

#[test]
fn a_line_that_is_given_up_leaves_what_stood_before_it() {
    let home = home();
    let mut tty = browser(home.path(), &[], SIZE);
    tty.keys("/@lapid\r");
    tty.wait("the line", |text| {
        text.contains("@lapid") && text.contains(" of 12")
    });
    // A blank parts what is written next; what was given up comes back from the history.
    tty.keys("/vienna");
    tty.wait_for("@lapid vienna");
    tty.settle();
    tty.keys("\x1b");
    tty.wait("the line before", |text| {
        text.contains("@lapid") && !text.contains("@lapid vienna") && text.contains(" of 12")
    });
    tty.keys("/\x12");
    tty.wait_for("@lapid vienna");
    tty.settle();
    tty.keys("\x1b");
    tty.settle();
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
}

#[test]
fn a_paste_of_any_size_is_taken_up_to_what_a_line_holds() {
    let home = home();
    let mut tty = browser(home.path(), &[], SIZE);
    tty.keys("\x1b[200~biden\x1b[201~");
    tty.wait_for("nothing here takes what is pasted");
    tty.keys("/\x1b[200~biden\rlapid\x1b[201~");
    tty.wait_for("biden lapid");
    tty.keys("\x15");
    let paste = format!("\x1b[200~{}\x1b[201~", "biden\r".repeat(100_000 / 6));
    tty.keys(&paste);
    tty.wait_for("a line holds 4096 characters");
    tty.wait_for("biden biden biden");
    tty.keys("\x03");
    tty.settle();
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
}
