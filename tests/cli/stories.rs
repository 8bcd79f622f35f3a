//! Stories of the command line: what happened once, told by several; what is new; what the reader puts right.

use serde_json::Value;

use crate::place::Place;
use crate::{keys, records};

const DAM: [(&str, &str, &str, &str, &str); 4] = [
    (
        "dam-1",
        "Dam at Kelmore gives way after a week of rain",
        "Morning Mirror",
        "2024-04-03T06:00:00Z",
        "The dam above Kelmore gave way on Wednesday after a week of rain, and water from the Asher reservoir flooded the lower town. Rescue crews in boats took families from the roofs of Kelmore. The mayor of Kelmore, Ruth Ansley, called the flood the worst in memory. The Asher reservoir had been full since Sunday.",
    ),
    (
        "dam-2",
        "Kelmore flooded as Asher dam bursts",
        "Evening Echo",
        "2024-04-03T09:30:00Z",
        "Boats brought families out of flooded Kelmore on Wednesday, hours after the dam of the Asher reservoir burst. Mayor Ruth Ansley said that the lower town of Kelmore stood under two metres of water. Crews searched the roofs for people. A week of rain had filled the reservoir.",
    ),
    (
        "dam-3",
        "Mayor of Kelmore asks why the Asher dam was not drained",
        "The Gazette",
        "2024-04-04T08:00:00Z",
        "A day after the dam of the Asher reservoir burst, Kelmore's mayor Ruth Ansley asked why the reservoir had not been drained during the week of rain. Rescue crews were still taking families from roofs in the flooded lower town of Kelmore.",
    ),
    (
        "wheat",
        "Wheat prices fall to the lowest in four years",
        "The Gazette",
        "2024-04-04T08:00:00Z",
        "Farmers sold wheat at the lowest prices in four years on Thursday as grain traders reported record harvests. Bakers said that bread would cost the same for now. Exporters in the south complained about freight rates.",
    ),
];

fn line(article: &(&str, &str, &str, &str, &str)) -> String {
    let (id, title, source, published, text) = article;
    serde_json::json!({"id": id, "title": title, "source": source, "published": published, "text": text}).to_string()
}

