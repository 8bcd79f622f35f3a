//! The built program from outside: what it prints, how it ends.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on may fail")]

mod analysed;
mod asking;
mod brief;
mod help;
mod place;
mod said;
mod schemas;
mod settings;
mod stories;
mod streams;
#[cfg(feature = "parquet")]
mod tables;

use std::fs;
use std::io::Read;
use std::path::Path;

use serde_json::Value;

use crate::place::{Ended, Place};

fn seeds() -> String {
    concat!(env!("CARGO_MANIFEST_DIR"), "/seeds").to_owned()
}

pub(crate) fn records(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")))
        .collect()
}

/// The keys of an object in the order in which they are written.
struct Keys(Vec<String>);

impl<'de> serde::Deserialize<'de> for Keys {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Keys;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, _)) = map.next_entry::<String, serde::de::IgnoredAny>()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        from.deserialize_map(Visitor)
    }
}

pub(crate) fn keys(line: &str) -> String {
    serde_json::from_str::<Keys>(line).unwrap().0.join(" ")
}

const HEAD: &str = "id title byline source url published language text words";
const FOUND: &str = "sentences summary entities quotes voice keyphrases";

#[test]
fn records_have_the_documented_fields_and_offsets_name_their_text() {
    let place = Place::new();
    let seeds = seeds();
    let read = place.run(&["read", "--json", &seeds]);
    assert_eq!(read.code, Some(0), "{}", read.err);
    assert!(read.out.lines().count() >= 9);
    for line in read.out.lines() {
        assert_eq!(keys(line), format!("{HEAD} flaws"));
    }
    let analyze = place.run(&["analyze", "--json", "--raw", &seeds]);
    assert_eq!(analyze.code, Some(0), "{}", analyze.err);
    for line in analyze.out.lines() {
        let keys = keys(line);
        // Behind what is documented for all stands what only some have, then what was asked for.
        let rest = keys.strip_prefix(&format!("{HEAD} {FOUND} flaws version"));
        let rest = rest.unwrap_or_else(|| panic!("{keys}"));
        assert!(rest.ends_with(" raw dropped"), "{keys}");
    }
    for record in records(&analyze.out) {
        spans_hold(&record);
    }
}

/// Every piece with `start`, `end` and `text` names its text; sentences ascend inside the text.
fn spans_hold(record: &Value) {
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let raw: Vec<char> = record["raw"].as_str().unwrap().chars().collect();
    let check = |piece: &Value, whole: &[char]| {
        let start = usize::try_from(piece["start"].as_u64().unwrap()).unwrap();
        let end = usize::try_from(piece["end"].as_u64().unwrap()).unwrap();
        let named: String = whole[start..end].iter().collect();
        assert_eq!(piece["text"], named, "in {}", record["id"]);
        assert!(!named.is_empty());
    };
    let list = |name: &str| record[name].as_array().unwrap().clone();
    let mut before = 0;
    for sentence in list("sentences") {
        let (start, end) = (sentence[0].as_u64().unwrap(), sentence[1].as_u64().unwrap());
        assert!(before <= start && start < end && end <= text.len() as u64);
        before = end;
    }
    let sentences = list("sentences").len() as u64;
    for chosen in list("summary") {
        check(&chosen, &text);
        assert!(chosen["sentence"].as_u64().unwrap() < sentences);
    }
    for quote in &list("quotes") {
        check(quote, &text);
    }
    for piece in &list("dropped") {
        check(piece, &raw);
    }
    for entity in list("entities") {
        let mentions = entity["mentions"].as_array().unwrap();
        for mention in mentions {
            check(mention, &text);
        }
    }
}

