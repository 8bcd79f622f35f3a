//! The program among what surrounds it: terminals of every kind, a locale without letters, clipboards behind
//! multiplexers, editors and pagers, a standard input that is no terminal, a dialogue instead of a screen; and how it comes
//! back to its place after it was killed.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;

use crate::session::{NUTGRAF, PATIENCE, SIZE, Tty, browser, home, nutgraf, surround};

fn script(home: &Path, name: &str, lines: &str) -> String {
    let path = home.join(name);
    fs::write(&path, format!("#!/bin/sh\n{lines}\n")).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("set");
    path.to_str().expect("a name").to_owned()
}

/// Which colours a stream of bytes asks for: none, the eight, the sixteen, 256, all.
fn colours(sent: &str) -> &'static str {
    let mut most = 0;
    for sequence in sent.split("\x1b[").skip(1) {
        let Some((codes, _)) = sequence.split_once('m') else {
            continue;
        };
        if !codes.chars().all(|c| c.is_ascii_digit() || c == ';') {
            continue;
        }
        let mut codes = codes.split(';').map(|c| c.parse::<u16>().unwrap_or(0));
        while let Some(code) = codes.next() {
            let rank = match (code, code) {
                (38 | 48, _) => match codes.next() {
                    Some(2) => 4,
                    _ => 3,
                },
                (90..=97 | 100..=107, _) => 2,
                (30..=37 | 40..=47, _) => 1,
                _ => 0,
            };
            if rank >= 3 {
                most = most.max(rank);
                break;
            }
            most = most.max(rank);
        }
    }
    ["none", "8", "16", "256", "true"][most]
}

#[test]
fn every_terminal_gets_the_colours_that_it_has() {
    let home = home();
    let config = home.path().join(".config/nutgraf");
    fs::create_dir_all(&config).expect("a folder");
    // A theme of all colours, so that what is sent tells what was thought possible.
    fs::write(config.join("config.toml"), "theme = \"night\"\n").expect("written");
    for (term, variables, expected) in [
        ("vt100", vec![], vec!["none"]),
        ("linux", vec![], vec!["8"]),
        ("screen", vec![], vec!["8"]),
        ("ansi", vec![], vec!["8"]),
        ("xterm", vec![], vec!["8", "16"]),
        ("tmux", vec![], vec!["8", "16"]),
        ("tmux-256color", vec![], vec!["256"]),
        ("screen-256color", vec![], vec!["256"]),
        ("xterm-256color", vec![], vec!["256"]),
        (
            "xterm-256color",
            vec![("COLORTERM", "truecolor")],
            vec!["true"],
        ),
        ("xterm-256color", vec![("NO_COLOR", "1")], vec!["none"]),
        ("vt100", vec![("CLICOLOR_FORCE", "1")], vec!["8", "16"]),
        ("xterm-direct", vec![], vec!["true"]),
    ] {
        let mut all = vec![("TERM", term)];
        all.extend(variables);
        let mut tty = browser(home.path(), &all, (100, 30));
        tty.keys("\r");
        tty.wait("the article", |text| text.contains("next article"));
        tty.keys("Q");
        assert_eq!(tty.end(), 0, "{all:?}");
        let sent = String::from_utf8_lossy(&tty.sent()).into_owned();
        assert!(
            expected.contains(&colours(&sent)),
            "{all:?}: {}",
            colours(&sent)
        );
        tty.assert_restored(term);
    }
}

#[test]
fn a_locale_without_letters_gets_ascii() {
    let home = home();
    for variable in ["LC_ALL", "LC_CTYPE", "LANG"] {
        let mut tty = browser(home.path(), &[("LANG", ""), (variable, "C")], (100, 30));
        for keys in [
            "j\r", "G", "q", "?", "q", "a", "\u{1b}", "/@", "\t", "\r", "Q",
        ] {
            tty.keys(keys);
            tty.settle();
        }
        assert_eq!(tty.end(), 0);
        let odd: Vec<u8> = tty.sent().into_iter().filter(|b| !b.is_ascii()).collect();
        assert!(odd.is_empty(), "{variable}: {odd:?}");
    }
}