fn import(place: &Place, articles: &[(&str, &str, &str, &str, &str)]) {
    let lines: Vec<String> = articles.iter().map(line).collect();
    let file = place.file("news.jsonl", lines.join("\n"));
    let ended = place.run(&["-q", "import", file.to_str().unwrap()]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
}

fn stories(place: &Place, query: &[&str]) -> Vec<Value> {
    let words = [&["stories", "--json"], query].concat();
    let ended = place.run(&words);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    records(&ended.out)
}

/// The ids of a story's articles.
fn members(story: &Value) -> Vec<&str> {
    let articles = story["articles"].as_array().unwrap();
    articles
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect()
}

#[test]
fn what_several_tell_is_one_story_and_has_the_documented_fields() {
    let place = Place::new();
    import(&place, &DAM);
    let ended = place.run(&["stories", "--json"]);
    let first = ended.out.lines().next().unwrap();
    assert_eq!(
        keys(first),
        "id title first last articles sources origins new actors line state"
    );
    let found = records(&ended.out);
    assert_eq!(found.len(), 2);
    let dam = &found[0];
    assert_eq!(members(dam), ["dam-1", "dam-2", "dam-3"]);
    assert_eq!(
        (&dam["sources"], &dam["origins"], &dam["new"]),
        (&3.into(), &3.into(), &3.into())
    );
    assert_eq!(dam["first"], "2024-04-03T06:00:00Z");
    assert_eq!(dam["last"], "2024-04-04T08:00:00Z");
    // The line is a sentence of the article that it names, at its place.
    let told = &dam["line"];
    let text = DAM.iter().find(|one| one.0 == told["article"]).unwrap().4;
    let at = |key: &str| usize::try_from(told[key].as_u64().unwrap()).unwrap();
    let (start, end) = (at("start"), at("end"));
    let piece: String = text.chars().skip(start).take(end - start).collect();
    assert_eq!(told["text"], piece);
    // An article that nobody else tells of is a story of one, and `story:` finds both kinds.
    for story in &found {
        let query = format!("story:{}", story["id"].as_str().unwrap());
        let listed = place.run(&["list", "--json", &query]);
        assert_eq!(records(&listed.out).len(), members(story).len(), "{query}");
    }
}

#[test]
fn the_order_of_arrival_does_not_matter_and_a_later_article_joins() {
    let place = Place::new();
    for article in [2, 3, 1, 0] {
        import(&place, &DAM[article..=article]);
    }
    let found = stories(&place, &["kelmore"]);
    assert_eq!(members(&found[0]), ["dam-1", "dam-2", "dam-3"]);
    assert_eq!(stories(&place, &["--limit", "1"]).len(), 1);
    let none = place.run(&["stories", "zebra"]);
    assert_eq!((none.code, none.out.as_str()), (Some(1), ""));
    let text = place.run(&["stories", "--color", "never"]).out;
    assert!(text.contains("3 articles · 3 told it themselves"), "{text}");
}

#[test]
fn copies_are_one_story_and_one_origin() {
    let place = Place::new();
    let mut copy = DAM[0];
    (copy.0, copy.2, copy.3) = ("dam-copy", "Lakeside Post", "2024-04-03T07:00:00Z");
    let copy_text = format!("{} Schools in the valley stayed closed.", copy.4);
    copy.4 = &copy_text;
    import(&place, &[DAM[0], DAM[1], copy]);
    let found = stories(&place, &[]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (&found[0]["sources"], &found[0]["origins"]),
        (&3.into(), &2.into())
    );
}

#[test]
fn a_timeline_tells_the_days_in_sentences_of_the_articles() {
    let place = Place::new();
    import(&place, &DAM);
    let ended = place.run(&["timeline", "kelmore", "--json", "--lines", "1"]);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert_eq!(
        keys(ended.out.lines().next().unwrap()),
        "date articles sentences"
    );
    let days = records(&ended.out);
    let dates: Vec<&str> = days
        .iter()
        .map(|day| day["date"].as_str().unwrap())
        .collect();
    assert!(
        dates.is_sorted() && dates.contains(&"2024-04-03"),
        "{dates:?}"
    );
    for day in &days {
        for sentence in day["sentences"].as_array().unwrap() {
            let article = DAM.iter().find(|one| one.0 == sentence["article"]).unwrap();
            let at = |key: &str| usize::try_from(sentence[key].as_u64().unwrap()).unwrap();
            let (start, end) = (at("start"), at("end"));
            let piece: String = article.4.chars().skip(start).take(end - start).collect();
            assert_eq!(sentence["text"], piece);
        }
    }
    assert_eq!(place.run(&["timeline", "zebra"]).code, Some(1));
}

const FERRY: [(&str, &str, &str, &str, &str); 2] = [
    (
        "ferry-1",
        "Ferry Marigold sinks off Elmport",
        "Morning Mirror",
        "2024-05-06T06:00:00Z",
        "The ferry Marigold sank off Elmport on Monday after it struck a rock. At least 10 people died in Elmport, the coast guard said. Divers searched the hull of the Marigold off Elmport until dusk.",
    ),
    (
        "ferry-2",
        "Ferry Marigold: the dead of Elmport",
        "Evening Echo",
        "2024-05-06T15:00:00Z",
        "The ferry Marigold sank off Elmport on Monday after it struck a rock. In Elmport 14 people died, the hospital said. The owner of the Marigold, Halberd Lines, had ignored two warnings about the rock in the winter.",
    ),
];

#[test]
fn numbers_stand_side_by_side_and_who_told_it_first_is_named() {
    let place = Place::new();
    let mut second = FERRY[1];
    let text = second
        .4
        .replace("In Elmport 14 people died", "In Elmport 9 people died");
    (second.0, second.4) = ("ferry-3", &text);
    let mut exact = FERRY[0];
    let told = exact.4.replace("At least 10", "Exactly 12");
    exact.4 = &told;
    import(&place, &[exact, second]);
    let told = place.run(&["stories", "--color", "never"]).out;
    let flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("first: Morning Mirror, 2024-05-06 06:00"),
        "{told}"
    );
    assert!(
        flat.contains("dead: 12 (Morning Mirror), 9 (Evening Echo) - differ"),
        "{told}"
    );
    // The records stay as they are documented.
    let ended = place.run(&["stories", "--json"]);
    assert_eq!(
        keys(ended.out.lines().next().unwrap()),
        "id title first last articles sources origins new actors line state"
    );
}

