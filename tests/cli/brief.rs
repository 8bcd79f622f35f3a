//! The brief of the command line: a page over many articles, each thing once, every line with its source; what is new since
//! the last.

use std::collections::HashMap;

use pulldown_cmark::{Event, Parser, Tag};
use serde_json::{Value, json};

use crate::place::Place;
use crate::{keys, records};

/// Three reports of one event, and one on something else.
const NEWS: [(&str, &str, &str, &str, &str); 4] = [
    (
        "tunnel-1",
        "Train stuck in the *Halden* tunnel [updated]",
        "Morning Mirror",
        "2024-04-03T06:00:00Z",
        "A night train with 140 passengers stopped in the Halden tunnel on Wednesday after a rock fell on the line. Rescue crews led the passengers out on foot. But nobody was hurt. The railway said that the Halden line would stay closed until 12 April 2024.",
    ),
    (
        "tunnel-2",
        "Rock fall stops night train at Halden",
        "Evening Echo",
        "2024-04-03T09:30:00Z",
        "A rock that fell on the line stopped a night train with 140 passengers in the Halden tunnel on Wednesday. Crews led all passengers out on foot within two hours. It was the third rock fall there. \"We heard a bang & saw sparks <everywhere>,\" Ruth Ansley, a passenger, said.",
    ),
    (
        "tunnel-3",
        "Halden line to stay closed",
        "The Gazette",
        "2024-04-04T08:00:00Z",
        "Trains to Halden will be led over Lenn until 12 April 2024, the railway said on Thursday, since its tunnel must stay closed. Geologists will look at the slope above the Halden tunnel.",
    ),
    (
        "wheat",
        "Wheat prices fall to the lowest in four years",
        "The Gazette",
        "2024-04-04T08:00:00Z",
        "Farmers sold wheat at the lowest prices in four years on Thursday as grain traders reported record harvests. Bakers said that bread would cost the same for now.",
    ),
];

