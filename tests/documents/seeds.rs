//! The five scraped documents beside the project, and our own starter articles, through the built program: titles, authors,
//! leftovers, and queries by actor. The documents are named by their lines, as none of their words belong in here.

use nutgraf_read::text::word_list::phrases;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::beside;

fn nutgraf(words: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_nutgraf"))
        .args(words)
        .env_clear()
        .env("HOME", "/nonexistent")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn records(words: &[&str]) -> Vec<Value> {
    let (code, out, err) = nutgraf(words);
    assert_eq!(code, Some(0), "{words:?}: {err}");
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a careful reader says of one document, by the numbers of its lines from 1.
struct Expected {
    title: usize,
    byline: Option<&'static str>,
    first: usize,
    last: usize,
}

const EXPECTED: [Expected; 5] = [
    expected(1, Some("Stephen Lendman"), 5, 97),
    expected(1, None, 4, 44),
    expected(1, None, 3, 57),
    expected(3, None, 5, 45),
    expected(1, None, 3, 111),
];

const fn expected(
    title: usize,
    byline: Option<&'static str>,
    first: usize,
    last: usize,
) -> Expected {
    Expected {
        title,
        byline,
        first,
        last,
    }
}

#[test]
fn title_and_author_are_right_leftovers_are_gone_and_no_line_is_lost() {
    let Some(folder) = beside::folder("seeds") else {
        return;
    };
    let files = beside::files(&folder);
    assert_eq!(files.len(), EXPECTED.len());
    for (file, expected) in files.iter().zip(&EXPECTED) {
        let name = file.display();
        let raw = fs::read_to_string(file).unwrap();
        let record = &records(&["read", "--json", file.to_str().unwrap()])[0];
        let lines: Vec<String> = raw.lines().map(folded).collect();
        assert_eq!(record["title"], *lines[expected.title - 1], "{name}");
        assert_eq!(record["byline"].as_str(), expected.byline, "{name}");
        let text = record["text"].as_str().unwrap();
        let paragraphs: Vec<String> = text.split("\n\n").map(folded).collect();
        let wanted: Vec<String> = lines[expected.first - 1..expected.last]
            .iter()
            .filter(|line| !line.is_empty())
            .cloned()
            .collect();
        assert_eq!(paragraphs, wanted, "{name}");
    }
}

#[test]
fn the_summary_is_the_articles_own_and_iran_is_among_the_first() {
    let Some(folder) = beside::folder("seeds") else {
        return;
    };
    let all = records(&["analyze", "--json", folder.to_str().unwrap()]);
    assert_eq!(all.len(), EXPECTED.len());
    for record in &all {
        let title = &record["title"];
        let text = record["text"].as_str().unwrap();
        let summary = record["summary"].as_array().unwrap();
        assert!((1..=3).contains(&summary.len()), "{title}");
        for chosen in summary {
            assert!(text.contains(chosen["text"].as_str().unwrap()), "{title}");
        }
        let ids: Vec<&str> = record["entities"]
            .as_array()
            .unwrap()
            .iter()
            .take(4)
            .map(|entity| entity["id"].as_str().unwrap())
            .collect();
        assert!(ids.contains(&"country:IR"), "{title}: {ids:?}");
        assert!(ids.contains(&"country:US"), "{title}: {ids:?}");
    }
}

/// Queries by actor, and the words of which an article that names the actor holds at least one.
const NAMED: [(&str, &[&str]); 8] = [
    ("@borrell", &["Borrell"]),
    ("@\"josep borrell\"", &["Borrell"]),
    ("@zarif", &["Zarif"]),
    ("@lapid", &["Lapid"]),
    ("@irgc", &["IRGC", "Revolutionary Guard"]),
    ("@pompeo", &["Pompeo"]),
    ("@blinken", &["Blinken"]),
    (
        "@iaea",
        &[
            "IAEA",
            "International Atomic Energy Agency",
            "nuclear watchdog",
        ],
    ),
];

/// Each query gives exactly the articles whose text names the actor; a name that nobody bears gives none and code 1.
fn queries_are_exact(folder: &Path) {
    let place = tempfile::tempdir().unwrap();
    let library = place.path().join("l.db");
    let library = library.to_str().unwrap();
    let all = records(&["read", "--json", folder.to_str().unwrap()]);
    let (code, _, err) = nutgraf(&["--library", library, "import", folder.to_str().unwrap()]);
    assert_eq!(code, Some(0), "{err}");
    for (query, words) in NAMED {
        let wanted: BTreeSet<&str> = all
            .iter()
            .filter(|record| {
                let text = record["text"].as_str().unwrap();
                let title = record["title"].as_str().unwrap();
                words.iter().any(|w| text.contains(w) || title.contains(w))
            })
            .map(|record| record["title"].as_str().unwrap())
            .collect();
        let (code, out, err) = nutgraf(&["--library", library, "list", "--json", query]);
        let rows: Vec<Value> = out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let found: BTreeSet<&str> = rows
            .iter()
            .map(|row| row["title"].as_str().unwrap())
            .collect();
        assert_eq!(found, wanted, "{query}: {err}");
        assert_eq!(code, Some(i32::from(wanted.is_empty())), "{query}: {err}");
    }
}

#[test]
fn queries_by_actor_give_exactly_the_articles_that_name_them() {
    let Some(folder) = beside::folder("seeds") else {
        return;
    };
    queries_are_exact(&folder);
}

#[test]
fn queries_by_actor_are_exact_over_the_starter_articles() {
    queries_are_exact(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")));
}

#[test]
fn the_starter_articles_show_titles_authors_and_dates_without_leftovers() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let all = records(&["read", "--json", folder]);
    assert_eq!(all.len(), 12);
    let leftovers = phrases::<21>(
        "cookie | Log in | logged in | Share | Notify | Most Voted | Leave a Reply | \
         Subscribe | newsletter | Advertisement | Disclaimer | may also like | Read also | \
         Filed under | Tags: | Skip to | 2 comments | Previous post | Copyright | harbour_cat | \
         in ,",
    );
    for record in &all {
        let title = record["title"].as_str().unwrap();
        assert!(title.len() > 20 && !title.contains("Nutgraf"), "{title:?}");
        assert_eq!(record["byline"], "Nutgraf Desk", "{title}");
        assert!(record["published"].is_string(), "{title}");
        let words = record["words"].as_u64().unwrap();
        assert!((230..=620).contains(&words), "{words}: {title}");
        let text = record["text"].as_str().unwrap();
        for leftover in leftovers {
            assert!(!text.contains(leftover), "{leftover:?} in {title}");
        }
        assert!(text.trim_end().ends_with(['.', '"', '”']), "{title}");
    }
}