#[test]
fn an_updated_story_tells_what_is_new_in_it_and_then_nothing_is() {
    let place = Place::new();
    import(&place, &FERRY[..1]);
    know_all(&place);
    let known = place.run(&["stories", "--color", "never"]).out;
    assert!(known.contains("nothing new"), "{known}");
    import(&place, &FERRY[1..]);
    let told = place.run(&["stories", "--color", "never"]).out;
    let flat = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("+ ") && flat.contains("1 new"), "{told}");
    assert!(
        flat.contains("new: dead At least 10 → 14 (Evening Echo)"),
        "{told}"
    );
    assert!(flat.contains("Halberd Lines"), "{told}");
    let new: Vec<&str> = flat.split("new: ").skip(1).collect();
    assert!(
        new.iter().all(|line| !line.contains("struck a rock.")),
        "{new:?}"
    );
    know_all(&place);
    let known = place.run(&["stories", "--color", "never"]).out;
    assert!(
        known.contains("nothing new") && !known.contains("new:"),
        "{known}"
    );
}

/// As the browser does when stories are looked at.
fn know_all(place: &Place) {
    let library = nutgraf_library::Library::open(&library_file(place)).unwrap();
    let mut writer = library.writer().unwrap();
    let numbers = stories(place, &[]);
    let numbers: Vec<u32> = numbers
        .iter()
        .map(|story| story["id"].as_str().unwrap().parse().unwrap())
        .collect();
    let change = nutgraf_read::model::change::Change::KnowStories(numbers.into());
    writer.apply(&[change]).unwrap();
}

#[test]
fn what_a_hand_writes_about_stories_holds_at_once_and_is_taken_back_by_taking_it_out() {
    let place = Place::new();
    import(&place, &DAM);
    let all = |place: &Place| -> Vec<String> {
        let mut all: Vec<String> = stories(place, &[])
            .iter()
            .map(|story| members(story).join(" "))
            .collect();
        all.sort();
        all
    };
    let before = all(&place);
    assert_eq!(before, ["dam-1 dam-2 dam-3", "wheat"]);
    let file = library_file(&place).with_file_name("stories.toml");
    std::fs::write(&file, "together = [\"wheat <> dam-1\"]\n").unwrap();
    assert_eq!(all(&place), ["dam-1 dam-2 dam-3 wheat"]);
    std::fs::write(&file, "apart = [\"dam-3 <> dam-1\", \"dam-3 <> dam-2\"]\n").unwrap();
    assert_eq!(all(&place), ["dam-1 dam-2", "dam-3", "wheat"]);
    std::fs::write(&file, "").unwrap();
    assert_eq!(all(&place), before);
    std::fs::write(&file, "together = [\"wheat\"]\n").unwrap();
    let ended = place.run(&["stories"]);
    assert_eq!(ended.code, Some(0));
    assert!(ended.err.contains("stories.toml"), "{}", ended.err);
}

fn library_file(place: &Place) -> std::path::PathBuf {
    place.path(".local/share/nutgraf/library.db")
}