#[test]
fn the_clipboard_is_reached_in_the_words_of_what_stands_between() {
    let home = home();
    for (variables, before, after) in [
        (vec![], "\x1b]52;c;", "\x07"),
        (
            vec![("TMUX", "/tmp/tmux-0/default,1,0")],
            "\x1bPtmux;\x1b\x1b]52;c;",
            "\x07\x1b\\",
        ),
        (vec![("STY", "1.tty.host")], "\x1bP\x1b]52;c;", "\x07\x1b\\"),
    ] {
        let mut tty = browser(home.path(), &variables, SIZE);
        let from = tty.settle();
        tty.keys("Y");
        tty.wait("a word on it", |text| text.contains("copied id"));
        tty.settle();
        let screen = tty.screen();
        let id = screen
            .split("copied id ")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next())
            .expect("the id is said")
            .to_owned();
        let sent = String::from_utf8_lossy(tty.sent().get(from..).unwrap_or(&[])).into_owned();
        let copied = sent
            .split(before)
            .nth(1)
            .and_then(|rest| rest.split_once(after));
        let (copied, _) = copied.unwrap_or_else(|| panic!("{variables:?}: {sent:?}"));
        assert_eq!(copied, base64(id.as_bytes()), "{variables:?}");
        // Outside of a multiplexer nothing is wrapped; in tmux the plain form is sent too.
        assert_eq!(sent.contains("\x1bP"), !variables.is_empty());
        tty.keys("Q");
        assert_eq!(tty.end(), 0);
    }
}

fn base64(bytes: &[u8]) -> String {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let at = |n: usize| u32::from(group.get(n).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4usize {
            let index = (bits >> (18 - 6 * digit)) & 63;
            text.push(if digit <= group.len() {
                char::from(digits[index as usize])
            } else {
                '='
            });
        }
    }
    text
}