fn import(place: &Place, articles: &[(&str, &str, &str, &str, &str)]) {
    let line = |(id, title, source, published, text): &(&str, &str, &str, &str, &str)| {
        let url = format!("https://{id}.example/a?b=(c)&d");
        json!({"id": id, "title": title, "source": source, "published": published, "text": text, "url": url}).to_string()
    };
    let lines: Vec<String> = articles.iter().map(line).collect();
    let file = place.file("news.jsonl", lines.join("\n"));
    let ended = place.run(&["-q", "import", file.to_str().unwrap()]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
}

fn library() -> Place {
    let place = Place::new();
    import(&place, &NEWS);
    place
}

fn told(place: &Place, words: &[&str]) -> Value {
    let ended = place.run(&[&["brief", "--json"], words].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let mut all = records(&ended.out);
    assert_eq!(all.len(), 1, "one object");
    all.remove(0)
}

fn lines(brief: &Value) -> Vec<&Value> {
    let stories = brief["stories"].as_array().unwrap().iter();
    stories
        .flat_map(|story| story["lines"].as_array().unwrap())
        .collect()
}

#[test]
fn every_line_is_an_articles_own_and_none_is_told_twice() {
    let place = library();
    let ended = place.run(&["brief", "--json"]);
    assert_eq!(keys(ended.out.trim_end()), "query from to articles stories");
    let brief = told(&place, &[]);
    assert_eq!(brief["articles"], 4);
    assert_eq!(brief["from"], "2024-04-03T06:00:00Z");
    let story = brief["stories"][0].to_string();
    assert_eq!(
        keys(&story)
            .split(' ')
            .collect::<std::collections::BTreeSet<_>>(),
        "id title first last sources origins state lines said numbers actors"
            .split(' ')
            .collect()
    );
    let shown = place.run(&["list", "--full", "--json"]);
    let texts: HashMap<String, String> = records(&shown.out)
        .iter()
        .map(|a| {
            (
                a["id"].as_str().unwrap().to_owned(),
                a["text"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let all = lines(&brief);
    assert!(all.len() >= 3, "{all:?}");
    for line in &all {
        let text: Vec<char> = texts[line["article"].as_str().unwrap()].chars().collect();
        let place = |key: &str| usize::try_from(line[key].as_u64().unwrap()).unwrap();
        let span: String = text[place("start")..place("end")].iter().collect();
        assert_eq!(line["text"], span.as_str());
        assert!(line["url"].as_str().unwrap().starts_with("https://"));
    }
    let count = |words: &str| {
        all.iter()
            .filter(|line| line["text"].as_str().unwrap().contains(words))
            .count()
    };
    assert_eq!(
        (count("night train with 140"), count("stay closed")),
        (1, 1),
        "{all:?}"
    );
    assert_eq!(
        count("But nobody") + count("It was the third"),
        0,
        "{all:?}"
    );
    for most in [20, 45] {
        let brief = told(&place, &["--words", &most.to_string()]);
        let words: usize = lines(&brief)
            .iter()
            .map(|line| line["text"].as_str().unwrap().split_whitespace().count())
            .sum();
        assert!((1..=most).contains(&words), "{words} of {most}");
    }
}

#[test]
fn the_page_is_the_markdown_that_it_looks_like() {
    let place = library();
    let ended = place.run(&["brief", "halden"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(
        ended.out.starts_with("# Halden, 3–4 April 2024\n"),
        "{}",
        ended.out
    );
    assert!(
        !ended.out.contains("tunnel-1]") && !ended.out.contains("story:"),
        "no ids: {}",
        ended.out
    );
    let (mut headings, mut items, mut links, mut code) = (0, 0, Vec::new(), 0);
    for event in Parser::new(&ended.out) {
        headings += usize::from(matches!(event, Event::Start(Tag::Heading { .. })));
        items += usize::from(matches!(event, Event::Start(Tag::Item)));
        let markup = matches!(
            event,
            Event::Html(_) | Event::InlineHtml(_) | Event::Code(_)
        );
        code += usize::from(markup);
        if let Event::Start(Tag::Link { dest_url, .. }) = event {
            links.push(dest_url.to_string());
        }
    }
    assert!(headings >= 3 && items >= 4, "{}", ended.out);
    assert_eq!(code, 0, "{}", ended.out);
    assert!(
        !links.is_empty()
            && links
                .iter()
                .all(|link| link.ends_with(".example/a?b=(c)&d")),
        "{links:?}"
    );
    assert!(
        ended.out.contains("[1]") && ended.out.contains("\n1. ["),
        "{}",
        ended.out
    );
}

#[test]
fn html_is_escaped_and_mail_has_its_headers() {
    let place = library();
    let page = place.run(&["brief", "--html"]).out;
    assert!(
        page.starts_with("<!DOCTYPE html>") && page.contains("<a href=\"#s1\">[1]</a>"),
        "{page}"
    );
    assert!(
        !page.contains("<everywhere>") && !page.contains("<script"),
        "{page}"
    );
    let mail = place
        .run(&["brief", "--mail", "--to", "desk@a.example"])
        .out;
    let head: Vec<&str> = mail.split("\n\n").next().unwrap().lines().collect();
    let starts = |words: &str| head.iter().any(|line| line.starts_with(words));
    for header in [
        "To: desk@a.example",
        "Subject: ",
        "Date: ",
        "MIME-Version: 1.0",
        "Content-Type: multipart/alternative",
    ] {
        assert!(starts(header), "{header}: {head:?}");
    }
    assert!(mail.is_ascii() && mail.lines().all(|line| line.len() < 79));
    let wrong = place.run(&["brief", "--mail", "--to", "a\nBcc: b"]);
    assert_eq!(wrong.code, Some(2), "{}", wrong.err);
}

#[test]
fn the_next_brief_of_a_name_tells_what_is_new() {
    let place = library();
    place.file(
        ".config/nutgraf/briefs.toml",
        "[briefs]\ntrains = \"halden\"\n",
    );
    let first = told(&place, &["trains"]);
    assert_eq!(first["query"], "halden");
    let again = place.run(&["brief", "trains"]);
    assert_eq!((again.code, &*again.out), (Some(1), ""), "{}", again.err);
    assert!(again.err.contains("nothing new since "), "{}", again.err);
    let mail = place.run(&["brief", "trains", "--mail"]);
    assert_eq!((mail.code, &*mail.out), (Some(1), ""), "no empty mail");
    assert_eq!(lines(&told(&place, &["trains", "--again"])), lines(&first));
    import(
        &place,
        &[(
            "tunnel-4",
            "Halden tunnel gets a steel roof",
            "Evening Echo",
            "2024-04-09T09:00:00Z",
            "A rock that fell on the line stopped a night train with 140 passengers in the Halden tunnel on Wednesday. Workers began to build a steel roof over the southern mouth of the Halden tunnel on Tuesday for 3 million crowns.",
        )],
    );
    let next = told(&place, &["trains"]);
    let texts: Vec<&str> = lines(&next)
        .iter()
        .map(|line| line["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(texts[0].contains("steel roof"), "{texts:?}");
    assert_eq!(place.run(&["brief", "trains"]).code, Some(1));
    let day = told(&place, &["halden", "--since", "2024-04-05"]);
    assert_eq!(day["articles"], 1);
    let wrong = place.run(&["brief", "halden", "--since", "soon"]);
    assert_eq!(wrong.code, Some(2), "{}", wrong.err);
    let old = place.run(&["brief", "halden", "--about", "trains"]);
    assert_eq!(old.code, Some(2), "{}", old.err);
}
