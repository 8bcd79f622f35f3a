//! Who said what on the command line: kinds, the same statement once, whose and about whom.

use serde_json::Value;

use crate::place::Place;
use crate::{keys, records};

const NEWS: [(&str, &str, &str, &str); 3] = [
    (
        "quay-1",
        "Morning Mirror",
        "2024-05-02T06:00:00Z",
        "Mayor Ruth Ansley said that the old quay of Kelmore would close for good in May. “We have no money left for it,” Ansley said.\n\nThe fisherman Peter Dorrance claimed Ansley was “asleep at the wheel” for years, while boats sank.\n\nPeter Dorrance wants a new quay.",
    ),
    (
        "quay-2",
        "Evening Echo",
        "2024-05-03T06:00:00Z",
        "“We have no money left for it,” Mayor Ruth Ansley said on Thursday. Ruth Ansley did not say when the work would begin.",
    ),
    (
        "wheat",
        "The Gazette",
        "2024-05-04T06:00:00Z",
        "Wheat fell to the lowest price in four years. Bread will cost the same for now, according to the baker Nora Whitlock.",
    ),
];

fn library() -> Place {
    let place = Place::new();
    let lines: Vec<String> = NEWS
        .iter()
        .map(|(id, source, published, text)| {
            serde_json::json!({"id": id, "title": id, "source": source, "published": published, "text": text})
                .to_string()
        })
        .collect();
    let file = place.file("news.jsonl", lines.join("\n"));
    let ended = place.run(&["-q", "import", file.to_str().unwrap()]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    place
}

fn said(place: &Place, words: &[&str]) -> Vec<Value> {
    let words = [&["said", "--json"], words].concat();
    let ended = place.run(&words);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    records(&ended.out)
}

/// `article kind text`.
fn told(statements: &[Value]) -> Vec<String> {
    let part = |said: &Value, key: &str| said[key].as_str().unwrap().to_owned();
    statements
        .iter()
        .map(|said| {
            let parts = ["article", "kind", "text"].map(|key| part(said, key));
            parts.join(" ")
        })
        .collect()
}

#[test]
fn statements_come_by_their_kinds_each_once_the_latest_first() {
    let place = library();
    let all = said(&place, &[]);
    assert_eq!(
        told(&all),
        [
            "wheat indirect Bread will cost the same for now",
            "quay-2 direct “We have no money left for it,”",
            "quay-1 indirect the old quay of Kelmore would close for good in May",
            "quay-1 mixed Ansley was “asleep at the wheel” for years, while boats sank",
        ]
    );
    let first = all.first().unwrap();
    let line = place.run(&["said", "--json", "--limit", "1"]).out;
    assert_eq!(
        keys(line.trim_end()),
        "speaker speaker_text kind cue text article published source start end same"
    );
    assert_eq!(first["source"], "The Gazette");
    assert_eq!(first["published"], "2024-05-04T06:00:00Z");
    assert_eq!(first["cue"], "according to");
    assert_eq!(all[1]["speaker"], "person:ruth-ansley");
    assert_eq!(all[1]["same"], serde_json::json!(["quay-1"]));
    for one in &all {
        let (_, _, _, text) = NEWS.iter().find(|news| one["article"] == news.0).unwrap();
        let place = |key: &str| usize::try_from(one[key].as_u64().unwrap()).unwrap();
        let characters = text.chars().skip(place("start"));
        let span: String = characters.take(place("end") - place("start")).collect();
        assert_eq!(one["text"], span);
    }
}

#[test]
fn a_line_asks_whose_statements_about_whom_on_what_and_how_many() {
    let place = library();
    for (words, wanted) in [
        (&["said:@dorrance"][..], &["quay-1 mixed"][..]),
        (&["said:@ansley money"], &["quay-2 direct"]),
        (
            &["said:@ansley", "src:mirror"],
            &["quay-1 indirect", "quay-1 direct"],
        ),
        (&["about:@ansley"], &["quay-1 mixed"]),
        (&["said:@dorrance about:@ansley"], &["quay-1 mixed"]),
        (&["--limit", "1"], &["wheat indirect"]),
        (
            &["said:@ansley | said:@dorrance", "--limit", "2"],
            &["quay-2 direct", "quay-1 indirect"],
        ),
    ] {
        let found: Vec<String> = said(&place, words)
            .iter()
            .map(|said| {
                let part = |key: &str| said[key].as_str().unwrap().to_owned();
                format!("{} {}", part("article"), part("kind"))
            })
            .collect();
        assert_eq!(found, wanted, "{words:?}");
    }
    let nobody = place.run(&["said", "said:@ansley about:@dorrance"]);
    assert_eq!((nobody.code, nobody.out.as_str()), (Some(1), ""));
    assert!(
        nobody.err.contains("nobody says anything"),
        "{}",
        nobody.err
    );
    let marked = place.run(&["said", "said:@ansley | said:@dorrance"]);
    let sides = marked.out.lines().find(|line| line.contains("asleep"));
    assert!(
        sides.is_some_and(|line| line.contains("\tclaims, about Ruth Ansley\t")),
        "{}",
        marked.out
    );
    let understood = place.run(&["list", "--explain", "said:@ansley about:@dorrance"]);
    let words = understood.out + &understood.err;
    assert!(
        words.contains("Ruth Ansley says something in it")
            && words.contains("names Peter Dorrance; of statements, those that do"),
        "{words}"
    );
}