#[test]
fn editor_pager_and_pipe_get_the_text_and_the_terminal() {
    let home = home();
    let told = home.path().join("told");
    let program = |name: &str, lines: &str| {
        script(
            home.path(),
            name,
            &lines.replace("TOLD", told.to_str().expect("a name")),
        )
    };
    // An editor that draws on the terminal itself, in its own modes.
    let editor = program(
        "edit or",
        "stty -echo raw; printf '\\033[?1049h\\033[?25hEDITING'; cat \"$2\" > 'TOLD.editor'; printf '%s' \"$1\" > 'TOLD.argument'; stty sane; printf '\\033[?1049l'",
    );
    let pager = program(
        "pager",
        "cat > 'TOLD.pager'; stty -a < /dev/tty > 'TOLD.modes'",
    );
    let config = home.path().join(".config/nutgraf");
    fs::create_dir_all(&config).expect("a folder");
    fs::write(
        config.join("config.toml"),
        format!("[open]\neditor = [\"{editor}\", \"$(touch x); y\"]\n"),
    )
    .expect("written");
    let mut tty = browser(home.path(), &[("PAGER", &pager)], SIZE);
    for (keys, name) in [("E", "editor"), ("P", "pager")] {
        tty.keys(keys);
        let kept = home.path().join(format!("told.{name}"));
        let from = Instant::now();
        while fs::read_to_string(&kept).unwrap_or_default().len() < 100 {
            assert!(
                from.elapsed() < PATIENCE,
                "{name} is started:\n{}",
                tty.screen()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        tty.wait("the list again", |text| text.contains("enter read"));
        tty.settle();
        // It goes on where it was.
        tty.keys("j");
        assert!(tty.bytes("k") > 0);
    }
    let argument = fs::read_to_string(home.path().join("told.argument")).expect("told");
    assert_eq!(argument, "$(touch x); y", "an argument is an argument");
    let modes = fs::read_to_string(home.path().join("told.modes")).expect("told");
    assert!(
        modes.contains(" icanon") && modes.contains(" echo "),
        "the pager has a terminal: {modes}"
    );
    tty.keys("|tee 'a b'\r");
    tty.settle();
    fs::remove_file(Path::new(env!("CARGO_MANIFEST_DIR")).join("a b"))
        .expect("tee got one argument");
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    tty.assert_restored("editor, pager and pipe");
}

#[test]
fn keys_come_from_the_terminal_when_standard_input_is_a_document() {
    let home = home();
    let mut command = CommandBuilder::new("/bin/sh");
    let line = format!("cat seeds/*.txt | '{NUTGRAF}' -");
    command.args(["-c", &line]);
    surround(&mut command, home.path(), &[]);
    let mut tty = Tty::start(command, SIZE);
    tty.wait("the list", |text| {
        text.contains("standard input") && text.contains("1 article")
    });
    tty.keys("\r");
    tty.wait("the article", |text| text.contains("next article"));
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    tty.assert_restored("standard input");
}

#[test]
fn a_crash_comes_back_to_the_same_screen() {
    let home = home();
    let import = |words: &[&str]| {
        let mut command = Command::new(NUTGRAF);
        command
            .args(words)
            .env_clear()
            .env("HOME", home.path())
            .env("PATH", "/usr/bin:/bin");
        command.current_dir(env!("CARGO_MANIFEST_DIR"));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        assert!(command.status().expect("it runs").success());
    };
    import(&["import", "seeds"]);
    let mut tty = Tty::start(nutgraf(home.path(), &[], &[]), SIZE);
    tty.wait("the list", |text| text.contains("12 articles"));
    tty.settle();
    for keys in ["/@borrell\r", ">>", "j\r", "jjjjjjj", "s"] {
        tty.keys(keys);
        tty.settle();
    }
    // The place is kept once a second has passed.
    std::thread::sleep(Duration::from_millis(1500));
    let before = tty.screen();
    assert!(before.contains("★"), "{before}");
    // Not even a signal that can be heard.
    tty.child.kill().expect("it can be killed");
    tty.end();
    let mut tty = Tty::start(nutgraf(home.path(), &[], &[]), SIZE);
    tty.wait("the article", |text| text.contains("next article"));
    tty.settle();
    let after = tty.screen();
    // All but the last message.
    let calm = |screen: &str| -> Vec<String> {
        let lines: Vec<&str> = screen.lines().collect();
        let body = lines.get(..lines.len().saturating_sub(1)).unwrap_or(&[]);
        body.iter().map(|l| l.trim_end().to_owned()).collect()
    };
    assert_eq!(calm(&after), calm(&before));
    tty.keys("q");
    tty.wait("the filtered list", |text| text.contains("/ @borrell"));
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
}

#[test]
fn few_bytes_whatever_moves() {
    let home = home();
    // Beside other panes.
    let mut tty = browser(home.path(), &[], SIZE);
    let moved = (0..3).map(|_| tty.bytes("j")).max().unwrap_or(0);
    assert!((1..=2048).contains(&moved), "a cursor move: {moved}");
    tty.bytes("\r");
    let beside = (0..4).map(|_| tty.bytes("j")).max().unwrap_or(0);
    assert!(
        (1..=8192).contains(&beside),
        "a line beside other panes: {beside}"
    );
    tty.keys("z");
    let zen = (0..4).map(|_| tty.bytes("j")).max().unwrap_or(0);
    assert!((1..=1024).contains(&zen), "a line in zen: {zen}");
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    // The text is all there is.
    let mut tty = browser(home.path(), &[], (80, 24));
    tty.bytes("\r");
    let full = (0..6).map(|_| tty.bytes("j")).max().unwrap_or(0);
    assert!(
        (1..=1024).contains(&full),
        "a line of a full-width text: {full}"
    );
    println!("cursor {moved} B, line beside panes {beside} B, in zen {zen} B, full width {full} B");
}

#[test]
fn a_held_key_draws_at_most_a_frame_in_sixteen_milliseconds() {
    let home = home();
    let mut tty = browser(home.path(), &[], SIZE);
    tty.bytes("\r");
    let frames = |bytes: &[u8]| {
        let mark = b"\x1b[?2026h";
        bytes.windows(mark.len()).filter(|w| w == mark).count()
    };
    let before = frames(&tty.sent());
    let from = Instant::now();
    // Faster than any keyboard.
    for n in 0..400 {
        tty.keys(if n % 40 < 20 { "j" } else { "k" });
        std::thread::sleep(Duration::from_millis(3));
    }
    tty.settle();
    let drawn = frames(&tty.sent()) - before;
    let most = usize::try_from(from.elapsed().as_millis() / 16).unwrap_or(usize::MAX) + 1;
    assert!(drawn > 0 && drawn <= most, "{drawn} frames, at most {most}");
    println!("{drawn} frames of at most {most}");
}

/// What the dialogue says to lines, through a pipe.
fn dialogue(home: &Path, words: &[&str], lines: &str) -> String {
    let mut command = Command::new(NUTGRAF);
    command
        .args(words)
        .env_clear()
        .env("HOME", home)
        .env("PATH", "/usr/bin:/bin");
    command
        .env("LANG", "C.UTF-8")
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    child
        .stdin
        .take()
        .expect("piped")
        .write_all(lines.as_bytes())
        .expect("it listens");
    let out = child.wait_with_output().expect("it ends");
    assert!(out.status.success(), "{:?}", out.status);
    String::from_utf8(out.stdout).expect("UTF-8")
}

#[test]
fn the_dialogue_has_the_same_commands() {
    let home = home();
    let said = dialogue(
        home.path(),
        &["--plain", "seeds"],
        "\n1\n\nq\n/@borrell\n1\ne a\nq\ns\nt vienna\ny\n]\ni a\nq\nhelp star\nnonsense\nquit\n",
    );
    for words in [
        "12 articles, 12 unread",
        "\n1. ",
        "\n10. ",
        "2 more.",
        "\n11. ",
        "\nSummary:\na. ",
        "\nActors: ",
        "End of the article.",
        "4 articles for: @borrell",
        "\nstarred",
        "\ntagged #vienna",
        "Also called: ",
        "Appears with: ",
        "  star (s): ",
        "no command `nonsense`",
    ] {
        assert!(said.contains(words), "{words:?} in:\n{said}");
    }
    assert!(!said.contains('\u{1b}'), "nothing is drawn");
    // A terminal that can't be drawn on gets it by itself, with a prompt, and an end of input leaves.
    let mut tty = Tty::start(
        nutgraf(home.path(), &["seeds"], &[("TERM", "dumb")]),
        (60, 20),
    );
    tty.wait("a prompt", |text| {
        text.contains("nutgraf>") && text.contains("more.")
    });
    tty.keys("/vienna\n");
    tty.wait("an answer", |text| text.contains("for: vienna"));
    tty.keys("\u{4}");
    assert_eq!(tty.end(), 0);
    let sent = tty.sent();
    assert!(!sent.contains(&0x1b), "nothing is drawn: {}", tty.screen());
    tty.assert_restored("the dialogue");
}

#[test]
fn the_dialogue_says_the_brief_and_leads_to_its_sentences() {
    let home = home();
    let said = dialogue(
        home.path(),
        &["--plain", "seeds"],
        "/@borrell\nbrief\n4\nq\nm\nD\n999\nq\nquit\n",
    );
    let (_, page) = said
        .split_once("\nJosep Borrell, 16 March")
        .expect("the page");
    for words in [
        "stories from 4 of 4 articles",
        "\n1. ",
        "\n4. ",
        "\nSources\n",
        "\nSummary:\na. ",
        "known: the next brief",
        "dropped: ",
        "the brief has no sentence 999",
    ] {
        assert!(page.contains(words), "{words:?} in:\n{said}");
    }
    // The sentence that the number stands before is where the article is read on from.
    let sentence = page
        .lines()
        .find_map(|line| line.strip_prefix("4. "))
        .expect("it is said");
    let words = sentence
        .split(" [")
        .next()
        .expect("words before the source");
    let start: String = words.chars().take(20).collect();
    let (_, article) = page.split_once("\nSummary:").expect("an article");
    assert!(article.contains(&start), "{start:?} in:\n{article}");
}

#[test]
fn the_tour_puts_nothing_into_the_readers_library() {
    let home = home();
    let mut tty = Tty::start(nutgraf(home.path(), &[], &[]), (100, 34));
    tty.wait_for("Nothing here yet");
    tty.keys("t");
    tty.wait("the first step", |text| {
        text.contains("tour 1 of 5") && text.contains("12 articles")
    });
    tty.settle();
    tty.keys("q");
    // Back where it was begun, and as empty as before.
    tty.wait_for("Nothing here yet");
    tty.keys("q");
    assert_eq!(tty.end(), 0);
    tty.assert_restored("the tour");
}

#[test]
fn the_tour_teaches_by_doing() {
    let home = home();
    let mut tty = Tty::start(nutgraf(home.path(), &["tour"], &[]), (100, 34));
    tty.wait("the first step", |text| {
        text.contains("tour 1 of 5") && text.contains("12 articles")
    });
    for (keys, shown) in [
        ("/@iran\r", "tour 2 of 5"),
        ("\r", "tour 3 of 5"),
        ("ea", "tour 4 of 5"),
        ("]", "tour 5 of 5"),
        ("s", "That is all"),
    ] {
        tty.settle();
        tty.keys(keys);
        tty.wait(shown, |text| text.contains(shown));
    }
    tty.keys("j");
    tty.wait("the end of the tour", |text| !text.contains("That is all"));
    tty.keys("Q");
    assert_eq!(tty.end(), 0);
    assert!(
        !home.path().join(".local/share/nutgraf/library.db").exists(),
        "a temporary library"
    );
}
