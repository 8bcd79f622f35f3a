//! Articles that want to be more than text: every kind of escape in every field. Nothing of it reaches the terminal, its
//! title, the clipboard or another program as a control code. The whole stream of bytes is walked, and only sequences
//! that the program itself means to send may be in it.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::session::{SIZE, Tty, nutgraf};

/// What every payload holds, so that it can be told from the program's own words.
const PAWN: &str = "pwned";

/// One of each kind of what a terminal obeys or is misled by.
fn payloads() -> Vec<(&'static str, String)> {
    [
        ("bell", "\u{7}pwned\u{7}"),
        ("backspace", "pwned\u{8}\u{8}\u{8}"),
        ("vertical tab, form feed", "\u{b}pwned\u{c}"),
        ("shift out and in", "\u{e}pwned\u{f}"),
        ("substitute, delete, null", "\u{1a}pwned\u{7f}\u{0}"),
        ("lone carriage return", "pwned\rPWNED"),
        ("next line", "\u{85}pwned"),
        ("colour", "\u{1b}[31;5mpwned"),
        ("clear and home", "\u{1b}[2J\u{1b}[Hpwned"),
        ("leave the alternate screen", "\u{1b}[?1047lpwned"),
        ("ask where the cursor is", "\u{1b}[6n\u{1b}[cpwned"),
        ("reset", "\u{1b}cpwned"),
        ("another character set", "\u{1b}(0pwned\u{1b}#8"),
        ("title", "\u{1b}]0;pwned\u{7}"),
        ("title, string terminator", "\u{1b}]2;pwned\u{1b}\\"),
        ("clipboard", "\u{1b}]52;c;cHduZWQ=\u{7}"),
        (
            "link",
            "\u{1b}]8;;file:///etc/pwned\u{1b}\\x\u{1b}]8;;\u{1b}\\",
        ),
        ("notice", "\u{1b}]9;pwned\u{7}"),
        ("device control", "\u{1b}Pq#0pwned\u{1b}\\"),
        (
            "tmux passthrough",
            "\u{1b}Ptmux;\u{1b}\u{1b}]0;pwned\u{7}\u{1b}\\",
        ),
        ("application command", "\u{1b}_Gpwned\u{1b}\\"),
        ("privacy message", "\u{1b}^pwned\u{1b}\\"),
        ("start of string", "\u{1b}Xpwned\u{1b}\\"),
        ("C1 control sequence", "\u{9b}31mpwned"),
        ("C1 operating system command", "\u{9d}0;pwned\u{9c}"),
        ("C1 device control", "\u{90}qpwned\u{9c}"),
        ("C1 application command", "\u{9f}pwned\u{9c}"),
        ("never ended", "\u{1b}]0;pwned"),
        ("override of direction", "\u{202e}denwp\u{202c}"),
        ("isolates", "\u{2066}\u{2067}pwned\u{2069}"),
        ("marks of direction", "\u{200e}\u{200f}\u{61c}pwned"),
        ("nothing wide", "pw\u{200b}n\u{2060}e\u{feff}d\u{ad}"),
        ("tags", "pwned\u{e0070}\u{e0077}\u{e007f}"),
        ("annotations", "\u{fff9}pwned\u{fffa}x\u{fffb}"),
        ("separators", "pwned\u{2028}x\u{2029}"),
    ]
    .into_iter()
    .map(|(name, text)| (name, text.to_owned()))
    .chain([(
        "a heap of combining marks",
        format!("pwne{}d", "\u{301}".repeat(300)),
    )])
    .collect()
}

fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        let mut units = [0u16; 2];
        for unit in c.encode_utf16(&mut units) {
            let _infallible = write!(out, "\\u{unit:04x}");
        }
    }
    out + "\""
}