#[test]
fn what_was_left_out_is_listed_with_its_place_in_the_raw_document() {
    let place = Place::new();
    let body = "The council of the harbour town met on Tuesday and agreed to mend the old bridge before the winter, the mayor said.";
    let text = format!(
        "Council mends the bridge\n\n{body}\n\n{body} Again.\n\nLeave a Reply\n\nNotify of\n"
    );
    place.file("page.txt", &text);
    let html = format!(
        "<title>Bridge</title><nav><a href=/a>Ünder</a></nav><article><p>{body}</p><p>{body} Again.</p></article>"
    );
    place.file("page.html", &html);
    for (name, piece) in [("page.txt", "Leave a Reply"), ("page.html", "Ünder")] {
        let path = place.path(name).display().to_string();
        let read = place.run(&["read", "--json", "--raw", &path]);
        assert_eq!(read.code, Some(0), "{}", read.err);
        let record: Value = serde_json::from_str(read.out.trim()).unwrap();
        assert!(!record["text"].as_str().unwrap().contains(piece), "{name}");
        let raw: Vec<char> = record["raw"].as_str().unwrap().chars().collect();
        let dropped = record["dropped"].as_array().unwrap();
        let found = dropped.iter().any(|dropped| {
            let at = |key: &str| usize::try_from(dropped[key].as_u64().unwrap()).unwrap();
            let words: String = raw[at("start")..at("end")].iter().collect();
            assert_eq!(dropped["text"], words, "{name}");
            assert!(!dropped["reason"].as_str().unwrap().is_empty());
            words.contains(piece)
        });
        assert!(found, "{name}: {dropped:?}");
        let bare = place.run(&["read", "--json", &path]);
        let bare: Value = serde_json::from_str(bare.out.trim()).unwrap();
        assert!(bare["raw"].is_null(), "only when it is asked for");
    }
}

