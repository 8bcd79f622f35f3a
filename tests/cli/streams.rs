//! What other programs may rely on: one answer for each line, parts that make up the whole.

use serde_json::{Value, json};

use crate::place::Place;
use crate::records;

/// Lines of all kinds, by number; every seventh is bad in another way.
fn lines(count: usize) -> Vec<Vec<u8>> {
    (0..count)
        .map(|n| {
            let text = format!("The council of Ardal met on day {n}. It agreed on a budget of {n} crowns.");
            match n % 70 {
                0 => Vec::new(),
                7 => b"{\"id\": \"cut".to_vec(),
                14 => format!("{{\"id\": \"id-{n}\", \"title\": \"no text\"}}").into_bytes(),
                21 => b"[1, 2]".to_vec(),
                28 => b"\xFF\xFE\x00".to_vec(),
                35 => b"  \r".to_vec(),
                42 => format!("{{\"id\": \"id-{n}\", \"text\": \"{}\"}}", "long ".repeat(250_000)).into_bytes(),
                49 => "[".repeat(100_000).into_bytes(),
                56 => format!("{{\"id\": \"id-{n}\", \"html\": \"{}{text}\"}}", "<div>".repeat(3_000)).into_bytes(),
                63 => [format!("{{\"id\": \"id-{n}\", \"text\": \"{text} ").into_bytes(), b"\xC3\"}".to_vec()].concat(),
                m if m % 2 == 0 => json!({"id": format!("id-{n}"), "html": format!("<h1>Budget</h1><p>{text}</p>")}).to_string().into_bytes(),
                _ => json!({"id": format!("id-{n}"), "title": "Budget", "text": text}).to_string().into_bytes(),
            }
        })
        .collect()
}

fn is_answer(record: &Value, line: usize) -> bool {
    record["error"]
        .as_str()
        .is_some_and(|said| !said.is_empty())
        && record["line"] == line + 1
}

#[test]
fn every_line_is_answered_in_its_place() {
    let place = Place::new();
    place.file(".config/nutgraf/config.toml", "[import]\nlargest = 1\n");
    let lines = lines(140);
    let input = lines.join(&b'\n');
    for words in [
        ["analyze", "--every-line", "-"],
        ["read", "--every-line", "in.jsonl"],
    ] {
        place.file("in.jsonl", &input);
        let ended = place.feed(&words, &input);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{words:?}");
        let out = records(&ended.out);
        assert_eq!(out.len(), lines.len(), "{words:?}");
        for (n, record) in out.iter().enumerate() {
            match n % 70 {
                14 | 42 => {
                    assert!(is_answer(record, n), "{n}: {record}");
                    // Of a line that is too long nothing is known.
                    let id = (n % 70 == 14).then(|| json!(format!("id-{n}")));
                    assert_eq!(record.get("id"), id.as_ref());
                }
                0 | 7 | 21 | 28 | 35 | 49 => assert!(is_answer(record, n), "{n}: {record}"),
                _ => {
                    assert_eq!(record["id"], format!("id-{n}"));
                    assert!(
                        record["text"]
                            .as_str()
                            .unwrap()
                            .contains(&format!("day {n}.")),
                        "{n}"
                    );
                    assert_eq!(record.get("sentences").is_some(), words[0] == "analyze");
                }
            }
        }
    }
}

#[test]
fn a_line_is_answered_alike_whoever_its_neighbours_are() {
    let place = Place::new();
    let lines = lines(30);
    let all = place.feed(&["analyze", "--every-line", "-"], &lines.join(&b'\n'));
    let mut parts: Vec<Vec<String>> = Vec::new();
    for index in 0..3 {
        place.file("in.jsonl", lines.join(&b'\n'));
        let shard = format!("{index}/3");
        let part = place.run(&["analyze", "--every-line", "--shard", &shard, "in.jsonl"]);
        assert_eq!(part.code, Some(0), "{}", part.err);
        parts.push(part.out.lines().map(str::to_owned).collect());
    }
    for (n, line) in all.out.lines().enumerate() {
        assert_eq!(parts[n % 3][n / 3], line);
    }
    assert_eq!(parts.iter().map(Vec::len).sum::<usize>(), 30);
    let alone = place.feed(&["analyze", "--every-line", "-"], &lines[8]);
    assert_eq!(alone.out.lines().next(), all.out.lines().nth(8));
}

#[test]
fn nothing_in_is_nothing_out_and_what_is_no_line_is_still_a_failure() {
    let place = Place::new();
    let ended = place.feed(&["read", "--every-line", "-"], b"");
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), ""));
    let ended = place.run(&["read", "--every-line", "not-there.jsonl"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""));
    assert!(ended.err.contains("not-there.jsonl: no such file"));
    let ended = place.run(&["read", "--every-line", "--format", "html", "-"]);
    assert_eq!(ended.code, Some(2));
    for shard in ["3/3", "x", "1"] {
        let ended = place.run(&["read", "--shard", shard, "-"]);
        assert_eq!(ended.code, Some(2), "{shard}");
    }
}

#[test]
fn a_folder_is_divided_by_files_and_its_lines_by_lines() {
    let place = Place::new();
    for n in 0..5 {
        place.file(
            &format!("in/{n}.txt"),
            format!("Headline {n}\n\nFile {n} of the folder says this.\n"),
        );
    }
    let lines: Vec<String> = (0..4)
        .map(|n| {
            json!({"id": format!("l{n}"), "title": format!("Line {n}"), "text": "It says this."})
                .to_string()
        })
        .collect();
    place.file("in/a.jsonl", lines.join("\n"));
    let titles = |shard: &str| -> Vec<String> {
        let ended = place.run(&["read", "--json", "--shard", shard, "in"]);
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        records(&ended.out)
            .iter()
            .map(|r| r["title"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        titles("0/2"),
        ["Headline 0", "Headline 2", "Headline 4", "Line 0", "Line 2"]
    );
    assert_eq!(
        titles("1/2"),
        ["Headline 1", "Headline 3", "Line 1", "Line 3"]
    );
}