/// A folder of documents in every format, with a payload in every field.
fn corpus(folder: &Path) {
    let mut lines = String::new();
    for (number, (_, evil)) in payloads().iter().enumerate() {
        let day = number % 28 + 1;
        let body = format!(
            "The minister Anna {evil}Berg of Norway said on Monday that the {evil} talks would go on. \"We {evil} will \
             not give up,\" Berg said in Oslo.\n\nThe company Statoil {evil}Group sees it otherwise, and its {evil}\n\
             chief Olav {evil} Nordmann told reporters that the price of oil would rise by {number} percent this year.\n\n\
             Nobody knows how it ends {evil}"
        );
        let _infallible = writeln!(
            lines,
            "{{\"id\": {}, \"title\": {}, \"byline\": {}, \"source\": {}, \"url\": {}, \"published\": \"2024-05-{day:02}T00:00:00Z\", \"text\": {}}}",
            json(&format!("id{number}{evil}")),
            json(&format!("Story {number} {evil} from Norway")),
            json(&format!("Eva {evil} Writer")),
            json(&format!("The {evil} Paper")),
            json(&format!("https://example.org/{number}/{evil}")),
            json(&body),
        );
    }
    fs::write(folder.join("all.jsonl"), lines).expect("written");
    for (number, (_, evil)) in payloads().iter().enumerate() {
        let name = evil.replace(['/', '\0'], "");
        let mut text = format!(
            "Headline {number} {evil}\nBy Eva {evil} Writer\n5 May 2024\n\nThe minister of Norway said {evil} on Monday \
             that the talks in Oslo would go on for another week, whatever {evil} happens.\n"
        )
        .into_bytes();
        // As some read it in eight bits.
        text.extend(b"\n\xe9t\xe9 \x9b31mpwned\x9d0;pwned\x9c\n");
        drop(fs::write(folder.join(format!("{number} {name}.txt")), text));
    }
    let mut page = String::from(
        "<html><head><title>Page</title></head><body><article><h1>Page \u{9b}31mpwned</h1>",
    );
    let mut feed = String::from(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>F\u{9d}0;pwned\u{9c}</title>",
    );
    for (number, (_, evil)) in payloads().iter().enumerate() {
        let xml: String = evil.chars().filter(|c| *c >= ' ' || *c == '\r').collect();
        let _infallible = write!(
            page,
            "<p>The minister of Norway said {evil} on Monday that <a href=\"https://example.org/{number}?q={evil}\">the talks \
             {evil}</a> in Oslo would go on for another week, whatever happens to the price of oil.</p>"
        );
        let _infallible = write!(
            feed,
            "<item><title>Item {number} {xml}</title><link>https://example.org/f{number}{xml}</link>\
             <description>Norway said {xml} that talks would go on.</description></item>"
        );
    }
    fs::write(folder.join("page.html"), page + "</article></body></html>").expect("written");
    fs::write(folder.join("feed.xml"), feed + "</channel></rss>").expect("written");
    fs::write(
        folder.join("broken.xml"),
        "<?xml version=\"1.0\"?><rss><channel><title>x</title><\u{1b}]0;pwned\u{7}\u{9b}2J>",
    )
    .expect("written");
}

/// Walks what a terminal was sent: only text, and the sequences that the program means to send.
fn walk(bytes: &[u8], what: &str) {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => panic!("{what}: not UTF-8: {error}"),
    };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let around = || -> String { rest.chars().take(60).collect() };
        if c == '\u{1b}' {
            rest = match sequence(rest) {
                Some(length) => rest.get(length..).expect("a border"),
                None => panic!("{what}: an unknown sequence: {:?}", around()),
            };
            continue;
        }
        let odd = matches!(c,
            '\0'..='\u{8}' | '\u{b}'..='\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
            | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
        assert!(!odd, "{what}: {c:?} before {:?}", around());
        // The line discipline makes two of a line feed; alone it would draw over the line.
        assert!(
            c != '\r'
                || rest.starts_with("\r\n")
                || rest.starts_with("\r\u{1b}[K")
                || rest.starts_with("\r\r\n"),
            "{what}: a carriage return alone: {:?}",
            around()
        );
        rest = rest.get(c.len_utf8()..).expect("a border");
    }
}

/// The length of a sequence of the program's own.
fn sequence(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\u{1b}')?;
    if let Some(rest) = body.strip_prefix('[') {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let (parameters, last) = (rest.get(..end)?, rest.get(end..=end)?);
        let numbers = |p: &str| p.chars().all(|c| c.is_ascii_digit() || c == ';');
        let known = match last {
            "m" => numbers(parameters) && are_looks(parameters),
            "H" => numbers(parameters) && parameters.contains(';'),
            "C" | "D" | "r" | "K" => numbers(parameters),
            "J" => parameters == "2",
            "h" | "l" => ["?1049", "?2004", "?25", "?2026", "?1000", "?1006"].contains(&parameters),
            _ => false,
        };
        return known.then_some(2 + end + 1);
    }
    if body.starts_with('M') {
        return Some(2);
    }
    if let Some(rest) = body.strip_prefix("]52;c;") {
        let end = rest.find('\u{7}')?;
        let base64 = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
        return rest.get(..end)?.chars().all(base64).then_some(7 + end + 1);
    }
    if let Some(rest) = body.strip_prefix("]8;") {
        let end = rest.find("\u{1b}\\")?;
        let (id, address) = rest.get(..end)?.split_once(';')?;
        let known = address.is_empty()
            || ["http://", "https://", "mailto:"]
                .iter()
                .any(|s| address.starts_with(s));
        let plain = address.chars().all(|c| c.is_ascii_graphic());
        let id = id.is_empty()
            || id
                .strip_prefix("id=")?
                .chars()
                .all(|c| c.is_ascii_hexdigit());
        return (known && plain && id).then_some(4 + end + 2);
    }
    None
}