#[test]
fn documents_come_out_in_the_order_in_which_they_went_in() {
    let place = Place::new();
    let mut lines = String::new();
    let mut wanted = Vec::new();
    for number in 0..80 {
        // The first ones take longest, so that later ones are ready before them.
        let length = 1 + (80 - number) * (number % 4) / 2;
        let text = "A minister spoke in Oslo on Monday. ".repeat(length);
        let id = format!("n{number}");
        lines += &serde_json::json!({"id": id, "title": "T", "text": text}).to_string();
        lines.push('\n');
        wanted.push(id);
    }
    place.file("a/many.jsonl", &lines);
    place.file(
        "a/zz.jsonl",
        "{\"id\": \"last\", \"text\": \"The end came.\"}\n",
    );
    wanted.push("last".to_owned());
    let ended = place.run(&["analyze", "--json", "a"]);
    let ids: Vec<String> = records(&ended.out)
        .iter()
        .map(|r| r["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, wanted);
    // The same over standard input.
    let piped = place.feed(&["analyze", "--json", "-"], lines.as_bytes());
    assert_eq!(piped.code, Some(0), "{}", piped.err);
    assert_eq!(piped.out.lines().count(), 80);
    assert!(ended.out.starts_with(&piped.out));
}

#[test]
fn a_bad_input_is_one_line_and_the_rest_is_read() {
    let place = Place::new();
    let good = place.file(
        "good.txt",
        "A title here\n\nA minister spoke in Oslo on Monday.\n",
    );
    let good = good.to_str().unwrap();
    let check = |bad: &Path, words: &str| {
        let bad = bad.to_str().unwrap();
        for command in ["read", "analyze"] {
            let ended = place.run(&[command, "--json", bad, good]);
            assert_eq!(ended.code, Some(4), "{command} {bad}: {}", ended.err);
            assert_eq!(ended.out.lines().count(), 1, "{command} {bad}");
            assert_eq!(
                ended.err.lines().count(),
                1,
                "{command} {bad}: {}",
                ended.err
            );
            let name = Path::new(bad).file_name().unwrap().to_str().unwrap();
            assert!(ended.err.contains(name), "{}", ended.err);
            assert!(ended.err.contains(words), "no {words:?} in {}", ended.err);
        }
        let alone = place.run(&["read", bad]);
        assert_eq!((alone.code, alone.out.as_str()), (Some(1), ""), "{bad}");
    };
    check(&place.file("empty.txt", ""), "empty");
    check(
        &place.file("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"),
        "",
    );
    check(
        &place.file(
            "noise.txt",
            b"\x7fELF\x02\x01\x01\0\0\x9c\xfe\x03\x80".repeat(64),
        ),
        "",
    );
    check(&place.path("missing.txt"), "");
    let huge = place.path("huge.txt");
    fs::File::create(&huge).unwrap().set_len(200 << 20).unwrap();
    check(&huge, "");
}

#[test]
fn broken_lines_and_bytes_do_not_stop_the_others() {
    let place = Place::new();
    place.file(
        "lines.jsonl",
        "{\"id\": \"one\", \"text\": \"One came.\"}\n{\"id\": \"two\", \n{\"id\": \"three\", \"text\": \"Three came.\"}\n",
    );
    let ended = place.run(&["read", "--json", "lines.jsonl"]);
    assert_eq!(ended.code, Some(4), "{}", ended.err);
    assert_eq!(ended.out.lines().count(), 2);
    assert!(ended.err.contains("lines.jsonl:2"), "{}", ended.err);
    // Broken UTF-8 is read with a flaw, not refused.
    place.file(
        "bytes.txt",
        b"A title\n\nZ\xc3\xbcrich and K\xc3\xb6ln are whole, the word \xe2\x82 is broken \xe2\x80\x94 only this one.\n",
    );
    let ended = place.run(&["read", "--json", "bytes.txt"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let record = &records(&ended.out)[0];
    assert!(record["flaws"].to_string().contains("encoding"), "{record}");
    assert!(ended.err.contains("bytes.txt"), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_one_line() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.file(
        "all/good.txt",
        "A title here\n\nA minister spoke in Oslo on Monday.\n",
    );
    place.file("all/locked/hidden.txt", "Nobody reads this.\n");
    let locked = place.path("all/locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o0)).unwrap();
    let readable = fs::read_dir(&locked).is_ok();
    let ended = place.run(&["read", "--json", "all"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    if readable {
        println!("SKIPPED: this user may read every folder");
        return;
    }
    assert_eq!(ended.code, Some(4), "{}", ended.err);
    assert!(ended.err.contains("locked"), "{}", ended.err);
    assert_eq!(ended.out.lines().count(), 1);
}

#[test]
fn exit_codes_and_the_one_line_that_says_what_to_do() {
    let place = Place::new();
    place.file("bad.toml", "[screen]\nwidht = 80\n");
    place.file(
        "folder/inner.txt",
        "A title here\n\nSome words stand in this file.\n",
    );
    let check = |words: &[&str], code: i32, said: &str| {
        let ended = place.run(words);
        assert_eq!(
            ended.code,
            Some(code),
            "{words:?}: {}{}",
            ended.out,
            ended.err
        );
        assert!(
            ended.err.contains(said),
            "{words:?}: no {said:?} in {}",
            ended.err
        );
        if code == 1 && words != ["doctor"] {
            assert_eq!(ended.err.lines().count(), 1, "{words:?}: {}", ended.err);
        }
    };
    check(&["--version"], 0, "");
    check(&["--help"], 0, "");
    check(&["read"], 2, "PATH");
    check(&["list", "--nonsense"], 2, "--nonsense");
    check(&["read", "--format", "word", "x"], 2, "word");
    check(&["list"], 1, "nutgraf import");
    check(
        &["improt", "folder2"],
        1,
        "did you mean the command `import`",
    );
    check(&["no-such-folder"], 1, "no such file");
    check(&["show", "nothing-like-this"], 1, "nutgraf import");
    check(&["--config", "bad.toml", "keys"], 1, "bad.toml:2");
    check(
        &["--config", "bad.toml", "config", "check"],
        1,
        "did you mean `width`",
    );
    check(&["--config", "gone.toml", "keys"], 1, "gone.toml");
    check(&["config", "check"], 0, "");
    place.file(
        ".config/nutgraf/keys.toml",
        "[list]\nno-such-command = [\"x\"]\n",
    );
    check(&["config", "check"], 1, "keys.toml:2");
    check(&["keys"], 1, "keys.toml:2");
    check(&["doctor"], 1, "");
    fs::remove_file(place.path(".config/nutgraf/keys.toml")).unwrap();
    check(&["config", "default"], 0, "");
    check(&["keys"], 0, "");
    check(&["man"], 0, "");
    check(&["completions", "fish"], 0, "");
    check(&["completions", "word"], 2, "word");
    check(&["doctor"], 0, "");
    check(&["refresh"], 1, "nutgraf feeds add");
    check(&["import", "folder"], 0, "");
    check(&["list", "zzzzqqqq"], 1, "nothing matches");
    check(&["show", "nothing-like-this"], 1, "nutgraf list");
    check(
        &["analyze", "--actors", "gone.toml", "folder"],
        1,
        "gone.toml",
    );
    check(&["analyze", "--summary-sentences", "0", "folder"], 2, "0");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::new();
    let line = "{\"title\": \"T\", \"text\": \"A minister spoke in Oslo on Monday.\"}\n";
    place.file("many.jsonl", line.repeat(3000));
    let mut child = place
        .command(&["read", "--json", "many.jsonl"])
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn the_text_is_kept_byte_for_byte_on_demand() {
    let place = Place::new();
    let text = "in ,\n\n  A title\r\n\r\nShare this:\n\nWords\tstand here.  \n\n\n";
    place.file("a.txt", text);
    for command in ["read", "analyze"] {
        let ended = place.run(&[command, "--json", "--no-clean", "a.txt"]);
        assert_eq!(records(&ended.out)[0]["text"], text, "{command}");
    }
}

#[test]
fn summaries_have_at_most_the_wanted_number_of_sentences() {
    let place = Place::new();
    for wanted in [1, 2, 5] {
        let number = wanted.to_string();
        let ended = place.run(&[
            "analyze",
            "--json",
            "--summary-sentences",
            &number,
            &seeds(),
        ]);
        for record in records(&ended.out) {
            let chosen = record["summary"].as_array().unwrap().len();
            assert!(
                (1..=wanted).contains(&chosen),
                "{chosen} of {wanted}: {}",
                record["id"]
            );
        }
    }
}

#[test]
fn nothing_that_a_terminal_would_obey_is_printed() {
    let place = Place::new();
    let evil = "X\u{1b}]0;owned\u{7}\u{9b}31mY\u{202e}Z\r\u{8}";
    let line = serde_json::json!({
        "id": evil, "title": evil, "byline": evil, "source": evil, "url": format!("https://x.example/{evil}"),
        "text": format!("{evil} said a minister in Oslo. Then {evil} went home on Monday."),
    });
    place.file("evil.jsonl", format!("{line}\n"));
    place.file(&format!("{}.txt", evil.replace('\r', "")), "");
    let library = ["--library", "l.db"];
    let check = |words: &[&str]| {
        let ended = place.run(&[&library, words].concat());
        for text in [&ended.out, &ended.err] {
            let bad = text.chars().find(|c| {
                (c.is_control() && !"\n\t".contains(*c)) || "\u{202e}\u{200b}".contains(*c)
            });
            assert_eq!(bad, None, "{words:?}: {text:?}");
        }
        assert!(!ended.out.is_empty() || !ended.err.is_empty(), "{words:?}");
    };
    check(&["import", "."]);
    for json in [&[] as &[&str], &["--json"]] {
        check(&[json, &["read", "."]].concat());
        check(&[json, &["analyze", "--raw", "evil.jsonl"]].concat());
        check(&[json, &["list"]].concat());
        check(&[json, &["list", "--full"]].concat());
        check(&[json, &["list", evil]].concat());
        check(&[json, &["list", "--explain", evil]].concat());
        check(&[json, &["brief"]].concat());
        check(&[json, &["actors"]].concat());
    }
}

#[test]
fn a_library_is_filled_listed_and_shown() {
    let place = Place::new();
    let seeds = seeds();
    let first = place.run(&["import", "--json", &seeds]);
    assert_eq!(first.code, Some(0), "{}", first.err);
    let counts = &records(&first.out)[0];
    assert!(counts["new"].as_u64().unwrap() >= 9, "{counts}");
    // Again: nothing is new, nothing is there twice.
    let again = place.run(&["import", "--json", &seeds]);
    assert_eq!(records(&again.out)[0]["new"], 0);
    assert_eq!(records(&again.out)[0]["same"], counts["new"]);
    let list = place.run(&["list", "--json"]);
    assert_eq!(
        list.out.lines().count() as u64,
        counts["new"].as_u64().unwrap()
    );
    for line in list.out.lines() {
        assert_eq!(
            keys(line),
            "id title source byline published url read starred tags summary actors match"
        );
    }
    let dates: Vec<String> = records(&list.out)
        .iter()
        .map(|r| r["published"].as_str().unwrap_or("").to_owned())
        .collect();
    assert!(dates.is_sorted_by(|a, b| a >= b), "newest first: {dates:?}");
    // Without a query it comes from the index of dates, else from the columns: the same rows in the same order.
    let columns = place.run(&["list", "--json", "-zzzz"]);
    assert_eq!(list.out, columns.out);
    let limited = place.run(&["list", "--limit", "3"]);
    assert_eq!(limited.out.lines().count(), 3);
    let shown = place.run(&["show", "--json", "seed-2022-jer"]);
    assert_eq!(shown.code, Some(0), "{}", shown.err);
    assert_eq!(
        keys(shown.out.trim_end()),
        format!("{HEAD} {FOUND} flaws version")
    );
    let full = place.run(&["list", "--full", "--json", "lapid"]);
    assert!(full.out.contains(shown.out.trim_end()), "{}", full.out);
    let both = place.run(&["show", "seed-2022-jer", "no-such-article"]);
    assert_eq!(both.code, Some(4));
    let brief = place.run(&["brief", "lapid"]);
    assert!(
        brief.out.starts_with("# Yair Lapid, ") || brief.out.starts_with("# Lapid, "),
        "{}",
        brief.out
    );
}

#[test]
fn the_environment_and_the_options_name_files() {
    let place = Place::new();
    place.file("a.txt", "A title here\n\nSome words stand in this file.\n");
    let library = place.path("elsewhere/l.db");
    let mut command = place.command(&["import", "a.txt"]);
    let output = command.env("NUTGRAF_LIBRARY", &library).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(library.exists());
    let ended = place.run(&["--library", library.to_str().unwrap(), "list"]);
    assert_eq!(ended.out.lines().count(), 1);
    let mut command = place.command(&["config", "path"]);
    let output = command
        .env("XDG_CONFIG_HOME", place.path("c"))
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        printed.trim_end(),
        place.path("c/nutgraf/config.toml").to_str().unwrap()
    );
    // Without a terminal the browser prints its list.
    let json = place.run(&["--json", "a.txt"]);
    assert!(records(&json.out)[0]["match"].is_string(), "{}", json.out);
    let bare = place.run(&["a.txt"]);
    assert_eq!(
        (bare.code, bare.out.lines().count()),
        (Some(0), 1),
        "{}",
        bare.err
    );
}

#[test]
fn a_library_is_looked_after() {
    let place = Place::new();
    assert_eq!(place.run(&["library", "check"]).code, Some(1));
    assert_eq!(place.run(&["import", &seeds()]).code, Some(0));
    let check = |words: &[&str], said: &str| {
        let ended = place.run(words);
        assert_eq!(ended.code, Some(0), "{words:?}: {}", ended.err);
        assert!(ended.out.contains(said), "{words:?}: {}", ended.out);
    };
    check(&["library", "check"], "no damage");
    check(&["library", "check", "--json"], "\"ok\":true");
    check(&["library", "stats"], "articles");
    check(&["library", "stats", "--json"], "\"articles\":1");
    check(&["library", "compact"], "now");
    check(&["library", "repair"], "sound");
    check(&["library", "backup", "copy.db"], "copy.db");
    check(&["--library", "copy.db", "list", "lapid"], "Lapid");
    // A file with a hole is named, and what can be read is rescued.
    let copy = place.path("copy.db");
    let mut bytes = fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 6000].fill(0xa5);
    fs::write(&copy, bytes).unwrap();
    let ended = place.run(&["--library", "copy.db", "library", "check"]);
    assert_eq!(ended.code, Some(1), "{}", ended.out);
    check(&["--library", "copy.db", "library", "repair"], "rescued");
    check(&["--library", "copy.db", "library", "check"], "no damage");
}

#[cfg(unix)]
#[test]
fn an_interrupted_import_goes_on_where_it_was() {
    use rustix::process::{Pid, Signal, kill_process};
    let place = Place::new();
    let mut lines = String::new();
    for number in 0..2000 {
        let text =
            format!("Minister number {number} spoke in Oslo on Monday. She left on Tuesday.");
        lines += &serde_json::json!({"id": format!("n{number}"), "title": "T", "text": text})
            .to_string();
        lines.push('\n');
    }
    place.file("many.jsonl", &lines);
    let mut child = place.command(&["import", "many.jsonl"]).spawn().unwrap();
    let library = place.path(".local/share/nutgraf/library.db");
    while !library.exists() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let pid = Pid::from_raw(child.id().cast_signed()).unwrap();
    // It may have ended already on a quick machine; then there is nothing to interrupt.
    let _ended = kill_process(pid, Signal::INT);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    match output.status.code() {
        Some(0) => {}
        Some(1) => assert!(said.contains("interrupted"), "{said}"),
        other => assert_eq!(other, None, "{said}"),
    }
    let again = place.run(&["import", "--json", "many.jsonl"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    assert_eq!(place.run(&["list", "--json"]).out.lines().count(), 2000);
    assert_eq!(place.run(&["library", "check"]).code, Some(0));
}

#[test]
fn saved_lines_and_the_last_visit_hold_in_the_shell() {
    let place = Place::new();
    let articles = [
        r#"{"title":"Talks resume in Vienna","text":"Delegates met again in Vienna on Monday. They spoke.","published":"2022-07-15"}"#,
        r#"{"title":"Harvest breaks records","text":"Farmers brought in more wheat than ever. Prices fell.","published":"2022-07-10"}"#,
    ];
    let file = place.file("news.jsonl", articles.join("\n"));
    assert_eq!(
        place.run(&["-q", "import", file.to_str().unwrap()]).code,
        Some(0)
    );
    place.file(
        ".config/nutgraf/briefs.toml",
        "[mutes]\nfarms = \"wheat\"\n",
    );
    let place_of = |visited: &str| {
        let visited = format!("visited = {visited}\n");
        place.file(".local/state/nutgraf/place.toml", visited);
    };
    // The twelfth of July 2022.
    place_of("1657584000");
    let nothing_new = place.run(&["list", "-last"]);
    assert_eq!(nothing_new.code, Some(1), "{}", nothing_new.out);
    // Whoever leaves now and finds an article of an earlier day later has not seen it.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let leaving = fs::metadata(place.file("leaving", "")).unwrap();
    let left = leaving
        .modified()
        .unwrap()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    place_of(&left.as_secs().to_string());
    let late = r#"{"title":"Ferry runs again","text":"The ferry to the island runs again. It was idle for weeks.","published":"2022-07-01"}"#;
    place.file("late.jsonl", late);
    assert_eq!(place.run(&["-q", "import", "late.jsonl"]).code, Some(0));
    for (query, titles) in [
        ("", "Talks Harvest Ferry"),
        ("is:muted", "Harvest"),
        ("-is:muted", "Talks Ferry"),
        ("last", "Ferry"),
        ("is:new", "Ferry"),
        ("-last", "Talks Harvest"),
    ] {
        let ended = place.run(&["list", "--json", query]);
        let found: Vec<String> = records(&ended.out)
            .iter()
            .map(|record| {
                record["title"]
                    .as_str()
                    .unwrap()
                    .split(' ')
                    .next()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        assert_eq!(found.join(" "), titles, "{query}: {}", ended.err);
    }
    assert_eq!(place.run(&["config", "check"]).code, Some(0));
    place.file(
        ".config/nutgraf/briefs.toml",
        "[mutes]\nfarms = 3\n[brief]\nx = \"src:\"\n",
    );
    let ended = place.run(&["config", "check"]);
    assert_eq!(ended.code, Some(1));
    for words in [
        "briefs.toml:2: `farms` must be text",
        "briefs.toml:3: unknown section `brief`",
    ] {
        assert!(ended.err.contains(words), "{}", ended.err);
    }
}

#[test]
fn actors_come_with_surprise_trend_and_company() {
    let place = Place::new();
    let lines: Vec<String> = (1..=24)
        .map(|day| {
            let who = match day {
                1..=6 => "Ada Quill of Norway met Kenji Sato in Geneva",
                7..=12 => "Kenji Sato spoke in Geneva",
                _ => "Maria Lund spoke in Oslo",
            };
            format!(r#"{{"title":"Day {day}","text":"{who}. The talks lasted {day} hours.","published":"2022-07-{day:02}"}}"#)
        })
        .collect();
    let file = place.file("news.jsonl", lines.join("\n"));
    assert_eq!(
        place.run(&["-q", "import", file.to_str().unwrap()]).code,
        Some(0)
    );
    let rows = records(&place.run(&["actors", "--json", "@\"Kenji Sato\""]).out);
    let of = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap().clone();
    let (sato, norway) = (of("Kenji Sato"), of("Norway"));
    assert_eq!(sato["articles"], 12);
    assert!(sato["surprise"].as_f64().unwrap() > 10.8, "{sato}");
    assert!(sato["surprise"].as_f64() > norway["surprise"].as_f64());
    let trend = |row: &Value| -> Vec<u64> {
        let trend = row["trend"].as_array().unwrap();
        trend.iter().map(|count| count.as_u64().unwrap()).collect()
    };
    assert_eq!(
        (trend(&sato).len(), trend(&sato).iter().sum::<u64>()),
        (16, 12)
    );
    assert_eq!(trend(&norway)[8..].iter().sum::<u64>(), 0, "{norway}");
    assert_eq!(norway["trend_from"], "2022-07-01T00:00:00Z");
    // Whom the query asks for is in all of them: that says nothing.
    let company = norway["company"].as_array().unwrap();
    assert!(
        company.iter().all(|one| one["name"] != "Kenji Sato"),
        "{norway}"
    );
    assert!(
        company
            .iter()
            .any(|one| one["name"] == "Geneva" && one["articles"] == 6),
        "{norway}"
    );
}

#[test]
fn corrections_beside_the_library_hold_everywhere_and_change_nothing_stored() {
    let place = Place::new();
    let text =
        "Prime Minister Ada Quill of Norway met Kenji Sato in Geneva. Ada Quill thanked Norway.\n";
    place.file("docs/one.txt", format!("Talks in Geneva\n\n{text}"));
    let library = place.path("lib/library.db");
    let library = library.to_str().unwrap();
    let ask = |words: &[&str]| {
        let mut all = vec!["--library", library];
        all.extend(words);
        place.run(&all)
    };
    let actors = |ended: &Ended| -> Vec<String> {
        let names = records(&ended.out)
            .into_iter()
            .map(|r| r["name"].as_str().unwrap().to_owned());
        names.collect()
    };
    assert_eq!(ask(&["import", "docs"]).code, Some(0));
    let before = actors(&ask(&["actors", "--json"]));
    assert!(before.contains(&"Kenji Sato".to_owned()) && before.contains(&"Norway".to_owned()));
    let corrections =
        "hide = [\"country:NO\"]\n[rename]\n\"person:kenji-sato\" = \"The Premier\"\n";
    place.file("lib/actors.toml", corrections);
    let listed = actors(&ask(&["actors", "--json"]));
    let shown = ask(&["list", "--full", "--json"]);
    let analysed = ask(&["analyze", "docs/one.txt", "--json"]);
    let entities = |ended: &Ended| -> Vec<String> {
        let record = records(&ended.out).remove(0);
        let all = record["entities"].as_array().unwrap().clone();
        all.iter()
            .map(|e| e["name"].as_str().unwrap().to_owned())
            .collect()
    };
    for (what, names) in [
        ("actors", listed),
        ("list", entities(&shown)),
        ("analyze", entities(&analysed)),
    ] {
        assert!(
            names.contains(&"The Premier".to_owned()),
            "{what}: {names:?}"
        );
        assert!(!names.contains(&"Norway".to_owned()), "{what}: {names:?}");
        assert!(
            !names.contains(&"Kenji Sato".to_owned()),
            "{what}: {names:?}"
        );
    }
    assert_eq!(ask(&["list", "@\"the premier\"", "--json"]).code, Some(0));
    assert_eq!(ask(&["list", "@\"kenji sato\"", "--json"]).code, Some(0));
    let other = place.file("other.toml", "never = [\"Kenji Sato\"]\n");
    let with_other = ask(&[
        "analyze",
        "docs/one.txt",
        "--json",
        "--actors",
        other.to_str().unwrap(),
    ]);
    let names = entities(&with_other);
    assert!(
        names.contains(&"Norway".to_owned()) && !names.contains(&"The Premier".to_owned()),
        "{names:?}"
    );
    place.file(
        "lib/actors.toml",
        "hide = [\"country:NO\"]\n[kind]\n\"org:x\" = \"animal\"\n",
    );
    let told = ask(&["actors", "--json"]);
    assert!(told.err.contains("actors.toml:3: "), "{}", told.err);
    assert!(
        !actors(&told).contains(&"Norway".to_owned()),
        "the rest holds"
    );
    place.file("lib/actors.toml", "");
    assert_eq!(actors(&ask(&["actors", "--json"])), before);
}

#[test]
fn the_log_tells_what_was_done_and_nothing_of_the_articles() {
    let place = Place::new();
    place.file(
        "in/good.txt",
        "Harbour opens\n\nThe harbour of Zutphen opens on Friday, its mayor said.\n",
    );
    place.file("in/bad.txt", b"\x00\x01\x02\x03binary\x00");
    place.file("in/broken.jsonl", "{\"text\": \"Secret words\", oh no}\n");
    let log = place.path(".local/state/nutgraf/log");
    assert_eq!(place.run(&["import", "in"]).code, Some(4));
    assert!(!log.exists(), "no log unless it is asked for");
    assert_eq!(place.run(&["--log", "loud", "list"]).code, Some(2));
    place.run(&["--log", "debug", "import", "in"]);
    let text = fs::read_to_string(&log).unwrap();
    for wanted in ["started", "refused", "bad.txt", "read in", "process="] {
        assert!(text.contains(wanted), "{wanted:?} in\n{text}");
    }
    for unwanted in ["Harbour", "Zutphen", "Secret"] {
        assert!(!text.contains(unwanted), "{unwanted:?} in\n{text}");
    }
    let report = place.run(&["doctor"]);
    assert!(
        report.out.contains(&log.display().to_string()),
        "{}",
        report.out
    );
}

#[test]
fn what_a_source_puts_under_everything_goes_though_its_articles_come_one_by_one() {
    let place = Place::new();
    let (line, told) = (
        "Ann Author has covered gardens, music and food for The Gazette since she left school in 1998.",
        [
            "a harbour",
            "two schools",
            "the old bridge",
            "some trees",
            "its tram",
            "a theatre",
        ],
    );
    let article = |n: usize| {
        let text = format!(
            "The council of the town spoke of {} for hours on Monday and put the vote off until spring.\n\n{line}",
            told[n]
        );
        let title = format!("News of {}", told[n]);
        let record = serde_json::json!({"id": n.to_string(), "title": title, "source": "The Gazette", "text": text});
        place.file(&format!("{n}.jsonl"), record.to_string())
    };
    for n in 0..told.len() {
        let path = article(n);
        let ended = place.run(&["import", path.to_str().unwrap()]);
        assert!(ended.out.starts_with("1 new"), "{}{}", ended.out, ended.err);
    }
    for n in 0..told.len() {
        let shown = place.run(&["show", &n.to_string(), "--json", "--raw"]);
        let record = records(&shown.out).remove(0);
        let text = record["text"].as_str().unwrap();
        assert!(text.starts_with("The council"), "{text}");
        assert!(!text.contains("gardens"), "{text}");
        assert_eq!(record["dropped"][0]["reason"], "boilerplate");
        assert!(record["raw"].as_str().unwrap().contains(line));
    }
    let again = place.run(&["import", place.path("0.jsonl").to_str().unwrap()]);
    assert!(again.out.starts_with("0 new, 1 unchanged"), "{}", again.out);
}

#[test]
fn an_id_that_may_mean_several_names_them() {
    let place = Place::new();
    let lines = [
        ("abc1", "Ferry runs again"),
        ("abc2", "Harvest breaks records"),
    ]
    .map(|(id, title)| {
        serde_json::json!({"id": id, "title": title, "text": "It was told on Monday."}).to_string()
    });
    place.file("news.jsonl", lines.join("\n"));
    place.run(&["-q", "import", "news.jsonl"]);
    let ended = place.run(&["show", "abc"]);
    assert_eq!(ended.code, Some(1));
    for words in ["abc1  Ferry runs again", "abc2  Harvest breaks records"] {
        assert!(ended.err.contains(words), "{}", ended.err);
    }
    assert!(place.run(&["show", "abc1"]).out.contains("Ferry"));
    // The same file by another way changes nothing.
    place.file("copy/news.jsonl", lines.join("\n"));
    let again = place.run(&["import", "copy/news.jsonl"]);
    assert!(again.out.starts_with("0 new, 2 unchanged"), "{}", again.out);
}
