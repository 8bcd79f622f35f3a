//! Records that were analysed elsewhere, imported as they are.

use serde_json::{Value, json};

use crate::place::Place;
use crate::{records, seeds};

/// What is done to a record, and whether its analysis is taken all the same.
type Case<'a> = (&'a str, bool, &'a dyn Fn(&mut Value));

fn import(place: &Place, library: &str, input: &str) {
    let ended = place.run(&["--library", library, "import", input]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
}

fn told(place: &Place, library: &str, words: &[&str]) -> Vec<Value> {
    let mut all = vec!["--library", library, "--json"];
    all.extend(words);
    let ended = place.run(&all);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    records(&ended.out)
}

#[test]
fn what_was_analysed_elsewhere_is_the_same_here() {
    let place = Place::new();
    import(&place, "own.db", &seeds());
    let page = "<html><head><title>Boats come home</title><meta property='article:published_time' \
        content='2024-03-05T23:00:00-05:00'></head><body><article><h1>Boats come home</h1><p>The boats of Ostrel – all \
        nine – came home on Tuesday, said Mara Lind, the minister. “We waited for them,” she said in Ardal.</p><h2>The \
        harbour</h2><p>It will be <a href='https://ostrel.example/h'>closed next week</a>, the council of Ostrel \
        decided on 2 March.</p><ul><li>One quay is open.</li></ul></article></body></html>";
    place.file("page.html", page);
    import(&place, "own.db", "page.html");
    let made = place.run(&["analyze", "--json", &seeds(), "page.html"]);
    place.file("made.jsonl", &made.out);
    import(&place, "back.db", "made.jsonl");

    assert!(made.out.contains("\"kind\":\"heading-2\""), "{}", made.out);
    let by_id = |library: &str| {
        place.run(&["--library", library, "export", "all.jsonl"]);
        let mut all = records(&std::fs::read_to_string(place.path("all.jsonl")).unwrap());
        all.sort_by_key(|record| record["id"].to_string());
        all
    };
    let (own, back) = (by_id("own.db"), by_id("back.db"));
    assert!(own.len() >= 10);
    for (own, back) in own.iter().zip(&back) {
        assert_eq!(own, back);
    }
    for words in [["stories"], ["timeline"], ["said"]] {
        let of = |library| {
            let mut all = told(&place, library, &words);
            for one in &mut all {
                // A story has the number of a row, which hangs on the order of arrival.
                if words == ["stories"] {
                    one.as_object_mut().unwrap().remove("id");
                }
            }
            // So does the order of equals.
            all.sort_by_key(Value::to_string);
            all
        };
        assert!(of("own.db") == of("back.db"), "{words:?}");
    }
}

#[test]
fn only_what_this_version_said_of_the_text_is_taken() {
    let place = Place::new();
    let text = "Mara Lind spoke in Vienna on Tuesday. The talks go on, said Mara Lind, the minister of Austria.";
    let input = json!({"id": "a", "title": "Talks", "text": text}).to_string();
    let made = place.feed(&["analyze", "--json", "-"], input.as_bytes());
    let record: Value = serde_json::from_str(&made.out).unwrap();
    let version = record["version"].as_u64().unwrap();
    // A name that no analysis would give tells whether the record's own was taken.
    let marked = |change: &dyn Fn(&mut Value)| {
        let mut record = record.clone();
        record["entities"][0]["name"] = json!("Somebody Else");
        change(&mut record);
        record.to_string()
    };
    let long = text.len() + 1;
    let cases: [Case<'_>; 8] = [
        ("as it is", true, &|_| ()),
        ("another version", false, &|r| {
            r["version"] = json!(version + 1);
        }),
        ("no version", false, &|r| r["version"] = Value::Null),
        ("a sentence beyond the text", false, &|r| {
            r["sentences"][0] = json!([0, long]);
        }),
        ("a mention beyond the text", false, &|r| {
            r["entities"][0]["mentions"][0]["end"] = json!(long);
        }),
        ("another text", false, &|r| {
            r["text"] = json!("Vienna was quiet on that day.");
        }),
        ("a name that a terminal obeys", false, &|r| {
            r["entities"][0]["name"] = json!("Somebody\u{1b}[31m Else");
        }),
        ("a text that a terminal obeys", false, &|r| {
            r["text"] = json!(text.replace("Vienna", "V\u{1b}[3m"));
        }),
    ];
    for (case, taken, change) in cases {
        let library = format!("{}.db", case.replace(' ', "-"));
        place.file("in.jsonl", marked(change));
        import(&place, &library, "in.jsonl");
        let shown = told(&place, &library, &["show", "a"]).remove(0);
        let names: Vec<&str> = shown["entities"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|entity| entity["name"].as_str())
            .collect();
        let other = names.iter().any(|name| name.ends_with("Else"));
        assert_eq!(other, taken, "{case}: {names:?}");
        assert_eq!(shown["version"], version, "{case}");
    }
}