/// Bold, dim, italic, underline, reverse, strike and colours; never blinking or hidden letters.
fn are_looks(parameters: &str) -> bool {
    let codes = parameters.split(';').map(|c| c.parse().unwrap_or(0u16));
    for code in codes {
        match code {
            38 | 48 => return true,
            0..=4 | 7 | 9 | 22..=24 | 27 | 29..=37 | 39..=47 | 49 | 90..=97 | 100..=107 => {}
            _ => return false,
        }
    }
    true
}

struct Place {
    _home: tempfile::TempDir,
    home: PathBuf,
    corpus: PathBuf,
}

fn place() -> Place {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("corpus");
    fs::create_dir(&folder).expect("a folder");
    corpus(&folder);
    // Programs that write down what they are given.
    for (name, reads) in [("browser", ":"), ("editor", "cat \"$1\""), ("pager", "cat")] {
        let path = home.path().join(name);
        let told = home.path().join(format!("{name}.told"));
        let script = format!(
            "#!/bin/sh\n{{ printf '%s\\n' \"$#\" \"$@\"; {reads}; }} >> '{}'\n",
            told.display()
        );
        fs::write(&path, script).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("set");
    }
    Place {
        home: home.path().to_owned(),
        corpus: folder,
        _home: home,
    }
}

impl Place {
    /// Runs a command on a terminal, strikes keys when it is quiet, and returns all that the terminal was sent.
    fn run(&self, words: &[&str], keys: &[&str]) -> Vec<u8> {
        let program = |name: &str| self.home.join(name).display().to_string();
        let (browser, editor, pager) = (program("browser"), program("editor"), program("pager"));
        let variables = [
            ("BROWSER", browser.as_str()),
            ("EDITOR", editor.as_str()),
            ("PAGER", pager.as_str()),
            // A terminal that opens links.
            ("KITTY_WINDOW_ID", "1"),
        ];
        let mut tty = Tty::start(nutgraf(&self.home, words, &variables), SIZE);
        if !keys.is_empty() {
            tty.wait("something to read", |text| {
                text.contains('▌') || text.contains("more.")
            });
        }
        for keys in keys {
            tty.settle();
            tty.keys(keys);
        }
        tty.end();
        tty.sent()
    }
}

