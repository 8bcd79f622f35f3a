//! Queries of the command line: what is misread is refused, what matches nothing is told.

use crate::place::Place;
use crate::records;

/// A library of three articles.
fn library() -> Place {
    let place = Place::new();
    let articles = [
        r#"{"id":"a","title":"Talks resume in Vienna","text":"Delegates from Norway met again in Vienna on Monday. They spoke with Jens Stoltenberg.","published":"2022-07-15","source":"Harbour Post"}"#,
        r#"{"id":"b","title":"Israel and Norway sign","text":"Israel and Norway signed a paper on Sunday. Israel was glad.","published":"2022-07-14"}"#,
        r#"{"id":"c","title":"Harvest breaks records","text":"Farmers brought in more wheat than ever. Prices fell.","published":"2022-07-10"}"#,
    ];
    let file = place.file("news.jsonl", articles.join("\n"));
    let ended = place.run(&["-q", "import", file.to_str().unwrap()]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    place
}

#[test]
fn a_misread_query_is_wrong_usage_and_says_which_term() {
    let place = library();
    for (query, term, said) in [
        ("@nosuch", "`@nosuch`", "no actor here"),
        ("@isreal", "`@isreal`", "did you mean @Israel?"),
        (
            "vienna said:@nobodyhere",
            "`said:@nobodyhere`",
            "no actor here",
        ),
        ("isreal", "`isreal`", "did you mean israel?"),
        ("src:harbor-pst", "`src:harbor-pst`", "source"),
        ("lang:xx", "`lang:xx`", "no language"),
        ("vienna /[/", "`/[/`", "expression is wrong"),
        (
            "sort:foo",
            "`sort:foo`",
            "only new, old, rank, source, story",
        ),
        ("since:2020", "`since:2020`", "no field since:"),
        ("7d2026", "`7d2026`", "no date or age"),
        ("30d-7d", "`30d-7d`", "no date or age"),
        ("2022-13", "`2022-13`", "no date or age"),
        ("is:foo", "`is:foo`", "only"),
        ("limit:many", "`limit:many`", "number"),
        ("(vienna", "`(`", "bracket"),
        ("\"vienna", "`\"vienna`", "quotation mark"),
        ("vienna |", "`|`", "nothing stands after"),
        ("@", "`@`", "a name must follow"),
    ] {
        for command in ["list", "actors", "brief"] {
            let ended = place.run(&[command, query]);
            let told = format!(
                "{command} {query}: {:?} {}{}",
                ended.code, ended.out, ended.err
            );
            assert_eq!(ended.code, Some(2), "{told}");
            assert_eq!(ended.out, "", "{told}");
            assert_eq!(ended.err.lines().count(), 1, "{told}");
            assert!(
                ended.err.contains(term) && ended.err.contains(said),
                "{told}"
            );
        }
    }
}

#[test]
fn the_lenient_get_what_is_understood_and_are_told_the_rest() {
    let place = library();
    let ended = place.run(&["list", "--json", "--lenient", "isreal sort:foo"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_eq!(records(&ended.out).len(), 1);
    assert!(
        ended.err.contains("sort:foo") && ended.err.contains("israel"),
        "{}",
        ended.err
    );
    let ended = place.run(&["list", "--json", "--lenient", "vienna /[/"]);
    assert_eq!(records(&ended.out).len(), 1, "{}", ended.err);
}

#[test]
fn what_is_understood_and_matches_nothing_is_no_misreading() {
    let place = library();
    for query in ["zebra", "#later", "2019", "@norway wheat", "is:starred"] {
        let ended = place.run(&["list", query]);
        assert_eq!(ended.code, Some(1), "{query}: {}{}", ended.out, ended.err);
        assert!(
            ended.err.contains("nothing matches"),
            "{query}: {}",
            ended.err
        );
    }
    // Explaining is looking: it prints what is wrong and refuses nothing.
    let ended = place.run(&["list", "--explain", "sort:foo"]);
    assert_eq!(ended.code, Some(0));
    assert!(ended.out.contains("sort:foo"), "{}", ended.out);
}

#[test]
fn what_matches_leaves_as_a_table_as_records_and_as_markdown() {
    let place = library();
    let table = place.run(&["list", "--csv", "norway"]).out;
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines[0], "title,source,date,url,actors,summary");
    assert_eq!(lines.len(), 3, "{table}");
    assert!(
        lines[1].starts_with("Talks resume in Vienna,Harbour Post,2022-07-15T00:00:00Z,,"),
        "{table}"
    );
    for (file, said) in [
        ("out.csv", "title,source"),
        ("out.md", "# Israel and Norway sign"),
        ("out.jsonl", "\"id\":\"b\""),
    ] {
        let ended = place.run(&["export", "norway", "-vienna", file]);
        assert_eq!(
            (ended.code, ended.out.as_str()),
            (Some(0), ""),
            "{}",
            ended.err
        );
        assert!(
            ended.err.contains(&format!("1 article in {file}")),
            "{}",
            ended.err
        );
        let text = std::fs::read_to_string(place.path(file)).unwrap();
        assert!(
            text.contains(said) && !text.contains("Talks resume"),
            "{text}"
        );
    }
    // What was exported can be read in again, and is then known.
    let ended = place.run(&["import", "out.jsonl"]);
    assert!(ended.out.contains("0 new"), "{}{}", ended.out, ended.err);
    // All articles without a query; nothing is left behind where nothing is written.
    place.run(&["export", "all.jsonl"]);
    let all = std::fs::read_to_string(place.path("all.jsonl")).unwrap();
    assert_eq!(all.lines().count(), 3);
    for (words, code) in [
        (["norway", "out.pdf"], 2),
        (["zebra", "none.csv"], 1),
        (["norway", "gone/x.csv"], 1),
        (["@nosuch", "x.csv"], 2),
    ] {
        let ended = place.run(&["export", words[0], words[1]]);
        assert_eq!(ended.code, Some(code), "{words:?} {}", ended.err);
        assert_eq!(ended.err.lines().count(), 1, "{words:?} {}", ended.err);
        assert!(!place.path(words[1]).exists());
    }
}