#[test]
fn no_command_prints_what_a_terminal_obeys() {
    let place = place();
    let folder = place.corpus.to_str().expect("a name").to_owned();
    let evil = "\u{1b}]0;pwned\u{7}\u{9b}31m\u{202e}pwned";
    let missing = format!("/nowhere/{evil}");
    let commands: Vec<Vec<&str>> = vec![
        vec!["import", &folder],
        vec!["import", "--json", &folder],
        vec!["import", &missing],
        vec!["list"],
        vec!["list", "--json"],
        vec!["list", "--full"],
        vec!["list", evil],
        vec!["list", "--explain", evil],
        vec!["list", "sort:source"],
        vec!["actors"],
        vec!["actors", "--json"],
        vec!["brief"],
        vec!["brief", "--json"],
        vec!["read", &folder],
        vec!["read", "--json", "--raw", &folder],
        vec!["analyze", &folder],
        vec!["analyze", "--json", "--raw", &folder],
        vec!["show", &missing],
        vec!["show", "--raw", &folder],
        vec!["feeds"],
        vec!["feeds", "add", evil],
        vec!["config", "check", "--config", &missing],
        vec!["--theme", evil],
        vec!["doctor", "--library", &missing],
        vec!["library", "stats"],
        vec!["keys"],
        vec![&missing],
    ];
    for words in commands {
        let sent = place.run(&words, &[]);
        walk(&sent, &format!("{words:?}"));
        let text = String::from_utf8_lossy(&sent);
        assert!(
            !text.contains("\u{1b}]") && !text.contains("\u{1b}[?"),
            "{words:?}: {text}"
        );
    }
    let listed = place.run(&["list", "--json"], &[]);
    let listed = String::from_utf8_lossy(&listed);
    assert!(listed.lines().count() >= 30, "the corpus is read: {listed}");
    let key = listed
        .split("\"id\":\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("an id");
    walk(&place.run(&["show", key], &[]), "show");
}

#[test]
fn the_browser_shows_copies_and_hands_on_only_text() {
    let place = place();
    let folder = place.corpus.to_str().expect("a name").to_owned();
    let count = payloads().len();
    let mut keys = vec!["gg", "v", "v", "v", "v", "\r"];
    for _ in 0..count {
        keys.extend(["GyYo", "J"]);
    }
    keys.extend([
        "gg", "\r", "P", "E", "]", "]", "\r", "q", "x", "L", "1o", "2o", "q",
    ]);
    keys.extend(["e", "a", "q", "q", "A", "a", "a", "\u{15}", "S", "G", "S"]);
    keys.extend([
        "/pwned",
        "\u{15}@pwn",
        "\t",
        "\t",
        "\r",
        "/",
        "\u{15}",
        "\r",
        "a",
        "\t",
        "\u{1b}",
    ]);
    keys.extend([
        "?",
        "/pwned\r",
        "q",
        ":theme \u{1b}",
        "\u{1b}",
        "t#pwned\r",
        "i",
        "a",
        "Q",
    ]);
    let sent = place.run(&[&folder], &keys);
    walk(&sent, "the browser");
    let text = String::from_utf8_lossy(&sent);
    assert!(text.contains(PAWN), "the articles are shown");
    // What an article would have sent as it is.
    assert!(
        !text.contains("\u{1b}]52;c;cHduZWQ="),
        "nothing is copied by itself"
    );
    assert!(!text.contains(&"\u{301}".repeat(5)), "no heaps of marks");
    assert!(text.contains("\u{1b}]52;c;"), "something was copied");
    for payload in text.split("\u{1b}]52;c;").skip(1) {
        let payload = payload.split('\u{7}').next().unwrap_or("");
        let copied = String::from_utf8(decode(payload)).expect("text is copied");
        assert!(
            !copied.chars().any(char::is_control) && !copied.contains('\u{202e}'),
            "copied: {copied:?}"
        );
    }
    for name in ["browser", "editor", "pager"] {
        let told = fs::read_to_string(place.home.join(format!("{name}.told"))).unwrap_or_default();
        assert!(!told.is_empty(), "{name} was started");
        let odd = told
            .chars()
            .find(|c| (c.is_control() && !matches!(c, '\n' | '\t')) || *c == '\u{202e}');
        assert_eq!(odd, None, "{name} was told {told:?}");
        if name == "browser" {
            for line in told.lines().filter(|l| *l != "1") {
                assert!(line.starts_with("https://example.org/"), "{line:?}");
            }
        }
    }
}

#[test]
fn the_dialogue_says_only_text() {
    let place = place();
    let folder = place.corpus.to_str().expect("a name").to_owned();
    let sent = place.run(
        &["--plain", &folder],
        &[
            "\n",
            "2\n",
            "\n",
            "y\n",
            "e a\n",
            "q\n",
            "/pwned\n",
            "i a\n",
            "q\n",
            "nonsense \u{9b}31m\n",
            "quit\n",
        ],
    );
    // What is typed comes back from the line discipline; it is the reader's own.
    let said = String::from_utf8_lossy(&sent).replace("nonsense \u{9b}31m", "");
    walk(said.as_bytes(), "the dialogue");
    assert!(said.contains(PAWN));
}

fn decode(base64: &str) -> Vec<u8> {
    let mut bits = 0u32;
    let mut count = 0;
    let mut bytes = Vec::new();
    for c in base64.bytes() {
        let digit = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 255).expect("a byte"));
        }
    }
    bytes
}

#[test]
fn the_walk_finds_what_it_looks_for() {
    for (name, evil) in payloads() {
        let caught = std::panic::catch_unwind(|| walk(evil.as_bytes(), name)).is_err();
        // These are what the program sends too; how often and with what is looked at in the tests.
        let ours = ["a heap of combining marks", "clipboard"].contains(&name);
        assert!(caught || ours, "{name}");
    }
    walk(
        "\u{1b}[?1049h\u{1b}[1;31mtext\u{1b}[0m\r\n".as_bytes(),
        "our own",
    );
}
